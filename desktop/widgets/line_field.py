"""A line to type in, told of once the typing has paused: what all our fields have in common."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.theme import repolish
from desktop.widgets.keys import single_key
from desktop.widgets.painting import Themed

PAUSE_MS = 400


class LineField(Themed, QLineEdit):
    """`entered` carries the text 400 ms after the last key, on Enter and on leaving; only what a person typed.

    With `letters` False (numbers), U means "not known yet" (`unknown_pressed`), since letters are not digits.
    """

    entered = Signal(str)
    unknown_pressed = Signal()

    def __init__(self, question: str, *, letters: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = letters
        self._told = ""
        self._hint = ""
        self._marks: set[str] = set()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.tell)
        self.setAccessibleName(question)
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self.tell)

    def set_text(self, text: str) -> None:
        """Shows a text, telling nobody. What is being typed just now is not disturbed."""
        if self._pause.isActive():
            return
        self._told = text
        if self.text() != text:
            self.setText(text)

    def tell(self) -> None:
        """Tells at once what was typed and not yet told."""
        self._pause.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.entered.emit(self._told)

    def set_hint(self, text: str) -> None:
        """Text shown while the field is empty."""
        self._hint = text
        self.setPlaceholderText(text)

    def set_unknown(self, on: bool) -> None:
        """Draws the field dashed with a dash in it. Typing is still possible, and is an answer."""
        if on and not self._pause.isActive():
            self.set_text("")
        self.setPlaceholderText("–" if on else self._hint)
        self._mark("unknown", on)

    def set_fault(self, fault: str) -> None:
        """Edges the field in the urgent color and puts the fault into its spoken description; "" takes both back."""
        self.setAccessibleDescription(fault)
        self._mark("fault", bool(fault))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._letters and single_key(event) == "U":
            self.unknown_pressed.emit()
            return
        # undo belongs to the visit, not to one field
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in (Qt.Key.Key_Z, Qt.Key.Key_Y):
            self.tell()
            event.ignore()
            return
        super().keyPressEvent(event)

    def _typed(self) -> None:
        self._mark("unknown", False)
        self._pause.start()

    def _mark(self, name: str, on: bool) -> None:
        if (name in self._marks) != on:
            self._marks ^= {name}
            self.setProperty(name, on)
            repolish(self)
