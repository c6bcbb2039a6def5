"""The sheet of next tests: the smallest set with its request, and what each answer of each test would move."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.consultation.state import Stage
from desktop.consultation.visit_view import VisitView
from desktop.main_window import MainWindow
from desktop.next_tests.presenter import NextTestsPresenter
from desktop.next_tests.told import NextTestsTold, next_tests_told
from desktop.next_tests.view import NextTestsSheet
from desktop.theme import Theme
from desktop.what_if.view import WhatIfSheet
from guidance.option import Standing
from guidance.wording import Wording
from guidance.workup import WorkUp

Key = Qt.Key


@pytest.fixture
def told(workup: Callable[[int], WorkUp], wording: Wording) -> Callable[[int], NextTestsTold]:
    """What the sheet says of a demonstration patient."""
    return lambda number: next_tests_told(workup(number), wording)


def shown_in(window: MainWindow) -> NextTestsSheet:
    sheet = window.overlay
    assert isinstance(sheet, NextTestsSheet)
    return sheet


def test_each_test_says_how_much_it_settles_and_what_each_answer_brings(told) -> None:
    first = told(1).tests[0]
    assert (first.name, first.settles, first.waiting) == ("ESR1 in circulating tumor DNA", 4, 4)
    (lines,) = first.findings
    answers = {line.text: line for line in lines.answers}
    assert [(standing, count) for standing, _, count in answers["Mutated"].brings] == [(Standing.RELEVANT, 4)]
    assert "Elacestrant" in answers["Mutated"].detail
    assert answers["Not found, before growth"].stays == 4
    assert answers["Not found, before growth"].brings == ()


def test_the_tests_keep_the_order_of_the_guidance(told, workup) -> None:
    assert [test.id for test in told(6).tests] == [test.test.id for test in workup(6).next_tests]


def test_the_smallest_set_has_one_line_to_copy_and_questions_to_ask(told) -> None:
    sheet = told(6)
    assert sheet.request.startswith("(1) ")
    assert "if needed: (19) HER2 in situ hybridization" in sheet.request
    assert sheet.if_needed == ("HER2 gene test (ISH)",)
    assert "Treatment list complete" in dict(sheet.questions).values()
    assert len(sheet.set_names) + len(sheet.if_needed) == 19


def test_nothing_open_says_so(visit_in, window: MainWindow, qtbot: QtBot) -> None:
    visit = visit_in(1)
    visit.presenter.answer("disease_setting", "early_stage")
    qtbot.keyClick(visit, Key.Key_F9)
    sheet = shown_in(window)
    assert sheet.findChild(QWidget, "copy_request") is None
    assert sheet.isAncestorOf(QApplication.focusWidget())


def test_many_answers_are_cut_short_with_a_word(told) -> None:
    lines = [lines for test in told(6).tests for lines in test.findings]
    assert all(len(line.answers) <= 6 for line in lines)
    assert any(line.more for line in lines)


def test_one_test_is_open_at_a_time(told) -> None:
    presenter = NextTestsPresenter(told(1), copy=lambda _text: None)
    first, second = (test.id for test in presenter.state.told.tests[:2])
    assert presenter.state.opened == first
    presenter.open(second)
    assert presenter.state.opened == second
    presenter.open(second)
    assert presenter.state.opened == ""


def test_the_request_is_copied_when_asked_for(told) -> None:
    copied: list[str] = []
    presenter = NextTestsPresenter(told(1), copied.append)
    assert not presenter.state.copied
    presenter.copy_request()
    assert copied == [presenter.state.told.request]
    assert presenter.state.copied


def test_nothing_is_copied_when_there_is_nothing_to_request() -> None:
    copied: list[str] = []
    presenter = NextTestsPresenter(NextTestsTold(), copied.append)
    presenter.copy_request()
    assert copied == []
    assert not presenter.state.copied


def test_f9_opens_it_copies_at_the_keyboard_and_esc_leaves(
    visit_in: Callable[[int], VisitView], window: MainWindow, qtbot: QtBot, store
) -> None:
    visit = visit_in(1)
    before = visit.presenter.state
    qtbot.keyClick(visit, Key.Key_F9)
    sheet = shown_in(window)
    assert QApplication.focusWidget().objectName() == "copy_request"
    assert sheet.findChild(QWidget, "copied").isHidden()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert not sheet.findChild(QWidget, "copied").isHidden()
    assert QApplication.clipboard().text().startswith("(1) ESR1 mutation in circulating tumor DNA")
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert window.overlay is None
    assert visit.presenter.state is before
    assert store.saves == 0


def test_opening_a_test_shows_its_answers_and_hides_the_others(visit_in, window, qtbot: QtBot) -> None:
    qtbot.keyClick(visit_in(1), Key.Key_F9)
    sheet = shown_in(window)
    first, second = (test.id for test in sheet._presenter.state.told.tests[:2])
    assert not sheet._answers[first].isHidden()
    qtbot.mouseClick(sheet.findChild(QWidget, f"test:{second}"), Qt.MouseButton.LeftButton)
    assert sheet._answers[first].isHidden()
    assert not sheet._answers[second].isHidden()


def test_from_a_test_an_answer_can_be_tried(visit_in, window: MainWindow, qtbot: QtBot) -> None:
    visit = visit_in(1)
    visit.presenter.go_to(Stage.OPTIONS)
    qtbot.mouseClick(visit.findChild(QWidget, "next_tests"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(shown_in(window).findChild(QWidget, "what_if:esr1"), Qt.MouseButton.LeftButton)
    assert isinstance(window.overlay, WhatIfSheet)
    assert QApplication.focusWidget().objectName() == "what_if_answers"


def test_a_question_to_ask_leads_to_its_place(visit_in, window: MainWindow, qtbot: QtBot) -> None:
    visit = visit_in(1)
    qtbot.mouseClick(visit.findChild(QWidget, "live_next_tests"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(shown_in(window).findChild(QWidget, "ask:endocrine_refractory"), Qt.MouseButton.LeftButton)
    assert window.overlay is None
    assert visit.presenter.state.focus.place == "endocrine_refractory"


@pytest.mark.parametrize("theme", ["light", "dark", "high_contrast"])
def test_it_fits_a_small_window_in_every_theme(theme: str, told, qtbot: QtBot, themed: Callable[..., Theme]) -> None:
    themed(theme)
    sheet = NextTestsSheet(NextTestsPresenter(told(6), lambda _text: None))
    qtbot.addWidget(sheet)
    sheet.resize(800, 540)
    sheet.show()
    assert sheet.panel.geometry().right() < 800
    assert not sheet.grab().toImage().isNull()
