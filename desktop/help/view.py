"""The help sheet, always at the right: this screen, its keys, all keys, and what this program is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.help.keys import EVERYWHERE, HELP, Place
from desktop.theme import current_theme
from desktop.widgets.buttons import IconButton
from desktop.widgets.dates import PartialDate
from desktop.widgets.key_cap import KeyCap
from desktop.widgets.labels import PlainLabel
from desktop.widgets.overlay import Overlay, Side
from desktop.widgets.scroll import ScrollColumn
from guidance.knowledge import Edition

_WIDTH = 400


class HelpSheet(Overlay):
    """Help for one place."""

    def __init__(self, place: Place, edition: Edition) -> None:
        super().__init__(self.tr("Help"), side=Side.RIGHT, width=_WIDTH)
        self.setObjectName("help_sheet")
        theme = current_theme()
        here = HELP[place]
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(PlainLabel(here.title, "h3"))
        for line in here.lines:
            column.addWidget(PlainLabel(line, "body", wrap=True))
        self._add_keys(column, self.tr("Keys here"), here.keys)
        self._add_keys(column, self.tr("Keys everywhere"), EVERYWHERE)
        column.addSpacing(theme.px(8))
        column.addWidget(PlainLabel(self.tr("About Plainly"), "h3"))
        for line in self._about(edition):
            column.addWidget(PlainLabel(line, "small_muted", wrap=True))
        column.addStretch(1)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(24), theme.px(12), theme.px(12), theme.px(10))
        head.addWidget(PlainLabel(self.tr("Help"), "h1"))
        head.addStretch(1)
        close = IconButton("x", self.tr("Close the help"), key="Esc")
        close.setObjectName("close_help")
        close.clicked.connect(self.left)
        head.addWidget(close)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        scroll = ScrollColumn(inside)
        # The arrow keys scroll it: there is nothing else to go to
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._text = scroll
        self.body.addWidget(scroll, 1)

    def start(self) -> None:
        """Puts the keyboard on the text, which the arrow keys scroll."""
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_keys(self, column: QVBoxLayout, title: str, keys: tuple[tuple[str, str], ...]) -> None:
        theme = current_theme()
        column.addSpacing(theme.px(8))
        column.addWidget(PlainLabel(title, "h3"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnMinimumWidth(0, theme.px(96))
        grid.setColumnStretch(1, 1)
        for row, (key, text) in enumerate(keys):
            grid.addWidget(KeyCap(key), row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            label = PlainLabel(text, "small", wrap=True)
            label.setAccessibleName(f"{key}: {text}")
            grid.addWidget(label, row, 1)
        column.addLayout(grid)

    def _about(self, edition: Edition) -> tuple[str, ...]:
        until = PartialDate.from_iso(edition.evidence_until).short()
        approved = (
            self.tr("Approved by {0}.").format(edition.approved_by)
            if edition.approved_by
            else self.tr("No clinician has approved this edition yet.")
        )
        return (
            self.tr("Plainly sorts and explains treatment options for stage IV breast cancer. It never decides."),
            self.tr("Clinical content: edition {0}, evidence until {1}.").format(edition.version, until),
            approved,
            self.tr("Works offline. Nothing leaves this computer unless you print or save a file."),
            self.tr("Atkinson Hyperlegible (SIL Open Font License) and Tabler Icons (MIT License)."),
        )
