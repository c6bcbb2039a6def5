"""Findings that follow from others: subtype, HER2 status, line of therapy.

A derived finding has one condition per value, which exclude each other. It is an ordinary finding for every rule, and
it can say
why it has its value, or which answers it still needs.
"""

from dataclasses import dataclass

from guidance.condition import Condition
from guidance.finding import FindingId, Kind


@dataclass(frozen=True, slots=True)
class Case:
    """One value and when it holds. `leaves_open` names finer values that this coarse one does not rule out."""

    value: str
    when: Condition
    leaves_open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Needed:
    """A finding to name as missing while the derived finding is unknown, if `when` holds (always, when there is
    none).
    """

    finding: FindingId
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class DerivedFinding:
    """A finding with its rule.

    `otherwise` is shown when no case holds, and leaves everything open. `missing` replaces the worked-out missing
    findings.
    `counts` is a treatment group whose metastatic lines are counted (a number), or "line_of_therapy".
    """

    id: FindingId
    kind: Kind
    choices: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    otherwise: str = ""
    missing: tuple[Needed, ...] = ()
    counts: str = ""
    facts_ref: str = ""

    def case(self, value: str) -> Case | None:
        """The case of a value."""
        return next((case for case in self.cases if case.value == value), None)
