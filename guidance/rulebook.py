"""The rules of an edition, ready for working out many trials of one patient (trials.py).

A rulebook knows how each line of the rules reads an answer, which answers make a difference to an option, and what a
treatment history says to every question that is put to it.
"""

import operator
import weakref
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from guidance.condition import Compare, Condition, Empty, Given, Includes, Lines, OneOf, Only, ProgressedOn, Treated
from guidance.finding import Finding, FindingId, Kind, Value
from guidance.knowledge import KnowledgeBase
from guidance.option import OptionId
from guidance.possible_answers import PossibleAnswer, possible_answers
from guidance.profile import Profile
from guidance.rule_lines import Do, Line, written
from guidance.treatment import Treatment
from guidance.treatment_history import (
    DISEASE_FREE_INTERVAL,
    FINDINGS_BESIDE_THE_ENTRIES,
    TreatmentHistory,
    compare_range,
)
from guidance.trial_block import TrialBlock
from guidance.verdict import Verdict, truth

Reads = Callable[[Value], int]
"""How a line reads an answer: 0 not met, 1 open, 3 met."""
Asking = tuple[tuple[FindingId, frozenset[int], str], ...]
"""A few findings, each with the lines that tell its answers apart, and the coarse answer that is known ("" if none)."""
_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_HISTORIES_KEPT = 16
_ORDERS_KEPT = 64
_ASKED_BY_THE_HISTORY = (Compare(DISEASE_FREE_INTERVAL, ">=", 6), Compare(DISEASE_FREE_INTERVAL, ">", 12))
"""What a relapse after early treatment asks of the interval without disease (treatment_history.py)."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What tells answers apart beside the rules of an option: the lines of contradictions that an answer can bring, and
    the coarse answers that are known.
    """

    contradicting: Mapping[FindingId, frozenset[int]]
    coarse: Mapping[FindingId, str]


class Rulebook:
    """The lines of one edition, and which answers make a difference to an option."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        # It must not hold the edition itself: it goes when the edition goes
        self._findings, self._coarse, self._kinds = (
            knowledge.findings,
            knowledge.coarse,
            dict(knowledge.treatment_kinds),
        )
        rules = written(knowledge)
        self.lines, self.options, self.conflicts = rules.lines, rules.options, rules.conflicts
        self.reads = tuple(_reads(line, knowledge) for line in self.lines)
        self._made_of: dict[int, int] = {}
        self._contradictions = tuple(
            (asks, not FINDINGS_BESIDE_THE_ENTRIES.isdisjoint(asks))
            for asks in (self._asked_by((number,)) for number in self.conflicts)
        )
        self._answers: dict[tuple[FindingId, frozenset[int], str], tuple[PossibleAnswer, ...]] = {}
        self._asked: dict[OptionId, Mapping[FindingId, frozenset[int]]] = {}
        self._askings: dict[tuple[OptionId, tuple[FindingId, ...]], Asking] = {}
        self._blocks: dict[Asking, TrialBlock] = {}
        self.in_order = lru_cache(_ORDERS_KEPT)(self._in_order)
        self.said_by = lru_cache(_HISTORIES_KEPT)(self._said_by)

    @cached_property
    def course_of(self) -> Mapping[OptionId, int]:
        """For each option the bits of all lines that bear on whether it fits, when, and what must be known."""
        return {o: self._all((*lines.fits, *lines.timing, *lines.must_know)) for o, lines in self.options.items()}

    @cached_property
    def safety_of(self) -> Mapping[OptionId, int]:
        """For each option the bits of all lines that bear on what stops it or has to be weighed."""
        return {o: self._all((*lines.stops, *lines.cautions)) for o, lines in self.options.items()}

    @cached_property
    def contradictions(self) -> int:
        """The bits of all lines that bear on whether entries contradict each other."""
        return self._all(self.conflicts)

    @cached_property
    def questions(self) -> tuple[int, ...]:
        """The lines that ask the history."""
        return tuple(number for number, line in enumerate(self.lines) if line.do is Do.HISTORY)

    def asked(self, option: OptionId) -> Mapping[FindingId, frozenset[int]]:
        """The findings that bear on an option, each with the lines that ask it."""
        if option not in self._asked:
            self._asked[option] = self._asked_by(self.options[option].all)
        return self._asked[option]

    def asking_anywhere(self, finding: FindingId) -> frozenset[int]:
        """Every line that asks a finding."""
        return frozenset(number for number, line in enumerate(self.lines) if line.finding == finding)

    def beside(
        self, findings: Iterable[FindingId], known: Mapping[FindingId, Value], disputed: Container[FindingId] = ()
    ) -> Beside:
        """What else tells answers to these findings apart, for a patient of whom this is known."""
        asked = tuple(findings)
        contradicting: dict[FindingId, frozenset[int]] = {}
        for asks, of_history in self._contradictions:
            for finding in asked:
                if finding in asks and (of_history or any(o != finding and (o in known or o in asked) for o in asks)):
                    contradicting[finding] = contradicting.get(finding, frozenset()) | asks[finding]
        coarse = {
            finding: str(known[finding])
            for finding in asked
            if finding in self._coarse and known.get(finding) in self._coarse[finding] and finding not in disputed
        }
        return Beside(contradicting, coarse)

    def asking(self, option: OptionId, findings: tuple[FindingId, ...], beside: Beside) -> Asking:
        """Those of the findings that bear on an option, or can contradict something, with what tells answers apart."""
        if beside.contradicting or beside.coarse:
            return self._asking(option, findings, beside)
        key = (option, findings)
        if key not in self._askings:
            self._askings[key] = self._asking(option, findings, beside)
        return self._askings[key]

    def answers(self, finding: FindingId, asking: frozenset[int], coarse: str = "") -> tuple[PossibleAnswer, ...]:
        """The kinds of answers to a finding between which these lines make a difference.

        Where a coarse answer is known, only the finer ones that it leaves open are possible.
        """
        key = (finding, asking, coarse)
        if key not in self._answers:
            asked = [asks for number in sorted(asking) if (asks := self.lines[number].asks) is not None]
            if finding == DISEASE_FREE_INTERVAL:
                asked += _ASKED_BY_THE_HISTORY
            left_open = self._coarse.get(finding, {})
            found = possible_answers(self._findings[finding], asked, left_open)
            self._answers[key] = tuple(a for a in found if not coarse or a.value in left_open[coarse])
        return self._answers[key]

    def block(self, asking: Asking) -> TrialBlock:
        """One trial for each way to answer these findings, as far as their lines tell answers apart."""
        if asking not in self._blocks:
            answers = {asked[0]: [answer.value for answer in self.answers(*asked)] for asked in asking}
            self._blocks[asking] = TrialBlock.of_all(answers)
        return self._blocks[asking]

    def _asking(self, option: OptionId, findings: tuple[FindingId, ...], beside: Beside) -> Asking:
        asked, nothing = self.asked(option), frozenset[int]()
        return tuple(
            (f, asked.get(f, nothing) | beside.contradicting.get(f, nothing), beside.coarse.get(f, ""))
            for f in findings
            if f in asked or f in beside.contradicting
        )

    def _asked_by(self, numbers: Iterable[int]) -> Mapping[FindingId, frozenset[int]]:
        found: dict[FindingId, set[int]] = {}
        for number, line in self._in_order(self._all(numbers)):
            if line.finding:
                found.setdefault(line.finding, set()).add(number)
            elif line.do is Do.HISTORY:
                for finding in FINDINGS_BESIDE_THE_ENTRIES:
                    found.setdefault(finding, set())
        return {finding: frozenset(lines) for finding, lines in found.items()}

    def _all(self, numbers: Iterable[int]) -> int:
        """These lines and everything they are made of, as bits."""
        found = 0
        for number in numbers:
            if number not in self._made_of:
                line = self.lines[number]
                below = (*line.parts, *(when for _, when in line.needs if when is not None))
                self._made_of[number] = 1 << number | self._all(below)
            found |= self._made_of[number]
        return found

    def _in_order(self, needed: int) -> tuple[tuple[int, Line], ...]:
        return tuple((number, line) for number, line in enumerate(self.lines) if needed >> number & 1)

    def _said_by(self, treatments: tuple[Treatment, ...], *beside: tuple[FindingId, Value]) -> dict[int, int]:
        """What a history says to every question: line number to verdict. `beside` are the findings it reads."""
        history = TreatmentHistory(Profile(dict(beside), treatments), self._kinds)
        return {number: int(_answered(history, self.lines[number].asks)) for number in self.questions}


_KEPT: dict[int, Rulebook] = {}


def rulebook_of(knowledge: KnowledgeBase) -> Rulebook:
    """The rulebook of an edition. It is made once and goes with the edition."""
    key = id(knowledge)
    if key not in _KEPT:
        book = Rulebook(knowledge)
        _KEPT[key] = book
        weakref.finalize(knowledge, _KEPT.pop, key, None)
    return _KEPT[key]


def _reads(line: Line, knowledge: KnowledgeBase) -> Reads | None:
    """How a line that asks one finding reads an answer: to 0 not met, 1 open, 3 met."""
    asks = line.asks
    if line.do is not Do.ANSWER or asks is None:
        return None
    finding = knowledge.findings[line.finding]
    match asks:
        case Compare(_, symbol, value) if finding.kind is Kind.NUMBER:
            compare, limit = _OPERATORS[symbol], float(value)
            return lambda number: 3 if compare(number, limit) else 0  # type: ignore[arg-type]  # a number by its kind
        case Includes(_, value):
            return lambda chosen: 3 if value in chosen else 0  # type: ignore[operator]  # several, by its kind
        case Only(_, value):
            return lambda chosen: 3 if chosen == (value,) else 0
        case Empty():
            return lambda chosen: 0 if chosen else 3
        case _:
            return _choices(asks, finding, knowledge.coarse.get(line.finding, {})).__getitem__


def _choices(asks: Condition, finding: Finding, coarse: Mapping[str, tuple[str, ...]]) -> dict[Value, int]:
    """What a condition on a choice comes to for each of its values. A value can be too coarse to tell."""
    match asks:
        case Compare(_, symbol, value):
            wanted, turned = {str(value)}, symbol == "!="
        case OneOf(_, values):
            wanted, turned = set(values), False
        case _:
            raise TypeError(f"{type(asks).__name__} is not asked of a choice")
    found: dict[Value, int] = {}
    for value in finding.values:
        met = value in wanted
        is_open = not met and not wanted.isdisjoint(coarse.get(value, ()))
        found[value] = 1 if is_open else 0 if met is turned else 3
    return found


def _answered(history: TreatmentHistory, question: Condition | None) -> Verdict:
    match question:
        case Lines(group, symbol, value):
            return compare_range(*history.counted(group), symbol, value)
        case Given(group):
            least, most = history.counted(group)
            return truth(least == most)
        case ProgressedOn(subject, setting):
            return history.progressed_on(subject, setting)
        case Treated():
            return history.treated(question)
        case _:
            raise TypeError(f"{type(question).__name__} is not asked of the history")
