"""The screen's tests: a window that nobody sees, dressed in the light theme, and no network."""

import os
from collections.abc import Callable, Iterator

import pytest
from pytest_socket import disable_socket, enable_socket

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desktop.lasting_constants import keep_constants
from desktop.places import PACK
from desktop.theme import Theme, apply_theme
from desktop.widgets.keys import use_single_keys
from desktop.widgets.painting import remember_keyboard
from guidance.knowledge import KnowledgeBase
from guidance.pack.load import load_pack
from guidance.wording import Reader, Wording, wording_of

keep_constants()


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    disable_socket(allow_unix_socket=True)
    yield
    enable_socket()


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application in the light theme at text size 100 %."""
    apply_theme(qapp)
    return qapp


@pytest.fixture(autouse=True)
def _as_at_first() -> Iterator[None]:
    yield
    use_single_keys(True)
    remember_keyboard(False)


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    """The shipped edition, as the program loads it."""
    return load_pack(PACK)


@pytest.fixture(scope="session")
def wording(knowledge: KnowledgeBase) -> Wording:
    """The clinician's words, in English."""
    return wording_of(knowledge, "en", Reader.CLINICIAN)


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[Callable[..., Theme]]:
    """Puts another theme or text size on, for one test."""

    def wear(name: str = "light", text_scale: float = 1.0) -> Theme:
        return apply_theme(qapp, name, text_scale)

    yield wear
    apply_theme(qapp)
