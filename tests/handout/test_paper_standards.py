"""The file keeps the two standards it claims, and says the same bytes every time."""

import datetime as dt
import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from page import ValidationProfile, validate_pdf_bytes

from handout.pdf import print_pdf, typeset
from handout.sheet import Handout, Paragraph, Section
from handout.tagged.color_profile import SRGB
from handout.typography import PageStyle, Paper, TextSize
from tests.handout.pdf_reader import open_pdf
from tests.handout.sample_sheet import SHEET

STYLES = [PageStyle(paper, size) for paper in Paper for size in TextSize]


def failures(pdf: bytes) -> list[str]:
    """What the validator finds in the two standards the sheet claims."""
    return [
        f"{profile.name}: {failure.rule_id} {failure.message}"
        for profile in (ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_2A)
        for failure in validate_pdf_bytes(pdf, profile=profile).failures
    ]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: f"{style.paper.name}-{style.text_size.value}")
def test_every_kind_of_block_keeps_both_standards_on_every_paper(style: PageStyle) -> None:
    assert failures(print_pdf(SHEET, style)) == []


def test_a_sheet_with_a_title_only_is_a_valid_document() -> None:
    empty = Handout("Your treatment options", "en-US", "", "", dt.date(2026, 11, 23), (), "Page {page} of {pages}")
    assert failures(print_pdf(empty, PageStyle())) == []


def test_the_validator_would_notice_a_document_that_is_not_tagged() -> None:
    pdf = print_pdf(SHEET, PageStyle()).replace(b"/StructTreeRoot", b"/StructTreeToor")
    assert failures(pdf)


def test_the_document_tells_its_language_title_and_that_it_is_tagged() -> None:
    reader = open_pdf(print_pdf(SHEET, PageStyle()))
    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == "en-US"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Your treatment options"


def test_the_date_of_the_document_is_the_day_of_the_visit() -> None:
    reader = open_pdf(print_pdf(SHEET, PageStyle()))
    assert reader.metadata is not None
    assert str(reader.metadata.creation_date_raw).startswith("D:20261123000000")
    assert b"<xmp:CreateDate>2026-11-23T00:00:00Z" in print_pdf(SHEET, PageStyle())


def test_no_font_is_taken_from_the_computer_it_is_opened_on() -> None:
    for sheet in open_pdf(print_pdf(SHEET, PageStyle())).pages:
        for font in sheet["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in descendant["/FontDescriptor"]


def test_the_name_of_the_patient_is_not_in_what_is_seen_without_opening_the_document() -> None:
    reader = open_pdf(print_pdf(SHEET, PageStyle()))
    assert reader.metadata is not None
    assert "Winterbourne" not in str(dict(reader.metadata))
    assert b"Winterbourne" not in reader.trailer["/Root"]["/Metadata"].get_data()


def test_hostile_words_in_the_clinic_name_stay_words_in_the_metadata() -> None:
    clinic = 'Nurse <Anna> & "Co" \x00\x1b\ud800]]>'
    pdf = print_pdf(replace(SHEET, author=clinic), PageStyle())
    assert failures(pdf) == []
    reader = open_pdf(pdf)
    assert reader.metadata is not None
    assert str(reader.metadata.author).startswith('Nurse <Anna> & "Co"')


def test_the_same_sheet_is_the_same_bytes_in_another_process_time_zone_and_hash_seed() -> None:
    code = (
        "import hashlib, sys; from tests.handout.sample_sheet import SHEET; from handout.pdf import print_pdf; "
        "from handout.typography import PageStyle; print(hashlib.sha256(print_pdf(SHEET, PageStyle())).hexdigest())"
    )
    here = hashlib.sha256(print_pdf(SHEET, PageStyle())).hexdigest()
    root = str(Path(__file__).parents[2])
    for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Los_Angeles")):
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": root}
        told = subprocess.run(
            [sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=True
        )
        assert told.stdout.strip() == here


def test_printing_another_sheet_before_changes_nothing() -> None:
    first = print_pdf(SHEET, PageStyle())
    print_pdf(replace(SHEET, subtitle="Łódź ≥ ✓"), PageStyle(Paper.LETTER, TextSize.LARGE))
    assert print_pdf(SHEET, PageStyle()) == first


def test_two_sheets_that_differ_have_different_identities() -> None:
    other = replace(SHEET, sections=(*SHEET.sections, Section("note", "My note", (Paragraph("Bring the scan."),))))
    first, second = (open_pdf(print_pdf(sheet, PageStyle())).trailer["/ID"][0] for sheet in (SHEET, other))
    assert first != second


def test_the_color_profile_is_small_and_undated() -> None:
    assert len(SRGB) == 588
    assert SRGB[36:40] == b"acsp"
    assert SRGB[84:100] == bytes(16)


def test_the_pages_have_the_size_that_was_asked_for() -> None:
    for paper in Paper:
        box = open_pdf(print_pdf(SHEET, PageStyle(paper))).pages[0].mediabox
        assert (float(box.width), float(box.height)) == pytest.approx((paper.width, paper.height), abs=0.01)


def test_the_screen_is_told_where_each_section_starts() -> None:
    printed = typeset(SHEET, PageStyle())
    assert [section for section, _ in printed.section_pages] == [section.id for section in SHEET.sections]
    assert [number for _, number in printed.section_pages] == sorted(number for _, number in printed.section_pages)
    assert printed.pages == len(open_pdf(printed.pdf).pages)


def test_a_folder_without_the_fonts_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="NotoSans-Regular"):
        print_pdf(SHEET, PageStyle(fonts=tmp_path))
