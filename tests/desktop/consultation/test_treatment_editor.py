"""Entering what was given before, with the keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.treatment_editor import TreatmentEditor, newest_first
from desktop.consultation.treatment_fields import FormTools
from desktop.consultation.treatment_names import named_treatments
from guidance.treatment import Setting, Treatment

LETROZOLE = Treatment(
    "aromatase_inhibitor",
    Setting.METASTATIC,
    "progressed",
    months_on_treatment=25,
    line=1,
    name="Letrozole",
    started="2024-09",
    stopped="2026-10",
)
ANASTROZOLE = Treatment("aromatase_inhibitor", Setting.ADJUVANT, "completed", name="Anastrozole", started="2020-01")


@pytest.fixture
def editor(qtbot: QtBot, presenter: ConsultationPresenter) -> TreatmentEditor:
    tools = presenter.tools
    names = named_treatments(tools.knowledge, tools.wording)
    form = FormTools(tools.knowledge, tools.wording, names, date(2026, 11, 24), day_first=True)
    view = TreatmentEditor(presenter, form)
    qtbot.addWidget(view)
    presenter.changed.connect(view.show_state)
    view.show_state(presenter.state)
    view.resize(740, 700)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.focus()
    return view


def typed(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)


def press(qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)


def test_a_treatment_is_entered_from_end_to_end_with_the_keyboard(qtbot, editor, presenter) -> None:
    typed(qtbot, "letrozole")
    press(qtbot, Qt.Key.Key_Return)
    typed(qtbot, "3")
    typed(qtbot, "sep 2024")
    press(qtbot, Qt.Key.Key_Tab)
    typed(qtbot, "oct 2026")
    editor.form.outcome.focus()
    typed(qtbot, "3")
    press(qtbot, Qt.Key.Key_Return)
    (entry,) = presenter.consultation.treatments
    assert (entry.treatment, entry.setting, entry.outcome) == ("aromatase_inhibitor", Setting.METASTATIC, "progressed")
    assert (entry.started, entry.stopped, entry.months_on_treatment, entry.line) == ("2024-09", "2026-10", 25, 1)
    assert QApplication.focusWidget() is editor.form.name
    assert editor.form.name.text() == ""


@pytest.mark.usefixtures("editor")
def test_two_drugs_of_one_line_are_two_entries_of_one_step(qtbot, presenter) -> None:
    typed(qtbot, "letrozole + palbociclib")
    press(qtbot, Qt.Key.Key_Return)
    typed(qtbot, "3")
    press(qtbot, Qt.Key.Key_Return)
    assert {entry.treatment for entry in presenter.consultation.treatments} == {
        "aromatase_inhibitor",
        "cdk46_inhibitor",
    }
    assert {entry.line for entry in presenter.consultation.treatments} == {1}
    presenter.undo()
    assert presenter.consultation.treatments == ()


def test_a_name_nobody_knows_is_said_and_not_used(qtbot, editor, presenter) -> None:
    typed(qtbot, "xyzumab")
    press(qtbot, Qt.Key.Key_Return)
    assert "not in the list" in editor.form.fault.text()
    assert presenter.consultation.treatments == ()


def test_when_it_was_given_is_asked_and_never_guessed(qtbot, editor, presenter) -> None:
    typed(qtbot, "letrozole")
    press(qtbot, Qt.Key.Key_Return)
    qtbot.mouseClick(editor.form.add_button, Qt.MouseButton.LeftButton)
    assert editor.form.fault.text() == "Choose when it was given."
    assert presenter.consultation.treatments == ()


@pytest.mark.usefixtures("editor")
def test_what_is_left_open_stays_unknown(qtbot, presenter) -> None:
    typed(qtbot, "letrozole")
    press(qtbot, Qt.Key.Key_Return)
    typed(qtbot, "2")
    press(qtbot, Qt.Key.Key_Return)
    (entry,) = presenter.consultation.treatments
    assert entry.outcome is None
    assert entry.progressed_within is None
    assert entry.months_on_treatment is None
    assert entry.line is None


def test_stopped_before_started_is_said(editor) -> None:
    editor.form.started.set_value("2025-03")
    editor.form.stopped.line.setText("Jan-2025")
    editor.form.stopped.line.tell()
    assert editor.form.fault.text() == "Stopped is before started. Check the dates."


def test_months_a_person_typed_are_not_overwritten_by_the_dates(qtbot, editor) -> None:
    editor.form.started.set_value("2025-03")
    editor.form.months.setFocus()
    typed(qtbot, "7")
    editor.form.stopped.line.setText("Jan-2026")
    editor.form.stopped.line.tell()
    assert editor.form.months.text() == "7"


def test_when_the_cancer_came_back_is_asked_after_early_treatment_only(qtbot, editor) -> None:
    form = editor.form
    form.setting.choose("metastatic")
    form.outcome.focus()
    typed(qtbot, "2")
    assert form.relapse.isHidden() or not form.relapse.isVisible()
    form.setting.focus()
    typed(qtbot, "2")
    assert form.relapse.isVisible()


def test_an_entry_is_changed_with_enter_and_keeps_its_class(qtbot, editor, presenter) -> None:
    presenter.add_treatment(LETROZOLE)
    editor.table.setFocus()
    editor.table.selectRow(0)
    press(qtbot, Qt.Key.Key_Return)
    editor.form.outcome.focus()
    typed(qtbot, "4")
    press(qtbot, Qt.Key.Key_Return)
    (entry,) = presenter.consultation.treatments
    assert entry.outcome == "stopped_toxicity"
    assert (entry.treatment, entry.name, entry.line, entry.months_on_treatment) == (
        "aromatase_inhibitor",
        "Letrozole",
        1,
        25,
    )


def test_escape_leaves_an_edit_without_a_change(qtbot, editor, presenter) -> None:
    presenter.add_treatment(LETROZOLE)
    editor.form.edit(0)
    editor.form.outcome.choose("other")
    press(qtbot, Qt.Key.Key_Escape)
    assert presenter.consultation.treatments == (LETROZOLE,)
    assert not editor.form.cancel_button.isVisible()


def test_delete_removes_the_chosen_row_and_undo_brings_it_back(qtbot, editor, presenter) -> None:
    presenter.add_treatment(LETROZOLE)
    presenter.add_treatment(ANASTROZOLE)
    editor.table.setFocus()
    editor.table.selectRow(0)
    press(qtbot, Qt.Key.Key_Delete)
    assert presenter.consultation.treatments == (ANASTROZOLE,)
    presenter.undo()
    assert presenter.consultation.treatments == (LETROZOLE, ANASTROZOLE)


def test_a_adds_from_the_table(qtbot, editor, presenter) -> None:
    presenter.add_treatment(LETROZOLE)
    editor.table.setFocus()
    press(qtbot, Qt.Key.Key_A)
    assert QApplication.focusWidget() is editor.form.name


def test_the_newest_treatment_stands_first() -> None:
    undated = Treatment("fulvestrant", Setting.METASTATIC)
    assert newest_first((ANASTROZOLE, LETROZOLE, undated)) == [2, 1, 0]


def test_the_picture_says_what_it_shows(editor, presenter) -> None:
    presenter.add_treatment(LETROZOLE)
    presenter.add_treatment(ANASTROZOLE)
    assert editor.timeline.accessibleName() == "Treatment timeline, 2020 to 2027, 2 treatments"


def test_every_cell_of_the_table_is_read_with_its_heading(editor, presenter) -> None:
    presenter.add_treatment(ANASTROZOLE)
    model = editor.table.model()
    texts = [
        model.data(model.index(0, column), Qt.ItemDataRole.AccessibleTextRole) for column in range(model.columnCount())
    ]
    assert texts[0].startswith("Treatment: Anastrozole")
    assert texts[3] == "Stopped: –"
    assert all(texts)
