"""Faults in the table of the time that treatments take, and in the figures of a card: each with its place."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from guidance.pack.__main__ import HOME
from guidance.pack.check import check_pack
from guidance.pack.problems import Problem, Problems
from guidance.pack.reader import read_pack

FILE = "time_at_home.toml"
CARD = "words/en/patient/parp_inhibitors.md"
TODAY = date(2026, 11, 24)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "metastatic_breast"
    shutil.copytree(HOME, folder)
    return folder


def checked(pack: Path, today: date = TODAY) -> Problems:
    problems = Problems()
    check_pack(read_pack(pack, problems), problems, today)
    return problems


def change(pack: Path, file: str, before: str, after: str) -> None:
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert before in text, f"{before} is not in {file}"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


FULVESTRANT = "[fulvestrant_injections]\nvisits_in_first_month = [3, 3]\n"


@pytest.mark.parametrize(
    ("before", "after", "said", "hint"),
    [
        ("[fulvestrant_injections]", "[fulvestrant_injection]", "is no treatment class", "fulvestrant_injections"),
        ("= [1, 4]", "= [4, 1]", "visits_a_month is upside down", "Write [1, 4]."),
        ("= [3, 3]", "= [0, 3]", "visits_in_first_month is no range", "not known"),
        ("= [3, 3]", "= 3", "visits_in_first_month is no range", "Write [least, most]"),
        ('["tamoxifen_label"', '["tamoxifn_label"', "“tamoxifn_label” is no source", "tamoxifen_label"),
        ('at_home = "daily"', 'at_home = "daly"', "“daly” is no value of at_home", "daily"),
        ('given_by = "injection"', 'given_by = "infusion"', "“infusion” is no value of given_by", "Use one of drip"),
        ('given_by = "injection"\n', "", "has minutes_each_time alone", "Add given_by."),
        ("months_at_first = 2\n", "", "has blood_tests_a_month_at_first alone", "Add months_at_first."),
        ("months_at_first = 2\n", "months_at_first = 0\n", "not a whole number", ""),
        (FULVESTRANT, FULVESTRANT + "visits_in_all = [1, 2]\n", "has visits_a_month and visits_in_all", "Keep the one"),
        (FULVESTRANT, FULVESTRANT + "vists_a_year = [1, 2]\n", "“vists_a_year” is nothing", ""),
        (
            "[cdk46_inhibitors.options.cdk46_palbociclib]",
            "[cdk46_inhibitors.options.cdk46_palbo]",
            "is no option",
            "cdk46_palbociclib",
        ),
        ('due = "2027-05-31"\n', "", "lacks due", ""),
        ('reviewer = ""\n', 'reviewer = "Dr. Example"\n', "a review needs both a name and a date", ""),
        ('due = "2027-05-31"', 'due = "next May"', "is no date on which a review is due", "2027-05-31"),
    ],
)
def test_a_fault_is_named_with_its_place(pack: Path, before: str, after: str, said: str, hint: str) -> None:
    change(pack, FILE, before, after)
    found = [fault for fault in checked(pack).faults if said in fault.message]
    assert found
    assert (found[0].file, found[0].line > 1, found[0].column > 0) == (FILE, True, True)
    assert hint in found[0].hint


def test_all_faults_are_told_at_once_each_on_its_own_line(pack: Path) -> None:
    change(pack, FILE, "[tamoxifen_tablets]", "[tamoxifen_tablet]")
    change(pack, FILE, "visits_in_first_month = [3, 3]", "visits_in_first_month = [3, 2]")
    change(pack, FILE, '"kadcyla_label"', '"kadcyla_labl"')
    text = (pack / FILE).read_text("utf-8").splitlines()
    faults = [fault for fault in checked(pack).faults if fault.file == FILE]
    assert [_line(text, fault) for fault in faults] == [
        "[tamoxifen_tablet]",
        "visits_in_first_month = [3, 2]",
        'sources = ["kadcyla_labl", "monitoring_guidance"]',
    ]
    assert all(fault.hint for fault in faults)


def _line(text: list[str], fault: Problem) -> str:
    return text[fault.line - 1]


def test_a_table_that_says_nothing_and_an_option_without_a_source_are_faults(pack: Path) -> None:
    with (pack / FILE).open("a", encoding="utf-8") as file:
        file.write('\n[pain_control]\nauthor = ""\nreviewer = ""\nreviewed = ""\ndue = "2027-05-31"\nsources = []\n')
        file.write("\n[pain_control.options.pain_control]\nvisits_a_month = [1, 1]\n")
    said = [fault.message for fault in checked(pack).faults]
    assert said == [
        "pain_control says nothing of the time",
        "pain_control cites no source",
        "pain_control lacks sources",
    ]


def test_what_nobody_has_read_and_what_is_overdue_is_a_notice(pack: Path) -> None:
    said = [notice.message for notice in checked(pack).notices if notice.file == FILE]
    assert len(said) == 1
    assert said[0].endswith("tables have no reviewer yet")
    later = [notice for notice in checked(pack, date(2027, 6, 1)).notices if notice.file == FILE]
    assert any("the review of the time of fulvestrant_injections was due" in notice.message for notice in later)


def test_a_sentence_of_the_time_that_is_missing_is_a_fault(pack: Path) -> None:
    change(pack, "words/en/screen.toml", 'in_all = "{count} in all"\n', "")
    (fault, *_) = [fault for fault in checked(pack).faults if fault.file == "words/en/screen.toml"]
    assert (fault.message, fault.line > 1) == ("time.often lacks in_all", True)


@pytest.mark.parametrize(
    ("before", "after", "said", "hint"),
    [
        ("people = 58", "people = 580", "580 people of 100 cannot be", "up to 100"),
        ('options = ["olaparib"]', 'options = ["olaparb"]', "“olaparb” is no option of this card", "olaparib"),
        ('effect = "nausea"', 'effect = "nasea"', "the effect “nasea” has no name in screen.toml", "nausea"),
        ('source = "olympiad"\n', "", "a number lacks source", ""),
    ],
)
def test_a_fault_in_a_figure_of_a_card_is_named_with_its_place(
    pack: Path, before: str, after: str, said: str, hint: str
) -> None:
    change(pack, CARD, before, after)
    found = [fault for fault in checked(pack).faults if said in fault.message]
    assert found
    assert (found[0].file, found[0].line > 1) == (CARD, True)
    assert hint in found[0].hint
