"""Writes the rules of an edition as lookup tables (`guidance/tables.py`), for when many patients are judged.

Each condition becomes two yes-or-no formulas, *met* and *not met*; while neither holds, it is unknown. `criteria.py`
stays the readable meaning of the rules; tests hold the two against each other, and the proofs do so for every patient.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guidance.assess import PREGNANCY
from guidance.condition import (
    All,
    AnyOf,
    Compare,
    Condition,
    Empty,
    Given,
    Includes,
    Lines,
    Not,
    OneOf,
    Only,
    Possibly,
    ProgressedOn,
    Surely,
    Treated,
    walk,
)
from guidance.derivation import DerivedFinding
from guidance.finding import NO, YES, FindingId, Kind
from guidance.knowledge import KnowledgeBase
from guidance.option import Option, Part, Standing
from guidance.pack.cells import BITS, Layout
from guidance.pack.numbering import numbered
from guidance.pack.signals import FALSE, TRUE, About, Answer, Question, Signal, Signals
from guidance.pack.tables_data import from_data
from guidance.profile import REGION, REGIONS
from guidance.questions import all_conditions
from guidance.tables import ANY, Flag, HistoryQuestion, Tables
from guidance.verdict import Verdict

__all__ = ["Formulas", "HistoryQuestion", "compiled", "tables_of"]


@dataclass(frozen=True, slots=True)
class Formulas:
    """When a condition is met and when it is not met; never both, and neither while it is unknown."""

    met: Signal
    unmet: Signal

    @property
    def opposite(self) -> "Formulas":
        """The same for "not"."""
        return Formulas(self.unmet, self.met)


def tables_of(knowledge: KnowledgeBase) -> Tables:
    """The tables that the built file brings. Without them the rules are compiled: that takes a tenth of a second."""
    data = json.loads(knowledge.tables_data)
    return from_data(data) if data else compiled(knowledge)


def compiled(knowledge: KnowledgeBase) -> Tables:
    """The rules of an edition as tables."""
    rules = _Rules(knowledge)
    raised: list[list[tuple[int, Signal]]] = [list(rules.flags(option)) for option in knowledge.options.values()]
    raised += [[(1, rules.of(conflict.when).met)] for conflict in knowledge.conflicts]
    layout = Layout(rules.signals)
    for place, formulas in enumerate(raised):
        for flag, signal in formulas:
            layout.raises(signal, flag << BITS * place)
    return numbered(layout, rules.questions.values(), rules.limits, tuple(knowledge.options), len(knowledge.conflicts))


class _Rules:
    """The conditions of one edition as formulas, each worked out once."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.signals = Signals()
        self.questions: dict[About, Question] = {}
        self._knowledge = knowledge
        self._known: dict[Condition, Formulas] = {}
        self._cases: dict[tuple[FindingId, str], Formulas] = {}
        self.limits = _limits(knowledge)

    def flags(self, option: Option) -> Iterator[tuple[Flag, Signal]]:
        """When each flag of an option is raised: one formula suffices."""
        for clause in option.part(Part.FITS):
            formulas = self.of(clause.when)
            yield Flag.NOT_FITTING, formulas.unmet
            yield Flag.UNDECIDED, -formulas.met
        for clause in option.part(Part.TIMING):
            formulas = self.of(clause.when)
            yield Flag.NOT_NOW, formulas.unmet
            yield Flag.UNDECIDED, -formulas.met
            if clause.otherwise is Standing.NOT_EXPECTED:
                yield Flag.PASSED, formulas.unmet
        for clause in option.part(Part.STOPS):
            yield Flag.STOPPED, self.of(clause.when).met
        for clause in option.part(Part.CAUTIONS):
            yield Flag.CAUTION, self.of(clause.when).met
        for finding in option.must_know:
            yield Flag.CHECK_DUE, self.of(Given("pregnancy_excluded" if finding == PREGNANCY else finding)).unmet

    def of(self, condition: Condition) -> Formulas:
        """When a condition is met, and when it is not."""
        if condition not in self._known:
            self._known[condition] = self._worked_out(condition)
        return self._known[condition]

    def _worked_out(self, condition: Condition) -> Formulas:
        match condition:
            case All(parts):
                return self._all(self.of(part) for part in parts)
            case AnyOf(parts):
                return self._any(self.of(part) for part in parts)
            case Not(part):
                return self.of(part).opposite
            case Surely(part):
                return _settled(self.of(part).met)
            case Possibly(part):
                return _settled(-self.of(part).unmet)
            case Treated() | ProgressedOn() | Lines():
                return self._of_history(condition)
            case Given(finding) if finding in self._knowledge.derived:
                return self._derived_is_given(self._knowledge.derived[finding])
            case Given(finding):
                return self._is_given(finding)
            case Compare(finding, operator, value):
                return self._compared(finding, operator, value)
            case OneOf(finding, values):
                return self._any(self._compared(finding, "==", value) for value in values)
            case Includes() | Only() | Empty():
                return self._answers(self._asked(condition, (None, NO, YES)), (YES,))
            case _:
                raise TypeError(f"{type(condition).__name__} is only asked of a history entry")

    def _all(self, parts: Iterable[Formulas]) -> Formulas:
        found = list(parts)
        return Formulas(
            self.signals.both(part.met for part in found), self.signals.either(part.unmet for part in found)
        )

    def _any(self, parts: Iterable[Formulas]) -> Formulas:
        return self._all(part.opposite for part in parts).opposite

    def _asked(self, about: About, answers: tuple[Answer, ...]) -> Question:
        return self.questions.setdefault(about, Question(about, answers))

    def _of_finding(self, finding: FindingId) -> Question:
        known = self._knowledge.findings[finding]
        match known.kind:
            case Kind.NUMBER:
                return self._asked(finding, (None, *range(2 * len(self.limits[finding]) + 1)))
            case Kind.DATE:
                return self._asked(finding, (None, ANY))
            case _:
                return self._asked(finding, (None, *known.values))

    def _answers(self, question: Question, met: Iterable[Answer], open_for: Iterable[Answer] = ()) -> Formulas:
        """Met by these answers, left open by those and by no answer, not met by all others."""
        wanted = frozenset(met)
        unmet = frozenset(question.answers) - wanted - frozenset(open_for) - {None}
        return Formulas(self.signals.answered(question, wanted), self.signals.answered(question, unmet))

    def _of_history(self, asked: HistoryQuestion) -> Formulas:
        # The history answers every question, with "unknown" where it leaves something open
        question = self._asked(asked, (Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.MET))
        return self._answers(question, (Verdict.MET,), (Verdict.UNKNOWN,))

    def _is_given(self, finding: FindingId) -> Formulas:
        if self._knowledge.findings[finding].kind is Kind.SEVERAL:
            empty = self.of(Empty(finding))
            return _settled(self.signals.either((empty.met, empty.unmet)))
        question = self._of_finding(finding)
        return _settled(self.signals.answered(question, set(question.answers) - {None}))

    def _compared(self, finding: FindingId, operator: str, value: str | float) -> Formulas:
        if finding == REGION:
            same = self._answers(self._asked(REGION, REGIONS), (str(value),))
        elif finding in self._knowledge.derived:
            rule = self._knowledge.derived[finding]
            if rule.counts:
                return self.of(Lines(rule.counts, operator, float(value)))
            same = self._case(rule, str(value))
        elif self._knowledge.findings[finding].kind is Kind.NUMBER:
            return self._answers(self._of_finding(finding), _ranges(self.limits[finding], operator, float(value)))
        else:
            coarse = self._knowledge.coarse.get(finding, {})
            left_open = (known for known, finer in coarse.items() if value in finer and known != value)
            same = self._answers(self._of_finding(finding), (str(value),), left_open)
        return same if operator == "==" else same.opposite

    def _case(self, rule: DerivedFinding, value: str) -> Formulas:
        """`rule == value`: an unknown case is ruled out by another that is met, unless that one leaves it open."""
        key = (rule.id, value)
        if key not in self._cases:
            own = rule.case(value)
            if own is None:
                # The label for "no case holds"
                self._cases[key] = _settled(-self.signals.either(self.of(case.when).met for case in rule.cases))
            else:
                here = self.of(own.when)
                ruled_out = self.signals.either(
                    self.of(case.when).met for case in rule.cases if case is not own and value not in case.leaves_open
                )
                instead = self.signals.both((-here.met, ruled_out))
                self._cases[key] = Formulas(here.met, self.signals.either((here.unmet, instead)))
        return self._cases[key]

    def _derived_is_given(self, rule: DerivedFinding) -> Formulas:
        if rule.counts:
            return self._of_history(Given(rule.counts))
        if rule.otherwise:
            return Formulas(TRUE, FALSE)
        return _settled(self.signals.either(self._case(rule, case.value).met for case in rule.cases))


def _settled(met: Signal) -> Formulas:
    """Never unknown."""
    return Formulas(met, -met)


def _limits(knowledge: KnowledgeBase) -> dict[FindingId, tuple[float, ...]]:
    """The numbers that the rules compare each measured finding with."""
    found: dict[FindingId, set[float]] = {
        name: set() for name, finding in knowledge.findings.items() if finding.kind is Kind.NUMBER
    }
    for condition in all_conditions(knowledge):
        for node in walk(condition):
            if isinstance(node, Compare) and node.finding in found:
                found[node.finding].add(float(node.value))
    return {finding: tuple(sorted(limits)) for finding, limits in found.items()}


def _ranges(limits: tuple[float, ...], operator: str, value: float) -> Iterable[int]:
    """The places of the ranges that stand so to a limit. Each limit is a place of its own, between two stretches."""
    here, after = 2 * limits.index(value) + 1, 2 * len(limits) + 1
    match operator:
        case "<":
            return range(here)
        case "<=":
            return range(here + 1)
        case ">":
            return range(here + 1, after)
        case ">=":
            return range(here, after)
        case "==":
            return (here,)
        case _:
            return (*range(here), *range(here + 1, after))
