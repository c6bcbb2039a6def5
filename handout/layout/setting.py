"""What every block needs to be laid out: the words' shaper, the type scale, and the room on a page."""

from __future__ import annotations

from dataclasses import dataclass

from handout.layout.words import Shaper
from handout.typography import Scale


@dataclass(frozen=True, slots=True)
class Setting:
    """`tallest` is the height in points above which a piece is broken up, so that it fits on a page with what clings
    to it.
    """

    shaper: Shaper
    scale: Scale
    tallest: float

    @property
    def unit(self) -> float:
        """The measure of all spaces, in points."""
        return self.scale.unit
