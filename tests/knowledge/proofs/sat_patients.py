"""Every possible patient for a SAT solver: one literal a value, numbers cut into the regions between the thresholds."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from itertools import combinations, pairwise

from pysat.solvers import Solver

from guidance.finding import Finding, FindingId, Kind
from guidance.knowledge import KnowledgeBase
from guidance.profile import REGIONS

SOLVER = "cadical195"


class SatAlgebra:
    """Formulas as literals: each distinct "and" becomes one variable with its clauses (Tseitin)."""

    true = 1
    false = -1

    def __init__(self) -> None:
        self.clauses: list[list[int]] = [[1]]
        self._last = 1
        self._gates: dict[tuple[int, ...], int] = {}

    def unknown(self, name: str = "") -> int:  # noqa: ARG002  # a SAT solver knows numbers only
        """A fresh yes-or-no unknown."""
        self._last += 1
        return self._last

    def no(self, part: int) -> int:
        """The opposite."""
        return -part

    def both(self, parts: Iterable[int]) -> int:
        """All of them."""
        kept = tuple(sorted({part for part in parts if part != self.true}))
        if self.false in kept or any(-part in kept for part in kept):
            return self.false
        if len(kept) < 2:
            return kept[0] if kept else self.true
        if kept not in self._gates:
            gate = self._gates[kept] = self.unknown()
            self.clauses += [[-gate, part] for part in kept]
            self.clauses.append([gate, *(-part for part in kept)])
        return self._gates[kept]

    def either(self, parts: Iterable[int]) -> int:
        """At least one of them."""
        return -self.both(-part for part in parts)


class SatPatients:
    """The findings of one patient as literals."""

    def __init__(
        self, knowledge: KnowledgeBase, limits: Mapping[FindingId, Iterable[float]], algebra: SatAlgebra | None = None
    ) -> None:
        self.algebra = algebra or SatAlgebra()
        self._findings = knowledge.findings
        self._given = {name: self.algebra.unknown() for name in knowledge.findings}
        self._values: dict[tuple[FindingId, str], int] = {}
        self.regions = {
            name: number_regions(finding, limits.get(name, ()))
            for name, finding in knowledge.findings.items()
            if finding.kind is Kind.NUMBER
        }
        for name, finding in knowledge.findings.items():
            self._lay_out(name, finding)
        first = self.algebra.unknown()
        self._region = dict(zip(REGIONS, (first, -first), strict=True))

    def _lay_out(self, name: FindingId, finding: Finding) -> None:
        if finding.kind is Kind.DATE:
            return
        places = [str(i) for i in range(len(self.regions[name]))] if name in self.regions else list(finding.values)
        literals = [self.algebra.unknown() for _ in places]
        self._values |= {(name, place): literal for place, literal in zip(places, literals, strict=True)}
        given = self._given[name]
        self.algebra.clauses += [[-literal, given] for literal in literals]
        if finding.kind is not Kind.SEVERAL:
            self.algebra.clauses.append([-given, *literals])
            self.algebra.clauses += [[-one, -other] for one, other in combinations(literals, 2)]

    def with_another(self, finding: FindingId) -> "SatPatients":
        """The same patient, with an answer of its own to one question."""
        twin = copy(self)
        twin._given = {**self._given, finding: self.algebra.unknown()}
        twin._values = dict(self._values)
        twin._lay_out(finding, self._findings[finding])
        return twin

    def given(self, finding: FindingId) -> int:
        """The finding has a value."""
        return self._given[finding]

    def equals(self, finding: FindingId, value: str) -> int:
        """The choice has this value."""
        return self._values[finding, value]

    def compares(self, finding: FindingId, operator: str, number: float) -> int:
        """The number stands so to this one: it lies in one of the regions that do."""
        return self.algebra.either(
            self._values[finding, str(place)]
            for place in range(len(self.regions[finding]))
            if self.stands(finding, place, operator, number)
        )

    def stands(self, finding: FindingId, place: int, operator: str, number: float) -> bool:
        """Whether the numbers of one region stand so to this number."""
        return _stands(self.regions[finding][place], operator, number)

    def includes(self, finding: FindingId, value: str) -> int:
        """The value is ticked."""
        return self._values[finding, value]

    def in_region(self, region: str) -> int:
        """The licenses of this region apply."""
        return self._region[region]


def number_regions(finding: Finding, limits: Iterable[float]) -> list[tuple[float, float]]:
    """The thresholds themselves and the open stretches between them, as (least, most); a threshold is (x, x)."""
    low, high = finding.minimum or 0.0, finding.maximum or 0.0
    points = sorted({low, high, *(limit for limit in limits if low <= limit <= high)})
    regions = [(points[0], points[0])]
    for before, after in pairwise(points):
        regions += [(before, after), (after, after)]
    return regions


def _stands(region: tuple[float, float], operator: str, number: float) -> bool:
    # Every threshold is the end of a region, so the middle of a region speaks for all of it
    middle = (region[0] + region[1]) / 2
    match operator:
        case "==":
            return middle == number
        case "!=":
            return middle != number
        case "<":
            return middle < number
        case "<=":
            return middle <= number
        case ">":
            return middle > number
        case _:
            return middle >= number


class SatProver:
    """Asks a SAT solver whether formulas can hold together."""

    def __init__(self, algebra: SatAlgebra) -> None:
        self._algebra = algebra
        self._solver = Solver(name=SOLVER)
        self._told = 0

    def possible(self, *parts: int) -> bool:
        """True when some patient meets all of them."""
        new = self._algebra.clauses[self._told :]
        self._told = len(self._algebra.clauses)
        self._solver.append_formula(new)
        return bool(self._solver.solve(assumptions=list(parts)))

    def model(self) -> frozenset[int]:
        """The literals that hold for the patient found last."""
        return frozenset(self._solver.get_model() or ())

    def core(self) -> frozenset[int]:
        """Those formulas of the last question that already cannot hold together."""
        return frozenset(self._solver.get_core() or ())

    def nearest(self, fixed: Sequence[int], wished: Iterable[int]) -> frozenset[int] | None:
        """A patient who meets what is fixed and gives up as few wishes as needed; None when nobody meets what is fixed.

        No single wish that was given up could still be kept; fewer might be with other ones given up.
        """
        kept = list(dict.fromkeys(wished))
        given_up: list[int] = []
        while not self.possible(*fixed, *kept):
            clash = self.core()
            dropped = [wish for wish in kept if wish in clash]
            if not dropped:
                return None
            given_up += dropped
            kept = [wish for wish in kept if wish not in clash]
        model = self.model()
        for wish in given_up:
            if wish in model or self.possible(*fixed, *kept, wish):
                kept.append(wish)
                if wish not in model:
                    model = self.model()
        return model
