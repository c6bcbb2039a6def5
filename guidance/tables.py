"""The rules of one edition as lookup tables: all options are judged at once, by joining whole numbers bit by bit.

Every answer has a whole number. The numbers of a patient's answers, joined by "or", are one long row of bytes:

- First come the *cells*. Each is one byte in which the answers to a few questions meet, as codes. A cell has a table
  with a number for each of its 256 contents: what follows when just these answers are given together. That is joined
  to the row as well. Cells stand in layers, because what follows from one may be needed in another.
- Then comes a byte of *flags* for every option (`Flag`), and a byte for every conflict.

A bit that nobody sets stays 0, and so does every code of a question that is not answered: unknown is never "no".
`guidance/pack/compile.py` makes the tables; the proofs read them back for every patient there can be.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntFlag
from functools import reduce
from operator import or_

from guidance.condition import Condition, Empty, Given, Includes, Lines, Only, ProgressedOn, Treated
from guidance.finding import FindingId, Value
from guidance.option import OptionId, Standing
from guidance.verdict import Verdict

HistoryQuestion = Treated | ProgressedOn | Lines | Given
"""What only the treatment history can answer; `Given(group)` asks whether the lines of a group are certain."""

CONTENTS = 256
"""The contents a cell can have."""
ANY = "*"
"""Stands for every date: rules only ask whether there is one."""
_PLACES: dict[int, int] = {Verdict.NOT_MET: 0, Verdict.UNKNOWN: 1, Verdict.MET: 2}


class Flag(IntFlag):
    """What is said of one option; the bits of its byte."""

    NOT_FITTING = 1
    NOT_NOW = 2
    PASSED = 4
    UNDECIDED = 8
    STOPPED = 16
    CAUTION = 32
    CHECK_DUE = 64


SAFETY = int(Flag.STOPPED | Flag.CAUTION)
"""What counts as entered, even where answers contradict each other."""


def standing_of(flags: int) -> Standing:
    """What the flags of an option come to: the standing algorithm of the vocabulary (section 3)."""
    if flags & Flag.NOT_FITTING:
        return Standing.NOT_EXPECTED
    if flags & Flag.STOPPED:
        return Standing.UNSUITABLE
    if flags & Flag.NOT_NOW:
        return Standing.NOT_EXPECTED if flags & Flag.PASSED else Standing.LATER
    if flags & Flag.UNDECIDED:
        return Standing.DEPENDS
    return Standing.CAUTION if flags & (Flag.CAUTION | Flag.CHECK_DUE) else Standing.RELEVANT


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a list that was ticked, and the numbers of "no" and "yes"."""

    condition: Includes | Only | Empty
    no: int
    yes: int


@dataclass(frozen=True, slots=True)
class Tables:
    """The numbers of all answers, and the layers of cells.

    `choices` by finding and value; `numbers` by finding: the limits that rules name, and a number for each range
    (below the first limit, the limit itself, up to the second, …); `lists` by finding. `history` holds three numbers
    for each question: not met, unknown, met. `always` is joined for everybody. The bytes of the row are the cells of
    each layer, then one for each of the `options`, then one for each of the `conflicts`.
    """

    choices: Mapping[FindingId, Mapping[str, int]]
    numbers: Mapping[FindingId, tuple[tuple[float, ...], tuple[int, ...]]]
    lists: Mapping[FindingId, tuple[Asked, ...]]
    regions: Mapping[str, int]
    history: Mapping[HistoryQuestion, tuple[int, int, int]]
    always: int
    layers: tuple[tuple[tuple[int, ...], ...], ...]
    options: tuple[OptionId, ...]
    conflicts: int

    def beside_values(self, region: str, history: Mapping[HistoryQuestion, int]) -> int:
        """What is joined for the region, the answers of the history (0 not met, 1 unknown, 3 met) and everybody."""
        answers = (self.history[question][_PLACES[verdict]] for question, verdict in history.items())
        return reduce(or_, answers, self.always | self.regions.get(region, 0))

    def number_of(self, finding: FindingId, value: Value) -> int:
        """The number of one answer; 0 when no rule asks for it."""
        if isinstance(value, str):
            values = self.choices.get(finding, {})
            return values.get(value, values.get(ANY, 0))
        if isinstance(value, tuple):
            asked = self.lists.get(finding, ())
            return reduce(or_, (one.yes if holds(one.condition, value) else one.no for one in asked), 0)
        limits, ranges = self.numbers.get(finding, ((), (0,)))
        return ranges[bisect_left(limits, value) + bisect_right(limits, value)]


def holds(condition: Condition, chosen: tuple[str, ...]) -> bool:
    """Whether the list of a finding is as the condition says."""
    match condition:
        case Includes(_, value):
            return value in chosen
        case Only(_, value):
            return chosen == (value,)
        case _:
            return not chosen
