"""The sheet can be read by tired eyes, on a photocopy, and punched."""

from itertools import product

import pytest
from pypdf.generic import ContentStream

from handout import typography
from handout.layout.lines import text_block
from handout.layout.words import Shaper
from handout.pdf import print_pdf
from handout.typography import (
    FOOT_MARGIN,
    HEAD_MARGIN,
    LEAST_MARGIN,
    LINE_PAIRS,
    MILLIMETER,
    TEXT_PAIRS,
    PageStyle,
    Paper,
    TextSize,
    scale_of,
)
from tests.handout.pdf_reader import open_pdf
from tests.handout.sample_sheet import SHEET


def luminance(color: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colors, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_stands_out_seven_to_one(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 7


@pytest.mark.parametrize(("ink", "ground"), LINE_PAIRS)
def test_lines_that_mean_something_stand_out_three_to_one(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 3


def test_margins_leave_room_for_holes_and_thumbs() -> None:
    assert min(LEAST_MARGIN, HEAD_MARGIN, FOOT_MARGIN) >= 18 * MILLIMETER - 0.001


@pytest.mark.parametrize("size", list(TextSize))
def test_no_look_but_the_running_lines_is_smaller_than_the_running_text(size: TextSize) -> None:
    scale = scale_of(size)
    looks = [scale.title, scale.section, scale.option, scale.small_heading, scale.lead, scale.body, scale.quiet]
    assert min(look.size for look in looks) == size.value
    assert scale.running.size >= 10
    assert scale.body.leading / scale.body.size >= 1.3


@pytest.mark.parametrize(("paper", "size"), list(product(Paper, TextSize)))
def test_the_printed_text_has_the_size_that_was_chosen_and_stays_inside_the_margins(
    paper: Paper, size: TextSize
) -> None:
    style = PageStyle(paper, size)
    reader = open_pdf(print_pdf(SHEET, style))
    for page in reader.pages:
        reading = False
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"BDC":
                reading = operands[0] != "/Artifact"
            elif operator == b"Tf" and reading:
                assert float(operands[1]) >= size.value
            elif operator == b"Tm" and reading:
                left, base = float(operands[4]), float(operands[5])
                assert style.margin - 0.01 <= left < paper.width - style.margin
                assert FOOT_MARGIN < base < paper.height - HEAD_MARGIN


@pytest.mark.parametrize("size", list(TextSize))
def test_a_line_is_neither_too_long_nor_too_short_to_follow(size: TextSize) -> None:
    note = "You come to the hospital once a month and most people can drive and work on all the other days of it. " * 4
    shaper = Shaper(typography.load_fonts(None), "en")
    for paper in Paper:
        lines = text_block(note, scale_of(size).body, shaper).lines(PageStyle(paper, size).column)
        lengths = [sum(len(cluster.text) for word in line.words for cluster in word.clusters) for line in lines[:-1]]
        assert 40 <= sum(lengths) / len(lengths) <= 70


def test_all_ink_colors_are_those_of_the_scale() -> None:
    inks = {value for name, value in vars(typography).items() if name.isupper() and str(value).startswith("#")}
    pairs = {color for pair in (*TEXT_PAIRS, *LINE_PAIRS) for color in pair}
    assert inks - pairs == {typography.MARK}
