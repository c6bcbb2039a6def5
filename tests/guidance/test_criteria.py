"""A condition is met, not met or unknown, and says which answers decided it and which would settle it."""

import pytest

from guidance.condition import Compare, Latest
from guidance.criteria import Facts
from guidance.profile import Profile
from guidance.verdict import Verdict, negated, truth
from tests.guidance.edition import edition, judged, metastatic, profile, said

# One answer for each truth: 60 is met, 40 is not met, no answer is unknown
HEART = {"met": 60, "not_met": 40, "unknown": None}
KIDNEY = {"met": 90, "not_met": 20, "unknown": None}
WORDS = ("not_met", "unknown", "met")


def patient(heart: str, kidney: str = "unknown") -> Profile:
    values = {"ejection_fraction_percent": HEART[heart], "creatinine_clearance": KIDNEY[kidney]}
    return profile(**{name: value for name, value in values.items() if value is not None})


@pytest.mark.parametrize("heart", WORDS)
@pytest.mark.parametrize("kidney", WORDS)
def test_and_is_the_weakest_part_and_or_the_strongest(heart: str, kidney: str) -> None:
    a, b = "ejection_fraction_percent >= 50", "creatinine_clearance >= 60"
    weakest, strongest = sorted((heart, kidney), key=WORDS.index)
    assert said(patient(heart, kidney), f"{a} and {b}") == weakest
    assert said(patient(heart, kidney), f"{a} or {b}") == strongest


@pytest.mark.parametrize(
    ("heart", "no", "surely", "possibly"),
    [
        ("met", "not_met", "met", "met"),
        ("unknown", "unknown", "not_met", "met"),
        ("not_met", "met", "not_met", "not_met"),
    ],
)
def test_not_surely_and_possibly(heart: str, no: str, surely: str, possibly: str) -> None:
    question = "ejection_fraction_percent >= 50"
    assert said(patient(heart), f"not {question}") == no
    assert said(patient(heart), f"surely({question})") == surely
    assert said(patient(heart), f"possibly({question})") == possibly


def test_the_numbers_of_a_verdict_make_and_or_bit_operations() -> None:
    for a in Verdict:
        for b in Verdict:
            assert a & b == min(a, b)
            assert a | b == max(a, b)
    assert [negated(v) for v in (Verdict.MET, Verdict.NOT_MET)] == [Verdict.NOT_MET, Verdict.MET]
    assert (truth(True), truth(False)) == (Verdict.MET, Verdict.NOT_MET)


@pytest.mark.parametrize(
    ("operator", "below", "at", "above"),
    [
        ("<", "met", "not_met", "not_met"),
        ("<=", "met", "met", "not_met"),
        (">", "not_met", "not_met", "met"),
        (">=", "not_met", "met", "met"),
        ("==", "not_met", "met", "not_met"),
        ("!=", "met", "not_met", "met"),
    ],
)
def test_a_number_is_compared_exactly_at_its_limit(operator: str, below: str, at: str, above: str) -> None:
    found = [said(profile(age_years=years), f"age_years {operator} 55") for years in (54.5, 55, 55.5)]
    assert found == [below, at, above]


def test_a_zero_is_an_answer() -> None:
    reason = judged(profile(estrogen_receptor_percent=0), "estrogen_receptor_percent < 1")
    assert (reason.verdict, reason.because) == (Verdict.MET, {"estrogen_receptor_percent"})


def test_an_unknown_names_only_what_would_settle_it() -> None:
    reason = judged(profile(sex="female"), "sex == female and age_years > 55 and frail == yes")
    assert reason.missing == {"age_years", "frail"}
    assert judged(profile(frail="no"), "age_years > 55 and frail == yes").missing == set()


@pytest.mark.parametrize(
    ("finding", "known", "finer"),
    [
        ("her2_ihc", "zero_unspecified", "zero_ultralow"),
        ("her2_ihc", "zero_unspecified", "zero_null"),
        ("pik3ca", "not_detected_in_blood", "mutated"),
        ("esr1", "not_detected_before_latest_progression", "mutated"),
    ],
)
def test_a_coarse_value_leaves_the_finer_question_open_and_names_its_own_finding(
    finding: str, known: str, finer: str
) -> None:
    patient = profile(**{finding: known})
    for question in (f"{finding} == {finer}", f"{finding} != {finer}", f"{finding} in {{{finer}}}"):
        reason = judged(patient, question)
        assert (reason.verdict, reason.missing) == (Verdict.UNKNOWN, {finding})
    assert said(patient, f"{finding} == {known}") == "met"


def test_a_coarse_value_still_answers_other_questions() -> None:
    assert said(profile(her2_ihc="zero_unspecified"), "her2_ihc == three_plus") == "not_met"
    assert said(profile(her2_ihc="zero_unspecified"), "her2_ihc != three_plus") == "met"


def test_a_list_of_ticks_is_complete_once_it_is_given() -> None:
    none, bone, both = (profile(metastatic_sites=sites) for sites in ((), ("bone",), ("bone", "liver")))
    questions = ("metastatic_sites includes bone", "only(metastatic_sites, bone)", "empty(metastatic_sites)")
    assert [said(none, q) for q in questions] == ["not_met", "not_met", "met"]
    assert [said(bone, q) for q in questions] == ["met", "met", "not_met"]
    assert [said(both, q) for q in questions] == ["met", "not_met", "not_met"]
    assert [said(profile(), q) for q in questions] == ["unknown"] * 3


def test_given_is_never_unknown() -> None:
    assert said(profile(), "given(her2_ihc)") == "not_met"
    assert said(profile(her2_ihc="one_plus"), "given(her2_ihc)") == "met"
    assert said(profile(her2_ihc="one_plus"), "given(her2_status)") == "met"
    assert said(profile(), "given(pregnancy_excluded)") == "not_met"


def test_the_region_is_always_known() -> None:
    assert [said(profile(region=r), "region == eu") for r in ("us", "eu")] == ["not_met", "met"]
    assert [said(profile(region=r), "region != eu") for r in ("us", "eu")] == ["met", "not_met"]


def test_the_line_of_therapy_can_be_compared_like_any_number() -> None:
    second = profile(metastatic("aromatase_inhibitor"), treatment_history_complete="yes")
    assert said(second, "line_of_therapy == 2") == "met"
    assert said(second, "line_of_therapy >= 3") == "not_met"
    assert said(profile(), "line_of_therapy >= 2") == "unknown"
    assert said(profile(), "line_of_therapy >= 1") == "met"


def test_a_question_to_a_history_entry_cannot_be_asked_of_a_patient() -> None:
    with pytest.raises(TypeError, match="history entry"):
        judged(profile(), Latest("systemic"))


def test_a_number_stands_for_itself_in_a_condition() -> None:
    facts = Facts(profile(age_years=70), edition().language)
    assert facts.judge(Compare("age_years", "==", 70)).verdict is Verdict.MET
