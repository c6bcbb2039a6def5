"""`plainly demo` plays a whole visit: every screen, the sheet and the record, and nothing of it is left elsewhere."""

import errno
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning
from PySide6.QtGui import QImage

from desktop.commands.demo_player import Player
from desktop.commands.quiet import without_size_hints
from tests.desktop.commands.conftest import ELEANOR, Answer
from tests.handout.pdf_reader import structure

Plainly = Callable[..., Answer]

PICTURES = [
    "01-unlock", "02-patients", "03-intake-1", "04-intake-2", "05-intake-3", "06-intake-4", "07-intake-5",
    "08-intake-6", "09-options", "10-patient-view", "11-patient-full-screen", "12-handout", "13-finish",
    "14-patients-after",
]  # fmt: skip
_HINTS = "This plugin does not support propagateSizeHints()"


@pytest.fixture(scope="module")
def played(process: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """One demonstration, played where no display is and with a platform set that needs one."""
    folder = tmp_path_factory.mktemp("demonstration") / "new" / "folder"
    settings = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": None, "WAYLAND_DISPLAY": None}
    return folder, process("demo", "--out", folder, settings=settings)


def test_it_says_what_it_made_and_nothing_else(played: tuple[Path, Any]) -> None:
    folder, told = played
    assert told.stderr.decode() == ""
    assert told.returncode == 0
    names = [*(f"{name}.png" for name in PICTURES), "handout.pdf", "record.json"]
    assert told.stdout.decode() == f"16 files in {folder}: {', '.join(names)}\n"
    assert sorted(file.name for file in folder.iterdir()) == names


def test_every_picture_shows_something_of_its_own(played: tuple[Path, Any]) -> None:
    folder, _ = played
    seen = set()
    for name in PICTURES:
        picture = QImage(str(folder / f"{name}.png"))
        assert not picture.isNull(), name
        assert picture.width() >= 400, name
        assert picture.height() >= 200, name
        colors = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
        assert len(colors) > 8, f"{name} is blank"
        seen.add(hashlib.sha256((folder / f"{name}.png").read_bytes()).hexdigest())
    assert len(seen) == len(PICTURES)


def test_the_sheet_is_whole_and_the_one_in_the_record(played: tuple[Path, Any]) -> None:
    folder, _ = played
    pdf = (folder / "handout.pdf").read_bytes()
    assert "Eleanor Winterbourne" in structure(pdf).spoken()
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    assert record["handout_sha256"] == hashlib.sha256(pdf).hexdigest()


def test_the_record_is_the_finished_visit(played: tuple[Path, Any]) -> None:
    folder, _ = played
    record = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    case = json.loads(ELEANOR.read_text(encoding="utf-8"))
    assert record["status"] == "finished"
    assert record["patient"]["identifier"] == "DEMO-1042"
    assert record["patient"]["demonstration"] is True
    assert record["answers"]["her2_ihc"] == "one_plus"
    assert len(record["treatments"]) == len(case["treatments"])
    assert record["discussed"] == case["handout"]["options"]
    assert {option["id"] for option in record["guidance"]["options"]} >= set(record["discussed"])


def test_a_place_that_is_a_file_is_refused(plainly: Plainly, tmp_path: Path) -> None:
    place = tmp_path / "taken"
    place.write_text("a file")
    answer = plainly("demo", "--out", place)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == f"{place} cannot be written to (File exists). Name another folder.\n"
    assert place.read_text() == "a file"


@pytest.mark.usefixtures("qapp")
def test_a_disk_that_fills_up_ends_the_demonstration(
    plainly: Plainly, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_target: Path, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("desktop.commands.demo_player.write_whole", full)
    folder = tmp_path / "demonstration"
    answer = plainly("demo", "--out", folder)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == f"{folder} cannot be written to (No space left on device). Name another folder.\n"
    assert list(folder.iterdir()) == []


@pytest.mark.usefixtures("qapp")
def test_a_screen_that_does_not_come_is_named(
    plainly: Plainly, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Player, "_click", lambda _player, _name: None)
    monkeypatch.setattr("desktop.commands.demo_player._LONGEST_MS", 1)
    folder = tmp_path / "demonstration"
    answer = plainly("demo", "--out", folder)
    assert (answer.status, answer.out) == (1, "")
    assert "came to a stop at what follows 01-unlock.png" in answer.err
    assert [file.name for file in folder.iterdir()] == ["01-unlock.png"]


@contextmanager
def heard() -> Iterator[list[str]]:
    lines: list[str] = []
    before = qInstallMessageHandler(lambda _kind, _context, text: lines.append(text))
    try:
        yield lines
    finally:
        qInstallMessageHandler(before)


@pytest.mark.usefixtures("qapp")
def test_only_the_line_that_says_nothing_is_left_out() -> None:
    with heard() as lines:
        with without_size_hints():
            qWarning(_HINTS)
            qWarning("a picture could not be read")
        qWarning(_HINTS)
    assert lines == ["a picture could not be read", _HINTS]
