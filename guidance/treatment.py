"""One entry of the treatment history, as the clinician can know it: often with gaps, which stay gaps."""

from dataclasses import dataclass
from enum import StrEnum


class Setting(StrEnum):
    """When a treatment was given."""

    NEOADJUVANT = "neoadjuvant"
    ADJUVANT = "adjuvant"
    METASTATIC = "metastatic"


OUTCOMES = ("ongoing", "completed", "progressed", "stopped_toxicity", "other")
PROGRESSED_WITHIN = ("none", "on_treatment", "within_6_months", "within_12_months", "later")
NUMBER_LIMITS = {"months_since_end": (0, 600), "months_on_treatment": (0, 600), "line": (1, 15)}


@dataclass(frozen=True, slots=True)
class Treatment:
    """One earlier or current treatment.

    `treatment` is an id of the history treatments. `progressed_within` counts from the end of a neoadjuvant or adjuvant
    treatment.
    Months are whole or part months from 0 to 600, `line` the metastatic line from 1 to 15. `name`, `started` and
    `stopped` ("2024", "2024-09" or "2024-09-03") are for people to read and never enter a rule; the two dates only tell
    which results are older than the last growth of the cancer (growth.py).
    """

    treatment: str
    setting: Setting
    outcome: str | None = None
    progressed_within: str | None = None
    months_since_end: float | None = None
    months_on_treatment: float | None = None
    line: int | None = None
    name: str = ""
    started: str = ""
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class TreatmentKind:
    """A class of treatment that can stand in the history, and the groups it counts for."""

    id: str
    groups: tuple[str, ...]
