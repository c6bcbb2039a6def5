"""Every question can be answered, taken back and left "not known yet", by key, by mouse and by screen reader."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.consultation.question_view import QuestionTools, QuestionView
from desktop.places import PACK
from desktop.widgets.choice_list import ChoiceList
from desktop.widgets.segments import SegmentGroup
from guidance.consultation import MarkKind
from guidance.finding import Kind
from guidance.pack.load import load_pack

FINDINGS = tuple(load_pack(PACK).findings)


class Asked:
    """One question on a bare page."""

    def __init__(self, qtbot: QtBot, tools: QuestionTools, finding: str, *, can_be_sent: bool = False) -> None:
        self.qtbot, self.presenter = qtbot, tools.presenter
        self.finding = tools.meanings.knowledge.findings[finding]
        self.view = QuestionView(self.finding, tools, can_be_sent=can_be_sent, parent=tools.presenter)
        row = self.view.row
        qtbot.addWidget(row)
        row.resize(740, row.sizeHint().height())
        row.show()
        row.activateWindow()
        qtbot.waitUntil(row.isActiveWindow)
        tools.presenter.changed.connect(self.view.show_state)
        self.view.show_state(tools.presenter.state)
        self.view.focus()

    @property
    def answer(self) -> Any:
        return self.presenter.consultation.answers.get(self.finding.id)

    @property
    def mark(self) -> Any:
        return self.presenter.consultation.marks.get(self.finding.id)

    def keyboard(self) -> QWidget:
        widget = self.view.row.focusWidget()
        assert widget is not None
        return widget

    def press(self, keys: str) -> None:
        for key in keys:
            self.qtbot.keyClicks(self.keyboard(), key)

    def leave(self) -> None:
        field = self.keyboard()
        if isinstance(field, QLineEdit):
            field.clearFocus()


@pytest.fixture
def ask(qtbot: QtBot, question_tools: QuestionTools):
    return lambda finding, **more: Asked(qtbot, question_tools, finding, **more)


@pytest.mark.parametrize("finding", FINDINGS)
def test_every_question_can_be_answered_with_the_keyboard(ask, finding: str) -> None:
    asked = ask(finding)
    known, widget = asked.finding, asked.view.control.widget
    if isinstance(widget, SegmentGroup):
        asked.press(widget.segments()[0].key or "1")
    elif isinstance(widget, ChoiceList):
        asked.press("0")
    elif known.kind is Kind.DATE:
        asked.press("3 sep 2024")
    else:
        asked.press(f"{known.maximum:g}")
    asked.leave()
    expected = {
        Kind.SEVERAL: (),
        Kind.DATE: "2024-09-03",
        Kind.NUMBER: known.minimum if isinstance(widget, SegmentGroup) else known.maximum,
    }
    assert asked.answer == expected.get(known.kind, next(iter(known.values), None))


@pytest.mark.parametrize("finding", FINDINGS)
def test_every_question_is_marked_not_known_with_u_and_unmarked_again(ask, finding: str) -> None:
    asked = ask(finding)
    asked.press("u")
    assert asked.mark.kind is MarkKind.NOT_KNOWN_YET
    assert asked.view.row.unknown.isChecked()
    asked.view.focus()
    asked.press("u")
    assert asked.mark is None


@pytest.mark.parametrize("finding", FINDINGS)
def test_every_question_is_marked_not_known_with_the_mouse(ask, finding: str) -> None:
    asked = ask(finding)
    asked.qtbot.mouseClick(asked.view.row.unknown, Qt.MouseButton.LeftButton)
    assert asked.mark.kind is MarkKind.NOT_KNOWN_YET


@pytest.mark.parametrize("finding", FINDINGS)
def test_everything_that_takes_the_keyboard_is_named_after_its_question(ask, finding: str, wording) -> None:
    asked = ask(finding)
    stops = [w for w in asked.view.row.findChildren(QWidget) if w.focusPolicy() is not Qt.FocusPolicy.NoFocus]
    assert stops
    for widget in stops:
        spoken = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert wording.label(finding) in spoken, (widget, spoken)


def test_her2_is_chosen_by_its_score(ask) -> None:
    asked = ask("her2_ihc")
    for key, value in {
        "0": "zero_null",
        "l": "zero_ultralow",
        "1": "one_plus",
        "2": "two_plus",
        "3": "three_plus",
    }.items():
        asked.press(key)
        assert asked.answer == value


def test_sites_are_ticked_by_letter(ask) -> None:
    asked = ask("metastatic_sites")
    asked.press("bl")
    assert asked.answer == ("bone", "liver")
    asked.press("b")
    assert asked.answer == ("liver",)


def test_the_last_tick_taken_away_leaves_the_question_open_and_not_answered_with_none(ask) -> None:
    asked = ask("urgent_signs")
    asked.press("1")
    asked.press("1")
    assert asked.answer is None
    asked.press("0")
    assert asked.answer == ()


def test_ecog_is_a_scale_of_figures(ask) -> None:
    asked = ask("ecog_performance_status")
    asked.press("2")
    assert asked.answer == 2


def test_a_number_out_of_range_stays_on_the_screen_and_is_not_used(ask) -> None:
    asked = ask("estrogen_receptor_percent")
    asked.press("950")
    asked.leave()
    assert asked.answer is None
    assert asked.view.control.widget.text() == "950"
    assert "0 to 100" in asked.view.row.fault.text()


def test_below_one_percent_stays_as_it_was_typed(ask) -> None:
    asked = ask("estrogen_receptor_percent")
    asked.press("<1")
    asked.leave()
    assert 0 < asked.answer < 1
    assert asked.view.control.widget.text() == "<1"


def test_a_limit_that_two_rules_read_differently_is_asked_about(ask) -> None:
    asked = ask("estrogen_receptor_percent")
    asked.press("<10")
    asked.leave()
    assert asked.answer is None
    assert asked.view.row.fault.text()


def test_what_is_being_typed_survives_a_save_that_comes_back(ask) -> None:
    asked = ask("estrogen_receptor_percent")
    asked.press("9")
    asked.view.show_state(asked.presenter.state)
    asked.press("5")
    asked.view.show_state(asked.presenter.state)
    assert asked.view.control.widget.text() == "95"
    asked.leave()
    assert asked.answer == 95


def test_not_known_keeps_the_number_for_going_back(ask) -> None:
    asked = ask("estrogen_receptor_percent")
    asked.press("95")
    asked.leave()
    asked.qtbot.mouseClick(asked.view.row.unknown, Qt.MouseButton.LeftButton)
    assert asked.answer is None
    assert asked.view.control.widget.text() == ""
    asked.qtbot.mouseClick(asked.view.row.unknown, Qt.MouseButton.LeftButton)
    assert asked.answer == 95
    assert asked.view.control.widget.text() == "95"


def test_typing_a_number_takes_not_known_away(ask) -> None:
    asked = ask("estrogen_receptor_percent")
    asked.press("u")
    asked.view.focus()
    asked.press("95")
    asked.leave()
    assert asked.answer == 95
    assert not asked.view.row.unknown.isChecked()


def test_tab_stops_at_not_known_only_while_the_question_is_open(ask) -> None:
    asked = ask("her2_ihc")
    assert asked.view.row.unknown.focusPolicy() & Qt.FocusPolicy.TabFocus
    asked.press("1")
    assert not asked.view.row.unknown.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_row_says_what_the_answer_means(ask, wording) -> None:
    asked = ask("her2_ihc")
    asked.press("1")
    assert wording.phrase("her2_status", "low") in asked.view.row.reading.text()


def test_a_month_alone_is_no_date_of_a_sample(ask) -> None:
    asked = ask("receptor_sample_date")
    asked.press("sep 2024")
    asked.leave()
    assert asked.answer is None
    assert asked.view.row.fault.text()


def test_a_test_can_be_sent_and_the_answer_ends_it(ask) -> None:
    asked = ask("esr1", can_be_sent=True)
    asked.press("s")
    assert asked.mark.kind is MarkKind.SENT
    asked.view.focus()
    asked.press("1")
    assert asked.mark is None
    assert asked.answer == "mutated"


def test_showing_the_same_state_twice_changes_nothing(ask) -> None:
    asked = ask("metastatic_sites")
    asked.press("bl")
    before = asked.view.row.grab().toImage()
    asked.view.show_state(asked.presenter.state)
    assert asked.view.row.grab().toImage() == before
