"""Pictures that carry meaning without color: the letter badge of an option, and so many of so many people."""

from __future__ import annotations

from typing import Any

from handout.layout.lines import RunElements, draw_lines, draw_repeated, text_block
from handout.layout.piece import Piece, stack_height
from handout.layout.prose import text_pieces
from handout.layout.setting import Setting
from handout.sheet import IconArray
from handout.tagged.document import TaggedDocument
from handout.tagged.objects import number
from handout.tagged.structure import Element
from handout.typography import LINE, PAPER, PRIMARY, Look

_ACROSS = 20
_GAP = 0.6
"""Two rows of ten stand side by side, this part of a pitch apart, so that they can be counted."""

# A lone capital has nothing below its line, so it is set this part of its size lower to stand in the middle.
_CAPITAL_DROP = 0.08


def badge_side(setting: Setting) -> float:
    """Width and height of a badge in points."""
    return setting.scale.body.size * 1.8


def badge(
    document: TaggedDocument, letter: str, setting: Setting, element: Element | None, left: float, top: float
) -> None:
    """A letter in a filled circle. The letter is content of the element; without one it is a repeated decoration."""
    side = badge_side(setting)
    with document.artifact() as canvas:
        canvas.setFillColor(PRIMARY)
        canvas.circle(left + side / 2, top - side / 2, side / 2, stroke=0, fill=1)
    look = Look(setting.scale.body.size, PAPER, bold=True)
    # The space behind the letter is read, not seen: it keeps "A" apart from the name.
    text = text_block(letter.strip() + " ", look, setting.shaper)
    line = text.lines(side * 4)
    above = (side - look.leading) / 2 + look.size * _CAPITAL_DROP
    start = left + (side - line[0].width) / 2
    if element is None:
        draw_repeated(document, text, line, start, top - above)
    else:
        draw_lines(document, text, line, start, top - above, RunElements(element, text).of)


def icon_array(block: IconArray, setting: Setting, parent: Element, width: float) -> list[Piece]:
    """Little figures in twice ten a row, the counted ones filled, and beside them the same in words."""
    size = setting.scale.body.size
    pitch_x, pitch_y = size * 0.66, size * 0.94
    rows = -(-block.out_of // _ACROSS)
    wide, high = pitch_x * (_ACROSS + _GAP), pitch_y * rows
    figure = parent.child("Figure", alternative=block.alternative)
    column = wide + 2 * setting.unit
    words = text_pieces(block.label, setting.scale.strong, setting, parent.child("P"), width - column)
    height = max(high, stack_height(words))

    def draw(document: TaggedDocument, left: float, top: float) -> None:
        box = " ".join(number(edge) for edge in (left, top - high, left + wide, top))
        figure.attributes = (f"<</O /Layout /Placement /Block /BBox [{box}]>>",)
        with document.mark(figure) as canvas:
            canvas.setFillColor(PRIMARY)
            canvas.setLineWidth(size / 20)
            for index in range(block.out_of):
                row, across = divmod(index, _ACROSS)
                counted = index < block.people
                canvas.setStrokeColor(PRIMARY if counted else LINE)
                apart = _GAP if across >= _ACROSS // 2 else 0.0
                _person(
                    canvas, left + (across + 0.5 + apart) * pitch_x, top - (row + 1) * pitch_y, pitch_y, filled=counted
                )
        below = top - max(high - stack_height(words), 0) / 2
        for piece in words:
            piece.draw(document, left + column, below)
            below -= piece.height

    return [Piece(height, draw, setting.unit * 0.7, setting.unit)]


def _person(canvas: Any, middle: float, foot: float, pitch: float, *, filled: bool) -> None:
    """A head and shoulders, about nine tenths of the pitch high."""
    fill = int(filled)
    head = pitch * 0.16
    canvas.circle(middle, foot + pitch * 0.72, head, stroke=1, fill=fill)
    half, low, high = pitch * 0.26, foot + pitch * 0.12, foot + pitch * 0.48
    body = canvas.beginPath()
    body.moveTo(middle - half, low)
    body.lineTo(middle - half, high - half * 0.6)
    body.curveTo(middle - half, high, middle - half * 0.6, high, middle - half * 0.4, high)
    body.lineTo(middle + half * 0.4, high)
    body.curveTo(middle + half * 0.6, high, middle + half, high, middle + half, high - half * 0.6)
    body.lineTo(middle + half, low)
    body.close()
    canvas.drawPath(body, stroke=1, fill=fill)
