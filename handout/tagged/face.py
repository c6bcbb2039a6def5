"""A font file, and what HarfBuzz makes of a word set in it.

Only left-to-right scripts are set in this round. The seam for the others is `Face.shape`: it hands back clusters in
the order they are drawn, so a right-to-left script needs its direction here and the order of words in `lines`, and
nothing else.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz as hb

Glyph = tuple[int, int, int]
"""Glyph number, and its shift right and up from the origin of its cluster, in font units."""

EM = 1000
"""Widths are told in thousandths of the text size, as PDF does."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """What a reader sees as one character: its text, and the glyphs that draw it. Advances are in font units.

    `nominal` is the advance the font gives to a lone glyph in its place; kerning makes `advance` differ from it.
    """

    text: str
    advance: int
    glyphs: tuple[Glyph, ...]
    nominal: int

    @property
    def plain(self) -> bool:
        """Whether one glyph of the font, unmoved, draws it. Glyph 0 is not a character: PDF/A forbids to show it as
        it is.
        """
        return len(self.glyphs) == 1 and self.glyphs[0][1:] == (0, 0) and self.glyphs[0][0] != 0


class Face:
    """One TrueType font. Raises ValueError for a file that is no TrueType font with outlines: only those can be
    embedded here.
    """

    def __init__(self, path: Path) -> None:
        self.face = hb.Face(hb.Blob.from_file_path(str(path)))
        if "glyf" not in self.face.table_tags:
            raise ValueError(f"{path.name} has no TrueType outlines")
        self._font = hb.Font(self.face)
        self.scale: float = EM / self.face.upem
        self.characters = frozenset(self.face.unicodes)
        extents = self._font.get_font_extents("ltr")
        self.ascent = extents.ascender * self.scale
        self.descent = extents.descender * self.scale
        self.cap_height = _signed(self.face.reference_table("OS/2").data, 88) * self.scale
        head = self.face.reference_table("head").data
        self.box = tuple(round(_signed(head, place) * self.scale) for place in (36, 38, 40, 42))
        name = self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or "Font"
        self.name = re.sub(r"[^A-Za-z0-9-]", "", name)

    def shape(self, text: str, language: str) -> tuple[Cluster, ...]:
        """The clusters of a text that is all in this face, in the order they are drawn."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "ltr"
        buffer.language = language
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
        hb.shape(self._font, buffer, {})
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        starts = sorted({info.cluster for info in infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        clusters: list[Cluster] = []
        index = 0
        while index < len(infos):
            start, advance = infos[index].cluster, 0
            glyphs: list[Glyph] = []
            while index < len(infos) and infos[index].cluster == start:
                position = positions[index]
                glyphs.append((infos[index].codepoint, advance + position.x_offset, position.y_offset))
                advance += position.x_advance
                index += 1
            lone = len(glyphs) == 1 and glyphs[0][1:] == (0, 0)
            nominal = self._font.get_glyph_h_advance(glyphs[0][0]) if lone else advance
            clusters.append(Cluster(text[start : ends[start]], advance, tuple(glyphs), nominal))
        return tuple(clusters)

    def missing(self, text: str) -> Cluster:
        """The box this face draws for a character that no face has."""
        advance = self._font.get_glyph_h_advance(0)
        return Cluster(text, advance, ((0, 0, 0),), advance)


@functools.lru_cache(maxsize=16)
def load_face(path: Path) -> Face:
    """The face in a file, read once."""
    return Face(path)


def _signed(table: bytes, place: int) -> int:
    return int.from_bytes(table[place : place + 2], "big", signed=True)
