"""The time that a treatment takes, in a few short lines: the same words on the screen and on the sheet."""

from dataclasses import dataclass

from guidance.time_at_home import GivenBy, Range, TimeAtHome
from guidance.wording import Wording

SCANS = "scans"
MOST_LINES = 4
"""Scans come last: they are much the same with every treatment against the cancer, so they give way first."""

_HOUR, _HALF, _IN_HOURS_FROM = 60, 30, 120
"""Minutes; from 2 hours on people say hours, and an hour and a half is 90 minutes."""

_MANY = {"minute": "minutes", "hour": "hours", "hours_and_half": "hours_and_half"}
_LAST_EITHER = 7
"""Up to here a range of two neighbors is "1 or 2"; above it is "8 to 9" (Spanish has another "or" before 8)."""


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One fact: what it is about, how its line begins ("Blood tests: "; "" where the sentence says so itself), and
    what is told.
    """

    about: str
    lead: str
    text: str

    @property
    def said(self) -> str:
        """The whole line."""
        return self.lead + self.text


def time_told(time: TimeAtHome | None, visits: str, wording: Wording) -> tuple[TimeLine, ...]:
    """One to four lines in the same order for every treatment.

    `visits` is the line of the card; it is said where no figure of the visits is known. `wording` speaks to the
    patient. Raises MissingWords when the edition lacks a sentence.
    """
    time = time or TimeAtHome()
    told = _Told(wording)
    lines = (
        told.visits(time) or TimeLine("visits", "", visits),
        told.minutes(time),
        told.at_home(time),
        told.blood_tests(time),
        told.scans(time),
    )
    return tuple(line for line in lines if line is not None)[:MOST_LINES]


class _Told:
    """Lines of one language. Each is None, and each part of it "", where nothing is known."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def visits(self, time: TimeAtHome) -> TimeLine | None:
        if time.visits_in_all is not None:
            return self._line("visits", self._often("in_all", time.visits_in_all))
        first = self._often("first_month", time.visits_in_first_month)
        later = self._often("a_month", time.visits_a_month) or self._often("in_3_months", time.visits_in_3_months)
        return self._line("visits", self._first_then(first, later))

    def minutes(self, time: TimeAtHome) -> TimeLine | None:
        first, later = self._length(time.minutes_first_time), self._length(time.minutes_each_time)
        kind = time.given_by or GivenBy.DRIP
        return self._line(kind.value, self._first_then(first, later, "first_time_then"))

    def at_home(self, time: TimeAtHome) -> TimeLine | None:
        return self._line("at_home", self._say("home", time.at_home.value) if time.at_home is not None else "")

    def blood_tests(self, time: TimeAtHome) -> TimeLine | None:
        often, months = time.blood_tests_a_month_at_first, time.months_at_first or 1
        name = "first_month" if months == 1 else "at_first"
        first = self._often(name, often, months=str(months))
        return self._line("blood_tests", self._first_then(first, self._often("a_month", time.blood_tests_a_month)))

    def scans(self, time: TimeAtHome) -> TimeLine | None:
        for name, between in (("week", time.weeks_between_scans), ("month", time.months_between_scans)):
            if between is not None:
                least, most = str(between.least), str(between.most)
                if between.least < between.most:
                    return self._line(SCANS, self._say("every", f"{name}s_range", least=least, most=most))
                form = name if between.most == 1 else f"{name}s"
                return self._line(SCANS, self._say("every", form, count=most))
        return None

    def _first_then(self, first: str, later: str, template: str = "then") -> str:
        if first and later:
            return self._say("often", template, first=first, later=later)
        return first or later

    def _often(self, name: str, often: Range | None, **filled: str) -> str:
        return "" if often is None else self._say("often", name, count=self._count(often), **filled)

    def _count(self, numbers: Range) -> str:
        least, most = numbers.least, numbers.most
        if least == most:
            return str(most)
        either = most - least == 1 and most <= _LAST_EITHER
        return self._say("count", "either" if either else "range", least=str(least), most=str(most))

    def _length(self, minutes: Range | None) -> str:
        """A length of time as people say it: "30 to 90 minutes", "2 to 3 hours", "3 and a half hours"."""
        if minutes is None:
            return ""
        (least, unit), (most, other) = _unit(minutes.least), _unit(minutes.most)
        if minutes.least == minutes.most:
            return self._one_length(most, other)
        if other == "minute":
            least, unit = minutes.least, other  # "60 to 90 minutes"
        if unit == other and unit != "hours_and_half":
            return self._say("length", _MANY[unit], count=self._count(Range(least, most)))
        ends = {"least": self._one_length(least, unit), "most": self._one_length(most, other)}
        return self._say("count", "range", **ends)

    def _one_length(self, number: int, unit: str) -> str:
        return self._say("length", unit if number == 1 else _MANY[unit], count=str(number))

    def _line(self, label: str, text: str) -> TimeLine | None:
        return TimeLine(label, self._say("lead", label=self._say("label", label)), text) if text else None

    def _say(self, *path: str, **filled: str) -> str:
        return self._wording.screen("time", *path, **filled)


def _unit(minutes: int) -> tuple[int, str]:
    """A number of minutes in the unit people say it in: minutes, whole hours, or hours and a half."""
    if minutes % _HALF or (minutes < _IN_HOURS_FROM and minutes != _HOUR):
        return minutes, "minute"
    hours, rest = divmod(minutes, _HOUR)
    return hours, "hours_and_half" if rest else "hour"
