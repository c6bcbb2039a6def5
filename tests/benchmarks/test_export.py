"""The rules that other engines are given are the rules of the edition. No other engine is needed here."""

import json
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from benchmarks import two_valued
from benchmarks.peers.asp import AnswerSetProgram
from benchmarks.peers.cql import library
from benchmarks.peers.engine import merged, settled
from benchmarks.peers.expressions import Expressions, Spelling, plain
from benchmarks.rules import (
    Asked,
    Atom,
    Choice,
    Holds,
    HoldsNothing,
    HoldsOnly,
    InRegion,
    IsGiven,
    Number,
    Rules,
    exported,
)
from benchmarks.two_valued import Formulas, OptionFormulas, lowered
from benchmarks.visits import Known, Visit, visit_of, worked_patients
from tests.guidance.edition import edition
from tests.guidance.random_patients import random_patients
from tests.house.tree import ROOT

FOLDER = ROOT / "benchmarks"
OPERATORS: Mapping[str, Callable[[Any, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
PYTHON = Spelling("and", "or", "not", "'", is_empty="not {}", only="{} == [{}]")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return exported(edition())


@pytest.fixture(scope="module")
def formulas(rules: Rules) -> Formulas:
    return lowered(rules)


@pytest.fixture(scope="module")
def visits(rules: Rules) -> list[Visit]:
    profiles = [*worked_patients(edition()), *random_patients(edition(), 60, seed=4)]
    return [visit_of(profile, edition(), rules.questions) for profile in profiles]


def test_the_formulas_say_what_the_rules_say(rules: Rules, formulas: Formulas, visits: list[Visit]) -> None:
    assert any(any(visit.conflicts) for visit in visits)
    for visit in visits:
        entered = _true(formulas, rules, visit.entered)
        counted = _true(formulas, rules, visit.counted)
        standings = [_standing(option, entered) for option in formulas.options]
        conflicts = [entered[name] for name in formulas.conflicts]

        def parts(counted: Mapping[str, bool] = counted, entered: Mapping[str, bool] = entered) -> Any:
            return [_course(o, counted) for o in formulas.options], [_safety(o, entered) for o in formulas.options]

        assert settled(visit, [*standings, *conflicts], parts) == visit.standings


@pytest.mark.parametrize(("used_more_than", "larger_than"), [(0, 3), (2, 200)])
def test_the_expressions_say_what_the_formulas_say(
    rules: Rules, formulas: Formulas, visits: list[Visit], used_more_than: int, larger_than: int
) -> None:
    written = Expressions(formulas, PYTHON, used_more_than=used_more_than, larger_than=larger_than)
    assert [name for layer in written.layers() for name in layer] != []
    assert sorted(name for layer in written.layers() for name in layer) == sorted(written.named)
    lines = {name: _in_python(written.body(name)) for name in (*written.named, *_read(formulas))}
    programs = {name: compile(line, name, "eval") for name, line in lines.items()}
    for visit in visits[::20]:
        names: dict[str, Any] = plain(rules, visit.entered)
        expected = _true(formulas, rules, visit.entered)
        for name, program in programs.items():
            names[name] = eval(program, {}, names)
        assert {name: bool(names[name]) for name in programs} == {name: expected[name] for name in programs}


def test_every_formula_comes_after_its_parts(formulas: Formulas) -> None:
    seen: set[str] = set()
    for name, formula in formulas.formulas.items():
        assert seen.issuperset(two_valued.parts_of(formula))
        seen.add(name)


def test_the_standing_of_a_course_and_a_safety() -> None:
    courses, safeties = [0, 0, 0, 1, 2, 3, 3, 5, 6, 6], [0, 1, 2, 0, 1, 0, 2, 2, 0, 2]
    assert merged(courses, safeties) == (
        "relevant",
        "caution",
        "unsuitable",
        "caution",
        "depends",
        "later",
        "unsuitable",
        "not_expected",
        "not_expected",
        "unsuitable",
    )


def test_the_library_for_cql_defines_all_it_refers_to(rules: Rules) -> None:
    text = json.dumps(library(rules))
    defined = {definition["name"] for definition in json.loads(text)["library"]["statements"]["def"]}
    assert set(re.findall(r'"type": "ExpressionRef", "name": "([^"]+)"', text)) <= defined


def test_the_answer_set_program_asks_only_what_a_patient_decides(formulas: Formulas) -> None:
    tests = [f.atom for f in formulas.formulas.values() if isinstance(f, two_valued.Test)]
    numbers = [atom for atom in tests if isinstance(atom, Number)]
    limits = {atom.finding: sorted({n.value for n in numbers if n.finding == atom.finding}) for atom in numbers}
    program = AnswerSetProgram(formulas, limits)
    asked = set(re.findall(r"\b(?:is|at|only|nothing|given|region|says)\([^)]*\)", program.text))
    assert asked == set(program.inputs)


def test_the_other_engines_are_pinned_and_no_place_is_named() -> None:
    pinned = (FOLDER / "requirements.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", pinned.strip())
    assert [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry] == []
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    del lock[""]
    assert [name for name, package in lock.items() if "resolved" in package or "integrity" not in package] == []


def _true(formulas: Formulas, rules: Rules, known: Known) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for name, formula in formulas.formulas.items():
        match formula:
            case two_valued.Test(atom, or_unknown):
                met = _met(atom, rules, known)
                found[name] = or_unknown if met is None else met
            case two_valued.And(parts):
                found[name] = all(found[part] for part in parts)
            case two_valued.Or(parts):
                found[name] = any(found[part] for part in parts)
            case two_valued.Not(part):
                found[name] = not found[part]
    return found


def _met(atom: Atom, rules: Rules, known: Known) -> bool | None:
    match atom:
        case Asked(place):
            return {0: False, 1: None, 3: True}[known.history[rules.questions[place]]]
        case InRegion(region):
            return known.region == region
        case IsGiven(finding):
            return finding in known.values
        case _ if atom.finding not in known.values:
            return None
    value = known.values[atom.finding]
    match atom:
        case Choice(_, values, coarse):
            return True if value in values else None if value in coarse else False
        case Number(_, operator_, limit):
            return OPERATORS[operator_](value, limit)
        case Holds(_, item):
            return isinstance(value, tuple) and item in value
        case HoldsOnly(_, item):
            return value == (item,)
        case HoldsNothing():
            return value == ()


def _standing(option: OptionFormulas, true: Mapping[str, bool]) -> int:
    if not true[option.can_fit]:
        return 5
    if true[option.stopped]:
        return 4
    if not true[option.can_be_timely]:
        return 3 if true[option.comes_later] else 5
    if not true[option.fits_now]:
        return 2
    return 1 if true[option.lowered] else 0


def _course(option: OptionFormulas, true: Mapping[str, bool]) -> int:
    if not true[option.can_fit]:
        return 5
    if not true[option.can_be_timely]:
        return 3 if true[option.comes_later] else 6
    if not true[option.fits_now]:
        return 2
    return 1 if true[option.unsettled] else 0


def _safety(option: OptionFormulas, true: Mapping[str, bool]) -> int:
    return 2 if true[option.stopped] else 1 if true[option.cautioned] else 0


def _read(formulas: Formulas) -> tuple[str, ...]:
    read = [(o.can_fit, o.stopped, o.can_be_timely, o.comes_later, o.fits_now, o.lowered) for o in formulas.options]
    return tuple(dict.fromkeys(name for names in read for name in names))


def _in_python(expression: str) -> str:
    """The expression with Python's words for nothing, true and false."""
    for word, ours in (("null", "None"), ("true", "True"), ("false", "False")):
        expression = re.sub(rf"(?<![\w']){word}(?![\w'])", ours, expression)
    return expression
