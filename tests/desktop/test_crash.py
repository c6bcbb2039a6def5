"""An unexpected error reaches a calm dialog, and the log without a patient's words."""

import logging

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.crash import CrashSheet, CrashWatch, place_of
from desktop.messages import Message, message_for
from guidance.store import StoreFull


def fault_with(text: str) -> ValueError:
    try:
        raise ValueError(text)
    except ValueError as fault:
        return fault


def test_the_log_tells_the_kind_and_never_the_words(caplog: pytest.LogCaptureFixture) -> None:
    shown: list[tuple[str, str]] = []
    watch = CrashWatch(lambda words, place: shown.append((words, place)))
    fault = fault_with("Winterbourne has a fever")
    watch(ValueError, fault, fault.__traceback__)
    assert "ValueError" in caplog.text
    assert "Winterbourne" not in caplog.text
    assert "Winterbourne" not in "".join(shown[0])
    assert "test_crash.py" in shown[0][1]


def test_a_named_error_keeps_its_own_words() -> None:
    shown: list[tuple[str, str]] = []
    watch = CrashWatch(lambda words, place: shown.append((words, place)))
    watch(StoreFull, StoreFull(), None)
    message = message_for(StoreFull())
    assert isinstance(message, Message)
    assert shown == [(message.text, message.code)]


def test_a_second_error_while_the_first_is_shown_is_only_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    shown: list[str] = []

    def show(_words: str, place: str) -> None:
        shown.append(place)
        watch(KeyError, KeyError("x"), None)

    watch = CrashWatch(show)
    watch(ValueError, ValueError("y"), None)
    assert len(shown) == 1
    assert "KeyError" in caplog.text


def test_the_sheet_says_what_it_means_and_goes_on_by_default(qtbot: QtBot) -> None:
    sheet = CrashSheet("", "ValueError, desktop/visit.py:3")
    qtbot.addWidget(sheet)
    words = " ".join(label.text() for label in sheet.findChildren(QLabel))
    assert "You can go on" in words
    assert "desktop/visit.py:3" in words
    assert sheet.findChild(QPushButton, "go_on").isDefault()


def test_the_place_is_the_deepest_line_of_ours() -> None:
    assert place_of(ValueError("no place")) == "ValueError"
    assert place_of(fault_with("x")).startswith("ValueError, tests/desktop/test_crash.py:")
