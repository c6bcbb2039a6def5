"""The row that adds a treatment, or changes one: a name found by a few letters, when, how long, how it ended.

What the dates say is worked out and shown, never filled in behind anyone's back. What is left open stays unknown.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.consultation.name_field import NameField
from desktop.consultation.treatment_names import NamedTreatment
from desktop.consultation.treatment_times import (
    first_stage_four_start,
    months_between,
    months_on_treatment,
    next_line,
    relapse_after,
    stops_before_it_starts,
)
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
from guidance.treatment import NUMBER_LIMITS, OUTCOMES, PROGRESSED_WITHIN, Setting, Treatment
from guidance.treatment_history import LOCAL_GROUPS
from guidance.wording import Wording

_RELAPSES = tuple(span for span in PROGRESSED_WITHIN if span != "on_treatment")
"""Growth on the treatment itself is how it ended, not when the cancer came back."""


@dataclass(frozen=True, slots=True)
class FormTools:
    """What the form works with: the edition and its words, the names that can be typed, today, the order of dates."""

    knowledge: KnowledgeBase
    wording: Wording
    names: Sequence[NamedTreatment]
    today: date
    day_first: bool


class TreatmentForm(Card):
    """`added` carries new entries (a regimen has several), `changed` a place and the entry for it.

    `grown` says that more of the form is shown than before, `left` that the keyboard may go elsewhere.
    """

    added = Signal(tuple)
    changed = Signal(int, object)
    removed = Signal(int)
    left = Signal()
    grown = Signal()

    def __init__(self, tools: FormTools, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, spacing=8, parent=parent)
        self.setObjectName("treatment_form")
        self._tools = tools
        self._treatments: tuple[Treatment, ...] = ()
        self._editing: int | None = None
        self._months_by_hand = self._line_by_hand = False
        self._title = PlainLabel("", "h3")
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
        self.relapse = self._segments(self.tr("When the cancer came back after it"), "progressed_within", _RELAPSES)
        self.worked_out = PlainLabel("", "small_muted", wrap=True)
        self.fault = InlineError()
        self.add_button = PrimaryButton("")
        self.remove_button = LinkButton(self.tr("Remove"), icon="trash")
        self.cancel_button = LinkButton(self.tr("Cancel"))
        self._lay_out()
        self._connect()
        self.reset()

    def show_history(self, treatments: tuple[Treatment, ...]) -> None:
        """Tells the form what is listed, for the proposed line. An edit whose entry is gone ends."""
        if treatments == self._treatments:
            return
        self._treatments = treatments
        if self._editing is not None:
            self.reset()
        self._propose_line()

    def edit(self, place: int) -> None:
        """Takes the entry at a place into the form."""
        entry = self._treatments[place]
        self.reset()
        self._editing = place
        self.name.set_text(entry.name or self._tools.wording.treatment(entry.treatment))
        self.name.setReadOnly(True)
        self.setting.choose(entry.setting.value)
        self.started.set_value(entry.started)
        self.stopped.set_value(entry.stopped)
        self.line.set_text("" if entry.line is None else str(entry.line))
        self.months.set_text("" if entry.months_on_treatment is None else f"{entry.months_on_treatment:g}")
        self._months_by_hand = entry.months_on_treatment is not None
        self._line_by_hand = True
        self.outcome.choose(entry.outcome)
        self.relapse.choose(entry.progressed_within)
        self._word_buttons()
        self._follow()
        self.setting.focus()

    def reset(self) -> None:
        """Empties the form for a new entry."""
        self._editing = None
        self._months_by_hand = self._line_by_hand = False
        self.name.setReadOnly(False)
        self.name.clear()
        self.name.suggestions.offer(())
        for field in (self.started, self.stopped):
            field.set_value("")
            field.line.clear()
        for number in (self.line, self.months):
            number.set_text("")
        for group in (self.setting, self.outcome, self.relapse):
            group.choose(None)
        self.fault.set_text("")
        self._word_buttons()
        self._follow()

    def focus(self) -> None:
        """Puts the keyboard into the name."""
        self.name.setFocus(Qt.FocusReason.TabFocusReason)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_grid"):
            theme = current_theme()
            self._grid.setHorizontalSpacing(theme.px(12))
            self._grid.setVerticalSpacing(theme.px(4))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._editing is not None:
            self._cancel()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
            return
        super().keyPressEvent(event)

    # inside

    def _segments(self, question: str, field: str, values: Sequence[str]) -> SegmentGroup:
        words = self._tools.wording
        group = SegmentGroup(question, [Segment(value, words.treatment_field(field, value)) for value in values])
        group.setObjectName(f"treatment_{field}")
        group.unknown_pressed.connect(lambda: group.choose(None))
        return group

    def _date(self, question: str) -> DateField:
        tools = self._tools
        field = DateField(question, today=tools.today, day_first=tools.day_first, hint=question)
        field.line.setObjectName(f"treatment_{question.lower()}")
        return field

    def _number(self, question: str, field: str) -> NumberField:
        lowest, highest = NUMBER_LIMITS[field]
        number = NumberField(question, minimum=lowest, maximum=highest)
        number.setObjectName(f"treatment_{field}")
        return number

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
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
        self._line_box = self._labeled(self.tr("Line"), self.line)
        self._months_box = self._labeled(self.tr("Months on it"), self.months)
        for box in (
            self._labeled(self.tr("Started"), self.started),
            self._labeled(self.tr("Stopped"), self.stopped),
            self._line_box,
            self._months_box,
        ):
            flow.addWidget(box)
        self._grid = QGridLayout()
        self._grid.addWidget(fields, 0, 0)
        self.body.addLayout(self._grid)
        self.body.addWidget(self.worked_out)
        self.body.addWidget(self._labeled(self.tr("How it ended"), self.outcome))
        self._relapse_box = self._labeled(self.tr("After it ended, the cancer came back"), self.relapse)
        self.body.addWidget(self._relapse_box)
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

    def _connect(self) -> None:
        self.name.found.connect(self._named)
        self.name.left.connect(self.left)
        self.name.offered.connect(self.grown)
        self.setting.chosen.connect(lambda _id: self._chose(self.started.line))
        self.outcome.chosen.connect(lambda _id: self._chose(self._after_outcome()))
        self.relapse.chosen.connect(lambda _id: self._chose(self.add_button))
        self.setting.cleared.connect(self._follow)
        self.outcome.cleared.connect(self._follow)
        self.started.entered.connect(lambda _iso: self._follow())
        self.stopped.entered.connect(lambda _iso: self._follow())
        self.months.textEdited.connect(lambda text: setattr(self, "_months_by_hand", bool(text)))
        self.line.textEdited.connect(lambda text: setattr(self, "_line_by_hand", bool(text)))
        self.add_button.clicked.connect(self._add)
        self.cancel_button.clicked.connect(self._cancel)
        self.remove_button.clicked.connect(self._remove)

    def _named(self) -> None:
        if not self.name.names():
            self.fault.set_text(self.name.fault())
            return
        self.fault.set_text("")
        self._follow()
        self.setting.focus()

    def _chose(self, following: QWidget) -> None:
        self._follow()
        following.setFocus(Qt.FocusReason.TabFocusReason)

    def _after_outcome(self) -> QWidget:
        first = self.relapse.findChild(QWidget, _RELAPSES[0])
        return first if first is not None and self._asks_relapse() else self.add_button

    def _word_buttons(self) -> None:
        editing = self._editing is not None
        self._title.set_text(self.tr("Change this treatment") if editing else self.tr("Add a treatment"))
        self.add_button.setText(self.tr("Save change") if editing else self.tr("Add"))
        self.remove_button.setVisible(editing)
        self.cancel_button.setVisible(editing)

    def _chosen_setting(self) -> Setting | None:
        chosen = self.setting.chosen_id()
        return Setting(chosen) if chosen else None

    def _asks_relapse(self) -> bool:
        early = self._chosen_setting() in (Setting.ADJUVANT, Setting.NEOADJUVANT)
        return early and self.outcome.chosen_id() in ("completed", "stopped_toxicity", "other")

    def _is_systemic(self) -> bool:
        kinds = self._tools.knowledge.treatment_kinds
        treatments = [treatment for name in self.name.names() for treatment in name.treatments]
        if self._editing is not None:
            treatments = [self._treatments[self._editing].treatment]
        return not treatments or any(not LOCAL_GROUPS.issuperset(kinds[t].groups) for t in treatments)

    def _follow(self) -> None:
        """Shows the fields this entry needs and what its dates say."""
        late = self._chosen_setting() is Setting.METASTATIC
        self._line_box.setVisible(late and self._is_systemic())
        self._relapse_box.setVisible(self._asks_relapse())
        self._propose_line()
        self._work_out()
        if self.isAncestorOf(QApplication.focusWidget() or self):
            self.grown.emit()

    def _propose_line(self) -> None:
        if self._line_by_hand or self._editing is not None:
            return
        late = self._chosen_setting() is Setting.METASTATIC and self._is_systemic()
        self.line.set_text(str(next_line(self._treatments, self.started.value())) if late else "")

    def _work_out(self) -> None:
        started, stopped = self.started.value(), self.stopped.value()
        if stops_before_it_starts(started, stopped):
            self.fault.set_text(self.tr("Stopped is before started. Check the dates."))
        elif self.fault.text():
            self.fault.set_text("")
        months = months_on_treatment(started, stopped, self.outcome.chosen_id(), self._tools.today)
        said: list[str] = []
        if months is not None and not self._months_by_hand:
            self.months.set_text(str(months))
            said.append(self.tr("Months on it: worked out from the dates. Change it if a break matters."))
        elif months is None and not self._months_by_hand:
            self.months.set_text("")
        span = relapse_after(stopped, first_stage_four_start(self._treatments)) if self._asks_relapse() else None
        if span is not None:
            text = self.tr("Stage IV treatment began after it: {span}. Choose it below if that is when it came back.")
            said.append(text.replace("{span}", self._tools.wording.treatment_field("progressed_within", span).lower()))
        self.worked_out.set_text(" ".join(said))
        self.worked_out.setVisible(bool(said))

    def _add(self) -> None:
        problem, where = self._problem()
        if problem:
            self.fault.set_text(problem)
            where()
            return
        entry = self._entry()
        if self._editing is not None:
            place, before = self._editing, self._treatments[self._editing]
            self._editing = None
            self.changed.emit(place, _changed(before, entry))
            self.left.emit()
        else:
            entries = tuple(
                replace(entry, treatment=treatment, name=named.name)
                for named in self.name.names()
                for treatment in named.treatments
            )
            self.added.emit(entries)
            self.focus()
        self.reset()

    def _problem(self) -> tuple[str, Callable[[], None]]:
        """What keeps the entry from being added, and where to go."""
        if self._editing is None and not self.name.names():
            return self.name.fault(), self.focus
        if self._chosen_setting() is None:
            return self.tr("Choose when it was given."), self.setting.focus
        for field in (self.started, self.stopped):
            field.line.tell()
            if field.fault():
                return field.fault(), field.line.setFocus
        for number in (self.line, self.months):
            if number.reading().fault and not number.isHidden():
                return number.reading().fault, number.setFocus
        return "", self.focus

    def _entry(self) -> Treatment:
        setting = self._chosen_setting()
        assert setting is not None
        late, outcome = setting is Setting.METASTATIC, self.outcome.chosen_id()
        stopped = self.stopped.value()
        line, months = self.line.reading().number, self.months.reading().number
        since = months_between(stopped, self._tools.today.isoformat()) if stopped and outcome != "ongoing" else None
        return Treatment(
            treatment="",
            setting=setting,
            outcome=outcome,
            progressed_within=self.relapse.chosen_id() if self._asks_relapse() else None,
            months_since_end=since,
            months_on_treatment=months,
            line=int(line) if line is not None and late and self._is_systemic() else None,
            started=self.started.value(),
            stopped=stopped,
        )

    def _cancel(self) -> None:
        self.reset()
        self.left.emit()

    def _remove(self) -> None:
        place, self._editing = self._editing, None
        self.reset()
        if place is not None:
            self.removed.emit(place)
        self.left.emit()


def _changed(before: Treatment, after: Treatment) -> Treatment:
    """A changed entry. What the form does not ask for is kept as long as the new answers leave it true."""
    grew = before.progressed_within if after.outcome in (None, "progressed") else None
    return replace(
        after,
        treatment=before.treatment,
        name=before.name,
        progressed_within=after.progressed_within or (grew if grew == "on_treatment" else None),
        months_since_end=before.months_since_end if after.stopped == before.stopped else after.months_since_end,
    )
