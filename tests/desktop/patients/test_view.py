"""The home screen under hands."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from desktop.background import AtOnce
from desktop.patients.dialogs import DeleteDialog, IdentityDialog
from desktop.patients.presenter import PatientsPresenter
from desktop.patients.view import PatientsView
from guidance.consultation import Consultation, Patient
from guidance.store import StoreFull
from tests.desktop.fake_store import EDITION, FakeStore

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
ELEANOR = Patient("p1", "Winterbourne", "Eleanor", "Mrs", "", "1968-03-14", "female", "X-1042")
HARD_NAMES = ['Nurse <Anna> & "Co"', "🙂 O'Brien‑Łódź", "W" * 200]


def shown(qtbot: QtBot, store: FakeStore, *, demonstration: bool = False) -> PatientsView:
    presenter = PatientsPresenter(
        store, AtOnce(), EDITION, clinician="", region="us", demonstration=demonstration, now=lambda: NOW
    )
    view = PatientsView(presenter, NOW.date())
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.show()
    view.activateWindow()
    presenter.refresh()
    qtbot.waitUntil(view.isActiveWindow)
    return view


@pytest.fixture
def store() -> FakeStore:
    store = FakeStore(ELEANOR, Patient("p2", "Abiodun", "Folake", identifier="X-7"))
    store.consultations["v1"] = Consultation("v1", ELEANOR, NOW.isoformat(), NOW.isoformat())
    return store


@pytest.fixture
def view(qtbot: QtBot, store: FakeStore) -> PatientsView:
    return shown(qtbot, store)


def test_an_edition_that_stands_in_for_a_refused_one_says_so(qtbot: QtBot, store: FakeStore) -> None:
    why = "metastatic_breast.json was changed after it was built"
    for refused in ("", why):
        presenter = PatientsPresenter(
            store, AtOnce(), EDITION, clinician="", region="us", refused=refused, now=lambda: NOW
        )
        view = PatientsView(presenter, NOW.date())
        qtbot.addWidget(view)
        view.show()
        told = [
            label.text() for label in view.findChildren(QLabel) if label.isVisible() and "opened well" in label.text()
        ]
        assert told == (
            [f"This is the edition that last opened well here. The installed file cannot be used: {why}."]
            if refused
            else []
        )


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def test_typing_and_enter_carry_on_without_waiting_for_the_pause(view: PatientsView) -> None:
    opened: list[Consultation] = []
    view._presenter.visit_opened.connect(opened.append)
    QTest.keyClicks(QApplication.focusWidget(), "winter")
    press(Qt.Key.Key_Return)
    assert [visit.id for visit in opened] == ["v1"]


def test_arrows_choose_while_the_keyboard_stays_in_the_search(view: PatientsView) -> None:
    before = view._presenter.state.chosen
    press(Qt.Key.Key_Down)
    assert view._presenter.state.chosen != before
    assert QApplication.focusWidget().objectName() == "patient_search"


def test_what_was_searched_for_becomes_the_new_patient(view: PatientsView) -> None:
    QTest.keyClicks(QApplication.focusWidget(), "kowl")
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert view.findChild(QLineEdit, "family_name").text() == "Kowl"


def test_a_new_patient_needs_a_name_or_a_number(view: PatientsView, store: FakeStore) -> None:
    view.show_new_patient()
    press(Qt.Key.Key_Return)
    assert len(store.kept) == 2
    view.findChild(QLineEdit, "identifier").setText("X-100")
    press(Qt.Key.Key_Return)
    assert len(store.kept) == 3


def test_a_date_that_cannot_be_read_is_not_dropped_silently(view: PatientsView, store: FakeStore) -> None:
    view.show_new_patient()
    QTest.keyClicks(QApplication.focusWidget(), "Kowalska")
    view._new._form._born.line.setText("31 feb 1968")
    view._new._save()
    assert len(store.kept) == 2
    assert view._new._form._problem.isVisibleTo(view)


def test_a_look_alike_is_shown_and_can_be_opened_instead(view: PatientsView) -> None:
    view.show_new_patient()
    view.findChild(QLineEdit, "family_name").setText("Winterbourne")
    view.findChild(QLineEdit, "given_name").setText("Ella")
    link = view.findChild(QPushButton, "open_look_alike")
    assert link.isVisibleTo(view)
    link.click()
    assert view._presenter.state.chosen == "p1"
    assert view.findChild(QLineEdit, "patient_search").text() == "X-1042"


def test_the_menu_of_a_row_opens_by_keyboard_from_the_search(
    view: PatientsView, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[list[str]] = []
    # A menu without a screen complains that it cannot take the mouse
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: opened.append([a.text() for a in menu.actions()]))
    search = view.findChild(QLineEdit, "patient_search")
    place = search.rect().center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, search.mapToGlobal(place))
    QApplication.sendEvent(search, asked)
    assert len(opened) == 1
    assert any("Delete" in words for words in opened[0])


def test_deleting_asks_for_the_number_and_keeps_by_default(view: PatientsView, store: FakeStore) -> None:
    row = view._presenter.state.rows[0]
    view.ask_to_delete(row)
    dialog = view.findChild(QDialog, "delete_patient")
    assert dialog.findChild(QPushButton, "keep_patient").isDefault()
    dialog.findChild(QPushButton, "delete_for_ever").click()
    assert dialog.isVisible()
    assert row.patient.id in store.kept
    dialog.findChild(QLineEdit, "delete_typed").setText(row.patient.identifier)
    dialog.findChild(QPushButton, "delete_for_ever").click()
    assert row.patient.id not in store.kept


def test_details_are_corrected_from_the_menu(view: PatientsView, store: FakeStore) -> None:
    view.edit_details(ELEANOR)
    dialog = view.findChild(QDialog, "identity")
    dialog.findChild(QLineEdit, "given_name").setText("Ellen")
    dialog.findChild(QPushButton, "save_identity").click()
    assert store.kept["p1"] == replace(ELEANOR, given_name="Ellen")


def test_every_visit_of_a_patient_can_be_reached(qtbot: QtBot, store: FakeStore) -> None:
    for n in range(2, 8):
        day = f"2026-0{n}-01T10:00:00+00:00"
        store.consultations[f"v{n}"] = Consultation(f"v{n}", ELEANOR, day, day)
    view = shown(qtbot, store)
    view._presenter.choose("p1")
    assert view.findChild(QPushButton, "visit_v2") is None
    view.findChild(QPushButton, "all_visits").click()
    assert view.findChild(QPushButton, "visit_v2") is not None


def test_an_empty_list_offers_a_new_patient_and_the_demonstration(qtbot: QtBot) -> None:
    view = shown(qtbot, FakeStore())
    asked: list[bool] = []
    view.demonstration_wanted.connect(lambda: asked.append(True))
    view.findChild(QPushButton, "try_demonstration").click()
    assert asked == [True]


def test_the_demonstration_says_so_on_the_home_screen(qtbot: QtBot) -> None:
    view = shown(qtbot, FakeStore(), demonstration=True)
    assert "invented" in view._notice.text()
    assert not view.findChild(QPushButton, "try_demonstration").isVisibleTo(view)


def test_a_fault_of_the_store_is_shown_with_a_way_to_try_again(view: PatientsView) -> None:
    view._presenter._failed(StoreFull())
    assert "(S-102)" in view._notice.text()


@pytest.mark.parametrize("name", HARD_NAMES)
def test_a_name_is_plain_text_wherever_it_is_shown(qtbot: QtBot, name: str) -> None:
    patient = Patient("p1", name, name, identifier=name)
    store = FakeStore(patient)
    view = shown(qtbot, store)
    view.grab()
    view.show_new_patient()
    view._presenter.look_for_alikes(patient)
    view.findChild(QLineEdit, "family_name").setText(name)
    delete, details = DeleteDialog(patient, 1, NOW.date()), IdentityDialog(patient, NOW.date(), day_first=False)
    for widget in (delete, details):
        qtbot.addWidget(widget)
        widget.show()
        widget.grab()
    labels = [label for w in (view, delete, details) for label in w.findChildren(QLabel)]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels if label.text())
    assert any(name.upper() in label.text().replace("\u200b", "") for label in delete.findChildren(QLabel))
    assert details.findChild(QLineEdit, "family_name").text() == name
    who = view._carry_card._who
    assert who.text().startswith(name.upper())
    assert who.toolTip() or len(name) < 100
