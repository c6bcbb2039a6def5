"""What nobody expected: a calm dialog for the person, and for the log the kind of error and its place.

The text of an error is never logged or shown: it may hold a patient's words.
"""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.messages import message_for
from desktop.theme import current_theme
from desktop.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.labels import PlainLabel

_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[1]


def place_of(fault: BaseException) -> str:
    """The kind of an error and where in our own files it rose: "KeyError, desktop/visit.py:34"."""
    place = ""
    trace = fault.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(_ROOT):
            place = f"{path.relative_to(_ROOT).as_posix()}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(fault).__name__}, {place}" if place else type(fault).__name__


class CrashWatch:
    """Catches what nobody has named. `show` is given the words and the place; a second fault while the first is shown
    is only logged.
    """

    def __init__(self, show: Callable[[str, str], None]) -> None:
        self._show = show
        self._is_showing = False

    def install(self) -> None:
        """Becomes the last stop of every exception."""
        sys.excepthook = self

    def __call__(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Logs the place and tells the person."""
        if not isinstance(fault, Exception):
            sys.__excepthook__(kind, fault, trace)
            return
        place = place_of(fault.with_traceback(trace))
        _log.error("unexpected error: %s", place)
        if self._is_showing:
            return
        self._is_showing = True
        try:
            message = message_for(fault)
            self._show(message.text if message else "", message.code if message else place)
        finally:
            self._is_showing = False


class CrashSheet(QDialog):
    """Three sentences, the place for support, and two ways on. The safe one, going on, is the default."""

    def __init__(self, words: str, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crash_sheet")
        self.setWindowTitle(self.tr("Plainly"))
        self.setModal(True)
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(28), theme.px(24), theme.px(28), theme.px(20))
        column.setSpacing(theme.px(12))
        column.addWidget(IconLabel("alert-triangle", self.tr("Something went wrong"), "h2", color="amber"))
        said = words or self.tr(
            "Something inside the program did not work. Answers marked “Saved” are in the record. You can go on; "
            "if it happens again, close the program and open it again."
        )
        column.addWidget(PlainLabel(said, "body", wrap=True))
        note = PlainLabel(self.tr("For support: {0}").format(place), "small_muted", wrap=True)
        note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(note)
        column.addStretch(1)
        close = SecondaryButton(self.tr("&Close the program"))
        close.setObjectName("close_program")
        on = PrimaryButton(self.tr("&Go on"))
        on.setObjectName("go_on")
        buttons = QHBoxLayout()
        buttons.addWidget(close)
        buttons.addStretch(1)
        buttons.addWidget(on)
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(520))
        close.clicked.connect(self._close_program)
        on.clicked.connect(self.accept)
        on.setDefault(True)
        on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_program(self) -> None:
        self.accept()
        window = self.parentWidget()
        if window is not None:
            window.window().close()
        QApplication.quit()
