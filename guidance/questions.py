"""Which missing answer would change what: the next tests, and the questions that only a person can answer.

A test is decision-changing if it fills a finding that an undecided option waits for. For each such test and option the
standings that
its result could bring are worked out by trying every answer of the finding.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod

from guidance.assess import Guidance
from guidance.condition import Compare, Condition, walk
from guidance.finding import Finding, FindingId, Kind, Value
from guidance.knowledge import KnowledgeBase
from guidance.option import MedicalTest, OptionId, Standing
from guidance.trials import Trials
from guidance.verdict import Verdict

_MOST_TRIALS = 60
"""Tests fill one to three findings; beyond this many combinations the answers are tried one finding at a time."""


@dataclass(frozen=True, slots=True)
class NextTest:
    """A test worth doing now: what it fills and, for each undecided option, the standings its result could bring."""

    test: MedicalTest
    findings: tuple[FindingId, ...]
    options: dict[OptionId, tuple[Standing, ...]]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """An unknown finding that no test fills: somebody has to ask.

    `options` are the undecided options that wait for it.
    """

    finding: FindingId
    options: tuple[OptionId, ...]


def next_tests(guidance: Guidance) -> tuple[NextTest, ...]:
    """The decision-changing tests, the one that settles most options first."""
    waiting = _waiting(guidance)
    outlook = _Outlook(guidance)
    tests = []
    for test in guidance.knowledge.tests.values():
        if test.when is not None and guidance.facts.judge(test.when).verdict is not Verdict.MET:
            continue
        findings = tuple(finding for finding in test.fills if finding in waiting)
        options = {option for finding in findings for option in waiting[finding]}
        if options:
            ordered = [option for option in guidance.knowledge.options if option in options]
            brings = {o: outlook.outcomes(o, findings, guidance.options[o].missing) for o in ordered}
            tests.append(NextTest(test, findings, brings))
    return tuple(sorted(tests, key=lambda item: -len(item.options)))


def open_questions(guidance: Guidance) -> tuple[OpenQuestion, ...]:
    """What only asking can settle, the question most options wait for first."""
    waiting = _waiting(guidance)
    filled = {finding for test in guidance.knowledge.tests.values() for finding in test.fills}
    questions = [OpenQuestion(f, tuple(options)) for f, options in waiting.items() if f not in filled]
    return tuple(sorted(questions, key=lambda item: -len(item.options)))


@dataclass(frozen=True, slots=True)
class Change:
    """What one unknown answer could do to one option."""

    finding: FindingId
    standings: tuple[Standing, ...]


def what_would_change(guidance: Guidance, option: OptionId) -> tuple[Change, ...]:
    """For each unknown finding that bears on an option's standing, the standings its answer could bring."""
    assessment = guidance.options[option]
    findings = dict.fromkeys((*assessment.missing, *assessment.checks_before))
    outlook = _Outlook(guidance)
    changes = [Change(f, outlook.outcomes(option, (f,), findings)) for f in findings]
    return tuple(change for change in changes if change.standings)


def answers_that_matter(guidance: Guidance) -> tuple[FindingId, ...]:
    """Every unknown finding an undecided option waits for, the most awaited first."""
    waiting = _waiting(guidance)
    return tuple(sorted(waiting, key=lambda finding: -len(waiting[finding])))


def _waiting(guidance: Guidance) -> dict[FindingId, list[OptionId]]:
    waiting: dict[FindingId, list[OptionId]] = {}
    for assessment in guidance.options.values():
        for finding in assessment.missing:
            waiting.setdefault(finding, []).append(assessment.id)
    return waiting


class _Outlook:
    """What further answers could bring to one guidance. Trials and possible answers are kept between options."""

    def __init__(self, guidance: Guidance) -> None:
        self._knowledge = guidance.knowledge
        self._trials = Trials(guidance)
        self._answers: dict[FindingId, tuple[Value, ...]] = {}

    @cached_property
    def _limits(self) -> Mapping[FindingId, frozenset[float]]:
        return number_limits(self._knowledge)

    def outcomes(
        self, option: OptionId, findings: tuple[FindingId, ...], missing: Iterable[FindingId]
    ) -> tuple[Standing, ...]:
        """The standings that answers to the findings, as far as the option misses them, could bring."""
        missing = frozenset(missing)
        asked = [finding for finding in findings if finding in missing]
        found = {
            self._trials.standing(self._knowledge.options[option], dict(zip(asked, values, strict=True)))
            for values in self._tried(asked)
        }
        return tuple(standing for standing in Standing if standing in found)

    def _tried(self, findings: list[FindingId]) -> Iterator[tuple[Value, ...]]:
        answers = [self._possible(finding) for finding in findings]
        if prod(map(len, answers)) <= _MOST_TRIALS:
            yield from product(*answers)
            return
        first = tuple(values[0] for values in answers)
        for place, values in enumerate(answers):
            for value in values:
                yield (*first[:place], value, *first[place + 1 :])

    def _possible(self, finding: FindingId) -> tuple[Value, ...]:
        if finding not in self._answers:
            self._answers[finding] = possible_values(self._knowledge, self._knowledge.findings[finding], self._limits)
        return self._answers[finding]


def possible_values(
    knowledge: KnowledgeBase, finding: Finding, limits: Mapping[FindingId, frozenset[float]] | None = None
) -> tuple[Value, ...]:
    """Answers that stand for all answers: every choice, every single tick and none, numbers at and around each
    threshold.

    `limits` are the thresholds (`number_limits`), for whoever asks for many findings.
    """
    coarse = knowledge.coarse.get(finding.id, {})
    match finding.kind:
        case Kind.NUMBER:
            found = number_limits(knowledge) if limits is None else limits
            return _numbers(finding, found.get(finding.id, frozenset()))
        case Kind.SEVERAL:
            return ((), *((choice,) for choice in finding.choices))
        case Kind.DATE:
            return ()
        case _:
            return tuple(value for value in finding.values if value not in coarse)


def number_limits(knowledge: KnowledgeBase) -> dict[FindingId, frozenset[float]]:
    """The thresholds that the rules of the edition ask of each number."""
    limits: dict[FindingId, set[float]] = {}
    for condition in all_conditions(knowledge):
        for node in walk(condition):
            if isinstance(node, Compare) and isinstance(node.value, int | float):
                limits.setdefault(node.finding, set()).add(node.value)
    return {finding: frozenset(found) for finding, found in limits.items()}


def _numbers(finding: Finding, limits: frozenset[float]) -> tuple[Value, ...]:
    low, high = finding.minimum or 0, finding.maximum or 0
    points = {low, high, *limits, *(x - 0.5 for x in limits), *(x + 0.5 for x in limits)}
    return tuple(sorted(x for x in points if low <= x <= high))


def all_conditions(knowledge: KnowledgeBase) -> Iterator[Condition]:
    """Every condition of the edition that can bear on a standing."""
    for option in knowledge.options.values():
        for clause in option.clauses:
            yield clause.when
    for derived in knowledge.derived.values():
        for case in derived.cases:
            yield case.when
    for conflict in knowledge.conflicts:
        yield conflict.when
