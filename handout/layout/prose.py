"""Running text: paragraphs and headings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handout.layout.lines import RunElements, TextBlock, draw_lines, text_block
from handout.layout.piece import Glue, Piece, spaced
from handout.layout.setting import Setting
from handout.layout.words import plain, readable, runs_of
from handout.sheet import Run, Text
from handout.tagged.document import TaggedDocument
from handout.tagged.structure import Element
from handout.typography import DEEP, Look

_FEWEST_TO_BREAK = 5
"""A text of fewer lines is not broken at the end of a page; of a longer one, two lines stay together at each end."""


def text_pieces(text: Text, look: Look, setting: Setting, element: Element, width: float) -> list[Piece]:
    """A text as the content of an element: one piece, or several that a page may end between where it is long."""
    if not plain(text).strip():
        return []
    block = text_block(text, look, setting.shaper)
    return _broken(block, RunElements(element, block).of, width)


def _broken(block: TextBlock, element_of: Callable[[int], Element], width: float, lead_ink: str = "") -> list[Piece]:
    lines = block.lines(width)
    leading = block.look.leading
    whole = len(lines) < _FEWEST_TO_BREAK
    groups = [lines] if whole else [lines[:2], *((line,) for line in lines[2:-2]), lines[-2:]]

    def piece(group: int) -> Piece:
        def draw(document: TaggedDocument, left: float, top: float) -> None:
            draw_lines(document, block, groups[group], left, top, element_of, lead_ink=lead_ink)

        return Piece(len(groups[group]) * leading, draw)

    return [piece(group) for group in range(len(groups))]


def lead_in(title: str, text: Text, setting: Setting, parent: Element, width: float, level: int) -> list[Piece]:
    """A small heading that stands in the first line of its paragraph: seen as one, read as heading and text."""
    heading_element, body = parent.child(f"H{level}"), parent.child("P")
    block = text_block((Run(f"{title}  ", bold=True), *runs_of(text)), setting.scale.body, setting.shaper)
    elements = RunElements(body, block)
    pieces = _broken(block, lambda run: elements.of(run) if run else heading_element, width, DEEP)
    first = pieces[0]

    def marked(document: TaggedDocument, left: float, top: float) -> None:
        bookmark(document, title, level, top)
        first.draw(document, left, top)

    pieces[0] = replace(first, draw=marked)
    return spaced(pieces, setting.unit * 0.5, setting.unit * 0.6)


def paragraph(text: Text, look: Look, setting: Setting, parent: Element, width: float) -> list[Piece]:
    """A paragraph with its spaces."""
    pieces = text_pieces(text, look, setting, parent.child("P"), width)
    return spaced(pieces, 0, setting.unit * 0.7)


def heading(
    text: str, look: Look, setting: Setting, parent: Element, width: float, level: int, *, section: str = ""
) -> list[Piece]:
    """A heading that stays with what follows. Levels 1 to 3 are bookmarks as well."""
    if not text.strip():
        return []
    block = text_block(text, look, setting.shaper)
    lines = block.lines(width)
    elements = RunElements(parent.child(f"H{level}"), block)

    def draw(document: TaggedDocument, left: float, top: float) -> None:
        bookmark(document, text, level, top)
        draw_lines(document, block, lines, left, top, elements.of)

    before = {1: 0.0, 2: 1.6, 3: 1.1}.get(level, 0.9) * setting.unit
    after = {1: 0.4, 2: 0.5}.get(level, 0.2) * setting.unit
    return [Piece(len(lines) * look.leading, draw, before, after, Glue.ALWAYS, section=section)]


def bookmark(document: TaggedDocument, text: str, level: int, top: float) -> None:
    """Put a heading of level 1 to 3 into the outline."""
    words = readable(text)
    if level <= 3 and words:
        document.bookmark(words, level - 1, top)
