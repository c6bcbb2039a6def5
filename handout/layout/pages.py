"""Which piece goes on which page.

What belongs together stays together where it fits: a block is broken only when it is taller than a page. An option
moves to the next page as a whole, unless that would leave more than a third of the page empty; then it is broken
between its blocks.
"""

from __future__ import annotations

from dataclasses import dataclass

from handout.layout.piece import Glue, Piece, gap, stack_height

_EMPTY_ALLOWED = {Glue.FREE: 0.0, Glue.OPTION: 1 / 3, Glue.BLOCK: 1.0, Glue.ALWAYS: 1.0}
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
        return self._start(run[0]) + stack_height(run) <= self._height + _ROUNDING if run else True

    def _moves(self, run: list[Piece], glue: Glue) -> bool:
        """Whether the run fits on a fresh page, and what is left empty here is not too much."""
        if not self.pages[-1]:
            return False
        head = run[0].repeat.height if run[0].repeat else 0
        empty = self._height - self._used
        return stack_height(run) + head <= self._height and empty <= self._height * _EMPTY_ALLOWED[glue]

    def _start(self, piece: Piece) -> float:
        page = self.pages[-1]
        return self._used + gap(page[-1].piece, piece) if page else 0.0

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
