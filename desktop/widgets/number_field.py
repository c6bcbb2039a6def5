"""Numbers as they are reported: "95", but also "<1" and ">90", kept as written. The wheel changes nothing."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import current_theme
from desktop.widgets.line_field import LineField

_NUMBER = re.compile(r"\s*([<>]?)\s*(\d+(?:[.,]\d+)?)\s*%?\s*")


@dataclass(frozen=True, slots=True)
class NumberReading:
    """What was typed, the number in it, "<" or ">" before it, and what is wrong with it. A faulty one has no number."""

    text: str
    number: float | None = None
    bound: str = ""
    fault: str = ""


def read_number(text: str, *, minimum: float, maximum: float, decimals: int = 0) -> NumberReading:
    """Reads a number. A comma before three figures is refused: it may mean thousands or decimals."""
    if not text.strip():
        return NumberReading("")
    lowest, highest = _plain(minimum), _plain(maximum)
    wanted = f"Enter a number from {lowest} to {highest}."
    found = _NUMBER.fullmatch(text)
    if found is None:
        return NumberReading(text, fault=wanted)
    bound, figures = found.groups()
    if "," in figures:
        whole, _, part = figures.partition(",")
        if len(part) == 3:
            return NumberReading(text, fault=f"Is this {whole}{part} or {whole}.{part}? Write it without a comma.")
        figures = f"{whole}.{part}"
    number = float(figures)
    if not minimum <= number <= maximum:
        return NumberReading(text, fault=wanted)
    if len(figures.partition(".")[2]) > decimals:
        whole_only = "Enter a whole number." if decimals == 0 else f"Use at most {decimals} figures after the point."
        return NumberReading(text, fault=whole_only)
    return NumberReading(text, number, bound)


class NumberField(LineField):
    """72 wide. Up and Down change by one step, Page Up and Page Down by ten."""

    fault_changed = Signal(str)

    def __init__(
        self,
        question: str,
        *,
        minimum: float,
        maximum: float,
        unit: str = "",
        decimals: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"{question}, {unit}" if unit else question, letters=False, parent=parent)
        self._minimum, self._maximum, self._decimals = minimum, maximum, decimals
        self._fault = ""
        self.setProperty("numeric", True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(12)
        pattern = QRegularExpression(r"\s*[<>]?\s*[0-9]*[.,]?[0-9]*\s*%?\s*")
        self.setValidator(QRegularExpressionValidator(pattern, self))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._check)

    def reading(self) -> NumberReading:
        """What stands in the field."""
        return read_number(self.text(), minimum=self._minimum, maximum=self._maximum, decimals=self._decimals)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        figures = max(len(_plain(self._maximum)) + self._decimals, 3)
        return QSize(theme.px(72 + 10 * max(0, figures - 4)), theme.px(38))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        number = self.reading().number
        if number is None and self.text():
            return  # a faulty entry is the person's to correct
        changed = self._minimum if number is None else number + step
        self.setText(_plain(min(max(changed, self._minimum), self._maximum)))
        self._typed()

    def _check(self) -> None:
        fault = self.reading().fault
        if fault != self._fault:
            self._fault = fault
            self.set_fault(fault)
            self.fault_changed.emit(fault)


class PercentField(NumberField):
    """Whole per cents from 0 to 100."""

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(question, minimum=0, maximum=100, unit="percent", parent=parent)


def _plain(number: float) -> str:
    return f"{number:.10g}"
