"""Trying an answer: what the sheet says, and that the record stays as it is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.consultation.state import Stage
from desktop.consultation.visit_view import VisitView
from desktop.main_window import MainWindow
from desktop.theme import Theme
from desktop.what_if.presenter import NOTHING_TRIED, WhatIfPresenter
from desktop.what_if.rows import spoken_move
from desktop.what_if.view import WhatIfSheet
from desktop.widgets.row_list import RowList
from guidance.wording import Wording
from guidance.workup import WorkUp

Key = Qt.Key


@pytest.fixture
def trying(workup: Callable[[int], WorkUp], wording: Wording) -> Callable[..., WhatIfPresenter]:
    """The what-if of a demonstration patient."""
    return lambda number, finding="": WhatIfPresenter(workup(number), wording, finding)


def place_of(presenter: WhatIfPresenter, answer: str) -> int:
    return presenter.state.answers.index(answer)


def shown_in(window: MainWindow) -> WhatIfSheet:
    sheet = window.overlay
    assert isinstance(sheet, WhatIfSheet)
    return sheet


def said(sheet: QWidget, name: str) -> str:
    found = sheet.findChild(QWidget, name)
    label = found if isinstance(found, QLabel) else found.findChild(QLabel)
    return label.text()


def test_it_begins_with_what_undecided_options_wait_for_and_tries_nothing(trying) -> None:
    state = trying(1).state
    assert state.chosen == state.questions[0].finding
    assert state.questions[0].now == "Not known yet"
    assert (state.place, state.tried) == (NOTHING_TRIED, None)


def test_an_answer_that_is_tried_says_what_would_move(trying) -> None:
    presenter = trying(1, "esr1")
    presenter.try_answer(place_of(presenter, "Mutated"))
    tried = presenter.state.tried
    assert tried.trying == "ESR1 mutated"
    moves = {line.option: (line.before[0], line.after[0]) for line in tried.moves}
    assert moves["elacestrant"] == ("depends", "relevant")
    assert all(line.name and line.before[1] and line.after[1] for line in tried.moves)


def test_another_question_takes_the_trial_away(trying) -> None:
    presenter = trying(1, "esr1")
    presenter.try_answer(0)
    presenter.choose("her2_ihc")
    assert presenter.state.tried is None
    assert presenter.state.now == "HER2 1+"
    assert "1+" not in presenter.state.answers
    assert presenter.state.answers[-1] == "Not known"


def test_a_question_that_is_not_asked_cannot_be_chosen(trying) -> None:
    presenter = trying(4)
    before = presenter.state
    presenter.choose("pregnancy")
    presenter.try_answer(99)
    assert presenter.state == before


def test_an_alert_that_would_come_is_told(trying) -> None:
    presenter = trying(1, "visceral_crisis")
    presenter.try_answer(place_of(presenter, "Yes"))
    assert ("alert-triangle", "This alert would come: Visceral crisis") in presenter.state.tried.notes


def test_a_contradiction_that_would_come_is_told(trying) -> None:
    presenter = trying(1, "disease_free_interval_months")
    presenter.choose("metastatic_presentation")
    presenter.try_answer(place_of(presenter, next(a for a in presenter.state.answers if "novo" in a.lower())))
    assert any("contradict" in text for _, text in presenter.state.tried.notes)


def test_outside_the_scope_no_option_is_judged(trying) -> None:
    presenter = trying(1, "disease_setting")
    presenter.try_answer(place_of(presenter, next(a for a in presenter.state.answers if "III" in a)))
    moves = presenter.state.tried.moves
    assert {line.after for line in moves} == {("", "")}
    assert "not judged" in spoken_move(moves[0])


def test_questions_are_found_by_a_part_of_their_name(trying) -> None:
    presenter = trying(1)
    presenter.search("esr")
    assert [line.finding for line in presenter.state.questions] == ["esr1"]
    presenter.search("no such question")
    assert presenter.state.questions == ()


def test_f7_opens_it_over_the_visit_and_esc_leaves_everything_as_it_was(
    visit_in: Callable[[int], VisitView], window: MainWindow, qtbot: QtBot, store
) -> None:
    visit = visit_in(1)
    before = visit.presenter.state
    qtbot.keyClick(visit, Key.Key_F7)
    sheet = shown_in(window)
    assert said(sheet, "trying") == "Choose an answer to try. The record is not changed."
    assert QApplication.focusWidget().objectName() == "what_if_questions"
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Right)
    assert QApplication.focusWidget().objectName() == "what_if_answers"
    assert said(sheet, "trying") == "Trying: ESR1 mutated. The record is not changed."
    assert said(sheet, "what_if_result") == "5 options would move"
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Down)
    assert said(sheet, "trying").startswith("Trying: ESR1 not detected since last growth.")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Left)
    assert QApplication.focusWidget().objectName() == "what_if_questions"
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert window.overlay is None
    assert visit.presenter.state is before
    assert store.saves == 0


def test_the_filter_leads_to_the_questions(visit_in, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(visit_in(1), Key.Key_F7)
    sheet = shown_in(window)
    field = sheet.findChild(QWidget, "what_if_filter")
    field.setFocus()
    qtbot.keyClicks(field, "her2")
    questions = sheet.findChild(RowList, "what_if_questions")
    assert 0 < questions.model().rowCount() < 8
    qtbot.keyClick(field, Key.Key_Down)
    assert QApplication.focusWidget() is questions
    qtbot.keyClick(questions, Key.Key_Return)
    assert QApplication.focusWidget().objectName() == "what_if_answers"


def test_a_mouse_can_do_all_of_it(visit_in, window: MainWindow, qtbot: QtBot) -> None:
    visit = visit_in(1)
    qtbot.mouseClick(visit.findChild(QWidget, "live_what_if"), Qt.MouseButton.LeftButton)
    sheet = shown_in(window)
    questions = sheet.findChild(RowList, "what_if_questions")
    answers = sheet.findChild(RowList, "what_if_answers")
    qtbot.mouseClick(questions.viewport(), Qt.MouseButton.LeftButton, pos=questions.visible_box(1).center())
    qtbot.mouseClick(answers.viewport(), Qt.MouseButton.LeftButton, pos=answers.visible_box(0).center())
    assert said(sheet, "trying").startswith("Trying: ESR1 mutated")
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(5, 300))
    assert window.overlay is None


def test_answering_in_the_record_leads_to_the_question(visit_in, window: MainWindow, qtbot: QtBot) -> None:
    visit = visit_in(1)
    visit.presenter.go_to(Stage.OPTIONS)
    qtbot.keyClick(visit, Key.Key_F7)
    sheet = shown_in(window)
    sheet.findChild(RowList, "what_if_questions").setCurrentIndex(
        sheet.findChild(RowList, "what_if_questions").model().index(1, 0)
    )
    qtbot.mouseClick(sheet.findChild(QWidget, "go_to_question"), Qt.MouseButton.LeftButton)
    assert window.overlay is None
    state = visit.presenter.state
    assert (state.stage, state.focus.place) == (Stage.INTAKE, "esr1")


def test_beside_an_option_an_answer_that_would_change_it_can_be_tried(visit_in, window, qtbot: QtBot) -> None:
    visit = visit_in(1)
    visit.presenter.choose_option("elacestrant")
    visit.presenter.go_to(Stage.OPTIONS)
    qtbot.mouseClick(visit.findChild(QWidget, "what_if:esr1"), Qt.MouseButton.LeftButton)
    sheet = shown_in(window)
    assert QApplication.focusWidget().objectName() == "what_if_answers"
    assert said(sheet, "trying").startswith("Trying: ESR1 mutated.")
    window.take_overlay_away()
    qtbot.mouseClick(visit.findChild(QWidget, "what_if"), Qt.MouseButton.LeftButton)
    assert isinstance(window.overlay, WhatIfSheet)


def test_tab_stays_on_the_sheet(visit_in, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(visit_in(1), Key.Key_F7)
    sheet = shown_in(window)
    seen = []
    for _ in range(8):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        assert sheet.isAncestorOf(QApplication.focusWidget())
        seen.append(QApplication.focusWidget().objectName())
    assert {"what_if_filter", "what_if_questions", "what_if_answers", "go_to_question"} <= set(seen)


@pytest.mark.parametrize("theme", ["light", "dark", "high_contrast"])
def test_it_fits_a_small_window_in_every_theme(theme: str, trying, qtbot: QtBot, themed: Callable[..., Theme]) -> None:
    themed(theme)
    presenter = trying(1, "esr1")
    presenter.try_answer(0)
    sheet = WhatIfSheet(presenter, at_answers=True)
    qtbot.addWidget(sheet)
    sheet.resize(800, 540)
    sheet.show()
    assert sheet.panel.geometry().right() < 800
    assert sheet.panel.minimumSizeHint().width() <= 800
    assert not sheet.grab().toImage().isNull()
