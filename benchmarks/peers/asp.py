"""The rules as an answer set program for clingo.

The program is grounded once. Every input is an open choice, and a patient is a set of assumptions about all of them,
which was faster than external atoms. Numbers come in as the place among the limits that the rules ask about: the
engine itself would have to be given every number that is possible. This costs it nothing here, as inputs are made
ready beforehand.
"""

import operator
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from benchmarks.peers.engine import (
    CAUTION,
    CAUTIONED,
    DEPENDS,
    LATER,
    NOT_EXPECTED,
    PASSED,
    RELEVANT,
    STOPPED,
    UNSUITABLE,
    PythonEngine,
    installed,
)
from benchmarks.rules import Asked, Choice, Holds, HoldsNothing, HoldsOnly, InRegion, IsGiven, Number, Rules
from benchmarks.two_valued import And, FormulaName, Formulas, Not, OptionFormulas, Or, Test
from benchmarks.visits import Known, Visit

_OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
# In this order the standing is read from the model: most options are the first
_READ = (NOT_EXPECTED, DEPENDS, LATER, UNSUITABLE, RELEVANT, CAUTION)
_COURSES = (NOT_EXPECTED, DEPENDS, LATER, PASSED, RELEVANT, CAUTION)
_SAFETIES = (STOPPED, CAUTIONED)


class Clingo(PythonEngine):
    """A program that is grounded once and solved under assumptions."""

    title = "clingo"
    way = "grounded once, solved under assumptions"

    def __init__(self, rules: Rules, formulas: Formulas) -> None:
        super().__init__()
        clingo = installed("clingo")
        self._rules = rules
        self._limits = _limits(formulas)
        program = AnswerSetProgram(formulas, self._limits)
        self._control = clingo.Control(["--warn=none"])
        self._control.add("base", [], program.text)
        self._control.ground([("base", [])])
        atoms = self._control.symbolic_atoms

        def literal(text: str) -> int | None:
            atom = atoms[clingo.parse_term(text)]
            return atom.literal if atom else None

        def literals(predicate: str, option: str, codes: Sequence[int]) -> list[tuple[int, int]]:
            found = ((code, literal(f"{predicate}({option},{code})")) for code in codes)
            return [(code, atom) for code, atom in found if atom is not None]

        self._inputs_of = {text: atom for text in program.inputs if (atom := literal(text)) is not None}
        options = [option.id for option in formulas.options]
        self._standings_of = [literals("standing", option, _READ) for option in options]
        self._courses_of = [literals("course", option, _COURSES) for option in options]
        self._safeties_of = [literals("safety", option, _SAFETIES) for option in options]
        self._conflicts_of = [literal(f"conflict({place})") for place in range(len(formulas.conflicts))]

    def prepared(self, visit: Visit) -> Any:
        """For each input a literal: it holds, or it does not."""
        return self._assumptions(visit.entered)

    def judged(self, prepared: Any) -> Sequence[Any]:
        """One call of the solver; the model is read in Python."""
        with self._control.solve(yield_=True, assumptions=prepared) as handle:
            is_true = handle.model().is_true
            conflicts = [literal is not None and is_true(literal) for literal in self._conflicts_of]
            return [*_read(is_true, self._standings_of), *conflicts]

    def parts(self, visit: Visit) -> tuple[Sequence[int], Sequence[int]]:
        """Two calls."""
        with self._control.solve(yield_=True, assumptions=self._assumptions(visit.counted)) as handle:
            courses = _read(handle.model().is_true, self._courses_of)
        with self._control.solve(yield_=True, assumptions=self._assumptions(visit.entered)) as handle:
            return courses, _read(handle.model().is_true, self._safeties_of)

    def _assumptions(self, known: Known) -> list[int]:
        facts = set(_facts(self._rules, known, self._limits))
        return [literal if text in facts else -literal for text, literal in self._inputs_of.items()]


class AnswerSetProgram:
    """The text of the program and the atoms that a patient decides."""

    def __init__(self, formulas: Formulas, limits: Mapping[str, Sequence[float]]) -> None:
        self.inputs: dict[str, None] = {}
        self._limits = limits
        lines = [line for name, formula in formulas.formulas.items() for line in self._formula(name, formula)]
        for option in formulas.options:
            lines += _option(option)
        lines += [f"conflict({place}) :- {name}." for place, name in enumerate(formulas.conflicts)]
        shown = "#show standing/2. #show course/2. #show safety/2. #show conflict/1."
        self.text = "\n".join([*(f"{{{text}}}." for text in self.inputs), *lines, shown])

    def _formula(self, name: FormulaName, formula: Test | And | Or | Not) -> Iterator[str]:
        match formula:
            case And(parts):
                yield f"{name} :- {', '.join(parts)}." if parts else f"{name}."
            case Or(parts):
                yield from (f"{name} :- {part}." for part in parts)
            case Not(part):
                yield f"{name} :- not {part}."
            case Test() as test:
                yield from (f"{name} :- {atom}." for atom in self._test(test))

    def _test(self, test: Test) -> Iterator[str]:
        for text in self._atoms(test):
            self.inputs[text] = None
            yield text
        if test.or_unknown and not isinstance(test.atom, Asked):
            given = f"given({getattr(test.atom, 'finding', '')})"
            self.inputs[given] = None
            yield f"not {given}"

    def _atoms(self, test: Test) -> Iterator[str]:
        match test.atom:
            case Choice(finding, values, coarse):
                yield from (f"is({finding},{value})" for value in ((*values, *coarse) if test.or_unknown else values))
            case Number(finding, operator_, value):
                limits, compare = self._limits[finding], _OPERATORS[operator_]
                for place in range(2 * len(limits) + 1):
                    if compare(_example(limits, place), value):
                        yield f"at({finding},{place})"
            case Holds(finding, value):
                yield f"is({finding},{value})"
            case HoldsOnly(finding, value):
                yield f"only({finding},{value})"
            case HoldsNothing(finding):
                yield f"nothing({finding})"
            case IsGiven(finding):
                yield f"given({finding})"
            case InRegion(region):
                yield f"region({region})"
            case Asked(place):
                yield f"says({place},3)"
                if test.or_unknown:
                    yield f"says({place},1)"


def _option(o: OptionFormulas) -> list[str]:
    open_course = f"fitting({o.id}), {o.can_be_timely}"
    return [
        f"fitting({o.id}) :- {o.can_fit}.",
        f"course({o.id},{NOT_EXPECTED}) :- not {o.can_fit}.",
        f"course({o.id},{LATER}) :- fitting({o.id}), not {o.can_be_timely}, {o.comes_later}.",
        f"course({o.id},{PASSED}) :- fitting({o.id}), not {o.can_be_timely}, not {o.comes_later}.",
        f"course({o.id},{DEPENDS}) :- {open_course}, not {o.fits_now}.",
        f"course({o.id},{CAUTION}) :- {open_course}, {o.fits_now}, {o.unsettled}.",
        f"course({o.id},{RELEVANT}) :- {open_course}, {o.fits_now}, not {o.unsettled}.",
        f"safety({o.id},{STOPPED}) :- {o.stopped}.",
        f"safety({o.id},{CAUTIONED}) :- {o.cautioned}, not {o.stopped}.",
        f"standing({o.id},{NOT_EXPECTED}) :- course({o.id},{NOT_EXPECTED}).",
        f"standing({o.id},{UNSUITABLE}) :- fitting({o.id}), {o.stopped}.",
        f"standing({o.id},{NOT_EXPECTED}) :- course({o.id},{PASSED}), not {o.stopped}.",
        f"standing({o.id},{LATER}) :- course({o.id},{LATER}), not {o.stopped}.",
        f"standing({o.id},{DEPENDS}) :- course({o.id},{DEPENDS}), not {o.stopped}.",
        f"standing({o.id},{CAUTION}) :- course({o.id},{CAUTION}), not {o.stopped}.",
        f"standing({o.id},{CAUTION}) :- course({o.id},{RELEVANT}), not {o.stopped}, {o.cautioned}.",
        f"standing({o.id},{RELEVANT}) :- course({o.id},{RELEVANT}), not {o.stopped}, not {o.cautioned}.",
    ]


def _facts(rules: Rules, known: Known, limits: Mapping[str, Sequence[float]]) -> Iterator[str]:
    yield f"region({known.region})"
    yield from (f"says({place},{known.history[question]})" for place, question in enumerate(rules.questions))
    for finding in rules.findings:
        value = known.values.get(finding)
        if value is None:
            continue
        yield f"given({finding})"
        if isinstance(value, str):
            yield f"is({finding},{value})"
        elif isinstance(value, tuple):
            yield from (f"is({finding},{item})" for item in value)
            yield f"only({finding},{value[0]})" if len(value) == 1 else f"nothing({finding})" if not value else ""
        elif finding in limits:
            yield f"at({finding},{_place(limits[finding], value)})"


def _limits(formulas: Formulas) -> dict[str, list[float]]:
    limits: dict[str, set[float]] = {}
    for formula in formulas.formulas.values():
        if isinstance(formula, Test) and isinstance(formula.atom, Number):
            limits.setdefault(formula.atom.finding, set()).add(formula.atom.value)
    return {finding: sorted(values) for finding, values in limits.items()}


def _place(limits: Sequence[float], value: float) -> int:
    """Odd places are the limits themselves, even places lie between them."""
    after = bisect_left(limits, value)
    return 2 * after + (after < len(limits) and limits[after] == value)


def _example(limits: Sequence[float], place: int) -> float:
    after, is_limit = divmod(place, 2)
    if is_limit:
        return limits[after]
    if after == 0:
        return limits[0] - 1
    return limits[-1] + 1 if after == len(limits) else (limits[after - 1] + limits[after]) / 2


def _read(is_true: Callable[[int], bool], options: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    return [next((code for code, literal in literals if is_true(literal)), 0) for literals in options]
