"""The form that adds a treatment, or changes one, with the keyboard from end to end.

What the dates say is worked out and shown, never filled in behind anyone's back. What is left open stays unknown.
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.consultation.treatment_fields import RELAPSES, FormTools, TreatmentFields
from desktop.consultation.treatment_times import (
    first_stage_four_start,
    months_between,
    months_on_treatment,
    next_line,
    relapse_after,
    stops_before_it_starts,
)
from guidance.treatment import Setting, Treatment
from guidance.treatment_history import LOCAL_GROUPS


class TreatmentForm(TreatmentFields):
    """`added` carries new entries (a regimen has several), `changed` a place and the entry for it.

    `grown` says that more of the form is shown than before, `left` that the keyboard may go elsewhere.
    """

    added = Signal(tuple)
    changed = Signal(int, object)
    removed = Signal(int)
    left = Signal()
    grown = Signal()

    def __init__(self, tools: FormTools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self._treatments: tuple[Treatment, ...] = ()
        self._editing: int | None = None
        self._months_by_hand = self._line_by_hand = False
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
        self.name.set_text(entry.name or self.tools.wording.treatment(entry.treatment))
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._editing is not None:
            self._cancel()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
            return
        super().keyPressEvent(event)

    # inside

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
        first = self.relapse.findChild(QWidget, RELAPSES[0])
        return first if first is not None and self._asks_relapse() else self.add_button

    def _word_buttons(self) -> None:
        editing = self._editing is not None
        self.title.set_text(self.tr("Change this treatment") if editing else self.tr("Add a treatment"))
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
        kinds = self.tools.knowledge.treatment_kinds
        treatments = [treatment for name in self.name.names() for treatment in name.treatments]
        if self._editing is not None:
            treatments = [self._treatments[self._editing].treatment]
        return not treatments or any(not LOCAL_GROUPS.issuperset(kinds[t].groups) for t in treatments)

    def _follow(self) -> None:
        """Shows the fields this entry needs and what its dates say."""
        late = self._chosen_setting() is Setting.METASTATIC
        self.line_box.setVisible(late and self._is_systemic())
        self.relapse_box.setVisible(self._asks_relapse())
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
        months = months_on_treatment(started, stopped, self.outcome.chosen_id(), self.tools.today)
        said: list[str] = []
        if months is not None and not self._months_by_hand:
            self.months.set_text(str(months))
            said.append(self.tr("Months on it: worked out from the dates. Change it if a break matters."))
        elif months is None and not self._months_by_hand:
            self.months.set_text("")
        span = relapse_after(stopped, first_stage_four_start(self._treatments)) if self._asks_relapse() else None
        if span is not None:
            text = self.tr("Stage IV treatment began after it: {span}. Choose it below if that is when it came back.")
            said.append(text.replace("{span}", self.tools.wording.treatment_field("progressed_within", span).lower()))
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
        since = months_between(stopped, self.tools.today.isoformat()) if stopped and outcome != "ongoing" else None
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
