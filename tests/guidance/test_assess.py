"""The standing algorithm, step by step: the first line that applies gives the standing."""

from dataclasses import replace

import pytest

from guidance.assess import Guidance, assess
from guidance.expression import read
from guidance.finding import Value
from guidance.knowledge import KnowledgeBase
from guidance.option import Clause, CompanionRule, Option, Part, Standing
from guidance.profile import Profile
from tests.guidance.edition import first_visit, metastatic, profile

FITS, STOPS = "estrogen_receptor_percent >= 1", "qtcf_ms >= 450"
CAUTIONS, TIMING = "age_years > 80", "visceral_crisis == no"


def clause(part: Part, when: str, otherwise: Standing = Standing.LATER, name: str = "") -> Clause:
    return Clause(name or part.value, part, read(when), when, ("a_source",), otherwise)


def option(*clauses: Clause, must_know: tuple[str, ...] = (), companions: tuple[CompanionRule, ...] = ()) -> Option:
    return Option(
        "tried", "chemotherapy", "tried", clauses, {"us": "approved", "eu": "pending"}, (), must_know, companions
    )


def plain(*, must_know: tuple[str, ...] = (), otherwise: Standing = Standing.LATER) -> Option:
    return option(
        clause(Part.FITS, FITS),
        clause(Part.STOPS, STOPS),
        clause(Part.CAUTIONS, CAUTIONS),
        clause(Part.TIMING, TIMING, otherwise),
        must_know=must_know,
    )


def standing(knowledge: KnowledgeBase, judged: Option, **values: Value) -> Standing:
    return assess(profile(**values), knowledge).assess(judged).standing


GOOD: dict[str, Value] = {
    "estrogen_receptor_percent": 90,
    "qtcf_ms": 420,
    "age_years": 60,
    "visceral_crisis": "no",
}
BAD: dict[str, Value] = {"estrogen_receptor_percent": 0, "qtcf_ms": 460, "age_years": 81, "visceral_crisis": "yes"}


@pytest.mark.parametrize(
    ("turned", "expected"),
    [
        ((), Standing.RELEVANT),
        (("age_years",), Standing.CAUTION),
        (("visceral_crisis",), Standing.LATER),
        (("visceral_crisis", "age_years"), Standing.LATER),
        (("qtcf_ms", "visceral_crisis", "age_years"), Standing.UNSUITABLE),
        (("estrogen_receptor_percent", "qtcf_ms", "visceral_crisis", "age_years"), Standing.NOT_EXPECTED),
    ],
)
def test_what_does_not_fit_comes_before_what_stops_before_what_is_early_before_what_worries(
    knowledge: KnowledgeBase, turned: tuple[str, ...], expected: Standing
) -> None:
    values = {**GOOD, **{finding: BAD[finding] for finding in turned}}
    assert standing(knowledge, plain(), **values) is expected


@pytest.mark.parametrize(
    ("unknown", "turned", "expected"),
    [
        ("estrogen_receptor_percent", (), Standing.DEPENDS),
        ("visceral_crisis", (), Standing.DEPENDS),
        ("estrogen_receptor_percent", ("visceral_crisis",), Standing.LATER),
        ("estrogen_receptor_percent", ("qtcf_ms",), Standing.UNSUITABLE),
        ("visceral_crisis", ("estrogen_receptor_percent",), Standing.NOT_EXPECTED),
        ("visceral_crisis", ("age_years",), Standing.DEPENDS),
        ("qtcf_ms", (), Standing.RELEVANT),
        ("age_years", (), Standing.RELEVANT),
    ],
)
def test_an_unknown_opens_only_what_it_can_change(
    knowledge: KnowledgeBase, unknown: str, turned: tuple[str, ...], expected: Standing
) -> None:
    values = {**GOOD, **{finding: BAD[finding] for finding in turned}}
    del values[unknown]
    assert standing(knowledge, plain(), **values) is expected


def test_a_moment_that_has_passed_is_not_expected_to_come(knowledge: KnowledgeBase) -> None:
    passed = plain(otherwise=Standing.NOT_EXPECTED)
    assert standing(knowledge, passed, **{**GOOD, "visceral_crisis": "yes"}) is Standing.NOT_EXPECTED
    both = option(clause(Part.TIMING, TIMING), clause(Part.TIMING, "frail == no", Standing.NOT_EXPECTED, "strong"))
    assert standing(knowledge, both, visceral_crisis="yes", frail="no") is Standing.LATER
    assert standing(knowledge, both, visceral_crisis="yes") is Standing.LATER
    assert standing(knowledge, both, visceral_crisis="no", frail="yes") is Standing.NOT_EXPECTED


def test_depends_names_what_is_missing_and_nothing_else_does(knowledge: KnowledgeBase) -> None:
    unknown = assess(profile(), knowledge).assess(plain())
    assert unknown.missing == ("visceral_crisis", "estrogen_receptor_percent")
    later = assess(profile(visceral_crisis="yes"), knowledge).assess(plain())
    assert (later.standing, later.missing) == (Standing.LATER, ())


def test_an_unknown_that_must_be_known_lowers_to_caution_and_is_a_check_before(knowledge: KnowledgeBase) -> None:
    values = {name: value for name, value in GOOD.items() if name != "qtcf_ms"}
    found = assess(profile(**values), knowledge).assess(plain(must_know=("qtcf_ms",)))
    assert (found.standing, found.checks_before, found.baseline_checks) == (Standing.CAUTION, ("qtcf_ms",), ())
    known = assess(profile(**GOOD), knowledge).assess(plain(must_know=("qtcf_ms",)))
    assert (known.standing, known.checks_before) == (Standing.RELEVANT, ())


def test_other_unknowns_of_stops_and_cautions_are_baseline_checks(knowledge: KnowledgeBase) -> None:
    values = {name: value for name, value in GOOD.items() if name not in ("qtcf_ms", "age_years")}
    found = assess(profile(**values), knowledge).assess(plain())
    assert (found.standing, found.baseline_checks) == (Standing.RELEVANT, ("age_years", "qtcf_ms"))


def test_pregnancy_is_known_as_soon_as_it_is_excluded(knowledge: KnowledgeBase) -> None:
    asks = plain(must_know=("pregnancy",))
    assert standing(knowledge, asks, **GOOD, sex="female") is Standing.RELEVANT  # 60 years old
    young: dict[str, Value] = {**GOOD, "age_years": 40}
    assert standing(knowledge, asks, **young, sex="female") is Standing.CAUTION
    assert standing(knowledge, asks, **young, sex="male") is Standing.RELEVANT
    assert standing(knowledge, asks, **young, sex="female", menopausal_status="postmenopausal") is Standing.RELEVANT


def test_met_cautions_are_named(knowledge: KnowledgeBase) -> None:
    found = assess(profile(**{**GOOD, "age_years": 90}), knowledge).assess(plain())
    assert found.cautions == ("cautions",)


def test_companions_are_listed_always_or_when_their_condition_is_surely_met(knowledge: KnowledgeBase) -> None:
    rules = (CompanionRule("always"), CompanionRule("men", read("sex == male")))
    told = option(clause(Part.FITS, FITS), companions=rules)
    found = [assess(profile(**known), knowledge).assess(told).companions for known in ({}, {"sex": "male"})]
    assert found == [("always",), ("always", "men")]


def test_an_option_without_clauses_fits_everybody(knowledge: KnowledgeBase) -> None:
    assert standing(knowledge, option()) is Standing.RELEVANT


def test_the_license_of_the_region_shows_apart_and_changes_no_standing(knowledge: KnowledgeBase) -> None:
    for region, apart in (("us", False), ("eu", True)):
        found = assess(Profile(GOOD, (), region), knowledge).assess(plain())
        assert (found.standing, found.shown_apart, found.id) == (Standing.RELEVANT, apart, "tried")


def disputed(knowledge: KnowledgeBase) -> Guidance:
    patient = first_visit(her2_ihc="three_plus", her2_ish="negative")
    return assess(patient, knowledge)


def test_a_conflict_makes_its_findings_unknown_for_what_fits(knowledge: KnowledgeBase) -> None:
    guidance = disputed(knowledge)
    assert [c.id for c in guidance.conflicts] == ["her2_ihc_three_plus_with_ish_negative"]
    found = guidance.options["trastuzumab_deruxtecan_pertuzumab"]
    assert (found.standing, "her2_ihc" in found.missing) == (Standing.DEPENDS, True)
    assert guidance.derived["her2_status"] == "unresolved"


def test_a_conflict_keeps_the_stops_of_either_value(knowledge: KnowledgeBase) -> None:
    guidance = assess(first_visit(pregnancy="pregnant"), knowledge)
    assert "postmenopausal_and_pregnant" in {c.id for c in guidance.conflicts}
    assert guidance.options["tamoxifen"].standing is Standing.UNSUITABLE


def test_early_stage_gives_a_conflict_and_no_options(knowledge: KnowledgeBase) -> None:
    guidance = assess(first_visit(disease_setting="early_stage", metastatic_sites=()), knowledge)
    assert [c.id for c in guidance.conflicts] == ["early_stage_outside_scope"]
    assert guidance.options == {}


def test_every_option_is_judged_in_the_order_of_the_vocabulary(knowledge: KnowledgeBase) -> None:
    assert list(assess(profile(), knowledge).options) == list(knowledge.options)


def test_each_clause_is_explained_with_the_answers_behind_it(knowledge: KnowledgeBase) -> None:
    guidance = assess(profile(**GOOD), knowledge)
    fits, stop, caution, timing = guidance.explain(plain())
    assert [c.verdict for c in (fits, stop, caution, timing)] == ["met", "not_met", "not_met", "met"]
    assert (fits.findings, fits.missing) == ({"estrogen_receptor_percent": 90}, ())
    open_fit = assess(profile(), knowledge).explain(plain())[0]
    assert (open_fit.verdict, open_fit.missing) == ("unknown", ("estrogen_receptor_percent",))


def test_values_are_shown_plainly_and_the_history_as_its_classes(knowledge: KnowledgeBase) -> None:
    guidance = assess(first_visit(metastatic("taxane"), metastatic("taxane", 2)), knowledge)
    assert guidance.values_of(("metastatic_sites", "treatments", "frail")) == {
        "metastatic_sites": ["bone", "liver"],
        "treatments": ["taxane"],
    }
    assert assess(first_visit(), knowledge).values_of(("treatments",)) == {}


def test_the_same_patient_gets_the_same_guidance(knowledge: KnowledgeBase) -> None:
    assert assess(first_visit(), knowledge).options == assess(first_visit(), knowledge).options


def test_parts_of_an_option_are_its_clauses_of_that_part() -> None:
    whole = plain()
    assert [c.id for c in whole.part(Part.TIMING)] == ["timing"]
    assert replace(whole, clauses=()).part(Part.FITS) == ()
