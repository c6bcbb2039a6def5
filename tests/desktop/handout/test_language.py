"""The language of the sheet: chosen on the composer, kept in the visit, asked only where there is a choice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.background import AtOnce
from desktop.consultation.presenter import ConsultationPresenter, VisitTools
from desktop.handout.making import make_pdf
from desktop.handout.presenter import HandoutPresenter
from desktop.handout.view import HandoutView
from desktop.settings.values import Settings
from desktop.widgets.segments import SegmentGroup
from guidance.consultation import Consultation, HandoutChoices, Patient
from guidance.knowledge import KnowledgeBase
from guidance.wording import Reader, wording_of
from tests.desktop.fake_store import FakeStore
from tests.guidance.bilingual import ENGLISH, SPANISH, bilingual

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
DAY = date(2026, 11, 24)


@pytest.fixture
def only_english() -> KnowledgeBase:
    return replace(bilingual(), words={ENGLISH: bilingual().words[ENGLISH]})


@pytest.fixture
def composer(qtbot: QtBot) -> Callable[..., HandoutView]:
    def shown(knowledge: KnowledgeBase, language: str = ENGLISH) -> HandoutView:
        patient = Patient("p1", "Winterbourne")
        handout = HandoutChoices(language=language)
        visit = Consultation("v1", patient, NOW.isoformat(), NOW.isoformat(), handout=handout)
        wording = wording_of(knowledge, ENGLISH, Reader.CLINICIAN)
        tools = VisitTools(knowledge, wording, FakeStore(patient), AtOnce(), lambda: NOW)
        presenter = HandoutPresenter(
            ConsultationPresenter(visit, tools),
            AtOnce(),
            lambda workup: make_pdf(workup, Settings(), DAY),
            printers=lambda: (),
            print_pdf=lambda _pdf: True,
            choose_file=lambda _name: None,
        )
        view = HandoutView(presenter)
        presenter.setParent(view)
        presenter.visit.setParent(view)
        qtbot.addWidget(view)
        view.resize(1366, 640)
        view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        return view

    return shown


def control(view: HandoutView) -> SegmentGroup:
    group = view.findChild(SegmentGroup, "language")
    assert isinstance(group, SegmentGroup)
    return group


def as_typed(view: HandoutView) -> QWidget:
    said = view.findChild(QWidget, "as_typed")
    assert isinstance(said, QWidget)
    return said


def language_of(pdf: bytes) -> str:
    return str(PdfReader(BytesIO(pdf)).trailer["/Root"]["/Lang"])


def test_the_sheet_is_made_in_the_language_that_is_chosen_by_keyboard(composer: Callable[..., HandoutView]) -> None:
    view = composer(bilingual())
    group = control(view)
    assert [segment.text for segment in group.segments()] == ["English", "Español"]
    group.focus()
    assert view.focusWidget().accessibleName() == "Language of the sheet: English"
    QTest.keyClick(view.focusWidget(), Qt.Key.Key_Right)
    presenter = view._presenter
    assert presenter.visit.consultation.handout.language == SPANISH
    assert group.chosen_id() == SPANISH
    assert language_of(presenter.current_pdf()) == SPANISH


def test_the_language_is_reached_by_tab_before_the_text_size(composer: Callable[..., HandoutView]) -> None:
    view = composer(bilingual())
    control(view).focus()
    QTest.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
    assert view.focusWidget().accessibleName().startswith("Text size")


def test_taking_the_language_back_leaves_it_as_it_was(composer: Callable[..., HandoutView]) -> None:
    view = composer(bilingual(), SPANISH)
    control(view).focus()
    QTest.keyClick(view.focusWidget(), Qt.Key.Key_Delete)
    assert control(view).chosen_id() == SPANISH
    assert view._presenter.visit.consultation.handout.language == SPANISH


def test_what_was_typed_is_said_not_to_be_translated(composer: Callable[..., HandoutView]) -> None:
    view = composer(bilingual())
    assert not as_typed(view).isVisibleTo(view)
    view._presenter.set_language(SPANISH)
    assert as_typed(view).isVisibleTo(view)


def test_one_language_is_no_choice(composer: Callable[..., HandoutView], only_english: KnowledgeBase) -> None:
    view = composer(only_english)
    assert not control(view).isVisibleTo(view)
    assert not as_typed(view).isVisibleTo(view)


def test_a_language_the_edition_no_longer_speaks_is_printed_in_the_first(
    composer: Callable[..., HandoutView], only_english: KnowledgeBase
) -> None:
    view = composer(only_english, SPANISH)
    assert view._presenter.state.language == ENGLISH
    assert language_of(view._presenter.state.pdf) == ENGLISH


def test_a_clinic_without_a_name_is_named_in_the_language(composer: Callable[..., HandoutView]) -> None:
    visit = composer(bilingual(), SPANISH)._presenter.visit
    pdf = make_pdf(visit.state.workup, Settings(phone_day="555 0142"), DAY)
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert "Su clínica" in text
    assert "Clinic\n" not in text
