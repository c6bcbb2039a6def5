"""The form that adds the result of another sample: what it said, where it was taken from, and when."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.consultation.answers import AnswerVerbs, ControlMaker
from desktop.consultation.sample_fields import SampleFields
from desktop.theme import current_theme
from desktop.widgets.buttons import LinkButton, SecondaryButton
from desktop.widgets.inline_error import InlineError
from desktop.widgets.labels import PlainLabel
from desktop.widgets.painting import Themed
from guidance.finding import Finding, Value
from guidance.samples import Result


class ResultForm(Themed, QWidget):
    """`added` carries the new result, `date_wanted` says that the answer needs its date first, `left` that the form is
    closed without one.
    """

    added = Signal(object)
    date_wanted = Signal()
    left = Signal()

    def __init__(self, finding: Finding, maker: ControlMaker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("result_form")
        self._finding = finding
        self._value: Value | None = None
        self._wrong = ""
        self._answer_is_dated = True
        label = maker.wording.label(finding.id)
        verbs = AnswerVerbs(self._take, self._drop, self._drop, self._refuse)
        self._control = maker.control(finding, verbs)
        self.fields = SampleFields(label, maker.wording, today=maker.today, day_first=maker.day_first)
        self._title = PlainLabel(self.tr("Result of another sample"), "small_strong")
        self._fault = InlineError()
        self._add = SecondaryButton(self.tr("Add"))
        self._add.setObjectName("add_result")
        self._add.setAccessibleName(self.tr("{question}: add this result").replace("{question}", label))
        self._add.clicked.connect(self._tell)
        self._cancel = LinkButton(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("{question}: add no result").replace("{question}", label))
        self._cancel.clicked.connect(self.left)
        self._lay_out(maker.wording.unit(finding.id))

    def open(self, *, answer_is_dated: bool) -> None:
        """Empties the form for a new result and puts the keyboard into it."""
        self._answer_is_dated = answer_is_dated
        self._value, self._wrong = None, ""
        self._control.show(None, unknown=False, faulty=False)
        self.fields.specimen.choose(None)
        self.fields.date.set_value("")
        self.fields.date.line.clear()
        self._fault.set_text("")
        self.show()
        self._control.focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, unit: str) -> None:
        value = QHBoxLayout()
        value.setSpacing(current_theme().px(8))
        widget = self._control.widget
        wraps = widget.sizePolicy().hasHeightForWidth()
        value.addWidget(widget, 1 if wraps else 0)
        if unit:
            value.addWidget(PlainLabel(unit, "muted"))
        if not wraps:
            value.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addWidget(self._cancel)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, current_theme().px(4), 0, 0)
        column.setSpacing(current_theme().px(6))
        column.addWidget(self._title)
        column.addLayout(value)
        column.addWidget(self.fields)
        column.addWidget(self._fault)
        column.addLayout(foot)

    def _take(self, value: object) -> None:
        assert isinstance(value, str | int | float | tuple)
        self._value, self._wrong = value, ""
        # The control shows what it was told; segments show it by themselves, and a number stands there as typed
        self._fault.set_text("")

    def _drop(self) -> None:
        self._value, self._wrong = None, ""
        self._control.show(None, unknown=False, faulty=False)

    def _refuse(self, fault: str) -> None:
        self._value, self._wrong = None, fault
        self._fault.set_text(fault)

    def _tell(self) -> None:
        tell = getattr(self._control.widget, "tell", None)
        if callable(tell):
            tell()
        date_fault = self.fields.fault()
        sample = self.fields.sample()
        if self._value is None:
            self._fault.set_text(self._wrong or self.tr("Enter the result first."))
            self._control.focus()
        elif date_fault:
            self.fields.focus_date()
        elif sample.date and not self._answer_is_dated:
            self._fault.set_text(self.tr("Add the date of the answer above first: only dates say which one is newer."))
            self.date_wanted.emit()
        else:
            self.added.emit(Result(self._finding.id, self._value, sample))
