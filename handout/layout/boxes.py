"""Boxes: a tinted ground, or the dashed edge of a card that is cut out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handout.layout.piece import Box, Piece, indented, spaced
from handout.layout.setting import Setting
from handout.sheet import Tone
from handout.tagged.document import TaggedDocument
from handout.typography import CALM_GROUND, INK, LINE, URGENT_EDGE, URGENT_GROUND

_RADIUS = 7


@dataclass(frozen=True, slots=True)
class Frame:
    """How a box looks; no ground leaves the paper white. Sides of `padding` units."""

    ground: str | None
    edge: str | None
    dashed: bool = False
    width: float = 0.9


FRAMES = {
    Tone.PLAIN: Frame(None, LINE),
    Tone.CALM: Frame(CALM_GROUND, None),
    Tone.URGENT: Frame(URGENT_GROUND, URGENT_EDGE, width=1.2),
}

CARD = Frame(None, INK, dashed=True)


def padding(setting: Setting) -> float:
    """The space between the edge of a box and its content, in points."""
    return setting.unit * 1.3


def boxed(pieces: list[Piece], frame: Frame, setting: Setting, width: float) -> list[Piece]:
    """The pieces in a box, `width` points wide. Where it reaches over the end of a page it is drawn on both."""
    if not pieces:
        return []
    inner = padding(setting)

    def draw(document: TaggedDocument, left: float, top: float, height: float) -> None:
        with document.artifact() as canvas:
            if frame.ground:
                canvas.setFillColor(frame.ground)
            if frame.edge:
                canvas.setStrokeColor(frame.edge)
                canvas.setLineWidth(frame.width)
            if frame.dashed:
                canvas.setDash(5, 3.5)
            canvas.roundRect(
                left, top - height, width, height, _RADIUS, stroke=int(bool(frame.edge)), fill=int(bool(frame.ground))
            )

    box = Box(draw, inner)
    inside = [replace(piece, box=box) for piece in indented(pieces, inner)]
    return spaced(inside, setting.unit, setting.unit)
