"""The fields of one treatment and how they lie: name, setting, dates, line, months, how it ended, when it came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.consultation.name_field import NameField
from desktop.consultation.treatment_names import NamedTreatment
from desktop.theme import current_theme
from desktop.widgets.buttons import LinkButton, PrimaryButton
from desktop.widgets.card import Card
from desktop.widgets.date_field import DateField
from desktop.widgets.flow import FlowLayout
from desktop.widgets.inline_error import InlineError
from desktop.widgets.labels import PlainLabel
from desktop.widgets.number_field import NumberField
from desktop.widgets.segments import Segment, SegmentGroup
from guidance.knowledge import KnowledgeBase
from guidance.treatment import NUMBER_LIMITS, OUTCOMES, PROGRESSED_WITHIN, Setting
from guidance.wording import Wording

RELAPSES = tuple(span for span in PROGRESSED_WITHIN if span != "on_treatment")
"""Growth on the treatment itself is how it ended, not when the cancer came back."""


@dataclass(frozen=True, slots=True)
class FormTools:
    """What the form works with: the edition and its words, the names that can be typed, today, the order of dates."""

    knowledge: KnowledgeBase
    wording: Wording
    names: Sequence[NamedTreatment]
    today: date
    day_first: bool


class TreatmentFields(Card):
    """The controls, without a will of their own; `TreatmentForm` gives them one."""

    def __init__(self, tools: FormTools, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, spacing=8, parent=parent)
        self.setObjectName("treatment_form")
        self.tools = tools
        self.title = PlainLabel("", "h3")
        self._hint = PlainLabel(
            self.tr("Dates can be a year, a month or a day: 2024, Sep-2024, 03-Sep-2024"), "small_muted"
        )
        self.name = NameField(
            self.tr("Add a treatment: name"), tools.names, placeholder=self.tr("Drug, brand or regimen")
        )
        self.setting = self._segments(self.tr("When it was given"), "setting", [s.value for s in Setting])
        self.started = self._date(self.tr("Started"))
        self.stopped = self._date(self.tr("Stopped"))
        self.line = self._number(self.tr("Line of treatment in stage IV"), "line")
        self.months = self._number(self.tr("Months on treatment"), "months_on_treatment")
        self.outcome = self._segments(self.tr("How it ended"), "outcome", OUTCOMES)
        self.relapse = self._segments(self.tr("When the cancer came back after it"), "progressed_within", RELAPSES)
        self.worked_out = PlainLabel("", "small_muted", wrap=True)
        self.fault = InlineError()
        self.add_button = PrimaryButton("")
        self.remove_button = LinkButton(self.tr("Remove"), icon="trash")
        self.cancel_button = LinkButton(self.tr("Cancel"))
        self._lay_out()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_grid"):
            theme = current_theme()
            self._grid.setHorizontalSpacing(theme.px(12))
            self._grid.setVerticalSpacing(theme.px(4))

    def _segments(self, question: str, field: str, values: Sequence[str]) -> SegmentGroup:
        words = self.tools.wording
        group = SegmentGroup(question, [Segment(value, words.treatment_field(field, value)) for value in values])
        group.setObjectName(f"treatment_{field}")
        group.unknown_pressed.connect(lambda: group.choose(None))
        return group

    def _date(self, question: str) -> DateField:
        tools = self.tools
        field = DateField(question, today=tools.today, day_first=tools.day_first, hint=self.tr("Sep-2024"))
        field.line.setObjectName(f"treatment_{question.lower()}")
        return field

    def _number(self, question: str, field: str) -> NumberField:
        lowest, highest = NUMBER_LIMITS[field]
        number = NumberField(question, minimum=lowest, maximum=highest)
        number.setObjectName(f"treatment_{field}")
        return number

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self._hint)
        self.body.addLayout(head)
        top = QHBoxLayout()
        top.addWidget(self.name, 1, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.setting, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(top)
        self.body.addWidget(self.name.suggestions)
        fields = QWidget()
        flow = FlowLayout(fields, spacing=12)
        self.line_box = self._labeled(self.tr("Line"), self.line)
        self._months_box = self._labeled(self.tr("Months on it"), self.months)
        for box in (
            self._labeled(self.tr("Started"), self.started),
            self._labeled(self.tr("Stopped"), self.stopped),
            self.line_box,
            self._months_box,
        ):
            flow.addWidget(box)
        self._grid = QGridLayout()
        self._grid.addWidget(fields, 0, 0)
        self.body.addLayout(self._grid)
        self.body.addWidget(self.worked_out)
        self.body.addWidget(self._labeled(self.tr("How it ended"), self.outcome))
        self.relapse_box = self._labeled(self.tr("After it ended, the cancer came back"), self.relapse)
        self.body.addWidget(self.relapse_box)
        self.body.addWidget(self.fault)
        foot = QHBoxLayout()
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.add_button)
        self.body.addLayout(foot)

    def _labeled(self, text: str, control: QWidget) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(PlainLabel(text, "small_muted"))
        column.addWidget(control)
        return box
