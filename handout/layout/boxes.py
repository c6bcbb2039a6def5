"""Boxes: a tinted ground, or the dashed edge of a card that is cut out."""

from __future__ import annotations

from dataclasses import dataclass

from handout.layout.piece import Piece, draw_stack, indented, stack_height
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
    return setting.unit * 2


def boxed(pieces: list[Piece], frame: Frame, setting: Setting, width: float) -> list[Piece]:
    """The pieces in a box; in several, where they are too tall for a page. `width` is that of the box."""
    inner = padding(setting)
    groups: list[list[Piece]] = []
    for piece in indented(pieces, inner):
        tall = bool(groups) and stack_height([*groups[-1], piece]) + 2 * inner > setting.tallest
        if not groups or tall:
            groups.append([piece])
        else:
            groups[-1].append(piece)
    return [_box(group, frame, inner, width, setting) for group in groups]


def _box(group: list[Piece], frame: Frame, inner: float, width: float, setting: Setting) -> Piece:
    height = stack_height(group) + 2 * inner

    def draw(document: TaggedDocument, left: float, top: float) -> None:
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
        draw_stack(document, group, left, top - inner)

    return Piece(height, draw, setting.unit * 1.2, setting.unit * 1.6)
