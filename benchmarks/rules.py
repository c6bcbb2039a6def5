"""The rules of one edition in a neutral form that every engine can be written from.

Each distinct condition becomes one step, after the steps it is made of. This follows the meaning of the rules
(`guidance/criteria.py` and `guidance/assess.py`) and not the compiler of the shipped evaluator, so that an error of the
compiler would be noticed here as well. Logic is three-valued: met, unknown, not met.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

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
from guidance.finding import Kind
from guidance.knowledge import KnowledgeBase
from guidance.option import Option, Part, Standing
from guidance.profile import REGION
from guidance.tables import HistoryQuestion

StepName = str


@dataclass(frozen=True, slots=True)
class Choice:
    """The answer is one of `values`. Unknown without an answer, or when it is one of `coarse` (too coarse to say)."""

    finding: str
    values: tuple[str, ...]
    coarse: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """`finding operator value`. Unknown without an answer."""

    finding: str
    operator: str
    value: float


@dataclass(frozen=True, slots=True)
class Holds:
    """The list that was answered holds this value. Unknown without an answer."""

    finding: str
    value: str


@dataclass(frozen=True, slots=True)
class HoldsOnly:
    """The list that was answered is this one value."""

    finding: str
    value: str


@dataclass(frozen=True, slots=True)
class HoldsNothing:
    """The list that was answered is empty."""

    finding: str


@dataclass(frozen=True, slots=True)
class IsGiven:
    """There is an answer. Never unknown."""

    finding: str


@dataclass(frozen=True, slots=True)
class InRegion:
    """The region is this one. Never unknown."""

    region: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the treatment history answers to the question at this place."""

    place: int


Atom = Choice | Number | Holds | HoldsOnly | HoldsNothing | IsGiven | InRegion | Asked


@dataclass(frozen=True, slots=True)
class Both:
    """Every part is met."""

    parts: tuple[StepName, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Some part is met."""

    parts: tuple[StepName, ...]


@dataclass(frozen=True, slots=True)
class Opposite:
    """The part is not met; unknown stays unknown."""

    part: StepName


@dataclass(frozen=True, slots=True)
class Certain:
    """The part is met; unknown counts as not met."""

    part: StepName


@dataclass(frozen=True, slots=True)
class Open:
    """The part is met; unknown counts as met."""

    part: StepName


Step = Atom | Both | Either | Opposite | Certain | Open


@dataclass(frozen=True, slots=True)
class OptionRules:
    """The steps of one option by what they are for.

    All of `fits` and `timing` must be met; `passing` are those timing steps after which the moment has passed; `known`
    are the must-know findings; one met of `stops` or `cautions` suffices.
    """

    id: str
    fits: tuple[StepName, ...]
    timing: tuple[StepName, ...]
    passing: tuple[StepName, ...]
    known: tuple[StepName, ...]
    stops: tuple[StepName, ...]
    cautions: tuple[StepName, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """An edition: its steps in order, its options, its conflicts, and what is asked of the treatment history."""

    steps: dict[StepName, Step]
    options: tuple[OptionRules, ...]
    conflicts: tuple[StepName, ...]
    questions: tuple[HistoryQuestion, ...]

    @property
    def findings(self) -> tuple[str, ...]:
        """Every given finding that some step reads."""
        return tuple(dict.fromkeys(step.finding for step in self.steps.values() if hasattr(step, "finding")))


def exported(knowledge: KnowledgeBase) -> Rules:
    """The rules of an edition."""
    export = _Export(knowledge)
    options = tuple(export.option(option) for option in knowledge.options.values())
    conflicts = tuple(export.step(conflict.when) for conflict in knowledge.conflicts)
    steps = {name: step for step, name in export.names.items()}
    return Rules(steps, options, conflicts, tuple(export.questions))


@dataclass(slots=True)
class _Export:
    knowledge: KnowledgeBase
    names: dict[Step, StepName] = field(default_factory=dict)
    questions: dict[HistoryQuestion, int] = field(default_factory=dict)

    def option(self, option: Option) -> OptionRules:
        def steps(part: Part) -> tuple[StepName, ...]:
            return self._distinct(clause.when for clause in option.part(part))

        passing = (c.when for c in option.part(Part.TIMING) if c.otherwise is Standing.NOT_EXPECTED)
        known = (Given("pregnancy_excluded" if name == PREGNANCY else name) for name in option.must_know)
        return OptionRules(
            option.id,
            fits=steps(Part.FITS),
            timing=steps(Part.TIMING),
            passing=self._distinct(passing),
            known=self._distinct(known),
            stops=steps(Part.STOPS),
            cautions=steps(Part.CAUTIONS),
        )

    def step(self, condition: Condition) -> StepName:
        """The name of the step that holds this condition's verdict."""
        match condition:
            case All(parts):
                return self._named(Both(self._distinct(parts)))
            case AnyOf(parts):
                return self._named(Either(self._distinct(parts)))
            case Not(part):
                return self._named(Opposite(self.step(part)))
            case Surely(part):
                return self._named(Certain(self.step(part)))
            case Possibly(part):
                return self._named(Open(self.step(part)))
            case Treated() | ProgressedOn() | Lines():
                return self._asked(condition)
            case Given(finding) if finding in self.knowledge.derived:
                return self._derived_is_given(self.knowledge.derived[finding])
            case Given(finding):
                return self._named(IsGiven(finding))
            case Compare(finding, operator, value):
                return self._compared(finding, operator, value)
            case OneOf(finding, values) if finding in self.knowledge.derived:
                return self._named(Either(tuple(self._compared(finding, "==", value) for value in values)))
            case OneOf(finding, values):
                return self._choice(finding, values)
            case Includes(finding, value):
                return self._named(Holds(finding, value))
            case Only(finding, value):
                return self._named(HoldsOnly(finding, value))
            case Empty(finding):
                return self._named(HoldsNothing(finding))
            case _:
                raise TypeError(f"{type(condition).__name__} is only asked of a history entry")

    def _named(self, step: Step) -> StepName:
        return self.names.setdefault(step, f"s{len(self.names)}")

    def _distinct(self, conditions: Iterable[Condition]) -> tuple[StepName, ...]:
        return tuple(dict.fromkeys(self.step(condition) for condition in conditions))

    def _asked(self, question: HistoryQuestion) -> StepName:
        return self._named(Asked(self.questions.setdefault(question, len(self.questions))))

    def _choice(self, finding: str, values: tuple[str, ...]) -> StepName:
        coarse = self.knowledge.coarse.get(finding, {})
        too_coarse = (known for known, finer in coarse.items() if not set(finer).isdisjoint(values))
        return self._named(Choice(finding, values, tuple(known for known in too_coarse if known not in values)))

    def _compared(self, finding: str, operator: str, value: str | float) -> StepName:
        if finding == REGION:
            same = self._named(InRegion(str(value)))
        elif finding in self.knowledge.derived:
            rule = self.knowledge.derived[finding]
            if rule.counts:
                return self._asked(Lines(rule.counts, operator, float(value)))
            same = self._case(rule, str(value))
        elif self.knowledge.findings[finding].kind is Kind.NUMBER:
            return self._named(Number(finding, operator, float(value)))
        else:
            same = self._choice(finding, (str(value),))
        return same if operator == "==" else self._named(Opposite(same))

    def _case(self, rule: DerivedFinding, value: str) -> StepName:
        """`rule == value`: an unknown case is ruled out by another that is met, unless that one leaves it open."""
        own = rule.case(value)
        if own is None:
            # The label for "no case holds"
            return self._named(Opposite(self._certainly(case.when for case in rule.cases)))
        here = self.step(own.when)
        excluding = [case.when for case in rule.cases if case is not own and own.value not in case.leaves_open]
        if not excluding:
            return here
        not_excluded = self._named(Opposite(self._certainly(excluding)))
        return self._named(Both((here, self._named(Either((self._named(Certain(here)), not_excluded))))))

    def _certainly(self, conditions: Iterable[Condition]) -> StepName:
        return self._named(Certain(self._named(Either(self._distinct(conditions)))))

    def _derived_is_given(self, rule: DerivedFinding) -> StepName:
        if rule.counts:
            return self._asked(Given(rule.counts))
        if rule.otherwise:
            # Then it always has a value
            return self._named(Both(()))
        known = tuple(self._named(Certain(self._case(rule, case.value))) for case in rule.cases)
        return self._named(Either(known))
