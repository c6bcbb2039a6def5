"""Words become lines, and lines become tagged ink. Left aligned, never hyphenated; every space is drawn, so the text
reads back whole.

A space at the end of a line hangs into the margin instead of being dropped: without it a reader of the file would
join two words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from handout.layout.words import Shaper, Word, runs_of
from handout.sheet import Run, Text
from handout.tagged.document import Span, TaggedDocument
from handout.tagged.face import EM
from handout.tagged.structure import Element
from handout.typography import Look

# The middle of a line of Latin text lies this far above its baseline, as a part of the size.
_MIDDLE = 0.26
_UNDERLINE = 0.13


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one line. `width` in points leaves out the spaces that hang at its end."""

    words: tuple[Word, ...]
    width: float


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A text with its look, shaped once; it can be broken to any width."""

    runs: tuple[Run, ...]
    words: tuple[Word, ...]
    look: Look
    language: str

    def lines(self, width: float) -> tuple[Line, ...]:
        """The lines for a column of this width in points. A word wider than the column is cut between characters."""
        room = width * EM / self.look.size
        return tuple(self._line(words) for words in _broken(self.words, room))

    @property
    def widest_word(self) -> float:
        """The least width in points at which no word must be cut."""
        widest = reach = 0.0
        for word in self.words:
            reach = 0.0 if word.space and word.may_break else reach + word.width
            widest = max(widest, reach)
            if word.may_break:
                reach = 0.0
        return widest * self.look.size / EM

    @property
    def natural_width(self) -> float:
        """The width in points when nothing is broken but where a new line is asked for."""
        return max((line.width for line in self.lines(1e9)), default=0.0)

    def _line(self, words: list[Word]) -> Line:
        inked = list(words)
        while inked and inked[-1].space:
            inked.pop()
        return Line(tuple(words), sum(word.width for word in inked) * self.look.size / EM)


def text_block(text: Text, look: Look, shaper: Shaper) -> TextBlock:
    """Shape a text in a look."""
    runs = runs_of(text)
    return TextBlock(runs, shaper.words(runs, bold=look.bold), look, shaper.language)


class RunElements:
    """Gives each run of a block its element: the block's own, or a Span or Link made where it is first read."""

    def __init__(self, element: Element, block: TextBlock) -> None:
        self._element = element
        self._block = block
        self._inline: dict[int, Element] = {}

    def of(self, index: int) -> Element:
        """The element that a run's ink belongs to."""
        run = self._block.runs[index]
        foreign = run.language if run.language and run.language != self._block.language else ""
        if not run.link and not foreign:
            return self._element
        if index not in self._inline:
            self._inline[index] = self._element.child("Link" if run.link else "Span", language=foreign)
        return self._inline[index]


def baseline(top: float, look: Look) -> float:
    """Where the text of a line stands, whose upper edge is at `top`."""
    return top - look.leading / 2 - look.size * _MIDDLE


def draw_lines(
    document: TaggedDocument,
    block: TextBlock,
    lines: tuple[Line, ...],
    left: float,
    top: float,
    element_of: Callable[[int], Element],
    *,
    lead_ink: str = "",
) -> None:
    """Draw lines downwards from `top`, each run as the content of its element. `lead_ink` colors the first run, where
    it is a heading that stands in the line.
    """
    look = block.look
    for line in lines:
        base = baseline(top, look)
        for index, start, end, spans in _by_run(line, left, look):
            element = element_of(index)
            with document.mark(element):
                document.show(spans, base, look.size, look.color if index or not lead_ink else lead_ink)
            if block.runs[index].link:
                _draw_link(document, block, element, index, (start, end, base))
        top -= look.leading


def draw_repeated(document: TaggedDocument, block: TextBlock, lines: tuple[Line, ...], left: float, top: float) -> None:
    """Draw lines that were read on an earlier page already, as the head of a table that goes on."""
    for line in lines:
        draw_unread(document, block, line, left, baseline(top, block.look))
        top -= block.look.leading


def line_spans(line: Line, left: float, look: Look) -> list[Span]:
    """What is drawn for a line that starts at `left`."""
    return [span for _, _, _, spans in _by_run(line, left, look) for span in spans]


def draw_unread(
    document: TaggedDocument, block: TextBlock, line: Line, left: float, base: float, part: str = ""
) -> None:
    """Draw a line that belongs to the page and is not read aloud. `part` is Header, Footer or nothing special."""
    with document.artifact("Pagination", part):
        document.show(line_spans(line, left, block.look), base, block.look.size, block.look.color)


def _draw_link(
    document: TaggedDocument, block: TextBlock, element: Element, index: int, place: tuple[float, float, float]
) -> None:
    start, end, base = place
    size = block.look.size
    with document.artifact() as canvas:
        canvas.setStrokeColor(block.look.color)
        canvas.setLineWidth(size / 20)
        canvas.line(start, base - size * _UNDERLINE, end, base - size * _UNDERLINE)
    run = block.runs[index]
    document.link(element, run.link or "", (start, base - size * 0.28, end, base + size * 0.82), run.text)


def _by_run(line: Line, left: float, look: Look) -> Iterator[tuple[int, float, float, list[Span]]]:
    scale = look.size / EM
    for index, words in groupby(line.words, key=lambda word: word.run):
        start = left
        spans: list[Span] = []
        for face, part in groupby(words, key=lambda word: word.face):
            clusters = tuple(cluster for word in part for cluster in word.clusters)
            if clusters:
                spans.append((face, left, clusters))
            left += sum(cluster.advance for cluster in clusters) * face.scale * scale
        if spans:
            yield index, start, left, spans


def _broken(words: tuple[Word, ...], room: float) -> Iterator[list[Word]]:
    line: list[Word] = []
    used, safe = 0.0, 0
    for word in _cut(words, room):
        if not word.space and line and used + word.width > room:
            keep = safe or len(line)
            yield line[:keep]
            line = line[keep:]
            used, safe = sum(rest.width for rest in line), 0
        line.append(word)
        used += word.width
        if word.ends_line:
            yield line
            line, used, safe = [], 0.0, 0
        elif word.may_break:
            safe = len(line)
    if line:
        yield line


def _cut(words: tuple[Word, ...], room: float) -> Iterator[Word]:
    for word in words:
        if word.space or word.width <= room:
            yield word
            continue
        part: list[int] = []
        used = 0.0
        for place, cluster in enumerate(word.clusters):
            width = cluster.advance * word.face.scale
            if part and used + width > room:
                yield _slice(word, part, may_break=True)
                part, used = [], 0.0
            part.append(place)
            used += width
        yield _slice(word, part, may_break=word.may_break)


def _slice(word: Word, places: list[int], *, may_break: bool) -> Word:
    return replace(word, clusters=word.clusters[places[0] : places[-1] + 1], may_break=may_break)
