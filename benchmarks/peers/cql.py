"""The rules in the Clinical Quality Language, for the engine of that language on node.

The engine reads the compiled form of the language (ELM, as JSON). It is written here directly: the usual translator
needs Java, and what it would write of the same definitions is the same kind of tree. The language is three-valued like
the rules, so nothing has to be split. Every step is a definition, which the engine works out once for each patient.
"""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
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
    Engine,
    Unavailable,
    settled,
)
from benchmarks.rules import (
    Asked,
    Both,
    Certain,
    Choice,
    Either,
    Holds,
    HoldsNothing,
    HoldsOnly,
    InRegion,
    IsGiven,
    Number,
    Open,
    Opposite,
    OptionRules,
    Rules,
    Step,
    StepName,
)
from benchmarks.visits import Known, Visit

Tree = dict[str, Any]
HOME = Path(__file__).resolve().parents[1]
MODULES = HOME / ".venv" / "node" / "node_modules"
_TYPES = "{urn:hl7-org:elm-types:r1}"
_COMPARISONS = {
    "<": "Less",
    "<=": "LessOrEqual",
    ">": "Greater",
    ">=": "GreaterOrEqual",
    "==": "Equal",
    "!=": "NotEqual",
}


class Cql(Engine):
    """The engine in a process of its own. It measures itself: what passes between the processes is not counted."""

    title = "CQL (cql-execution on node)"
    way = "definitions, three-valued"

    def __init__(self, rules: Rules) -> None:
        node = shutil.which("node")
        if node is None or not (MODULES / "cql-execution").is_dir():
            raise Unavailable("node or the package cql-execution is not here")
        self._rules = rules
        self._visits: list[Visit] = []
        self._node = subprocess.Popen(
            [node, str(HOME / "peers" / "cql.cjs"), str(MODULES)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._asked({"library": library(rules)})

    def take(self, visits: Sequence[Visit]) -> None:
        """Sends the patients over."""
        self._visits = list(visits)
        self._asked(
            {
                "entered": [_plain(self._rules, visit.entered) for visit in visits],
                "counted": [_plain(self._rules, visit.counted) for visit in visits],
            }
        )

    def standings(self) -> list[tuple[str, ...]]:
        """The standings of every option for each patient."""
        answers = self._asked({"answer": True})
        return [_standings(visit, answer) for visit, answer in zip(self._visits, answers, strict=True)]

    def once(self) -> list[float]:
        """Judges every patient once and returns the seconds that each took, as the engine's process measured them."""
        seconds: list[float] = self._asked({"once": True})
        return seconds

    def close(self) -> None:
        """Ends the process."""
        if self._node.stdin:
            self._node.stdin.close()
        self._node.wait()

    def _asked(self, question: Tree) -> Any:
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.write(json.dumps(question).encode() + b"\n")
        self._node.stdin.flush()
        answer = self._node.stdout.readline()
        if not answer:
            raise Unavailable("the process of the CQL engine ended")
        return json.loads(answer)


def cql_version() -> str:
    """The version of the engine that is installed, "" when there is none."""
    described = MODULES / "cql-execution" / "package.json"
    return str(json.loads(described.read_text(encoding="utf-8"))["version"]) if described.exists() else ""


def library(rules: Rules) -> Tree:
    """The rules as an ELM library. `Standings` (and then the conflicts) is what is timed; a conflict needs the rest."""
    patient = {"type": "SingletonFrom", "operand": {"type": "Retrieve", "dataType": "{plainly}Patient"}}
    inputs = [*rules.findings, "region", *(_asked(place) for place in range(len(rules.questions)))]
    definitions: dict[str, Tree] = {"Patient": patient}
    definitions |= {name: {"type": "Property", "path": name, "source": _ref("Patient")} for name in inputs}
    definitions |= {name: _step(step) for name, step in rules.steps.items()}
    for option in rules.options:
        definitions[_fits(option)] = _step(Both(option.fits))
        definitions[_timing(option)] = _step(Both(option.timing))
    conflicts = [_is_true(_ref(name)) for name in rules.conflicts]
    definitions["Standings"] = {"type": "List", "element": [*map(_standing, rules.options), *conflicts]}
    definitions["Courses"] = {"type": "List", "element": [_course(option) for option in rules.options]}
    definitions["Safeties"] = {"type": "List", "element": [_safety(option) for option in rules.options]}
    return {
        "library": {
            "identifier": {"id": "Plainly", "version": "1"},
            "schemaIdentifier": {"id": "urn:hl7-org:elm", "version": "r1"},
            "usings": {"def": [{"localIdentifier": "System", "uri": "urn:hl7-org:elm-types:r1"}]},
            "statements": {
                "def": [{"name": name, "context": "Patient", "expression": tree} for name, tree in definitions.items()]
            },
        }
    }


def _standing(option: OptionRules) -> Tree:
    lowered = _if(_is_true(_step(Either(option.cautions))), _literal(CAUTION), _settled(option, RELEVANT))
    rest = _rest(option, lowered, passed=NOT_EXPECTED)
    stopped = _if(_is_true(_step(Either(option.stops))), _literal(UNSUITABLE), rest)
    return _if(_is_false(_ref(_fits(option))), _literal(NOT_EXPECTED), stopped)


def _course(option: OptionRules) -> Tree:
    rest = _rest(option, _settled(option, RELEVANT), passed=PASSED)
    return _if(_is_false(_ref(_fits(option))), _literal(NOT_EXPECTED), rest)


def _safety(option: OptionRules) -> Tree:
    cautioned = _if(_is_true(_step(Either(option.cautions))), _literal(CAUTIONED), _literal(CLEAR))
    return _if(_is_true(_step(Either(option.stops))), _literal(STOPPED), cautioned)


def _settled(option: OptionRules, then: int) -> Tree:
    return _if(_step(Both(option.known)), _literal(then), _literal(CAUTION)) if option.known else _literal(then)


def _rest(option: OptionRules, open_course: Tree, passed: int) -> Tree:
    fits, timing = _ref(_fits(option)), _ref(_timing(option))
    untimely = _literal(LATER)
    if option.passing:
        untimely = _if(_is_false(_step(Both(option.passing))), _literal(passed), untimely)
    timely = _if(_is_true(_operator("And", fits, timing)), open_course, _literal(DEPENDS))
    return _if(_is_false(timing), untimely, timely)


def _step(step: Step) -> Tree:
    match step:
        case Both(parts):
            return _joined("And", parts, none=True)
        case Either(parts):
            return _joined("Or", parts, none=False)
        case Opposite(part):
            return _not(_ref(part))
        case Certain(part):
            return _is_true(_ref(part))
        case Open(part):
            return _not(_is_false(_ref(part)))
        case Choice(finding, values, coarse):
            found = _among(finding, values)
            return _if(_among(finding, coarse), {"type": "Null"}, found) if coarse else found
        case Number(finding, operator, value):
            return _operator(_COMPARISONS[operator], _ref(finding), _literal(value))
        case Holds(finding, value):
            return _if_known(finding, _operator("In", _literal(value), _ref(finding)))
        case HoldsOnly(finding, value):
            return _if_known(finding, _operator("Equal", _ref(finding), _texts((value,))))
        case HoldsNothing(finding):
            return _if_known(finding, _not({"type": "Exists", "operand": _ref(finding)}))
        case IsGiven(finding):
            return _not(_is_null(_ref(finding)))
        case InRegion(region):
            return _operator("Equal", _ref("region"), _literal(region))
        case Asked(place):
            return _ref(_asked(place))


def _among(finding: str, values: Sequence[str]) -> Tree:
    if len(values) == 1:
        return _operator("Equal", _ref(finding), _literal(values[0]))
    # Nothing is a member of a list for certain, but an unknown answer is not "no"
    return _if_known(finding, _operator("In", _ref(finding), _texts(values)))


def _if_known(finding: str, then: Tree) -> Tree:
    return _if(_is_null(_ref(finding)), {"type": "Null"}, then)


def _joined(name: str, parts: Sequence[StepName], *, none: bool) -> Tree:
    if not parts:
        return _literal(none)
    return _ref(parts[0]) if len(parts) == 1 else _operator(name, *map(_ref, parts))


def _operator(name: str, *operands: Tree) -> Tree:
    return {"type": name, "operand": list(operands)}


def _not(operand: Tree) -> Tree:
    return {"type": "Not", "operand": operand}


def _is_true(operand: Tree) -> Tree:
    return {"type": "IsTrue", "operand": operand}


def _is_false(operand: Tree) -> Tree:
    return {"type": "IsFalse", "operand": operand}


def _is_null(operand: Tree) -> Tree:
    return {"type": "IsNull", "operand": operand}


def _if(condition: Tree, then: Tree, otherwise: Tree) -> Tree:
    return {"type": "If", "condition": condition, "then": then, "else": otherwise}


def _ref(name: str) -> Tree:
    return {"type": "ExpressionRef", "name": name}


def _texts(values: Sequence[str]) -> Tree:
    return {"type": "List", "element": [_literal(value) for value in values]}


def _literal(value: str | float) -> Tree:
    if isinstance(value, bool):
        return {"type": "Literal", "valueType": f"{_TYPES}Boolean", "value": "true" if value else "false"}
    kinds = {str: "String", int: "Integer", float: "Decimal"}
    return {"type": "Literal", "valueType": _TYPES + kinds[type(value)], "value": str(value)}


def _fits(option: OptionRules) -> str:
    return f"{option.id} fits"


def _timing(option: OptionRules) -> str:
    return f"{option.id} timing"


def _asked(place: int) -> str:
    return f"history {place}"


def _plain(rules: Rules, known: Known) -> Tree:
    words = {0: False, 1: None, 3: True}
    history = {_asked(place): words[known.history[question]] for place, question in enumerate(rules.questions)}
    return {finding: known.values.get(finding) for finding in rules.findings} | history | {"region": known.region}


def _standings(visit: Visit, answer: Tree) -> tuple[str, ...]:
    return settled(visit, answer["standings"], lambda: (answer["courses"], answer["safeties"]))
