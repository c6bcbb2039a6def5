"""Gives every answer its number and every cell its table, once it is decided which cell works out what."""

from collections.abc import Iterable, Mapping
from itertools import chain

from guidance.condition import Empty, Given, Includes, Lines, Only, ProgressedOn, Treated
from guidance.finding import NO, YES, FindingId
from guidance.option import OptionId
from guidance.pack.cells import BITS, Cell, Layout
from guidance.pack.signals import TRUE, Answer, Question, Signal
from guidance.profile import REGION
from guidance.tables import CONTENTS, Asked, HistoryQuestion, Tables
from guidance.verdict import Verdict


def numbered(
    layout: Layout,
    questions: Iterable[Question],
    limits: Mapping[FindingId, tuple[float, ...]],
    options: tuple[OptionId, ...],
    conflicts: int,
) -> Tables:
    """The tables of a layout. `limits` belong to the findings that are measured."""
    numbers = _Numbers(layout)
    choices: dict[FindingId, dict[str, int]] = {}
    measured: dict[FindingId, tuple[tuple[float, ...], tuple[int, ...]]] = {}
    lists: dict[FindingId, tuple[Asked, ...]] = {}
    regions: dict[str, int] = {}
    history: dict[HistoryQuestion, tuple[int, int, int]] = {}
    for question in questions:
        of = numbers.of_answers(question)
        given = {str(answer): number for answer, number in of.items() if answer is not None}
        match question.about:
            case Includes(finding) | Only(finding) | Empty(finding) as asked:
                lists[finding] = (*lists.get(finding, ()), Asked(asked, of[NO], of[YES]))
            case Treated() | ProgressedOn() | Lines() | Given() as asked_of_history:
                history[asked_of_history] = (of[Verdict.NOT_MET], of[Verdict.UNKNOWN], of[Verdict.MET])
            case finding if finding == REGION:
                regions = given
            case finding if finding in limits:
                measured[finding] = (limits[finding], tuple(given.values()))
            case finding:
                choices[finding] = given
    layers = tuple(tuple(numbers.table(cell) for cell in layer) for layer in numbers.layers)
    return Tables(choices, measured, lists, regions, history, numbers.of_term(TRUE), layers, options, conflicts)


class _Numbers:
    """What is joined to the row for an answer, a formula, or the content of a cell."""

    def __init__(self, layout: Layout) -> None:
        self.layers = layout.layers()
        self._layout = layout
        self._cells = list(chain.from_iterable(self.layers))
        self._flags_start = BITS * len(self._cells)
        self._told: dict[Signal, int] = {}
        for place, cell in enumerate(self._cells):
            for signal, bit in cell.bits.items():
                self._told[signal] = self._told.get(signal, 0) | 1 << (BITS * place + bit)
        self._answers: dict[Question, dict[Answer, int]] = {}
        for place, cell in enumerate(self._cells):
            for question, (start, code) in cell.codes.items():
                for answer, number in code.by_answer.items():
                    self._say(question, answer, number << (BITS * place + start))
        for term in sorted({*layout.flags, *layout.hands_on}):
            asked = layout.signals.answers_of(term)
            if asked and layout.is_said_by_answers(term):
                for answer in asked.answers:
                    self._say(asked.question, answer, self.of_term(term))

    def of_term(self, term: Signal) -> int:
        """The flags that a formula raises, and the bits it hands on."""
        number = self._layout.flags.get(term, 0) << self._flags_start
        for wider in self._layout.hands_on.get(term, ()):
            number |= self._told[wider]
        return number

    def of_answers(self, question: Question) -> dict[Answer, int]:
        """The number of each answer to a question."""
        said = self._answers.get(question, {})
        return {answer: said.get(answer, 0) for answer in question.answers}

    def table(self, cell: Cell) -> tuple[int, ...]:
        """What follows from each content of a cell."""
        truths = [(cell.truth(term), self.of_term(term)) for term in cell.terms]
        known: dict[int, int] = {}
        table = []
        for content in range(CONTENTS):
            number = 0
            for truth, said in truths:
                if truth >> content & 1:
                    number |= said
            table.append(known.setdefault(number, number))
        return tuple(table)

    def _say(self, question: Question, answer: Answer, number: int) -> None:
        said = self._answers.setdefault(question, {})
        said[answer] = said.get(answer, 0) | number
