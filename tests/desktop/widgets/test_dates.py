"""Dates are read as people write them, and never guessed."""

from datetime import date

import pytest

from desktop.widgets.dates import (
    IN_FUTURE,
    NO_SUCH_DAY,
    NO_YEAR,
    UNREADABLE,
    PartialDate,
    age_on,
    long_date,
    read_date,
    short_date,
)

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("14/3/1968", "1968-03-14"),
        ("14 mar 68", "1968-03-14"),
        ("14mar68", "1968-03-14"),
        ("March 14, 1968", "1968-03-14"),
        ("14031968", "1968-03-14"),
        ("1968-03-14", "1968-03-14"),
        ("14.03.1968", "1968-03-14"),
        ("2024", "2024"),
        ("Sep-2024", "2024-09"),
        ("sept 2024", "2024-09"),
        ("9/2024", "2024-09"),
        ("2024-09", "2024-09"),
        ("9/24", "2024-09"),
        ("29 feb 2024", "2024-02-29"),
        ("1 jan 26", "2026-01-01"),
        ("1 jan 27", "1927-01-01"),
    ],
)
def test_a_date_is_read_as_exactly_as_it_was_written(typed: str, stored: str) -> None:
    reading = read_date(typed, today=TODAY)
    assert reading.fault == ""
    assert reading.value is not None
    assert reading.value.iso() == stored


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("soon", UNREADABLE),
        ("14", UNREADABLE),
        ("1/2/3/4", UNREADABLE),
        ("14/3/1968?", UNREADABLE),
        ("14 mar", NO_YEAR),
        ("9/11", NO_YEAR),
        ("31 feb 2024", NO_SUCH_DAY),
        ("29/2/2023", NO_SUCH_DAY),
        ("14/14/2024", NO_SUCH_DAY),
        ("1 dec 2026", IN_FUTURE),
        ("11/12/2026", IN_FUTURE),
        ("1 jan 1850", NO_SUCH_DAY),
    ],
)
def test_what_cannot_be_a_date_is_said_and_not_repaired(typed: str, fault: str) -> None:
    reading = read_date(typed, today=TODAY)
    assert (reading.value, reading.fault) == (None, fault)


def test_figures_that_can_be_read_two_ways_show_both() -> None:
    day_first = read_date("3/4/2024", today=TODAY)
    month_first = read_date("3/4/2024", today=TODAY, day_first=False)
    april, march = PartialDate(2024, 4, 3), PartialDate(2024, 3, 4)
    assert (day_first.value, day_first.other) == (april, march)
    assert (month_first.value, month_first.other) == (march, april)


def test_figures_that_can_be_read_one_way_only_are_read_so_whatever_the_custom() -> None:
    for day_first in (True, False):
        reading = read_date("3/14/1968", today=TODAY, day_first=day_first)
        assert (reading.value, reading.other) == (PartialDate(1968, 3, 14), None)


def test_nothing_typed_is_no_date_and_no_fault() -> None:
    reading = read_date("  ", today=TODAY)
    assert (reading.value, reading.fault) == (None, "")


def test_clinicians_see_short_dates_and_patients_long_ones() -> None:
    assert short_date(date(2026, 9, 3)) == "03-Sep-2026"
    assert long_date(date(2026, 9, 3)) == "3 September 2026"
    assert PartialDate(2024, 9).short() == "Sep-2024"
    assert PartialDate(2024).long() == "2024"


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (PartialDate(1968, 3, 14), "58 years"),
        (PartialDate(1968, 11, 25), "57 years"),
        (PartialDate(2025, 9, 24), "14 months"),
        (PartialDate(1968), "about 58 years"),
    ],
)
def test_age_is_told_in_years_and_for_infants_in_months(born: PartialDate, age: str) -> None:
    assert age_on(born, TODAY) == age


@pytest.mark.parametrize("text", ["2024-13", "2024-02-30", "", "yesterday", "2024-01-01-01"])
def test_a_stored_date_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.from_iso(text)
