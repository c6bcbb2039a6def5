"""A sheet that could not be read well cannot be made."""

import datetime as dt

import pytest

from handout.sheet import (
    Callout,
    ComparisonTable,
    CutOutCard,
    Handout,
    Heading,
    IconArray,
    OptionBlock,
    Paragraph,
    Run,
    Section,
    TableRow,
    Tone,
)


def sheet(*sections: Section, page_line: str = "Page {page} of {pages}") -> Handout:
    """A sheet with these sections."""
    return Handout("Your options", "en-US", "", "", dt.date(2026, 11, 23), sections, page_line=page_line)


def test_a_heading_stands_below_the_title_of_its_section() -> None:
    with pytest.raises(ValueError, match="level 3 or 4"):
        Heading(2, "Too high")


def test_a_heading_does_not_skip_a_level() -> None:
    with pytest.raises(ValueError, match="level 4"):
        sheet(Section("known", "Known", (Heading(4, "Too deep"),)))


def test_headings_inside_an_option_stand_below_its_name() -> None:
    option = OptionBlock("A", "Drip", (Heading(4, "What it is"), Callout("Call us if", (Paragraph("fever"),))))
    assert sheet(Section("options", "Options", (option,)))


def test_an_untitled_section_stands_before_the_titled_ones() -> None:
    with pytest.raises(ValueError, match="untitled"):
        sheet(Section("known", "Known", ()), Section("about", "", ()))


def test_two_sections_cannot_share_an_id() -> None:
    with pytest.raises(ValueError, match="share an id"):
        sheet(Section("known", "Known", ()), Section("known", "Known again", ()))


def test_a_boxed_section_holds_no_further_box() -> None:
    with pytest.raises(ValueError, match="simple blocks"):
        Section("call_us", "Call us", (CutOutCard("Card", ()),), Tone.URGENT)


def test_every_column_of_a_comparison_answers_every_row() -> None:
    with pytest.raises(ValueError, match="one cell for each column"):
        ComparisonTable("", ("A drip", "Tablets"), (TableRow("Hair", ("stays",)),))


def test_a_picture_cannot_show_more_people_than_there_are() -> None:
    with pytest.raises(ValueError, match="picture of people"):
        IconArray(101, 100, "101 out of 100", "Picture")


def test_a_picture_of_people_always_has_its_sentence() -> None:
    with pytest.raises(ValueError, match="sentence"):
        IconArray(12, 100, " ", "Picture")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/hosts", "http://example.org"])
def test_a_link_opens_a_safe_page_a_mail_or_a_call_only(link: str) -> None:
    with pytest.raises(ValueError, match="link"):
        Run("here", link=link)


def test_the_page_line_counts_the_pages() -> None:
    with pytest.raises(ValueError, match="page line"):
        sheet(page_line="Page {page}")
