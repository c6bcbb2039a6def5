"""What was written is what can be read back, by a screen reader and by copy and paste: every letter and every space."""

import datetime as dt
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page import ValidationProfile, validate_pdf_bytes

from handout.pdf import typeset
from handout.reading import reading_order
from handout.sheet import (
    Bullets,
    Callout,
    ComparisonTable,
    Contact,
    Contacts,
    CutOutCard,
    Fact,
    FactTable,
    Handout,
    Numbered,
    OptionBlock,
    Paragraph,
    Section,
    TableRow,
    Tone,
)
from handout.typography import PageStyle, Paper, TextSize
from tests.handout.pdf_reader import open_pdf, running_text, structure
from tests.handout.sample_sheet import SHEET

STANDARD = PageStyle()
LONG_NAME = "Maria " + "Wolfeschlegelsteinhausenbergerdorff" * 6
NAMES = (
    "Łódź",
    "O'Brien‑Łódź",
    'Nurse <Anna> & "Co"',
    "<img src='/etc/hostname'/> <b>bold",
    "Zażółć gęślą jaźń – Nguyễn Thị Ánh",
    "Αθηνά Παπαδοπούλου, Анна Ильинична",
    "e\u0301 o\u0308 a\u0323\u0302 (built from parts)",
    "two  spaces   and a no\u00a0break space",
    "(parentheses) \\ and {braces} [brackets] 100 %",
    "x" * 400,
    LONG_NAME,
)


def sheet(*sections: Section) -> Handout:
    """A sheet around these sections."""
    day, page_line = dt.date(2026, 11, 23), "Page {page} of {pages}"
    return Handout("Your treatment options", "en-US", "To take home", "Clinic", day, sections, page_line)


def said(text: str) -> Handout:
    """A sheet that says one thing."""
    return sheet(Section("note", "My note", (Paragraph(text),)))


def spoken(handout: Handout, style: PageStyle = STANDARD) -> str:
    """The whole sheet as it is read aloud."""
    return structure(typeset(handout, style).pdf).spoken()


def letters(text: str) -> str:
    """The text without spaces."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize("paper", list(Paper))
def test_every_text_of_a_sheet_is_read_aloud_in_order_and_nothing_else(paper: Paper, size: TextSize) -> None:
    heard = spoken(SHEET, PageStyle(paper, size))
    at, rest = 0, []
    for text in reading_order(SHEET):
        found = heard.find(text, at)
        assert found >= 0, text
        rest.append(heard[at:found])
        at = found + len(text)
    signs = letters("".join([*rest, heard[at:]]))
    assert re.fullmatch(r"(•|\d\.)*", signs)


def test_copy_and_paste_gives_the_words_as_they_were_written() -> None:
    reader = open_pdf(typeset(SHEET, PageStyle()).pdf)
    copied = " ".join(" ".join(sheet_page.extract_text() for sheet_page in reader.pages).split())
    for text in reading_order(SHEET):
        assert " ".join(text.split()) in copied


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_is_printed_as_it_is_spelled(name: str) -> None:
    for size in TextSize:
        printed = typeset(said(name), PageStyle(text_size=size))
        assert name in structure(printed.pdf).spoken()
        assert printed.replaced == ()


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_survives_wherever_it_stands(name: str) -> None:
    facts = (Fact(name, name),)
    handout = replace(
        sheet(
            Section(
                "known", name, (FactTable(facts, name), CutOutCard(name, facts), Bullets((name,)), Numbered((name,)))
            ),
            Section(
                "options",
                "Options",
                (
                    OptionBlock("A", name, (Callout(name, (Paragraph(name),)),)),
                    ComparisonTable(name, (name, name, name), (TableRow(name, (name, name, name)),), ("A", "B", "C")),
                ),
            ),
            Section("call_us", "Call us", (Contacts((Contact(name, name, name),)),), Tone.URGENT),
        ),
        subtitle=name,
    )
    for size in TextSize:
        heard = spoken(handout, PageStyle(Paper.LETTER, size))
        assert heard.count(name) == sum(text.count(name) for text in reading_order(handout))


def test_a_clinic_with_a_very_long_name_keeps_it_whole_in_the_running_lines() -> None:
    handout = replace(said("Hello."), header_left=LONG_NAME, footer=LONG_NAME + " 555 0142")
    for text in running_text(typeset(handout, PageStyle()).pdf):
        assert text.count(LONG_NAME) == 2
        assert "Page 1 of 1" in text


def test_a_character_no_font_has_is_shown_as_a_box_kept_as_text_and_reported() -> None:
    printed = typeset(said("Anna 🌸 Müller 👩‍👩‍👧 안녕"), PageStyle())
    assert "Anna 🌸 Müller 👩‍👩‍👧 안녕" in structure(printed.pdf).spoken()
    assert printed.replaced == ("🌸", "👩‍👩‍👧", "안", "녕")


def test_a_character_that_may_not_stand_in_an_archive_is_a_box_and_reported() -> None:
    printed = typeset(said("A\ue000B\x07C\ud800D"), PageStyle())
    assert "A\ufffdB\ufffdC\ufffdD" in structure(printed.pdf).spoken()
    assert printed.replaced == ("\ue000", "\x07", "\ud800")


def test_signs_that_turn_text_around_do_not_reach_the_paper() -> None:
    printed = typeset(said("dose \u202e5 mg\u202c daily"), PageStyle())
    assert "dose 5 mg daily" in structure(printed.pdf).spoken()
    assert printed.replaced == ("\u202e", "\u202c")


def test_a_line_end_starts_a_new_line_and_is_read_as_a_space() -> None:
    heard = spoken(said("first\nsecond\r\nthird"))
    assert "first second third" in heard


def test_an_empty_text_prints_nothing() -> None:
    handout = sheet(Section("note", "My note", (Paragraph("  "), Bullets(("", "one")), Callout("", (Paragraph(""),)))))
    assert letters(spoken(handout)) == "YourtreatmentoptionsMynote•one"


def test_a_note_longer_than_a_page_goes_on_and_loses_no_word() -> None:
    note = " ".join(f"word{number}" for number in range(1500))
    for blocks in ((Paragraph(note),), (Callout("Note", (Paragraph(note),)),), (FactTable((Fact("Note", note),)),)):
        printed = typeset(sheet(Section("note", "My note", blocks)), PageStyle())
        assert printed.pages > 2
        assert note in structure(printed.pdf).spoken()


@settings(max_examples=40, derandomize=True, deadline=None, database=None)
@given(st.text(st.characters(), max_size=60))
def test_whatever_is_typed_prints_validly_and_comes_back_or_is_reported(text: str) -> None:
    printed = typeset(said(f"[{text}]"), PageStyle())
    for profile in (ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_2A):
        assert validate_pdf_bytes(printed.pdf, profile=profile).failures == []
    heard = structure(printed.pdf).spoken()
    invisible = ("Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp")
    typed = "".join(one for one in text if unicodedata.category(one) not in invisible)
    note = heard[heard.index("[") + 1 : heard.rindex("]")]
    assert "".join(one for one in note if unicodedata.category(one) not in invisible and one != "\ufffd") == typed
