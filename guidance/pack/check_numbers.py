"""Checks the figures in the head of a card: how many of how many, with which options, and what the effect is called."""

from collections.abc import Mapping
from typing import Any

from guidance.pack.problems import Problems, SourceFile, did_you_mean
from guidance.pack.reader import PackFiles

_NEEDED = ("effect", "label", "people", "source")
_OUT_OF = 100
"""Every figure has the same denominator, so that any two can be compared."""

_CALLED = (("screen", ("numbers", "effect")), ("handout", ("comparison", "effect")))
"""Where the screen and the sheet say what an effect is called, for the options that have no figure for it."""


def check_numbers(files: PackFiles, language: str, name: str, card: SourceFile, problems: Problems) -> None:
    """Adds every fault of the figures of one card. `name` is its treatment class."""
    for place, number in enumerate(card.data.get("numbers", ())):
        at = ("[[numbers]]",) * (place + 1)
        missing = [key for key in _NEEDED if key not in number]
        if missing:
            problems.add(card, f"a number lacks {', '.join(missing)}", at=at)
        _check_people(card, number, at, problems)
        _check_options(files, name, card, number, at, problems)
        if "effect" in number:
            _check_called(files, language, card, str(number["effect"]), at, problems)


def _check_people(card: SourceFile, number: Mapping[str, Any], at: tuple[str, ...], problems: Problems) -> None:
    people = number.get("people", 0)
    if not isinstance(people, int) or not 0 <= people <= _OUT_OF:
        hint = f"Write a whole number up to {_OUT_OF}."
        problems.add(card, f"{people} people of {_OUT_OF} cannot be", at=(*at, "people"), hint=hint)


def _check_options(
    files: PackFiles, name: str, card: SourceFile, number: Mapping[str, Any], at: tuple[str, ...], problems: Problems
) -> None:
    """A number may be counted with some options of the card only; a name mistyped would hide it from all of them."""
    of_class = [option.data["id"] for option in files.options if option.data.get("treatment_class") == name]
    for option in number.get("options", ()):
        if option not in of_class:
            hint = did_you_mean(str(option), of_class)
            problems.add(card, f"“{option}” is no option of this card", at=(*at, str(option)), hint=hint)


def _check_called(
    files: PackFiles, language: str, card: SourceFile, effect: str, at: tuple[str, ...], problems: Problems
) -> None:
    for file, path in _CALLED:
        known: Any = files.words[language][file].data
        for table in path:
            known = known.get(table, {})
        if effect not in known:
            hint = did_you_mean(effect, known) or f"Say it under [{'.'.join(path)}] of {file}.toml."
            problems.add(card, f"the effect “{effect}” has no name in {file}.toml", at=(*at, effect), hint=hint)
