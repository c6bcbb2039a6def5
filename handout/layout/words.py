"""Runs of text become words that can be drawn: each with its face, its glyphs and whether a line may end after it.

Nothing a person typed is lost in silence. A character that no face has is drawn as a box, stays in the file as text,
and is reported; so a name with an emoji prints, and the person at the desk is told.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from handout.sheet import Run, Text
from handout.tagged.face import Cluster, Face
from handout.typography import FontFamily

_NO_BREAK_SPACES = "\u00a0\u2007\u202f"
_BREAK_HERE = "\u200b"
_INVISIBLE = "\u00ad\u2060\ufeff"
_DIRECTIONS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NEW_LINES = ("\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
_JOINER = "\u200d"
_DEGREE = "°"
"""A line never ends between a number and its degrees: "38 °C"."""

_UNWRITABLE = "\ufffd"


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of one run in one face that stays on one line. `width` is in thousandths of the text size."""

    run: int
    face: Face
    clusters: tuple[Cluster, ...]
    space: bool = False
    may_break: bool = False
    ends_line: bool = False

    @property
    def width(self) -> float:
        """The sum of the advances."""
        advance = sum(cluster.advance for cluster in self.clusters)
        return advance * self.face.scale


@dataclass(frozen=True, slots=True)
class _Character:
    """One grapheme with its run and face; no face means that it is drawn as a box."""

    text: str
    run: int
    face: Face | None


class Shaper:
    """Sets the words of one document. It remembers what it shaped only as long as the document lives: words can be a
    patient's.

    `replaced` lists the characters that were drawn as a box or left out, in the order they were met.
    """

    def __init__(self, fonts: FontFamily, language: str) -> None:
        self.language = language
        self._fonts = fonts
        self._shaped: dict[tuple[int, str, str], tuple[Cluster, ...]] = {}
        self._replaced: dict[str, None] = {}

    @property
    def replaced(self) -> tuple[str, ...]:
        """Characters that no face has."""
        return tuple(self._replaced)

    def words(self, runs: tuple[Run, ...], *, bold: bool) -> tuple[Word, ...]:
        """The words of a paragraph, spaces included. `bold` sets every run bold, as in a heading."""
        characters = [one for index, run in enumerate(runs) for one in self._characters(index, run, bold=bold)]
        words: list[Word] = []
        start = 0
        while start < len(characters):
            end = start + 1
            while end < len(characters) and _belongs(characters[end - 1], characters[end]):
                end += 1
            words.append(self._word(characters[start:end], characters[end : end + 1], runs))
            start = end
        return tuple(words)

    def _word(self, part: list[_Character], following: list[_Character], runs: tuple[Run, ...]) -> Word:
        first = part[0]
        chain = self._fonts.regular
        space = first.text in (" ", "\n")
        binds = space and bool(following) and following[0].text == _DEGREE
        may_break = (space and not binds) or not following or _may_break(part[-1].text, following[0].text)
        text = "".join(one.text for one in part)
        if first.face is None:
            clusters = tuple(chain[0].missing(_writable(one.text)) for one in part)
            return Word(first.run, chain[0], clusters, may_break=may_break)
        if first.text == "\n":
            # A line end is read as a space, or the words before and after it would become one.
            return Word(first.run, first.face, self._shape(first.face, " "), space=True, ends_line=True)
        if text == _BREAK_HERE:
            return Word(first.run, first.face, (), may_break=True)
        language = runs[first.run].language or self.language
        return Word(first.run, first.face, self._shape(first.face, text, language), space=space, may_break=may_break)

    def _shape(self, face: Face, text: str, language: str = "") -> tuple[Cluster, ...]:
        key = (id(face), text, language)
        if key not in self._shaped:
            self._shaped[key] = face.shape(text, language or self.language)
        return self._shaped[key]

    def _characters(self, index: int, run: Run, *, bold: bool) -> Iterator[_Character]:
        chain = self._fonts.bold if bold or run.bold else self._fonts.regular
        for text in _graphemes(self._clean(run.text)):
            if text in ("\n", _BREAK_HERE):
                yield _Character(text, index, chain[0])
                continue
            face = next((face for face in chain if _draws(face, text)), None)
            if face is None:
                self._replaced[text] = None
            yield _Character(text, index, face)

    def _clean(self, text: str) -> str:
        for ending in _NEW_LINES:
            text = text.replace(ending, "\n")
        kept = []
        for character in text.replace("\t", " "):
            if character in _DIRECTIONS:
                self._replaced[character] = None
            elif character in _NO_BREAK_SPACES:
                kept.append("\u00a0")
            elif unicodedata.category(character) == "Zs":
                kept.append(" ")
            elif character not in _INVISIBLE:
                kept.append(character)
        return "".join(kept)


def runs_of(text: Text) -> tuple[Run, ...]:
    """Text as runs; plain text is one run."""
    return (Run(text),) if isinstance(text, str) else text


def plain(text: Text) -> str:
    """Text without its looks."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


def readable(text: str) -> str:
    """Text as document metadata can hold it: on one line, without characters that XML cannot write."""
    return " ".join("".join(one if _writable(one) == one and one.isprintable() else " " for one in text).split())


def _graphemes(text: str) -> Iterator[str]:
    current = ""
    for character in text:
        joins = current and (
            unicodedata.category(character) in ("Mn", "Mc", "Me")
            or character in (_JOINER, "\u200c")
            or 0x1F3FB <= ord(character) <= 0x1F3FF
            or current.endswith(_JOINER)
        )
        if joins and current not in (" ", "\n", _BREAK_HERE):
            current += character
            continue
        if current:
            yield current
        current = character
    if current:
        yield current


def _draws(face: Face, text: str) -> bool:
    if _writable(text) != text:
        return False
    return all(ord(one) in face.characters or (place and _is_joining(one)) for place, one in enumerate(text))


def _is_joining(character: str) -> bool:
    return character in (_JOINER, "\u200c")


def _writable(text: str) -> str:
    """The text as the file may hold it: PDF/A allows no private, unpaired or undefined code point in the map back to
    text.
    """

    def allowed(character: str) -> bool:
        code = ord(character)
        return unicodedata.category(character) not in ("Cc", "Cs", "Co") and code & 0xFFFE != 0xFFFE

    return "".join(one if allowed(one) else _UNWRITABLE for one in text)


def _belongs(before: _Character, after: _Character) -> bool:
    """Whether two neighbors are set as one word."""
    if before.run != after.run or before.face is not after.face:
        return False
    if "\n" in (before.text, after.text) or _BREAK_HERE in (before.text, after.text):
        return False
    if (before.text == " ") != (after.text == " "):
        return False
    return before.text == " " or not _may_break(before.text, after.text)


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two neighbors: after spaces, and after a dash or slash before a letter."""
    if before == _BREAK_HERE or after == _BREAK_HERE:
        return True
    if after in (" ", "\n"):
        return False
    return before in ("-", "\u2010", "–", "—", "/") and after[0].isalpha()
