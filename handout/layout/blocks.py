"""From the parts of a sheet to pieces: the one place that knows which block is set how."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from handout.layout import lists, tables
from handout.layout.boxes import CARD, FRAMES, boxed, padding
from handout.layout.lines import RunElements, draw_lines, text_block
from handout.layout.pictures import badge, badge_side, icon_array
from handout.layout.piece import Glue, Piece, glued, spaced
from handout.layout.prose import bookmark, heading, lead_in, paragraph
from handout.layout.setting import Setting
from handout.layout.words import plain, readable
from handout.sheet import (
    Block,
    Bullets,
    Callout,
    Checklist,
    ComparisonTable,
    Contacts,
    CutOutCard,
    FactTable,
    GlossaryList,
    Handout,
    Heading,
    IconArray,
    Numbered,
    OptionBlock,
    Paragraph,
    Section,
    SmallPrint,
    Style,
    Tone,
    WritingLines,
)
from handout.tagged.document import TaggedDocument
from handout.tagged.structure import Element
from handout.typography import DEEP, LINE, URGENT_INK, Look


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands: the setting, the column's width in points, and the level of a heading set there. In an
    urgent box no list is broken: who looks up a sign at night finds all of its kind on one page.
    """

    setting: Setting
    width: float
    level: int
    urgent: bool = False


def sheet_pieces(handout: Handout, setting: Setting, root: Element, width: float) -> list[Piece]:
    """All pieces of a sheet in reading order."""
    scale = setting.scale
    pieces = heading(handout.title, scale.title, setting, root, width, 1)
    pieces += paragraph(handout.subtitle, replace(scale.quiet, size=scale.lead.size), setting, root, width)
    pieces += paragraph(handout.mark, scale.strong, setting, root, width)
    for section in handout.sections:
        pieces += _section(section, setting, root.child("Sect"), width)
    return pieces


def _section(section: Section, setting: Setting, element: Element, width: float) -> list[Piece]:
    look = setting.scale.section
    if section.tone is Tone.PLAIN:
        title = heading(section.title, look, setting, element, width, 2)
        return _opened(section.id, [*title, *_blocks(section.blocks, element, _Place(setting, width, 3))])
    inner = width - 2 * padding(setting)
    title = heading(section.title, _toned(look, section.tone), setting, element, inner, 2)
    place = _Place(setting, inner, 3, urgent=section.tone is Tone.URGENT)
    content = [*title, *_blocks(section.blocks, element, place)]
    boxes = boxed(content, FRAMES[section.tone], setting, width)
    return _opened(section.id, spaced(boxes, 1.6 * setting.unit, 1.6 * setting.unit))


def _opened(section_id: str, pieces: list[Piece]) -> list[Piece]:
    return [replace(pieces[0], section=section_id), *pieces[1:]] if pieces else pieces


def _blocks(blocks: tuple[Block, ...], element: Element, place: _Place) -> list[Piece]:
    pieces: list[Piece] = []
    rest = list(blocks)
    while rest:
        block = rest.pop(0)
        following = rest[0] if rest else None
        if isinstance(block, Heading) and isinstance(following, Paragraph) and _leads_in(block, following):
            del rest[0]
            pieces += lead_in(block.text, following.text, place.setting, element, place.width, block.level)
        else:
            pieces += _block(block, element, place)
    return pieces


def _leads_in(heading: Heading, text: Paragraph) -> bool:
    """Whether a small heading stands in the line of its text: where plain words are all that follows."""
    words = heading.text.strip() and plain(text.text).strip()
    return text.style is Style.BODY and bool(words)


def _block(block: Block, element: Element, place: _Place) -> list[Piece]:
    setting, width = place.setting, place.width
    match block:
        case Heading():
            look = setting.scale.small_heading if block.level == place.level == 3 else setting.scale.label
            return heading(block.text, look, setting, element, width, block.level)
        case Paragraph():
            return paragraph(block.text, _paragraph_look(block.style, setting), setting, element, width)
        case Bullets():
            pieces = lists.bullets(block.items, setting, element, width)
            return glued(pieces, Glue.BLOCK) if place.urgent else pieces
        case Numbered():
            return lists.numbered(block.items, block.start, setting, element, width)
        case Checklist():
            return lists.checklist(block.items, setting, element, width)
        case FactTable():
            return tables.fact_table(block, setting, element, width)
        case ComparisonTable():
            return tables.comparison(block, setting, element, width)
        case IconArray():
            return icon_array(block, setting, element.child("Div"), width)
        case WritingLines():
            return lists.writing_lines(block, setting, element, width)
        case Contacts():
            return lists.contacts(block, setting, element, width)
        case GlossaryList():
            return lists.glossary(block, setting, element, width)
        case SmallPrint():
            return _small_print(block, element, place)
        case Callout():
            return _callout(block, element, place)
        case CutOutCard():
            return _card(block, element, place)
        case OptionBlock():
            return _option(block, element.child("Sect"), place)
    assert_never(block)


def _paragraph_look(style: Style, setting: Setting) -> Look:
    scale = setting.scale
    return {Style.BODY: scale.body, Style.LEAD: scale.lead, Style.QUIET: scale.quiet}[style]


def _toned(look: Look, tone: Tone) -> Look:
    return replace(look, color=URGENT_INK if tone is Tone.URGENT else DEEP)


def _callout(block: Callout, element: Element, place: _Place) -> list[Piece]:
    setting = place.setting
    inner = _Place(setting, place.width - 2 * padding(setting), place.level + 1)
    group = element.child("Sect")
    look = _toned(setting.scale.label, block.tone)
    title = heading(block.title, look, setting, group, inner.width, place.level)
    content = [*title, *_blocks(block.blocks, group, inner)]
    return boxed(content, FRAMES[block.tone], setting, place.width)


def _card(block: CutOutCard, element: Element, place: _Place) -> list[Piece]:
    setting = place.setting
    inner = place.width - 2 * padding(setting)
    group = element.child("Sect")
    title = heading(block.title, setting.scale.small_heading, setting, group, inner, place.level)
    rows = tables.fact_rows(block.facts, setting, group.child("Table"), inner)
    return boxed(glued([*title, *rows], Glue.BLOCK), CARD, setting, place.width)


def _small_print(block: SmallPrint, element: Element, place: _Place) -> list[Piece]:
    setting = place.setting
    pieces: list[Piece] = []
    for text in block.paragraphs:
        pieces += paragraph(text, setting.scale.quiet, setting, element, place.width)
    if not pieces:
        return []

    def draw(document: TaggedDocument, left: float, top: float) -> None:
        with document.artifact() as canvas:
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.6)
            canvas.line(left, top, left + place.width, top)

    return [Piece(0, draw, setting.unit, setting.unit, Glue.ALWAYS), *pieces]


def _option(block: OptionBlock, element: Element, place: _Place) -> list[Piece]:
    setting = place.setting
    indent = badge_side(setting) + setting.unit
    head = _option_head(block, element, place, indent)
    inner = _Place(setting, place.width, place.level + 1)
    return glued([head, *_blocks(block.blocks, element, inner)], Glue.OPTION)


def _option_head(block: OptionBlock, element: Element, place: _Place, indent: float) -> Piece:
    setting = place.setting
    look = setting.scale.option
    title = element.child(f"H{place.level}")
    name = text_block(block.name, look, setting.shaper)
    lines = name.lines(place.width - indent)
    elements = RunElements(title, name)
    side = badge_side(setting) if block.letter.strip() else 0.0
    above = max(side - look.leading, 0) / 2

    def draw(document: TaggedDocument, left: float, top: float) -> None:
        bookmark(document, readable(f"{block.letter} {block.name}"), place.level, top)
        if side:
            badge(document, block.letter, setting, title, left, top)
        draw_lines(document, name, lines, left + indent, top - above, elements.of)

    height = max(len(lines) * look.leading + above, side)
    return Piece(height, draw, setting.unit * 1.8, setting.unit * 0.3, Glue.ALWAYS)
