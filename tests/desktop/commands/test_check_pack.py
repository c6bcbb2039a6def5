"""`plainly check-pack` tells everything that is wrong with a pack at once, each with its place and what to do."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.places import PACK, places_here
from guidance.pack.__main__ import HOME
from guidance.pack.last_good import keep
from guidance.pack.load import load_pack
from tests.desktop.commands.conftest import ELEANOR, Answer

Plainly = Callable[..., Answer]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    shutil.copytree(HOME, folder)
    return folder


def plant(folder: Path, file: str, before: str, after: str) -> int:
    """Changes the first place in a file; returns the line it is in."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


def test_the_shipped_pack_has_no_fault(plainly: Plainly) -> None:
    answer = plainly("check-pack")
    assert (answer.status, answer.err) == (0, "")
    assert re.fullmatch(r"0 faults, \d+ notes", answer.out.splitlines()[-1])
    assert "no clinician has approved this edition yet" in answer.out


def test_a_copy_of_the_pack_is_as_good(plainly: Plainly, copy: Path) -> None:
    assert plainly("check-pack", copy) == plainly("check-pack")


def test_every_planted_fault_is_told_with_file_line_and_hint(plainly: Plainly, copy: Path) -> None:
    fulvestrant = "options/hormonal_therapy/fulvestrant.toml"
    tamoxifen = "options/hormonal_therapy/tamoxifen.toml"
    lines = {
        (fulvestrant, "child_pugh_clas"): plant(copy, fulvestrant, "child_pugh_class in", "child_pugh_clas in"),
        (fulvestrant, "confirm_falco"): plant(copy, fulvestrant, '["confirm_falcon"]', '["confirm_falco"]'),
        ("conflicts.toml", "pregnancyy"): plant(copy, "conflicts.toml", "pregnancy == ", "pregnancyy == "),
    }
    plant(copy, tamoxifen, "modality = ", "modalty = ")
    answer = plainly("check-pack", copy)
    assert (answer.status, answer.out) == (1, "")
    for (file, word), line in lines.items():
        told = [said for said in answer.err.splitlines() if said.startswith(f"{file}:{line}:") and word in said]
        assert told, (file, line, word, answer.err)
        assert "Did you mean" in told[0]
    assert any(said.startswith(f"{tamoxifen}:") and "modalty" in said for said in answer.err.splitlines())
    assert int(re.findall(r"(\d+) faults", answer.err)[-1]) >= 4


def test_a_file_that_cannot_be_read_is_a_fault_and_the_rest_is_still_checked(plainly: Plainly, copy: Path) -> None:
    (copy / "options" / "hormonal_therapy" / "tamoxifen.toml").write_text('id = "tamoxifen\n', encoding="utf-8")
    (copy / "sources.toml").write_bytes(b"\xff\xfe")
    answer = plainly("check-pack", copy)
    assert (answer.status, answer.out) == (1, "")
    assert "options/hormonal_therapy/tamoxifen.toml:1" in answer.err
    assert "sources.toml" in answer.err
    assert "Traceback" not in answer.err


def test_an_empty_folder_is_no_pack(plainly: Plainly, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    answer = plainly("check-pack", tmp_path / "empty")
    assert (answer.status, answer.out) == (1, "")
    assert "pack.toml" in answer.err


@pytest.mark.parametrize("name", ["nobody", "a-file"])
def test_what_is_no_folder_is_no_pack(plainly: Plainly, tmp_path: Path, name: str) -> None:
    (tmp_path / "a-file").write_text("")
    answer = plainly("check-pack", tmp_path / name)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == f"{tmp_path / name} is not a folder. Name the folder of a knowledge pack.\n"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The place of the installed content, and a home with no edition kept in it."""
    pack = tmp_path / "program" / PACK.name
    pack.parent.mkdir()
    shutil.copy(PACK, pack)
    monkeypatch.setattr("desktop.commands.check_pack.PACK", pack)
    monkeypatch.setattr("desktop.commands.cases.PACK", pack)
    monkeypatch.setenv("PLAINLY_HOME", str(tmp_path / "home"))
    return pack


def test_content_that_opens_well_is_not_replaced(plainly: Plainly, installed: Path) -> None:
    keep(PACK, places_here().last_good_edition)
    answer = plainly("check-pack", "--last-good")
    assert (answer.status, answer.err) == (0, "")
    assert "Nothing was changed." in answer.out
    assert installed.read_bytes() == PACK.read_bytes()


def test_the_last_good_edition_comes_back_by_one_command(plainly: Plainly, installed: Path) -> None:
    keep(PACK, places_here().last_good_edition)
    installed.write_bytes(PACK.read_bytes()[:-20])
    refused = plainly("assess", ELEANOR)
    assert (refused.status, refused.out) == (1, "")
    assert "was changed after it was built. Edition " in refused.err
    assert "opened well here before. To put it back: plainly check-pack --last-good" in refused.err
    answer = plainly("check-pack", "--last-good")
    assert answer.status == 0
    assert answer.out.startswith(f"In use now: edition {load_pack(PACK).edition.version}, evidence until ")
    assert f"{PACK.name}.refused" in answer.out
    assert installed.read_bytes() == PACK.read_bytes()
    assert plainly("assess", ELEANOR).status == 0


def test_without_a_kept_edition_the_way_on_is_told(plainly: Plainly, installed: Path) -> None:
    installed.write_bytes(b"damaged")
    for words in (("assess", ELEANOR), ("check-pack", "--last-good")):
        answer = plainly(*words)
        assert (answer.status, answer.out) == (1, "")
        assert "No edition that opened well is kept here. Install Plainly again" in answer.err
    assert installed.read_bytes() == b"damaged"


def test_a_program_folder_that_cannot_be_written_to_is_told_with_both_places(plainly: Plainly, installed: Path) -> None:
    kept = places_here().last_good_edition
    keep(PACK, kept)
    shutil.rmtree(installed.parent)
    answer = plainly("check-pack", "--last-good")
    assert (answer.status, answer.out) == (1, "")
    assert f"{installed} cannot be written to" in answer.err
    assert str(kept) in answer.err


def test_a_folder_and_the_last_good_edition_together_are_wrong_use(plainly: Plainly, tmp_path: Path) -> None:
    assert plainly("check-pack", tmp_path, "--last-good").status == 2
