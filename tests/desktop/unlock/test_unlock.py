"""Letting the right person in."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.background import AtOnce
from desktop.unlock.presenter import Mode, UnlockPresenter, strength_in_words
from desktop.unlock.view import UnlockView
from tests.desktop.fake_store import PASSPHRASE, RECOVERY_KEY, FakeDoors


def presenter_for(doors: FakeDoors, *, locked: str = "") -> tuple[UnlockPresenter, list[tuple[object, bool]]]:
    presenter = UnlockPresenter(doors, AtOnce(), "Dr A. Example", lambda _name: None, locked_reason=locked)
    opened: list[tuple[object, bool]] = []
    presenter.unlocked.connect(lambda store, demonstration: opened.append((store, demonstration)))
    return presenter, opened


def test_a_first_run_opens_only_after_the_recovery_key_was_typed_from_the_sheet() -> None:
    presenter, opened = presenter_for(FakeDoors(exists=False))
    presenter.create("Dr A. Example", PASSPHRASE, PASSPHRASE)
    assert presenter.state.mode is Mode.RECOVERY_KEY
    presenter.confirm_recovery_key("something else")
    assert presenter.state.is_fault
    assert not opened
    presenter.confirm_recovery_key(RECOVERY_KEY.lower().replace("-", " "))
    assert len(opened) == 1
    assert presenter.state.recovery_key == ""


@pytest.mark.parametrize(
    ("name", "passphrase", "again"),
    [
        ("", PASSPHRASE, PASSPHRASE),
        ("A", "short", "short"),
        ("A", "a" * 14, "a" * 14),
        ("A", PASSPHRASE, "x"),
    ],
)
def test_a_first_run_says_what_is_missing(name: str, passphrase: str, again: str) -> None:
    presenter, _ = presenter_for(FakeDoors(exists=False))
    presenter.create(name, passphrase, again)
    assert presenter.state.mode is Mode.FIRST_RUN
    assert presenter.state.is_fault
    assert presenter.state.message


def test_strength_is_told_in_words() -> None:
    assert strength_in_words("") == ""
    assert strength_in_words("short").startswith("Too short")
    assert strength_in_words("a" * 30).startswith("Weak")
    assert strength_in_words("four plain words here") == "Strong."


def test_a_wrong_passphrase_says_how_many_tries_are_left() -> None:
    presenter, opened = presenter_for(FakeDoors())
    presenter.unlock("wrong")
    assert "4 tries are left" in presenter.state.message
    assert not opened


def test_the_waiting_time_is_counted_in_the_button(qtbot: QtBot) -> None:
    doors = FakeDoors()
    doors.wait = 48
    presenter, opened = presenter_for(doors)
    view = UnlockView(presenter)
    qtbot.addWidget(view)
    presenter.unlock("wrong")
    button = view.findChild(QPushButton, "unlock_button")
    assert button.text() == "Try again in 48 s"
    assert not button.isEnabled()
    presenter.unlock(PASSPHRASE)
    assert not opened
    for _ in range(48):
        presenter.second_passed()
    assert button.isEnabled()
    presenter.unlock(PASSPHRASE)
    assert len(opened) == 1


def test_a_lock_lets_in_again_and_opens_nothing_new() -> None:
    presenter, opened = presenter_for(FakeDoors(), locked="No keys were pressed for 5 minutes.")
    let_in: list[bool] = []
    presenter.let_in_again.connect(lambda: let_in.append(True))
    presenter.unlock(PASSPHRASE)
    assert let_in == [True]
    assert not opened


def test_the_recovery_key_is_offered_at_sign_in_and_not_while_locked(qtbot: QtBot) -> None:
    for locked, offered in (("", True), ("Locked.", False)):
        presenter, _ = presenter_for(FakeDoors(), locked=locked)
        view = UnlockView(presenter)
        qtbot.addWidget(view)
        links = [b for b in view.findChildren(QPushButton) if b.text() == "Forgotten passphrase"]
        assert [link.isVisibleTo(view) for link in links] == [offered]


def test_the_recovery_key_opens_the_records_with_a_new_passphrase() -> None:
    presenter, opened = presenter_for(FakeDoors())
    presenter.forgotten()
    presenter.recover("ABCDE-00000-FGHJK", PASSPHRASE, PASSPHRASE)
    assert "letter by letter" in presenter.state.message
    presenter.recover(RECOVERY_KEY, PASSPHRASE, PASSPHRASE)
    assert len(opened) == 1


@pytest.mark.parametrize("exists", [True, False])
def test_the_demonstration_can_be_reached_before_signing_in(exists: bool) -> None:
    presenter, opened = presenter_for(FakeDoors(exists=exists))
    presenter.look_around()
    assert opened[0][1] is True


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)])
@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_nothing_on_the_card_is_cut(qtbot: QtBot, themed: object, size: tuple[int, int], scale: float) -> None:
    themed("light", scale)  # type: ignore[operator]  # the fixture of tests/desktop/conftest.py
    presenter, _ = presenter_for(FakeDoors(exists=False))
    view = UnlockView(presenter)
    qtbot.addWidget(view)
    view.resize(*size)
    view.show()
    presenter.create("A", PASSPHRASE, "another")
    button = view.findChild(QPushButton, "create_records")
    assert view.rect().contains(QRect(button.mapTo(view, QPoint(0, 0)), button.size()))
    assert all(
        label.height() >= label.heightForWidth(label.width())
        for label in view.findChildren(QLabel)
        if label.isVisible() and label.wordWrap()
    )
