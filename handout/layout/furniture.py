"""What runs on every page and is not read aloud with the text: clinic and date, whom to call, page x of y, the mark
of a demonstration.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from handout.layout.lines import Line, TextBlock, baseline, draw_unread, line_spans, text_block
from handout.layout.setting import Setting
from handout.sheet import Handout
from handout.tagged.document import TaggedDocument
from handout.typography import FOOT_MARGIN, HEAD_MARGIN, LINE, MARK, RUNNING_MARGIN, Look, PageStyle

_SHARE = 0.68
_LONGEST_LINE = 60


@dataclass(frozen=True, slots=True)
class Furniture:
    """The running lines of a sheet, shaped once, and the room they leave. Left and right edges are the margins of the
    text.
    """

    handout: Handout
    setting: Setting
    page: PageStyle

    @property
    def top(self) -> float:
        """The upper edge of the text area, in points from the foot of the page."""
        count = max(len(self._left(self.handout.header_left)[1]), len(self._right(self.handout.header_right)[1]))
        room = count * self._leading + 1.2 * self.setting.unit if count else 0.0
        return self.page.paper.height - max(HEAD_MARGIN, RUNNING_MARGIN + room)

    @property
    def bottom(self) -> float:
        """The lower edge of the text area, in points from the foot of the page."""
        count = max(len(self._left(self.handout.footer)[1]), 1)
        return max(FOOT_MARGIN, RUNNING_MARGIN + count * self._leading + 1.6 * self.setting.unit)

    def draw_behind(self, document: TaggedDocument) -> None:
        """The mark of a sheet that is for no real person, across the page behind the text."""
        words = self.handout.mark[:_LONGEST_LINE]
        if not words.strip():
            return
        diagonal = math.hypot(self.page.paper.width, self.page.paper.height) * 0.74
        probe = text_block(words, Look(10, MARK, bold=True), self.setting.shaper)
        size = min(10 * diagonal / max(probe.natural_width, 1), 64)
        block = text_block(words.replace("\n", " "), Look(size, MARK, bold=True), self.setting.shaper)
        line = block.lines(1e9)[0]
        with document.artifact("Pagination", "Watermark") as canvas:
            canvas.translate(self.page.paper.width / 2, self.page.paper.height / 2)
            canvas.rotate(math.degrees(math.atan2(self.page.paper.height, self.page.paper.width)))
            document.show_outline(line_spans(line, -line.width / 2, block.look), -size * 0.35, size, MARK)

    def draw_lines(self, document: TaggedDocument, page: int, pages: int) -> None:
        """Header and footer of one page."""
        top = self.page.paper.height - RUNNING_MARGIN
        self._draw(document, self._left(self.handout.header_left), top, "Header")
        self._draw(document, self._right(self.handout.header_right), top, "Header", right=True)
        foot = self.bottom - self.setting.unit * 0.9
        with document.artifact() as canvas:
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.5)
            canvas.line(self.page.margin, foot, self.page.paper.width - self.page.margin, foot)
        foot -= self.setting.unit * 0.7
        self._draw(document, self._left(self.handout.footer), foot, "Footer")
        words = self.handout.page_line.replace("{page}", str(page)).replace("{pages}", str(pages))
        self._draw(document, self._right(words), foot, "Footer", right=True)

    @property
    def _leading(self) -> float:
        return self.setting.scale.running.leading

    @property
    def _width(self) -> float:
        return self.page.column

    def _left(self, words: str) -> tuple[TextBlock, tuple[Line, ...]]:
        return self._set(words, _SHARE)

    def _right(self, words: str) -> tuple[TextBlock, tuple[Line, ...]]:
        return self._set(words, 1 - _SHARE - 0.02)

    def _set(self, words: str, share: float) -> tuple[TextBlock, tuple[Line, ...]]:
        block = text_block(words.strip(), self.setting.scale.running, self.setting.shaper)
        return block, block.lines(self._width * share)

    def _draw(
        self,
        document: TaggedDocument,
        text: tuple[TextBlock, tuple[Line, ...]],
        top: float,
        part: str,
        *,
        right: bool = False,
    ) -> None:
        block, lines = text
        for line in lines:
            left = self.page.paper.width - self.page.margin - line.width if right else self.page.margin
            draw_unread(document, block, line, left, baseline(top, block.look), part)
            top -= self._leading
