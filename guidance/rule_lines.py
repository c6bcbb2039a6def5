"""The rules of an edition as short lines: every distinct condition once, each after the lines it is made of.

What a line means is written in criteria.py; here it is only taken apart, so that nothing is worked out twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

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
from guidance.finding import FindingId
from guidance.knowledge import KnowledgeBase
from guidance.option import Clause, Option, OptionId, Part, Standing
from guidance.profile import REGION


class Do(IntEnum):
    """How the verdict of a line follows from its parts, from a finding, or from the history."""

    ANSWER = 0
    ALL = 1
    ANY = 2
    NOT = 3
    SURELY = 4
    POSSIBLY = 5
    CASE = 6
    OTHERWISE = 7
    HISTORY = 8
    GIVEN = 9
    HERE = 10
    ALWAYS = 11


@dataclass(frozen=True, slots=True)
class Line:
    """One condition.

    `parts` are the numbers of earlier lines; of a CASE the first is its own and the others rule it out. `asks` is the
    condition on `finding`, on the history, or on the region. `needs` are the findings a CASE names while it is open,
    each with the line that says when (None is always).
    """

    do: Do
    parts: tuple[int, ...] = ()
    finding: FindingId = ""
    asks: Condition | None = None
    needs: tuple[tuple[FindingId, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class OptionLines:
    """The lines of an option's criteria. `passing` are those of the timing whose moment can pass."""

    fits: tuple[int, ...]
    timing: tuple[int, ...]
    passing: tuple[int, ...]
    stops: tuple[int, ...]
    cautions: tuple[int, ...]
    must_know: tuple[int, ...]

    @property
    def all(self) -> tuple[int, ...]:
        """Every line that bears on the standing."""
        return (*self.fits, *self.timing, *self.stops, *self.cautions, *self.must_know)


@dataclass(frozen=True, slots=True)
class Written:
    """An edition taken apart: all lines, those of each option, and the line of each conflict."""

    lines: tuple[Line, ...]
    options: dict[OptionId, OptionLines]
    conflicts: tuple[int, ...]


def written(knowledge: KnowledgeBase) -> Written:
    """The lines of an edition."""
    writer = _Writer(knowledge)
    options = {option.id: writer.option(option) for option in knowledge.options.values()}
    conflicts = tuple(writer.line(conflict.when) for conflict in knowledge.conflicts)
    return Written(tuple(writer.lines), options, conflicts)


class _Writer:
    """Writes each distinct condition as one line."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.lines: list[Line] = []
        self._knowledge = knowledge
        self._places: dict[Line, int] = {}
        self._cases: dict[tuple[FindingId, str], int] = {}

    def option(self, option: Option) -> OptionLines:
        timing = option.part(Part.TIMING)
        return OptionLines(
            fits=self._of(option.part(Part.FITS)),
            timing=self._of(timing),
            passing=self._of(clause for clause in timing if clause.otherwise is Standing.NOT_EXPECTED),
            stops=self._of(option.part(Part.STOPS)),
            cautions=self._of(option.part(Part.CAUTIONS)),
            must_know=tuple(
                self.line(Given("pregnancy_excluded" if finding == PREGNANCY else finding))
                for finding in option.must_know
            ),
        )

    def line(self, condition: Condition) -> int:
        """The number of the line of a condition; it is written if it is new."""
        match condition:
            case All(parts):
                return self._joined(Do.ALL, parts)
            case AnyOf(parts):
                return self._joined(Do.ANY, parts)
            case Not(part):
                return self._put(Line(Do.NOT, (self.line(part),)))
            case Surely(part):
                return self._put(Line(Do.SURELY, (self.line(part),)))
            case Possibly(part):
                return self._put(Line(Do.POSSIBLY, (self.line(part),)))
            case Treated() | ProgressedOn() | Lines():
                return self._put(Line(Do.HISTORY, asks=condition))
            case Given(finding) if finding in self._knowledge.derived:
                return self._derived_is_given(self._knowledge.derived[finding])
            case Given(finding):
                return self._put(Line(Do.GIVEN, finding=finding))
            case OneOf(finding, values) if finding in self._knowledge.derived:
                return self._joined(Do.ANY, tuple(Compare(finding, "==", value) for value in values))
            case Compare(finding) if finding == REGION:
                return self._put(Line(Do.HERE, asks=condition))
            case Compare(finding, operator, value) if finding in self._knowledge.derived:
                return self._compared(self._knowledge.derived[finding], operator, value)
            case Compare(finding) | OneOf(finding) | Includes(finding) | Only(finding) | Empty(finding):
                return self._put(Line(Do.ANSWER, finding=finding, asks=condition))
            case _:
                raise TypeError(f"{type(condition).__name__} is only asked of a history entry")

    def _of(self, clauses: Iterable[Clause]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.line(clause.when) for clause in clauses))

    def _joined(self, do: Do, parts: tuple[Condition, ...]) -> int:
        return self._put(Line(do, tuple(dict.fromkeys(self.line(part) for part in parts))))

    def _compared(self, rule: DerivedFinding, operator: str, value: str | float) -> int:
        if rule.counts:
            return self._put(Line(Do.HISTORY, asks=Lines(rule.counts, operator, float(value))))
        case = self._case(rule, str(value))
        return case if operator == "==" else self._put(Line(Do.NOT, (case,)))

    def _case(self, rule: DerivedFinding, value: str) -> int:
        """`rule == value`: the values exclude each other, except the finer ones that a coarse value leaves open."""
        key = (rule.id, value)
        if key not in self._cases:
            own = rule.case(value)
            if own is None:
                self._cases[key] = self._put(Line(Do.OTHERWISE, tuple(self.line(case.when) for case in rule.cases)))
            else:
                others = [case for case in rule.cases if case is not own and value not in case.leaves_open]
                parts = (self.line(own.when), *(self.line(case.when) for case in others))
                needs = tuple((n.finding, None if n.when is None else self.line(n.when)) for n in rule.missing)
                self._cases[key] = self._put(Line(Do.CASE, parts, needs=needs))
        return self._cases[key]

    def _derived_is_given(self, rule: DerivedFinding) -> int:
        if rule.counts:
            return self._put(Line(Do.HISTORY, asks=Given(rule.counts)))
        if rule.otherwise:
            return self._put(Line(Do.ALWAYS))
        known = self._put(Line(Do.ANY, tuple(self._case(rule, case.value) for case in rule.cases)))
        return self._put(Line(Do.SURELY, (known,)))

    def _put(self, line: Line) -> int:
        if line not in self._places:
            self._places[line] = len(self.lines)
            self.lines.append(line)
        return self._places[line]
