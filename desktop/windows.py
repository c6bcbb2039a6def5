"""The other windows of the program: the patient's pages, and dialogs. Locking and leaving reach them here."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget

_PATIENT_WINDOW = "patient_window"
_HANDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.TouchBegin,
    }
)


def patient_windows() -> list[QWidget]:
    """The windows that are open beside the main one and show something of a patient."""
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if widget.objectName() == _PATIENT_WINDOW and not widget.isHidden()
    ]


def close_dialogs(window: QMainWindow) -> None:
    """Ends every dialog and menu of the program as Esc would: nothing is decided by it."""
    for widget in QApplication.topLevelWidgets():
        if widget is window or widget.isHidden():
            continue
        if isinstance(widget, QDialog):
            widget.reject()
        elif isinstance(widget, QMenu):
            widget.close()


class Blinds(QObject):
    """While they are down the patient's windows show nothing, and only Esc, which closes them, does anything there."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._covered: list[QWidget] = []

    def pull_down(self) -> None:
        """Covers every window that shows something of a patient."""
        self._covered = patient_windows()
        for window in self._covered:
            cover = getattr(window, "cover", None)
            if callable(cover):
                cover()
        if self._covered:
            self._app.installEventFilter(self)

    def pull_up(self) -> None:
        """Lets the windows be used again. They stay blank until somebody in the room shows the page again."""
        self._covered = []
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _HANDS or not isinstance(watched, QWidget) or watched.window() not in self._covered:
            return False
        return not (isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape)
