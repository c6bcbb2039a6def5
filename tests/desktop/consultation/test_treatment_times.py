"""What dates say of a treatment, and what they leave open."""

from datetime import date

import pytest

from desktop.consultation.treatment_times import (
    months_between,
    months_on_treatment,
    next_line,
    place_in_time,
    relapse_after,
    stops_before_it_starts,
    years_of,
)
from guidance.treatment import Setting, Treatment

TODAY = date(2026, 11, 24)


def entry(line: int | None = 1, outcome: str | None = "progressed", started: str = "", stopped: str = "") -> Treatment:
    return Treatment("fulvestrant", Setting.METASTATIC, outcome, line=line, started=started, stopped=stopped)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2024-09", "2026-10", 25),
        ("2024-09-30", "2024-10-01", 0),
        ("2024-09-15", "2025-09-15", 12),
        ("2024", "2026-10", None),
        ("2026-10", "2024-09", None),
        ("", "2024-09", None),
    ],
)
def test_months_are_counted_only_where_both_months_are_known(start: str, end: str, months: int | None) -> None:
    assert months_between(start, end) == months


def test_a_treatment_that_is_still_given_counts_until_today() -> None:
    assert months_on_treatment("2026-05-24", "", "ongoing", TODAY) == 6
    assert months_on_treatment("2026-05-24", "", None, TODAY) is None


@pytest.mark.parametrize(
    ("started", "stopped", "wrong"),
    [
        ("2025", "2024", True),
        ("2024-09", "2024-08", True),
        ("2024-09-03", "2024-09-02", True),
        ("2024", "2024-01", False),
        ("2024-09", "2024", False),
        ("2024-09", "", False),
    ],
)
def test_dates_contradict_each_other_only_when_they_surely_do(started: str, stopped: str, wrong: bool) -> None:
    assert stops_before_it_starts(started, stopped) is wrong


@pytest.mark.parametrize(
    ("relapse", "span"),
    [("2024-09", "within_6_months"), ("2025-03", "within_12_months"), ("2025-07", "later"), ("2025", None)],
)
def test_the_span_until_a_relapse_follows_the_vocabulary(relapse: str, span: str | None) -> None:
    assert relapse_after("2024-07", relapse) == span


def test_the_first_treatment_of_stage_four_is_line_one() -> None:
    assert next_line([], "") == 1


def test_after_a_line_that_is_over_comes_the_next() -> None:
    assert next_line([entry(1), entry(2)], "") == 3


def test_a_treatment_that_began_on_the_same_date_belongs_to_the_same_line() -> None:
    assert next_line([entry(1, started="2024-09")], "2024-09") == 1


def test_a_timeline_ends_one_year_after_today() -> None:
    assert years_of([entry(started="2019-05")], TODAY) == (2019, 2027)


def test_a_month_stands_in_its_middle_and_a_year_from_end_to_end() -> None:
    assert place_in_time("2024-01", end=False) == pytest.approx(2024 + 14 / 365.25)
    assert place_in_time("2024", end=False) == 2024
    assert place_in_time("2024", end=True) == 2025
