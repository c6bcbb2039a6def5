"""The time that a treatment takes: visits, hours for a drip, tablets at home, blood tests and scans.

Somebody with little time wants to know where it goes. Every figure is a range from labels and guidelines; what nobody
knows is left out, and a gap is never a zero. Nothing here is a dose, and nothing says that less is better.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class AtHome(StrEnum):
    """What is done at home: tablets each day, tablets with days off, either of them, or care of the eyes and mouth."""

    DAILY = "daily"
    WITH_BREAKS = "with_breaks"
    DAILY_OR_WITH_BREAKS = "daily_or_with_breaks"
    EYE_AND_MOUTH_CARE = "eye_and_mouth_care"


class GivenBy(StrEnum):
    """What the minutes are spent on."""

    DRIP = "drip"
    INJECTION = "injection"
    DRIP_OR_INJECTION = "drip_or_injection"


@dataclass(frozen=True, slots=True)
class Range:
    """From `least` to `most`, both at least 1; the two are the same where all sources agree."""

    least: int
    most: int


RANGES = (
    "visits_in_first_month",
    "visits_a_month",
    "visits_in_3_months",
    "visits_in_all",
    "minutes_first_time",
    "minutes_each_time",
    "blood_tests_a_month_at_first",
    "blood_tests_a_month",
    "weeks_between_scans",
    "months_between_scans",
)
"""The fields that are ranges. Each is called by its unit."""

FIELDS = (*RANGES, "months_at_first", "given_by", "at_home")
"""Everything that can be said of the time a treatment takes."""

SIGNED = ("sources", "author", "reviewer", "reviewed", "due")
"""What every table says of where it comes from and who has read it."""

OPTIONS = "options"
"""The table of those options of a class that take another time than the class says."""


@dataclass(frozen=True, slots=True)
class TimeAtHome:
    """The time that one option takes.

    Visits are days on which something is given or done; a blood test may be another way to the clinic. Minutes are
    those of the drip or the injection with the watching after it that its label asks for; waiting is not counted, and
    the first time may differ. `months_at_first` is how long the first figure of the blood tests holds. None stands for
    what is not known.
    """

    visits_in_first_month: Range | None = None
    visits_a_month: Range | None = None
    visits_in_3_months: Range | None = None
    visits_in_all: Range | None = None
    minutes_first_time: Range | None = None
    minutes_each_time: Range | None = None
    blood_tests_a_month_at_first: Range | None = None
    blood_tests_a_month: Range | None = None
    weeks_between_scans: Range | None = None
    months_between_scans: Range | None = None
    months_at_first: int | None = None
    given_by: GivenBy | None = None
    at_home: AtHome | None = None
    sources: tuple[str, ...] = ()


def times_of(
    options: Iterable[Mapping[str, Any]], classes: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """What is known of the time of each option, by its id: the table of its class, or its own one in place of that.

    `options` are the tables of the options with their `treatment_class`, `classes` the tables of time_at_home.toml. An
    option of which nothing is known is left out.
    """
    times: dict[str, dict[str, Any]] = {}
    for option in options:
        table = classes.get(option["treatment_class"], {})
        own = table.get(OPTIONS, {}).get(option["id"])
        told = {key: value for key, value in (table if own is None else own).items() if key in FIELDS}
        if told:
            times[option["id"]] = {**told, "sources": table["sources"] if own is None else own["sources"]}
    return times


def time_from(table: Mapping[str, Any]) -> TimeAtHome:
    """The time of one option of the built edition."""
    return TimeAtHome(
        **{name: Range(*table[name]) for name in RANGES if name in table},
        months_at_first=table.get("months_at_first"),
        given_by=GivenBy(table["given_by"]) if "given_by" in table else None,
        at_home=AtHome(table["at_home"]) if "at_home" in table else None,
        sources=tuple(table["sources"]),
    )
