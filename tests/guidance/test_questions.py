"""The next tests are those whose result could move an option today; what no test fills has to be asked."""

from guidance.assess import assess
from guidance.finding import Kind
from guidance.knowledge import KnowledgeBase
from guidance.option import Standing
from guidance.profile import Profile
from guidance.questions import (
    answers_of,
    answers_that_matter,
    next_tests,
    offered_tests,
    open_questions,
    what_would_change,
)
from tests.guidance.edition import first_visit, metastatic, profile
from tests.guidance.values_to_try import number_limits, possible_values


def offered(patient: Profile, knowledge: KnowledgeBase) -> list[str]:
    return [test.test.id for test in next_tests(assess(patient, knowledge))]


def test_a_test_fills_what_an_undecided_option_waits_for(knowledge: KnowledgeBase) -> None:
    guidance = assess(first_visit(her2_ihc="two_plus"), knowledge)
    for test in next_tests(guidance):
        for option in test.options:
            assessment = guidance.options[option]
            assert assessment.standing is Standing.DEPENDS
            assert set(test.findings) & set(assessment.missing)
            assert set(test.findings) <= set(test.test.fills)


def test_the_test_that_settles_most_comes_first(knowledge: KnowledgeBase) -> None:
    tests = next_tests(assess(profile(), knowledge))
    order = [(len(test.settles), len(test.moves)) for test in tests]
    assert order == sorted(order, reverse=True)
    assert len(order) > 3
    places = [list(knowledge.tests).index(test.test.id) for test in tests]
    ties = [
        (first, second)
        for n, first in enumerate(places)
        for m, second in enumerate(places)
        if n < m and order[n] == order[m]
    ]
    assert ties
    assert all(first < second for first, second in ties)


def test_a_settled_option_is_decided_whatever_the_result_says(knowledge: KnowledgeBase) -> None:
    tests = {test.test.id: test for test in next_tests(assess(first_visit(her2_ihc="two_plus"), knowledge))}
    gene_test = tests["her2_ish_test"]
    assert "cdk46_palbociclib" in gene_test.settles
    assert set(gene_test.settles) == {
        o for o, standings in gene_test.options.items() if Standing.DEPENDS not in standings
    }
    assert set(gene_test.settles) <= set(gene_test.moves) <= set(gene_test.options)


def test_each_answer_of_a_test_tells_what_it_alone_would_move(knowledge: KnowledgeBase) -> None:
    tests = next_tests(assess(first_visit(her2_ihc="two_plus"), knowledge))
    answers = answers_of(assess(first_visit(her2_ihc="two_plus"), knowledge), tests)["her2_ish_test"]
    brought = {str(item.answer.value): item.options for item in answers}
    assert set(brought) == {"positive", "negative"}
    assert brought["positive"]["cdk46_palbociclib"] is Standing.NOT_EXPECTED
    assert brought["positive"]["endocrine_her2_blockade"] is not Standing.NOT_EXPECTED
    assert brought["negative"]["endocrine_her2_blockade"] is Standing.NOT_EXPECTED


def test_an_answer_that_leaves_an_option_open_says_so(knowledge: KnowledgeBase) -> None:
    guidance = assess(first_visit(without=("her2_ihc",)), knowledge)
    staining = answers_of(guidance, next_tests(guidance))["her2_ihc_test"]
    two_plus = next(item for item in staining if item.answer.value == "two_plus")
    assert two_plus.options["cdk46_palbociclib"] is Standing.DEPENDS
    assert not two_plus.too_coarse


def test_a_coarse_answer_is_told_and_is_no_result_yet(knowledge: KnowledgeBase) -> None:
    treated = (metastatic("aromatase_inhibitor"), metastatic("cdk46_inhibitor"))
    patient = first_visit(
        *treated, treatment_history_complete="yes", without=("no_treatment_yet_for_metastatic_disease",)
    )
    guidance = assess(patient, knowledge)
    (test,) = [test for test in next_tests(guidance) if test.test.id == "pik3ca_test"]
    answers = {str(item.answer.value): item for item in answers_of(guidance, [test])["pik3ca_test"]}
    in_blood = answers["not_detected_in_blood"]
    assert in_blood.too_coarse
    assert in_blood.options["alpelisib_fulvestrant"] is Standing.DEPENDS
    assert "alpelisib_fulvestrant" in test.settles


def test_a_two_plus_asks_for_the_in_situ_test_and_tells_what_it_could_bring(knowledge: KnowledgeBase) -> None:
    tests = {test.test.id: test for test in next_tests(assess(first_visit(her2_ihc="two_plus"), knowledge))}
    brought = tests["her2_ish_test"].options["cdk46_palbociclib"]
    assert set(brought) == {Standing.RELEVANT, Standing.NOT_EXPECTED} or set(brought) == {
        Standing.CAUTION,
        Standing.NOT_EXPECTED,
    }


def test_an_unspecified_zero_is_read_again_and_not_stained_again(knowledge: KnowledgeBase) -> None:
    treated = (metastatic("aromatase_inhibitor"), metastatic("cdk46_inhibitor"))
    patient = first_visit(
        *treated,
        her2_ihc="zero_unspecified",
        endocrine_refractory="yes",
        treatment_history_complete="yes",
        without=("no_treatment_yet_for_metastatic_disease",),
    )
    assert "her2_zero_reread" in offered(patient, knowledge)
    assert "her2_ihc_test" not in offered(patient, knowledge)


def test_a_result_that_cannot_move_todays_list_is_not_asked_for(knowledge: KnowledgeBase) -> None:
    # ESR1 matters after an endocrine line, not at a first visit
    assert "esr1_blood_test" not in offered(first_visit(), knowledge)


def test_what_no_test_of_this_patient_fills_is_a_question_to_a_person(knowledge: KnowledgeBase) -> None:
    guidance = assess(profile(), knowledge)
    filled = {finding for test in offered_tests(guidance) for finding in test.fills}
    questions = open_questions(guidance)
    asked = {question.finding for question in questions}
    assert asked.isdisjoint(filled)
    assert "treatment_history_complete" in asked
    counts = [len(question.options) for question in questions]
    assert counts == sorted(counts, reverse=True)
    # No screening is offered at this age, so frailty has to be asked
    assert "frail" in {question.finding for question in open_questions(assess(first_visit(), knowledge))}


def test_what_matters_is_every_missing_finding_the_most_awaited_first(knowledge: KnowledgeBase) -> None:
    guidance = assess(profile(), knowledge)
    missing = [finding for option in guidance.options.values() for finding in option.missing]
    matter = answers_that_matter(guidance)
    assert set(matter) == set(missing)
    assert [missing.count(f) for f in matter] == sorted((missing.count(f) for f in matter), reverse=True)


def test_an_unknown_check_tells_where_it_could_move_the_option(knowledge: KnowledgeBase) -> None:
    guidance = assess(first_visit(), knowledge)
    assert guidance.options["cdk46_ribociclib"].checks_before
    changes = {change.finding: change.standings for change in what_would_change(guidance, "cdk46_ribociclib")}
    assert Standing.UNSUITABLE in changes["qtcf_ms"]


def test_what_would_change_says_which_answer_does_it(knowledge: KnowledgeBase) -> None:
    changes = {
        change.finding: change for change in what_would_change(assess(first_visit(), knowledge), "cdk46_ribociclib")
    }
    qt = knowledge.findings["qtcf_ms"]
    told = {str(item.answer.as_data(qt)): item.options["cdk46_ribociclib"] for item in changes["qtcf_ms"].answers}
    assert told["{'from': 450}"] is Standing.UNSUITABLE
    assert len(told) > 1


def test_a_decided_option_without_gaps_waits_for_nothing(knowledge: KnowledgeBase) -> None:
    assert what_would_change(assess(first_visit(), knowledge), "early_palliative_care") == ()


def test_answers_of_every_kind_can_be_tried(knowledge: KnowledgeBase) -> None:
    findings = knowledge.findings
    assert possible_values(knowledge, findings["her2_ihc"]) == tuple(
        choice for choice in findings["her2_ihc"].choices if choice != "zero_unspecified"
    )
    assert possible_values(knowledge, findings["frail"]) == ("yes", "no")
    sites = possible_values(knowledge, findings["metastatic_sites"])
    assert sites[:2] == ((), ("bone",))
    assert possible_values(knowledge, findings["receptor_sample_date"]) == ()
    limits = number_limits(knowledge)
    for finding in findings.values():
        if finding.kind is Kind.NUMBER:
            values = possible_values(knowledge, finding, limits)
            assert set(limits.get(finding.id, ())) <= set(values)
            assert all(finding.minimum <= v <= finding.maximum for v in values)  # type: ignore[operator]  # numbers
