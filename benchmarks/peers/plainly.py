"""Plainly itself: the lookup tables that ship, given the same inputs as the others, and as the program calls it."""

from collections.abc import Sequence
from sys import intern
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
    STANDINGS,
    STOPPED,
    PythonEngine,
)
from benchmarks.visits import Known, Visit
from guidance.evaluator import Evaluator, flags_function
from guidance.finding import Value
from guidance.knowledge import KnowledgeBase
from guidance.pack.compile import tables_of
from guidance.tables import Flag, standing_of

# For each content of a byte of flags the place of its standing
_PLACES = bytes(STANDINGS.index(standing_of(flags).value) for flags in range(256))


class Tables(PythonEngine):
    """The lookup tables on the same inputs as every other engine."""

    title = "Plainly"
    way = "the lookup tables, the same inputs"

    def __init__(self, knowledge: KnowledgeBase) -> None:
        super().__init__()
        self._tables = tables_of(knowledge)
        self._flags_of = flags_function(self._tables)

    def prepared(self, visit: Visit) -> Any:
        """The answers; what the history says and the region as one number, ready to be joined."""
        return self._inputs_of(visit.entered)

    def judged(self, prepared: Any) -> Sequence[Any]:
        """One call, and the table of the standing algorithm, in which a conflict that is on is not 0."""
        return self._flags_of(*prepared).translate(_PLACES)

    def parts(self, visit: Visit) -> tuple[Sequence[int], Sequence[int]]:
        """Two calls."""
        options = len(self._tables.options)
        counted = self._flags_of(*self._inputs_of(visit.counted))[:options]
        entered = self._flags_of(*self._inputs_of(visit.entered))[:options]
        return [_course(flags) for flags in counted], [_safety(flags) for flags in entered]

    def _inputs_of(self, known: Known) -> tuple[Any, ...]:
        # Answers picked in the program are the words of the edition, which are interned; those of a file are not
        values = {intern(finding): _interned(value) for finding, value in known.values.items()}
        return values, self._tables.beside_values(known.region, known.history)


def _interned(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(map(intern, value))
    return intern(value) if isinstance(value, str) else value


def _course(flags: int) -> int:
    if flags & Flag.NOT_FITTING:
        return NOT_EXPECTED
    if flags & Flag.NOT_NOW:
        return PASSED if flags & Flag.PASSED else LATER
    if flags & Flag.UNDECIDED:
        return DEPENDS
    return CAUTION if flags & Flag.CHECK_DUE else RELEVANT


def _safety(flags: int) -> int:
    return STOPPED if flags & Flag.STOPPED else CAUTIONED if flags & Flag.CAUTION else CLEAR


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
        self._evaluator._beside.cache_clear()
        return super().judged(prepared)
