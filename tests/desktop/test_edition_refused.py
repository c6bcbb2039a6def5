"""Clinical content that is refused: the person is told, and an older edition is used only when somebody chooses it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop import start
from desktop.app import App
from desktop.edition_refused import EditionRefusedSheet, edition_to_use
from desktop.places import PACK, Places
from guidance.knowledge import KnowledgeBase
from guidance.pack.last_good import keep
from guidance.pack.load import PackRefused

FAULT = PackRefused("metastatic_breast.json was changed after it was built")


def words_of(sheet: QDialog) -> str:
    return " ".join(label.text() for label in sheet.findChildren(QLabel))


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "home")


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pack = tmp_path / "metastatic_breast.json"
    pack.write_bytes(PACK.read_bytes()[:-20])
    monkeypatch.setattr(start, "PACK", pack)
    return pack


@pytest.fixture
def decide(monkeypatch: pytest.MonkeyPatch) -> Callable[[QDialog.DialogCode], list[str]]:
    """Lets somebody press a button of the sheet, and gives what the sheet said."""

    def decided(code: QDialog.DialogCode) -> list[str]:
        said: list[str] = []

        def answer(sheet: QDialog) -> int:
            said.append(words_of(sheet))
            return int(code)

        monkeypatch.setattr(EditionRefusedSheet, "exec", answer)
        return said

    return decided


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[App]:
    """The apps that `run` starts; none of them waits for its window to be closed."""
    apps: list[App] = []
    monkeypatch.setattr(App, "start", lambda app: apps.append(app))
    monkeypatch.setattr(QApplication, "exec", lambda *_: 0)
    monkeypatch.setattr(start.CrashWatch, "install", lambda _: None)
    return apps


def test_the_sheet_names_the_kept_edition_and_closing_is_the_default(qtbot: QtBot, knowledge: KnowledgeBase) -> None:
    sheet = EditionRefusedSheet(FAULT, knowledge.edition)
    qtbot.addWidget(sheet)
    said = words_of(sheet)
    assert f"Edition {knowledge.edition.version}, evidence until" in said
    assert "records are not touched" in said
    assert "plainly check-pack --last-good" in said
    assert "K-101 metastatic_breast.json was changed after it was built." in said
    assert sheet.findChild(QPushButton, "close_program").isDefault()
    assert knowledge.edition.version in sheet.findChild(QPushButton, "use_kept_edition").text()


def test_without_a_kept_edition_there_is_only_the_way_out(qtbot: QtBot) -> None:
    sheet = EditionRefusedSheet(FAULT, None)
    qtbot.addWidget(sheet)
    assert "No earlier edition is kept on this computer" in words_of(sheet)
    assert [button.objectName() for button in sheet.findChildren(QPushButton)] == ["close_program"]


def test_the_buttons_do_what_they_say(qtbot: QtBot, knowledge: KnowledgeBase) -> None:
    for name, code in (
        ("use_kept_edition", QDialog.DialogCode.Accepted),
        ("close_program", QDialog.DialogCode.Rejected),
    ):
        sheet = EditionRefusedSheet(FAULT, knowledge.edition)
        qtbot.addWidget(sheet)
        sheet.findChild(QPushButton, name).click()
        assert sheet.result() == code


@pytest.mark.usefixtures("qapp")
def test_the_kept_edition_is_used_only_when_somebody_chose_it(
    places: Places, decide: Callable[[QDialog.DialogCode], list[str]]
) -> None:
    keep(PACK, places.last_good_edition)
    decide(QDialog.DialogCode.Rejected)
    assert edition_to_use(FAULT, places.last_good_edition) is None
    decide(QDialog.DialogCode.Accepted)
    used = edition_to_use(FAULT, places.last_good_edition)
    assert used is not None
    assert used.edition.sha256


@pytest.mark.usefixtures("qapp")
def test_a_start_with_refused_content_and_no_choice_opens_nothing(
    places: Places,
    damaged: Path,
    started: list[App],
    decide: Callable[[QDialog.DialogCode], list[str]],
) -> None:
    said = decide(QDialog.DialogCode.Rejected)
    assert start.run(places) == 1
    assert started == []
    assert "No earlier edition is kept" in said[0]
    assert damaged.name in said[0]
    assert not places.home.exists()


def test_the_home_screen_says_that_the_kept_edition_stands_in(
    qapp: QApplication,
    places: Places,
    damaged: Path,
    started: list[App],
    decide: Callable[[QDialog.DialogCode], list[str]],
) -> None:
    keep(PACK, places.last_good_edition)
    before = places.last_good_edition.read_bytes()
    decide(QDialog.DialogCode.Accepted)
    assert start.run(places) == 0
    (app,) = started
    assert app.refused == f"{damaged.name} was changed after it was built"
    qapp.processEvents()
    # Neither file was changed: the next start asks again
    assert places.last_good_edition.read_bytes() == before
    assert damaged.read_bytes() == PACK.read_bytes()[:-20]
    app.end()


def test_content_that_opens_well_is_kept_after_the_first_frame(
    qapp: QApplication, places: Places, started: list[App]
) -> None:
    assert start.run(places) == 0
    assert not places.last_good_edition.exists()
    qapp.processEvents()
    assert places.last_good_edition.read_bytes() == PACK.read_bytes()
    (app,) = started
    assert app.refused == ""
    app.end()


def test_a_home_that_cannot_be_written_to_hinders_nobody(
    qapp: QApplication, tmp_path: Path, started: list[App], caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    assert start.run(Places(tmp_path / "home")) == 0
    qapp.processEvents()
    assert "the edition could not be kept" in caplog.text
    started[0].end()
