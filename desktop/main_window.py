"""A frame that swaps screens. It knows none of them."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

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

    def show_screen(self, screen: QWidget, title: str = "") -> None:
        """Shows a screen and lets go of the one before."""
        before = self._stack.currentWidget()
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        self.setWindowTitle(f"{title} – {NAME}" if title else NAME)
        if before is not None and before is not screen:
            self._stack.removeWidget(before)
            before.deleteLater()

    def cover(self, screen: QWidget) -> QWidget | None:
        """Shows a screen over the present one, which stays as it is, hidden and out of reach.

        Returns the one covered.
        """
        covered = self._stack.currentWidget()
        if covered is not None:
            covered.setEnabled(False)
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        self.setWindowTitle(NAME)
        return covered

    def uncover(self, covered: QWidget, title: str) -> None:
        """Takes the cover away again."""
        cover = self._stack.currentWidget()
        covered.setEnabled(True)
        self._stack.setCurrentWidget(covered)
        self.setWindowTitle(f"{title} – {NAME}" if title else NAME)
        if cover is not None and cover is not covered:
            self._stack.removeWidget(cover)
            cover.deleteLater()

    @property
    def screen_shown(self) -> QWidget | None:
        """The screen that is shown now."""
        return self._stack.currentWidget()

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


def is_plain_key(event: QKeyEvent, key: Qt.Key) -> bool:
    """True for this key without Ctrl, Alt or Meta."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() == key and modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
