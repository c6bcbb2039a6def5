"""Which missing answer would change what: the next tests, and the questions that only a person can answer.

A test is decision-changing if it fills a finding that an undecided option waits for. What a result would bring is
worked out for every answer between which the rules make a difference, with everything else left as it is known now.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from guidance.assess import Guidance
from guidance.condition import Condition
from guidance.finding import FindingId
from guidance.knowledge import KnowledgeBase
from guidance.option import MedicalTest, OptionId, Standing
from guidance.outcomes import AnswerMoves, Wanted, answer_moves, outcomes
from guidance.verdict import Verdict


@dataclass(frozen=True, slots=True)
class NextTest:
    """A test worth doing now: what it fills and, for each undecided option, the standings its result could bring.

    `settles` are the options that the whole result decides, whatever it says. An answer that is too coarse (a negative
    blood test where tissue is needed) is no result yet.
    """

    test: MedicalTest
    findings: tuple[FindingId, ...]
    options: dict[OptionId, tuple[Standing, ...]]
    settles: tuple[OptionId, ...] = ()

    @property
    def moves(self) -> tuple[OptionId, ...]:
        """The options that some result decides."""
        undecided = (Standing.DEPENDS,)
        return tuple(option for option, standings in self.options.items() if standings not in ((), undecided))


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """An unknown finding that no test fills: somebody has to ask.

    `options` are the undecided options that wait for it.
    """

    finding: FindingId
    options: tuple[OptionId, ...]


def next_tests(guidance: Guidance) -> tuple[NextTest, ...]:
    """The decision-changing tests. First comes the one that settles most options whatever it says; of equals the one
    that can decide most, then the one that the pack names first.
    """
    waiting = waited_for(guidance)
    found = []
    wanted = []
    for test in offered_tests(guidance):
        findings = tuple(finding for finding in test.fills if finding in waiting)
        options = {option for finding in findings for option in waiting[finding]}
        if options:
            ordered = tuple(option for option in guidance.knowledge.options if option in options)
            found.append((test, findings, ordered))
            wanted.append(Wanted(_filled_anew(test, guidance, waiting), ordered))
    tests = [
        NextTest(test, findings, brought, tuple(o for o in options if _decides(brought[o])))
        for (test, findings, options), brought in zip(found, outcomes(guidance, wanted), strict=True)
    ]
    return tuple(sorted(tests, key=lambda item: (-len(item.settles), -len(item.moves))))


def answers_of(guidance: Guidance, tests: Iterable[NextTest]) -> dict[str, tuple[AnswerMoves, ...]]:
    """For each test by its id: each answer to each of its findings, and what it alone would make of the options that
    wait for the test.
    """
    tests = tuple(tests)
    moves = answer_moves(guidance, [(f, tuple(test.options)) for test in tests for f in test.findings])
    return {test.test.id: tuple(item for item in moves if item.finding in test.findings) for test in tests}


def open_questions(guidance: Guidance) -> tuple[OpenQuestion, ...]:
    """What only asking can settle, the question most options wait for first."""
    waiting = waited_for(guidance)
    filled = {finding for test in offered_tests(guidance) for finding in test.fills}
    questions = [OpenQuestion(f, tuple(options)) for f, options in waiting.items() if f not in filled]
    return tuple(sorted(questions, key=lambda item: -len(item.options)))


@dataclass(frozen=True, slots=True)
class Change:
    """What one unknown answer could do to one option, and which answers do it."""

    finding: FindingId
    standings: tuple[Standing, ...]
    answers: tuple[AnswerMoves, ...] = ()


def what_would_change(guidance: Guidance, option: OptionId) -> tuple[Change, ...]:
    """For each unknown finding that bears on an option's standing, the standings its answer could bring."""
    assessment = guidance.options[option]
    findings = tuple(dict.fromkeys((*assessment.missing, *assessment.checks_before)))
    answers = answer_moves(guidance, [(finding, (option,)) for finding in findings])
    changes = [_change(finding, option, answers) for finding in findings]
    return tuple(change for change in changes if change.standings)


def answers_that_matter(guidance: Guidance) -> tuple[FindingId, ...]:
    """Every unknown finding an undecided option waits for, the most awaited first."""
    waiting = waited_for(guidance)
    return tuple(sorted(waiting, key=lambda finding: -len(waiting[finding])))


def waited_for(guidance: Guidance) -> dict[FindingId, list[OptionId]]:
    """The findings that undecided options wait for, each with these options."""
    waiting: dict[FindingId, list[OptionId]] = {}
    for assessment in guidance.options.values():
        for finding in assessment.missing:
            waiting.setdefault(finding, []).append(assessment.id)
    return waiting


def offered_tests(guidance: Guidance) -> tuple[MedicalTest, ...]:
    """The tests that apply to this patient, in the pack's order."""
    facts = guidance.facts
    return tuple(
        test
        for test in guidance.knowledge.tests.values()
        if test.when is None or facts.judge(test.when).verdict is Verdict.MET
    )


def _filled_anew(test: MedicalTest, guidance: Guidance, waiting: Mapping[FindingId, object]) -> tuple[FindingId, ...]:
    """What the result of a test would say that is not known yet, awaited or not."""
    known = guidance.profile.values
    return tuple(finding for finding in test.fills if finding in waiting or finding not in known)


def _decides(standings: Sequence[Standing]) -> bool:
    return bool(standings) and Standing.DEPENDS not in standings


def _change(finding: FindingId, option: OptionId, answers: Iterable[AnswerMoves]) -> Change:
    of_finding = tuple(item for item in answers if item.finding == finding)
    brought = {item.options.get(option) for item in of_finding if not item.too_coarse}
    return Change(finding, tuple(standing for standing in Standing if standing in brought), of_finding)


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
