"""What `plainly assess` says of that which is still open: the next tests, and the smallest set that settles today."""

from typing import Any

from guidance.assess import Guidance
from guidance.knowledge import KnowledgeBase
from guidance.option import Standing
from guidance.outcomes import AnswerMoves
from guidance.questions import NextTest, answers_of, next_tests
from guidance.smallest_set import request_line, smallest_set
from guidance.wording import Reader, wording_of

_IF_NEEDED = "if needed"


def open_of(guidance: Guidance) -> dict[str, Any]:
    """Two keys of the answer, as plain values in a fixed order."""
    tests = next_tests(guidance)
    answers = answers_of(guidance, tests)
    return {
        "next_tests": [_test(test, answers[test.test.id], guidance.knowledge) for test in tests],
        "smallest_set": _smallest_set(guidance),
    }


def moves_of(moves: AnswerMoves, knowledge: KnowledgeBase) -> dict[str, Any]:
    """One answer: the options it decides, and those that wait for something else as well."""
    finding = knowledge.findings[moves.finding]
    return {
        "finding": moves.finding,
        "answer": moves.answer.as_data(finding),
        "moves": {o: standing.value for o, standing in moves.options.items() if standing is not Standing.DEPENDS},
        "leaves_open": [o for o, standing in moves.options.items() if standing is Standing.DEPENDS],
    }


def _test(test: NextTest, answers: tuple[AnswerMoves, ...], knowledge: KnowledgeBase) -> dict[str, Any]:
    return {
        "test": test.test.id,
        "findings": list(test.findings),
        "options": {option: [standing.value for standing in brought] for option, brought in test.options.items()},
        "settles": list(test.settles),
        "answers": [moves_of(moves, knowledge) for moves in answers],
    }


def _smallest_set(guidance: Guidance) -> dict[str, Any]:
    found = smallest_set(guidance)
    knowledge = guidance.knowledge
    request = ""
    if found.tests:
        wording = wording_of(knowledge, next(iter(knowledge.words)), Reader.CLINICIAN)
        request = request_line(found, wording, _IF_NEEDED)
    return {
        "tests": [test.id for test in found.tests],
        "if_needed": [test.id for test in found.if_needed],
        "questions": list(found.questions),
        "request": request,
    }
