"""Writes the rules of an edition as one Python function, for when many patients or many moments are judged.

The function works on bits (not met 0, unknown 1, met 3, so that "and" is `&` and "or" is `|`) and gives bare verdicts
without reasons. `criteria.py` stays the readable meaning of the rules; tests hold the two against each other.
"""

from collections.abc import Callable, Iterable
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
from guidance.derivation import Case, DerivedFinding
from guidance.finding import Kind
from guidance.knowledge import KnowledgeBase
from guidance.option import Clause, Option, Part, Standing
from guidance.profile import REGION

HistoryQuestion = Treated | ProgressedOn | Lines | Given
"""What only the treatment history can answer; `Given(group)` asks whether the lines of a group are certain."""

_NEGATED = "(3, 1, 1, 0)"


@dataclass(frozen=True, slots=True)
class Compiled:
    """The source of `judge(values, region, history)` and the questions whose answers `history` holds, in this order.

    `judge` returns three tuples: for each option its course (see `evaluator.py`), for each option its safety (0 clear,
    1 a caution, 2 a stop), and the places of the conflicts that are on.
    """

    source: str
    questions: tuple[HistoryQuestion, ...]


def compiled(knowledge: KnowledgeBase) -> Compiled:
    """The rules of an edition as source."""
    return _Writer(knowledge).write()


@dataclass(slots=True)
class _Writer:
    """Writes each distinct condition once, as a line of its own; later lines use its name."""

    knowledge: KnowledgeBase
    lines: list[str] = field(default_factory=list)
    names: dict[Condition, str] = field(default_factory=dict)
    questions: dict[HistoryQuestion, int] = field(default_factory=dict)
    cases: dict[tuple[str, str], str] = field(default_factory=dict)
    findings: dict[str, None] = field(default_factory=dict)

    def write(self) -> Compiled:
        courses = [self._course(option) for option in self.knowledge.options.values()]
        safeties = [self._safety(option) for option in self.knowledge.options.values()]
        conflicts = [self._bit(conflict.when) for conflict in self.knowledge.conflicts]
        head = [f"{finding} = get({finding!r})" for finding in self.findings]
        body = [
            "get = values.get",
            *head,
            *self.lines,
            f"courses = {_tuple(courses)}",
            f"safeties = {_tuple(safeties)}",
            f"conflicts = {_tuple(conflicts)}",
            "return courses, safeties, [place for place, on in enumerate(conflicts) if on == 3]",
        ]
        source = "def judge(values, region, history):\n" + "".join(f"    {line}\n" for line in body)
        return Compiled(source, tuple(self.questions))

    def _course(self, option: Option) -> str:
        """0 fits nobody like this, 1 later, 2 the moment has passed, 3 depends, 4 open with a check due, 5 open."""
        timing = option.part(Part.TIMING)
        fits = self._both(option.part(Part.FITS))
        timely = self._both(timing)
        passing = self._both(clause for clause in timing if clause.otherwise is Standing.NOT_EXPECTED)
        known = " and ".join(self._settled(finding) for finding in option.must_know)
        name = f"{option.id}_course"
        self.lines += [
            f"fits = {fits}",
            f"timely = {timely}",
            f"{name} = 0 if not fits else "
            + (f"(1 if {passing} else 2) if not timely else " if timing else "")
            + "3 if fits & timely == 1 else "
            + (f"5 if {known} else 4" if known else "5"),
        ]
        return name

    def _safety(self, option: Option) -> str:
        stops = self._either(option.part(Part.STOPS))
        cautions = self._either(option.part(Part.CAUTIONS))
        name = f"{option.id}_safety"
        self.lines.append(f"{name} = 2 if {stops} == 3 else 1 if {cautions} == 3 else 0")
        return name

    def _both(self, clauses: Iterable[Clause]) -> str:
        return " & ".join(dict.fromkeys(self._bit(clause.when) for clause in clauses)) or "3"

    def _either(self, clauses: Iterable[Clause]) -> str:
        return "(" + (" | ".join(dict.fromkeys(self._bit(clause.when) for clause in clauses)) or "0") + ")"

    def _settled(self, finding: str) -> str:
        return self._bit(Given("pregnancy_excluded" if finding == PREGNANCY else finding))

    def _bit(self, condition: Condition) -> str:
        """The name of the line that holds this condition's verdict."""
        if condition not in self.names:
            written = self._written(condition)
            if written.isidentifier():
                self.names[condition] = written
            else:
                self.names[condition] = f"b{len(self.names)}"
                self.lines.append(f"{self.names[condition]} = {written}")
        return self.names[condition]

    def _written(self, condition: Condition) -> str:
        match condition:
            case All(parts):
                return " & ".join(self._bit(part) for part in parts)
            case AnyOf(parts):
                return " | ".join(self._bit(part) for part in parts)
            case Not(part):
                return f"{_NEGATED}[{self._bit(part)}]"
            case Surely(part):
                return f"3 if {self._bit(part)} == 3 else 0"
            case Possibly(part):
                return f"3 if {self._bit(part)} else 0"
            case Treated() | ProgressedOn() | Lines():
                return self._history(condition)
            case Given(finding) if finding in self.knowledge.derived:
                return self._derived_is_given(self.knowledge.derived[finding])
            case Given(finding):
                return f"0 if {self._value(finding)} is None else 3"
            case Compare(finding, operator, value):
                return self._compare(finding, operator, value)
            case OneOf(finding, values) if finding in self.knowledge.derived:
                return " | ".join(self._bit(Compare(finding, "==", value)) for value in values)
            case OneOf(finding, values):
                return self._choice(finding, values)
            case Includes(finding, value):
                return self._several(finding, lambda chosen: f"{value!r} in {chosen}")
            case Only(finding, value):
                return self._several(finding, lambda chosen: f"{chosen} == ({value!r},)")
            case Empty(finding):
                return self._several(finding, lambda chosen: f"not {chosen}")
            case _:
                raise TypeError(f"{type(condition).__name__} is only asked of a history entry")

    def _history(self, question: HistoryQuestion) -> str:
        return f"history[{self.questions.setdefault(question, len(self.questions))}]"

    def _value(self, finding: str) -> str:
        self.findings[finding] = None
        return finding

    def _several(self, finding: str, asked: Callable[[str], str]) -> str:
        chosen = self._value(finding)
        return f"1 if {chosen} is None else 3 if {asked(chosen)} else 0"

    def _compare(self, finding: str, operator: str, value: str | float) -> str:
        if finding == REGION:
            return f"3 if region {operator} {value!r} else 0"
        if finding in self.knowledge.derived:
            rule = self.knowledge.derived[finding]
            if rule.counts:
                return self._bit(Lines(rule.counts, operator, float(value)))
            case = self._case(rule, str(value))
            return case if operator == "==" else f"{_NEGATED}[{case}]"
        if self.knowledge.findings[finding].kind is Kind.NUMBER:
            number = self._value(finding)
            return f"1 if {number} is None else 3 if {number} {operator} {value!r} else 0"
        return self._choice(finding, (str(value),), met=3 if operator == "==" else 0)

    def _choice(self, finding: str, values: tuple[str, ...], *, met: int = 3) -> str:
        """Known, too coarse (or unknown), or something else. `met` 0 turns the answer round."""
        coarse = self.knowledge.coarse.get(finding, {})
        open_values = [known for known, finer in coarse.items() if not set(finer).isdisjoint(values)]
        chosen = self._value(finding)
        wanted = f"== {values[0]!r}" if len(values) == 1 else f"in {_tuple(map(repr, values))}"
        unknown = f"in {_tuple(['None', *map(repr, open_values)])}" if open_values else "is None"
        return f"{met} if {chosen} {wanted} else 1 if {chosen} {unknown} else {3 - met}"

    def _case(self, rule: DerivedFinding, value: str) -> str:
        """`rule == value`: the values exclude each other, except the finer ones that a coarse value leaves open."""
        key = (rule.id, value)
        if key not in self.cases:
            own = rule.case(value)
            name = f"{rule.id}_is_{value}"
            if own is None:
                others = " | ".join(self._bit(case.when) for case in rule.cases)
                written = f"0 if ({others}) == 3 else 3"
            else:
                here = self._bit(own.when)
                others = " or ".join(f"{self._bit(case.when)} == 3" for case in _excluding(rule, own))
                written = f"0 if {here} == 1 and ({others}) else {here}" if others else here
            self.lines.append(f"{name} = {written}")
            self.cases[key] = name
        return self.cases[key]

    def _derived_is_given(self, rule: DerivedFinding) -> str:
        if rule.counts:
            return self._history(Given(rule.counts))
        if rule.otherwise:
            return "3"
        known = " or ".join(f"{self._case(rule, case.value)} == 3" for case in rule.cases)
        return f"3 if {known} else 0"


def _excluding(rule: DerivedFinding, own: Case) -> list[Case]:
    """The cases that rule this one out. "Not yes" never does: it is unknown whenever "yes" is."""
    return [
        case
        for case in rule.cases
        if case is not own
        and own.value not in case.leaves_open
        and case.when != Not(own.when)
        and own.when != Not(case.when)
    ]


def _tuple(items: Iterable[str]) -> str:
    return "(" + "".join(f"{item}, " for item in items).rstrip() + ")"
