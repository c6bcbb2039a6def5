"""A date that is known in part stands for every day it can mean."""

from datetime import date

import pytest

from guidance.partial_date import ALWAYS, Span, months_later, span_of


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-03-14", date(2026, 3, 14), date(2026, 3, 14)),
    ],
)
def test_a_date_spans_the_days_it_can_mean(text: str, first: date, last: date) -> None:
    assert span_of(text) == Span(first, last)


def test_a_date_that_nobody_knows_can_be_any_day() -> None:
    assert span_of("") is ALWAYS


@pytest.mark.parametrize("text", ["March 2026", "2026-3", "2026-13", "2026-02-30", "0000", "26", "2026-03-14T10:00"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|month|year|isoformat"):
        span_of(text)


@pytest.mark.parametrize(
    ("one", "other", "before", "overlaps"),
    [
        ("2025", "2026", True, False),
        ("2026-03", "2026-03-14", False, True),
        ("2026", "2026-03", False, True),
        ("2026-03-14", "2026-03-14", False, True),
        ("2026-03-13", "2026-03-14", True, False),
        ("", "2026", False, True),
    ],
)
def test_the_order_of_two_dates_is_told_only_when_it_is_sure(
    one: str, other: str, before: bool, overlaps: bool
) -> None:
    assert span_of(one).surely_before(span_of(other)) is before
    assert span_of(one).overlaps(span_of(other)) is overlaps


def test_months_are_counted_to_the_end_of_a_shorter_month() -> None:
    assert months_later(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert months_later(date(2025, 12, 31), 12) == date(2026, 12, 31)
    assert months_later(date(9999, 12, 31), 6) == date(9999, 6, 30)
