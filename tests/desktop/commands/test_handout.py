"""`plainly handout` makes the sheet of a case: whole or not at all, and the same bytes for the same day."""

import errno
import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.commands.handout import visit_of
from guidance.case import read_case
from guidance.knowledge import KnowledgeBase
from guidance.option import Standing
from guidance.wording import Reader, wording_of
from guidance.workup import work_up
from tests.desktop.commands.conftest import ELEANOR, EVERYTHING_UNKNOWN, Answer
from tests.guidance.bilingual import bilingual
from tests.handout.pdf_reader import open_pdf, structure

Plainly = Callable[..., Answer]

DAY = date(2026, 11, 24)
A4, LETTER = (595, 842), (612, 792)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    folder = tmp_path / "sheets"
    folder.mkdir()
    return folder / "sheet.pdf"


def spoken(file: Path) -> str:
    return " ".join(structure(file.read_bytes()).spoken().split())


def page(file: Path) -> tuple[int, int]:
    box = open_pdf(file.read_bytes()).pages[0].mediabox
    return round(box.width), round(box.height)


def standing_as(knowledge: KnowledgeBase, file: Path, *standings: Standing) -> list[str]:
    visit = visit_of(read_case(file.read_text(encoding="utf-8"), knowledge), knowledge, DAY)
    found = work_up(visit, knowledge).guidance.options.values()
    return [assessment.id for assessment in found if assessment.standing in standings]


def test_the_sheet_appears_and_nothing_is_said(plainly: Plainly, sheet: Path) -> None:
    assert plainly("handout", ELEANOR, "--out", sheet, "--date", "2026-11-24") == Answer(0, "", "")
    assert [file.name for file in sheet.parent.iterdir()] == ["sheet.pdf"]
    text = spoken(sheet)
    assert "Eleanor Winterbourne" in text
    assert "ESR1 blood test today, result in about 10 days" in text
    assert "November 24, 2026" in text or "24 November 2026" in text


def test_the_same_day_gives_the_same_bytes(plainly: Plainly, sheet: Path, process: Any) -> None:
    plainly("handout", ELEANOR, "--out", sheet, "--date", "2026-11-24")
    again = sheet.with_name("again.pdf")
    told = process("handout", ELEANOR, "--out", again, "--date", "2026-11-24", settings={"PYTHONHASHSEED": "11"})
    assert (told.returncode, told.stdout, told.stderr) == (0, b"", b"")
    assert again.read_bytes() == sheet.read_bytes()
    plainly("handout", ELEANOR, "--out", again, "--date", "2026-11-25")
    assert again.read_bytes() != sheet.read_bytes()


def test_the_options_named_in_the_case_are_on_the_sheet_in_its_order(knowledge: KnowledgeBase) -> None:
    case = read_case(ELEANOR.read_text(encoding="utf-8"), knowledge)
    assert visit_of(case, knowledge, DAY).discussed == (
        "fulvestrant", "trastuzumab_deruxtecan_her2_low", "capecitabine",
    )  # fmt: skip


def test_without_named_options_those_at_relevant_and_caution_are_on_the_sheet(
    plainly: Plainly, sheet: Path, case: Any, knowledge: KnowledgeBase
) -> None:
    content = json.loads(ELEANOR.read_text(encoding="utf-8"))
    del content["handout"]["options"]
    file = case(json.dumps(content))
    visit = visit_of(read_case(file.read_text(encoding="utf-8"), knowledge), knowledge, DAY)
    wanted = standing_as(knowledge, file, Standing.RELEVANT, Standing.CAUTION)
    assert wanted
    assert list(visit.discussed) == wanted
    assert plainly("handout", file, "--out", sheet).status == 0
    text = spoken(sheet).casefold()
    wording = wording_of(knowledge, "en", Reader.PATIENT)
    assert [option for option in wanted if wording.option(option).casefold() not in text] == []


def test_a_case_of_which_nothing_is_known_still_gives_a_sheet(plainly: Plainly, sheet: Path) -> None:
    assert plainly("handout", EVERYTHING_UNKNOWN, "--out", sheet).status == 0
    assert spoken(sheet)


def test_early_disease_gives_a_sheet_without_options(plainly: Plainly, sheet: Path, case: Any) -> None:
    answer = plainly("handout", case(findings={"disease_setting": "early_stage"}), "--out", sheet)
    assert answer.status == 0


def test_the_page_is_that_of_the_command_or_else_of_the_case(plainly: Plainly, sheet: Path, case: Any) -> None:
    letter = case(handout={"paper": "letter"})
    plainly("handout", letter, "--out", sheet)
    assert page(sheet) == LETTER
    plainly("handout", letter, "--out", sheet, "--paper", "a4")
    assert page(sheet) == A4
    plainly("handout", ELEANOR, "--out", sheet)
    assert page(sheet) == A4


def test_large_text_is_that_of_the_command_or_else_of_the_case(plainly: Plainly, sheet: Path, case: Any) -> None:
    def pages(file: Path, *words: str) -> int:
        plainly("handout", file, "--out", sheet, "--date", "2026-11-24", *words)
        return len(open_pdf(sheet.read_bytes()).pages)

    content = json.loads(ELEANOR.read_text(encoding="utf-8"))
    content["handout"]["text"] = "large"
    standard, large = pages(ELEANOR), pages(ELEANOR, "--text", "large")
    assert large > standard
    assert pages(case(json.dumps(content))) == large
    assert pages(case(json.dumps(content)), "--text", "standard") == standard


@pytest.mark.parametrize("day", ["2026-02-30", "24.11.2026", "20261124", "2026-W48-2", "tomorrow", ""])
def test_a_day_that_is_none_is_refused(plainly: Plainly, sheet: Path, day: str) -> None:
    answer = plainly("handout", ELEANOR, "--out", sheet, "--date", day)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == f"“{day}” is not a day of the calendar. Write it as 2026-11-23.\n"
    assert not sheet.exists()


def test_the_sheet_is_made_in_spanish(plainly: Plainly, sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.commands.handout.knowledge_here", bilingual)
    answer = plainly("handout", ELEANOR, "--out", sheet, "--language", "es", "--date", DAY.isoformat())
    assert (answer.status, answer.out, answer.err) == (0, "", "")
    reader = open_pdf(sheet.read_bytes())
    assert reader.trailer["/Root"]["/Lang"] == "es"
    assert "24 de noviembre de 2026" in " ".join(structure(sheet.read_bytes()).spoken().split())


def test_a_language_there_are_no_words_in_is_refused(plainly: Plainly, sheet: Path, knowledge: KnowledgeBase) -> None:
    answer = plainly("handout", ELEANOR, "--out", sheet, "--language", "tlh")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == f"There is no sheet in “tlh” yet. Use one of: {', '.join(knowledge.words)}.\n"
    assert not sheet.exists()


def test_a_bad_case_makes_no_sheet_and_leaves_the_old_one(plainly: Plainly, sheet: Path, case: Any) -> None:
    bad = case(findings={"her2_ihc": "one_pls", "sx": "female"})
    sheet.write_bytes(b"the sheet of last week")
    answer = plainly("handout", bad, "--out", sheet)
    assert answer.status == 1
    assert [line.split(":")[0] for line in answer.err.splitlines()] == ["findings.her2_ihc", "findings.sx"]
    assert sheet.read_bytes() == b"the sheet of last week"
    assert len(list(sheet.parent.iterdir())) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no limit can be set there")
@pytest.mark.parametrize("old", [None, b"the sheet of last week"])
def test_a_full_disk_leaves_no_half_sheet(sheet: Path, process: Any, old: bytes | None) -> None:
    import resource

    if old is not None:
        sheet.write_bytes(old)
    told = process(
        "handout", ELEANOR, "--out", sheet,
        settings={"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )  # fmt: skip
    assert (told.returncode, told.stdout) == (1, b"")
    assert told.stderr.decode().startswith("Could not save the sheet. The disk is full.")
    assert [file.read_bytes() for file in sheet.parent.iterdir()] == ([] if old is None else [old])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(plainly: Plainly, sheet: Path) -> None:
    sheet.parent.chmod(0o500)
    try:
        answer = plainly("handout", ELEANOR, "--out", sheet)
    finally:
        sheet.parent.chmod(0o700)
    assert answer.status == 1
    assert "This place cannot be written to." in answer.err
    assert not sheet.exists()


def test_a_disk_that_is_read_only_is_said(plainly: Plainly, sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def read_only(self: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if "w" in mode and self.parent == sheet.parent:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return opened(self, mode, *rest, **named)

    monkeypatch.setattr(Path, "open", read_only)
    answer = plainly("handout", ELEANOR, "--out", sheet)
    assert (answer.status, answer.out) == (1, "")
    assert "This place cannot be written to. Choose another place" in answer.err
    assert list(sheet.parent.iterdir()) == []


def test_a_folder_is_no_name_for_a_sheet(plainly: Plainly, sheet: Path) -> None:
    answer = plainly("handout", ELEANOR, "--out", sheet.parent)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == f"{sheet.parent} is a folder. Name a file.\n"
    assert list(sheet.parent.parent.glob("*.partial")) == []


def test_a_folder_that_is_not_there_is_not_made(plainly: Plainly, sheet: Path) -> None:
    answer = plainly("handout", ELEANOR, "--out", sheet.parent / "new" / "sheet.pdf")
    assert answer.status == 1
    assert "lies in a folder that is not there" in answer.err
    assert list(sheet.parent.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="devices have no names there")
def test_a_device_keeps_its_place(plainly: Plainly) -> None:
    answer = plainly("handout", ELEANOR, "--out", "/dev/null")
    assert answer.status == 1
    assert answer.err == "/dev/null is a device. Name a file.\n"
    assert not Path("/dev/null").is_file()


@pytest.mark.skipif(os.name != "posix", reason="links need rights there")
def test_a_link_stays_a_link(plainly: Plainly, sheet: Path) -> None:
    kept = sheet.with_name("kept.pdf")
    kept.write_bytes(b"old")
    sheet.symlink_to(kept)
    assert plainly("handout", ELEANOR, "--out", sheet).status == 0
    assert sheet.is_symlink()
    assert kept.read_bytes().startswith(b"%PDF")
