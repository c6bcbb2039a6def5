"""The drawing of the body: a neutral figure from the front, and the organs cancer spreads to.

Points are given for the half at the viewer's right and mirrored, so the figure is the same on both sides. The sheet is
266 wide and 526 high, the middle line at x = 133; everything is scaled to the widget afterwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainterPath, QTransform

SHEET = QSizeF(266, 526)
MIDDLE = 133.0
Point = tuple[float, float]

# neck, shoulder, arm, hand, arm inside, trunk, leg, foot, leg inside: offsets from the middle line
_HALF: tuple[Point, ...] = (
    (0, 60), (12, 62), (12.5, 74), (17, 84), (34, 92), (49, 100), (56, 116), (59, 142), (64, 172), (70, 200), (75, 226),
    (80, 244), (84, 258), (82, 274), (76, 282), (70, 276), (69, 258), (65, 240), (57, 208), (51, 178), (46, 148),
    (42, 126), (40, 146), (37, 170), (34.5, 192), (37, 214), (43, 238), (47, 264), (46.5, 300), (43, 340), (38, 376),
    (37, 400), (38.5, 424), (35, 456), (29, 484), (31, 498), (32, 508), (22, 512), (14, 508), (13, 494), (14.5, 474),
    (13, 440), (13.5, 412), (11.5, 386), (8, 340), (4.5, 300), (2, 272), (0, 266),
)  # fmt: skip
_HEAD: tuple[Point, ...] = ((0, 19), (15, 23), (21.5, 38), (19, 53), (11, 64), (0, 68))

_BRAIN: tuple[Point, ...] = ((0, 27), (8, 28), (13, 34), (12.5, 42), (7, 47), (0, 48))
_LUNG: tuple[Point, ...] = (
    (7, 112), (12, 106), (19, 110), (25, 124), (28.5, 142), (28, 158), (20, 161), (11, 154), (7, 140),
)  # fmt: skip
_LIVER: tuple[Point, ...] = (
    (-33, 176), (-28, 168), (-14, 166), (2, 168), (16, 170), (9, 177), (-2, 181), (-14, 188), (-26, 194), (-32, 190),
)  # fmt: skip
_BELLY: tuple[Point, ...] = (
    (0, 197), (12, 195), (23, 199), (27, 208), (24, 219), (13, 226), (0, 227),
)  # fmt: skip
_PELVIS: tuple[Point, ...] = (
    (5, 236), (13, 225), (26, 219), (34, 225), (34, 235), (27, 243), (25, 255), (17, 264), (11, 258), (16, 248),
    (9, 246),
)  # fmt: skip
_THIGH_BONE: tuple[Point, ...] = (
    (27, 252), (33, 249), (36, 257), (34, 270), (32, 310), (28, 348), (29, 362), (23, 366), (19, 361), (22, 346),
    (26, 306), (28, 268),
)  # fmt: skip
_UPPER_ARM_BONE: tuple[Point, ...] = ((47, 110), (51, 109), (53, 116), (54, 140), (56, 168), (52, 171), (50, 142))
_BREAST: tuple[Point, ...] = ((11, 134), (20, 127), (31, 131), (36, 142), (30, 153), (18, 153), (11, 145))
_ADRENAL: tuple[Point, ...] = ((8, 192), (12, 185), (17, 188), (17, 194), (12, 196))


@dataclass(frozen=True, slots=True)
class Organ:
    """One organ on the sheet: its shape, the place its leader line ends, and what is drawn over what.

    An organ that is only an `edge` (the lining of the lungs, the membranes of the brain) is drawn as a line around
    another and is hit within 6 units of it.
    """

    id: str
    shape: QPainterPath
    anchor: QPointF
    edge: bool = False


@cache
def figure() -> QPainterPath:
    """The outline of the body."""
    trunk = _both(_HALF)
    return trunk.united(_both(_HEAD)).simplified()


@cache
def organs() -> tuple[Organ, ...]:
    """Every organ that has a place on the figure, in the order they are drawn: far ones first."""
    lungs, brain = _pair(_LUNG), _both(_BRAIN)
    return (
        Organ("skin_or_chest_wall", _pair(_BREAST), _at(30, 146), edge=True),
        Organ("pleura", _grown(lungs, 1.22), _at(27, 128), edge=True),
        Organ("lung", lungs, _at(19, 140)),
        Organ("leptomeninges", _grown(brain, 1.32), _at(-15, 36), edge=True),
        Organ("brain", brain, _at(6, 36)),
        Organ("peritoneum", _both(_BELLY), _at(-20, 212)),
        Organ("liver", _closed(_LIVER), _at(-26, 182)),
        Organ("adrenal", _pair(_ADRENAL), _at(13, 191)),
        Organ("bone", _skeleton(), _at(28, 228)),
        Organ("ovary", _dots(((11, 238),), 4.6), _at(-11, 238)),
        Organ(
            "lymph_nodes", _dots(((17, 95), (10, 88), (37, 118), (40, 128), (20, 268), (27, 272)), 3.6), _at(-38, 122)
        ),
    )


def head_to_foot() -> tuple[str, ...]:
    """The organs as the arrow keys visit them."""
    return tuple(organ.id for organ in sorted(organs(), key=lambda organ: organ.anchor.y()))


def _at(offset: float, y: float) -> QPointF:
    return QPointF(MIDDLE + offset, y)


def _skeleton() -> QPainterPath:
    path = QPainterPath()
    for number in range(17):
        path.addRoundedRect(QRectF(MIDDLE - 3, 84 + number * 9, 6, 6), 1.6, 1.6)
    for half in (_PELVIS, _THIGH_BONE, _UPPER_ARM_BONE):
        path.addPath(_pair(half))
    return path


def _dots(places: Iterable[Point], radius: float) -> QPainterPath:
    path = QPainterPath()
    for offset, y in places:
        for side in (offset, -offset):
            path.addEllipse(_at(side, y), radius, radius)
    return path


def _pair(half: Sequence[Point]) -> QPainterPath:
    """A closed shape and its mirror image."""
    path = _closed(half)
    path.addPath(_closed([(-x, y) for x, y in half]))
    return path


def _both(half: Sequence[Point]) -> QPainterPath:
    """One closed shape from a half that begins and ends on the middle line."""
    mirrored = [(-x, y) for x, y in reversed(half[1:-1])]
    return _closed([*half, *mirrored])


def _grown(path: QPainterPath, factor: float) -> QPainterPath:
    """Every closed part of a path, grown around its own middle."""
    grown = QPainterPath()
    for polygon in path.toSubpathPolygons():
        center = polygon.boundingRect().center()
        move = QTransform.fromTranslate(center.x(), center.y())
        move.scale(factor, factor)
        move.translate(-center.x(), -center.y())
        grown.addPolygon(move.map(polygon))
        grown.closeSubpath()
    return grown


def _closed(offsets: Sequence[Point]) -> QPainterPath:
    """A smooth closed curve through the points (Catmull-Rom, drawn as cubic curves)."""
    points = [_at(x, y) for x, y in offsets]
    count = len(points)
    path = QPainterPath(points[0])
    for place in range(count):
        before, start = points[place - 1], points[place]
        end, after = points[(place + 1) % count], points[(place + 2) % count]
        path.cubicTo(start + (end - before) / 6, end - (after - start) / 6, end)
    path.closeSubpath()
    return path
