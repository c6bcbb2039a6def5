"""Trying one answer: which question, which answer, and what would move.

It is given the work-up of a visit and not the visit, so there is nothing here that could change the record.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from desktop.answer_words import answer_words, known_words, tried_words
from desktop.consultation.live import NEEDS_ANSWER, needs_answer_text, status_of
from guidance.finding import FindingId
from guidance.option import OptionId, Standing
from guidance.possible_answers import PossibleAnswer
from guidance.what_if import Moved, WhatIf, answers_to_try, findings_to_try, what_if
from guidance.wording import Wording
from guidance.workup import WorkUp

NOTHING_TRIED = -1


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question whose answer can be tried, with its answer now."""

    finding: FindingId
    text: str
    now: str


@dataclass(frozen=True, slots=True)
class MoveLine:
    """An option that would move. `before` and `after` are a status and its words, ("", "") outside the scope."""

    option: OptionId
    name: str
    before: tuple[str, str]
    after: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tried:
    """What one answer would move. `notes` are alerts and contradictions that would come or go, each with its icon."""

    trying: str
    moves: tuple[MoveLine, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WhatIfState:
    """What the sheet shows. `answers` are those of the chosen question, `place` the one that is tried."""

    query: str = ""
    questions: tuple[QuestionLine, ...] = ()
    chosen: FindingId = ""
    title: str = ""
    now: str = ""
    answers: tuple[str, ...] = ()
    place: int = NOTHING_TRIED
    tried: Tried | None = None


class WhatIfPresenter(QObject):
    """The verbs. `wording` speaks to the clinician; `finding` is the question to begin with, if any."""

    changed = Signal(object)

    def __init__(
        self, workup: WorkUp, wording: Wording, finding: FindingId = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workup, self._wording = workup, wording
        self._lines = tuple(self._line(found) for found in findings_to_try(workup))
        self._answers: tuple[PossibleAnswer | None, ...] = ()
        self._state = WhatIfState(questions=self._lines)
        offered = [line.finding for line in self._lines]
        first = finding if finding in offered else next(iter(offered), "")
        if first:
            self._state = self._asking(first)

    @property
    def state(self) -> WhatIfState:
        """What the sheet shows now."""
        return self._state

    def search(self, query: str) -> None:
        """Shows only the questions that hold this text."""
        wanted = query.strip().casefold()
        questions = tuple(line for line in self._lines if wanted in line.text.casefold())
        self._show(replace(self._state, query=query.strip(), questions=questions))

    def choose(self, finding: FindingId) -> None:
        """Takes another question; nothing is tried until an answer is."""
        if finding != self._state.chosen and any(line.finding == finding for line in self._lines):
            self._show(self._asking(finding))

    def try_answer(self, place: int) -> None:
        """Tries one of the answers."""
        if place != self._state.place and 0 <= place < len(self._answers):
            self._show(replace(self._state, place=place, tried=self._tried(self._answers[place])))

    def _asking(self, finding: FindingId) -> WhatIfState:
        known = self._workup.knowledge.findings[finding]
        self._answers = answers_to_try(self._workup, finding)
        words = tuple(
            self.tr("Not known") if answer is None else answer_words(known, answer, self._wording)
            for answer in self._answers
        )
        return replace(
            self._state,
            chosen=finding,
            title=self._wording.label(finding),
            now=self._now(finding),
            answers=tuple(text[:1].upper() + text[1:] for text in words),
            place=NOTHING_TRIED,
            tried=None,
        )

    def _tried(self, answer: PossibleAnswer | None) -> Tried:
        finding = self._state.chosen
        found = what_if(self._workup, finding, None if answer is None else answer.value)
        said = tried_words(self._workup.knowledge.findings[finding], answer, self._wording)
        return Tried(said, tuple(self._move(move, found) for move in found.moved), tuple(self._notes(found)))

    def _move(self, move: Moved, found: WhatIf) -> MoveLine:
        return MoveLine(
            move.option,
            self._wording.option(move.option),
            self._status(move.option, self._workup),
            self._status(move.option, found.trial),
        )

    def _notes(self, found: WhatIf) -> list[tuple[str, str]]:
        alert, conflict = self._wording.alert, self._wording.conflict
        raised = [self.tr("This alert would come: {0}").format(alert(name).title) for name in found.raised]
        gone = [self.tr("This alert would go: {0}").format(alert(name).title) for name in found.gone]
        against = [self.tr("This would contradict: {0}").format(conflict(c.id)[0]) for c in found.contradictions]
        return [
            *(("alert-triangle", text) for text in raised),
            *(("circle-check", text) for text in gone),
            *(("info-circle", text) for text in against),
        ]

    def _status(self, option: OptionId, workup: WorkUp) -> tuple[str, str]:
        assessment = workup.assessment(option)
        if assessment is None:
            return "", ""
        status = status_of(assessment, workup)
        return status, needs_answer_text() if status == NEEDS_ANSWER else self._wording.standing(Standing(status))

    def _line(self, finding: FindingId) -> QuestionLine:
        return QuestionLine(finding, self._wording.label(finding), self._now(finding))

    def _now(self, finding: FindingId) -> str:
        return known_words(finding, self._workup.profile.values.get(finding), self._wording)

    def _show(self, state: WhatIfState) -> None:
        if state != self._state:
            self._state = state
            self.changed.emit(state)
