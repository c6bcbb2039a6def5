"""A piece: a strip of the sheet that is never broken, and how it clings to the next one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

from handout.tagged.document import TaggedDocument

Draw = Callable[[TaggedDocument, float, float], None]
"""Draws a piece: document, left edge and upper edge in points from the foot of the page."""


@dataclass(frozen=True, eq=False)
class Box:
    """A box around pieces that follow each other, drawn on every page they reach. `draw` paints its ground and edge:
    document, left edge, upper edge and height in points. `inset` is the room between its edge and the pieces.
    """

    draw: Callable[[TaggedDocument, float, float, float], None]
    inset: float


class Glue(IntEnum):
    """How strongly a piece holds on to the next: not at all, as parts of one option, as parts of one block, or
    always.
    """

    FREE = 0
    OPTION = 1
    BLOCK = 2
    ALWAYS = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """`height` in points; `before` and `after` are the spaces it asks for, of which two neighbors share the larger.

    `repeat` is drawn again above the piece where a page starts with it, as the head of a table. `section` names the
    section it opens, `box` the box it stands in.
    """

    height: float
    draw: Draw
    before: float = 0
    after: float = 0
    glue: Glue = Glue.FREE
    repeat: Piece | None = None
    section: str = ""
    box: Box | None = None

    @property
    def inset(self) -> float:
        """The room that the edge of its box takes above and below it, in points."""
        return self.box.inset if self.box else 0.0


def glued(pieces: list[Piece], glue: Glue) -> list[Piece]:
    """The pieces, each holding on to the next at least so strongly; the last one is left as it is."""
    held = [replace(piece, glue=max(piece.glue, glue)) for piece in pieces[:-1]]
    return [*held, *pieces[-1:]]


def indented(pieces: list[Piece], by: float) -> list[Piece]:
    """The pieces and their boxes, moved to the right."""
    boxes: dict[Box, Box] = {}

    def shifted(box: Box) -> Box:
        def draw(document: TaggedDocument, left: float, top: float, height: float) -> None:
            box.draw(document, left + by, top, height)

        return replace(box, draw=draw)

    def moved(piece: Piece) -> Piece:
        def draw(document: TaggedDocument, left: float, top: float) -> None:
            piece.draw(document, left + by, top)

        repeat = moved(piece.repeat) if piece.repeat else None
        if piece.box and piece.box not in boxes:
            boxes[piece.box] = shifted(piece.box)
        return replace(piece, draw=draw, repeat=repeat, box=boxes[piece.box] if piece.box else None)

    return [moved(piece) for piece in pieces]


def gap(above: Piece, below: Piece) -> float:
    """The space between two neighbors, with the edges of the boxes that end and begin between them."""
    edges = above.inset + below.inset if above.box is not below.box else 0.0
    return max(above.after, below.before) + edges


def stack_height(pieces: list[Piece]) -> float:
    """The height of pieces one under the other, without the spaces at both ends."""
    between = sum(gap(above, below) for above, below in pairwise(pieces))
    return sum(piece.height for piece in pieces) + between


def draw_stack(document: TaggedDocument, pieces: list[Piece], left: float, top: float) -> None:
    """Draw pieces one under the other from `top`."""
    for index, piece in enumerate(pieces):
        if index:
            top -= gap(pieces[index - 1], piece)
        piece.draw(document, left, top)
        top -= piece.height


def spaced(pieces: list[Piece], before: float, after: float) -> list[Piece]:
    """The pieces with this space before the first and after the last."""
    if not pieces:
        return pieces
    first = [replace(pieces[0], before=before), *pieces[1:]]
    return [*first[:-1], replace(first[-1], after=after)]
