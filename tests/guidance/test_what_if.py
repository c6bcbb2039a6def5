"""One answer tried: what would move, and the visit stays as it is."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from guidance.consultation import Consultation, Mark, MarkKind, Patient
from guidance.finding import Kind, Value
from guidance.knowledge import KnowledgeBase
from guidance.option import Standing
from guidance.possible_answers import PossibleAnswer
from guidance.samples import Sample, Samples, Specimen
from guidance.what_if import answers_to_try, findings_to_try, what_if
from guidance.workup import WorkUp, work_up
from tests.guidance.edition import FIRST_VISIT, metastatic

AT = "2026-11-23T09:00:00Z"
Works = Callable[..., WorkUp]


@pytest.fixture
def first(knowledge: KnowledgeBase) -> Works:
    """The work-up of a first visit with other answers."""

    def worked(**answers: Value) -> WorkUp:
        return work_up(Consultation("v1", Patient("p1"), AT, AT, answers={**FIRST_VISIT, **answers}), knowledge)

    return worked


def values(answers: tuple[PossibleAnswer | None, ...]) -> list[Value | None]:
    return [None if answer is None else answer.value for answer in answers]


def test_the_options_that_move_are_told_with_from_and_to(first: Works) -> None:
    workup = first(her2_ihc="two_plus")
    tried = what_if(workup, "her2_ish", "positive")
    moved = {move.option: (move.before, move.after) for move in tried.moved}
    assert moved["cdk46_palbociclib"] == (Standing.DEPENDS, Standing.NOT_EXPECTED)
    assert all(before is not after for before, after in moved.values())
    anew = work_up(workup.consultation.answered("her2_ish", "positive"), workup.knowledge)
    for option, assessment in anew.guidance.options.items():
        before = workup.guidance.options[option].standing
        assert moved.get(option, (before, before)) == (before, assessment.standing)


def test_the_visit_is_not_changed(first: Works) -> None:
    workup = first()
    before = workup.consultation
    what_if(workup, "her2_ihc", "three_plus")
    what_if(workup, "her2_ihc", None)
    assert workup.consultation is before
    assert dict(before.answers) == FIRST_VISIT


def test_not_known_can_be_tried_too(first: Works) -> None:
    workup = first(estrogen_receptor_percent=90)
    tried = what_if(workup, "estrogen_receptor_percent", None)
    assert "estrogen_receptor_percent" not in tried.trial.profile.values
    assert tried.moved
    assert Standing.RELEVANT not in {move.after for move in tried.moved if move.option.startswith("cdk46")}


def test_an_alert_that_would_come_and_one_that_would_go_are_told(first: Works) -> None:
    assert what_if(first(), "visceral_crisis", "yes").raised == ("visceral_crisis",)
    crisis = first(visceral_crisis="yes")
    assert what_if(crisis, "visceral_crisis", "no").gone == ("visceral_crisis",)
    assert what_if(crisis, "her2_ihc", "one_plus").raised == ()


def test_a_contradiction_that_would_come_is_told(first: Works) -> None:
    tried = what_if(first(her2_ihc="three_plus"), "her2_ish", "negative")
    assert [conflict.id for conflict in tried.contradictions] == ["her2_ihc_three_plus_with_ish_negative"]


def test_outside_the_scope_every_option_leaves(first: Works) -> None:
    workup = first()
    tried = what_if(workup, "disease_setting", "early_stage")
    assert tried.out_of_scope
    assert {move.after for move in tried.moved} == {None}
    assert len(tried.moved) == len(workup.guidance.options)


def test_an_answer_that_moves_nothing_says_so(first: Works) -> None:
    assert what_if(first(), "hepatitis_b", "negative").moved == ()


def test_a_result_is_tried_as_one_of_today_even_if_the_present_one_is_old(knowledge: KnowledgeBase) -> None:
    grew = replace(metastatic("aromatase_inhibitor", months=20), started="2024-09-01", stopped="2026-05-01")
    answers = {**FIRST_VISIT, "esr1": "not_detected_after_latest_progression", "treatment_history_complete": "yes"}
    del answers["no_treatment_yet_for_metastatic_disease"]
    old = Samples(of={"esr1": Sample(Specimen.BLOOD, "2024-08-01")})
    visit = Consultation("v1", Patient("p1"), AT, AT, answers=answers, treatments=(grew,), samples=old)
    workup = work_up(visit, knowledge)
    assert workup.profile.values["esr1"] == "not_detected_before_latest_progression"
    tried = what_if(workup, "esr1", "not_detected_after_latest_progression")
    assert tried.trial.profile.values["esr1"] == "not_detected_after_latest_progression"
    assert {move.option for move in tried.moved if move.before is Standing.DEPENDS} >= {"elacestrant"}


def test_a_mark_on_the_question_does_not_stand_in_the_way(first: Works) -> None:
    workup = first(her2_ihc="two_plus")
    sent = workup.consultation.marked("her2_ish", Mark(MarkKind.SENT, "2026-11-20"))
    tried = what_if(work_up(sent, workup.knowledge), "her2_ish", "negative")
    assert tried.moved == what_if(workup, "her2_ish", "negative").moved


def test_what_undecided_options_wait_for_can_be_tried_first(first: Works) -> None:
    workup = first(her2_ihc="two_plus")
    findings = findings_to_try(workup)
    assert findings[0] == "her2_ish"
    assert len(findings) == len(set(findings))
    assert set(findings) <= set(workup.asked)
    assert all(workup.knowledge.findings[finding].kind is not Kind.DATE for finding in findings)
    assert "her2_ihc" in findings


def test_the_other_choices_can_be_tried_and_that_it_were_not_known(first: Works) -> None:
    workup = first(her2_ihc="two_plus")
    answers = values(answers_to_try(workup, "her2_ihc"))
    choices = workup.knowledge.findings["her2_ihc"].choices
    assert answers == [*(choice for choice in choices if choice != "two_plus"), None]
    assert values(answers_to_try(workup, "her2_ish")) == ["positive", "negative"]


def test_numbers_are_tried_by_the_ranges_that_rules_tell_apart(first: Works) -> None:
    workup = first(estrogen_receptor_percent=90)
    finding = workup.knowledge.findings["estrogen_receptor_percent"]
    *ranges, unknown = answers_to_try(workup, "estrogen_receptor_percent")
    assert unknown is None
    assert [answer.as_data(finding) for answer in ranges if answer] == [{"below": 1}, {"from": 1, "to": 10}]
    assert len(answers_to_try(first(), "qtcf_ms")) == 2


def test_of_several_ticks_one_changes_at_a_time(first: Works) -> None:
    workup = first()
    answers = answers_to_try(workup, "metastatic_sites")
    assert values(answers)[0] == ()
    tried = {answer.value: (answer.includes, answer.without) for answer in answers if answer}
    assert tried["bone", "liver", "brain"] == (("brain",), ())
    assert tried["bone",] == ((), ("liver",))
    assert answers[-1] is None


def test_a_day_cannot_be_tried(first: Works) -> None:
    assert answers_to_try(first(), "receptor_sample_date") == ()
