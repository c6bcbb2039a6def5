"""Labels that never guess: whatever a person typed is shown letter for letter, never read as markup."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.theme import set_role
from desktop.widgets.accessible import speak_as

HEADINGS = ("display", "h1", "h2", "h3", "patient_title", "patient_option")


class PlainLabel(QLabel):
    """Plain text in a type role. Headings are spoken as headings."""

    def __init__(
        self, text: str = "", role: str = "body", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role = role
        self.setProperty("role", role)
        if role in HEADINGS:
            speak_as(self, QAccessible.Role.Heading)
        if wrap:
            self.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.setText(text)

    def set_text(self, text: str) -> None:
        """Shows another text."""
        self.setText(text)

    def set_role(self, role: str) -> None:
        """Puts the label in another type role."""
        if role != self._role:
            self._role = role
            set_role(self, role)


class ElidedLabel(PlainLabel):
    """One line that shortens itself with an ellipsis; the whole text is then in the tooltip."""

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(text, role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance("…"), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def set_text(self, text: str) -> None:
        self.setText(text)
        self._explain()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment() | Qt.TextFlag.TextSingleLine), self._shown())

    def _shown(self) -> str:
        return QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def _explain(self) -> None:
        # a tooltip is read as markup if it looks like it, so shield what a person typed
        shortened = self._shown() != self.text()
        self.setToolTip(self.text().replace("&", "&amp;").replace("<", "&lt;") if shortened else "")
