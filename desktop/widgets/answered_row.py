"""What every row of a step holds, however it is laid out: a name, a control, "not known yet" and what is said of the
answer.
"""

from PySide6.QtWidgets import QWidget

from desktop.widgets.inline_error import InlineError
from desktop.widgets.labels import PlainLabel
from desktop.widgets.not_known import NotKnownCheck
from desktop.widgets.painting import Themed
from desktop.widgets.reading import ReadingLine


class AnsweredRow(Themed, QWidget):
    """The parts of a question, not laid out yet."""

    def __init__(
        self,
        title: PlainLabel,
        sub: str,
        control: QWidget,
        *,
        unknown: NotKnownCheck | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.control = control
        self.unknown = unknown
        self.title = title
        self.sub = PlainLabel(sub, "small_muted", wrap=True)
        if not sub:  # never `setVisible(True)` here: a part without a parent would flash as a window
            self.sub.hide()
        self.reading = ReadingLine()
        self.note = PlainLabel("", "small_muted", wrap=True)
        self.note.hide()
        self.fault = InlineError()

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

    def set_sub(self, text: str) -> None:
        """Changes the line under the title."""
        self.sub.set_text(text)
        self.sub.setVisible(bool(text))
