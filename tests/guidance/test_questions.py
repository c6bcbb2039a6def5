"""The next tests are those whose result could move an option today; what no test fills has to be asked."""

from guidance.assess import assess
from guidance.finding import Kind
from guidance.knowledge import KnowledgeBase
from guidance.option import Standing
from guidance.profile import Profile
from guidance.questions import (
    answers_that_matter,
    next_tests,
    number_limits,
    open_questions,
    possible_values,
    what_would_change,
)
from tests.guidance.edition import first_visit, metastatic, profile


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
    counts = [len(test.options) for test in next_tests(assess(profile(), knowledge))]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) > 3


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


def test_what_no_test_fills_is_a_question_to_a_person(knowledge: KnowledgeBase) -> None:
    guidance = assess(profile(), knowledge)
    filled = {finding for test in knowledge.tests.values() for finding in test.fills}
    questions = open_questions(guidance)
    assert {question.finding for question in questions}.isdisjoint(filled)
    assert "treatment_history_complete" in {question.finding for question in questions}
    counts = [len(question.options) for question in questions]
    assert counts == sorted(counts, reverse=True)


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


def test_a_decided_option_without_gaps_waits_for_nothing(knowledge: KnowledgeBase) -> None:
    assert what_would_change(assess(first_visit(), knowledge), "early_palliative_care") == ()


def test_possible_answers_stand_for_all_answers(knowledge: KnowledgeBase) -> None:
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
