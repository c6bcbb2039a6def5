"""A sheet in Spanish says what the English one says, in the same order, and nothing in English."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from page import ValidationProfile, validate_pdf_bytes

from guidance.wording import Reader, wording_of
from guidance.workup import work_up
from handout.clinic import Clinic
from handout.compose import compose
from handout.layout.lines import text_block
from handout.layout.words import Shaper
from handout.pdf import print_pdf
from handout.reading import reading_order
from handout.sheet import Bullets, Handout, Heading, IconArray, OptionBlock, Section
from handout.typography import PageStyle, TextSize, load_fonts, scale_of
from tests.guidance.bilingual import ENGLISH, SPANISH, bilingual
from tests.handout.demonstration_sheets import CLINIC, DAY, ELEANOR, PATIENTS, options, said, section, visit_of
from tests.handout.pdf_reader import open_pdf, running_text, structure

NOTE = "Traducción aún no revisada por un traductor calificado."
_PLACE = re.compile(r"\{\w+\}")


@cache
def sheet_in(language: str, patient: str, clinic: Clinic = CLINIC, left_out: frozenset[str] = frozenset()) -> Handout:
    """The sheet of a demonstration patient in a language. Nothing typed is on it: that stays as it was typed."""
    visit = visit_of(patient, handout={"next_steps": [], "note": "", "matters": [], "own_words": ""})
    choices = replace(visit.handout, language=language, left_out=left_out)
    wording = wording_of(bilingual(), language, Reader.PATIENT)
    worked_up = work_up(replace(visit, own_words="", handout=choices), bilingual())
    return compose(worked_up.consultation, worked_up, wording, choices, clinic=clinic, visit_date=DAY)


def shape(sheet: Handout) -> list[tuple[str, list[str]]]:
    """The parts of a sheet and the kinds of their blocks."""
    return [(part.id, [type(block).__name__ for block in part.blocks]) for part in sheet.sections]


def sentences(tree: Any) -> Iterator[str]:
    """Every sentence of a word file long enough to be of one language only."""
    if isinstance(tree, Mapping):
        for node in tree.values():
            yield from sentences(node)
    elif isinstance(tree, list | tuple):
        for node in tree:
            yield from sentences(node)
    elif isinstance(tree, str):
        yield from (part.strip(" .:") for part in _PLACE.split(tree) if len(part.split()) >= 3)


@pytest.mark.parametrize("patient", PATIENTS)
def test_both_sheets_have_the_same_parts_and_blocks(patient: str) -> None:
    english, spanish = sheet_in(ENGLISH, patient), sheet_in(SPANISH, patient)
    # Which words are explained, and after which of them the list ends, is a matter of the language
    assert shape(spanish) == shape(english)
    assert [option.letter for option in options(spanish)] == [option.letter for option in options(english)]


@pytest.mark.parametrize("patient", PATIENTS)
def test_both_sheets_list_the_same_number_of_signs_under_the_same_urgency(patient: str) -> None:
    def signs(part: Section) -> list[int]:
        return [len(block.items) for block in part.blocks if isinstance(block, Bullets)]

    english, spanish = (section(sheet_in(language, patient), "call_us") for language in (ENGLISH, SPANISH))
    assert signs(spanish)[:3] == signs(english)[:3]
    assert len(signs(spanish)) == len(signs(english))


@pytest.mark.parametrize("patient", PATIENTS)
def test_both_sheets_have_the_same_figures(patient: str) -> None:
    def pictures(sheet: Handout) -> list[tuple[int, int]]:
        blocks = [block for option in options(sheet) for block in option.blocks]
        return [(block.people, block.out_of) for block in blocks if isinstance(block, IconArray)]

    assert pictures(sheet_in(SPANISH, patient)) == pictures(sheet_in(ENGLISH, patient))


@pytest.mark.parametrize("patient", PATIENTS)
def test_no_english_sentence_stands_on_a_spanish_sheet(patient: str) -> None:
    sheet = sheet_in(SPANISH, patient, Clinic())
    text = "\n".join((*reading_order(sheet), sheet.subject, sheet.author, sheet.header_left, sheet.footer))
    words = bilingual().words
    same = set(sentences(words[SPANISH]))
    left = [sentence for sentence in sentences(words[ENGLISH]) if sentence in text and sentence not in same]
    assert left == []


def test_the_date_is_said_in_the_language() -> None:
    assert "24 de noviembre de 2026" in sheet_in(SPANISH, ELEANOR).subtitle
    assert "24 November 2026" in sheet_in(ENGLISH, ELEANOR).subtitle


def test_headings_of_an_option_are_those_of_the_language() -> None:
    (first, *_) = options(sheet_in(SPANISH, ELEANOR))
    assert isinstance(first, OptionBlock)
    headings = [block.text for block in first.blocks if isinstance(block, Heading)]
    assert [heading for heading in headings if heading.startswith(("Cómo", "Efectos"))] == [
        "Cómo se da",
        "Cómo puede ayudar",
        "Efectos secundarios comunes",
        "Cómo es la vida diaria",
    ]


def test_a_plural_of_the_language_is_explained() -> None:
    explained = said(sheet_in(SPANISH, ELEANOR), "words")
    terms = {term.term for term in wording_of(bilingual(), SPANISH, Reader.PATIENT).glossary}
    assert 1 <= sum(line in terms for line in explained.splitlines()) <= 8


def test_a_translation_nobody_has_checked_says_so_where_the_sheet_is_explained_and_on_every_page() -> None:
    sheet = sheet_in(SPANISH, ELEANOR)
    assert said(sheet, "sources").count(NOTE) == 1
    bare = sheet_in(SPANISH, ELEANOR, left_out=frozenset({"sources"}))
    running = running_text(print_pdf(bare, PageStyle()))
    assert all("".join(NOTE.split()) in "".join(page.split()) for page in running)
    assert NOTE not in "".join((*reading_order(sheet_in(ENGLISH, ELEANOR)), sheet_in(ENGLISH, ELEANOR).footer))


@pytest.mark.parametrize("patient", PATIENTS)
@pytest.mark.parametrize("size", TextSize)
def test_a_spanish_sheet_keeps_both_standards_and_says_its_language(patient: str, size: TextSize) -> None:
    pdf = print_pdf(sheet_in(SPANISH, patient), PageStyle(text_size=size))
    for profile in (ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_2A):
        assert validate_pdf_bytes(pdf, profile=profile).failures == []
    reader = open_pdf(pdf)
    assert reader.trailer["/Root"]["/Lang"] == SPANISH
    assert reader.metadata is not None
    assert reader.metadata.title == "Sus opciones de tratamiento"


def test_every_word_comes_back_from_the_paper_without_a_hyphen_added() -> None:
    sheet = sheet_in(SPANISH, ELEANOR)
    read = structure(print_pdf(sheet, PageStyle())).spoken()
    together = "".join(read.split())
    for text in reading_order(sheet):
        assert "".join(text.split()) in together, text


def test_the_title_of_a_source_is_marked_as_english() -> None:
    tree = structure(print_pdf(sheet_in(SPANISH, ELEANOR), PageStyle()))
    foreign = [node.text for node in tree.walk() if node.language == ENGLISH]
    assert any(text.startswith("DESTINY-Breast04") for text in foreign)
    english = structure(print_pdf(sheet_in(ENGLISH, ELEANOR), PageStyle()))
    assert [node for node in english.walk() if node.tag == "Span" and node.language] == []


def test_a_line_never_ends_between_a_number_and_its_degrees() -> None:
    shaper = Shaper(load_fonts(None), SPANISH)
    block = text_block("fiebre de 38 °C (100.4 °F) o más", scale_of(TextSize.STANDARD).body, shaper)
    for width in range(int(block.widest_word) + 1, int(block.natural_width) + 1):
        lines = [
            "".join(cluster.text for word in line.words for cluster in word.clusters) for line in block.lines(width)
        ]
        assert not any(line.startswith("°") for line in lines), lines
