"""The language of a person: asked where there is a choice, kept with the person, and spoken from the first visit on."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.background import AtOnce
from desktop.patients.dialogs import IdentityDialog
from desktop.patients.form import PatientForm
from desktop.patients.presenter import PatientsPresenter
from desktop.patients.view import PatientsView
from desktop.widgets.segments import SegmentGroup
from guidance.consultation import Consultation, Patient
from guidance.wording import Languages
from tests.desktop.fake_store import EDITION, FakeStore

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
BOTH: Languages = (("en", "English"), ("es", "Español"))
ROSA = Patient("p1", "Delgado", "Rosa", language="es")


@pytest.fixture
def view(qtbot: QtBot) -> PatientsView:
    store = FakeStore(ROSA)
    presenter = PatientsPresenter(store, AtOnce(), EDITION, clinician="", region="us", now=lambda: NOW)
    view = PatientsView(presenter, NOW.date(), languages=BOTH)
    presenter.setParent(view)
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.show()
    view.activateWindow()
    presenter.refresh()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def control(widget: QWidget) -> SegmentGroup:
    group = widget.findChild(SegmentGroup, "patient_language")
    assert isinstance(group, SegmentGroup)
    return group


def test_a_new_person_starts_with_a_sheet_in_their_language(view: PatientsView) -> None:
    opened: list[Consultation] = []
    view._presenter.visit_opened.connect(opened.append)
    view.show_new_patient()
    assert control(view).chosen_id() == "en"
    view.findChild(QLineEdit, "family_name").setText("Kowalska")
    control(view).focus()
    QTest.keyClick(view.focusWidget(), Qt.Key.Key_Right)
    view.findChild(QPushButton, "save_patient").click()
    (visit,) = opened
    assert visit.patient.language == "es"
    assert visit.handout.language == "es"


def test_the_next_new_person_is_asked_again(view: PatientsView) -> None:
    view.show_new_patient()
    control(view).findChild(QWidget, "es").click()
    view.show_new_patient()
    assert control(view).chosen_id() == "en"


def test_the_details_show_the_language_and_can_correct_it(view: PatientsView) -> None:
    view.edit_details(ROSA)
    dialog = view.findChild(QDialog, "identity")
    assert control(dialog).chosen_id() == "es"
    control(dialog).findChild(QWidget, "en").click()
    dialog.findChild(QPushButton, "save_identity").click()
    assert view._presenter._store.patient("p1").language == "en"


def test_a_person_always_has_a_language(qtbot: QtBot) -> None:
    form = PatientForm(NOW.date(), day_first=False, languages=BOTH)
    qtbot.addWidget(form)
    form.show_patient(ROSA)
    form.show()
    QTest.keyClick(control(form).findChild(QWidget, "es"), Qt.Key.Key_Delete)
    assert control(form).chosen_id() == "es"
    assert form.patient() == ROSA


@pytest.mark.parametrize("languages", [(), (("en", "English"),)])
def test_one_language_is_not_asked_for_and_another_one_is_kept(qtbot: QtBot, languages: Languages) -> None:
    dialog = IdentityDialog(ROSA, NOW.date(), day_first=False, languages=languages)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not control(dialog).isVisible()
    kept: list[Patient] = []
    dialog.kept.connect(kept.append)
    dialog.findChild(QPushButton, "save_identity").click()
    assert kept == [ROSA]
