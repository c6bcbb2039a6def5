"""What is known of this patient now: the given findings, the treatment history and the region.

A missing key is unknown, never "no". The profile holds only values its findings allow; what follows from them is worked
out by `facts.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from guidance.finding import FindingId, Value
from guidance.treatment import Treatment

REGIONS = ("us", "eu")
REGION = "region"
HISTORY = "treatment_history_complete"
"""The finding that is named as missing whenever the history leaves something open."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The known findings of one patient. Immutable; change is a new value."""

    values: Mapping[FindingId, Value] = field(default_factory=dict)
    treatments: tuple[Treatment, ...] = ()
    region: str = "us"

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def knowing(self, finding: FindingId, value: Value) -> "Profile":
        """The profile with this finding known as well."""
        return replace(self, values={**self.values, finding: value})

    def without(self, findings: frozenset[FindingId]) -> "Profile":
        """The profile with these findings unknown."""
        return replace(self, values={k: v for k, v in self.values.items() if k not in findings})
