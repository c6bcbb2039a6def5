"""Finishing a visit: kept as seen, or still a draft and said so."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.background import AtOnce
from desktop.consultation.presenter import ConsultationPresenter, VisitTools
from desktop.finish.view import FinishDialog, seen_record
from desktop.places import PACK
from desktop.widgets.text_field import TextField
from guidance.consultation import Consultation, Patient, Status
from guidance.pack.load import load_pack
from guidance.store import StoreFull
from guidance.wording import Reader, wording_of
from tests.desktop.fake_store import FakeStore

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
PDF = b"%PDF-1.7 the sheet"


@pytest.fixture
def store() -> FakeStore:
    return FakeStore(Patient("p1", "Winterbourne"))


@pytest.fixture
def dialog(qtbot: QtBot, store: FakeStore) -> FinishDialog:
    knowledge = load_pack(PACK)
    visit = Consultation("v1", store.kept["p1"], NOW.isoformat(), NOW.isoformat())
    wording = wording_of(knowledge, "en", Reader.CLINICIAN)
    presenter = ConsultationPresenter(visit, VisitTools(knowledge, wording, store, AtOnce(), lambda: NOW))
    dialog = FinishDialog(presenter, PDF)
    presenter.setParent(dialog)
    dialog.finish_wanted.connect(lambda: presenter.finish(seen_record(presenter, PDF)))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_finished_visit_keeps_the_sheet_and_the_note(dialog: FinishDialog, store: FakeStore) -> None:
    dialog.findChild(TextField).setText("Ask about the scan")
    dialog.findChild(QPushButton, "finish_visit").click()
    kept = store.consultations["v1"]
    assert kept.status is Status.FINISHED
    assert kept.seen is not None
    assert kept.seen.pdf == PDF
    assert kept.next_visit_note == "Ask about the scan"
    assert not dialog.isVisible()


def test_a_visit_that_could_not_be_kept_says_so_and_can_be_tried_again(dialog: FinishDialog, store: FakeStore) -> None:
    store.fault = StoreFull()
    finish = dialog.findChild(QPushButton, "finish_visit")
    finish.click()
    assert dialog.isVisible()
    assert dialog._problem.isVisible()
    assert finish.isEnabled()
    store.fault = None
    finish.click()
    assert store.consultations["v1"].status is Status.FINISHED


def test_keep_as_draft_is_the_default_and_changes_nothing(dialog: FinishDialog, store: FakeStore) -> None:
    dialog.reject()
    assert store.consultations == {}
