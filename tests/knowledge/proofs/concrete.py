"""Turns what a prover found into a patient of flesh and blood, played in the evaluator that ships.

For a patient to be real, the answers of the history must come from entries. So entries are offered to the solver
(`entries.py`), and a patient is only found together with entries for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from guidance.finding import FindingId, Kind, Value
from guidance.knowledge import KnowledgeBase
from guidance.profile import REGIONS, Profile
from tests.knowledge.proofs.entries import Entries
from tests.knowledge.proofs.rules import Rules
from tests.knowledge.proofs.sat_patients import SatPatients, SatProver

NOTHING_KNOWN = Profile()
_WHOLE = ("grade",)
"""Units that are counted in whole numbers."""


@dataclass(frozen=True)
class Found:
    """Finds concrete patients for formulas of a SAT prover."""

    knowledge: KnowledgeBase
    patients: SatPatients
    rules: Rules[int]
    prover: SatProver

    def patient(self, *formulas: int, near: Profile = NOTHING_KNOWN) -> Profile | None:
        """A patient who meets the formulas and differs from another one as little as possible; None when nobody does.

        Near nobody in particular it is a patient with as few answers and treatments as possible.
        """
        model = self.prover.nearest([self._entries.real, *self._whole, *formulas], self._wishes(near))
        return None if model is None else self._profile(model, near)

    @cached_property
    def _whole(self) -> list[int]:
        """There is no half grade: a stretch between two limits in which no whole number lies is nobody's."""
        return [
            -self.patients.equals(name, str(place))
            for name, regions in self.patients.regions.items()
            if self.knowledge.findings[name].unit in _WHOLE
            for place, (low, high) in enumerate(regions)
            if low != high and high - low <= 1
        ]

    @cached_property
    def _entries(self) -> Entries:
        return Entries(self.knowledge, self.patients, self.rules.history)

    def _wishes(self, near: Profile) -> Iterator[int]:
        """To be as the other patient is, answer by answer."""
        yield self.patients.in_region(near.region)
        chosen = self._entries.chosen
        yield from (literal if entry in near.treatments else -literal for entry, literal in chosen.items())
        for name, finding in self.knowledge.findings.items():
            if finding.kind is Kind.DATE:
                continue
            given = self.patients.given(name)
            match near.values.get(name):
                case None:
                    yield -given
                    yield from (-self.patients.includes(name, v) for v in self._ticks(name))
                case tuple() as ticked:
                    yield given
                    for value in finding.values:
                        includes = self.patients.includes(name, value)
                        yield includes if value in ticked else -includes
                case str() as value:
                    yield from (given, self.patients.equals(name, value))
                case number:
                    yield from (given, self.patients.equals(name, self._region_of(name, number)))

    def _ticks(self, name: FindingId) -> tuple[str, ...]:
        finding = self.knowledge.findings[name]
        return finding.values if finding.kind is Kind.SEVERAL else ()

    def _region_of(self, name: FindingId, number: float) -> str:
        regions = self.patients.regions[name]
        return str(next(i for i, (low, high) in enumerate(regions) if low == number == high or low < number < high))

    def _profile(self, model: frozenset[int], near: Profile) -> Profile:
        values: dict[FindingId, Value] = {}
        for name, finding in self.knowledge.findings.items():
            if finding.kind is Kind.DATE or self.patients.given(name) not in model:
                continue
            match finding.kind:
                case Kind.NUMBER:
                    values[name] = self._number(name, model, near)
                case Kind.SEVERAL:
                    values[name] = tuple(v for v in finding.values if self.patients.includes(name, v) in model)
                case _:
                    values[name] = next(v for v in finding.values if self.patients.equals(name, v) in model)
        region = next(region for region in REGIONS if self.patients.in_region(region) in model)
        treatments = tuple(entry for entry, literal in self._entries.chosen.items() if literal in model)
        return Profile(values, treatments, region)

    def _number(self, name: FindingId, model: frozenset[int], near: Profile) -> float:
        place = next(i for i, _ in enumerate(self.patients.regions[name])
                     if self.patients.equals(name, str(i)) in model)  # fmt: skip
        before = near.values.get(name)
        if isinstance(before, int | float) and self._region_of(name, before) == str(place):
            return before
        low, high = self.patients.regions[name][place]
        middle = (low + high) / 2
        # A whole number reads better, where one lies within
        whole = int(middle)
        return whole if low < whole < high or whole == middle else middle
