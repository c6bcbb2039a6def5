"""Three-valued verdicts over formulas, for any prover: the same meaning written for a solver instead of one patient."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from guidance.finding import FindingId
from guidance.tables import HistoryQuestion

F = TypeVar("F")
"""A formula of one prover: a z3 expression, or a literal of a SAT solver."""


class Algebra(Protocol[F]):
    """How one prover joins formulas."""

    @property
    def true(self) -> F:
        """What always holds."""

    @property
    def false(self) -> F:
        """What never holds."""

    def both(self, parts: Iterable[F]) -> F:
        """All of them."""

    def either(self, parts: Iterable[F]) -> F:
        """At least one of them."""

    def no(self, part: F) -> F:
        """The opposite."""

    def unknown(self, name: str) -> F:
        """A fresh yes-or-no unknown."""


class Patients(Protocol[F]):
    """Every patient there can be, as unknowns of one prover."""

    @property
    def algebra(self) -> Algebra[F]:
        """How this prover joins formulas."""

    def given(self, finding: FindingId) -> F:
        """The finding has a value."""

    def equals(self, finding: FindingId, value: str) -> F:
        """The choice has this value (false while it is not given)."""

    def compares(self, finding: FindingId, operator: str, number: float) -> F:
        """The number stands so to this one (false while it is not given)."""

    def includes(self, finding: FindingId, value: str) -> F:
        """The value is ticked (false while the question is not answered)."""

    def in_region(self, region: str) -> F:
        """The licenses of this region apply."""


@dataclass(frozen=True, slots=True)
class Three(Generic[F]):
    """A verdict: met, not met, or neither. The two never hold together."""

    met: F
    unmet: F


def joined_and(algebra: Algebra[F], parts: Iterable[Three[F]]) -> Three[F]:
    """Kleene's "and"."""
    found = list(parts)
    return Three(algebra.both(part.met for part in found), algebra.either(part.unmet for part in found))


def joined_or(algebra: Algebra[F], parts: Iterable[Three[F]]) -> Three[F]:
    """Kleene's "or"."""
    found = list(parts)
    return Three(algebra.either(part.met for part in found), algebra.both(part.unmet for part in found))


def negated(part: Three[F]) -> Three[F]:
    """Kleene's "not"."""
    return Three(part.unmet, part.met)


def settled(algebra: Algebra[F], met: F) -> Three[F]:
    """A verdict that is never unknown."""
    return Three(met, algebra.no(met))


HistoryAnswers = dict[HistoryQuestion, Three[F]]
"""What the treatment history answers to each question that the rules ask of it."""
