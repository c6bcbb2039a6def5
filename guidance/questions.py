"""Which missing answer would change what: the next tests, and the questions that only a person can answer.

A test is decision-changing if it fills a finding that an undecided option waits for. For each such test and option the
standings that
its result could bring are worked out by trying every answer of the finding.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from guidance.assess import Guidance, assess
from guidance.condition import Compare, Condition, walk
from guidance.finding import Finding, FindingId, Kind, Value
from guidance.knowledge import KnowledgeBase
from guidance.option import MedicalTest, OptionId, Standing
from guidance.profile import Profile
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
    tests = []
    for test in guidance.knowledge.tests.values():
        if test.when is not None and guidance.facts.judge(test.when).verdict is not Verdict.MET:
            continue
        findings = tuple(finding for finding in test.fills if finding in waiting)
        options = {option for finding in findings for option in waiting[finding]}
        if options:
            ordered = [option for option in guidance.knowledge.options if option in options]
            tests.append(NextTest(test, findings, {o: _outcomes(guidance, o, findings) for o in ordered}))
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
    changes = [Change(f, _outcomes(guidance, option, (f,), tuple(findings))) for f in findings]
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


def _outcomes(
    guidance: Guidance,
    option_id: OptionId,
    findings: tuple[FindingId, ...],
    open_findings: tuple[FindingId, ...] = (),
) -> tuple[Standing, ...]:
    knowledge = guidance.knowledge
    option = knowledge.options[option_id]
    missing = open_findings or guidance.options[option_id].missing
    asked = [finding for finding in findings if finding in missing]
    found = {
        assess(profile, knowledge).assess(option).standing
        for profile in (
            _knowing(guidance, dict(zip(asked, values, strict=True))) for values in _trials(knowledge, asked)
        )
    }
    return tuple(standing for standing in Standing if standing in found)


def _knowing(guidance: Guidance, values: dict[FindingId, Value]) -> Profile:
    profile = guidance.profile
    for finding, value in values.items():
        profile = profile.knowing(finding, value)
    return profile


def _trials(knowledge: KnowledgeBase, findings: list[FindingId]) -> Iterator[tuple[Value, ...]]:
    answers = [list(possible_values(knowledge, knowledge.findings[finding])) for finding in findings]
    count = 1
    for values in answers:
        count *= len(values)
    if count <= _MOST_TRIALS:
        yield from product(*answers)
        return
    first = tuple(values[0] for values in answers)
    for place, values in enumerate(answers):
        for value in values:
            yield (*first[:place], value, *first[place + 1 :])


def possible_values(knowledge: KnowledgeBase, finding: Finding) -> tuple[Value, ...]:
    """Answers that stand for all answers: every choice, every single tick and none, numbers at and around each
    threshold.
    """
    coarse = knowledge.coarse.get(finding.id, {})
    match finding.kind:
        case Kind.NUMBER:
            return _numbers(knowledge, finding)
        case Kind.SEVERAL:
            return ((), *((choice,) for choice in finding.choices))
        case Kind.DATE:
            return ()
        case _:
            return tuple(value for value in finding.values if value not in coarse)


def _numbers(knowledge: KnowledgeBase, finding: Finding) -> tuple[Value, ...]:
    low, high = finding.minimum or 0, finding.maximum or 0
    limits = {
        node.value
        for condition in all_conditions(knowledge)
        for node in walk(condition)
        if isinstance(node, Compare) and node.finding == finding.id and isinstance(node.value, int | float)
    }
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
