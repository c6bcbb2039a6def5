"""What the sheet of next tests says, as a value: the tests with what each answer moves, and the smallest set."""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.answer_words import answer_words
from guidance.finding import FindingId, Kind
from guidance.option import Standing
from guidance.outcomes import AnswerMoves
from guidance.profile import HISTORY
from guidance.questions import NextTest, answers_of
from guidance.smallest_set import request_line
from guidance.wording import Wording
from guidance.workup import WorkUp

_MOST_ANSWERS = 6


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer and how many options it would bring to each standing; `stays` counts those that it leaves open.

    `detail` names the options.
    """

    text: str
    brings: tuple[tuple[Standing, str, int], ...]
    stays: int
    detail: str


@dataclass(frozen=True, slots=True)
class FindingLines:
    """The answers to one finding of a test. `more` are answers that are not shown."""

    finding: FindingId
    name: str
    answers: tuple[AnswerLine, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class NextTestLine:
    """One test: how many options it settles whatever it says, and how many some result decides."""

    id: str
    name: str
    why: str
    settles: int
    moves: int
    waiting: int
    findings: tuple[FindingLines, ...]


@dataclass(frozen=True, slots=True)
class NextTestsTold:
    """Everything on the sheet. `request` is the line for a request form, "" when no test is needed."""

    tests: tuple[NextTestLine, ...] = ()
    request: str = ""
    set_names: tuple[str, ...] = ()
    if_needed: tuple[str, ...] = ()
    questions: tuple[tuple[FindingId, str], ...] = ()
    open_options: int = 0


def next_tests_told(workup: WorkUp, wording: Wording) -> NextTestsTold:
    """What can be said of the open options of a visit."""
    guidance = workup.guidance
    found = workup.smallest_set
    answers = answers_of(guidance, workup.next_tests)
    return NextTestsTold(
        tests=tuple(_test(test, answers[test.test.id], workup, wording) for test in workup.next_tests),
        request=request_line(found, wording, _said("if needed")),
        set_names=tuple(wording.test(test.id).label for test in found.today),
        if_needed=tuple(wording.test(test.id).label for test in found.if_needed),
        questions=tuple((f, wording.label(f)) for f in found.questions if f in workup.asked or f == HISTORY),
        open_options=sum(a.standing is Standing.DEPENDS for a in guidance.options.values()),
    )


def _test(test: NextTest, answers: tuple[AnswerMoves, ...], workup: WorkUp, wording: Wording) -> NextTestLine:
    words = wording.test(test.test.id)
    return NextTestLine(
        id=test.test.id,
        name=words.label,
        why=words.text,
        settles=len(test.settles),
        moves=len(test.moves),
        waiting=len(test.options),
        findings=tuple(
            _finding(finding, [item for item in answers if item.finding == finding], workup, wording)
            for finding in test.findings
        ),
    )


def _finding(finding: FindingId, answers: list[AnswerMoves], workup: WorkUp, wording: Wording) -> FindingLines:
    several = workup.knowledge.findings[finding].kind is Kind.SEVERAL
    # Of ticks the sheet tells those that are on: without them the options wait or fall away, as one expects
    told = [item for item in answers if item.options and not (several and not item.answer.includes)]
    lines = tuple(_answer(item, workup, wording) for item in told[:_MOST_ANSWERS])
    return FindingLines(finding, wording.label(finding), lines, max(0, len(told) - _MOST_ANSWERS))


def _answer(item: AnswerMoves, workup: WorkUp, wording: Wording) -> AnswerLine:
    text = answer_words(workup.knowledge.findings[item.finding], item.answer, wording)
    counts = Counter(item.options.values())
    brings = tuple(
        (standing, wording.standing(standing), counts[standing])
        for standing in Standing
        if standing is not Standing.DEPENDS and counts[standing]
    )
    detail = "\n".join(_names(standing, item, wording) for standing in Standing if counts[standing])
    return AnswerLine(text[:1].upper() + text[1:], brings, counts[Standing.DEPENDS], detail)


def _names(standing: Standing, item: AnswerMoves, wording: Wording) -> str:
    names = ", ".join(wording.option(option) for option, brought in item.options.items() if brought is standing)
    return f"{wording.standing(standing)}: {names}"


def _said(text: str) -> str:
    return QCoreApplication.translate("next_tests", text)
