"""A whole program for one journey: the real window, the real encrypted store, no network."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from desktop.app import App
from desktop.places import PACK, Places
from guidance.knowledge import KnowledgeBase
from guidance.pack.load import load_pack
from tests.journeys.clinician import Clinician


@pytest.fixture(autouse=True)
def _no_network(socket_disabled: None) -> None:
    """Nothing in a visit may open a connection."""


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    return load_pack(PACK)


@pytest.fixture
def new_clinician(qapp: QApplication, tmp_path: Path, knowledge: KnowledgeBase) -> Iterator[Callable[[], Clinician]]:
    """Starts the program; calling it again is the next morning, at the same computer."""
    started: list[Clinician] = []

    def start() -> Clinician:
        saved = tmp_path / "sheet.pdf"
        app = App(qapp, Places(tmp_path / "home"), knowledge=knowledge, choose_file=lambda _name: saved)
        clinician = Clinician(app, knowledge, saved)
        started.append(clinician)
        clinician.starts()
        return clinician

    yield start
    for clinician in started:
        clinician.app.end()
    started.clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
