"""Dates as people write and read them: a day, a month or only a year, and never a guess.

Months are written from a table of our own, because locales disagree even within English ("Sept").
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_EARLIEST, _LATEST = 1900, 2100

UNREADABLE = "Write the date as 14-Mar-2024, Mar-2024 or 2024."
NO_YEAR = "Add the year, with four figures."
NO_SUCH_DAY = "There is no such day. Check the date."
IN_FUTURE = "This date is in the future. Check the date."


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as exactly as it is known: with day, with month only, or the year alone."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> str:
        """ "day", "month" or "year"."""
        return "year" if self.month is None else "month" if self.day is None else "day"

    @staticmethod
    def from_iso(text: str) -> "PartialDate":
        """Reads "2024", "2024-09" or "2024-09-03". Raises ValueError for anything else."""
        parts = [int(part) for part in text.split("-")]
        if not 1 <= len(parts) <= 3:
            raise ValueError(f"not a date: {len(parts)} parts")
        known = PartialDate(*parts)
        date(known.year, known.month or 1, known.day or 1)
        return known

    def iso(self) -> str:
        """As stored: "2024", "2024-09", "2024-09-03"."""
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)

    def short(self) -> str:
        """For clinicians: "03-Sep-2024", "Sep-2024", "2024"."""
        if self.month is None:
            return f"{self.year}"
        month = f"{MONTHS[self.month - 1]}-{self.year}"
        return month if self.day is None else f"{self.day:02}-{month}"

    def long(self) -> str:
        """For patients and screen readers: "3 September 2024", "September 2024", "2024"."""
        if self.month is None:
            return f"{self.year}"
        month = f"{LONG_MONTHS[self.month - 1]} {self.year}"
        return month if self.day is None else f"{self.day} {month}"

    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a text was read as: a value or a fault (both empty for an empty text), and the other way it can be read."""

    value: PartialDate | None
    fault: str = ""
    other: PartialDate | None = None


def short_date(day: date) -> str:
    """ "03-Sep-2024"."""
    return PartialDate(day.year, day.month, day.day).short()


def long_date(day: date) -> str:
    """ "3 September 2024"."""
    return PartialDate(day.year, day.month, day.day).long()


def age_on(born: PartialDate, on: date) -> str:
    """The age on a day: "58 years", "14 months"; "about 58 years" when only the year of birth is known."""
    if born.month is None:
        return f"about {on.year - born.year} years"
    before = (on.month, on.day) < (born.month, born.day or 1)
    years = on.year - born.year - before
    if years >= 2:
        return f"{years} years"
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < (born.day or 1))
    return f"{months} months" if months != 1 else "1 month"


def read_date(text: str, *, today: date, day_first: bool = True, allow_future: bool = False) -> DateReading:
    """Reads what a person typed: 14/3/1968, 14 mar 68, 14031968, 2024, Sep-2024, 9/24, 2024-09-03.

    A year of two figures is the latest one that is not in the future. Figures that can be read two ways are read as
    `day_first` says, and the other reading is given back too, so that it can be shown.
    """
    words = text.strip()
    if not words:
        return DateReading(None)
    compact = re.fullmatch(r"(\d{2})(\d{2})(\d{4})", words)
    parts = list(compact.groups()) if compact else re.findall(r"\d+|[^\W\d_]+", words)
    if not compact and re.sub(r"\d+|[^\W\d_]+|[\s/.,-]", "", words):
        return DateReading(None, UNREADABLE)
    readings = [_build(*found, today) for found in _orders(parts, day_first)]
    if not readings:
        missing_year = len(parts) == 2 and all(_month(part) or len(part) <= 2 for part in parts)
        return DateReading(None, NO_YEAR if missing_year else UNREADABLE)
    valid = [reading for reading in readings if reading is not None]
    if not valid:
        return DateReading(None, NO_SUCH_DAY)
    past = [reading for reading in valid if allow_future or reading.earliest() <= today]
    if not past:
        return DateReading(None, IN_FUTURE)
    if valid[0] not in past:
        return DateReading(None, IN_FUTURE)  # the other reading would be a guess
    other = next((reading for reading in past[1:] if reading != past[0]), None)
    return DateReading(past[0], "", other)


def _orders(parts: list[str], day_first: bool) -> list[tuple[str, str | int | None, str | None]]:
    """The (year, month, day) a list of figures and words can mean, the likelier first."""
    months = [place for place, part in enumerate(parts) if _month(part)]
    if any(not part.isdecimal() and not _month(part) for part in parts) or len(months) > 1:
        return []
    figures = [part for part in parts if part.isdecimal()]
    if months:
        month = _month(parts[months[0]])
        if len(figures) == 1:
            return [(figures[0], month, None)] if len(figures[0]) == 4 else []
        if len(figures) == 2:
            day, year = (figures[1], figures[0]) if len(figures[0]) == 4 else (figures[0], figures[1])
            return [(year, month, day)]
        return []
    if len(figures) == 1:
        return [(figures[0], None, None)] if len(figures[0]) == 4 else []
    if len(figures) == 2:
        first, second = figures
        if len(first) == 4 and len(second) <= 2:
            return [(first, second, None)]
        # "9/24" is September 2024; "9/11" may be a day of a year not given, and is not read
        short_year = len(second) == 2 and int(second) > 12
        return [(second, first, None)] if len(first) <= 2 and (len(second) == 4 or short_year) else []
    if len(figures) == 3:
        if len(figures[0]) == 4:
            return [(figures[0], figures[1], figures[2])]
        first, second, year = figures
        both = [(year, second, first), (year, first, second)]
        plausible = [found for found in both if 1 <= int(str(found[1])) <= 12]
        ordered = plausible if day_first else plausible[::-1] if len(plausible) == 2 else plausible
        return list(ordered or both[:1])
    return []


def _build(year: str, month: str | int | None, day: str | None, today: date) -> PartialDate | None:
    if len(year) not in (2, 4):
        return None
    full = int(year) if len(year) == 4 else _century(int(year), today)
    if not _EARLIEST <= full <= _LATEST:
        return None
    if month is None:
        return PartialDate(full)
    number = int(month)
    if not 1 <= number <= 12:
        return None
    if day is None:
        return PartialDate(full, number)
    if not 1 <= int(day) <= calendar.monthrange(full, number)[1]:
        return None
    return PartialDate(full, number, int(day))


def _century(year: int, today: date) -> int:
    recent = today.year // 100 * 100 + year
    return recent if recent <= today.year else recent - 100


def _month(word: str) -> int | None:
    """1 to 12 for "mar", "march", "Sept"; None for other words."""
    small = word.lower()
    if len(small) < 3:
        return None
    return next((place for place, name in enumerate(LONG_MONTHS, start=1) if name.lower().startswith(small)), None)
