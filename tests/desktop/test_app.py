"""The whole program with a memory that forgets: locking, leaving, help, find, details, the demonstration."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from desktop.app import App
from desktop.background import AtOnce, Background
from desktop.consultation.state import Stage
from desktop.consultation.visit_view import VisitView
from desktop.help.view import HelpSheet
from desktop.patients.view import PatientsView
from desktop.places import Places
from desktop.settings.values import Settings
from desktop.settings.view import SettingsView
from desktop.unlock.view import UnlockView
from desktop.windows import patient_windows
from guidance.consultation import Consultation, Patient
from guidance.knowledge import KnowledgeBase
from guidance.store import StoreFull
from tests.desktop.fake_store import PASSPHRASE, FakeDoors, FakeStore

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
ELEANOR = Patient("p1", "Winterbourne", "Eleanor", "Mrs", "", "1968-03-14", "female", "X-1042")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def doors() -> FakeDoors:
    store = FakeStore(ELEANOR)
    store.consultations["v1"] = Consultation("v1", ELEANOR, NOW.isoformat(), NOW.isoformat(), region="us")
    return FakeDoors(store)


@pytest.fixture
def app(qapp: QApplication, tmp_path: Path, knowledge: KnowledgeBase, doors: FakeDoors) -> Iterator[App]:
    app = App(
        qapp,
        Places(tmp_path),
        knowledge=knowledge,
        doors=doors,
        background=AtOnce(),
        now=lambda: NOW,
        choose_file=lambda _name: None,
    )
    app.start()
    app.window.activateWindow()
    qapp.processEvents()
    yield app
    app.end()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()


@pytest.fixture
def at_home(app: App) -> App:
    unlock(app)
    return app


@pytest.fixture
def in_visit(at_home: App) -> App:
    at_home.show_visit(at_home.store.open("v1"))
    QApplication.processEvents()
    return at_home


def unlock(app: App, passphrase: str = PASSPHRASE) -> None:
    QTest.keyClicks(app.window.focusWidget(), passphrase)
    QTest.keyClick(app.window.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()


def press(app: App, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(app.window.focusWidget() or app.window, key, modifier)
    QApplication.processEvents()


def visit(app: App) -> VisitView:
    shown = app.window.screen_shown
    assert isinstance(shown, VisitView)
    return shown


def test_a_lock_hides_everything_and_the_same_screen_comes_back_with_its_keyboard(in_visit: App) -> None:
    before = visit(in_visit)
    press(in_visit, Qt.Key.Key_Tab)
    here = in_visit.window.focusWidget()
    assert "WINTERBOURNE" in in_visit.window.windowTitle()
    press(in_visit, Qt.Key.Key_L, CTRL)
    assert isinstance(in_visit.window.screen_shown, UnlockView)
    assert not before.isVisible()
    assert not before.isEnabled()
    assert "WINTERBOURNE" not in in_visit.window.windowTitle()
    assert not any(
        "WINTERBOURNE" in label.text() for label in in_visit.window.findChildren(QLabel) if label.isVisible()
    )
    unlock(in_visit, "not the right words")
    assert isinstance(in_visit.window.screen_shown, UnlockView)
    in_visit.window.focusWidget().clear()
    unlock(in_visit)
    assert visit(in_visit) is before
    assert before.isEnabled()
    assert in_visit.window.focusWidget() is here


def test_what_is_being_typed_is_kept_before_the_lock_comes(in_visit: App, doors: FakeDoors) -> None:
    presenter = visit(in_visit).presenter
    presenter.go_to(Stage.HANDOUT)
    QApplication.processEvents()
    note = in_visit.window.findChild(QPlainTextEdit, "note")
    note.setFocus()
    QTest.keyClicks(note, "Bring a friend")
    in_visit.lock_when_idle()
    assert doors.store.consultations["v1"].handout.note == "Bring a friend"
    words = [label.text() for label in in_visit.window.findChildren(QLabel)]
    assert any("No keys were pressed for 5 minutes" in text for text in words)


def test_a_lock_ends_dialogs_and_the_help_and_decides_nothing(in_visit: App, doors: FakeDoors) -> None:
    in_visit.show_identity()
    dialog = in_visit.window.findChild(QDialog, "identity")
    dialog.findChild(QLineEdit, "given_name").setText("Changed")
    in_visit.lock()
    assert not dialog.isVisible()
    assert doors.store.kept["p1"] == ELEANOR


def test_the_patient_sees_one_moment_please_while_locked_and_no_key_brings_the_page_back(in_visit: App) -> None:
    presenter = visit(in_visit).presenter
    presenter.discuss("clinical_trials", True)
    visit(in_visit).show_to_patient_wanted.emit()
    (window,) = patient_windows()
    in_visit.lock()
    QTest.keyClick(window, Qt.Key.Key_B)
    QTest.keyClick(window, Qt.Key.Key_1)
    QApplication.processEvents()
    words = [label.text() for label in window.findChildren(QLabel)]
    assert "One moment, please" in words
    assert not any("trial" in text.lower() for text in words)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert patient_windows() == []


def test_a_visit_that_arrives_late_is_not_shown_over_the_lock(in_visit: App, doors: FakeDoors) -> None:
    in_visit.lock()
    in_visit.show_visit(doors.store.open("v1"))
    in_visit.show_patients()
    assert isinstance(in_visit.window.screen_shown, UnlockView)


def test_leaving_a_visit_takes_the_patients_window_away(in_visit: App) -> None:
    visit(in_visit).show_to_patient_wanted.emit()
    assert patient_windows()
    in_visit.show_patients()
    assert patient_windows() == []


def test_an_idle_demonstration_is_not_broken_off_and_locking_leaves_it(app: App, doors: FakeDoors) -> None:
    app.window.screen_shown.presenter.look_around()
    assert isinstance(app.window.screen_shown, PatientsView)
    assert app.store is doors.demonstration
    assert "Demonstration" in app.window.windowTitle()
    app.lock_when_idle()
    assert isinstance(app.window.screen_shown, PatientsView)
    app.lock()
    assert isinstance(app.window.screen_shown, UnlockView)
    assert doors.demonstration.closed
    assert app.store is None


def test_real_records_can_be_locked_after_a_demonstration(app: App) -> None:
    app.window.screen_shown.presenter.look_around()
    app.lock()
    unlock(app)
    app.lock()
    assert isinstance(app.window.screen_shown, UnlockView)
    assert app.store is not None


def test_help_is_reached_by_f1_and_left_by_escape(in_visit: App) -> None:
    before = visit(in_visit)
    press(in_visit, Qt.Key.Key_F1)
    assert isinstance(in_visit.window.overlay, HelpSheet)
    assert not before.isEnabled()
    press(in_visit, Qt.Key.Key_Tab)
    assert in_visit.window.overlay.isAncestorOf(in_visit.window.focusWidget())
    press(in_visit, Qt.Key.Key_Escape)
    assert in_visit.window.overlay is None
    assert before.isEnabled()


def test_find_goes_to_a_question(in_visit: App) -> None:
    press(in_visit, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(in_visit.window.focusWidget(), in_visit_label(in_visit, "ecog_performance_status"))
    press(in_visit, Qt.Key.Key_Return)
    assert in_visit.window.overlay is None
    assert visit(in_visit).presenter.state.focus.place == "ecog_performance_status"


def in_visit_label(app: App, finding: str) -> str:
    return visit(app).presenter.tools.wording.label(finding)


def test_find_goes_to_another_patient(in_visit: App, doors: FakeDoors) -> None:
    doors.store.save_patient(Patient("p2", "Abiodun", "Folake", identifier="X-7"))
    press(in_visit, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(in_visit.window.focusWidget(), "abio")
    press(in_visit, Qt.Key.Key_Return)
    shown = in_visit.window.screen_shown
    assert isinstance(shown, PatientsView)
    assert shown._presenter.state.chosen == "p2"


@pytest.mark.parametrize(("typed", "name"), [("what if", "what_if"), ("next tests", "next_tests")])
def test_find_looks_ahead_in_a_visit(in_visit: App, typed: str, name: str) -> None:
    press(in_visit, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(in_visit.window.focusWidget(), typed)
    press(in_visit, Qt.Key.Key_Return)
    assert in_visit.window.overlay is not None
    assert in_visit.window.overlay.objectName() == name


def test_find_does_commands_on_the_home_screen(at_home: App) -> None:
    press(at_home, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(at_home.window.focusWidget(), "settings")
    press(at_home, Qt.Key.Key_Return)
    assert isinstance(at_home.window.screen_shown, SettingsView)


def test_corrected_details_are_in_the_open_visit(in_visit: App, doors: FakeDoors) -> None:
    visit(in_visit).presenter.answer("her2_ihc", "one_plus")
    visit(in_visit).presenter.go_to(Stage.OPTIONS)
    visit(in_visit).identity_wanted.emit()
    dialog = in_visit.window.findChild(QDialog, "identity")
    dialog.findChild(QLineEdit, "given_name").setText("Ellen")
    dialog.findChild(QPushButton, "save_identity").click()
    after = visit(in_visit).presenter
    assert doors.store.kept["p1"].given_name == "Ellen"
    assert after.consultation.patient.given_name == "Ellen"
    assert after.consultation.answers["her2_ihc"] == "one_plus"
    assert after.state.stage is Stage.OPTIONS


def test_another_language_of_the_patient_is_that_of_the_sheet_from_then_on(in_visit: App, doors: FakeDoors) -> None:
    doors.store.kept["p1"] = replace(ELEANOR, language="es")
    visit(in_visit).presenter.go_to(Stage.PATIENT_VIEW)
    in_visit._show_again(doors.store.open("v1"))
    presenter = visit(in_visit).presenter
    assert presenter.consultation.handout.language == "es"
    assert presenter.state.stage is Stage.PATIENT_VIEW
    presenter.set_handout(replace(presenter.consultation.handout, language="en"))
    in_visit._show_again(doors.store.open("v1"))
    assert visit(in_visit).presenter.consultation.handout.language == "en"


def test_details_are_not_corrected_while_answers_wait_to_be_saved(in_visit: App, doors: FakeDoors) -> None:
    doors.store.fault = StoreFull()
    visit(in_visit).presenter.answer("her2_ihc", "one_plus")
    in_visit.show_identity()
    dialog = in_visit.window.findChild(QDialog, "identity")
    dialog.findChild(QPushButton, "save_identity").click()
    assert dialog.isVisible()
    assert visit(in_visit).presenter.consultation.answers["her2_ihc"] == "one_plus"


def test_settings_apply_at_once_and_survive_a_restart(at_home: App, tmp_path: Path, qapp: QApplication) -> None:
    at_home.show_settings()
    at_home.window.screen_shown.findChild(QPushButton, "back").click()
    assert isinstance(at_home.window.screen_shown, PatientsView)
    wanted = replace(at_home.settings, clinic="Example Clinic", lock_minutes=10, single_letter_keys=False)
    at_home.change_settings(wanted)
    again = App(qapp, Places(tmp_path), knowledge=at_home._knowledge, doors=FakeDoors(), background=AtOnce())
    assert again.settings == wanted
    assert again.settings != Settings()
    again.end()


def test_closing_waits_until_the_last_answer_is_kept(
    qapp: QApplication, tmp_path: Path, knowledge: KnowledgeBase, doors: FakeDoors
) -> None:
    app = App(qapp, Places(tmp_path), knowledge=knowledge, doors=doors, background=Background(), now=lambda: NOW)
    app.start()
    app._unlocked(doors.store, False)
    app.show_visit(doors.store.open("v1"))
    presenter = visit(app).presenter
    presenter.answer("her2_ihc", "one_plus")
    presenter.answer("her2_ihc", "two_plus")
    app.window.close()
    assert doors.store.consultations["v1"].answers["her2_ihc"] == "two_plus"
    assert doors.store.closed
    app.end()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_nothing_of_a_patient_is_logged_in_a_visit(in_visit: App, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    visit(in_visit).presenter.say_in_own_words("Winterbourne family")
    in_visit.lock()
    assert "Winterbourne" not in caplog.text
    assert "X-1042" not in caplog.text
