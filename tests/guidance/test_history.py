"""Undo and redo are the earlier values, kept."""

from dataclasses import replace

from guidance.consultation import Consultation, Patient
from guidance.history import History

VISIT = Consultation("v", Patient("p"), "2026-11-23T10:00:00+00:00", "2026-11-23T10:00:00+00:00")


def test_undo_goes_back_and_redo_forward_again() -> None:
    answered = VISIT.answered("her2_ihc", "one_plus")
    history = History(VISIT).changed(answered, "HER2 1+", "her2_ihc")
    assert history.undone().present == VISIT
    assert history.undone().redone().present == answered
    assert history.past[0].name == "HER2 1+"


def test_a_new_change_forgets_what_was_undone() -> None:
    history = History(VISIT).changed(VISIT.answered("sex", "female"), "Sex", "sex").undone()
    assert history.changed(VISIT.answered("sex", "male"), "Sex", "sex").future == ()


def test_nothing_to_undo_or_redo_changes_nothing() -> None:
    history = History(VISIT)
    assert history.undone() == history
    assert history.redone() == history
    assert history.changed(VISIT, "nothing", "") == history


def test_undo_never_brings_an_old_revision_back() -> None:
    history = History(VISIT).changed(VISIT.answered("sex", "female"), "Sex", "sex").saved_as(4)
    assert history.present.revision == 4
    assert history.undone().present == replace(VISIT, revision=4)
    assert history.undone().redone().present.revision == 4
