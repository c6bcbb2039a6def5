"""Reading a JSON object of exactly one shape: every field there, none more, each of its own type.

A lenient reader would turn a damaged record into a quiet "unknown". Faults name the place and never the content.
"""

import json
import math
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from guidance.store import StoreDamaged

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def parsed(text: str) -> Any:
    """The JSON value. Duplicate keys, NaN and endless numbers are refused with StoreDamaged."""
    try:
        return json.loads(text, object_pairs_hook=_no_twins, parse_constant=_no_constant, parse_float=_finite)
    except (ValueError, RecursionError):
        # The library's message may quote the text
        raise StoreDamaged("a record is no sound JSON") from None


class Fields:
    """The fields of one JSON object. Take each by name and type; `done` refuses what is left over."""

    def __init__(self, read: object, place: str) -> None:
        if not isinstance(read, dict):
            raise StoreDamaged(f"{place} is no object")
        self._left = dict(read)
        self._place = place

    def text(self, name: str) -> str:
        """A text."""
        return self._typed(name, str)

    def flag(self, name: str) -> bool:
        """True or false."""
        return self._typed(name, bool)

    def whole(self, name: str) -> int:
        """A whole number."""
        return self._typed(name, int)

    def maybe_text(self, name: str) -> str | None:
        """A text or null."""
        return self._maybe(name, self.text)

    def maybe_whole(self, name: str) -> int | None:
        """A whole number or null."""
        return self._maybe(name, self.whole)

    def maybe_number(self, name: str) -> int | float | None:
        """A number or null."""
        found = self.anything(name)
        if found is None or type(found) in (int, float):
            return found  # type: ignore[no-any-return]  # narrowed by its exact type, which mypy does not follow
        raise self._fault(name)

    def word(self, name: str, words: type[E]) -> E:
        """One of the words of an enumeration."""
        try:
            return words(self.text(name))
        except ValueError:
            raise self._fault(name) from None

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(text_of(item, f"{self._place}.{name}") for item in self._typed(name, list))

    def each(self, name: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
        """A list of objects."""
        return tuple(read(item, f"{self._place}.{name}[{at}]") for at, item in enumerate(self._typed(name, list)))

    def mapping(self, name: str, read: Callable[[object, str], T]) -> Mapping[str, T]:
        """An object with any keys. The keys are ours (ids), so they may stand in the place of a fault."""
        return {key: read(item, f"{self._place}.{name}") for key, item in self._typed(name, dict).items()}

    def plain(self, name: str) -> Mapping[str, Any]:
        """An object of plain JSON values, as it is."""
        return self._typed(name, dict)

    def anything(self, name: str) -> Any:
        """Whatever stands there; it has to stand there."""
        if name not in self._left:
            raise self._fault(name)
        return self._left.pop(name)

    def done(self) -> None:
        """Refuses fields that nobody took."""
        if self._left:
            raise StoreDamaged(f"{self._place} has {len(self._left)} unknown fields")

    def _typed(self, name: str, kind: type[T]) -> T:
        found = self.anything(name)
        # Exact types: True is an int for Python and a yes for a clinician
        if type(found) is not kind:
            raise self._fault(name)
        return found

    def _maybe(self, name: str, read: Callable[[str], T]) -> T | None:
        if name in self._left and self._left[name] is None:
            self._left.pop(name)
            return None
        return read(name)

    def _fault(self, name: str) -> StoreDamaged:
        return StoreDamaged(f"{self._place}.{name} is missing or of another kind")


def text_of(read: object, place: str) -> str:
    """The text. Raises StoreDamaged."""
    if type(read) is not str:
        raise StoreDamaged(f"{place} is no text")
    return read


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(_: str) -> float:
    raise ValueError("not a number")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("an endless number")
    return number
