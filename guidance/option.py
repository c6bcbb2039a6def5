"""One treatment that can be talked about, and the clauses that say when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from guidance.condition import Condition
from guidance.finding import FindingId

OptionId = str

MODALITIES = (
    "hormonal_therapy",
    "targeted_therapy",
    "chemotherapy",
    "immunotherapy",
    "radiation_therapy",
    "surgery",
    "supportive_care",
)
"""The seven kinds of treatment, in the order they are always shown."""


class Standing(StrEnum):
    """How an option stands for this tumor and this patient today. Never a recommendation."""

    RELEVANT = "relevant"
    CAUTION = "caution"
    DEPENDS = "depends"
    LATER = "later"
    UNSUITABLE = "unsuitable"
    NOT_EXPECTED = "not_expected"


class Part(StrEnum):
    """The four criteria of an option."""

    FITS = "fits"
    STOPS = "stops"
    CAUTIONS = "cautions"
    TIMING = "timing"


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition of an option, with its sources.

    All `fits` and all `timing` clauses must be met; any met stop or caution counts. `otherwise` belongs to timing: the
    standing
    when the clause is not met, `later` or (the moment has passed) `not_expected`.
    """

    id: str
    part: Part
    when: Condition
    text: str
    sources: tuple[str, ...]
    otherwise: Standing = Standing.LATER


@dataclass(frozen=True, slots=True)
class CompanionRule:
    """Something that must go with the option, always (`when` is None) or when its condition is met."""

    id: str
    when: Condition | None = None


@dataclass(frozen=True)
class Option:
    """One treatment option.

    `licenses` is by region; `must_know` names the findings whose absence lowers it to caution.
    """

    id: OptionId
    modality: str
    treatment_class: str
    clauses: tuple[Clause, ...]
    licenses: Mapping[str, str]
    also: tuple[str, ...] = ()
    must_know: tuple[FindingId, ...] = ()
    companions: tuple[CompanionRule, ...] = ()
    license_note: str = ""
    guidelines_differ: str = ""
    facts_ref: str = ""

    @cached_property
    def _parts(self) -> dict[Part, tuple[Clause, ...]]:
        return {part: tuple(clause for clause in self.clauses if clause.part is part) for part in Part}

    def part(self, part: Part) -> tuple[Clause, ...]:
        """The clauses of one criterion."""
        return self._parts[part]


@dataclass(frozen=True, slots=True)
class Alert:
    """A red flag that is shown before anything else. Any trigger suffices; a lower rank is shown first."""

    id: str
    rank: int
    triggers: tuple[Condition, ...]
    facts_ref: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Entries that contradict each other: flagged before any standing, and unknown until settled."""

    id: str
    findings: tuple[FindingId, ...]
    when: Condition
    out_of_scope: bool = False


@dataclass(frozen=True, slots=True)
class Companion:
    """A medicine, partner, monitoring, check or note that is listed with an option."""

    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class MedicalTest:
    """A test and the findings it fills. `when` limits it (the second reading of HER2 0), None is always."""

    id: str
    fills: tuple[FindingId, ...]
    specimen: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class TreatmentClass:
    """Options that share one plain-language card."""

    id: str
    modality: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim comes from. `read` is the key of the excerpt that was read, or "K": known, still to be checked."""

    id: str
    title: str
    year: int
    kind: str
    reference: str = ""
    read: str = "K"


@dataclass(frozen=True, slots=True)
class Assessment:
    """One option judged for one patient.

    `missing` are the findings an undecided standing waits for, `checks_before` the unknown must-know findings,
    `baseline_checks` other
    unknown findings that its stops and cautions ask about.
    """

    option: Option
    standing: Standing
    license: str
    missing: tuple[FindingId, ...] = ()
    checks_before: tuple[FindingId, ...] = ()
    baseline_checks: tuple[FindingId, ...] = ()
    cautions: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()

    @property
    def id(self) -> OptionId:
        """The option's id."""
        return self.option.id

    @property
    def shown_apart(self) -> bool:
        """True when the option carries a license badge in this region."""
        return self.license != "approved"


@dataclass(frozen=True, slots=True)
class JudgedClause:
    """One clause and what it came to, with the given findings behind it."""

    clause: Clause
    verdict: str
    findings: Mapping[FindingId, object] = field(default_factory=dict)
    missing: tuple[FindingId, ...] = ()
