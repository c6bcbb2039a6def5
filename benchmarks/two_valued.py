"""The same rules in plain true and false, for engines that know no third value.

Every verdict becomes up to two formulas: it is *met*, and it is *open* (met or unknown). "And" and "or" work on each of
the two; "not" turns one into the opposite of the other. Nothing is lost, and engines keep their own short circuits.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.rules import (
    Atom,
    Both,
    Certain,
    Either,
    InRegion,
    IsGiven,
    Open,
    Opposite,
    OptionRules,
    Rules,
    StepName,
)

FormulaName = str


@dataclass(frozen=True, slots=True)
class Test:
    """An atom is met; with `or_unknown`, it is met or unknown."""

    atom: Atom
    or_unknown: bool


@dataclass(frozen=True, slots=True)
class And:
    """Every part is true; no part is true as well."""

    parts: tuple[FormulaName, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Some part is true."""

    parts: tuple[FormulaName, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part is false."""

    part: FormulaName


Formula = Test | And | Or | Not


@dataclass(frozen=True, slots=True)
class OptionFormulas:
    """What decides one option's standing. The standing is read in this order (vocabulary, section 3).

    Not `can_fit`: not expected. `stopped`: unsuitable. Not `can_be_timely`: later if `comes_later`, else not expected.
    Not `fits_now`: depends. `lowered`: caution. Else relevant.
    """

    id: str
    can_fit: FormulaName
    stopped: FormulaName
    can_be_timely: FormulaName
    comes_later: FormulaName
    fits_now: FormulaName
    lowered: FormulaName
    cautioned: FormulaName
    unsettled: FormulaName


@dataclass(frozen=True, slots=True)
class Formulas:
    """All formulas, each after its parts, and how often each is used by others."""

    formulas: dict[FormulaName, Formula]
    options: tuple[OptionFormulas, ...]
    conflicts: tuple[FormulaName, ...]


def lowered(rules: Rules) -> Formulas:
    """The rules in two-valued logic."""
    writer = _Writer(rules)
    options = tuple(writer.option(option) for option in rules.options)
    conflicts = tuple(writer.met(step) for step in rules.conflicts)
    return Formulas({name: formula for formula, name in writer.names.items()}, options, conflicts)


def parts_of(formula: Formula) -> tuple[FormulaName, ...]:
    """The formulas that this one is made of."""
    match formula:
        case And(parts) | Or(parts):
            return parts
        case Not(part):
            return (part,)
        case _:
            return ()


@dataclass(slots=True)
class _Writer:
    rules: Rules
    names: dict[Formula, FormulaName] = field(default_factory=dict)
    written: dict[tuple[StepName, bool], FormulaName] = field(default_factory=dict)

    def option(self, option: OptionRules) -> OptionFormulas:
        cautioned = self._or(self.met(step) for step in option.cautions)
        unsettled = self._not(self._and(self.met(step) for step in option.known))
        return OptionFormulas(
            option.id,
            can_fit=self._and(self.open(step) for step in option.fits),
            stopped=self._or(self.met(step) for step in option.stops),
            can_be_timely=self._and(self.open(step) for step in option.timing),
            comes_later=self._and(self.open(step) for step in option.passing),
            fits_now=self._and(self.met(step) for step in (*option.fits, *option.timing)),
            lowered=self._or((cautioned, unsettled)),
            cautioned=cautioned,
            unsettled=unsettled,
        )

    def met(self, step: StepName) -> FormulaName:
        """The formula for "this step is met"."""
        return self._formula(step, or_unknown=False)

    def open(self, step: StepName) -> FormulaName:
        """The formula for "this step is met or unknown"."""
        return self._formula(step, or_unknown=True)

    def _formula(self, step: StepName, *, or_unknown: bool) -> FormulaName:
        key = (step, or_unknown)
        if key not in self.written:
            self.written[key] = self._write(step, or_unknown)
        return self.written[key]

    def _write(self, step: StepName, or_unknown: bool) -> FormulaName:
        match self.rules.steps[step]:
            case Both(parts):
                return self._and(self._formula(part, or_unknown=or_unknown) for part in parts)
            case Either(parts):
                return self._or(self._formula(part, or_unknown=or_unknown) for part in parts)
            case Opposite(part):
                return self._not(self._formula(part, or_unknown=not or_unknown))
            case Certain(part):
                return self.met(part)
            case Open(part):
                return self.open(part)
            case IsGiven() | InRegion() as never_unknown:
                return self._named(Test(never_unknown, or_unknown=False))
            case atom:
                return self._named(Test(atom, or_unknown))

    def _named(self, formula: Formula) -> FormulaName:
        return self.names.setdefault(formula, f"f{len(self.names)}")

    def _and(self, parts: Iterable[FormulaName]) -> FormulaName:
        distinct = tuple(dict.fromkeys(parts))
        return distinct[0] if len(distinct) == 1 else self._named(And(distinct))

    def _or(self, parts: Iterable[FormulaName]) -> FormulaName:
        distinct = tuple(dict.fromkeys(parts))
        return distinct[0] if len(distinct) == 1 else self._named(Or(distinct))

    def _not(self, part: FormulaName) -> FormulaName:
        return self._named(Not(part))
