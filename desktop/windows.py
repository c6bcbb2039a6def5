"""The other windows of the program: the patient's pages, and dialogs. Locking and leaving reach them here."""

from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QWidget


class CoverableWindow(QWidget):
    """A window of its own that shows something of a patient, and can be made to show nothing."""

    def cover(self) -> None:
        """Shows nothing of anybody, while the program is locked."""
        raise NotImplementedError

    def uncover(self) -> None:
        """Shows again what was shown before."""
        raise NotImplementedError


def patient_windows() -> list[CoverableWindow]:
    """The windows that are open beside the main one and show something of a patient."""
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, CoverableWindow) and not widget.isHidden()
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
