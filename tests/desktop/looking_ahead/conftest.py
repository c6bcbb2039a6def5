"""Visits of the demonstration patients, and a window to lay the sheets over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.background import AtOnce
from desktop.consultation.visit_view import VisitView
from desktop.main_window import MainWindow
from desktop.settings.values import Settings
from desktop.theme import apply_theme
from desktop.visit import build_visit
from guidance.case import consultation_of, read_case
from guidance.consultation import Consultation
from guidance.knowledge import KnowledgeBase
from guidance.wording import Wording
from guidance.workup import WorkUp, work_up

NOW = datetime(2026, 11, 24, 10, 42, 7, tzinfo=UTC)
CASES = Path(__file__).parents[3] / "resources" / "demonstration"


class MemoryStore:
    """Counts the saves."""

    def __init__(self) -> None:
        self.saves = 0

    def save(self, consultation: Consultation) -> Consultation:
        self.saves += 1
        return replace(consultation, revision=consultation.revision + 1)


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    apply_theme(qapp)


@pytest.fixture
def consultation(knowledge: KnowledgeBase) -> Callable[[int], Consultation]:
    """The visit of a demonstration patient, by the number of the file."""

    def read(number: int) -> Consultation:
        (file,) = CASES.glob(f"{number}_*.json")
        return consultation_of(read_case(file.read_text("utf-8"), knowledge), at=NOW.isoformat())

    return read


@pytest.fixture
def workup(consultation: Callable[[int], Consultation], knowledge: KnowledgeBase) -> Callable[[int], WorkUp]:
    """What follows from the visit of a demonstration patient."""
    return lambda number: work_up(consultation(number), knowledge)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    """The program's window, shown and active."""
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def visit_in(
    window: MainWindow,
    consultation: Callable[[int], Consultation],
    knowledge: KnowledgeBase,
    wording: Wording,
    store: MemoryStore,
) -> Callable[[int], VisitView]:
    """Opens the visit of a demonstration patient in the window."""

    def opened(number: int) -> VisitView:
        view = build_visit(
            consultation(number),
            knowledge=knowledge,
            wording=wording,
            store=store,  # type: ignore[arg-type]  # a store needs more than saving; a visit does not
            background=AtOnce(),
            settings=Settings(),
            now=lambda: NOW,
            printers=lambda: (),
            lay_over=window.lay_over,
        )
        window.show_screen(view)
        return view

    return opened
