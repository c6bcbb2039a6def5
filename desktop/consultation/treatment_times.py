"""Arithmetic with dates that may be a day, a month or only a year. What the dates do not say is not worked out."""

from collections.abc import Sequence
from datetime import date

from desktop.widgets.dates import PartialDate
from guidance.treatment import Setting, Treatment


def months_between(start: str, end: str) -> int | None:
    """Whole months from one ISO date to another; None when a month is missing or the order is wrong."""
    first, last = _parsed(start), _parsed(end)
    if first is None or last is None or first.month is None or last.month is None:
        return None
    months = (last.year - first.year) * 12 + last.month - first.month
    if first.day is not None and last.day is not None and last.day < first.day:
        months -= 1
    return months if months >= 0 else None


def months_on_treatment(started: str, stopped: str, outcome: str | None, today: date) -> int | None:
    """How long a treatment was given; one that is still given counts until today."""
    if stopped:
        return months_between(started, stopped)
    return months_between(started, today.isoformat()) if outcome == "ongoing" else None


def stops_before_it_starts(started: str, stopped: str) -> bool:
    """True when the dates surely contradict each other; a year alone leaves room."""
    first, last = _parsed(started), _parsed(stopped)
    if first is None or last is None:
        return False
    for earlier, later in ((first.year, last.year), (first.month, last.month), (first.day, last.day)):
        if earlier is None or later is None or earlier < later:
            return False
        if earlier > later:
            return True
    return False


def relapse_after(stopped: str, relapse: str) -> str | None:
    """Which of the vocabulary's spans lies between the end of an early treatment and a relapse, if the months say."""
    months = months_between(stopped, relapse)
    if months is None:
        return None
    return "within_6_months" if months < 6 else "within_12_months" if months < 12 else "later"


def first_stage_four_start(treatments: Sequence[Treatment]) -> str:
    """The start of the first dated treatment of metastatic disease, "" when there is none."""
    starts = [entry.started for entry in treatments if entry.setting == Setting.METASTATIC and entry.started]
    return min(starts, default="")


def next_line(treatments: Sequence[Treatment], started: str) -> int:
    """The metastatic line a new entry most likely belongs to: that of what is still given or began at the same time,
    else one more than the last.
    """
    numbered = [entry for entry in treatments if entry.setting == Setting.METASTATIC and entry.line is not None]
    together = [entry for entry in numbered if started and entry.started == started]
    if together:
        return together[-1].line or 1
    last = max((entry.line or 0 for entry in numbered), default=0)
    running = [entry for entry in numbered if entry.outcome == "ongoing" and entry.line == last]
    return last if running and not started else last + 1


def years_of(treatments: Sequence[Treatment], today: date) -> tuple[int, int]:
    """The first and the last year of a timeline: from the first dated treatment to one year after today."""
    years = [
        known.year
        for entry in treatments
        for known in (_parsed(entry.started), _parsed(entry.stopped))
        if known is not None
    ]
    return min([*years, today.year]), today.year + 1


def place_in_time(iso: str, *, end: bool) -> float | None:
    """A date as a year with a fraction. A month stands for its middle, a year for its beginning or end."""
    known = _parsed(iso)
    if known is None:
        return None
    if known.month is None:
        return known.year + (1.0 if end else 0.0)
    day = 15 if known.day is None else known.day
    return known.year + (date(known.year, known.month, day).timetuple().tm_yday - 1) / 365.25


def is_year_only(iso: str) -> bool:
    """Whether only the year is known."""
    known = _parsed(iso)
    return known is not None and known.month is None


def shown(iso: str) -> str:
    """A stored date for clinicians: "Sep-2024"; "" for none."""
    known = _parsed(iso)
    return known.short() if known else ""


def _parsed(iso: str) -> PartialDate | None:
    return PartialDate.from_iso(iso) if iso else None
