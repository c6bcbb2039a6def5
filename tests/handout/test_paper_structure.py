"""A person who listens to the sheet can find the way: headings, lists, tables, pictures in words."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from handout.pdf import print_pdf
from handout.sheet import Bullets, ComparisonTable, Section, TableRow
from handout.typography import PageStyle, TextSize
from tests.handout.pdf_reader import Node, open_pdf, running_text, structure
from tests.handout.sample_sheet import COMPARISON, SHEET

GOLDEN = """\
Document
  H1
  P
  P
  Sect
    H2
    P
    P
  Sect
    H2
    Sect
      H3
      Table
        TR
          TH
            P
          TD
            P
"""

OPTION = """\
Sect
  H3
  H4
  P
  H4
  P
  H4
  L
    LI
      Lbl
      LBody
    LI
      Lbl
      LBody
    LI
      Lbl
      LBody
  Div
    Figure
    P
  H4
  P
  Sect
    H4
    L
      LI
        Lbl
        LBody
      LI
        Lbl
        LBody"""


def tree(size: TextSize = TextSize.STANDARD) -> Node:
    """The structure of the sample sheet."""
    return structure(print_pdf(SHEET, PageStyle(text_size=size)))


def find(root: Node, tag: str) -> list[Node]:
    """All elements with a tag, in reading order."""
    return [node for node in root.walk() if node.tag == tag]


def test_the_sheet_begins_as_it_always_did() -> None:
    assert tree().outline().startswith(GOLDEN)


def test_an_option_has_the_structure_it_always_had() -> None:
    options = [
        node
        for node in find(tree(), "Sect")
        if node.children and node.children[0].tag == "H3" and len(node.children) > 4
    ]
    assert [node.outline() for node in options] == [OPTION] * 3


def test_large_print_is_laid_out_again_and_structured_the_same() -> None:
    assert tree(TextSize.LARGE).outline() == tree().outline()


def test_headings_descend_without_a_gap() -> None:
    levels = [int(node.tag[1]) for node in tree().walk() if node.tag in ("H1", "H2", "H3", "H4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_letter_of_an_option_is_read_apart_from_its_name() -> None:
    assert "A Hormone injections" in [node.spoken().strip() for node in find(tree(), "H3")]


def test_a_comparison_names_its_columns_and_rows() -> None:
    table = find(tree(), "Table")[2]
    assert table.children[0].tag == "Caption"
    heads = [(node.scope, node.spoken().strip()) for node in find(table, "TH")]
    assert heads == [
        ("Column", "A Hormone injections"),
        ("Column", "B Targeted drip"),
        ("Column", "C Chemotherapy tablets"),
        ("Row", "How it is given"),
        ("Row", "Hospital visits"),
        ("Row", "Hair"),
    ]


def test_a_table_over_several_pages_stays_one_table_and_its_head_is_read_once() -> None:
    rows = tuple(TableRow(f"Row {number}", ("one", "two", "three")) for number in range(60))
    block = COMPARISON.blocks[0]
    assert isinstance(block, ComparisonTable)
    section = Section("comparison", "Side by side", (replace(block, rows=rows),))
    pdf = print_pdf(replace(SHEET, sections=(section,)), PageStyle())
    root = structure(pdf)
    assert len(find(root, "Table")) == 1
    assert len(find(root, "TR")) == 61
    assert root.spoken().count("Targeted drip") == 1
    pages = running_text(pdf)
    assert len(pages) > 2
    assert all("Targeted drip" in page for page in pages[1:])


@pytest.mark.parametrize("long", [1, 30])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 9])
def test_every_item_of_a_list_is_printed_once_and_in_its_order(count: int, long: int) -> None:
    items = tuple(f"Item {number} of the list. " + "It goes on. " * long for number in range(count))
    section = Section("known", "Known", (Bullets(items),))
    pdf = print_pdf(replace(SHEET, sections=(section,)), PageStyle())
    bodies = [node.spoken().strip() for node in find(structure(pdf), "LBody")]
    assert [" ".join(body.split()) for body in bodies] == [item.strip() for item in items]
    printed = "".join(page.extract_text() for page in open_pdf(pdf).pages)
    assert [printed.count(f"Item {number} of the list.") for number in range(count)] == [1] * count


def test_short_items_stand_in_two_columns_that_are_read_one_after_the_other() -> None:
    items = ("Feeling sick", "Feeling tired", "Mouth sores", "Thinner hair", "Loose stools")
    section = Section("known", "Known", (Bullets(items),))
    pdf = print_pdf(replace(SHEET, sections=(section,)), PageStyle())
    assert [node.spoken().strip() for node in find(structure(pdf), "LBody")] == list(items)


def test_a_picture_of_people_says_its_numbers() -> None:
    figures = find(tree(), "Figure")
    assert figures[0].alternative == "Picture: 8 of 100 figures are filled in."
    assert all(figure.text == "" for figure in figures)


def test_a_foreign_word_is_marked_with_its_language() -> None:
    assert [(node.language, node.text) for node in find(tree(), "Span") if node.language] == [("es", "bulto")]


def test_a_link_can_be_followed_and_is_read_as_one() -> None:
    pdf = print_pdf(SHEET, PageStyle())
    assert [node.text for node in find(structure(pdf), "Link")] == ["esmo.org"]
    annotations = [note.get_object() for page in open_pdf(pdf).pages for note in page.get("/Annots", [])]
    assert [note["/A"]["/URI"] for note in annotations] == ["https://www.esmo.org/guidelines"]


def test_the_outline_names_sections_and_options() -> None:
    titles = [entry.title for entry in _flat(open_pdf(print_pdf(SHEET, PageStyle())).outline)]
    assert titles[0] == "Your treatment options"
    assert [section.title for section in SHEET.sections] == [
        title for title in titles if title in {s.title for s in SHEET.sections}
    ]
    assert "B Targeted drip" in titles


def test_every_page_says_whose_clinic_the_day_whom_to_call_and_its_number() -> None:
    pages = running_text(print_pdf(SHEET, PageStyle()))
    for number, text in enumerate(pages, 1):
        for words in (SHEET.header_left, SHEET.header_right, SHEET.footer, f"Page {number} of {len(pages)}"):
            assert words in text


def test_a_demonstration_is_marked_on_every_page_and_once_in_the_text() -> None:
    pdf = print_pdf(SHEET, PageStyle())
    assert all(SHEET.mark in text for text in running_text(pdf))
    assert structure(pdf).spoken().count(SHEET.mark) == 1


def test_a_sheet_for_a_real_person_carries_no_mark() -> None:
    pdf = print_pdf(replace(SHEET, mark=""), PageStyle())
    assert not any("Demo" in text for text in running_text(pdf))
    assert "Demo" not in structure(pdf).spoken()


def _flat(entries: list[Any]) -> list[Any]:
    return [one for entry in entries for one in (_flat(entry) if isinstance(entry, list) else [entry])]
