"""The verbs of a visit. Thinks in values, shows through one signal, and saves each change by itself.

Every verb makes a new consultation, works it up, tells the screens once and asks the store to keep it. While one save
is under way the
newest value waits; a failed save stays visible and is tried again with the next change or on request.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from desktop.background import Runs
from desktop.consultation.keeping import Keeper, Keeping
from desktop.consultation.moved import moved, no_longer_raised
from desktop.consultation.state import Focus, SaveMark, Saving, Stage, VisitState
from desktop.consultation.whereabouts import OWN_WORDS, TREATMENTS, next_unknown, step_of
from guidance.consultation import Consultation, HandoutChoices, Mark, MarkKind, SeenRecord, Status
from guidance.finding import FindingId, Value, ValueFault, checked
from guidance.history import History
from guidance.knowledge import KnowledgeBase
from guidance.option import OptionId
from guidance.samples import Result, Sample
from guidance.store import ConsultationStore
from guidance.treatment import Treatment
from guidance.wording import Wording
from guidance.workup import work_up

HANDOUT = "handout"


@dataclass(frozen=True, slots=True)
class VisitTools:
    """What a visit works with: the edition, the clinician's words, the store, the worker, and the clock (UTC)."""

    knowledge: KnowledgeBase
    wording: Wording
    store: ConsultationStore
    background: Runs
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


class ConsultationPresenter(QObject):
    """One open visit. Emits `changed(VisitState)` once after each verb that changed anything."""

    changed = Signal(object)
    finished = Signal(object)

    def __init__(self, consultation: Consultation, tools: VisitTools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._history = History(consultation)
        keeping = Keeping(lambda: self.consultation, self._save_begun, self._stored, self._kept, self._save_failed)
        self._keeper = Keeper(tools.store, tools.background, consultation.revision, keeping)
        workup = work_up(consultation, tools.knowledge)
        self._state = VisitState(workup, visited=frozenset({Stage.INTAKE}))

    @property
    def state(self) -> VisitState:
        """What the screens show now."""
        return self._state

    @property
    def consultation(self) -> Consultation:
        """The visit now."""
        return self._history.present

    @property
    def tools(self) -> VisitTools:
        """The edition, words and store of this visit."""
        return self._tools

    # answers

    def answer(self, finding: FindingId, value: object) -> None:
        """Records an answer.

        A value the finding cannot take is shown with a message and not used; nothing else is lost.
        """
        try:
            accepted = checked(self._tools.knowledge.findings[finding], value)
        except ValueFault as fault:
            hint = fault.hint or str(fault)
            self.report_fault(finding, self.tr("This cannot be used: {reason}.").replace("{reason}", hint))
            return
        # Another answer to a test that the cancer has outgrown is a new test, not a correction of the old one
        outgrown = self._state.workup.counted.stale_of(finding) is not None
        after = self.consultation.answered(finding, accepted, anew=outgrown)
        self._record(after, self._name(finding, accepted), finding, faults=self._without_fault(finding))

    def clear(self, finding: FindingId) -> None:
        """Takes an answer and its mark back: the question is open again."""
        after = self.consultation.cleared(finding)
        self._record(after, self._label(finding), finding, faults=self._without_fault(finding))

    def report_fault(self, finding: FindingId, message: str) -> None:
        """Shows that the text typed for a question cannot be used; its last good answer is taken out of the rules."""
        faults = (*(item for item in self._state.faults if item[0] != finding), (finding, message))
        after = self.consultation.cleared(finding)
        if after == self.consultation:
            self._show(faults=faults)
        else:
            self._record(after, self._label(finding), finding, faults=faults)

    def mark_not_known(self, finding: FindingId) -> None:
        """Says "not known yet"; the old value is kept for going back."""
        after = self.consultation.marked(finding, Mark(MarkKind.NOT_KNOWN_YET))
        self._record(after, self._label(finding), finding, faults=self._without_fault(finding))

    def mark_sent(self, finding: FindingId, on: str = "") -> None:
        """Says that a test is under way since the ISO date `on`."""
        self._record(self.consultation.marked(finding, Mark(MarkKind.SENT, on)), self._label(finding), finding)

    def unmark(self, finding: FindingId) -> None:
        """Takes a mark back; the value it replaced returns."""
        self._record(self.consultation.unmarked(finding), self._label(finding), finding)

    def mark_rest_not_known(self) -> None:
        """Marks every unanswered question of this step "not known yet"."""
        after = self.consultation
        step = self._tools.knowledge.intake.steps[self._state.step - 1]
        for finding in self._state.workup.questions(step):
            if finding not in after.answers and finding not in after.marks:
                after = after.marked(finding, Mark(MarkKind.NOT_KNOWN_YET))
        self._record(after, step.title, step.id)

    # samples

    def record_sample(self, finding: FindingId, sample: Sample, also: Sequence[FindingId] = ()) -> None:
        """Records the sample an answer comes from, and that of `also`, answers of the same report."""
        after = self.consultation
        for each in (finding, *also):
            after = after.sampled(each, sample)
        self._record(after, self._sample_name(finding), finding)

    def add_result(self, result: Result) -> None:
        """Records the result of another sample; the newest one becomes the answer."""
        name = self._name(result.finding, result.value)
        self._record(self.consultation.with_result(result), name, result.finding)

    def remove_result(self, result: Result) -> None:
        """Removes an earlier result; undo brings it back."""
        name = self._name(result.finding, result.value)
        self._record(self.consultation.without_result(result), name, result.finding)

    # treatments

    def add_treatment(self, *treatments: Treatment) -> None:
        """Adds an entry to the history, or the entries of one regimen in one step."""
        self._set_treatments((*self.consultation.treatments, *treatments), treatments[0])

    def replace_treatment(self, place: int, treatment: Treatment) -> None:
        """Replaces the entry at a place (counted from 0)."""
        entries = list(self.consultation.treatments)
        entries[place] = treatment
        self._set_treatments(tuple(entries), treatment)

    def remove_treatment(self, place: int) -> None:
        """Removes the entry at a place; undo brings it back."""
        entries = list(self.consultation.treatments)
        gone = entries.pop(place)
        self._set_treatments(tuple(entries), gone)

    # moving about

    def go_to(self, stage: Stage) -> None:
        """Opens a stage. Any can be opened at any time."""
        self._show(stage=stage, visited=self._state.visited | {stage})

    def go_to_step(self, step: int, place: str = "") -> None:
        """Opens an intake step (1 to 6) and, if given, one question of it."""
        focus = Focus(place, self._state.focus.ticket + 1)
        number = max(1, min(step, len(self._tools.knowledge.intake.steps)))
        self._show(stage=Stage.INTAKE, step=number, focus=focus)

    def next_step(self) -> None:
        """The next step; after the last one the options."""
        if self._state.step >= len(self._tools.knowledge.intake.steps):
            self.go_to(Stage.OPTIONS)
        else:
            self.go_to_step(self._state.step + 1)

    def previous_step(self) -> None:
        """The step before."""
        self.go_to_step(self._state.step - 1)

    def go_to_question(self, finding: FindingId) -> None:
        """Opens the step that asks for a finding and puts the keyboard there."""
        number = self._step_of(finding)
        if number is not None:
            self.go_to_step(number, finding)

    def look_at(self, place: str) -> None:
        """Notes where the keyboard is, so that "next unknown" starts from there. Nothing on the screen changes."""
        self._state = replace(self._state, focus=Focus(place, self._state.focus.ticket))

    def go_to_unknown(self, backward: bool) -> bool:
        """Goes to the next (or previous) question that is still not known, starting after the present place.

        Returns False, and stays, when there is none.
        """
        target = next_unknown(self._state.workup, self._state.focus.place, backward=backward)
        if target is None:
            return False
        self.go_to_question(target)
        return True

    def choose_option(self, option: OptionId) -> None:
        """Opens the detail of an option."""
        self._show(chosen_option=option)

    # talking

    def discuss(self, option: OptionId, wanted: bool) -> None:
        """Puts an option into the patient view and the handout, or takes it out."""
        kept = tuple(item for item in self.consultation.discussed if item != option)
        discussed = (*kept, option) if wanted else kept
        self._record(self.consultation.discussing(discussed), self._tools.wording.option(option), option)

    def say_in_own_words(self, text: str) -> None:
        """Keeps what the patient said matters most, in the patient's words."""
        self._record(replace(self.consultation, own_words=text), self.tr("In their own words"), OWN_WORDS)

    def see_alert(self, alert: str) -> None:
        """Records that an urgent alert was seen."""
        seen = {**self.consultation.alerts_seen, alert: self._timestamp()}
        name = self._tools.wording.alert(alert).title
        self._record(replace(self.consultation, alerts_seen=seen), name, alert)

    def set_handout(self, choices: HandoutChoices) -> None:
        """Changes what the sheet holds and how it is printed."""
        self._record(replace(self.consultation, handout=choices), self.tr("Handout"), HANDOUT)

    def note_for_next_visit(self, text: str) -> None:
        """Keeps a line for the next visit."""
        after = replace(self.consultation, next_visit_note=text)
        self._record(after, self.tr("Note for the next visit"), "next_visit_note")

    # back and forth

    def undo(self) -> None:
        """One step back, and to the place it happened."""
        if self._history.past:
            self._jump(self._history.undone(), self._history.past[-1].place)

    def redo(self) -> None:
        """One step forward again."""
        if self._history.future:
            self._jump(self._history.redone(), self._history.future[0].place)

    # keeping

    def save_again(self) -> None:
        """Tries again to keep what could not be saved."""
        self._keeper.keep()

    def finish(self, seen: SeenRecord) -> None:
        """Finishes the visit: it is kept as seen and never changes again. Emits `finished` when it is in the store."""
        after = replace(self.consultation, status=Status.FINISHED, seen=seen, changed_at=self._timestamp())
        self._show(save=SaveMark(Saving.SAVING, self._state.save.at))

        def done(saved: Consultation) -> None:
            self._history = History(saved)
            mark = SaveMark(Saving.SAVED, self._clock())
            self._show(workup=work_up(saved, self._tools.knowledge), undo="", redo="", save=mark)
            self.finished.emit(saved)

        self._keeper.keep_for_good(after, done)

    # inside

    def _set_treatments(self, treatments: tuple[Treatment, ...], about: Treatment) -> None:
        name = about.name or self._tools.wording.treatment(about.treatment)
        self._record(self.consultation.treated(treatments), name, TREATMENTS)

    def _record(self, after: Consultation, name: str, place: str, faults: object = None) -> None:
        shown_faults = self._state.faults if faults is None else faults
        if self._state.read_only or (after == self.consultation and shown_faults == self._state.faults):
            return
        workup = work_up(after, self._tools.knowledge)
        forgotten = no_longer_raised(workup)
        if forgotten:
            seen = {alert: at for alert, at in after.alerts_seen.items() if alert not in forgotten}
            after = replace(after, alerts_seen=seen)
        after = replace(after, changed_at=self._timestamp())
        self._history = self._history.changed(after, name, place)
        self._work_up_and_show(place_of_change=place, faults=shown_faults)
        self._keeper.keep()

    def _jump(self, history: History, place: str) -> None:
        self._history = history
        focus = Focus(place, self._state.focus.ticket + 1)
        number = self._step_of(place)
        where = {} if number is None else {"step": number, "stage": Stage.INTAKE}
        # The text that was refused is gone with the step that is taken back
        self._work_up_and_show(place_of_change=place, focus=focus, faults=self._without_fault(place), **where)
        self._keeper.keep()

    def _step_of(self, place: str) -> int | None:
        return step_of(self._tools.knowledge.intake, place)

    def _work_up_and_show(self, place_of_change: str, **also: object) -> None:
        before = self._state.workup
        workup = work_up(self.consultation, self._tools.knowledge)
        changes = moved(before, workup)
        focus = Focus(place_of_change, self._state.focus.ticket)
        self._show(**{"workup": workup, "focus": focus, **changes, **also})

    def _show(self, **changes: object) -> None:
        history = self._history
        names = {
            "undo": history.past[-1].name if history.past else "",
            "redo": history.future[0].name if history.future else "",
        }
        # The names are those of VisitState's own fields; a wrong one raises at once
        self._state = replace(self._state, **{**names, **changes})  # type: ignore[arg-type]
        self.changed.emit(self._state)

    def _save_begun(self) -> None:
        self._state = replace(self._state, save=SaveMark(Saving.SAVING, self._state.save.at))

    def _stored(self, revision: int) -> None:
        self._history = self._history.saved_as(revision)

    def _kept(self) -> None:
        self._show(save=SaveMark(Saving.SAVED, self._clock()))

    def _save_failed(self, fault: Exception) -> None:
        self._show(save=SaveMark(Saving.NOT_SAVED, self._state.save.at, fault))

    def _without_fault(self, finding: FindingId) -> tuple[tuple[FindingId, str], ...]:
        return tuple(item for item in self._state.faults if item[0] != finding)

    def _label(self, finding: FindingId) -> str:
        return self._tools.wording.label(finding)

    def _name(self, finding: FindingId, value: Value) -> str:
        return f"{self._label(finding)}: {self._tools.wording.phrase(finding, value)}"

    def _sample_name(self, finding: FindingId) -> str:
        return self.tr("{question}: sample").replace("{question}", self._label(finding))

    def _timestamp(self) -> str:
        return self._tools.now().isoformat(timespec="seconds")

    def _clock(self) -> str:
        return self._tools.now().astimezone().strftime("%H:%M:%S")
