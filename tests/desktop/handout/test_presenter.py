"""The composer: the bytes shown are the bytes saved, and nothing is said that did not happen."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.background import AtOnce
from desktop.consultation.presenter import ConsultationPresenter, VisitTools
from desktop.handout.presenter import HandoutPresenter
from guidance.consultation import Consultation, Patient
from guidance.knowledge import KnowledgeBase
from guidance.store import SheetEvent, StoreFull
from guidance.wording import Reader, wording_of
from tests.desktop.fake_store import FakeStore

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
PDF = b"%PDF-1.7 the sheet"

# The pause before new pages are made is a timer, and timers need an application
pytestmark = pytest.mark.usefixtures("qapp")


class Sheet:
    """One composer with its surroundings."""

    def __init__(self, knowledge: KnowledgeBase, target: Path, printers: tuple[str, ...] = ()) -> None:
        patient = Patient("p1", "Winterbourne")
        self.store = FakeStore(patient)
        visit = Consultation("v1", patient, NOW.isoformat(), NOW.isoformat())
        tools = VisitTools(knowledge, wording_of(knowledge, "en", Reader.CLINICIAN), self.store, AtOnce(), lambda: NOW)
        self.visit = ConsultationPresenter(visit, tools)
        self.target = target
        self.proposed: list[str] = []
        self.printed: list[bytes] = []
        self.presenter = HandoutPresenter(
            self.visit,
            AtOnce(),
            lambda _workup: PDF,
            printers=lambda: printers,
            print_pdf=self._print,
            choose_file=self._choose,
        )
        self.presenter.start()

    def _choose(self, proposed: str) -> Path:
        self.proposed.append(proposed)
        return self.target

    def _print(self, pdf: bytes) -> bool:
        self.printed.append(pdf)
        return True


def test_a_saved_sheet_is_the_one_shown_and_is_noted(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    sheet = Sheet(knowledge, tmp_path / "sheet.pdf")
    sheet.presenter.save()
    assert sheet.target.read_bytes() == PDF == sheet.presenter.state.pdf
    assert sheet.store.left == [(SheetEvent.EXPORTED, "v1")]
    assert "not encrypted" in sheet.presenter.state.said
    assert "winterbourne" not in sheet.proposed[0].lower()


def test_a_sheet_that_could_not_be_saved_is_not_called_saved(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    sheet = Sheet(knowledge, tmp_path / "gone" / "sheet.pdf")
    sheet.presenter.save()
    assert sheet.presenter.state.problem
    assert not sheet.presenter.state.said
    assert sheet.store.left == []


def test_a_printed_sheet_is_noted(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    sheet = Sheet(knowledge, tmp_path / "sheet.pdf", ("OPD-2",))
    sheet.presenter.print_sheet()
    assert sheet.printed == [PDF]
    assert sheet.store.left == [(SheetEvent.PRINTED, "v1")]


def test_without_a_printer_printing_saves(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    sheet = Sheet(knowledge, tmp_path / "sheet.pdf")
    sheet.presenter.print_sheet()
    assert sheet.target.exists()


def test_a_journal_that_cannot_be_written_is_told_in_its_own_words(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    sheet = Sheet(knowledge, tmp_path / "sheet.pdf")
    sheet.store.fault = StoreFull()
    sheet.presenter.save()
    assert sheet.target.exists()
    assert "(S-102)" in sheet.presenter.state.problem


def test_when_to_call_us_cannot_be_left_out(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    sheet = Sheet(knowledge, tmp_path / "sheet.pdf")
    sheet.presenter.include("call_us", False)
    sheet.presenter.include("known", False)
    assert sheet.presenter.state.choices.left_out == frozenset({"known"})


def test_what_leaves_is_the_sheet_of_the_newest_answer_even_before_the_preview_follows(
    knowledge: KnowledgeBase, tmp_path: Path
) -> None:
    sheet = Sheet(knowledge, tmp_path / "sheet.pdf", ("OPD-2",))
    made: list[str] = []
    sheet.presenter._make_pdf = lambda workup: made.append(workup.consultation.handout.note) or b"%PDF the newer sheet"
    sheet.presenter.set_note("Bring your daughter.")
    assert sheet.presenter.state.pdf == PDF
    sheet.presenter.print_sheet()
    assert sheet.printed == [b"%PDF the newer sheet"]
    assert sheet.presenter.current_pdf() == b"%PDF the newer sheet"
    assert made == ["Bring your daughter."]


def test_no_sheet_is_kept_where_none_was_made(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    sheet = Sheet(knowledge, tmp_path / "sheet.pdf")
    sheet.presenter._show(pdf=b"")
    sheet.presenter.set_note("Bring your daughter.")
    assert sheet.presenter.current_pdf() == b""
