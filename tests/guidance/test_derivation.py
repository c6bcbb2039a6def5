"""Findings that follow from others: subtype, HER2 status, pregnancy, endocrine sensitivity, line of therapy."""

import pytest

from guidance.criteria import TREATMENTS, Facts
from guidance.finding import Value
from guidance.profile import HISTORY, Profile
from tests.guidance.edition import early, edition, first_visit, metastatic, profile, said


def derived(patient: Profile, finding: str) -> Value | None:
    return Facts(patient, edition().language).derived_value(finding)


@pytest.mark.parametrize(
    ("ihc", "ish", "status"),
    [
        ("three_plus", None, "positive"),
        ("two_plus", "positive", "positive"),
        ("two_plus", "negative", "low"),
        ("two_plus", None, "unresolved"),
        ("one_plus", None, "low"),
        ("one_plus", "positive", "positive"),
        ("zero_ultralow", None, "ultralow"),
        ("zero_null", None, "zero"),
        ("zero_unspecified", None, "zero_unspecified"),
        (None, "positive", "positive"),
        (None, "negative", "unresolved"),
        (None, None, "unresolved"),
    ],
)
def test_her2_status_follows_from_staining_and_in_situ_test(ihc: str | None, ish: str | None, status: str) -> None:
    given = {name: value for name, value in (("her2_ihc", ihc), ("her2_ish", ish)) if value is not None}
    assert derived(profile(**given), "her2_status") == status


def test_an_unspecified_zero_leaves_ultralow_open_and_rules_low_out() -> None:
    patient = profile(her2_ihc="zero_unspecified")
    assert said(patient, "her2_status == ultralow") == "unknown"
    assert said(patient, "her2_status == zero") == "unknown"
    assert said(patient, "her2_status == low") == "not_met"
    assert said(patient, "her2_status != positive") == "met"
    assert said(patient, "her2_negative == yes") == "met"


def test_unresolved_is_a_label_that_leaves_everything_open() -> None:
    patient = profile(her2_ihc="two_plus")
    assert said(patient, "her2_status == unresolved") == "met"
    assert said(patient, "her2_status == positive") == "unknown"
    assert said(profile(her2_ihc="three_plus"), "her2_status == unresolved") == "not_met"


def test_the_missing_finding_of_a_two_plus_is_the_in_situ_test() -> None:
    facts = Facts(profile(her2_ihc="two_plus"), edition().language)
    assert facts.reason_for_derived("her2_status").missing == {"her2_ish"}
    assert Facts(profile(), edition().language).reason_for_derived("her2_status").missing == {"her2_ihc"}


@pytest.mark.parametrize(
    ("er", "pr", "her2", "subtype"),
    [
        (90, 40, "zero_null", "hormone_positive_her2_negative"),
        (90, 40, "three_plus", "hormone_positive_her2_positive"),
        (0, 0, "three_plus", "hormone_negative_her2_positive"),
        (0, 0, "zero_null", "triple_negative"),
        (0.75, 0, "zero_null", "triple_negative"),
        (1, 0, "zero_null", "estrogen_low_her2_negative"),
        (10, 10, "zero_null", "estrogen_low_her2_negative"),
        (10, 11, "zero_null", "hormone_positive_her2_negative"),
        (11, 0, "zero_null", "hormone_positive_her2_negative"),
        (0, 1, "zero_null", "hormone_positive_her2_negative"),
        (90, 40, "two_plus", None),
    ],
)
def test_the_subtype_follows_from_the_receptors(er: float, pr: float, her2: str, subtype: str | None) -> None:
    patient = profile(estrogen_receptor_percent=er, progesterone_receptor_percent=pr, her2_ihc=her2)
    assert derived(patient, "subtype") == subtype


def test_a_report_without_percent_counts_until_there_is_a_percent() -> None:
    assert derived(profile(hormone_receptor_report="positive"), "hormone_receptor_status") == "positive"
    assert derived(profile(hormone_receptor_report="negative"), "hormone_receptor_status") == "negative"
    assert derived(
        profile(hormone_receptor_report="negative", estrogen_receptor_percent=40), "hormone_receptor_status"
    ) == ("positive")


def test_pregnancy_is_excluded_by_what_excludes_it_and_by_nothing_else() -> None:
    excluded = [
        {"sex": "male"},
        {"menopausal_status": "postmenopausal"},
        {"age_years": 56},
        {"pregnancy": "not_pregnant"},
    ]
    assert {derived(profile(**known), "pregnancy_excluded") for known in excluded} == {"yes"}
    assert derived(profile(sex="female", age_years=55), "pregnancy_excluded") is None
    assert derived(profile(menopausal_status="postmenopausal", pregnancy="possible"), "pregnancy_excluded") == "no"


def test_an_unknown_menopausal_status_asks_for_ovarian_suppression() -> None:
    assert derived(profile(sex="female"), "needs_ovarian_suppression") == "yes"
    assert derived(profile(sex="male"), "needs_ovarian_suppression") == "no"
    assert derived(profile(sex="female", menopausal_status="postmenopausal"), "needs_ovarian_suppression") == "no"


@pytest.mark.parametrize(
    ("treatments", "sensitivity"),
    [
        ((), "naive_or_sensitive"),
        ((early("tamoxifen", "on_treatment", outcome="progressed", months=20),), "primary_resistance"),
        ((early("tamoxifen", "on_treatment", outcome="progressed", months=30),), "secondary_resistance"),
        ((early("tamoxifen", "within_12_months"),), "secondary_resistance"),
        ((early("tamoxifen", "later"),), "naive_or_sensitive"),
        ((metastatic("aromatase_inhibitor", months=4),), "primary_resistance"),
        ((metastatic("aromatase_inhibitor", months=6),), "secondary_resistance"),
        ((metastatic("aromatase_inhibitor", months=4), metastatic("fulvestrant", 2, months=3)), "primary_resistance"),
    ],
)
def test_endocrine_sensitivity_follows_from_the_history(treatments: tuple[object, ...], sensitivity: str) -> None:
    patient = Profile({"treatment_history_complete": "yes"}, treatments)  # type: ignore[arg-type]  # treatments, mixed
    assert derived(patient, "endocrine_sensitivity") == sensitivity


def test_lines_are_a_number_when_they_are_certain() -> None:
    known = profile(metastatic("aromatase_inhibitor"), treatment_history_complete="yes")
    facts = Facts(known, edition().language)
    assert facts.derived_value("metastatic_endocrine_lines") == 1
    assert facts.derived_value("line_of_therapy") == 2
    assert facts.reason_for_derived("line_of_therapy").because == {TREATMENTS}
    unsure = Facts(profile(), edition().language)
    assert unsure.derived_value("metastatic_endocrine_lines") is None
    assert unsure.reason_for_derived("metastatic_endocrine_lines").missing == {HISTORY}


def test_the_first_visit_is_the_first_line() -> None:
    assert derived(first_visit(), "first_line") == "yes"
    assert derived(first_visit(), "line_of_therapy") == 1


def test_the_reason_of_a_derived_finding_is_the_case_that_holds() -> None:
    facts = Facts(first_visit(), edition().language)
    assert facts.reason_for_derived("hormone_receptor_status").because >= {"estrogen_receptor_percent"}


def test_every_value_of_every_derived_finding_excludes_the_others_or_is_coarse() -> None:
    for rule in edition().derived.values():
        assert len(set(rule.choices)) == len(rule.choices)
        for case in rule.cases:
            assert rule.case(case.value) is case
            assert set(case.leaves_open) <= set(rule.choices)
        assert rule.case("no such value") is None
