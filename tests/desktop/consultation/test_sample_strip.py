"""The sample of an answer is recorded with the keyboard, added to, told apart, undone and read again from the store."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.document import consultation_text, read_consultation
from desktop.consultation.question_view import QuestionTools, QuestionView
from desktop.consultation.sample_strip import SampleStrip
from desktop.consultation.visit_view import VisitView
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.keys import use_single_keys
from guidance.consultation import MarkKind
from guidance.samples import Result, Sample, Specimen
from guidance.treatment import Setting, Treatment

PRIMARY, METASTASIS, BLOOD = Specimen
ER, PR = "estrogen_receptor_percent", "progesterone_receptor_percent"
AFTER = "not_detected_after_latest_progression"
GREW = Treatment("aromatase_inhibitor", Setting.METASTATIC, "progressed", line=1, stopped="2026-01")


class Row:
    """One question with its sample line on a bare page."""

    def __init__(self, qtbot: QtBot, tools: QuestionTools, finding: str) -> None:
        self.qtbot, self.presenter = qtbot, tools.presenter
        known = tools.meanings.knowledge.findings[finding]
        self.view = QuestionView(known, tools, can_be_sent=False, has_samples=True, parent=tools.presenter)
        row = self.view.row
        qtbot.addWidget(row)
        row.resize(740, 420)
        row.show()
        row.activateWindow()
        qtbot.waitUntil(row.isActiveWindow)
        tools.presenter.changed.connect(self.view.show_state)
        self.view.show_state(tools.presenter.state)
        self.view.focus()

    @property
    def strip(self) -> SampleStrip:
        assert self.view.samples is not None
        return self.view.samples

    @property
    def panel(self) -> QWidget:
        assert self.strip.panel is not None
        return self.strip.panel

    def press(self, *keys: str | Qt.Key) -> None:
        for key in keys:
            where = QApplication.focusWidget()
            assert where is not None
            if isinstance(key, str):
                self.qtbot.keyClicks(where, key)
            else:
                self.qtbot.keyClick(where, key)

    def button(self, name: str) -> QPushButton:
        found = self.strip.findChild(QPushButton, name)
        assert found is not None
        return found

    def notes(self) -> list[str]:
        QApplication.processEvents()
        return [label.text() for label in self.strip.findChildren(IconLabel) if label.isVisible() and label.text()]

    def samples(self) -> dict[str, Sample]:
        return dict(self.presenter.consultation.samples.of)


@pytest.fixture
def row(qtbot: QtBot, question_tools: QuestionTools):
    return lambda finding: Row(qtbot, question_tools, finding)


def test_a_sample_is_recorded_with_the_keyboard(row) -> None:
    er = row(ER)
    er.press("80", "d")
    assert er.panel.isVisible()
    er.press("2", Qt.Key.Key_Tab, "mar 2026", Qt.Key.Key_Return)
    assert er.samples() == {ER: Sample(METASTASIS, "2026-03")}
    assert not er.panel.isVisible()
    assert er.button("sample_line").text() == "Sample: metastasis, Mar-2026"
    assert er.view.row.control.hasFocus()


def test_an_open_question_has_no_line_and_d_does_nothing(row) -> None:
    er = row(ER)
    assert not er.strip.isVisible()
    er.press("d")
    assert er.strip.panel is None


def test_half_a_date_is_not_recorded_while_it_is_typed(row) -> None:
    er = row(ER)
    er.press("80", "d", Qt.Key.Key_Tab, "3/20")
    field = er.panel.fields.date
    field.line.tell()
    assert er.samples() == {}
    er.press("26", Qt.Key.Key_Tab)
    assert er.samples() == {ER: Sample(None, "2026-03")}


def test_a_date_that_cannot_be_read_is_told_and_not_recorded(row) -> None:
    er = row(ER)
    er.press("80", "d", "1", Qt.Key.Key_Tab, "32/13/2026", Qt.Key.Key_Tab)
    assert er.samples() == {ER: Sample(PRIMARY)}
    assert er.panel.fields.date.fault()


def test_the_sample_is_that_of_the_whole_report_until_that_is_unticked(row) -> None:
    er = row(ER)
    er.presenter.answer(PR, 40)
    er.press("80", "d", "2")
    assert er.samples() == {ER: Sample(METASTASIS), PR: Sample(METASTASIS)}
    er.panel.whole_report.click()
    er.press("1")
    assert er.samples() == {ER: Sample(PRIMARY), PR: Sample(METASTASIS)}


def test_the_sample_of_the_report_is_taken_over_with_one_key(row) -> None:
    pr = row(PR)
    pr.presenter.answer(ER, 80)
    pr.presenter.record_sample(ER, Sample(METASTASIS, "2026-03"))
    pr.press("40", "d")
    assert pr.button("same_sample").text() == "The same: metastasis, Mar-2026"
    pr.press(Qt.Key.Key_Space)
    assert pr.samples()[PR] == Sample(METASTASIS, "2026-03")


def add_primary(er: Row, date: str = "2019") -> None:
    er.button("another_sample").click()
    er.press("80", Qt.Key.Key_Tab, "1", Qt.Key.Key_Tab, date, Qt.Key.Key_Return)


def test_an_earlier_result_is_added_and_the_difference_is_told(row) -> None:
    er = row(ER)
    er.press("0", "d", "2", Qt.Key.Key_Tab, "mar 2026", Qt.Key.Key_Tab)
    add_primary(er)
    assert er.presenter.consultation.answers == {ER: 0}
    assert er.presenter.consultation.samples.earlier == (Result(ER, 80, Sample(PRIMARY, "2019")),)
    assert er.notes() == [
        "Changed between samples: ER 80% (primary tumor, 2019), now ER 0% (metastasis, March 2026). "
        "The newest sample counts."
    ]
    er.presenter.undo()
    assert er.notes() == []


def test_a_newer_result_becomes_the_answer(row) -> None:
    er = row(ER)
    er.press("0", "d", "2", Qt.Key.Key_Tab, "2018", Qt.Key.Key_Tab)
    add_primary(er)
    assert er.presenter.consultation.answers == {ER: 80}
    assert er.button("sample_line").text() == "Sample: primary tumor, 2019"


def test_only_dates_say_which_result_is_newer(row) -> None:
    er = row(ER)
    er.press("0", "d", "2")
    add_primary(er)
    assert er.presenter.consultation.samples.earlier == ()
    assert "Add the date of the answer above first: only dates say which one is newer." in er.notes()
    assert er.panel.fields.date.line.hasFocus()


def test_a_result_needs_a_value(row) -> None:
    er = row(ER)
    er.press("0", "d", "2", Qt.Key.Key_Tab, "2026", Qt.Key.Key_Tab)
    er.button("another_sample").click()
    er.button("add_result").click()
    assert "Enter the result first." in er.notes()
    er.press("140", Qt.Key.Key_Return)
    assert er.presenter.consultation.samples.earlier == ()
    er.press(Qt.Key.Key_Escape)
    assert not er.panel.form.isVisible()
    assert er.panel.isVisible()
    er.press(Qt.Key.Key_Escape)
    assert not er.panel.isVisible()


def test_an_earlier_result_is_removed_and_undo_brings_it_back(row) -> None:
    er = row(ER)
    er.press("0", "d", "2", Qt.Key.Key_Tab, "mar 2026", Qt.Key.Key_Tab)
    add_primary(er)
    remove = next(b for b in er.strip.findChildren(QPushButton) if "remove" in b.accessibleName())
    remove.click()
    assert er.presenter.consultation.samples.earlier == ()
    er.presenter.undo()
    assert er.presenter.consultation.samples.earlier == (Result(ER, 80, Sample(PRIMARY, "2019")),)


def test_a_stale_test_says_so_in_its_row_and_its_new_result_does_not_overwrite_it(row) -> None:
    esr1 = row("esr1")
    presenter = esr1.presenter
    presenter.answer("esr1", AFTER)
    presenter.record_sample("esr1", Sample(BLOOD, "2025-03"))
    presenter.add_treatment(GREW)
    assert esr1.notes() == [
        "Tested before the cancer last grew (tested March 2025, grew January 2026): counts as not known. "
        "Repeat the blood test."
    ]
    assert "counts as not known" in esr1.view.row.control.accessibleDescription()
    assert esr1.view.row.reading.text() == "ESR1 not detected before last growth."
    assert presenter.state.workup.profile.values["esr1"] == "not_detected_before_latest_progression"
    esr1.view.focus()
    esr1.press("1")
    assert presenter.consultation.answers["esr1"] == "mutated"
    assert presenter.consultation.samples.of == {}
    assert presenter.consultation.samples.earlier == (Result("esr1", AFTER, Sample(BLOOD, "2025-03")),)
    assert esr1.notes() == []


def test_u_in_the_fields_of_the_sample_leaves_the_answer_alone(row) -> None:
    er = row(ER)
    er.press("80", "d", "2", "u")
    assert er.samples() == {}
    assert er.presenter.consultation.answers == {ER: 80}
    assert er.presenter.consultation.marks == {}


def test_a_question_that_is_not_known_keeps_its_sample_for_going_back(row) -> None:
    er = row(ER)
    er.press("80", "d", "2", Qt.Key.Key_Escape, "u")
    assert er.presenter.consultation.marks[ER].kind is MarkKind.NOT_KNOWN_YET
    assert er.presenter.state.workup.profile.values.get(ER) is None
    er.view.focus()
    er.press("u")
    assert er.presenter.consultation.answers == {ER: 80}
    assert er.samples() == {ER: Sample(METASTASIS)}


def test_the_line_is_reached_with_tab_when_single_keys_are_off(row) -> None:
    er = row(ER)
    er.press("80")
    assert er.button("sample_line").focusPolicy() is Qt.FocusPolicy.ClickFocus
    use_single_keys(False)
    er.presenter.answer(ER, 90)
    assert er.button("sample_line").focusPolicy() is Qt.FocusPolicy.StrongFocus


def test_everything_in_the_fields_is_named_after_its_question(row, wording) -> None:
    er = row(ER)
    er.presenter.answer(PR, 40)
    er.press("0", "d", "2", Qt.Key.Key_Tab, "mar 2026", Qt.Key.Key_Tab)
    add_primary(er)
    er.button("another_sample").click()
    for widget in er.strip.findChildren(QWidget):
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and widget.isVisible():
            spoken = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert wording.label(ER) in spoken, (widget, spoken)


def test_a_visit_with_samples_is_saved_and_opened_again_as_it_was(visit: VisitView, store, qtbot: QtBot) -> None:
    presenter = visit.presenter
    presenter.answer(ER, 0)
    presenter.go_to_question(ER)
    qtbot.keyClicks(QApplication.focusWidget(), "d")
    qtbot.keyClicks(QApplication.focusWidget(), "2")
    presenter.record_sample(ER, Sample(METASTASIS, "2026-03"))
    presenter.add_result(Result(ER, 80, Sample(PRIMARY, "2019")))
    kept = store.saved[-1]
    opened = read_consultation(consultation_text(kept))
    assert opened == replace(presenter.consultation, revision=kept.revision)
    assert opened.samples.earlier == (Result(ER, 80, Sample(PRIMARY, "2019")),)
