"""Limits instead of numbers."""

import pytest

from desktop.consultation.bounded import Thresholds, shown_number
from desktop.widgets.number_field import read_number


@pytest.fixture
def thresholds(knowledge) -> Thresholds:
    return Thresholds(knowledge)


def number(thresholds: Thresholds, knowledge, finding: str, typed: str) -> float | None:
    known = knowledge.findings[finding]
    reading = read_number(typed, minimum=known.minimum, maximum=known.maximum)
    return thresholds.number(reading, known)


def test_below_one_percent_is_negative_and_shown_as_it_was_reported(thresholds, knowledge) -> None:
    stored = number(thresholds, knowledge, "estrogen_receptor_percent", "<1")
    assert stored is not None
    assert stored < 1
    assert shown_number(stored) == "<1"


def test_above_ninety_percent_is_kept_as_it_was_reported(thresholds, knowledge) -> None:
    stored = number(thresholds, knowledge, "estrogen_receptor_percent", ">90")
    assert stored is not None
    assert stored > 90
    assert shown_number(stored) == ">90"


def test_below_ten_percent_is_not_taken_because_it_may_be_negative_or_low(thresholds, knowledge) -> None:
    assert number(thresholds, knowledge, "estrogen_receptor_percent", "<10") is None


def test_above_five_percent_is_not_taken_because_it_may_be_low_or_positive(thresholds, knowledge) -> None:
    assert number(thresholds, knowledge, "estrogen_receptor_percent", ">5") is None


def test_a_plain_number_is_itself(thresholds, knowledge) -> None:
    assert number(thresholds, knowledge, "estrogen_receptor_percent", "95") == 95
    assert shown_number(95) == "95"
