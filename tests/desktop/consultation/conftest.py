"""A visit to test with: Eleanor, the real edition, a store in memory, a clock that stands still."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.background import AtOnce
from desktop.consultation.answers import ControlMaker
from desktop.consultation.bounded import Thresholds
from desktop.consultation.intake_view import VisitPreferences
from desktop.consultation.meaning import Meanings
from desktop.consultation.presenter import ConsultationPresenter, VisitTools
from desktop.consultation.question_view import QuestionTools
from desktop.consultation.state import Stage, VisitState
from desktop.consultation.visit_view import VisitView
from desktop.theme import apply_theme
from guidance.consultation import Consultation, Patient
from guidance.knowledge import KnowledgeBase
from guidance.store import StoreFull
from guidance.wording import Wording

NOW = datetime(2026, 11, 24, 10, 42, 7, tzinfo=UTC)


@dataclass
class MemoryStore:
    """Keeps every saved value; `full` makes the next saves fail."""

    saved: list[Consultation] = field(default_factory=list)
    full: bool = False

    def save(self, consultation: Consultation) -> Consultation:
        if self.full:
            raise StoreFull
        kept = replace(consultation, revision=consultation.revision + 1)
        self.saved.append(kept)
        return kept


class Later:
    """A worker that does its work when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(self, work: Callable, done: Callable, failed: Callable) -> None:
        self.waiting.append(lambda: AtOnce().run(work, done, failed))

    def work(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    apply_theme(qapp)


@pytest.fixture
def meanings(knowledge: KnowledgeBase, wording: Wording) -> Meanings:
    return Meanings(knowledge, wording)


@pytest.fixture
def eleanor() -> Consultation:
    patient = Patient(
        "p1", "Winterbourne", "Eleanor", "Mrs", "", "1968-03-14", "female", "DEMO-1042", demonstration=True
    )
    return Consultation("c1", patient, NOW.isoformat(), NOW.isoformat())


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def later() -> Later:
    return Later()


@pytest.fixture
def presenter(
    eleanor: Consultation, knowledge: KnowledgeBase, wording: Wording, store: MemoryStore
) -> ConsultationPresenter:
    return ConsultationPresenter(eleanor, VisitTools(knowledge, wording, store, AtOnce(), lambda: NOW))


@pytest.fixture
def slow_presenter(
    eleanor: Consultation, knowledge: KnowledgeBase, wording: Wording, store: MemoryStore, later: Later
) -> ConsultationPresenter:
    return ConsultationPresenter(eleanor, VisitTools(knowledge, wording, store, later, lambda: NOW))


@pytest.fixture
def unhidden(
    eleanor: Consultation, knowledge: KnowledgeBase, wording: Wording, store: MemoryStore
) -> ConsultationPresenter:
    """A visit in which every question is put."""
    everything = replace(knowledge, shown_when={})
    return ConsultationPresenter(eleanor, VisitTools(everything, wording, store, AtOnce(), lambda: NOW))


@pytest.fixture
def question_tools(unhidden: ConsultationPresenter, meanings: Meanings) -> QuestionTools:
    maker = ControlMaker(meanings.wording, Thresholds(meanings.knowledge), NOW.date(), day_first=True)
    return QuestionTools(unhidden, maker, meanings)


@pytest.fixture
def visit(qtbot: QtBot, presenter: ConsultationPresenter) -> VisitView:
    """The whole visit on a 1366x768 screen, without the stages of others."""
    late = (Stage.OPTIONS, Stage.PATIENT_VIEW, Stage.HANDOUT)
    view = VisitView(
        presenter,
        {stage: lambda _presenter: QWidget() for stage in late},
        preferences=VisitPreferences(emergency="Ring extension 2222."),
        ask=lambda *_words: True,
    )
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


@pytest.fixture
def states(presenter: ConsultationPresenter) -> list[VisitState]:
    """Every state the presenter shows."""
    seen: list[VisitState] = []
    presenter.changed.connect(seen.append)
    return seen
