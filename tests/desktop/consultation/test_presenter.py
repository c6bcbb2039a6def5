"""The verbs of a visit, without a window."""

import random

import pytest

from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.state import Saving, Stage
from guidance.consultation import MarkKind
from guidance.finding import Kind
from guidance.store import StoreFull
from guidance.treatment import Setting, Treatment
from tests.guidance.values_to_try import possible_values

LETROZOLE = Treatment("aromatase_inhibitor", Setting.METASTATIC, "progressed", line=1, name="Letrozole")
PALBOCICLIB = Treatment("cdk46_inhibitor", Setting.METASTATIC, "progressed", line=1, name="Palbociclib")


def test_answering_then_undoing_tells_the_view_twice(slow_presenter: ConsultationPresenter) -> None:
    told: list[object] = []
    slow_presenter.changed.connect(told.append)
    slow_presenter.answer("estrogen_receptor_percent", 95)
    slow_presenter.undo()
    assert len(told) == 2
    assert slow_presenter.consultation.answers == {}


def test_answering_the_same_again_tells_nobody(presenter, states) -> None:
    presenter.answer("her2_ihc", "one_plus")
    told = len(states)
    presenter.answer("her2_ihc", "one_plus")
    assert len(states) == told


def test_each_answer_is_saved_at_once(presenter, store) -> None:
    presenter.answer("estrogen_receptor_percent", 95)
    assert store.saved[-1].answers == {"estrogen_receptor_percent": 95}
    assert presenter.state.save.state is Saving.SAVED


def test_answers_given_while_a_save_is_under_way_are_saved_after_it(slow_presenter, later, store) -> None:
    slow_presenter.answer("estrogen_receptor_percent", 95)
    slow_presenter.answer("her2_ihc", "one_plus")
    assert len(later.waiting) == 1
    later.work()
    assert store.saved[-1].answers == {"estrogen_receptor_percent": 95, "her2_ihc": "one_plus"}
    assert [visit.revision for visit in store.saved] == [1, 2]


def test_a_full_disk_is_said_and_the_answer_stays(presenter, store) -> None:
    store.full = True
    presenter.answer("estrogen_receptor_percent", 95)
    assert presenter.state.save.state is Saving.NOT_SAVED
    assert isinstance(presenter.state.save.fault, StoreFull)
    assert presenter.consultation.answers["estrogen_receptor_percent"] == 95


def test_what_could_not_be_saved_is_saved_when_the_disk_has_room_again(presenter, store) -> None:
    store.full = True
    presenter.answer("estrogen_receptor_percent", 95)
    store.full = False
    presenter.save_again()
    assert presenter.state.save.state is Saving.SAVED
    assert store.saved[-1].answers == {"estrogen_receptor_percent": 95}


def test_a_hundred_answers_can_be_taken_back_one_by_one(presenter, knowledge) -> None:
    chance = random.Random(20261124)
    findings = [f for f in knowledge.findings.values() if f.kind is not Kind.DATE]
    before = presenter.consultation
    seen = [before.answers]
    while len(seen) < 101:
        finding = chance.choice(findings)
        value = chance.choice(possible_values(knowledge, finding))
        if dict(presenter.consultation.answers).get(finding.id) != value:
            presenter.answer(finding.id, value)
            seen.append(presenter.consultation.answers)
    for earlier in reversed(seen[:-1]):
        assert presenter.state.undo
        presenter.undo()
        assert presenter.consultation.answers == earlier
    assert presenter.state.undo == ""


def test_undo_goes_to_the_question_it_changed(presenter) -> None:
    presenter.answer("her2_ihc", "one_plus")
    presenter.go_to(Stage.OPTIONS)
    before = presenter.state.focus.ticket
    presenter.undo()
    assert (presenter.state.stage, presenter.state.step) == (Stage.INTAKE, 2)
    assert presenter.state.focus.place == "her2_ihc"
    assert presenter.state.focus.ticket > before


def test_redo_brings_the_answer_again(presenter) -> None:
    presenter.answer("her2_ihc", "one_plus")
    presenter.undo()
    presenter.redo()
    assert presenter.consultation.answers == {"her2_ihc": "one_plus"}


def test_saying_not_known_and_taking_it_back_restores_every_standing(presenter) -> None:
    presenter.answer("estrogen_receptor_percent", 95)
    presenter.answer("her2_ihc", "one_plus")
    before = {option: a.standing for option, a in presenter.state.workup.guidance.options.items()}
    presenter.mark_not_known("estrogen_receptor_percent")
    assert "estrogen_receptor_percent" not in presenter.state.workup.profile.values
    presenter.unmark("estrogen_receptor_percent")
    after = {option: a.standing for option, a in presenter.state.workup.guidance.options.items()}
    assert after == before
    assert presenter.consultation.answers["estrogen_receptor_percent"] == 95


def test_a_test_that_was_sent_is_neither_an_answer_nor_not_known(presenter) -> None:
    presenter.mark_sent("esr1", "2026-11-20")
    mark = presenter.consultation.marks["esr1"]
    assert (mark.kind, mark.on) == (MarkKind.SENT, "2026-11-20")
    assert "esr1" not in presenter.consultation.answers


def test_an_answer_takes_the_mark_away(presenter) -> None:
    presenter.mark_not_known("her2_ihc")
    presenter.answer("her2_ihc", "one_plus")
    assert "her2_ihc" not in presenter.consultation.marks


def test_a_number_nobody_can_have_is_refused_and_its_old_value_no_longer_counts(presenter) -> None:
    presenter.answer("estrogen_receptor_percent", 95)
    presenter.answer("estrogen_receptor_percent", 950)
    assert "estrogen_receptor_percent" not in presenter.consultation.answers
    assert "100" in presenter.state.fault("estrogen_receptor_percent")


def test_undoing_a_refused_number_brings_the_old_value_back_without_the_fault(presenter) -> None:
    presenter.answer("estrogen_receptor_percent", 95)
    presenter.answer("estrogen_receptor_percent", 950)
    presenter.undo()
    assert presenter.consultation.answers["estrogen_receptor_percent"] == 95
    assert presenter.state.fault("estrogen_receptor_percent") == ""


def test_just_changed_marks_exactly_the_kinds_of_treatment_that_moved(presenter) -> None:
    before = presenter.state.workup.by_modality
    presenter.answer("estrogen_receptor_percent", 95)
    after = presenter.state.workup.by_modality
    moved = {modality for modality in after if after[modality] != before[modality]}
    assert presenter.state.just_changed == moved


def test_just_changed_stays_until_the_next_answer_that_moves_something(presenter) -> None:
    presenter.answer("metastatic_sites", ("bone",))
    presenter.answer("estrogen_receptor_percent", 0)
    moved, options = presenter.state.just_changed, presenter.state.moved_options
    assert options
    presenter.say_in_own_words("I want to be at my daughter’s wedding.")
    assert (presenter.state.just_changed, presenter.state.moved_options) == (moved, options)


def test_the_rest_of_a_step_can_be_marked_not_known_in_one_step(presenter) -> None:
    presenter.go_to_step(2)
    presenter.answer("estrogen_receptor_percent", 95)
    presenter.mark_rest_not_known()
    asked = presenter.state.workup.questions(presenter.tools.knowledge.intake.steps[1])
    visit = presenter.consultation
    assert all(finding in visit.answers or finding in visit.marks for finding in asked)
    presenter.undo()
    assert dict(presenter.consultation.marks) == {}


def test_a_regimen_is_added_and_taken_back_in_one_step(presenter) -> None:
    presenter.add_treatment(LETROZOLE, PALBOCICLIB)
    assert presenter.consultation.treatments == (LETROZOLE, PALBOCICLIB)
    presenter.undo()
    assert presenter.consultation.treatments == ()
    assert presenter.state.focus.place == "treatments"
    assert presenter.state.step == 4


def test_a_removed_treatment_comes_back_with_undo(presenter) -> None:
    presenter.add_treatment(LETROZOLE)
    presenter.add_treatment(PALBOCICLIB)
    presenter.remove_treatment(0)
    assert presenter.consultation.treatments == (PALBOCICLIB,)
    presenter.undo()
    assert presenter.consultation.treatments == (LETROZOLE, PALBOCICLIB)


def test_a_seen_alert_must_be_seen_again_when_the_danger_went_away_and_came_back(presenter) -> None:
    presenter.answer("spinal_cord_compression", "confirmed")
    alert = presenter.state.workup.guidance.alerts[0].id
    presenter.see_alert(alert)
    assert alert in presenter.consultation.alerts_seen
    presenter.answer("spinal_cord_compression", "none")
    presenter.answer("spinal_cord_compression", "confirmed")
    assert alert in {raised.id for raised in presenter.state.workup.guidance.alerts}
    assert alert not in presenter.consultation.alerts_seen


def test_the_next_unknown_question_is_looked_for_from_where_the_keyboard_is(presenter) -> None:
    presenter.look_at("estrogen_receptor_percent")
    assert presenter.go_to_unknown(backward=False)
    assert presenter.state.focus.place == "progesterone_receptor_percent"


def test_after_the_last_unknown_question_it_stays(presenter) -> None:
    last = presenter.state.workup.asked[-1]
    presenter.look_at(last)
    assert not presenter.go_to_unknown(backward=False)
    assert presenter.state.focus.place == last


def test_looking_at_a_question_tells_nobody(presenter, states) -> None:
    presenter.look_at("her2_ihc")
    assert states == []


@pytest.mark.parametrize(("finding", "step"), [("her2_ihc", 2), ("esr1", 3), ("treatments", 4), ("priorities", 6)])
def test_each_question_knows_its_step(presenter, finding: str, step: int) -> None:
    presenter.go_to_question(finding)
    assert presenter.state.step == step


def test_after_the_last_step_come_the_options(presenter) -> None:
    presenter.go_to_step(6)
    presenter.next_step()
    assert presenter.state.stage is Stage.OPTIONS


def test_a_visit_names_what_undo_would_take_back_in_words(presenter) -> None:
    presenter.say_in_own_words("More time with my family.")
    assert presenter.state.undo == "In their own words"
