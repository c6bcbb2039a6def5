"""A panel over the screen, at the right or in the middle, with the rest dimmed. Esc or a click beside it ends it."""

from enum import StrEnum

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.theme import current_theme
from desktop.widgets.accessible import speak_as

_SHADE = 96


class Side(StrEnum):
    """Where the panel is."""

    RIGHT = "right"
    MIDDLE = "middle"


class Overlay(QWidget):
    """Covers its parent. `left` asks for it to be taken away; put what is shown into `body`.

    Tab stays inside. The window that shows it disables what lies under it.
    """

    left = Signal()

    def __init__(self, name: str, *, side: Side, width: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        speak_as(self, QAccessible.Role.Dialog)
        self._side, self._wide = side, width
        self.panel = QFrame(self)
        self.panel.setProperty("bar" if side is Side.RIGHT else "card", "right" if side is Side.RIGHT else "toast")
        self.body = QVBoxLayout(self.panel)

    def start(self) -> None:
        """Puts the keyboard where typing begins."""
        stops = self._stops()
        if stops:
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> None:
        """Puts the panel where it belongs; its height follows what it holds when it is in the middle."""
        theme = current_theme()
        width = min(theme.px(self._wide), self.width())
        if self._side is Side.RIGHT:
            self.panel.setGeometry(QRect(self.width() - width, 0, width, self.height()))
        else:
            top = min(theme.px(72), max(0, self.height() // 8))
            height = min(self.panel.sizeHint().height(), self.height() - 2 * top)
            self.panel.setGeometry(QRect((self.width() - width) // 2, top, width, height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        shade = QColor(current_theme().color("banner"))
        shade.setAlpha(_SHADE)
        QPainter(self).fillRect(self.rect(), shade)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends it; no key goes on to what lies under it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the panel ends it."""
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.left.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keeps Tab inside."""
        stops = self._stops()
        if not stops:
            return True
        here = stops.index(self.focusWidget()) if self.focusWidget() in stops else -1
        step = here + (1 if forward else -1)
        stops[step % len(stops)].setFocus(
            Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def _stops(self) -> list[QWidget]:
        return [
            widget
            for widget in self.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(self) and widget.isEnabled()
        ]
