"""What is not listed was not given only when somebody said so; a gap inside an entry stays a gap."""

from dataclasses import replace
from math import inf

import pytest

from guidance.condition import Earliest, EntryCompare, Surely, Treated
from guidance.profile import Profile
from guidance.treatment import Setting
from guidance.treatment_history import TreatmentHistory, compare_range
from guidance.verdict import Verdict
from tests.guidance.edition import early, edition, metastatic, profile, said

COMPLETE = {"treatment_history_complete": "yes"}


def history(patient: Profile) -> TreatmentHistory:
    return TreatmentHistory(patient, dict(edition().treatment_kinds))


@pytest.mark.parametrize(
    ("known", "anywhere", "metastatic_setting", "early_setting"),
    [
        ({}, "unknown", "unknown", "unknown"),
        (COMPLETE, "not_met", "not_met", "not_met"),
        ({"treatment_history_complete": "no"}, "unknown", "unknown", "unknown"),
        ({"no_treatment_yet_for_metastatic_disease": "yes"}, "unknown", "not_met", "unknown"),
        ({"metastatic_presentation": "de_novo"}, "unknown", "unknown", "not_met"),
        ({"metastatic_presentation": "recurrent"}, "unknown", "unknown", "unknown"),
        (
            {"no_treatment_yet_for_metastatic_disease": "yes", "metastatic_presentation": "de_novo"},
            "not_met",
            "not_met",
            "not_met",
        ),
    ],
)
def test_absence_is_no_only_where_somebody_said_so(
    known: dict[str, str], anywhere: str, metastatic_setting: str, early_setting: str
) -> None:
    patient = profile(**known)
    for question in ("had", "progressed_on"):
        assert said(patient, f"{question}(taxane)") == anywhere
        assert said(patient, f"{question}(taxane, metastatic)") == metastatic_setting
        assert said(patient, f"{question}(taxane, adjuvant)") == early_setting
        assert said(patient, f"{question}(taxane, neoadjuvant)") == early_setting
    assert said(patient, "had(taxane, early)") == early_setting


def test_an_entry_counts_for_its_class_its_groups_and_as_systemic() -> None:
    patient = profile(metastatic("trastuzumab_emtansine"), **COMPLETE)
    assert [said(patient, f"had({s})") for s in ("trastuzumab_emtansine", "her2", "chemotherapy", "systemic")] == [
        "met"
    ] * 4
    assert said(patient, "had(endocrine)") == "not_met"


def test_radiotherapy_bone_agents_and_ovarian_suppression_are_not_systemic() -> None:
    for local in ("radiotherapy_bone", "bone_agent", "ovarian_suppression"):
        assert said(profile(metastatic(local), **COMPLETE), "had(systemic)") == "not_met"


def test_early_means_before_or_after_surgery() -> None:
    before = profile(early("taxane", setting=Setting.NEOADJUVANT), **COMPLETE)
    assert said(before, "had(taxane, early)") == "met"
    assert said(before, "had(taxane, adjuvant)") == "not_met"


@pytest.mark.parametrize(
    ("outcome", "within", "verdict"),
    [
        ("progressed", None, "met"),
        ("completed", "on_treatment", "met"),
        ("completed", "within_6_months", "not_met"),
        ("ongoing", None, "not_met"),
        (None, None, "unknown"),
        (None, "later", "not_met"),
    ],
)
def test_progressed_on_means_growth_on_the_treatment(outcome: str | None, within: str | None, verdict: str) -> None:
    assert said(profile(early("taxane", within, outcome=outcome), **COMPLETE), "progressed_on(taxane)") == verdict


def test_lines_are_counted_by_their_numbers() -> None:
    both = profile(metastatic("aromatase_inhibitor", 1), metastatic("fulvestrant", 2), **COMPLETE)
    assert history(both).lines("endocrine") == (2, 2)
    same = profile(metastatic("aromatase_inhibitor", 1), metastatic("cdk46_inhibitor", 1), **COMPLETE)
    assert history(same).lines("systemic") == (1, 1)


def test_entries_without_a_line_give_a_range() -> None:
    patient = profile(metastatic("aromatase_inhibitor", None), metastatic("fulvestrant", None), **COMPLETE)
    assert history(patient).lines("endocrine") == (1, 2)
    assert said(patient, "lines(endocrine) >= 1") == "met"
    assert said(patient, "lines(endocrine) >= 2") == "unknown"
    assert said(patient, "lines(endocrine) >= 3") == "not_met"


def test_an_incomplete_history_gives_a_lower_bound() -> None:
    patient = profile(metastatic("aromatase_inhibitor", 1), metastatic("fulvestrant", 2))
    assert history(patient).lines("endocrine") == (2, inf)
    assert said(patient, "lines(endocrine) >= 2") == "met"
    assert said(patient, "lines(endocrine) <= 2") == "unknown"


@pytest.mark.parametrize(
    ("operator", "verdicts"),
    [
        ("<", "NNNUYY"),
        ("<=", "NNUYYY"),
        (">", "YYUNNN"),
        (">=", "YYYUNN"),
        ("==", "NNUUNN"),
        ("!=", "YYUUYY"),
    ],
)
def test_a_range_from_two_to_three_is_compared_with_care(operator: str, verdicts: str) -> None:
    letter = {Verdict.MET: "Y", Verdict.NOT_MET: "N", Verdict.UNKNOWN: "U"}
    assert "".join(letter[compare_range(2, 3, operator, value)] for value in (0, 1, 2, 3, 4, 5)) == verdicts


def test_the_line_decided_now_is_one_more_than_the_lines_that_are_over() -> None:
    assert history(profile(**COMPLETE)).line_of_therapy() == 1
    assert history(profile(metastatic("taxane", 1), **COMPLETE)).line_of_therapy() == 2
    assert history(profile(metastatic("taxane", 1, "ongoing"), **COMPLETE)).line_of_therapy() == 1
    assert history(profile(metastatic("taxane", 1))).line_of_therapy() is None


def test_the_classes_of_a_history_are_told_once_each() -> None:
    patient = profile(metastatic("taxane", 1), metastatic("taxane", 3), metastatic("platinum", 2))
    assert history(patient).classes("chemotherapy", "metastatic") == ("taxane", "platinum")


def test_alongside_needs_the_same_line_and_no_growth_on_the_other() -> None:
    question = "treated(taxane, metastatic, alongside(trastuzumab))"
    taxane = metastatic("taxane", 1, "completed")
    assert said(profile(taxane, metastatic("trastuzumab", 1, "ongoing"), **COMPLETE), question) == "met"
    assert said(profile(taxane, metastatic("trastuzumab", 1, "progressed"), **COMPLETE), question) == "not_met"
    assert said(profile(taxane, metastatic("trastuzumab", 2, "ongoing"), **COMPLETE), question) == "not_met"
    assert said(profile(taxane, metastatic("trastuzumab", None, "ongoing"), **COMPLETE), question) == "unknown"
    assert said(profile(taxane, **COMPLETE), question) == "not_met"


def test_earliest_and_latest_follow_the_line_numbers() -> None:
    first, second = metastatic("aromatase_inhibitor", 1, "completed"), metastatic("fulvestrant", 2, "progressed")
    patient = profile(first, second, **COMPLETE)
    assert said(patient, "treated(aromatase_inhibitor, earliest(endocrine))") == "met"
    assert said(patient, "treated(fulvestrant, earliest(endocrine))") == "not_met"
    assert said(patient, "treated(fulvestrant, latest(endocrine))") == "met"
    assert said(patient, "treated(endocrine, latest(endocrine) and outcome == completed)") == "not_met"


def test_without_line_numbers_only_a_single_entry_can_be_placed() -> None:
    alone = metastatic("aromatase_inhibitor", None)
    assert said(profile(alone, **COMPLETE), "treated(endocrine, earliest(endocrine))") == "met"
    two = profile(alone, metastatic("fulvestrant", 2), **COMPLETE)
    assert said(two, "treated(aromatase_inhibitor, earliest(endocrine))") == "unknown"
    assert said(profile(early("tamoxifen"), **COMPLETE), "treated(endocrine, latest(endocrine))") == "not_met"


def test_a_field_that_is_missing_inside_an_entry_is_unknown() -> None:
    entry = replace(metastatic("taxane"), months_on_treatment=None, outcome=None)
    patient = profile(entry, **COMPLETE)
    assert said(patient, "treated(taxane, months_on_treatment >= 6)") == "unknown"
    assert said(patient, "treated(taxane, outcome == completed)") == "unknown"
    assert said(patient, "treated(taxane, outcome != completed)") == "unknown"
    assert said(patient, "treated(taxane, not outcome == completed or line == 1)") == "met"
    assert said(profile(metastatic("taxane", outcome="progressed")), "treated(taxane, outcome != completed)") == "met"


def test_growth_on_an_early_treatment_is_its_outcome() -> None:
    patient = profile(early("tamoxifen", "on_treatment", outcome=None), **COMPLETE)
    assert said(patient, "treated(tamoxifen, outcome == progressed)") == "met"
    grown = profile(early("tamoxifen", outcome="progressed"), **COMPLETE)
    assert said(grown, "treated(tamoxifen, progressed_within == on_treatment)") == "met"
    later = profile(early("tamoxifen", "later", outcome=None), **COMPLETE)
    assert said(later, "treated(tamoxifen, outcome == progressed)") == "not_met"


def test_a_metastatic_entry_did_not_come_back_after_its_end() -> None:
    patient = profile(metastatic("taxane"), **COMPLETE)
    assert said(patient, "treated(taxane, progressed_within in {on_treatment, within_6_months})") == "not_met"


@pytest.mark.parametrize(
    ("months", "within_6", "within_12"),
    [
        (None, "unknown", "unknown"),
        (5, "unknown", "unknown"),
        (6, "unknown", "unknown"),
        (6.5, "not_met", "unknown"),
        (12, "not_met", "unknown"),
        (12.5, "not_met", "not_met"),
    ],
)
def test_the_disease_free_interval_tells_when_chemotherapy_cannot_have_ended(
    months: float | None, within_6: str, within_12: str
) -> None:
    known = {} if months is None else {"disease_free_interval_months": months}
    patient = profile(early("taxane"), **COMPLETE, **known)
    assert said(patient, "treated(taxane, early, progressed_within in {on_treatment, within_6_months})") == within_6
    assert said(patient, "treated(taxane, early, progressed_within == within_12_months)") == within_12


def test_the_disease_free_interval_says_nothing_of_endocrine_therapy() -> None:
    patient = profile(early("tamoxifen", outcome=None), **COMPLETE, disease_free_interval_months=80)
    assert said(patient, "treated(tamoxifen, progressed_within == on_treatment)") == "unknown"


def test_an_entry_is_never_asked_what_only_a_patient_can_answer() -> None:
    patient = profile(metastatic("taxane"), **COMPLETE)
    with pytest.raises(TypeError, match="history entry"):
        said(patient, Treated("taxane", "", Surely(Earliest("endocrine"))))
    assert said(patient, Treated("taxane", "", EntryCompare("line", "==", 1.0))) == "met"
