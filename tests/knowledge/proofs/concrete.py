"""Turns what a prover found into a patient of flesh and blood, played in the evaluator that ships.

For a patient to be real, the answers of the history must come from entries. So entries are offered to the solver, each
with what it answers (asked of the real `TreatmentHistory`), and a patient is only found together with entries for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, product

from guidance.condition import Alongside, Earliest, Latest, Lines, ProgressedOn, Treated, walk
from guidance.finding import FindingId, Kind, Value
from guidance.knowledge import KnowledgeBase
from guidance.pack.compile import HistoryQuestion
from guidance.profile import HISTORY, REGIONS, Profile
from guidance.treatment import Setting, Treatment
from guidance.treatment_history import TreatmentHistory, compare_range
from guidance.verdict import Verdict
from tests.knowledge.proofs.history_axioms import AbsenceKnown
from tests.knowledge.proofs.rules import Rules
from tests.knowledge.proofs.sat_patients import SatPatients, SatProver

_OUTCOMES = (None, "ongoing", "completed", "progressed")
_WITHIN = (None, "on_treatment", "within_6_months", "within_12_months", "later")
_MONTHS = (None, 2, 30)
_LINES = (1, 2, 3)


@dataclass(frozen=True)
class Found:
    """Finds minimal patients for formulas of a SAT prover."""

    knowledge: KnowledgeBase
    patients: SatPatients
    rules: Rules[int]
    prover: SatProver

    def patient(self, *formulas: int) -> Profile | None:
        """A patient who meets the formulas, with as few answers and treatments as possible; None when nobody does."""
        fixed = [self._real, *formulas]
        if not self.prover.possible(*fixed):
            return None
        spared = [-chosen for chosen in self._entries.values()]
        spared += [-self.patients.given(f) for f, d in self.knowledge.findings.items() if d.kind is not Kind.DATE]
        spared += [-self.patients.includes(f, v) for f, d in self.knowledge.findings.items()
                   if d.kind is Kind.SEVERAL for v in d.values]  # fmt: skip
        model = self.prover.model()
        for literal in spared:
            # What the patient at hand does without anyway needs no question
            if literal in model or self.prover.possible(*fixed, literal):
                fixed.append(literal)
                if literal not in model:
                    model = self.prover.model()
        return self._profile(model)

    def _profile(self, model: frozenset[int]) -> Profile:
        values: dict[FindingId, Value] = {}
        for name, finding in self.knowledge.findings.items():
            if finding.kind is Kind.DATE or self.patients.given(name) not in model:
                continue
            match finding.kind:
                case Kind.NUMBER:
                    regions = self.patients.regions[name]
                    low, high = next(r for i, r in enumerate(regions) if self.patients.equals(name, str(i)) in model)
                    middle = (low + high) / 2
                    values[name] = int(middle) if middle == int(middle) else middle
                case Kind.SEVERAL:
                    values[name] = tuple(v for v in finding.values if self.patients.includes(name, v) in model)
                case _:
                    values[name] = next(v for v in finding.values if self.patients.equals(name, v) in model)
        region = next(region for region in REGIONS if self.patients.in_region(region) in model)
        return Profile(values, tuple(entry for entry, chosen in self._entries.items() if chosen in model), region)

    @cached_property
    def _entries(self) -> dict[Treatment, int]:
        """Every entry that can be chosen, with the literal that chooses it."""
        return {entry: self.patients.algebra.unknown() for entry, _ in self._pool}

    @cached_property
    def _real(self) -> int:
        """A literal under which every answer of the history comes from the chosen entries."""
        algebra = self.patients.algebra
        real = algebra.unknown()
        absence = AbsenceKnown(self.patients)
        for question, answer in self.rules.history.items():
            if isinstance(question, Lines):
                met, silent = self._lines(question)
                setting = str(Setting.METASTATIC)
            elif isinstance(question, Treated | ProgressedOn) and not _hangs_together(question):
                said = [(self._entries[entry], answers.get(question)) for entry, answers in self._pool]
                met = algebra.either(chosen for chosen, verdict in said if verdict is Verdict.MET)
                silent = algebra.no(algebra.either(chosen for chosen, verdict in said if verdict is not None))
                setting = question.setting
            else:
                # Entries that hang together are not sought: no patient is found who needs them
                algebra.clauses.append([-real, -answer.met])
                continue
            unmet = algebra.both((silent, absence.known(setting)))
            if isinstance(question, Lines) and question.operator == "==":
                met, unmet = unmet, algebra.no(silent)
            for left, right in ((answer.met, met), (answer.unmet, unmet)):
                algebra.clauses += [[-real, -left, right], [-real, left, -right]]
        return real

    def _lines(self, question: Lines) -> tuple[int, int]:
        """When so many lines are there, and when fewer are."""
        algebra = self.patients.algebra
        treated = Treated(question.group, Setting.METASTATIC)
        bare = Profile({HISTORY: "yes"})
        lines = []
        for line in _LINES:
            of_line = [
                self._entries[entry]
                for entry, _ in self._pool
                if entry.line == line
                and TreatmentHistory(replace(bare, treatments=(entry,)), dict(self.knowledge.treatment_kinds)).treated(
                    treated
                )
            ]
            lines.append(algebra.either(of_line))
        wanted = int(question.value) if question.operator == ">=" else 1
        met = algebra.either(algebra.both(some) for some in combinations(lines, wanted))
        return met, algebra.no(met)

    @cached_property
    def _pool(self) -> list[tuple[Treatment, dict[HistoryQuestion, Verdict]]]:
        """Entries with the questions they answer at all (met or unknown)."""
        found = []
        for kind, setting in product(self.knowledge.treatment_kinds, Setting):
            within = (None,) if setting is Setting.METASTATIC else _WITHIN
            for outcome, when, months in product(_OUTCOMES, within, _MONTHS):
                entry = Treatment(kind, setting, outcome=outcome, progressed_within=when, months_on_treatment=months)
                known = Profile({HISTORY: "yes"}, (entry,))
                said = answers_of(self.knowledge, known, self.rules.history)
                answers = {question: verdict for question, verdict in said.items() if verdict is not Verdict.NOT_MET}
                lines = _LINES if setting is Setting.METASTATIC else (None,)
                found += [(replace(entry, line=line), answers) for line in lines]
        return found


def _hangs_together(question: Treated | ProgressedOn) -> bool:
    """Whether one entry's answer depends on other entries."""
    where = getattr(question, "where", None)
    return where is not None and any(isinstance(node, Alongside | Earliest | Latest) for node in walk(where))


def answers_of(
    knowledge: KnowledgeBase, profile: Profile, questions: Iterable[HistoryQuestion]
) -> dict[HistoryQuestion, Verdict]:
    """What a real history answers."""
    history = TreatmentHistory(profile, dict(knowledge.treatment_kinds))
    found: dict[HistoryQuestion, Verdict] = {}
    for question in questions:
        match question:
            case Lines(group, operator, value):
                found[question] = compare_range(*history.counted(group), operator, value)
            case ProgressedOn(subject, setting):
                found[question] = history.progressed_on(subject, setting)
            case Treated():
                found[question] = history.treated(question)
            case _:
                least, most = history.counted(question.finding)
                found[question] = Verdict.MET if least == most else Verdict.NOT_MET
    return found
