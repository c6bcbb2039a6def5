"""One free field for a date. The line under it says how it was read, so that nobody has to trust a guess."""

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.theme import current_theme
from desktop.widgets.dates import DateReading, PartialDate, age_on, read_date
from desktop.widgets.labels import PlainLabel
from desktop.widgets.line_field import LineField
from desktop.widgets.painting import Themed


class _DateLine(LineField):
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(150), theme.px(38))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(104), self.sizeHint().height())


class DateField(Themed, QWidget):
    """`entered` carries the date as stored ("2024", "2024-09", "2024-09-03", or "" when emptied), never a faulty one.

    `unknown_pressed` is told on U while the field is empty, since month names have letters.
    """

    entered = Signal(str)
    unknown_pressed = Signal()
    fault_changed = Signal(str)

    def __init__(
        self,
        question: str,
        *,
        today: date,
        day_first: bool = True,
        allow_future: bool = False,
        with_age: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today, self._day_first, self._allow_future, self._with_age = today, day_first, allow_future, with_age
        self._value = ""
        self._fault = ""
        self.line = _DateLine(question)
        self.line.set_hint(hint)
        self.echo = PlainLabel("", "small_muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.echo)
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.line.entered.connect(self._told)
        self.line.textChanged.connect(self._show_reading)
        self.line.textEdited.connect(self._letter)
        self.echo.hide()
        self.restyle()

    def set_value(self, value: str) -> None:
        """Shows a stored date, telling nobody. Raises ValueError if it is not one."""
        if value == self._value:
            return
        self._value = value
        self.line.set_text(PartialDate.from_iso(value).short() if value else "")

    def value(self) -> str:
        """The date as stored, or "" while there is none or a faulty one."""
        reading = self._reading()
        return reading.value.iso() if reading.value else ""

    def fault(self) -> str:
        """What is wrong with the text, or ""."""
        return self._fault

    def set_unknown(self, on: bool) -> None:
        """Draws the field dashed, because the date is not known yet."""
        if on:
            self._value = ""
        self.line.set_unknown(on)

    def restyle(self) -> None:
        super().restyle()
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(current_theme().px(4))

    def _reading(self) -> DateReading:
        return read_date(
            self.line.text(), today=self._today, day_first=self._day_first, allow_future=self._allow_future
        )

    def _letter(self, text: str) -> None:
        if text.strip().upper() == "U":
            self.line.set_text("")
            self.line.clear()
            self.unknown_pressed.emit()

    def _told(self) -> None:
        reading = self._reading()
        if reading.fault:
            self._say(reading.fault, fault=True)
            return
        value = reading.value.iso() if reading.value else ""
        if value != self._value:
            self._value = value
            self.entered.emit(value)

    def _show_reading(self) -> None:
        # while someone is still typing, half a date is no fault
        reading = self._reading()
        self._say(self._echo(reading) if reading.value else "", fault=False)

    def _echo(self, reading: DateReading) -> str:
        value = reading.value
        if value is None:
            return ""
        said = value.short()
        if reading.other is not None:
            return f"Read as {value.long()}, not {reading.other.long()}."
        if self._with_age and value.earliest() <= self._today:
            return f"{said}, {age_on(value, self._today)}"
        return said if said != self.line.text() else ""

    def _say(self, text: str, *, fault: bool) -> None:
        self.echo.set_text(text)
        self.echo.set_role("error" if fault else "small_muted")
        self.echo.setVisible(bool(text))
        self.line.set_fault(text if fault else "")
        self.line.setAccessibleDescription(text)
        told = text if fault else ""
        if told != self._fault:
            self._fault = told
            self.fault_changed.emit(told)
