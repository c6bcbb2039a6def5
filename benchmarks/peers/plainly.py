"""Plainly itself: the generated function that is shipped, given the same inputs as the others, and as the program
calls it.
"""

from collections.abc import Sequence
from typing import Any

from benchmarks.peers.engine import (
    CAUTION,
    CAUTIONED,
    CLEAR,
    DEPENDS,
    LATER,
    NOT_EXPECTED,
    PASSED,
    RELEVANT,
    STOPPED,
    UNSUITABLE,
    PythonEngine,
)
from benchmarks.visits import Known, Visit
from guidance.evaluator import Evaluator
from guidance.knowledge import KnowledgeBase
from guidance.pack.compile import compiled

# The courses of the generated function: fits nobody like this, later, passed, depends, open with a check due, open
_COURSES = (NOT_EXPECTED, LATER, PASSED, DEPENDS, CAUTION, RELEVANT)
_SAFETIES = (CLEAR, CAUTIONED, STOPPED)
_STANDINGS = (
    (NOT_EXPECTED, NOT_EXPECTED, NOT_EXPECTED),
    (LATER, LATER, UNSUITABLE),
    (NOT_EXPECTED, NOT_EXPECTED, UNSUITABLE),
    (DEPENDS, DEPENDS, UNSUITABLE),
    (CAUTION, CAUTION, UNSUITABLE),
    (RELEVANT, CAUTION, UNSUITABLE),
)


class Generated(PythonEngine):
    """The generated function on the same inputs as every other engine."""

    title = "Plainly"
    way = "the generated function, the same inputs"

    def __init__(self, knowledge: KnowledgeBase) -> None:
        super().__init__()
        rules = compiled(knowledge)
        names: dict[str, Any] = {}
        exec(compile(rules.source, "<rules of the edition>", "exec"), names)
        self._judge = names["judge"]
        self._questions = rules.questions
        self._calm = [False] * len(knowledge.conflicts)

    def prepared(self, visit: Visit) -> Any:
        """The values, the region and what the history says."""
        return self._inputs_of(visit.entered)

    def judged(self, prepared: Any) -> Sequence[Any]:
        """One call, and the table of the standing algorithm."""
        courses, safeties, conflicts = self._judge(*prepared)
        standings = [_STANDINGS[course][safety] for course, safety in zip(courses, safeties, strict=True)]
        if conflicts:
            return [*standings, *(place in conflicts for place in range(len(self._calm)))]
        return standings + self._calm

    def parts(self, visit: Visit) -> tuple[Sequence[int], Sequence[int]]:
        """Two calls."""
        courses, _, _ = self._judge(*self._inputs_of(visit.counted))
        _, safeties, _ = self._judge(*self._inputs_of(visit.entered))
        return [_COURSES[course] for course in courses], [_SAFETIES[safety] for safety in safeties]

    def _inputs_of(self, known: Known) -> tuple[Any, ...]:
        return dict(known.values), known.region, tuple(known.history[question] for question in self._questions)


class AsCalled(PythonEngine):
    """The evaluator as the program calls it, with a profile; the answers of the history are remembered."""

    title = "Plainly"
    way = "as the program calls it, the history remembered"

    def __init__(self, knowledge: KnowledgeBase) -> None:
        super().__init__()
        self._evaluator = Evaluator(knowledge)

    def standings(self) -> list[tuple[str, ...]]:
        """The standings of every option for each patient. The evaluator settles conflicts by itself."""
        return [tuple(standing.value for standing in self.judged(visit.profile)) for visit in self._visits]

    def prepared(self, visit: Visit) -> Any:
        """The profile."""
        return visit.profile

    def judged(self, prepared: Any) -> Sequence[Any]:
        """The standings in the order of the options."""
        return tuple(self._evaluator.standings(prepared).values())

    def parts(self, visit: Visit) -> tuple[Sequence[int], Sequence[int]]:
        """Not to be asked of this engine."""
        raise NotImplementedError(visit.profile)


class HistoryAnew(AsCalled):
    """The same for a patient that was never seen before: the history is asked again each time."""

    way = "as the program calls it, a history never seen before"

    def judged(self, prepared: Any) -> Sequence[Any]:
        """The evaluator forgets the histories first."""
        self._evaluator._history.cache_clear()
        return super().judged(prepared)
