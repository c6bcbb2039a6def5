"""The only way out to paper: a sheet and a page style become a PDF that anyone can read, the same bytes every time.

The file is PDF/UA-1 (a screen reader hears headings, lists and tables) and PDF/A-2a (it opens the same in thirty
years). It is made by ReportLab and HarfBuzz in one pass; nothing is read from the clock, the network or a temporary
file.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass

from handout.layout.blocks import sheet_pieces
from handout.layout.furniture import Furniture
from handout.layout.pages import draw_boxes, fill_pages
from handout.layout.setting import Setting
from handout.layout.words import Shaper, readable
from handout.sheet import Handout
from handout.tagged.document import TaggedDocument
from handout.tagged.metadata import About
from handout.typography import PageStyle, load_fonts, scale_of


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet on paper. `section_pages` tells on which page (from 1) each printed section starts.

    `replaced` lists characters that no font has. They are printed as a box and kept in the file as text; the person
    at the desk is told.
    """

    pdf: bytes
    pages: int
    section_pages: tuple[tuple[str, int], ...]
    replaced: tuple[str, ...]


def print_pdf(handout: Handout, page: PageStyle) -> bytes:
    """The sheet as a PDF. Raises FileNotFoundError when the fonts are not there."""
    return typeset(handout, page).pdf


def typeset(handout: Handout, page: PageStyle) -> Printed:
    """The sheet as a PDF, and what the screen wants to tell about it. Raises FileNotFoundError when the fonts are not
    there.
    """
    paper = page.paper
    shaper = Shaper(load_fonts(page.fonts), handout.language)
    scale = scale_of(page.text_size)
    furniture = Furniture(handout, Setting(shaper, scale, paper.height), page)
    height = furniture.top - furniture.bottom
    setting = Setting(shaper, scale, height)
    document = TaggedDocument(_about(handout), paper.width, paper.height)
    pieces = sheet_pieces(handout, setting, document.root, page.column)
    pages = fill_pages(pieces, height)
    section_pages: list[tuple[str, int]] = []
    for number, placed_pieces in enumerate(pages, 1):
        if number > 1:
            document.turn_page()
        furniture.draw_behind(document)
        draw_boxes(document, placed_pieces, page.margin, furniture.top)
        for placed in placed_pieces:
            if placed.piece.section:
                section_pages.append((placed.piece.section, number))
            placed.piece.draw(document, page.margin, furniture.top - placed.depth)
        furniture.draw_lines(document, number, len(pages))
    return Printed(document.finish(), len(pages), tuple(section_pages), shaper.replaced)


def _about(handout: Handout) -> About:
    epoch = calendar.timegm(handout.date.timetuple())
    return About(
        readable(handout.title),
        readable(handout.author),
        readable(handout.subject),
        readable(handout.language),
        epoch,
    )
