"""What the patient is told on the page, as a value and without a window."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.consultation.presenter import ConsultationPresenter
from desktop.patient_view.page import MOST_QUESTIONS, Effect, PatientPage, Row, page_of
from desktop.patient_view.presenter import PatientViewPresenter
from guidance.knowledge import KnowledgeBase
from guidance.time_told import MOST_LINES
from guidance.wording import Wording

Visits = Callable[..., ConsultationPresenter]
EVERYBODY = (1, 2, 3, 4, 5, 6)


@pytest.fixture
def page_for(visit_of: Visits, plain: Wording) -> Callable[..., PatientPage]:
    def made(number: int, shown: int = 0, **changes: object) -> PatientPage:
        return page_of(visit_of(number, **changes).state.workup, plain, shown)

    return made


@pytest.mark.parametrize("number", EVERYBODY)
def test_every_option_has_a_whole_page_in_plain_words(
    visit_of: Visits, plain: Wording, knowledge: KnowledgeBase, number: int
) -> None:
    workup = visit_of(number).state.workup
    for option in knowledge.options:
        consultation = workup.consultation.discussing((option,))
        (column,) = page_of(replace(workup, consultation=consultation), plain).columns
        rows = (column.does, column.how, column.effect, column.effects, column.may_help)
        assert all((column.title, column.icon, *(row.text for row in rows), *column.time.said))
        assert 1 <= len(column.time.said) <= MOST_LINES
        assert len(column.questions) == MOST_QUESTIONS


def test_three_stand_side_by_side_and_the_rest_is_counted(page_for: Callable[..., PatientPage]) -> None:
    page = page_for(1, discussed=("fulvestrant", "capecitabine", "tamoxifen", "olaparib"))
    assert [column.letter for column in page.columns] == ["A", "B", "C"]
    assert page.left_over == 1
    assert page.title == "Three ways forward we can talk about"


def test_one_alone_keeps_its_letter(page_for: Callable[..., PatientPage]) -> None:
    page = page_for(1, shown=2)
    assert (page.alone, page.columns[0].letter, page.letters) == (True, "B", ("A", "B", "C"))


def test_what_is_not_safe_now_says_so_with_its_reason(page_for: Callable[..., PatientPage]) -> None:
    warnings = {column.option: column.warning for column in page_for(5).columns}
    assert warnings["cdk46_palbociclib"].startswith("Not safe for you right now. This can harm an unborn baby.")
    assert warnings["pregnancy_care"] == ""


def test_an_option_that_waits_for_an_answer_does_not_promise_a_test(page_for: Callable[..., PatientPage]) -> None:
    notes = {column.option: column.note for column in page_for(1).columns}
    assert notes["capecitabine"] == "We need to know more about you first."


def test_every_number_names_its_source_once(page_for: Callable[..., PatientPage]) -> None:
    same = ("sacituzumab_govitecan_hormone_positive", "sacituzumab_govitecan_later_triple_negative", "tamoxifen")
    page = page_for(1, discussed=same)
    assert [isinstance(column.effect, Effect) for column in page.columns] == [True, True, False]
    assert page.foot.count(page.columns[0].source) == 1
    assert "A and B: " in page.foot


def test_options_of_one_kind_are_told_apart(page_for: Callable[..., PatientPage]) -> None:
    titles = [column.title for column in page_for(4).columns]
    assert len(set(titles)) == len(titles)


def test_own_words_come_before_ticked_wishes(page_for: Callable[..., PatientPage]) -> None:
    assert page_for(1).matters.text.startswith("“I want to be at my daughter")
    assert " · " in page_for(1, own_words="").matters.text
    assert page_for(6).matters.text == ""


def test_pages_turn_round_and_a_missing_option_changes_nothing(visit_of: Visits, plain: Wording) -> None:
    patient = PatientViewPresenter(visit_of(6), plain)
    seen = []
    for _ in range(3):
        patient.turn(1)
        seen.append(patient.state.shown)
    assert seen == [1, 2, 0]
    patient.show_one(3)
    assert patient.state.shown == 0


def test_blank_hides_and_shows_again_and_a_page_ends_it(visit_of: Visits, plain: Wording) -> None:
    patient = PatientViewPresenter(visit_of(1), plain)
    patient.blank()
    assert patient.state.blank
    patient.blank()
    assert not patient.state.blank
    patient.cover()
    patient.show_one(1)
    assert not patient.state.blank


def test_an_option_taken_out_leaves_the_page_of_all(visit_of: Visits, plain: Wording) -> None:
    visit = visit_of(6)
    patient = PatientViewPresenter(visit, plain)
    patient.show_one(2)
    visit.discuss("psychological_and_social_support", False)
    assert patient.state.shown == 0
    assert len(patient.state.page.columns) == 1


def test_a_number_counted_with_another_medicine_of_the_card_is_not_shown(page_for: Callable[..., PatientPage]) -> None:
    switched, palbociclib = page_for(1, discussed=("cdk46_switch_after_progression", "cdk46_palbociclib")).columns
    assert isinstance(switched.effect, Row)
    assert not switched.source
    assert isinstance(palbociclib.effect, Effect)


def test_the_effect_is_one_that_most_options_have_a_number_for(page_for: Callable[..., PatientPage]) -> None:
    labels = [column.effect.label for column in page_for(1).columns]
    assert labels == ["People who feel sick"] * 3
    (drip,) = page_for(1, discussed=("zoledronic_acid",)).columns
    assert drip.effect.label == "People who have flu-like days after zoledronic acid"
    (tablets,) = page_for(1, discussed=("tamoxifen",)).columns
    assert tablets.effect == Row("People who feel more tired than usual", "We do not have a good number for this.")


def test_the_time_is_told_of_the_option_and_not_of_its_kind(page_for: Callable[..., PatientPage]) -> None:
    drip, injection = page_for(1, discussed=("zoledronic_acid", "denosumab")).columns
    assert drip.time.label == "Time this takes"
    assert drip.time.said == ("Treatment visits: 1 to 4 in 3 months", "For a drip: 15 minutes")
    assert injection.time.said == ("Treatment visits: 1 a month",)


def test_three_columns_leave_out_the_scans_of_all_and_one_alone_tells_them(
    page_for: Callable[..., PatientPage],
) -> None:
    assert not [line for column in page_for(1).columns for line in column.time.said if line.startswith("Scans")]
    assert page_for(1, shown=2).columns[0].time.said[-1] == "Scans: every 6 to 9 weeks"
