"""When the cancer grew or came back, as far as the treatment history tells, and whether a sample was taken before.

The day on which a treatment was stopped because the cancer grew stands for the day it grew. Where no day is written,
what is certain is used: growth on a treatment comes after its start, a relapse after the end of the early treatment,
and both before the next treatment of stage IV disease. The rest stays open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from guidance.partial_date import ALWAYS, Span, months_later, span_of
from guidance.treatment import Setting, Treatment
from guidance.treatment_history import progressed
from guidance.verdict import Verdict

_RELAPSES = {"within_6_months": 6, "within_12_months": 12, "later": None}
"""A relapse after an early treatment, and the most months after its end."""


@dataclass(frozen=True, slots=True)
class Growth:
    """One time the cancer grew: on or after which treatment, on which date as written ("" when none is), and the days
    that are possible.
    """

    treatment: str
    date: str
    span: Span


class Order(Enum):
    """How a sample stands to the last growth of the cancer."""

    BEFORE = "before"
    AFTER = "after"
    NOT_KNOWN = "not known"


def growths(treatments: Sequence[Treatment]) -> tuple[Growth, ...]:
    """Every time the cancer grew or came back, in the order of the history."""
    return tuple(growth for entry in treatments if (growth := _growth(entry, treatments)) is not None)


def order_of(taken: str, growths: Iterable[Growth]) -> Order:
    """Whether a sample of this date ("" when not known) was taken before or after the cancer last grew.

    A sample of the very day of the growth counts as taken after it.
    """
    sample = span_of(taken)
    order = Order.AFTER
    for growth in growths:
        if sample.surely_before(growth.span):
            return Order.BEFORE
        if growth.span.last > sample.first:
            order = Order.NOT_KNOWN
    return order


def last_after(taken: str, growths: Iterable[Growth]) -> tuple[Growth, ...]:
    """The last growth that surely comes after a sample of this date, once for each treatment of the same regimen."""
    sample = span_of(taken)
    later = [growth for growth in growths if sample.surely_before(growth.span)]
    last = max(later, key=lambda growth: growth.span.first, default=None)
    return tuple(growth for growth in later if last is not None and growth.span.first == last.span.first)


def _growth(entry: Treatment, treatments: Sequence[Treatment]) -> Growth | None:
    if progressed(entry) is Verdict.MET:
        stopped = _days(entry.stopped)
        if stopped is not ALWAYS:
            return Growth(entry.treatment, entry.stopped, stopped)
        return Growth(entry.treatment, "", _within(_days(entry.started).first, _next_start(entry, treatments)))
    if entry.progressed_within not in _RELAPSES:
        return None
    ended, most = _days(entry.stopped), _RELAPSES[entry.progressed_within]
    last = date.max if ended is ALWAYS or most is None else months_later(ended.last, most)
    return Growth(entry.treatment, "", _within(ended.first, min(last, _next_start(entry, treatments))))


def _days(written: str) -> Span:
    """The days a date of the history can mean. What cannot be read as a date says nothing."""
    try:
        return span_of(written)
    except ValueError:
        return ALWAYS


def _within(first: date, last: date) -> Span:
    """The days between two dates; dates that contradict each other leave the first day standing."""
    return Span(first, max(first, last))


def _next_start(entry: Treatment, treatments: Sequence[Treatment]) -> date:
    """The last day by which a later treatment of stage IV disease had surely begun."""
    begun = [
        _days(other.started or other.stopped).last
        for other in treatments
        if other.setting is Setting.METASTATIC and _comes_later(other, entry)
    ]
    return min(begun, default=date.max)


def _comes_later(other: Treatment, entry: Treatment) -> bool:
    if entry.setting is not Setting.METASTATIC:
        return True
    return other.line is not None and entry.line is not None and other.line > entry.line
