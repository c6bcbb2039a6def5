"""One value for the screen: what counts, what is hidden, how the options stand."""

from guidance.consultation import Consultation, Patient
from guidance.finding import Value
from guidance.knowledge import KnowledgeBase
from guidance.option import MODALITIES, Standing
from guidance.workup import WorkUp, work_up
from tests.guidance.edition import FIRST_VISIT


def visit(knowledge: KnowledgeBase, *, region: str = "us", **answers: Value) -> WorkUp:
    consultation = Consultation(
        "v1", Patient("p1"), "2026-11-23T09:00:00Z", "2026-11-23T09:00:00Z", region, answers=answers
    )
    return work_up(consultation, knowledge)


def test_hidden_answers_are_kept_and_do_not_count(knowledge: KnowledgeBase) -> None:
    work = visit(knowledge, her2_ihc="one_plus", her2_ish="negative")
    assert "her2_ish" in work.hidden
    assert "her2_ish" in work.consultation.answers
    assert "her2_ish" not in work.profile.values
    assert "her2_ish" not in work.asked


def test_a_contradiction_is_looked_for_among_all_answers(knowledge: KnowledgeBase) -> None:
    work = visit(knowledge, sex="male", pregnancy="pregnant", menopausal_status="premenopausal")
    assert {c.id for c in work.guidance.conflicts} == {"male_and_pregnant", "male_with_menopausal_status"}
    assert not {"sex", "pregnancy", "menopausal_status"} & work.hidden


def test_answered_are_the_asked_questions_with_a_value(knowledge: KnowledgeBase) -> None:
    work = visit(knowledge, **FIRST_VISIT)
    assert set(work.answered) == set(FIRST_VISIT)
    assert [f for f in work.asked if f in FIRST_VISIT] == list(work.answered)
    first = knowledge.intake.steps[0]
    assert set(work.questions(first)) <= set(first.questions)


def test_options_are_grouped_by_standing_and_by_kind_of_treatment(knowledge: KnowledgeBase) -> None:
    work = visit(knowledge, **FIRST_VISIT)
    assert sum(len(group) for group in work.by_standing.values()) == len(knowledge.options)
    assert list(work.by_standing) == list(Standing)
    assert list(work.by_modality) == list(MODALITIES)
    assert work.by_modality["supportive_care"] is Standing.RELEVANT
    assert work.by_modality["immunotherapy"] is not Standing.RELEVANT
    taxane = work.assessment("taxane")
    assert taxane is not None
    assert taxane.standing is Standing.LATER


def test_outside_the_scope_nothing_stands(knowledge: KnowledgeBase) -> None:
    work = visit(knowledge, disease_setting="early_stage")
    assert set(work.by_modality.values()) == {None}
    assert work.assessment("taxane") is None
    assert (work.next_tests, work.open_questions, work.answers_that_matter) == ((), (), ())


def test_the_region_decides_what_is_asked(knowledge: KnowledgeBase) -> None:
    assert "pd_l1_sp142" in visit(knowledge, region="eu").asked
    assert "pd_l1_sp142" not in visit(knowledge, region="us").asked


def test_what_matters_next_comes_from_the_guidance(knowledge: KnowledgeBase) -> None:
    work = visit(knowledge)
    assert work.next_tests
    assert work.open_questions
    assert set(work.answers_that_matter) >= {question.finding for question in work.open_questions}
