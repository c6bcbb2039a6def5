"""What the comparison asks of an engine, and the standings as numbers that every engine can return."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from benchmarks.visits import Visit
from guidance.option import Standing

STANDINGS = tuple(standing.value for standing in Standing)
"""A standing is returned as its place here."""
RELEVANT, CAUTION, DEPENDS, LATER, UNSUITABLE, NOT_EXPECTED = range(len(STANDINGS))
PASSED = 6
"""A course only: the moment has passed, so the option is not expected, unless something stops it."""
CLEAR, CAUTIONED, STOPPED = 0, 1, 2
"""What the stops and cautions of an option come to."""


class Unavailable(Exception):
    """The engine is not installed here, or cannot be started."""


def installed(name: str) -> Any:
    """A module that may be missing. Raises Unavailable. The program itself never imports any of them."""
    try:
        return import_module(name)
    except ImportError as missing:
        raise Unavailable(str(missing)) from missing


class Engine(ABC):
    """One engine with the rules in its own language, in one way of using it.

    `title` names the engine, `way` how it is used. `take` gets the patients ready: that is never timed.
    """

    title: str
    way: str

    @abstractmethod
    def take(self, visits: Sequence[Visit]) -> None:
        """Prepares these patients."""

    @abstractmethod
    def standings(self) -> list[tuple[str, ...]]:
        """The standings of every option for each patient, in their order."""

    @abstractmethod
    def once(self) -> list[float]:
        """Judges every patient once and returns the seconds that each took."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of what was prepared and started."""


class PythonEngine(Engine):
    """An engine that is called from this process.

    `judged` returns the standings of all options and then, for each conflict, whether it is on. Patients with a
    conflict need two runs, which `parts` answers; they are compared, but not timed.
    """

    def __init__(self) -> None:
        self._visits: list[Visit] = []
        self._inputs: list[Any] = []

    @abstractmethod
    def prepared(self, visit: Visit) -> Any:
        """The input of `judged` for a patient."""

    @abstractmethod
    def judged(self, prepared: Any) -> Sequence[Any]:
        """The standings of all options as numbers, then whether each conflict is on."""

    @abstractmethod
    def parts(self, visit: Visit) -> tuple[Sequence[int], Sequence[int]]:
        """The courses as counted and the safeties as entered."""

    def take(self, visits: Sequence[Visit]) -> None:
        """Prepares these patients."""
        self._visits = list(visits)
        self._inputs = [self.prepared(visit) for visit in visits]

    def standings(self) -> list[tuple[str, ...]]:
        """The standings of every option for each patient."""
        return [self._answer(visit, given) for visit, given in zip(self._visits, self._inputs, strict=True)]

    def once(self) -> list[float]:
        """Judges every patient once and returns the seconds that each took."""
        seconds = []
        judged, now = self.judged, time.perf_counter
        for given in self._inputs:
            start = now()
            judged(given)
            seconds.append(now() - start)
        return seconds

    def close(self) -> None:
        """Forgets the patients."""
        self.take(())

    def _answer(self, visit: Visit, given: Any) -> tuple[str, ...]:
        codes = self.judged(given)
        return settled(visit, codes, lambda: self.parts(visit))


def settled(
    visit: Visit, codes: Sequence[Any], parts: Callable[[], tuple[Sequence[int], Sequence[int]]]
) -> tuple[str, ...]:
    """The standings of a patient from what an engine returned: the standings as numbers, then the conflicts.

    With a conflict the `parts` are asked for. Conflicts that are not the right ones give no standings.
    """
    start = len(codes) - len(visit.conflicts)
    if tuple(map(bool, codes[start:])) != visit.conflicts:
        return ("other conflicts",)
    if visit.out_of_scope:
        return ()
    if any(visit.conflicts):
        return merged(*parts())
    return tuple(STANDINGS[int(code)] for code in codes[:start])


def merged(courses: Sequence[int], safeties: Sequence[int]) -> tuple[str, ...]:
    """The standings that courses and safeties come to together."""
    return tuple(STANDINGS[_standing(int(c), int(s))] for c, s in zip(courses, safeties, strict=True))


def _standing(course: int, safety: int) -> int:
    if course == NOT_EXPECTED:
        return NOT_EXPECTED
    if safety == STOPPED:
        return UNSUITABLE
    if course == PASSED:
        return NOT_EXPECTED
    return CAUTION if course == RELEVANT and safety == CAUTIONED else course
