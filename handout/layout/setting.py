"""What every block needs to be laid out: the words' shaper, the type scale, and the room on a page."""

from __future__ import annotations

from dataclasses import dataclass

from handout.layout.words import Shaper
from handout.typography import Scale

_TALLEST = 0.72


@dataclass(frozen=True, slots=True)
class Setting:
    """`page` is the height of the text area in points. What is taller than `tallest` is broken up, so that a heading or
    the head of a table fits above each part; a box may fill the page.
    """

    shaper: Shaper
    scale: Scale
    page: float

    @property
    def tallest(self) -> float:
        """The height in points of the tallest unbroken text or row."""
        return self.page * _TALLEST

    @property
    def unit(self) -> float:
        """The measure of all spaces, in points."""
        return self.scale.unit
