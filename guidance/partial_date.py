"""Dates as they are known: a day, a month, or only a year. Such a date is a span of days, and two spans may overlap.

Whoever asks which of two dates came first gets "surely before" or nothing: a month is never filled up to a day.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
"""How a date is written: "2026", "2026-03" or "2026-03-14"."""


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day that a date can mean; `ALWAYS` is the span of a date that nobody knows."""

    first: date
    last: date

    def surely_before(self, other: "Span") -> bool:
        """True when every day of this span comes before every day of the other."""
        return self.last < other.first

    def overlaps(self, other: "Span") -> bool:
        """True when both may mean the same day, so that their order cannot be told."""
        return not (self.surely_before(other) or other.surely_before(self))


ALWAYS = Span(date.min, date.max)


def span_of(text: str) -> Span:
    """The days that "2026", "2026-03" or "2026-03-14" can mean; ALWAYS for "".

    Raises ValueError for a text that is no such date, or no day of the calendar.
    """
    if not text:
        return ALWAYS
    found = PARTIAL_DATE.fullmatch(text)
    if found is None:
        raise ValueError(f"“{text[:20]}” is not a date")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    first = date(year, month or 1, day or 1)
    if day is not None:
        return Span(first, first)
    last_month = month or 12
    return Span(first, date(year, last_month, monthrange(year, last_month)[1]))


def months_later(day: date, months: int) -> date:
    """The day so many months later; the last day of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = min(day.year + years, date.max.year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
