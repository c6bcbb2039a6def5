"""The rules as expressions of a small language with `?:`, `in` and `==`, for engines that read such expressions.

A formula that is large and used often gets a name and is worked out once; all others are written where they are used,
so that the engine's short circuits save their work. The limits below gave the shortest times for both engines.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.peers.engine import (
    CAUTION,
    CAUTIONED,
    CLEAR,
    DEPENDS,
    LATER,
    NOT_EXPECTED,
    PASSED,
    RELEVANT,
    STOPPED,
    UNSUITABLE,
)
from benchmarks.rules import Asked, Choice, Holds, HoldsNothing, HoldsOnly, InRegion, IsGiven, Number, Rules
from benchmarks.two_valued import And, FormulaName, Formulas, Not, OptionFormulas, Or, Test, parts_of
from benchmarks.visits import Known


@dataclass(frozen=True, slots=True)
class Spelling:
    """How the language spells what the languages do not share. Of `lacks`, `{}` is the name of a list."""

    conjunction: str
    disjunction: str
    negation: str
    quote: str
    is_empty: str
    only: str


class Expressions:
    """All formulas of an edition in one language."""

    def __init__(self, formulas: Formulas, spelling: Spelling, *, used_more_than: int, larger_than: int) -> None:
        self._formulas = formulas.formulas
        self._spelling = spelling
        self.options = formulas.options
        self.conflicts = formulas.conflicts
        uses, sizes = _uses(formulas), _sizes(formulas)
        self.named = tuple(n for n in self._formulas if uses[n] > used_more_than and sizes[n] > larger_than)
        """The formulas that have a name, each after those it uses."""

    def ref(self, name: FormulaName) -> str:
        """The name of a formula that has one, otherwise the formula."""
        return name if name in self.named else self.body(name)

    def body(self, name: FormulaName) -> str:
        """The formula, with the names of its parts where they have one."""
        spelling = self._spelling
        match self._formulas[name]:
            case Test() as test:
                return self._test(test)
            case And(parts):
                return self._joined(parts, spelling.conjunction, "true")
            case Or(parts):
                return self._joined(parts, spelling.disjunction, "false")
            case Not(part):
                return f"{spelling.negation}({self.ref(part)})"

    def standing(self, option: OptionFormulas) -> str:
        """The standing of an option as a number."""
        timely = self._if(
            option.fits_now, self._if(option.lowered, str(CAUTION), str(RELEVANT)), otherwise=str(DEPENDS)
        )
        untimely = self._if(option.comes_later, str(LATER), str(NOT_EXPECTED))
        open_still = self._if(option.can_be_timely, timely, untimely)
        return self._if(option.can_fit, self._if(option.stopped, str(UNSUITABLE), open_still), str(NOT_EXPECTED))

    def course(self, option: OptionFormulas) -> str:
        """What fits and when, as a number."""
        timely = self._if(option.fits_now, self._if(option.unsettled, str(CAUTION), str(RELEVANT)), str(DEPENDS))
        untimely = self._if(option.comes_later, str(LATER), str(PASSED))
        return self._if(option.can_fit, self._if(option.can_be_timely, timely, untimely), str(NOT_EXPECTED))

    def safety(self, option: OptionFormulas) -> str:
        """What the stops and cautions come to, as a number."""
        return self._if(option.stopped, str(STOPPED), self._if(option.cautioned, str(CAUTIONED), str(CLEAR)))

    def all_standings(self) -> str:
        """A list of the standings of all options, then the conflicts."""
        return _list([*map(self.standing, self.options), *map(self.ref, self.conflicts)])

    def all_parts(self) -> str:
        """A list of the courses of all options, then the safeties."""
        return _list([*map(self.course, self.options), *map(self.safety, self.options)])

    def layers(self) -> list[tuple[FormulaName, ...]]:
        """The named formulas in groups; a group uses only names of earlier groups."""
        depths: dict[FormulaName, int] = {}
        for name, formula in self._formulas.items():
            depths[name] = max((depths[part] + (part in self.named) for part in parts_of(formula)), default=0)
        found: dict[int, list[FormulaName]] = {}
        for name in self.named:
            found.setdefault(depths[name], []).append(name)
        return [tuple(found[depth]) for depth in sorted(found)]

    def listed(self, names: Iterable[FormulaName]) -> str:
        """A list of these formulas."""
        return _list([self.body(name) for name in names])

    def _joined(self, parts: Sequence[FormulaName], word: str, none: str) -> str:
        return "(" + f" {word} ".join(self.ref(part) for part in parts) + ")" if parts else none

    def _if(self, condition: FormulaName, then: str, otherwise: str) -> str:
        return f"({self.ref(condition)} ? {then} : {otherwise})"

    def _test(self, test: Test) -> str:
        spelling, unknown = self._spelling, test.or_unknown
        match test.atom:
            case Choice(finding, values, coarse):
                words = [self._text(value) for value in ((*values, *coarse) if unknown else values)]
                if unknown:
                    return f"{finding} in {_list(['null', *words])}"
                return f"{finding} == {words[0]}" if len(words) == 1 else f"{finding} in {_list(words)}"
            case IsGiven(finding):
                return f"{finding} != null"
            case InRegion(region):
                return f"region == {self._text(region)}"
            case Asked(place):
                return f"history[{place}] >= 1" if unknown else f"history[{place}] == 3"
            case Number(finding, operator, value):
                asked = f"{finding} {operator} {value!r}"
            case Holds(finding, value):
                asked = f"{self._text(value)} in {finding}"
            case HoldsOnly(finding, value):
                asked = spelling.only.format(finding, self._text(value))
            case HoldsNothing(finding):
                asked = spelling.is_empty.format(finding)
        if unknown:
            return f"({finding} == null {spelling.disjunction} {asked})"
        return f"({finding} != null {spelling.conjunction} {asked})"

    def _text(self, value: str) -> str:
        return f"{self._spelling.quote}{value}{self._spelling.quote}"


def plain(rules: Rules, known: Known) -> dict[str, Any]:
    """What is known as plain values: a finding without an answer is null, numbers are fractional, lists are lists."""
    values: dict[str, Any] = {finding: _plain(known.values.get(finding)) for finding in rules.findings}
    return {**values, "region": known.region, "history": [known.history[question] for question in rules.questions]}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return float(value) if isinstance(value, int) else value


def _list(items: Sequence[str]) -> str:
    return "[" + ", ".join(items) + "]"


def _uses(formulas: Formulas) -> Counter[FormulaName]:
    uses: Counter[FormulaName] = Counter()
    for formula in formulas.formulas.values():
        uses.update(parts_of(formula))
    for option in formulas.options:
        uses.update(
            (option.can_fit, option.stopped, option.can_be_timely, option.comes_later, option.fits_now, option.lowered)
        )
    return uses


def _sizes(formulas: Formulas) -> dict[FormulaName, int]:
    sizes: dict[FormulaName, int] = {}
    for name, formula in formulas.formulas.items():
        sizes[name] = 1 + sum(sizes[part] for part in parts_of(formula))
    return sizes
