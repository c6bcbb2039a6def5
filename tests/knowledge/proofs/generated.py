"""The tables that ship read as formulas: they are joined once, for every patient at the same time.

Nothing of the rules is looked at here, only the numbers of the tables. Each bit of the row is kept as a formula: the
patients for whom it is set.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic

from guidance.condition import Includes, Only
from guidance.finding import FindingId
from guidance.option import Standing
from guidance.tables import ANY, CONTENTS, Asked, Tables, standing_of
from tests.knowledge.proofs.logic import Algebra, F, HistoryAnswers, Patients

Values = Callable[[FindingId], tuple[str, ...]]
"""The values that may be ticked in a list."""
_BITS = 8


class Shipped(Generic[F]):
    """The tables of one edition for every patient of a prover."""

    def __init__(self, tables: Tables, patients: Patients[F], values: Values) -> None:
        self._tables = tables
        self._patients = patients
        self._algebra: Algebra[F] = patients.algebra
        self._values = values

    def flags(self, history: HistoryAnswers[F], disputed: Mapping[FindingId, F] | None = None) -> list[list[F]]:
        """The eight bits of each option, then those of each conflict. A disputed finding counts as not given."""
        row: _Row[F] = _Row(self._algebra)
        for number, formula in self._answers(history, disputed or {}):
            row.join(number, formula)
        start = 0
        for layer in self._tables.layers:
            # A whole layer is read before anything that follows from it is joined
            contents = [row.byte(start + place) for place in range(len(layer))]
            for bits, table in zip(contents, layer, strict=True):
                row.join_table(bits, table)
            start += len(layer)
        return [row.byte(start + place) for place in range(len(self._tables.options) + self._tables.conflicts)]

    def _answers(self, history: HistoryAnswers[F], disputed: Mapping[FindingId, F]) -> Iterator[tuple[int, F]]:
        """The number of every answer, and the patients who give it."""
        algebra = self._algebra
        yield self._tables.always, algebra.true
        for region, number in self._tables.regions.items():
            yield number, self._patients.in_region(region)
        for question, (unmet, unknown, met) in self._tables.history.items():
            answer = history[question]
            yield unmet, answer.unmet
            yield unknown, algebra.no(algebra.either((answer.met, answer.unmet)))
            yield met, answer.met
        for finding, number, formula in self._given():
            counted = (formula, algebra.no(disputed[finding])) if finding in disputed else (formula,)
            yield number, algebra.both(counted)

    def _given(self) -> Iterator[tuple[FindingId, int, F]]:
        for finding, values in self._tables.choices.items():
            for value, number in values.items():
                known = self._patients.given(finding) if value == ANY else self._patients.equals(finding, value)
                yield finding, number, known
        for finding, (limits, numbers) in self._tables.numbers.items():
            for place, number in enumerate(numbers):
                yield finding, number, self._in_range(finding, limits, place)
        for finding, several in self._tables.lists.items():
            for asked in several:
                holds = self._holds(finding, asked)
                given = self._patients.given(finding)
                yield finding, asked.yes, self._algebra.both((given, holds))
                yield finding, asked.no, self._algebra.both((given, self._algebra.no(holds)))

    def _in_range(self, finding: FindingId, limits: Sequence[float], place: int) -> F:
        """Below the first limit, the first limit itself, between the first and the second, and so on."""
        after, at_limit = divmod(place, 2)
        if at_limit:
            return self._patients.compares(finding, "==", limits[after])
        bounds = [self._patients.given(finding)]
        if after > 0:
            bounds.append(self._patients.compares(finding, ">", limits[after - 1]))
        if after < len(limits):
            bounds.append(self._patients.compares(finding, "<", limits[after]))
        return self._algebra.both(bounds)

    def _holds(self, finding: FindingId, asked: Asked) -> F:
        ticked = {value: self._patients.includes(finding, value) for value in self._values(finding)}
        match asked.condition:
            case Includes(_, value):
                return ticked[value]
            case Only(_, value):
                others = (formula for other, formula in ticked.items() if other != value)
                return self._algebra.both((ticked[value], self._algebra.no(self._algebra.either(others))))
            case _:
                return self._algebra.no(self._algebra.either(ticked.values()))


def standings(algebra: Algebra[F], flags: Sequence[F]) -> dict[Standing, F]:
    """When the flags of an option come to each standing."""
    contents = dict.fromkeys(Standing, 0)
    for content in range(CONTENTS):
        contents[standing_of(content)] |= 1 << content
    reading = _Reading(algebra, flags)
    return {standing: reading.is_one_of(wanted) for standing, wanted in contents.items()}


class _Row(Generic[F]):
    """The bits of the row, each with the formulas that set it."""

    def __init__(self, algebra: Algebra[F]) -> None:
        self._algebra = algebra
        self._set_by: dict[int, list[F]] = {}

    def byte(self, place: int) -> list[F]:
        """The bits of one byte, the lowest first."""
        return [self._algebra.either(self._set_by.get(_BITS * place + bit, ())) for bit in range(_BITS)]

    def join(self, number: int, formula: F) -> None:
        """Joins a number for these patients."""
        for bit in _bits_of(number):
            self._set_by.setdefault(bit, []).append(formula)

    def join_table(self, byte: Sequence[F], table: Sequence[int]) -> None:
        """Joins for each patient what the table holds for the content of a byte."""
        by_number: dict[int, int] = {}
        for content, number in enumerate(table):
            by_number[number] = by_number.get(number, 0) | 1 << content
        by_bit: dict[int, int] = {}
        for number, contents in by_number.items():
            for bit in _bits_of(number):
                by_bit[bit] = by_bit.get(bit, 0) | contents
        reading = _Reading(self._algebra, byte)
        for bit, contents in by_bit.items():
            self._set_by.setdefault(bit, []).append(reading.is_one_of(contents))


class _Reading(Generic[F]):
    """When the content of a byte is one of several: bit 5 of `contents` stands for the content 5."""

    def __init__(self, algebra: Algebra[F], byte: Sequence[F]) -> None:
        self._algebra = algebra
        self._byte = byte
        self._known: dict[tuple[int, int], F] = {}

    def is_one_of(self, contents: int, bits: int = _BITS) -> F:
        """Decides by the highest bit, then by the others; what was decided before is decided once."""
        size = 1 << bits
        if contents in (0, (1 << size) - 1):
            return self._algebra.true if contents else self._algebra.false
        if (contents, bits) not in self._known:
            highest, half = self._byte[bits - 1], size // 2
            with_it = self.is_one_of(contents >> half, bits - 1)
            without = self.is_one_of(contents & (1 << half) - 1, bits - 1)
            ways = ((highest, with_it), (self._algebra.no(highest), without))
            self._known[contents, bits] = self._algebra.either(map(self._algebra.both, ways))
        return self._known[contents, bits]


def _bits_of(number: int) -> Iterator[int]:
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
