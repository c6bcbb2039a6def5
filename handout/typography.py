"""How the sheet looks: papers, margins, type scale, colors, fonts. Taken from the light theme, measured for paper.

Text is never smaller than 14 points (18 in large print) but for the running lines, left aligned, without italics, and
at least 7:1 against what it stands on. The large sheet is laid out again, not enlarged.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from importlib import resources
from pathlib import Path

from handout.tagged.face import Face, load_face

MILLIMETER = 72 / 25.4

INK = "#14232B"
QUIET = "#3F4D56"
PRIMARY = "#0E5A6C"
DEEP = "#0A4857"
CALM_GROUND = "#E1EFF2"
URGENT_INK = "#871212"
URGENT_GROUND = "#FDE9E7"
URGENT_EDGE = "#A81F17"
LINE = "#6B7A82"
PAPER = "#FFFFFF"
MARK = "#D3DBDF"

TEXT_PAIRS = (
    (INK, PAPER),
    (URGENT_INK, PAPER),
    (QUIET, PAPER),
    (PRIMARY, PAPER),
    (DEEP, PAPER),
    (INK, CALM_GROUND),
    (QUIET, CALM_GROUND),
    (DEEP, CALM_GROUND),
    (INK, URGENT_GROUND),
    (QUIET, URGENT_GROUND),
    (DEEP, URGENT_GROUND),
    (URGENT_INK, URGENT_GROUND),
    (PAPER, PRIMARY),
)
"""Every text color with every ground it stands on."""

LINE_PAIRS = ((LINE, PAPER), (URGENT_EDGE, PAPER), (PRIMARY, PAPER))
"""Lines and pictures that carry meaning, with their ground."""

LEADING = 1.3
LEAST_MARGIN = 18 * MILLIMETER
HEAD_MARGIN = 18 * MILLIMETER
FOOT_MARGIN = 18 * MILLIMETER
RUNNING_MARGIN = 12 * MILLIMETER
"""The running lines stand in the margins above and below the text: no punch reaches them, and every printer does."""

# A line this many times as long as its text is high holds 60 to 70 letters.
_MEASURE = 34

# Noto Sans sets the text; Noto Sans Math and Symbols 2 lend it single signs such as ≥ and →, if installed.
_REGULAR = ("NotoSans-Regular.ttf", "NotoSansMath-Regular.ttf", "NotoSansSymbols2-Regular.ttf")
_BOLD = ("NotoSans-Bold.ttf", "NotoSansMath-Regular.ttf", "NotoSansSymbols2-Regular.ttf")


class Paper(Enum):
    """Paper sizes, as width and height in points."""

    A4 = (210 * MILLIMETER, 297 * MILLIMETER)
    LETTER = (612.0, 792.0)

    @property
    def width(self) -> float:
        """Points from edge to edge."""
        return self.value[0]

    @property
    def height(self) -> float:
        """Points from foot to head."""
        return self.value[1]


class TextSize(Enum):
    """Running text in points."""

    STANDARD = 14
    LARGE = 18


@dataclass(frozen=True, slots=True)
class PageStyle:
    """How a sheet is printed. `fonts` is a folder with the font files; None takes those that come with the program."""

    paper: Paper = Paper.A4
    text_size: TextSize = TextSize.STANDARD
    fonts: Path | None = None

    @property
    def margin(self) -> float:
        """Points left and right of the text: room for a punch and a thumb, and no line longer than about 70 letters."""
        return max(LEAST_MARGIN, (self.paper.width - _MEASURE * self.text_size.value) / 2)

    @property
    def column(self) -> float:
        """Points from the left to the right edge of the text."""
        return self.paper.width - 2 * self.margin


@dataclass(frozen=True, slots=True)
class Look:
    """How one piece of text is set: size in points, color, weight."""

    size: float
    color: str = INK
    bold: bool = False

    @property
    def leading(self) -> float:
        """Points from one baseline to the next."""
        return self.size * LEADING


@dataclass(frozen=True, slots=True)
class Scale:
    """The looks of one text size, from the title down to the running lines."""

    title: Look
    section: Look
    option: Look
    small_heading: Look
    label: Look
    lead: Look
    body: Look
    strong: Look
    quiet: Look
    running: Look

    @property
    def unit(self) -> float:
        """The measure of all spaces: half the size of the running text."""
        return self.body.size / 2


_SCALES = {
    TextSize.STANDARD: (23, 17, 16, 15, 14, 15, 14, 10),
    TextSize.LARGE: (28, 22, 20.5, 19, 18, 19, 18, 12),
}


def scale_of(size: TextSize) -> Scale:
    """The type scale of a text size."""
    title, section, option, small, label, lead, body, running = _SCALES[size]
    return Scale(
        title=Look(title, PRIMARY, bold=True),
        section=Look(section, INK, bold=True),
        option=Look(option, INK, bold=True),
        small_heading=Look(small, DEEP, bold=True),
        label=Look(label, DEEP, bold=True),
        lead=Look(lead, INK, bold=True),
        body=Look(body),
        strong=Look(body, bold=True),
        quiet=Look(body, QUIET),
        running=Look(running, QUIET),
    )


@dataclass(frozen=True, slots=True)
class FontFamily:
    """The faces of a document in two weights. The first face that has a character sets it."""

    regular: tuple[Face, ...]
    bold: tuple[Face, ...]


def load_fonts(folder: Path | None) -> FontFamily:
    """The fonts in a folder, or those that come with the program. Raises FileNotFoundError without Noto Sans in both
    weights.
    """
    place = folder if folder is not None else Path(str(resources.files("resources") / "interface" / "fonts"))
    return FontFamily(_chain(place, _REGULAR), _chain(place, _BOLD))


def _chain(folder: Path, names: tuple[str, ...]) -> tuple[Face, ...]:
    main = folder / names[0]
    if not main.is_file():
        raise FileNotFoundError(f"the handout needs the font {main.name}")
    return tuple(load_face(folder / name) for name in names if (folder / name).is_file())
