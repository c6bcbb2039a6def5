"""Fields keep what was typed, tell of it once, and let nobody change an answer by accident."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.widgets.date_field import DateField
from desktop.widgets.drop_down import DropDown
from desktop.widgets.line_field import LineField
from desktop.widgets.number_field import NumberField, PercentField, read_number
from desktop.widgets.text_field import NoteField, PassphraseField, TextField

TODAY = date(2026, 11, 24)


def told_by(field: LineField | DateField | NoteField) -> list[str]:
    """What a field tells from now on."""
    told: list[str] = []
    field.entered.connect(told.append)
    return told


@pytest.mark.parametrize(
    ("typed", "number", "bound"),
    [("95", 95, ""), ("<1", 1, "<"), (">90", 90, ">"), (" 5 % ", 5, ""), ("0", 0, ""), ("", None, "")],
)
def test_a_percentage_is_kept_as_it_was_reported(typed: str, number: float | None, bound: str) -> None:
    reading = read_number(typed, minimum=0, maximum=100)
    assert (reading.text, reading.number, reading.bound, reading.fault) == (typed, number, bound, "")


@pytest.mark.parametrize("typed", ["101", "12.5", "<", "1,500", "."])
def test_a_faulty_number_is_never_used(typed: str) -> None:
    reading = read_number(typed, minimum=0, maximum=100)
    assert reading.number is None
    assert reading.fault
    assert reading.text == typed


def test_a_comma_may_be_a_decimal_point_but_never_thousands() -> None:
    assert read_number("1,5", minimum=0, maximum=10, decimals=1).number == 1.5
    assert "1500 or 1.500" in read_number("1,500", minimum=0, maximum=9999, decimals=3).fault


def test_a_field_tells_once_of_what_was_typed(qtbot: QtBot) -> None:
    field = PercentField("Estrogen receptor")
    qtbot.addWidget(field)
    told = told_by(field)
    qtbot.keyClicks(field, "95")
    assert told == []
    field.tell()
    field.tell()
    assert told == ["95"]


def test_showing_an_answer_tells_nobody(qtbot: QtBot) -> None:
    field = PercentField("Estrogen receptor")
    qtbot.addWidget(field)
    told = told_by(field)
    field.set_text("40")
    field.tell()
    assert told == []


def test_what_is_being_typed_is_not_disturbed(qtbot: QtBot) -> None:
    field = PercentField("Estrogen receptor")
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "9")
    field.set_text("40")
    assert field.text() == "9"


def test_letters_are_no_digits_and_u_means_not_known_yet(qtbot: QtBot) -> None:
    field = PercentField("Estrogen receptor")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.unknown_pressed):
        qtbot.keyClicks(field, "x")
        qtbot.keyClicks(field, "u")
    assert field.text() == ""


def test_page_up_adds_ten_and_never_leaves_the_range(qtbot: QtBot) -> None:
    field = PercentField("Estrogen receptor")
    qtbot.addWidget(field)
    field.set_text("95")
    qtbot.keyClick(field, Qt.Key.Key_PageUp)
    assert field.text() == "100"
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.text() == "99"


def test_a_number_out_of_range_stays_and_is_said(qtbot: QtBot) -> None:
    field = NumberField("Heart", minimum=5, maximum=90)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.fault_changed) as said:
        qtbot.keyClicks(field, "95")
    assert said.args == ["Enter a number from 5 to 90."]
    assert field.text() == "95"
    assert field.accessibleDescription() == "Enter a number from 5 to 90."


def test_not_known_yet_empties_the_field_and_a_number_answers_again(qtbot: QtBot) -> None:
    field = PercentField("Estrogen receptor")
    qtbot.addWidget(field)
    field.set_text("95")
    field.set_unknown(True)
    assert (field.text(), field.placeholderText()) == ("", "–")
    told = told_by(field)
    qtbot.keyClicks(field, "40")
    field.tell()
    assert told == ["40"]


def test_a_date_is_told_as_stored_and_echoed_as_read(qtbot: QtBot) -> None:
    field = DateField("Born", today=TODAY, with_age=True)
    qtbot.addWidget(field)
    told = told_by(field)
    qtbot.keyClicks(field.line, "14 mar 68")
    field.line.tell()
    assert told == ["1968-03-14"]
    assert field.echo.text() == "14-Mar-1968, 58 years"


def test_an_ambiguous_date_says_how_it_was_read(qtbot: QtBot) -> None:
    field = DateField("Started", today=TODAY)
    qtbot.addWidget(field)
    qtbot.keyClicks(field.line, "3/4/2024")
    assert field.echo.text() == "Read as 3 April 2024, not 4 March 2024."


def test_a_faulty_date_is_kept_said_and_not_told(qtbot: QtBot) -> None:
    field = DateField("Started", today=TODAY)
    qtbot.addWidget(field)
    told = told_by(field)
    qtbot.keyClicks(field.line, "31 feb 2024")
    assert field.fault() == ""  # still typing
    field.line.tell()
    assert told == []
    assert field.fault() == "There is no such day. Check the date."
    assert (field.line.text(), field.value()) == ("31 feb 2024", "")


def test_u_alone_in_a_date_means_not_known_yet(qtbot: QtBot) -> None:
    field = DateField("Started", today=TODAY)
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.unknown_pressed):
        qtbot.keyClicks(field.line, "u")
    assert field.line.text() == ""


def test_the_wheel_over_a_closed_list_changes_nothing(qtbot: QtBot) -> None:
    box = DropDown("Language")
    qtbot.addWidget(box)
    box.set_items([("en", "English"), ("es", "Spanish")])
    box.choose("en")
    box.show()
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turned)
    assert box.currentData() == "en"


def test_choosing_from_the_list_by_hand_is_told(qtbot: QtBot) -> None:
    box = DropDown("Language")
    qtbot.addWidget(box)
    box.set_items([("en", "English"), ("es", "Spanish")])
    box.choose("en")
    with qtbot.waitSignal(box.chosen) as said:
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert said.args == ["es"]


def test_a_note_takes_no_more_than_its_limit(qtbot: QtBot) -> None:
    note = NoteField("Your note", limit=5)
    qtbot.addWidget(note)
    told = told_by(note)
    qtbot.keyClicks(note, "abcdefg")
    note.tell()
    assert told == ["abcde"]


def test_a_passphrase_is_hidden_until_it_is_asked_for(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "secret")
    assert field.displayText() != "secret"
    field.actions()[0].trigger()
    assert field.displayText() == "secret"
    assert field.actions()[0].text() == "Hide passphrase"


def test_undo_in_a_field_is_left_to_the_visit(qtbot: QtBot) -> None:
    field = TextField("Family name")
    qtbot.addWidget(field)
    told = told_by(field)
    qtbot.keyClicks(field, "Nurse <Anna>")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), told) == ("Nurse <Anna>", ["Nurse <Anna>"])
