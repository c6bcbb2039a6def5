"""A question whose answers need the whole width: the name and "not known yet" above, the list below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import current_theme
from desktop.widgets.inline_error import InlineError
from desktop.widgets.labels import PlainLabel
from desktop.widgets.not_known import NotKnownCheck
from desktop.widgets.painting import Themed
from desktop.widgets.reading import ReadingLine


class WideRow(Themed, QWidget):
    """As QuestionRow, with the control under the title."""

    def __init__(self, title: str, sub: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self.title = PlainLabel(title, "h3")
        self.sub = PlainLabel(sub, "small_muted", wrap=True)
        if not sub:
            self.sub.hide()
        self.unknown: NotKnownCheck | None = NotKnownCheck(title)
        self.reading = ReadingLine()
        self.note = PlainLabel("", "small_muted", wrap=True)
        self.note.hide()
        self.fault = InlineError()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.sub)
        self._head = QHBoxLayout()
        self._head.addLayout(names, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        # The list comes first in the order of Tab, the tick of its head after it
        self._column.addWidget(control)
        self._head.addWidget(self.unknown, 0, Qt.AlignmentFlag.AlignTop)
        for part in (self.reading, self.note, self.fault):
            self._column.addWidget(part)
        self.restyle()

    def set_reading(self, strong: str, rest: str = "") -> None:
        """Says how the answer is read."""
        self.reading.set_reading(strong, rest)
        self.control.setAccessibleDescription(f"{strong} {rest}".strip())

    def set_note(self, text: str) -> None:
        """Says something about the answer in quiet words."""
        self.note.set_text(text)
        self.note.setVisible(bool(text))

    def set_fault(self, text: str) -> None:
        """Says what is wrong with the answer, or nothing."""
        self.fault.set_text(text)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_column"):
            theme = current_theme()
            self._column.setContentsMargins(theme.px(16), theme.px(9), theme.px(12), theme.px(12))
            self._column.setSpacing(theme.px(4))
            self._head.setSpacing(theme.px(8))
