"""The options of a visit: which rows are shown, which option is open. Sorts nothing by itself; the standings do."""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.state import VisitState
from desktop.options.detail import OptionDetail, detail_of
from guidance.option import MODALITIES, Assessment, OptionId, Standing
from guidance.wording import Wording

MOST_DISCUSSED = 3
_APART = "apart"
_KEPT_IN_PLACE = frozenset({"approved", "off_label"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list: the head of a group (`option` is "") or an option in it."""

    group: str
    text: str
    status: str
    count: int = 0
    folded: bool = False
    option: OptionId = ""
    note: str = ""
    icon: str = ""
    included: bool = False
    badge: str = ""


@dataclass(frozen=True, slots=True)
class OptionsState:
    """What the options screen shows."""

    rows: tuple[Row, ...] = ()
    chosen: OptionId = ""
    detail: OptionDetail | None = None
    by_modality: bool = False
    query: str = ""
    rule_shown: bool = False
    out_of_scope: str = ""
    discussed: tuple[OptionId, ...] = ()
    folded: frozenset[str] = field(default_factory=frozenset)


class OptionsPresenter(QObject):
    """The verbs of the options screen. Works on the visit's own presenter and shows its own state."""

    changed = Signal(object)

    def __init__(self, visit: ConsultationPresenter, plain: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._visit = visit
        self._plain = plain
        self._wording = visit.tools.wording
        folded = frozenset({Standing.LATER.value, Standing.NOT_EXPECTED.value, _APART})
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
        """Puts an option into the patient view and the handout, or takes it out again."""
        self._visit.discuss(option, option not in self._visit.consultation.discussed)

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
        self._state = self._worked_out(self._state, state)
        self.changed.emit(self._state)

    def _update(self, **changes: object) -> None:
        # The names are OptionsState's own fields; a wrong one raises at once
        state = replace(self._state, **changes)  # type: ignore[arg-type]
        self._state = self._worked_out(state, self._visit.state)
        self.changed.emit(self._state)

    def _worked_out(self, state: OptionsState, visit: VisitState) -> OptionsState:
        guidance = visit.workup.guidance
        discussed = visit.workup.consultation.discussed
        if not guidance.options:
            conflict = next((c for c in guidance.conflicts if c.out_of_scope), None)
            said = " ".join(self._wording.conflict(conflict.id)) if conflict else ""
            return replace(state, rows=(), chosen="", detail=None, out_of_scope=said, discussed=discussed)
        rows = tuple(self._rows(state, visit))
        listed = [row.option for row in rows if row.option]
        chosen = visit.chosen_option or state.chosen
        if chosen not in guidance.options:
            chosen = listed[0] if listed else next(iter(guidance.options))
        detail = detail_of(chosen, guidance, visit.workup.consultation, self._wording, self._plain)
        return replace(state, rows=rows, chosen=chosen, detail=detail, out_of_scope="", discussed=discussed)

    def _rows(self, state: OptionsState, visit: VisitState) -> list[Row]:
        groups: dict[str, list[Assessment]] = {}
        names = {s.value: self._wording.standing(s) for s in Standing} | {
            m: self._wording.modality(m) for m in MODALITIES
        }
        names[_APART] = "Not licensed here or not decided yet"
        order = [*(MODALITIES if state.by_modality else [s.value for s in Standing]), _APART]
        for assessment in visit.workup.guidance.options.values():
            if state.query and state.query.casefold() not in self._wording.option(assessment.id).casefold():
                continue
            group = assessment.option.modality if state.by_modality else assessment.standing.value
            if assessment.license not in _KEPT_IN_PLACE and assessment.standing is not Standing.NOT_EXPECTED:
                group = _APART
            groups.setdefault(group, []).append(assessment)
        rows: list[Row] = []
        for group in order:
            members = groups.get(group, [])
            if not members:
                continue
            folded = group in state.folded and not state.query
            status = group if group in {s.value for s in Standing} else ""
            rows.append(Row(group, names[group], status, len(members), folded))
            if not folded:
                rows += [self._row(group, assessment, visit, state) for assessment in members]
        return rows

    def _row(self, group: str, assessment: Assessment, visit: VisitState, state: OptionsState) -> Row:
        modality = self._wording.modality(assessment.option.modality)
        note = modality if not state.by_modality else self._wording.standing(assessment.standing)
        if assessment.standing is Standing.DEPENDS and assessment.missing:
            labels = [self._wording.label(finding) for finding in assessment.missing[:2]]
            note = "Needs " + ", ".join(labels)
        return Row(
            group,
            self._wording.option(assessment.id),
            assessment.standing.value,
            option=assessment.id,
            note=note,
            icon=assessment.option.modality,
            included=assessment.id in visit.workup.consultation.discussed,
            badge=self._wording.license_badge(assessment.license) if assessment.shown_apart else "",
        )
