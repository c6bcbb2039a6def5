"""What the live panel says."""

import random

from desktop.consultation.live import (
    LINKS,
    NEEDS_ANSWER,
    REASON_LIMIT,
    announcement,
    links,
    modality_lines,
    progress,
)
from desktop.modality_icons import MODALITY_ICONS
from guidance.finding import Kind
from guidance.option import MODALITIES
from tests.guidance.values_to_try import possible_values


def test_before_the_first_answer_every_kind_of_treatment_needs_an_answer(presenter, meanings) -> None:
    lines = modality_lines(presenter.state, meanings)
    assert {line.status for line in lines} == {NEEDS_ANSWER}
    assert progress(presenter.state.workup) == "Enter any answer to begin"


def test_rows_keep_their_order_and_reasons_fit_for_any_patient(presenter, meanings, knowledge) -> None:
    chance = random.Random(7)
    findings = [f for f in knowledge.findings.values() if f.kind is not Kind.DATE and f.id != "disease_setting"]
    for _ in range(40):
        finding = chance.choice(findings)
        presenter.answer(finding.id, chance.choice(possible_values(knowledge, finding)))
        lines = modality_lines(presenter.state, meanings)
        assert tuple(line.modality for line in lines) == MODALITIES
        assert all(len(line.reason) <= REASON_LIMIT for line in lines)
        assert all(line.status_text and line.name and line.modality in MODALITY_ICONS for line in lines)


def test_a_row_gives_the_fact_behind_it(presenter, meanings) -> None:
    presenter.answer("estrogen_receptor_percent", 0)
    presenter.answer("progesterone_receptor_percent", 0)
    hormonal = modality_lines(presenter.state, meanings)[0]
    assert hormonal.status == "not_expected"
    assert hormonal.reason


def test_a_kind_of_treatment_that_moved_says_so(presenter, meanings) -> None:
    presenter.answer("disease_setting", "metastatic")
    presenter.answer("estrogen_receptor_percent", 0)
    presenter.answer("progesterone_receptor_percent", 0)
    changed = {line.modality for line in modality_lines(presenter.state, meanings) if line.changed}
    assert changed == presenter.state.just_changed


def test_one_sentence_tells_a_screen_reader_what_moved(presenter, meanings) -> None:
    presenter.answer("estrogen_receptor_percent", 0)
    presenter.answer("progesterone_receptor_percent", 0)
    said = announcement(presenter.state, meanings)
    assert bool(said) == bool(presenter.state.just_changed)


def test_at_most_three_answers_are_asked_for_and_all_are_open_questions(presenter, meanings) -> None:
    presenter.answer("disease_setting", "metastatic")
    wanted = links(presenter.state.workup, meanings)
    assert 0 < len(wanted) <= LINKS
    for link in wanted:
        assert link.finding in presenter.state.workup.asked
        assert link.finding not in presenter.consultation.answers


def test_early_stage_disease_is_outside_the_scope_and_shows_no_standing(presenter, meanings) -> None:
    presenter.answer("disease_setting", "early_stage")
    assert {line.status for line in modality_lines(presenter.state, meanings)} == {NEEDS_ANSWER}


def test_nothing_ranks_or_recommends(presenter, meanings) -> None:
    presenter.answer("estrogen_receptor_percent", 95)
    for line in modality_lines(presenter.state, meanings):
        assert "recommend" not in f"{line.status_text} {line.detail}".lower()
