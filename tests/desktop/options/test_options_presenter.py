"""The options of a visit, without a window: groups, notes, what is included, what is open."""

from collections.abc import Callable

import pytest

from desktop.consultation.state import Stage
from desktop.options.detail import detail_of
from desktop.options.presenter import STATUSES, OptionsPresenter
from guidance.consultation import Status
from guidance.knowledge import KnowledgeBase
from guidance.option import MODALITIES
from guidance.wording import Wording

Opens = Callable[..., OptionsPresenter]
EVERYBODY = (1, 2, 3, 4, 5, 6)


def heads(options: OptionsPresenter) -> dict[str, int]:
    return {row.group: row.count for row in options.state.rows if not row.option}


@pytest.mark.parametrize("number", EVERYBODY)
def test_every_option_of_every_demonstration_patient_has_all_its_words(
    options_of: Opens, wording: Wording, plain: Wording, number: int
) -> None:
    visit = options_of(number).visit
    guidance = visit.state.workup.guidance
    for option in guidance.options:
        detail = detail_of(option, guidance, visit.consultation, wording, plain)
        assert detail.name
        assert detail.plain_words
        assert detail.sources
        assert detail.facts or detail.meaning


@pytest.mark.parametrize("number", EVERYBODY)
def test_no_option_is_hidden_only_folded(options_of: Opens, knowledge: KnowledgeBase, number: int) -> None:
    assert sum(heads(options_of(number)).values()) == len(knowledge.options)


def test_groups_come_in_their_fixed_order_and_the_far_ones_are_folded(options_of: Opens) -> None:
    options = options_of(5)
    order = [group for group in heads(options) if group in STATUSES]
    assert order == [status for status in STATUSES if status in order]
    folded = {row.group for row in options.state.rows if row.folded}
    assert {"later", "not_expected"} <= folded
    assert "unsuitable" not in folded


def test_types_come_in_the_order_they_always_have(options_of: Opens) -> None:
    options = options_of(1)
    options.group_by_modality(True)
    assert [group for group in heads(options) if group != "apart"] == list(MODALITIES)


def test_an_option_that_is_not_suitable_now_says_why_in_its_row(options_of: Opens) -> None:
    rows = [row for row in options_of(5).state.rows if row.option and row.group == "unsuitable"]
    assert rows
    assert all(row.note.startswith("Pregnancy possible") for row in rows)


def test_with_nothing_known_options_name_what_they_wait_for(options_of: Opens) -> None:
    options = options_of(6)
    assert set(heads(options)) <= {"relevant", "depends", "needs_answer", "apart"}
    waiting = [row for row in options.state.rows if row.option and row.group in ("depends", "needs_answer")]
    assert all(row.note.startswith("Needs ") for row in waiting)


def test_an_unlicensed_option_stands_apart_and_an_off_label_one_keeps_its_place(options_of: Opens) -> None:
    options = options_of(3)
    options.fold("apart")
    groups = {row.option: (row.group, row.badge) for row in options.state.rows if row.option}
    assert groups["bevacizumab_paclitaxel"] == ("apart", "not licensed, evidence of June 2026")
    assert groups["liposomal_doxorubicin"] == ("relevant", "off label, evidence of June 2026")


def test_every_badge_says_of_which_month_the_evidence_is_and_an_approved_option_has_none(options_of: Opens) -> None:
    options = options_of(3)
    options.fold("apart")
    judged = options.visit.state.workup.guidance.options
    rows = [row for row in options.state.rows if row.option]
    assert {row.option for row in rows if row.badge} == {row.option for row in rows if judged[row.option].shown_apart}
    for row in rows:
        assert not row.badge or row.badge.endswith(", evidence of June 2026")
    options.choose("liposomal_doxorubicin")
    assert options.state.detail.badge == "off label, evidence of June 2026"


def test_a_filter_finds_names_and_opens_folded_groups(options_of: Opens) -> None:
    options = options_of(1)
    options.filter("  OLAPARIB ")
    assert [row.text for row in options.state.rows if row.option] == ["Olaparib"]


def test_an_option_opened_from_elsewhere_comes_into_sight(options_of: Opens) -> None:
    options = options_of(1)
    options.filter("tamoxifen")
    options.choose("pembrolizumab_chemotherapy")
    assert options.state.query == ""
    assert "pembrolizumab_chemotherapy" in {row.option for row in options.state.rows}


def test_a_fourth_option_waits_until_one_is_dropped(options_of: Opens) -> None:
    options = options_of(1)
    before = options.visit.consultation.discussed
    options.include("tamoxifen")
    assert options.state.fourth == ("tamoxifen", "Tamoxifen")
    assert options.visit.consultation.discussed == before
    options.drop_for_fourth("capecitabine")
    assert options.visit.consultation.discussed == (*before[:2], "tamoxifen")
    assert options.state.fourth == ("", "")


def test_keeping_the_three_leaves_them_as_they_are(options_of: Opens) -> None:
    options = options_of(1)
    before = options.visit.consultation.discussed
    options.include("tamoxifen")
    options.keep_three()
    assert (options.state.fourth, options.visit.consultation.discussed) == (("", ""), before)


def test_a_finished_visit_is_not_changed(options_of: Opens) -> None:
    options = options_of(1, status=Status.FINISHED)
    before = options.visit.consultation.discussed
    options.include("fulvestrant")
    assert options.visit.consultation.discussed == before


def test_what_would_change_an_option_never_names_the_standing_it_has(options_of: Opens) -> None:
    for number in (5, 6):
        options = options_of(number)
        for option in ("sacituzumab_govitecan_pembrolizumab", "tucatinib_trastuzumab_capecitabine"):
            options.choose(option)
            detail = options.state.detail
            assert all(standing is not detail.standing for line in detail.changes for standing, _ in line.standings)


def test_a_fact_that_makes_it_fit_is_not_shown_as_speaking_against_it(options_of: Opens) -> None:
    options = options_of(3)
    options.choose("bevacizumab_paclitaxel")
    verdicts = {fact.finding: fact.verdict for fact in options.state.detail.facts}
    assert verdicts["her2_ihc"] == "met"
    assert verdicts["neuropathy"] == "against"


def test_a_chip_leads_to_its_question(options_of: Opens) -> None:
    options = options_of(1)
    options.go_to_question("estrogen_receptor_percent")
    state = options.visit.state
    assert (state.stage, state.focus.place) == (Stage.INTAKE, "estrogen_receptor_percent")


def test_early_stage_shows_no_option_and_says_so(options_of: Opens) -> None:
    options = options_of(1)
    options.visit.answer("disease_setting", "early_stage")
    assert options.state.rows == ()
    assert options.state.detail is None
    assert options.state.out_of_scope[0].startswith("Early-stage")


def test_an_answer_in_the_intake_is_worked_out_when_the_options_are_opened_again(options_of: Opens) -> None:
    options = options_of(1)
    told = []
    options.changed.connect(told.append)
    options.visit.go_to(Stage.INTAKE)
    options.visit.answer("her2_ihc", "three_plus")
    assert told == []
    options.visit.go_to(Stage.OPTIONS)
    assert len(told) == 1


def test_saving_and_looking_about_tell_the_screen_nothing(options_of: Opens) -> None:
    options = options_of(1)
    told = []
    options.changed.connect(told.append)
    options.visit.save_again()
    options.visit.go_to(Stage.OPTIONS)
    assert told == []
