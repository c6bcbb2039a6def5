"""Which piece goes on which page.

A heading stays with what follows, a short block and the lines of a paragraph's ends stay together; everything else
runs on, so that no page is left half empty. An option moves to the next page as a whole only where little stays empty.
A box that reaches over the end of a page is drawn on both.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from handout.layout.piece import Glue, Piece, gap, stack_height
from handout.tagged.document import TaggedDocument

_EMPTY_ALLOWED = {Glue.FREE: 0.0, Glue.OPTION: 0.1, Glue.BLOCK: 1.0, Glue.ALWAYS: 1.0}
_ROUNDING = 0.01


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and how far below the top of the text area its upper edge lies, in points."""

    piece: Piece
    depth: float


def fill_pages(pieces: list[Piece], height: float) -> list[list[Placed]]:
    """Lay pieces out on pages whose text area is `height` points high. There is at least one page."""
    filler = _Filler(height)
    filler.fill(pieces, Glue.FREE)
    return filler.pages


def draw_boxes(document: TaggedDocument, page: list[Placed], left: float, top: float) -> None:
    """The boxes of a page, behind its pieces; `top` is the upper edge of the text area."""
    for box, group in groupby(page, key=lambda placed: placed.piece.box):
        if box is not None:
            inside = list(group)
            upper = inside[0].depth - box.inset
            lower = inside[-1].depth + inside[-1].piece.height + box.inset
            box.draw(document, left, top - upper, lower - upper)


class _Filler:
    def __init__(self, height: float) -> None:
        self.pages: list[list[Placed]] = [[]]
        self._height = height
        self._used = 0.0

    def fill(self, run: list[Piece], glue: int) -> None:
        """Place a run whose pieces hold together at least as strongly as `glue`."""
        if self._fits(run):
            self._put(run)
        elif glue > Glue.ALWAYS or self._moves(run, Glue(glue)):
            self._turn()
            self._put(run)
        else:
            for part in _parts(run, Glue(glue)):
                self.fill(part, glue + 1)

    def _fits(self, run: list[Piece]) -> bool:
        if not run:
            return True
        return self._start(run[0]) + stack_height(run) + run[-1].inset <= self._height + _ROUNDING

    def _moves(self, run: list[Piece], glue: Glue) -> bool:
        """Whether the run fits on a fresh page, and what is left empty here is not too much."""
        if not self.pages[-1]:
            return False
        head = run[0].repeat.height if run[0].repeat else 0
        empty = self._height - self._used
        tall = run[0].inset + stack_height(run) + run[-1].inset + head
        return tall <= self._height and empty <= self._height * _EMPTY_ALLOWED[glue]

    def _start(self, piece: Piece) -> float:
        page = self.pages[-1]
        return self._used + gap(page[-1].piece, piece) if page else piece.inset

    def _put(self, run: list[Piece]) -> None:
        for piece in run:
            if not self.pages[-1] and piece.repeat:
                self._place(piece.repeat)
            self._place(piece)

    def _place(self, piece: Piece) -> None:
        depth = self._start(piece)
        self.pages[-1].append(Placed(piece, depth))
        self._used = depth + piece.height

    def _turn(self) -> None:
        if self.pages[-1]:
            self.pages.append([])
            self._used = 0.0


def _parts(run: list[Piece], glue: Glue) -> list[list[Piece]]:
    """The run cut where it holds together no more strongly than `glue`."""
    parts: list[list[Piece]] = [[]]
    for piece in run:
        parts[-1].append(piece)
        if piece.glue <= glue:
            parts.append([])
    return [part for part in parts if part]
