"""The patient's page for somebody who reads Spanish: every word in Spanish, and still nothing cut."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.background import AtOnce
from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.state import Stage
from desktop.patient_view.page import PatientPage, page_of
from desktop.patient_view.page_view import PatientPageView
from desktop.patient_view.presenter import PatientState, PatientViewPresenter
from desktop.patient_view.view import PatientWindow
from desktop.settings.values import Settings
from desktop.visit import build_visit
from desktop.widgets.icon_array import IconArray
from guidance.wording import Reader, Wording, wording_of
from tests.desktop.fake_store import FakeStore
from tests.desktop.patient_view.test_patient_view import assert_nothing_is_cut, labels, settle, words
from tests.guidance.bilingual import ENGLISH, SPANISH, bilingual

Visits = Callable[..., ConsultationPresenter]
NOTE = "Traducción aún no revisada por un traductor calificado."
NOW = datetime(2026, 11, 24, 10, 42, 7, tzinfo=UTC)
EVERYBODY = (1, 2, 3, 4, 5, 6)


@pytest.fixture
def spanish() -> Wording:
    return wording_of(bilingual(), SPANISH, Reader.PATIENT)


@pytest.fixture
def page_for(visit_of: Visits, spanish: Wording) -> Callable[..., PatientPage]:
    def made(number: int, shown: int = 0, **changes: object) -> PatientPage:
        return page_of(visit_of(number, **changes).state.workup, spanish, shown)

    return made


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., PatientPageView]:
    def show(page: PatientPage, size: tuple[int, int] = (1366, 768), *, blank: bool = False) -> PatientPageView:
        view = PatientPageView()
        qtbot.addWidget(view)
        view.resize(*size)
        view.show()
        view.show_state(PatientState(page, blank=blank))
        settle(view)
        return view

    return show


def texts(page: PatientPage) -> set[str]:
    """Everything a page says that is a sentence of its own."""
    said = {page.title, page.subtitle, page.matters.label, page.foot, page.choices_too, page.empty, page.wait}
    for column in page.columns:
        rows = (column.does, column.how, column.effect, column.effects, column.may_help)
        said |= {row.label for row in rows} | {row.text for row in rows} | {column.time.label, *column.time.said}
        said |= {column.title, column.spoken, column.note, column.warning, column.questions_label, *column.questions}
    return said - {""}


def test_three_ways_forward_are_told_in_spanish(page_for: Callable[..., PatientPage]) -> None:
    page = page_for(1, discussed=("fulvestrant", "capecitabine", "trastuzumab_deruxtecan_her2_low"))
    assert page.language == SPANISH
    assert page.title == "Tres caminos de los que podemos hablar"
    assert page.columns[1].note == "Primero necesitamos saber más sobre usted."
    assert page.columns[0].does.label == "Qué hace"
    assert page.columns[2].spoken.startswith("Opción C: ")
    assert page.foot.startswith("Los números vienen de estudios")


@pytest.mark.parametrize("number", EVERYBODY)
def test_no_sentence_is_left_in_english(visit_of: Visits, spanish: Wording, number: int) -> None:
    workup = visit_of(number, own_words="").state.workup
    english = wording_of(bilingual(), ENGLISH, Reader.PATIENT)
    for alone in range(len(workup.consultation.discussed[:3]) + 1):
        same = texts(page_of(workup, spanish, alone)) & texts(page_of(workup, english, alone))
        # Names of medicines may be the same in both
        assert {text for text in same if len(text.split()) > 2} == set()


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (1366, 560), (1093, 420), (2560, 1440)])
@pytest.mark.parametrize(("number", "alone"), [(1, 0), (2, 0), (3, 1), (5, 0), (5, 2), (6, 0)])
def test_no_spanish_text_is_cut_on_any_screen(
    page_for: Callable[..., PatientPage],
    shown: Callable[..., PatientPageView],
    size: tuple[int, int],
    number: int,
    alone: int,
) -> None:
    view = shown(page_for(number, alone), size)
    assert (view.width(), view.height()) == size
    assert_nothing_is_cut(view)


def test_every_option_fits_beside_two_others_in_spanish(
    visit_of: Visits, spanish: Wording, shown: Callable[..., PatientPageView]
) -> None:
    workup = visit_of(1).state.workup
    view = shown(page_of(workup, spanish))
    one_of_each = list({option.treatment_class: option.id for option in bilingual().options.values()}.values())
    for first in range(0, len(one_of_each), 3):
        consultation = workup.consultation.discussing(tuple(one_of_each[first : first + 3]))
        view.show_state(PatientState(page_of(replace(workup, consultation=consultation), spanish)))
        settle(view)
        assert_nothing_is_cut(view)


def test_a_translation_nobody_has_checked_says_so_at_the_foot(
    page_for: Callable[..., PatientPage], shown: Callable[..., PatientPageView], visit_of: Visits, plain: Wording
) -> None:
    page = page_for(1)
    view = shown(page)
    (note,) = view.findChildren(QLabel, "translation_note")
    assert note.text() == NOTE
    (choices,) = [label for label in labels(view) if label.text() == page.choices_too]
    assert note.font().pixelSize() <= choices.font().pixelSize()
    english = page_of(visit_of(1).state.workup, plain)
    assert shown(english).findChildren(QLabel, "translation_note") == []


def test_a_number_is_read_aloud_in_spanish(
    page_for: Callable[..., PatientPage], shown: Callable[..., PatientPageView]
) -> None:
    view = shown(page_for(1, discussed=("trastuzumab_deruxtecan_her2_low", "tamoxifen")))
    (figures,) = view.findChildren(IconArray)
    assert figures.accessibleName().startswith("Unas 54 de cada 100 personas ")
    assert "54 de cada 100" in [label.text() for label in labels(view)]


def test_a_screen_reader_takes_the_voice_of_the_language(
    page_for: Callable[..., PatientPage], shown: Callable[..., PatientPageView]
) -> None:
    view = shown(page_for(1))
    assert {label.locale().language() for label in labels(view)} == {QLocale.Language.Spanish}


def test_a_blank_page_asks_for_a_moment_in_spanish(
    page_for: Callable[..., PatientPage], shown: Callable[..., PatientPageView]
) -> None:
    assert words(shown(page_for(1), blank=True)).strip() == "Un momento, por favor"


def test_the_window_is_called_in_spanish(qtbot: QtBot, visit_of: Visits, spanish: Wording) -> None:
    window = PatientWindow(visit_of(1), spanish)
    qtbot.addWidget(window)
    assert window.windowTitle() == "Para usted"


@pytest.mark.parametrize(("language", "title"), [("en", "Two ways"), ("es", "Dos caminos"), ("tlh", "Two ways")])
def test_the_patient_view_follows_the_language_of_the_patient_and_the_clinicians_screens_do_not(
    qtbot: QtBot, visit_of: Visits, language: str, title: str
) -> None:
    visit = visit_of(6).consultation
    view = build_visit(
        replace(visit, patient=replace(visit.patient, language=language)),
        knowledge=bilingual(),
        wording=wording_of(bilingual(), ENGLISH, Reader.CLINICIAN),
        store=FakeStore(),
        background=AtOnce(),
        settings=Settings(),
        now=lambda: NOW,
        printers=lambda: (),
    )
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.show()
    view.presenter.go_to(Stage.PATIENT_VIEW)
    assert any(label.text().startswith(title) for label in labels(view))
    view.presenter.go_to(Stage.OPTIONS)
    assert "Early palliative care" in words(view)


def test_the_presenter_turns_pages_in_spanish(visit_of: Visits, spanish: Wording) -> None:
    patient = PatientViewPresenter(visit_of(6), spanish)
    assert patient.state.page.title == "Dos caminos de los que podemos hablar"
    patient.turn(1)
    assert patient.state.page.title == "Un camino del que podemos hablar"
