"""The meaning of the rules (`guidance/criteria.py`, `guidance/assess.py`) written as formulas over every patient.

One "world" is what counts for a question: stops, cautions, companions and alerts take everything as entered; fits and
timing leave out what a conflict disputes.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Generic

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
)
from guidance.derivation import DerivedFinding
from guidance.finding import FindingId, Kind
from guidance.knowledge import KnowledgeBase
from guidance.option import Option, Part, Standing
from guidance.profile import REGION
from guidance.tables import HistoryQuestion
from tests.knowledge.proofs.logic import Algebra, F, Patients, Three, joined_and, joined_or, negated, settled


class Meaning(Generic[F]):
    """What conditions mean in one world. `disputed` tells for a finding when a conflict takes it out of the world."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        patients: Patients[F],
        history: Callable[[HistoryQuestion], Three[F]],
        disputed: Mapping[FindingId, F] | None = None,
    ) -> None:
        self._knowledge = knowledge
        self._patients = patients
        self._algebra: Algebra[F] = patients.algebra
        self._history = history
        self._disputed = disputed or {}
        self._judged: dict[Condition, Three[F]] = {}
        self._cases: dict[tuple[FindingId, str], Three[F]] = {}

    def judge(self, condition: Condition) -> Three[F]:
        """The verdict of a condition. Remembered by the condition's value, never by its place in memory."""
        if condition not in self._judged:
            self._judged[condition] = self._worked_out(condition)
        return self._judged[condition]

    def given(self, finding: FindingId) -> F:
        """Whether a given or derived finding is known in this world."""
        rule = self._knowledge.derived.get(finding)
        if rule is None:
            known = self._patients.given(finding)
            if finding in self._disputed:
                return self._algebra.both((known, self._algebra.no(self._disputed[finding])))
            return known
        if rule.counts:
            return self._history(Given(rule.counts)).met
        if rule.otherwise:
            return self._algebra.true
        return self._algebra.either(self.case(rule, case.value).met for case in rule.cases)

    def case(self, rule: DerivedFinding, value: str) -> Three[F]:
        """The verdict of `rule == value`."""
        key = (rule.id, value)
        if key not in self._cases:
            self._cases[key] = self._case(rule, value)
        return self._cases[key]

    def _worked_out(self, condition: Condition) -> Three[F]:
        algebra = self._algebra
        match condition:
            case All(parts):
                return joined_and(algebra, [self.judge(part) for part in parts])
            case AnyOf(parts):
                return joined_or(algebra, [self.judge(part) for part in parts])
            case Not(part):
                return negated(self.judge(part))
            case Surely(part):
                return settled(algebra, self.judge(part).met)
            case Possibly(part):
                return negated(settled(algebra, self.judge(part).unmet))
            case Given(finding):
                return settled(algebra, self.given(finding))
            case Treated() | ProgressedOn() | Lines():
                return self._history(condition)
            case Compare(finding, operator, value):
                return self._compare(finding, operator, value)
            case OneOf(finding, values):
                return joined_or(algebra, [self._compare(finding, "==", value) for value in values])
            case Includes(finding, value):
                return self._answered(finding, self._patients.includes(finding, value))
            case Only(finding, value):
                others = [self._patients.includes(finding, v) for v in self._values(finding) if v != value]
                ticked = self._patients.includes(finding, value)
                return self._answered(finding, algebra.both((ticked, algebra.no(algebra.either(others)))))
            case Empty(finding):
                ticked = algebra.either(self._patients.includes(finding, value) for value in self._values(finding))
                return self._answered(finding, algebra.no(ticked))
            case _:
                raise TypeError(f"{type(condition).__name__} is only asked of a history entry")

    def _values(self, finding: FindingId) -> tuple[str, ...]:
        return self._knowledge.findings[finding].values

    def _answered(self, finding: FindingId, holds: F) -> Three[F]:
        known = self.given(finding)
        return Three(self._algebra.both((known, holds)), self._algebra.both((known, self._algebra.no(holds))))

    def _compare(self, finding: FindingId, operator: str, value: str | float) -> Three[F]:
        if finding == REGION:
            here = settled(self._algebra, self._patients.in_region(str(value)))
        elif finding in self._knowledge.derived:
            rule = self._knowledge.derived[finding]
            if rule.counts:
                return self._history(Lines(rule.counts, operator, float(value)))
            here = self.case(rule, str(value))
        elif self._knowledge.findings[finding].kind is Kind.NUMBER:
            return self._answered(finding, self._patients.compares(finding, operator, float(value)))
        else:
            here = self._choice(finding, str(value))
        return here if operator == "==" else negated(here)

    def _choice(self, finding: FindingId, value: str) -> Three[F]:
        coarse = self._knowledge.coarse.get(finding, {})
        open_values = [known for known, finer in coarse.items() if value in finer]
        chosen = self._answered(finding, self._patients.equals(finding, value))
        too_coarse = self._algebra.either(self._patients.equals(finding, known) for known in open_values)
        return Three(chosen.met, self._algebra.both((chosen.unmet, self._algebra.no(too_coarse))))

    def _case(self, rule: DerivedFinding, value: str) -> Three[F]:
        algebra = self._algebra
        own = rule.case(value)
        if own is None:
            return negated(settled(algebra, algebra.either(self.judge(case.when).met for case in rule.cases)))
        here = self.judge(own.when)
        unknown = algebra.no(algebra.either((here.met, here.unmet)))
        others = algebra.either(
            self.judge(case.when).met for case in rule.cases if case.value != value and value not in case.leaves_open
        )
        return Three(here.met, algebra.either((here.unmet, algebra.both((unknown, others)))))


class Judgment(Generic[F]):
    """The standings of every option as formulas, by the standing algorithm of the vocabulary (section 3)."""

    def __init__(self, algebra: Algebra[F], counted: Meaning[F], entered: Meaning[F]) -> None:
        self._algebra = algebra
        self._counted = counted
        self._entered = entered

    def standings(self, option: Option) -> dict[Standing, F]:
        """When the option has each standing."""
        algebra = self._algebra
        fits = joined_and(algebra, [self._counted.judge(clause.when) for clause in option.part(Part.FITS)])
        timely = joined_and(algebra, [self._counted.judge(clause.when) for clause in option.part(Part.TIMING)])
        stopped = self._any_met(self._entered, (clause.when for clause in option.part(Part.STOPS)))
        cautious = self._any_met(self._entered, (clause.when for clause in option.part(Part.CAUTIONS)))
        unchecked = algebra.either(algebra.no(self._is_settled(finding)) for finding in option.must_know)
        passed = algebra.either(
            self._counted.judge(clause.when).unmet
            for clause in option.part(Part.TIMING)
            if clause.otherwise is Standing.NOT_EXPECTED
        )
        found: dict[Standing, list[F]] = {standing: [] for standing in Standing}
        rest = algebra.true

        def step(standing: Standing, applies: F) -> None:
            nonlocal rest
            found[standing].append(algebra.both((rest, applies)))
            rest = algebra.both((rest, algebra.no(applies)))

        step(Standing.NOT_EXPECTED, fits.unmet)
        step(Standing.UNSUITABLE, stopped)
        step(Standing.NOT_EXPECTED, algebra.both((timely.unmet, passed)))
        step(Standing.LATER, timely.unmet)
        step(Standing.DEPENDS, algebra.no(algebra.both((fits.met, timely.met))))
        step(Standing.CAUTION, algebra.either((cautious, unchecked)))
        step(Standing.RELEVANT, algebra.true)
        return {standing: algebra.either(ways) for standing, ways in found.items()}

    def listed(self, option: Option, companion: str) -> F:
        """When a companion is listed with an option."""
        rules = [rule for rule in option.companions if rule.id == companion]
        return self._algebra.either(
            self._algebra.true if rule.when is None else self._entered.judge(rule.when).met for rule in rules
        )

    def _any_met(self, world: Meaning[F], conditions: Iterable[Condition]) -> F:
        return self._algebra.either(world.judge(condition).met for condition in conditions)

    def _is_settled(self, finding: FindingId) -> F:
        return self._counted.given("pregnancy_excluded" if finding == PREGNANCY else finding)
