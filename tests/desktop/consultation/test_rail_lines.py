"""What the rail says of each step."""

import pytest

from desktop.consultation.rail_lines import rail_steps
from guidance.treatment import Setting, Treatment


@pytest.fixture
def step(presenter, meanings):
    return lambda number: rail_steps(presenter.state, meanings)[number - 1]


def test_an_untouched_step_is_empty_and_names_what_it_asks(step) -> None:
    assert step(2).state == "empty"
    assert step(2).line


def test_an_answer_makes_a_step_partly_done(step, presenter) -> None:
    presenter.answer("estrogen_receptor_percent", 95)
    assert step(2).state == "part"


def test_not_known_counts_as_answered(step, presenter) -> None:
    presenter.go_to_step(2)
    presenter.mark_rest_not_known()
    assert step(2).state == "done"


def test_a_refused_number_is_something_to_check(step, presenter) -> None:
    presenter.answer("estrogen_receptor_percent", 950)
    assert (step(2).state, step(2).line) == ("check", "1 to check")


def test_a_contradiction_is_something_to_check(step, presenter) -> None:
    presenter.answer("her2_ihc", "three_plus")
    presenter.answer("her2_ish", "negative")
    assert step(2).state == "check"


def test_treatments_are_counted(step, presenter) -> None:
    presenter.add_treatment(Treatment("fulvestrant", Setting.METASTATIC), Treatment("taxane", Setting.ADJUVANT))
    assert step(4).line.startswith("2 treatments")
