"""Wrong use exits 2 and says what is right; without a display the program says how to see a demonstration."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.commands.conftest import ELEANOR, Answer

Plainly = Callable[..., Answer]

WRONG = {
    "unknown command": ["asess", ELEANOR],
    "no case": ["assess"],
    "two cases": ["assess", ELEANOR, ELEANOR],
    "unknown option": ["assess", ELEANOR, "--regoin", "us"],
    "unknown region": ["assess", ELEANOR, "--region", "uk"],
    "no place for the sheet": ["handout", ELEANOR],
    "unknown paper": ["handout", ELEANOR, "--out", "sheet.pdf", "--paper", "a3"],
    "unknown text size": ["handout", ELEANOR, "--out", "sheet.pdf", "--text", "tiny"],
    "no place for the demonstration": ["demo"],
    "no backup": ["backup"],
    "nothing to restore": ["restore"],
    "passphrase as an argument": ["verify", "--passphrase", "four plain words here"],
}


@pytest.mark.parametrize("kind", WRONG)
def test_wrong_use_exits_2_and_shows_the_right_one(plainly: Plainly, kind: str) -> None:
    answer = plainly(*WRONG[kind])
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("usage: plainly")


def test_help_names_every_command(plainly: Plainly) -> None:
    answer = plainly("--help")
    assert (answer.status, answer.err) == (0, "")
    for command in ("demo", "assess", "handout", "check-pack", "backup", "restore", "verify"):
        assert re.search(rf"^    {command}\s+[a-z]", answer.out, re.MULTILINE)


def test_without_a_display_it_says_how_to_see_a_demonstration(process: Any, tmp_path: Path) -> None:
    none = {"QT_QPA_PLATFORM": None, "DISPLAY": None, "WAYLAND_DISPLAY": None, "PLAINLY_HOME": str(tmp_path / "home")}
    told = process(settings=none)
    assert (told.returncode, told.stdout) == (2, b"")
    assert told.stderr.decode() == (
        "There is no display here, so no window can be opened. "
        "To see a demonstration: plainly demo --out demonstration\n"
    )
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"edition": {}}'])
def test_clinical_content_that_cannot_be_used_is_refused_by_every_command(
    plainly: Plainly, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    pack = tmp_path / "metastatic_breast.json"
    if content is not None:
        pack.write_bytes(content)
    monkeypatch.setattr("desktop.commands.cases.PACK", pack)
    for words in (["assess", ELEANOR], ["handout", ELEANOR, "--out", tmp_path / "sheet.pdf"]):
        answer = plainly(*words)
        assert (answer.status, answer.out) == (1, "")
        assert "metastatic_breast.json" in answer.err
    assert not (tmp_path / "sheet.pdf").exists()
