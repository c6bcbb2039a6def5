"""One edition of the knowledge in memory: names, rules, tests, sources. Words are kept apart (wording.py)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from guidance.condition import Condition
from guidance.criteria import TREATMENTS, Language
from guidance.derivation import DerivedFinding
from guidance.finding import Finding, FindingId
from guidance.intake import Intake
from guidance.option import (
    Alert,
    Companion,
    Conflict,
    MedicalTest,
    Option,
    OptionId,
    Source,
    TreatmentClass,
)
from guidance.time_at_home import TimeAtHome, time_from
from guidance.treatment import TreatmentKind


@dataclass(frozen=True, slots=True)
class Edition:
    """Which version of the knowledge this is, until when its evidence runs, and who has approved it (nobody, when
    empty).
    """

    id: str
    version: str
    evidence_until: str
    status: str
    approved_by: str
    review_due: str
    sha256: str


@dataclass(frozen=True)
class KnowledgeBase:
    """One edition. Mappings keep the vocabulary's order.

    `stale_after_growth` holds the findings whose results a later growth of the cancer makes old: which value counts as
    which coarser one, or nothing where the finding is then unknown. `read_with` holds the findings that only mean
    something together with another one of the same sample. `times` holds what is known of the time an option takes.
    """

    edition: Edition
    findings: Mapping[FindingId, Finding]
    coarse: Mapping[FindingId, Mapping[str, tuple[str, ...]]]
    shown_when: Mapping[FindingId, Condition]
    derived: Mapping[FindingId, DerivedFinding]
    treatment_kinds: Mapping[str, TreatmentKind]
    options: Mapping[OptionId, Option]
    alerts: tuple[Alert, ...]
    conflicts: tuple[Conflict, ...]
    companions: Mapping[str, Companion]
    tests: Mapping[str, MedicalTest]
    treatment_classes: Mapping[str, TreatmentClass]
    sources: Mapping[str, Source]
    intake: Intake
    words: Mapping[str, Mapping[str, Any]]
    stale_after_growth: Mapping[FindingId, Mapping[str, str]] = field(default_factory=dict)
    read_with: Mapping[FindingId, FindingId] = field(default_factory=dict)
    times: Mapping[OptionId, Mapping[str, Any]] = field(default_factory=dict)
    tables_data: bytes = field(default=b"null", init=False, repr=False, compare=False)
    """The compiled rules as the built file brings them (pack/tables_data.py). `replace` leaves them out: when rules are
    changed, they are compiled anew.
    """

    def time_at_home(self, option: OptionId) -> TimeAtHome | None:
        """The time that an option takes; None where nothing is known of it."""
        return time_from(self.times[option]) if option in self.times else None

    @cached_property
    def ranks(self) -> Mapping[FindingId, int]:
        """The place of every given finding in the vocabulary's order; the treatment history is last."""
        return {finding: place for place, finding in enumerate((*self.findings, TREATMENTS))}

    @cached_property
    def language(self) -> Language:
        """The names that conditions use."""
        return Language(self.findings, self.coarse, dict(self.derived), dict(self.treatment_kinds))
