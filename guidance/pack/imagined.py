"""Looks for a patient who meets a condition, so that a rule which can never speak is found before anybody waits for it.

A patient is put together answer by answer. After each one the evaluator itself (criteria.py) says whether the condition
is met, can no longer be met, or what it still asks for. "Nobody knows" is an answer too: some rules speak only then.
What the treatment history says is imagined (imagined_history.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from guidance.condition import (
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
    walk,
)
from guidance.criteria import Facts, Language, Reason
from guidance.derivation import Case, DerivedFinding
from guidance.finding import Finding, FindingId, Kind, Value
from guidance.pack.imagined_history import ImaginedHistories, Question, Said, question_id, verdict_of
from guidance.possible_answers import coarse_answers, possible_answers
from guidance.profile import REGION, REGIONS, Profile
from guidance.verdict import Verdict, truth

Name = str
"""A finding, the region, or a question to the history."""
Answer = Value | Said | None
"""Of a finding its value, of the history what it says; None is "nobody knows"."""

_TICKS_TRIED_TOGETHER = 6
_SOME_DAY = "2000-01-01"
STEPS = 1500
"""So many patients are looked at before a search gives up; a rule needs a few, seldom some dozens."""


class TooMany(Exception):
    """The search was given up: it cannot be said whether anybody meets the condition."""


class Imagination:
    """Looks for patients in the language of one edition. Each distinct condition is looked at once."""

    def __init__(self, language: Language) -> None:
        self.language = replace(language, derived={name: _plain(rule) for name, rule in language.derived.items()})
        self.histories = ImaginedHistories(dict(language.treatment_kinds))
        self._nodes: dict[int, tuple[Condition, Mapping[Name, list[Condition]]]] = {}
        self._met: dict[Condition, bool] = {}

    def nobody_meets(self, condition: Condition) -> bool:
        """True when no patient can meet the condition; False when somebody does, or when it takes too long to tell.

        Every name in the condition, and in what its derived findings come from, must be in the language.
        """
        if condition not in self._met:
            try:
                self._met[condition] = _Search(condition, self).finds({})
            except TooMany:
                self._met[condition] = True
        return not self._met[condition]

    def questions(self, condition: Condition) -> Mapping[Name, list[Condition]]:
        """What a condition asks for, also by way of derived findings, each with the questions put to it."""
        known = self._nodes.get(id(condition))
        if known is None:
            found: dict[Name, list[Condition]] = {}
            for node in self._asked_in(condition, set()):
                for name in _names(node):
                    found.setdefault(name, []).append(node)
            known = self._nodes[id(condition)] = (condition, found)
        return known[1]

    def _asked_in(self, condition: Condition, seen: set[FindingId]) -> Iterator[Condition]:
        for node in walk(condition):
            rule = self.language.derived.get(node.finding) if isinstance(node, Compare | OneOf | Given) else None
            if rule is None:
                yield node
            elif rule.counts:
                yield _counting(rule, node)
            elif rule.id not in seen:
                seen.add(rule.id)
                for case in rule.cases:
                    yield from self._asked_in(case.when, seen)


@dataclass(frozen=True)
class _Imagined(Facts):
    """A patient of whom `answers` are decided. What is not decided is open, which is not yet the same as unknown.

    An unknown verdict stays unknown while something in it is open, also in `surely(…)` and `given(…)`; so met and not
    met are final, whatever is decided later.
    """

    imagination: Imagination = field(kw_only=True)
    answers: Mapping[Name, Answer] = field(kw_only=True)

    def judge(self, condition: Condition) -> Reason:
        """The verdict so far; `missing` names what is open."""
        match condition:
            case Surely(part) | Possibly(part):
                reason = self.judge(part)
                still_open = self.imagination.questions(part).keys() - self.answers.keys()
                if reason.verdict is Verdict.UNKNOWN and still_open:
                    return Reason(Verdict.UNKNOWN, missing=(reason.missing & still_open) or frozenset(still_open))
                return super().judge(condition)
            case Compare(finding) | OneOf(finding) if finding == REGION and REGION not in self.answers:
                return Reason(Verdict.UNKNOWN, missing=frozenset({REGION}))
            case Treated() | ProgressedOn() | Lines():
                return self._of_question(condition)
            case Compare(finding) if (rule := self.language.derived.get(finding)) and rule.counts:
                return self._of_question(_counting(rule, condition))
            case Given(finding):
                return self._of_given(finding)
            case _:
                return super().judge(condition)

    def _of_question(self, question: Question) -> Reason:
        name = question_id(question)
        verdict = verdict_of(question, cast("Said | None", self.answers.get(name)))
        return Reason(verdict, missing=frozenset({name} if verdict is Verdict.UNKNOWN else ()))

    def _of_given(self, finding: FindingId) -> Reason:
        rule = self.language.derived.get(finding)
        if rule is not None and not rule.counts:
            return self.judge(AnyOf(tuple(Surely(Compare(finding, "==", case.value)) for case in rule.cases)))
        name = finding if rule is None else question_id(_counting(rule, Given(finding)))
        if name not in self.answers:
            return Reason(Verdict.UNKNOWN, missing=frozenset({name}))
        answer = self.answers[name]
        if rule is None:
            return Reason(truth(answer is not None))
        least, most = cast("tuple[float, float]", answer)
        return Reason(truth(least == most))


@dataclass(slots=True)
class _Search:
    """The search for one condition, depth first."""

    condition: Condition
    imagination: Imagination
    possible: dict[Name, list[Answer]] = field(init=False)
    steps: int = 0
    leaves_some_out: bool = False

    def __post_init__(self) -> None:
        self.possible = {name: self._answers(name, asked) for name, asked in self._asked().items()}

    def finds(self, answers: Mapping[Name, Answer]) -> bool:
        """Whether someone with these answers meets the condition. Raises TooMany."""
        self.steps += 1
        if self.steps > STEPS:
            raise TooMany
        reason = self._judged(answers)
        if reason.verdict is not Verdict.UNKNOWN:
            return reason.verdict is Verdict.MET
        still_open = self.possible.keys() - answers.keys()
        if not still_open:
            return False
        name = min(reason.missing & still_open or still_open, key=lambda name: (len(self.possible[name]), name))
        for answer in self.possible[name]:
            further = {**answers, name: answer}
            if not self._contradict(name, further) and self.finds(further):
                return True
        if not answers and self.leaves_some_out:
            raise TooMany
        return False

    def _asked(self) -> Mapping[Name, list[Condition]]:
        return self.imagination.questions(self.condition)

    def _judged(self, answers: Mapping[Name, Answer]) -> Reason:
        language = self.imagination.language
        profile = Profile(self._values(answers), (), str(answers.get(REGION, REGIONS[0])))
        return _Imagined(profile, language, imagination=self.imagination, answers=answers).judge(self.condition)

    def _values(self, answers: Mapping[Name, Answer]) -> dict[FindingId, Value]:
        findings = self.imagination.language.findings
        return {n: cast("Value", answer) for n, answer in answers.items() if n in findings and answer is not None}

    def _contradict(self, newest: Name, answers: Mapping[Name, Answer]) -> bool:
        """Whether the newest answer cannot stand with the others; findings are contradicted by the rules alone."""
        asked, histories = self._asked(), self.imagination.histories
        values = {n: cast("Value | None", it) for n, it in answers.items() if n in self.imagination.language.findings}
        said = {q: cast("Said", answers[n]) for n, (q, *_) in asked.items() if n in answers and isinstance(q, Question)}
        question = asked[newest][0]
        if isinstance(question, Question):
            return histories.contradict(question, said, values)
        return histories.absence_contradicted(said, values)

    def _answers(self, name: Name, asked: list[Condition]) -> list[Answer]:
        language = self.imagination.language
        if name == REGION:
            return list(REGIONS)
        if name not in language.findings:
            return list(self.imagination.histories.answers([cast("Question", node) for node in asked]))
        finding = language.findings[name]
        if finding.kind is Kind.DATE:
            return [_SOME_DAY, None]
        if finding.kind is Kind.SEVERAL:
            return [*self._ticks(finding, asked), None]
        coarse = language.coarse.get(name, {})
        found = (*possible_answers(finding, asked, coarse), *coarse_answers(finding, coarse))
        return [*(answer.value for answer in found), None]

    def _ticks(self, finding: Finding, asked: list[Condition]) -> Iterator[Value]:
        named = {node.value for node in asked if isinstance(node, Includes | Only)}
        if len(named) <= _TICKS_TRIED_TOGETHER:
            ways = [answer.value for answer in possible_answers(finding, asked, ())]
            yield from sorted(ways, key=lambda ticked: len(cast("tuple[str, ...]", ticked)))
            return
        # All ways to tick a long list are too many; whoever is not found among these may exist all the same
        self.leaves_some_out = True
        yield ()
        yield from ((choice,) for choice in finding.choices)
        yield finding.choices


def _counting(rule: DerivedFinding, node: Condition) -> Lines:
    """What is asked of the history when a derived number is asked for."""
    if isinstance(node, Compare):
        return Lines(rule.counts, node.operator, float(node.value))
    return Lines(rule.counts, ">=", 0)


def _names(node: Condition) -> tuple[Name, ...]:
    match node:
        case Compare(finding) | OneOf(finding) | Includes(finding) | Only(finding) | Empty(finding) | Given(finding):
            return (finding,)
        case Treated() | ProgressedOn() | Lines():
            return (question_id(node),)
        case _:
            return ()


def _plain(rule: DerivedFinding) -> DerivedFinding:
    """The same finding with its label `otherwise` as a case of its own, asking for all that it is worked out from."""
    if not rule.otherwise:
        return replace(rule, missing=())
    nothing_else = Not(Surely(AnyOf(tuple(case.when for case in rule.cases))))
    case = Case(rule.otherwise, nothing_else, tuple(case.value for case in rule.cases))
    return replace(rule, cases=(*rule.cases, case), otherwise="", missing=())
