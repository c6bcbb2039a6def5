"""Tables: facts under their labels, and options side by side in equal columns."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handout.layout.lines import Line, RunElements, TextBlock, draw_lines, draw_repeated, text_block
from handout.layout.pictures import badge, badge_side
from handout.layout.piece import Glue, Piece, glued, spaced
from handout.layout.prose import text_pieces
from handout.layout.setting import Setting
from handout.layout.words import plain
from handout.sheet import ComparisonTable, Fact, FactTable, Text
from handout.tagged.document import TaggedDocument
from handout.tagged.structure import Element
from handout.typography import DEEP, LINE, Look

_SCOPE = "<</O /Table /Scope /{}>>"
_WIDEST_LABEL = 0.42


@dataclass(frozen=True, slots=True)
class _Cell:
    """A text in a column: its left edge and width in points from the edge of the table."""

    block: TextBlock
    elements: RunElements
    left: float
    width: float

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.block.lines(self.width)


def fact_table(block: FactTable, setting: Setting, parent: Element, width: float) -> list[Piece]:
    """Labels at the left, what is known at the right."""
    table = parent.child("Table")
    caption = _caption(block.caption, setting, table, width)
    rows = fact_rows(block.facts, setting, table, width)
    return spaced(glued([*caption, *rows], Glue.BLOCK), 0, setting.unit)


def fact_rows(facts: tuple[Fact, ...], setting: Setting, table: Element, width: float) -> list[Piece]:
    """The rows of a table of facts, for a table element that is there already."""
    scale = setting.scale
    label_look = replace(scale.strong, color=DEEP)
    labels = [text_block(fact.label, label_look, setting.shaper) for fact in facts]
    natural = max((label.natural_width for label in labels), default=0.0) + 2 * setting.unit
    column = min(natural, width * _WIDEST_LABEL)
    pieces: list[Piece] = []
    for index, (fact, label) in enumerate(zip(facts, labels, strict=True)):
        row = table.child("TR")
        head = row.child("TH", attributes=(_SCOPE.format("Row"),)).child("P")
        value = text_block(fact.value, scale.body, setting.shaper)
        cells = [
            _Cell(label, RunElements(head, label), 0, column - setting.unit),
            _Cell(value, RunElements(row.child("TD").child("P"), value), column, width - column),
        ]
        pieces += _row(cells, setting, width, ruled=index + 1 < len(facts))
    return pieces


def comparison(block: ComparisonTable, setting: Setting, parent: Element, width: float) -> list[Piece]:
    """Options side by side. Where that is less tall, or the columns would be too narrow for their words, row
    headings stand above their row.
    """
    table = parent.child("Table")
    caption = _caption(block.caption, setting, table, width)
    scale = setting.scale
    header_look = replace(scale.strong, color=DEEP)
    headers = [text_block(column, scale.strong, setting.shaper) for column in block.columns]
    row_heads = [text_block(row.header, header_look, setting.shaper) for row in block.rows]
    cells = [[text_block(cell, scale.body, setting.shaper) for cell in row.cells] for row in block.rows]
    label = max((head.widest_word for head in row_heads), default=0.0) + 2 * setting.unit
    label = max(label, width * 0.2)
    needed = max(text.widest_word for text in [*headers, *(cell for row in cells for cell in row)]) + 2 * setting.unit
    gutter = 1.6 * setting.unit
    beside = label + needed * len(headers) <= width and _height_beside(row_heads, cells, label, width, gutter) <= (
        _height_below(cells, width, gutter)
    )
    start = label if beside else 0.0
    column = (width - start) / len(headers)

    def place(index: int) -> tuple[float, float]:
        return start + index * column, column - gutter

    head_row = table.child("TR")
    head_row.child("TD")  # the corner, also where nothing is drawn in it: every row has the same columns
    head = _header(block, headers, head_row, [place(index) for index in range(len(headers))], setting, width)
    pieces: list[Piece] = []
    for row, row_head, texts in zip(block.rows, row_heads, cells, strict=True):
        line = table.child("TR")
        row_element = line.child("TH", attributes=(_SCOPE.format("Row"),)).child("P") if row.header.strip() else None
        made = [
            _Cell(text, RunElements(line.child("TD").child("P"), text), *place(index))
            for index, text in enumerate(texts)
        ]
        if row_element is None:
            pieces += _row(made, setting, width)
        elif beside:
            heading = _Cell(row_head, RunElements(row_element, row_head), 0, label - setting.unit)
            pieces += _row([heading, *made], setting, width)
        else:
            heading = _Cell(row_head, RunElements(row_element, row_head), 0, width)
            pieces += glued([*_row([heading], setting, width, ruled=False), *_row(made, setting, width)], Glue.ALWAYS)
    pieces = [replace(piece, repeat=head.repeat) for piece in pieces]
    held = glued([*caption, replace(head, repeat=None), *pieces], Glue.OPTION)
    return spaced(held, setting.unit * 0.7, setting.unit)


def _height_beside(
    heads: list[TextBlock], rows: list[list[TextBlock]], label: float, width: float, gutter: float
) -> int:
    """Lines of the rows with their headings at the left."""
    column = (width - label) / len(rows[0]) - gutter if rows else width
    return sum(
        max(len(head.lines(label - gutter)), *(len(cell.lines(column)) for cell in row))
        for head, row in zip(heads, rows, strict=True)
    )


def _height_below(rows: list[list[TextBlock]], width: float, gutter: float) -> int:
    """Lines of the rows, each below its heading."""
    return sum(1 + max(len(cell.lines(width / len(row) - gutter)) for cell in row) for row in rows)


def _header(
    block: ComparisonTable,
    headers: list[TextBlock],
    row: Element,
    places: list[tuple[float, float]],
    setting: Setting,
    width: float,
) -> Piece:
    """The row of option names with their badges; its `repeat` is the same row as decoration."""
    side = badge_side(setting) if block.letters else 0.0
    names = [
        (text, text.lines(room), left, row.child("TH", attributes=(_SCOPE.format("Column"),)).child("P"))
        for text, (left, room) in zip(headers, places, strict=True)
    ]
    lead = setting.scale.strong.leading
    pad = setting.unit * 0.35
    height = max(len(lines) for _, lines, _, _ in names) * lead + (side + pad if side else 0) + pad

    def rule(document: TaggedDocument, left: float, top: float) -> None:
        with document.artifact() as canvas:
            canvas.setStrokeColor(DEEP)
            canvas.setLineWidth(1.4)
            canvas.line(left, top - height, left + width, top - height)

    def draw(document: TaggedDocument, left: float, top: float) -> None:
        rule(document, left, top)
        for index, (text, lines, at, element) in enumerate(names):
            below = top
            if side:
                badge(document, block.letters[index], setting, element, left + at, top)
                below -= side + pad
            draw_lines(document, text, lines, left + at, below, RunElements(element, text).of)

    def again(document: TaggedDocument, left: float, top: float) -> None:
        rule(document, left, top)
        for index, (text, lines, at, _) in enumerate(names):
            below = top
            if side:
                badge(document, block.letters[index], setting, None, left + at, top)
                below -= side + pad
            draw_repeated(document, text, lines, left + at, below)

    return Piece(height, draw, glue=Glue.ALWAYS, repeat=Piece(height, again))


def _row(cells: list[_Cell], setting: Setting, width: float, *, ruled: bool = True) -> list[Piece]:
    """One row with a rule below; in several pieces where it is too tall for a page."""
    lead = setting.scale.body.leading
    pad = setting.unit * 0.2
    most = max(int((setting.tallest - 2 * pad) // lead), 1)
    tallest = max(len(cell.lines) for cell in cells)
    pieces: list[Piece] = []
    for start in range(0, max(tallest, 1), most):
        parts = [(cell, cell.lines[start : start + most]) for cell in cells]
        last = start + most >= tallest
        height = max(max(len(lines) for _, lines in parts), 1) * lead + (2 * pad if ruled else pad)

        def draw(
            document: TaggedDocument,
            left: float,
            top: float,
            parts: list[tuple[_Cell, tuple[Line, ...]]] = parts,
            height: float = height,
            last: bool = last,
        ) -> None:
            for cell, lines in parts:
                draw_lines(document, cell.block, lines, left + cell.left, top - pad, cell.elements.of)
            if ruled and last:
                with document.artifact() as canvas:
                    canvas.setStrokeColor(LINE)
                    canvas.setLineWidth(0.6)
                    canvas.line(left, top - height, left + width, top - height)

        pieces.append(Piece(height, draw))
    return pieces


def _caption(text: Text, setting: Setting, table: Element, width: float) -> list[Piece]:
    if not plain(text).strip():
        return []
    look = Look(setting.scale.small_heading.size, DEEP, bold=True)
    pieces = text_pieces(text, look, setting, table.child("Caption").child("P"), width)
    return [replace(piece, glue=Glue.ALWAYS) for piece in spaced(pieces, 0, setting.unit * 0.8)]
