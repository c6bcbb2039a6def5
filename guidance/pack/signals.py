"""Yes-or-no formulas over the answers of a patient, each a number: 7 is a formula, -7 its opposite.

There are two kinds: "this question has one of these answers", and "at least one of these formulas holds". The rest
follows: "all of them" is the opposite of "at least one of the opposites". The same formula always has the same number.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from guidance.condition import Empty, Includes, Only
from guidance.finding import FindingId
from guidance.tables import HistoryQuestion
from guidance.verdict import Verdict

Signal = int
TRUE: Signal = 1
FALSE: Signal = -1

About = FindingId | Includes | Only | Empty | HistoryQuestion
"""A finding (or the region), a question to the list that a finding holds, or one to the treatment history."""
Answer = str | int | Verdict | None
"""One way a question can be answered; None while it is not answered."""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Something with exactly one answer of several. Each question is one object, and is only itself.

    `answers` begins with None where the answer may be missing. The answer of a number is the place of its range.
    """

    about: About
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer is one of these."""

    question: Question
    answers: frozenset[Answer]


class Signals:
    """All formulas of one edition."""

    def __init__(self) -> None:
        self.parts: dict[Signal, frozenset[Signal]] = {}
        self._answered: dict[Signal, Answered] = {}
        self._ways: dict[Signal, frozenset[Signal]] = {}
        self._numbers: dict[object, Signal] = {}
        self._last = TRUE

    def answered(self, question: Question, answers: Iterable[Answer]) -> Signal:
        """The answer is one of these. A formula that holds while nothing is answered is written as the opposite."""
        wanted = frozenset(answers)
        others = frozenset(question.answers) - wanted
        if not wanted or not others:
            return TRUE if wanted else FALSE
        if question.answers[0] in wanted:
            return -self._answered_by(Answered(question, others))
        return self._answered_by(Answered(question, wanted))

    def answers_of(self, signal: Signal) -> Answered | None:
        """The question that a formula asks and the answers for which it holds, None when it is made of others."""
        found = self._answered.get(abs(signal))
        if found is None or signal > 0:
            return found
        return Answered(found.question, frozenset(found.question.answers) - found.answers)

    def either(self, parts: Iterable[Signal]) -> Signal:
        """At least one of them holds."""
        answers: dict[Question, frozenset[Answer]] = {}
        kept: set[Signal] = set()
        for part in parts:
            asked = self.answers_of(part)
            if asked:
                answers[asked.question] = answers.get(asked.question, frozenset()) | asked.answers
            else:
                kept.add(part)
        kept.update(self.answered(question, wanted) for question, wanted in answers.items())
        kept.discard(FALSE)
        if TRUE in kept or any(-part in kept for part in kept):
            return TRUE
        if len(kept) < 2:
            return kept.pop() if kept else FALSE
        return self._either_of(frozenset(kept))

    def both(self, parts: Iterable[Signal]) -> Signal:
        """All of them hold."""
        return -self.either(-part for part in parts)

    def ways(self, signal: Signal) -> frozenset[Signal]:
        """The formulas of which one suffices; none of them is itself an "at least one"."""
        if signal not in self._ways:
            parts = self.parts.get(signal)
            self._ways[signal] = frozenset().union(*map(self.ways, parts)) if parts else frozenset({signal})
        return self._ways[signal]

    def _answered_by(self, asked: Answered) -> Signal:
        number = self._number(asked)
        self._answered[number] = asked
        return number

    def _either_of(self, parts: frozenset[Signal]) -> Signal:
        number = self._number(parts)
        self.parts[number] = parts
        return number

    def _number(self, formula: object) -> Signal:
        if formula not in self._numbers:
            self._last += 1
            self._numbers[formula] = self._last
        return self._numbers[formula]
