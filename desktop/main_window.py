"""A frame that swaps screens. It knows none of them."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from desktop.widgets.overlay import Overlay

NAME = "Plainly"


class MainWindow(QMainWindow):
    """One screen at a time. `closing` is emitted before the window closes, so that the last answers can be kept."""

    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle(NAME)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.resize(1366, 768)
        self._overlay: Overlay | None = None
        self._under: QWidget | None = None
        self._focus_kept: dict[QWidget, QWidget | None] = {}

    def show_screen(self, screen: QWidget, title: str = "") -> None:
        """Shows a screen and lets go of all before: the one shown and any it covered."""
        self.take_overlay_away()
        before = [self._stack.widget(place) for place in range(self._stack.count())]
        self._focus_kept.clear()
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        self._call_it(title)
        for other in before:
            if other is not None and other is not screen:
                self._stack.removeWidget(other)
                other.deleteLater()

    def cover(self, screen: QWidget) -> QWidget | None:
        """Shows a screen over the present one, which stays as it is, hidden and out of reach.

        Returns the one covered.
        """
        self.take_overlay_away()
        covered = self._stack.currentWidget()
        if covered is not None:
            self._focus_kept[covered] = self._focus_in(covered)
            # Hidden before anything else is drawn, so that no picture of it is left
            covered.setEnabled(False)
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        self.setWindowTitle(NAME)
        return covered

    def uncover(self, covered: QWidget, title: str) -> None:
        """Takes the cover away again; the keyboard goes back to where it was."""
        cover = self._stack.currentWidget()
        covered.setEnabled(True)
        self._stack.setCurrentWidget(covered)
        self._call_it(title)
        if cover is not None and cover is not covered:
            self._stack.removeWidget(cover)
            cover.deleteLater()
        _give_focus(self._focus_kept.pop(covered, None))

    def lay_over(self, overlay: Overlay) -> None:
        """Shows a panel over the screen, which is out of reach until the panel is left."""
        self.take_overlay_away()
        under = self._stack.currentWidget()
        if under is None:
            return
        self._overlay, self._under = overlay, under
        self._focus_kept[overlay] = self._focus_in(under)
        under.setEnabled(False)
        overlay.setParent(self)
        overlay.setGeometry(self.rect())
        overlay.left.connect(self.take_overlay_away)
        overlay.show()
        overlay.raise_()
        overlay.place()
        overlay.start()

    def take_overlay_away(self) -> None:
        """Ends the panel over the screen, if there is one."""
        overlay, under = self._overlay, self._under
        self._overlay = self._under = None
        if overlay is None or under is None:
            return
        under.setEnabled(True)
        overlay.hide()
        overlay.deleteLater()
        _give_focus(self._focus_kept.pop(overlay, None))

    @property
    def overlay(self) -> Overlay | None:
        """The panel over the screen, if there is one."""
        return self._overlay

    @property
    def screen_shown(self) -> QWidget | None:
        """The screen that is shown now."""
        return self._stack.currentWidget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._overlay is not None:
            self._overlay.setGeometry(self.rect())

    def _focus_in(self, screen: QWidget) -> QWidget | None:
        # The window's own, not the program's: it may lock while another program is in front
        focus = self.focusWidget()
        return focus if focus is not None and screen.isAncestorOf(focus) else None

    def _call_it(self, title: str) -> None:
        self.setWindowTitle(f"{title} – {NAME}" if title else NAME)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tells the root first."""
        self.closing.emit()
        super().closeEvent(event)


class IdleWatch(QObject):
    """Tells when somebody used a key, the mouse or touch anywhere in the program."""

    used = Signal()

    _USES = frozenset(
        {
            QEvent.Type.KeyPress,
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseMove,
            QEvent.Type.Wheel,
            QEvent.Type.TouchBegin,
        }
    )

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        app.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Watches and never takes an event."""
        if event.type() in self._USES:
            self.used.emit()
        return False


def _give_focus(widget: QWidget | None) -> None:
    """Gives the keyboard back to a widget that may be gone meanwhile."""
    if widget is not None and isValid(widget):
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
