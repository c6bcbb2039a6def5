"""When the cancer last grew is read from the history; what nobody wrote down stays open."""

from dataclasses import replace

import pytest

from guidance.growth import Order, growths, last_after, order_of
from guidance.treatment import Setting, Treatment
from tests.guidance.edition import early, metastatic


def letrozole(line: int = 1, started: str = "", stopped: str = "", outcome: str = "progressed") -> Treatment:
    return replace(metastatic("aromatase_inhibitor", line, outcome), started=started, stopped=stopped)


def tamoxifen(within: str | None, stopped: str = "", started: str = "", outcome: str = "completed") -> Treatment:
    return replace(early("tamoxifen", within, outcome=outcome), started=started, stopped=stopped)


BEFORE, AFTER, NOT_KNOWN = Order


@pytest.mark.parametrize(
    ("taken", "stopped", "order"),
    [
        ("2025-03", "2026-01", BEFORE),
        ("2026-02", "2026-01", AFTER),
        ("2025", "2026", BEFORE),
        # The day of the growth itself is after it
        ("2026-01-14", "2026-01-14", AFTER),
        ("2026-01-13", "2026-01-14", BEFORE),
        # A month against a day of it, a year against a month of it
        ("2026-01", "2026-01-14", NOT_KNOWN),
        ("2026-01", "2026-01", NOT_KNOWN),
        ("2026", "2026-01", NOT_KNOWN),
        ("", "2026-01", NOT_KNOWN),
    ],
)
def test_a_sample_is_before_or_after_a_growth_when_its_date_says_so(taken: str, stopped: str, order: Order) -> None:
    assert order_of(taken, growths([letrozole(stopped=stopped)])) is order


def test_only_treatments_on_which_it_grew_tell_of_a_growth() -> None:
    others = [letrozole(stopped="2026-01", outcome=o) for o in ("stopped_toxicity", "completed", "ongoing", "other")]
    assert growths([*others, tamoxifen("none", "2020"), tamoxifen(None, "2020")]) == ()
    assert order_of("2019", ()) is AFTER


def test_the_last_of_several_growths_decides() -> None:
    history = [letrozole(1, stopped="2024-05"), letrozole(2, stopped="2026-01")]
    assert order_of("2025-03", growths(history)) is BEFORE
    assert order_of("2024-01", growths(history)) is BEFORE
    assert order_of("2026-02", growths(history)) is AFTER
    assert [growth.date for growth in last_after("2024-01", growths(history))] == ["2026-01"]


def test_both_treatments_of_a_regimen_are_named() -> None:
    palbociclib = replace(metastatic("cdk46_inhibitor"), stopped="2026-01")
    found = last_after("2025-03", growths([letrozole(stopped="2026-01"), palbociclib]))
    assert [growth.treatment for growth in found] == ["aromatase_inhibitor", "cdk46_inhibitor"]


def test_growth_of_an_unknown_day_comes_after_the_start_and_before_the_next_line() -> None:
    history = [letrozole(1, started="2024-02"), letrozole(2, started="2025-06", outcome="ongoing")]
    assert order_of("2024-01", growths(history)) is BEFORE
    assert order_of("2024-12", growths(history)) is NOT_KNOWN
    assert order_of("2025-07", growths(history)) is AFTER
    # Of the one line that is left nobody knows when it ended
    assert order_of("2024-12", growths(history[:1])) is NOT_KNOWN
    assert last_after("2024-01", growths(history))[0].date == ""


@pytest.mark.parametrize(
    ("within", "taken", "order"),
    [
        ("within_6_months", "2020-05", BEFORE),
        ("within_6_months", "2020-09", NOT_KNOWN),
        ("within_6_months", "2021-01", AFTER),
        ("within_12_months", "2021-01", NOT_KNOWN),
        ("within_12_months", "2021-07", AFTER),
        ("later", "2020-05", BEFORE),
        ("later", "2025-01", NOT_KNOWN),
    ],
)
def test_a_relapse_comes_after_the_early_treatment(within: str, taken: str, order: Order) -> None:
    assert order_of(taken, growths([tamoxifen(within, "2020-06-30")])) is order


def test_a_relapse_comes_before_the_first_treatment_of_stage_four_disease() -> None:
    history = [tamoxifen("later", "2020-06"), letrozole(started="2024-01", outcome="ongoing")]
    assert order_of("2025-01", growths(history)) is AFTER
    assert order_of("2022-01", growths(history)) is NOT_KNOWN
    # Of a line that only tells when it ended, that day is late enough
    ended = [tamoxifen("later", "2020-06"), letrozole(stopped="2024-01", outcome="stopped_toxicity")]
    assert order_of("2025-01", growths(ended)) is AFTER


def test_a_relapse_on_an_early_treatment_is_dated_by_its_end() -> None:
    assert [g.date for g in growths([tamoxifen("on_treatment", "2020-06", outcome="progressed")])] == ["2020-06"]


def test_a_date_that_cannot_be_read_leaves_the_order_open() -> None:
    unreadable = replace(letrozole(), started="spring", stopped="last winter")
    assert order_of("2025-03", growths([unreadable])) is NOT_KNOWN


def test_dates_that_contradict_each_other_are_not_taken_for_an_order() -> None:
    history = [letrozole(1, started="2026-01"), letrozole(2, started="2024-01", outcome="ongoing")]
    assert order_of("2025-03", growths(history)) is BEFORE
    assert order_of("2026-03", growths(history)) is AFTER


def test_a_neoadjuvant_treatment_counts_as_an_early_one() -> None:
    entry = replace(early("taxane", "within_6_months", setting=Setting.NEOADJUVANT), stopped="2025-01-31")
    assert order_of("2025-01", growths([entry])) is NOT_KNOWN
    assert order_of("2024-12", growths([entry])) is BEFORE
