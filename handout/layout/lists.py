"""Lists of every kind: bullets, steps, boxes to tick, people to call, words explained, and lines to write on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handout.layout.lines import RunElements, baseline, draw_lines, text_block
from handout.layout.piece import Draw, Glue, Piece, draw_stack, glued, spaced, stack_height
from handout.layout.prose import paragraph, text_pieces
from handout.layout.setting import Setting
from handout.layout.words import plain, runs_of
from handout.sheet import Contact, Contacts, GlossaryList, Run, Text, WritingLines
from handout.tagged.document import TaggedDocument
from handout.tagged.structure import Element
from handout.typography import DEEP, INK, LINE, Look

_GUTTER = 2
"""Units between two columns of a list."""

_FEWEST_FOR_COLUMNS = 3
_MOST_LINES_IN_COLUMN = 3
_WORTH = 0.75
"""Two columns are set when they are at most this part as high as one."""

_KEPT_TOGETHER = 4
"""A list of about so many lines is not broken."""

_NUMBERING = "<</O /List /ListNumbering /{}>>"


def bullets(items: tuple[Text, ...], setting: Setting, parent: Element, width: float) -> list[Piece]:
    """Items behind a dot."""
    labels = tuple("•" for _ in items)
    return _labeled(items, labels, "Disc", setting, parent, width)


def numbered(items: tuple[Text, ...], start: int, setting: Setting, parent: Element, width: float) -> list[Piece]:
    """Items behind their number."""
    labels = tuple(f"{number}." for number in range(start, start + len(items)))
    return _labeled(items, labels, "Decimal", setting, parent, width)


def checklist(items: tuple[Text, ...], setting: Setting, parent: Element, width: float) -> list[Piece]:
    """Items behind an empty box, which is drawn and not read."""
    body = setting.scale.body
    side = body.size * 0.8
    indent = body.size * 1.6
    rows = _list(parent, "None")
    made: list[list[Piece]] = []
    for item in items:
        text = text_pieces(item, body, setting, rows.child("LI").child("LBody"), width - indent)

        def box(document: TaggedDocument, left: float, top: float) -> None:
            with document.artifact() as canvas:
                canvas.setStrokeColor(INK)
                canvas.setLineWidth(1)
                canvas.roundRect(left, baseline(top, body) - side * 0.12, side, side, 1.5)

        made.append(_hung(text, box, indent, setting))
    return _run_on([item for item in made if item], setting)


def contacts(block: Contacts, setting: Setting, parent: Element, width: float) -> list[Piece]:
    """Each with the number large at the right, so that it is found at night."""
    rows = _list(parent, "None")
    pieces: list[Piece] = []
    for entry in block.entries:
        pieces += _contact(entry, setting, rows.child("LI").child("LBody"), width)
    return glued(spaced(pieces, 0, setting.unit), Glue.BLOCK)


def glossary(block: GlossaryList, setting: Setting, parent: Element, width: float) -> list[Piece]:
    """The word in bold, its meaning behind it."""
    rows = _list(parent, "None")
    body = setting.scale.body
    pieces: list[Piece] = []
    for term in block.terms:
        if not term.word.strip() and not plain(term.meaning).strip():
            continue
        item = rows.child("LI")
        label, meaning = item.child("Lbl"), item.child("LBody")
        text = text_block((Run(term.word + "  ", bold=True), *runs_of(term.meaning)), body, setting.shaper)
        lines = text.lines(width)
        elements = RunElements(meaning, text)

        def draw(document: TaggedDocument, left: float, top: float, made: Any = (text, lines, elements, label)) -> None:
            text, lines, elements, label = made
            draw_lines(document, text, lines, left, top, lambda run: elements.of(run) if run else label)

        pieces.append(Piece(len(lines) * body.leading, draw, 0, setting.unit * 0.3))
    return spaced(pieces, 0, setting.unit * 0.7)


def writing_lines(block: WritingLines, setting: Setting, parent: Element, width: float) -> list[Piece]:
    """A label and ruled lines far enough apart for a pen."""
    label = paragraph(block.label, setting.scale.body, setting, parent, width)
    pitch = setting.scale.body.size * 1.7

    def draw(document: TaggedDocument, left: float, top: float) -> None:
        with document.artifact() as canvas:
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.7)
            canvas.line(left, top - pitch + 1, left + width, top - pitch + 1)

    rule = Piece(pitch, draw)
    return glued(spaced([*spaced(label, 0, 0), *[rule] * max(block.count, 0)], 0, setting.unit * 1.2), Glue.BLOCK)


def _labeled(
    items: tuple[Text, ...], labels: tuple[str, ...], numbering: str, setting: Setting, parent: Element, width: float
) -> list[Piece]:
    body = setting.scale.body
    look = replace(body, color=DEEP, bold=True)
    shaped = [text_block(label, look, setting.shaper) for label in labels]
    indent = max([body.size, *(block.natural_width + body.size * 0.4 for block in shaped)])
    kept = [(item, label) for item, label in zip(items, shaped, strict=True) if plain(item).strip()]
    half = (width - _GUTTER * setting.unit) / 2
    split = _two_columns([item for item, _ in kept], setting, width - indent, half - indent)
    column = half if split else width
    rows = _list(parent, numbering)
    made: list[list[Piece]] = []
    for item, label in kept:
        row = rows.child("LI")
        mark = RunElements(row.child("Lbl"), label)
        text = text_pieces(item, body, setting, row.child("LBody"), column - indent)

        def sign(document: TaggedDocument, left: float, top: float, made: Any = (label, mark)) -> None:
            label, mark = made
            draw_lines(document, label, label.lines(width), left, top, mark.of)

        made.append(_hung(text, sign, indent, setting))
    if split:
        columns = [[piece for item in part for piece in item] for part in (made[:split], made[split:])]
        return [_side_by_side(columns, half + _GUTTER * setting.unit, setting)]
    return _run_on(made, setting)


def _two_columns(items: list[Text], setting: Setting, width: float, half: float) -> int:
    """How many of the items stand in the first of two columns, 0 where one column serves as well: for a few items, or
    items so long that little room would be won.
    """
    if len(items) < _FEWEST_FOR_COLUMNS:
        return 0
    blocks = [text_block(item, setting.scale.body, setting.shaper) for item in items]
    narrow = [len(block.lines(half)) for block in blocks]
    if max(narrow) > _MOST_LINES_IN_COLUMN:
        return 0
    first = min(range(1, len(items)), key=lambda cut: (max(sum(narrow[:cut]), sum(narrow[cut:])), -cut))
    height = max(sum(narrow[:first]), sum(narrow[first:]))
    return first if height <= _WORTH * sum(len(block.lines(width)) for block in blocks) else 0


def _side_by_side(columns: list[list[Piece]], pitch: float, setting: Setting) -> Piece:
    """Two columns as one piece. The first is read to its end, then the second."""

    def draw(document: TaggedDocument, left: float, top: float) -> None:
        for index, column in enumerate(columns):
            draw_stack(document, column, left + index * pitch, top)

    return Piece(max(stack_height(column) for column in columns), draw, 0, setting.unit * 0.7)


def _run_on(items: list[list[Piece]], setting: Setting) -> list[Piece]:
    """The items of a list one under the other. A short list stays together; a longer one may go on overleaf, but
    never leaves one item alone.
    """
    flat = [piece for item in items for piece in item]
    if stack_height(flat) <= _KEPT_TOGETHER * setting.scale.body.leading:
        held = glued(flat, Glue.BLOCK)
    else:
        first, last = len(items[0]), len(flat) - len(items[-1]) - 1
        held = [
            replace(piece, glue=Glue.BLOCK) if place < first or last <= place < len(flat) - 1 else piece
            for place, piece in enumerate(flat)
        ]
    return spaced(held, 0, setting.unit * 0.7)


def _hung(text: list[Piece], sign: Draw, indent: float, setting: Setting) -> list[Piece]:
    """The pieces of one item, the first with its sign before it."""
    hung: list[Piece] = []
    for index, piece in enumerate(text):

        def draw(document: TaggedDocument, left: float, top: float, made: Any = (index, piece)) -> None:
            index, piece = made
            if index == 0:
                sign(document, left, top)
            piece.draw(document, left + indent, top)

        hung.append(replace(piece, draw=draw))
    return spaced(hung, 0, setting.unit * 0.25)


def _contact(entry: Contact, setting: Setting, element: Element, width: float) -> list[Piece]:
    scale = setting.scale
    column = width * 0.54
    words = [
        *text_pieces(entry.name, scale.strong, setting, element.child("P"), column - setting.unit),
        *text_pieces(entry.note, scale.quiet, setting, element.child("P"), column - setting.unit),
    ]
    phone_look = Look(scale.section.size, INK, bold=True)
    phone = text_pieces(entry.phone, phone_look, setting, element.child("P"), width - column)
    if not words or not phone or stack_height([*words, *phone]) > setting.tallest:
        return spaced([*words, *phone], setting.unit, setting.unit)

    def draw(document: TaggedDocument, left: float, top: float) -> None:
        below = top
        for piece in words:
            piece.draw(document, left, below)
            below -= piece.height
        shift = (phone_look.leading - scale.strong.leading) / 2
        phone[0].draw(document, left + column, top + shift)

    height = max(sum(piece.height for piece in words), phone[0].height)
    return [Piece(height, draw, setting.unit * 0.5, setting.unit * 0.5)]


def _list(parent: Element, numbering: str) -> Element:
    return parent.child("L", attributes=(_NUMBERING.format(numbering),))
