"""Visits of the demonstration patients, at the options, with a store in memory."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.background import AtOnce
from desktop.consultation.presenter import ConsultationPresenter, VisitTools
from desktop.consultation.state import Stage
from desktop.options.presenter import OptionsPresenter
from desktop.options.view import OptionsView
from desktop.theme import apply_theme
from guidance.case import consultation_of, read_case
from guidance.consultation import Consultation
from guidance.knowledge import KnowledgeBase
from guidance.wording import Reader, Wording, wording_of

NOW = datetime(2026, 11, 24, 10, 42, 7, tzinfo=UTC)
CASES = Path(__file__).parents[3] / "resources" / "demonstration"


class MemoryStore:
    """Keeps every value it is given."""

    def save(self, consultation: Consultation) -> Consultation:
        return replace(consultation, revision=consultation.revision + 1)


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    apply_theme(qapp)


@pytest.fixture(scope="session")
def plain(knowledge: KnowledgeBase) -> Wording:
    return wording_of(knowledge, "en", Reader.PATIENT)


@pytest.fixture
def visit_of(knowledge: KnowledgeBase, wording: Wording) -> Callable[..., ConsultationPresenter]:
    """Opens the visit of a demonstration patient, by the number of the file, at the options."""

    def opened(number: int, **changes: object) -> ConsultationPresenter:
        (file,) = CASES.glob(f"{number}_*.json")
        case = consultation_of(read_case(file.read_text("utf-8"), knowledge), at=NOW.isoformat())
        tools = VisitTools(knowledge, wording, MemoryStore(), AtOnce(), lambda: NOW)
        visit = ConsultationPresenter(replace(case, **changes), tools)
        visit.go_to(Stage.OPTIONS)
        return visit

    return opened


@pytest.fixture
def options_of(visit_of: Callable[..., ConsultationPresenter], plain: Wording) -> Callable[..., OptionsPresenter]:
    """The options of a demonstration patient."""
    kept = []

    def opened(number: int, **changes: object) -> OptionsPresenter:
        visit = visit_of(number, **changes)
        kept.append(visit)
        return OptionsPresenter(visit, plain, parent=visit)

    return opened


@pytest.fixture
def view_of(qtbot: QtBot, options_of: Callable[..., OptionsPresenter]) -> Callable[..., OptionsView]:
    """The options screen of a demonstration patient, shown."""

    def shown(number: int, size: tuple[int, int] = (1366, 614), **changes: object) -> OptionsView:
        view = OptionsView(options_of(number, **changes))
        qtbot.addWidget(view)
        view.resize(*size)
        view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        view.setFocus()
        return view

    return shown
