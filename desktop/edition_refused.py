"""When the clinical content is refused at the start: what is wrong, and the edition that last opened well, if anybody
wants it.

Nothing takes the place of the refused content unasked. The kept edition is used for this session only; the next start
asks again, until the file is mended.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from desktop.messages import message_for
from desktop.theme import current_theme
from desktop.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.widgets.dates import PartialDate
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.labels import PlainLabel
from guidance.knowledge import Edition, KnowledgeBase
from guidance.pack.load import PackRefused, load_pack

_WIDTH = 560


def edition_to_use(fault: PackRefused, kept: Path) -> KnowledgeBase | None:
    """Tells what is wrong. The kept edition when somebody chose it, None when the program is to be closed."""
    try:
        knowledge = load_pack(kept)
    except PackRefused:
        knowledge = None
    sheet = EditionRefusedSheet(fault, knowledge.edition if knowledge else None)
    return knowledge if sheet.exec() == QDialog.DialogCode.Accepted else None


class EditionRefusedSheet(QDialog):
    """Closing is the default: going on with an older edition is a choice somebody makes."""

    def __init__(self, fault: PackRefused, kept: Edition | None) -> None:
        super().__init__()
        self.setObjectName("edition_refused")
        self.setWindowTitle(self.tr("Plainly"))
        theme = current_theme()
        message = message_for(fault)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(28), theme.px(24), theme.px(28), theme.px(20))
        column.setSpacing(theme.px(12))
        title = self.tr("The clinical content cannot be used")
        column.addWidget(IconLabel("alert-triangle", title, "h2", color="amber"))
        for line in self._lines(kept):
            column.addWidget(PlainLabel(line, "body", wrap=True))
        code = message.code if message else ""
        note = PlainLabel(self.tr("For support: {0} {1}.").format(code, str(fault)), "small_muted", wrap=True)
        note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(note)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(12))
        buttons.addStretch(1)
        if kept is not None:
            use = SecondaryButton(self.tr("&Use edition {0} for now").format(kept.version))
            use.setObjectName("use_kept_edition")
            use.clicked.connect(self.accept)
            buttons.addWidget(use)
        close = PrimaryButton(self.tr("&Close the program"))
        close.setObjectName("close_program")
        close.clicked.connect(self.reject)
        buttons.addWidget(close)
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(_WIDTH))
        close.setDefault(True)
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lines(self, kept: Edition | None) -> tuple[str, ...]:
        happened = self.tr(
            "Its file is missing, was changed, or belongs to another version of the program. It is not used, because "
            "what it says could be wrong. The patients’ records are not touched."
        )
        if kept is None:
            return (happened, self.tr("No earlier edition is kept on this computer. Install the program again."))
        until = PartialDate.from_iso(kept.evidence_until).short()
        return (
            happened,
            self.tr("Edition {0}, evidence until {1}, is the last one that opened well on this computer.").format(
                kept.version, until
            ),
            self.tr(
                "You can use it for now; the home screen then says so. To put it back for good, run: "
                "plainly check-pack --last-good"
            ),
        )
