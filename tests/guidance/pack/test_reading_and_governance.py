"""The check of a pack measures its cards and says what is unread or overdue."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from guidance.pack.__main__ import HOME
from guidance.pack.check import check_pack
from guidance.pack.problems import Problem, Problems
from guidance.pack.reader import read_pack


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "metastatic_breast"
    shutil.copytree(HOME, folder)
    return folder


def checked(pack: Path, today: date = date(2026, 11, 24)) -> Problems:
    problems = Problems()
    check_pack(read_pack(pack, problems), problems, today)
    return problems


def replaced(pack: Path, file: str, before: str, after: str) -> list[Problem]:
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return checked(pack).faults


def test_a_hard_section_is_a_fault_with_its_place(pack: Path) -> None:
    card = "words/en/patient/fulvestrant_injections.md"
    hard = "Administration necessitates intramuscular injections, accompanied by periodical hematological surveillance."
    (fault, *_) = replaced(pack, card, "Each time, you have two injections into a muscle.", hard)
    assert fault.file == card
    assert fault.line > 1
    assert "Flesch-Kincaid" in fault.message


def test_a_hard_spanish_card_is_a_fault(pack: Path) -> None:
    card = "words/es/patient/fulvestrant_injections.md"
    text = (pack / card).read_text(encoding="utf-8")
    body = text.split("+++\n")[2]
    line = next(line for line in body.splitlines() if line and not line.startswith(("#", "-")))
    hard = "La administración intramuscular necesita acompañamiento hematológico multidisciplinario periódico."
    assert any("Szigriszt" in fault.message for fault in replaced(pack, card, line, hard))


def test_a_long_sentence_is_a_fault(pack: Path) -> None:
    card = "words/en/patient/fulvestrant_injections.md"
    long = "You have it " + "and then we look at it " * 5 + "again."
    faults = replaced(pack, card, "Each time, you have two injections into a muscle.", long)
    assert any("a sentence has" in fault.message for fault in faults)


def test_what_is_overdue_is_said_with_its_place(pack: Path) -> None:
    notices = [n for n in checked(pack, date(2027, 6, 1)).notices if "was due on 2027-05-31" in n.message]
    assert len(notices) > 100
    assert all(notice.line > 0 for notice in notices)
    assert not [n for n in checked(pack, date(2027, 5, 31)).notices if "was due" in n.message]


def test_a_file_without_an_owner_is_a_fault(pack: Path) -> None:
    faults = replaced(pack, "governance.toml", 'files = "alerts.toml"', 'files = "alarms.toml"')
    assert any("alerts.toml stands in no block" in fault.message for fault in faults)


def test_a_review_needs_a_name_and_a_date(pack: Path) -> None:
    faults = replaced(pack, "governance.toml", 'reviewer = ""', 'reviewer = "Dr. Example"')
    assert any("a name and a date" in fault.message for fault in faults)


def test_an_agent_nobody_knows_is_a_fault_with_a_suggestion(pack: Path) -> None:
    option = "options/hormonal_therapy/fulvestrant.toml"
    (fault,) = replaced(pack, option, 'contains = ["fulvestrant"]', 'contains = ["fulvestrent"]')
    assert (fault.file, "fulvestrant" in fault.hint) == (option, True)


def test_a_source_nobody_cites_is_said_with_its_place(pack: Path) -> None:
    (notice, *_) = [n for n in checked(pack).notices if "nobody cites" in n.message]
    assert notice.file == "sources.toml"
    assert notice.line > 1
