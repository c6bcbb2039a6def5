"""Same-day danger: which alerts are shown, what to do about them, and one question before work goes on past them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.consultation.state import VisitState
from desktop.theme import current_theme
from desktop.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.widgets.card import Divider
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.labels import PlainLabel
from desktop.widgets.scroll import ScrollColumn
from guidance.wording import AlertWords, Wording

Asks = Callable[[str, str, str], bool]
"""Shows a title and a sentence; True when the person chose the way on (its words are the third text)."""


def unseen(state: VisitState) -> tuple[str, ...]:
    """The alerts nobody has marked as seen, most urgent first."""
    seen = state.workup.consultation.alerts_seen
    return tuple(alert.id for alert in state.workup.guidance.alerts if alert.id not in seen)


def seen(state: VisitState) -> tuple[tuple[str, str], ...]:
    """The alerts that are on and were seen, with the local time ("10:44")."""
    at = state.workup.consultation.alerts_seen
    raised = [alert.id for alert in state.workup.guidance.alerts if alert.id in at]
    return tuple((alert, datetime.fromisoformat(at[alert]).astimezone().strftime("%H:%M")) for alert in raised)


class UrgentSheet(QDialog):
    """What to do now, one short step under the other, and whom to call here."""

    def __init__(
        self, alerts: Sequence[AlertWords], emergency: str, *, wants_seen: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("urgent_sheet")
        self.setWindowTitle(self.tr("What to do now"))
        self.setModal(True)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(8))
        for number, alert in enumerate(alerts):
            if number:
                column.addWidget(Divider())
            column.addWidget(PlainLabel(alert.title, "h1", wrap=True))
            column.addWidget(PlainLabel(alert.message, "body", wrap=True))
            for line in alert.do_now:
                column.addWidget(IconLabel("arrow-right", line, "body", color="urgent", wrap=True))
        column.addWidget(Divider())
        column.addWidget(PlainLabel(self.tr("Here, in your clinic"), "h3"))
        column.addWidget(PlainLabel(emergency or self._no_text(), "body", wrap=True))
        column.addStretch(1)
        close = SecondaryButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        if wants_seen:
            noted = PrimaryButton(self.tr("Seen, continue"))
            noted.setObjectName("seen")
            noted.clicked.connect(self.accept)
            foot.addWidget(noted)
        outer = QVBoxLayout(self)
        outer.addWidget(ScrollColumn(page, padding=(8, 8, 8, 8)), 1)
        outer.addLayout(foot)
        theme = current_theme()
        self.resize(theme.px(640), theme.px(480))
        close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _no_text(self) -> str:
        return self.tr("No emergency text has been set. Follow your local emergency pathway. Add it once in Settings.")


class GoOnDialog(QDialog):
    """One sentence that must be read first. The safe way, staying, is the default."""

    def __init__(self, title: str, sentence: str, go_on: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("go_on")
        self.setWindowTitle(title)
        self.setModal(True)
        stay = PrimaryButton(self.tr("Stay here"))
        stay.clicked.connect(self.reject)
        on = SecondaryButton(go_on)
        on.setObjectName("go_on_button")
        on.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(on)
        foot.addWidget(stay)
        column = QVBoxLayout(self)
        theme = current_theme()
        column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(16))
        column.setSpacing(theme.px(12))
        column.addWidget(IconLabel("alert-triangle-filled", title, "h2", color="urgent", wrap=True))
        column.addWidget(PlainLabel(sentence, "body", wrap=True))
        column.addLayout(foot)
        self.setMinimumWidth(theme.px(440))
        stay.setDefault(True)
        stay.setFocus(Qt.FocusReason.OtherFocusReason)


def ask_to_go_on(parent: QWidget) -> Asks:
    """The question as a dialog over a window."""

    def ask(title: str, sentence: str, go_on: str) -> bool:
        return GoOnDialog(title, sentence, go_on, parent).exec() == QDialog.DialogCode.Accepted

    return ask


def words_of(alerts: Sequence[str], wording: Wording) -> tuple[AlertWords, ...]:
    """What these alerts say."""
    return tuple(wording.alert(alert) for alert in alerts)
