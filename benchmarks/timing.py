"""Measures engines side by side: all patients once with each engine, then all over again."""

import gc
from collections.abc import Callable, Sequence
from statistics import median
from typing import TypeVar

from benchmarks.peers.engine import Engine

Result = TypeVar("Result")
_WARM_UP = 3


def side_by_side(engines: Sequence[Engine], rounds: int) -> list[float]:
    """The seconds that each engine takes for one patient.

    The median over the patients of the median over the rounds. Before that every engine warms up for three rounds.
    """
    found: list[list[list[float]]] = [[] for _ in engines]
    for number in range(_WARM_UP + rounds):
        for place, engine in enumerate(engines):
            seconds = undisturbed(engine.once)
            if number >= _WARM_UP:
                found[place].append(seconds)
    return [_typical(rounds_of_engine) for rounds_of_engine in found]


def undisturbed(work: Callable[[], Result]) -> Result:
    """The result of work that no garbage collection interrupts."""
    gc.collect()
    gc.disable()
    try:
        return work()
    finally:
        gc.enable()


def _typical(rounds: Sequence[Sequence[float]]) -> float:
    return float(median(median(of_patient) for of_patient in zip(*rounds, strict=True)))
