"""The options of a visit: which rows are shown, which option is open. Sorts nothing by itself; the standings do."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from desktop.consultation.live import NEEDS_ANSWER, needs_answer_text, status_of
from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.state import Stage, VisitState
from desktop.options.detail import OptionDetail, badge_of, detail_of
from guidance.criteria import TREATMENTS
from guidance.option import MODALITIES, Assessment, OptionId, Part, Standing
from guidance.profile import HISTORY
from guidance.wording import Wording
from guidance.workup import WorkUp

MOST_DISCUSSED = 3
APART = "apart"
STATUSES = ("relevant", "caution", "depends", NEEDS_ANSWER, "later", "unsuitable", "not_expected")
"""The groups of the list in their order; an option that waits for an answer and for no test has its own."""

_KEPT_IN_PLACE = frozenset({"approved", "off_label"})
_NEEDS_LIMIT = 30
"""Letters for the names of missing answers in a row."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list: the head of a group (`option` is "") or an option in it.

    `status` is one of STATUSES ("" for the head of a type of treatment), `status_word` its words, `note` the line under
    the name.
    """

    group: str
    text: str
    status: str
    count: int = 0
    folded: bool = False
    option: OptionId = ""
    status_word: str = ""
    note: str = ""
    modality: str = ""
    included: bool = False
    badge: str = ""


@dataclass(frozen=True, slots=True)
class OptionsState:
    """What the options screen shows.

    `fourth` is an option somebody wants to talk about while three are chosen already; it waits until one of `discussed`
    is dropped. `out_of_scope` is a title and a text when there are no options at all.
    """

    rows: tuple[Row, ...] = ()
    chosen: OptionId = ""
    detail: OptionDetail | None = None
    by_modality: bool = False
    query: str = ""
    rule_shown: bool = False
    out_of_scope: tuple[str, str] = ("", "")
    discussed: tuple[tuple[OptionId, str], ...] = ()
    fourth: tuple[OptionId, str] = ("", "")
    read_only: bool = False
    folded: frozenset[str] = field(default_factory=frozenset)


class OptionsPresenter(QObject):
    """The verbs of the options screen. Works on the visit's own presenter and shows its own state."""

    changed = Signal(object)

    def __init__(self, visit: ConsultationPresenter, plain: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._visit = visit
        self._plain = plain
        self._wording = visit.tools.wording
        self._worked_with: tuple[WorkUp, OptionId] = (visit.state.workup, "")
        folded = frozenset({Standing.LATER.value, Standing.NOT_EXPECTED.value, APART})
        self._state = self._worked_out(OptionsState(folded=folded), visit.state)
        visit.changed.connect(self._visit_changed)

    @property
    def state(self) -> OptionsState:
        """What the screen shows now."""
        return self._state

    @property
    def visit(self) -> ConsultationPresenter:
        """The visit these options belong to."""
        return self._visit

    def choose(self, option: OptionId) -> None:
        """Opens an option."""
        if option and option != self._state.chosen:
            self._visit.choose_option(option)

    def include(self, option: OptionId) -> None:
        """Puts an option into the patient view and the handout, or takes it out again.

        A fourth one waits: the state then asks which of the three to drop.
        """
        discussed = self._visit.consultation.discussed
        if self._state.read_only:
            return
        if option not in discussed and len(discussed) >= MOST_DISCUSSED:
            self._update(fourth=(option, self._wording.option(option)))
            return
        self._visit.discuss(option, option not in discussed)

    def drop_for_fourth(self, option: OptionId) -> None:
        """Takes one of the three out and puts the waiting one in."""
        fourth, _ = self._state.fourth
        self._update(fourth=("", ""))
        self._visit.discuss(option, False)
        self._visit.discuss(fourth, True)

    def keep_three(self) -> None:
        """Leaves the three as they are."""
        self._update(fourth=("", ""))

    def fold(self, group: str) -> None:
        """Folds or opens a group."""
        self._update(folded=self._state.folded ^ {group})

    def group_by_modality(self, wanted: bool) -> None:
        """Groups by type of treatment, or by standing."""
        self._update(by_modality=wanted)

    def filter(self, query: str) -> None:
        """Shows only options whose name holds this text; groups open while a filter is on."""
        self._update(query=query.strip())

    def show_rule(self) -> None:
        """Shows or hides the rule in words."""
        self._update(rule_shown=not self._state.rule_shown)

    def go_to_question(self, finding: str) -> None:
        """Opens the question behind a fact."""
        self._visit.go_to_question(finding)

    def _visit_changed(self, state: VisitState) -> None:
        workup, chosen = self._worked_with
        if state.stage is not Stage.OPTIONS:
            return  # nobody looks; the options are worked out when the stage is opened again
        if workup is state.workup and chosen == state.chosen_option:
            return  # saved, moved about: nothing here changes
        moved = state.chosen_option != chosen
        before = self._in_sight(self._state, state) if moved else self._state
        if state.workup.consultation.discussed != tuple(option for option, _ in before.discussed):
            before = replace(before, fourth=("", ""))
        self._tell(self._worked_out(before, state))

    def _update(self, **changes: object) -> None:
        # The names are OptionsState's own fields; a wrong one raises at once
        state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._tell(self._worked_out(state, self._visit.state))

    def _tell(self, state: OptionsState) -> None:
        if state != self._state:
            self._state = state
            self.changed.emit(state)

    def _in_sight(self, state: OptionsState, visit: VisitState) -> OptionsState:
        """The state with the group of the option just opened unfolded, and no filter that hides it."""
        assessment = visit.workup.assessment(visit.chosen_option)
        if assessment is None:
            return state
        query = state.query if self._is_found(assessment.id, state.query) else ""
        return replace(state, query=query, folded=state.folded - {_group(assessment, visit.workup, state)})

    def _worked_out(self, state: OptionsState, visit: VisitState) -> OptionsState:
        workup = visit.workup
        self._worked_with = (workup, visit.chosen_option)
        named = tuple((option, self._wording.option(option)) for option in workup.consultation.discussed)
        state = replace(state, discussed=named, read_only=visit.read_only)
        options = workup.guidance.options
        if not options:
            conflict = next((c for c in workup.guidance.conflicts if c.out_of_scope), None)
            said = self._wording.conflict(conflict.id) if conflict else ("", "")
            return replace(state, rows=(), chosen="", detail=None, out_of_scope=said)
        rows = tuple(self._rows(state, visit))
        chosen = visit.chosen_option or state.chosen
        if chosen not in options:
            chosen = next((row.option for row in rows if row.option), next(iter(options)))
        detail = detail_of(chosen, workup.guidance, workup.consultation, self._wording, self._plain)
        status = status_of(options[chosen], workup)
        if status == NEEDS_ANSWER:
            detail = replace(detail, status=status, standing_word=needs_answer_text())
        return replace(state, rows=rows, chosen=chosen, detail=detail, out_of_scope=("", ""))

    def _rows(self, state: OptionsState, visit: VisitState) -> list[Row]:
        groups: dict[str, list[Row]] = {}
        for assessment in visit.workup.guidance.options.values():
            if self._is_found(assessment.id, state.query):
                group = _group(assessment, visit.workup, state)
                groups.setdefault(group, []).append(self._row(group, assessment, visit.workup))
        names = {status: self._word(status) for status in STATUSES}
        names |= {modality: self._wording.modality(modality) for modality in MODALITIES}
        names[APART] = self.tr("Not licensed or not decided yet")
        rows: list[Row] = []
        for group in (*(MODALITIES if state.by_modality else STATUSES), APART):
            members = groups.get(group, [])
            if members:
                folded = group in state.folded and not state.query
                rows.append(Row(group, names[group], group if group in STATUSES else "", len(members), folded))
                rows += [] if folded else members
        return rows

    def _row(self, group: str, assessment: Assessment, workup: WorkUp) -> Row:
        status = status_of(assessment, workup)
        word = self._word(status)
        usual = self._wording.modality(assessment.option.modality) if group == status else word
        return Row(
            group,
            self._wording.option(assessment.id),
            status,
            option=assessment.id,
            status_word=word,
            note=self._reason(assessment, workup) or usual,
            modality=assessment.option.modality,
            included=assessment.id in workup.consultation.discussed,
            badge=badge_of(assessment, workup.guidance, self._wording),
        )

    def _reason(self, assessment: Assessment, workup: WorkUp) -> str:
        """What an open standing waits for, or what stands against it now; "" for the others."""
        if assessment.standing is Standing.DEPENDS:
            missing = dict.fromkeys(HISTORY if f == TREATMENTS else f for f in assessment.missing)
            return self._needs([_inside(self._wording.label(finding)) for finding in missing])
        if assessment.standing is Standing.UNSUITABLE:
            values = workup.profile.values
            against = dict.fromkeys(
                self._wording.phrase(finding, values[finding])
                for judged in workup.guidance.explain(assessment.option)
                if judged.clause.part is Part.STOPS and judged.verdict == "met"
                for finding in judged.findings
                if finding in values and finding != HISTORY
            )
            return "; ".join(against)
        return ""

    def _needs(self, names: list[str]) -> str:
        """As many names as the line holds, and how many more there are."""
        named = 1
        while named < len(names) and len(", ".join(names[: named + 1])) <= _NEEDS_LIMIT:
            named += 1
        said = self.tr("Needs {0}").format(", ".join(names[:named]))
        return f"{said} +{len(names) - named}" if len(names) > named else said

    def _word(self, status: str) -> str:
        return needs_answer_text() if status == NEEDS_ANSWER else self._wording.standing(Standing(status))

    def _is_found(self, option: OptionId, query: str) -> bool:
        return query.casefold() in self._wording.option(option).casefold()


def _group(assessment: Assessment, workup: WorkUp, state: OptionsState) -> str:
    if assessment.license not in _KEPT_IN_PLACE and assessment.standing is not Standing.NOT_EXPECTED:
        return APART
    return assessment.option.modality if state.by_modality else status_of(assessment, workup)


def _inside(name: str) -> str:
    """A name in the middle of a sentence: "Estrogen receptor" in small letters, "ESR1" as it is."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
