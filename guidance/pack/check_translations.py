"""Holds every language of a pack against its first one, so that nobody is told less, more or something else.

What stands in one language and is missing in another is a fault at the place where it belongs, and so is a sentence
with other {places}, a list of another length, a card with other facts, and a warning sign that is an emergency in one
language only. Whether a sentence says the same is for a person to judge: a language that nobody qualified has checked
is a notice.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from guidance.card import CardPart
from guidance.pack.problems import Problem, Problems, SourceFile
from guidance.pack.reader import WORD_FILES, PackFiles

_PLACE = re.compile(r"\{(\w+)\}")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_TRANSLATION = "translation"
_LOOKED_FOR = frozenset({("treatments", "names"), ("glossary", "also"), ("screen", "plural_endings")})
"""Lists of what is looked for in a text or by a person who types: each language has its own, of its own length."""
_MAY_BE_MISSING = ("glossary", "also")

_FACTS = ("treatment_class", "icon", "sources")
_COUNTED = ("effect", "people", "out_of", "source", "options")
_TOLD = ("title", "does", "how", "visits", "effects")
_QUOTED = 60


def check_translations(files: PackFiles, problems: Problems) -> None:
    """Adds every difference between the first language of the pack and each of the others."""
    first, *others = files.words or ("",)
    for language in others:
        for name in WORD_FILES:
            original, translation = files.words[first].get(name), files.words[language].get(name)
            if original is not None and translation is not None:
                _Pair(name, original, translation, problems).compare()
        _check_cards(files, first, language, problems)
        names = files.words[language].get("names")
        if names is not None:
            _check_translator(names, problems)


def _check_translator(names: SourceFile, problems: Problems) -> None:
    table = names.data.get(_TRANSLATION)
    if not isinstance(table, Mapping) or "checked_by" not in table or not table.get("note"):
        hint = 'Add [translation] with checked_by = "" and the note a reader is shown until somebody has.'
        _fault(problems, names, _header(names, _TRANSLATION), "nothing says who checked this translation", hint)
    elif not table["checked_by"]:
        problems.note(str(names.path), "no qualified translator has checked this language yet")


class _Pair:
    """One word file in two languages."""

    def __init__(self, name: str, original: SourceFile, translation: SourceFile, problems: Problems) -> None:
        self._name = name
        self._original = original
        self._translation = translation
        self._problems = problems

    def compare(self) -> None:
        """Adds every difference."""
        self._compare(self._original.data, self._translation.data, ())

    def _compare(self, original: Any, translation: Any, path: tuple[str, ...]) -> None:
        match original, translation:
            case Mapping(), Mapping():
                for key in (*original, *(key for key in translation if key not in original)):
                    if not self._stands_alone((*path, key)):
                        self._compare_key(original, translation, (*path, key))
            case str(), str():
                if bool(original) != bool(translation):
                    empty, other = (
                        (self._translation, self._original) if original else (self._original, self._translation)
                    )
                    self._fault(
                        path, "says nothing", f"It says “{_short(original or translation)}” in {other.path}.", empty
                    )
                self._same_places(original, translation, path)
            case list(), list():
                if (self._name, path[-1]) in _LOOKED_FOR:
                    return
                if len(original) != len(translation):
                    self._fault(path, f"has {len(translation)} items, not {len(original)}", self._see(path))
                for one, other in zip(original, translation, strict=False):
                    self._same_places(str(one), str(other), path)
            case _ if original != translation or type(original) is not type(translation):
                self._fault(path, "is not the same kind of thing", self._see(path))

    def _compare_key(self, original: Mapping[str, Any], translation: Mapping[str, Any], path: tuple[str, ...]) -> None:
        key = path[-1]
        if key in original and key in translation:
            self._compare(original[key], translation[key], path)
        elif (self._name, key) != _MAY_BE_MISSING:
            here, there, table = (
                (self._translation, self._original, original)
                if key in original
                else (self._original, self._translation, translation)
            )
            line, column = _place_of(there, path)
            text = table[key]
            said = f" and says “{_short(text)}”" if isinstance(text, str) and text else ""
            hint = f"It stands in {there.path}:{line}:{column}{said}."
            _fault(self._problems, here, _where_it_belongs(here, path, table), f"{'.'.join(path)} is missing", hint)

    def _stands_alone(self, path: tuple[str, ...]) -> bool:
        return self._name == "names" and path == (_TRANSLATION,)

    def _same_places(self, original: str, translation: str, path: tuple[str, ...]) -> None:
        wanted, found = (set(_PLACE.findall(text)) for text in (original, translation))
        if wanted != found:
            self._fault(path, f"has the places {_names(found)}, not {_names(wanted)}", self._see(path))

    def _see(self, path: tuple[str, ...]) -> str:
        line, column = _place_of(self._original, path)
        return f"Compare {self._original.path}:{line}:{column}."

    def _fault(self, path: tuple[str, ...], message: str, hint: str, file: SourceFile | None = None) -> None:
        file = file or self._translation
        _fault(self._problems, file, _place_of(file, path), f"{'.'.join(path)} {message}", hint)


def _check_cards(files: PackFiles, first: str, language: str, problems: Problems) -> None:
    originals, translations = files.cards[first], files.cards[language]
    for here, there, tongue in ((originals, translations, language), (translations, originals, first)):
        for name in here:
            if name not in there:
                problems.add(f"words/{tongue}/patient/{name}.md", "the card is missing", hint=f"See {here[name].path}.")
    urgent = [_urgent_words(files.words[tongue].get("handout")) for tongue in (first, language)]
    for name, original in originals.items():
        if name in translations:
            _check_head(original, translations[name], problems)
            _check_sections(original, translations[name], urgent, problems)


def _check_head(original: SourceFile, translation: SourceFile, problems: Problems) -> None:
    a, b = original.data, translation.data
    for key in _FACTS:
        if key in b and a.get(key) != b[key]:
            hint = f"It is {a.get(key)} in {original.path}."
            _fault(problems, translation, _key(translation, key), f"{key} is another than in the original", hint)
    for key in _TOLD:
        if key in b and not str(b[key]).strip():
            _fault(problems, translation, _key(translation, key), f"{key} says nothing")
    counted, found = a.get("numbers", []), b.get("numbers", [])
    if len(counted) != len(found):
        message = f"the card has {len(found)} numbers, not {len(counted)}"
        _fault(problems, translation, _header(translation, "numbers"), message, f"Compare {original.path}.")
        return
    for place, (one, other) in enumerate(zip(counted, found, strict=True)):
        at = _header(translation, "numbers", place)
        for key in _COUNTED:
            if one.get(key) != other.get(key):
                hint = f"It is {one.get(key)} in {original.path}."
                _fault(problems, translation, at, f"{key} of this number is another than in the original", hint)
        if not str(other.get("label", "")).strip():
            _fault(problems, translation, at, "this number has no label", f"Compare {original.path}.")


def _check_sections(
    original: SourceFile, translation: SourceFile, urgent: list[dict[str, str]], problems: Problems
) -> None:
    pairs = list(zip(original.data["sections"], translation.data["sections"], strict=False))
    if len(original.data["sections"]) != len(CardPart) or len(pairs) != len(CardPart):
        return  # the headings say so already
    for part, (one, other) in zip(CardPart, pairs, strict=True):
        at = translation.place(f"## {other['heading']}\n")
        if len(one["bullets"]) != len(other["bullets"]):
            message = f"“{other['heading']}” has {len(other['bullets'])} bullets, not {len(one['bullets'])}"
            _fault(problems, translation, at, message, f"Compare {original.path}.")
        if bool(one["paragraphs"]) != bool(other["paragraphs"]):
            _fault(problems, translation, at, f"“{other['heading']}” lacks its sentences, or has too many")
        figures, told = (_figures(section) for section in (one, other))
        if figures != told:
            message = (
                f"“{other['heading']}” has the figures {_names(told.elements())}, not {_names(figures.elements())}"
            )
            _fault(problems, translation, at, message, f"Compare {original.path}.")
        if part is CardPart.CALL_THE_SAME_DAY:
            for place, (sign, said) in enumerate(zip(one["bullets"], other["bullets"], strict=False)):
                wanted, found = _urgency(sign, urgent[0]), _urgency(said, urgent[1])
                if wanted != found:
                    message = f"this sign is {found} here, and {wanted} in {original.path}"
                    hint = f"The words for that are “{urgent[1].get(wanted, '')}”." if wanted in urgent[1] else ""
                    _fault(problems, translation, _bullet(translation, at[0], place), message, hint)


_SAME_DAY = "for the same day"


def _urgent_words(handout: SourceFile | None) -> dict[str, str]:
    """What a sign ends in when it cannot wait for the day, or is about a pregnancy: how urgent, by those words."""
    said = handout.data.get("call_us", {}) if handout is not None else {}
    endings = {"an emergency": "emergency_ending", "for any hour": "any_hour_ending", "a pregnancy": "pregnant"}
    return {urgency: str(said[key]) for urgency, key in endings.items() if key in said}


def _urgency(sign: str, urgent: Mapping[str, str]) -> str:
    return next((urgency for urgency, words in urgent.items() if sign.endswith(words)), _SAME_DAY)


def _figures(section: Mapping[str, Any]) -> Counter[str]:
    return Counter(_FIGURE.findall(" ".join((*section["paragraphs"], *section["bullets"]))))


def _names(found: Iterable[str]) -> str:
    return ", ".join(sorted(found)) or "none"


def _short(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()}…"


def _fault(problems: Problems, file: SourceFile, at: tuple[int, int], message: str, hint: str = "") -> None:
    problems.found.append(Problem(str(file.path), *at, message, hint))


def _place_of(file: SourceFile, path: tuple[str, ...], *, end: bool = False) -> tuple[int, int]:
    """Where a key stands, or as far as the way to it can be followed; the last of its tables when its end is meant."""
    depth, offset = _header_at(file, path, -1 if end else 0)
    stop = _next_header(file, offset)
    for key in path[depth:]:
        # at the start of a line, or inside braces
        found = re.compile(rf"(?:^|[{{,]\s*)({re.escape(key)})\s*=", re.MULTILINE).search(file.text, offset, stop)
        if found is None:
            break
        offset = found.start(1)
    return _line_and_column(file, offset)


def _where_it_belongs(file: SourceFile, path: tuple[str, ...], table: Mapping[str, Any]) -> tuple[int, int]:
    """After what stands before it in the other language, or else under its table."""
    *parents, key = path
    before = list(table)[: list(table).index(key)]
    known: Any = file.data
    for name in parents:
        known = known[name]
    there = next((name for name in reversed(before) if name in known), None)
    return _place_of(file, tuple(parents)) if there is None else _place_of(file, (*parents, there), end=True)


def _header_at(file: SourceFile, path: tuple[str, ...], which: int) -> tuple[int, int]:
    """How many names of a path its deepest header has, and where the first (0) or the last (-1) such header stands."""
    for depth in range(len(path), 0, -1):
        name = re.escape(".".join(path[:depth]))
        found = [header.start() for header in re.finditer(rf"^\[+{name}[.\]]", file.text, re.MULTILINE)]
        if found:
            return depth, found[which]
    return 0, 0


def _next_header(file: SourceFile, offset: int) -> int:
    found = re.compile(r"^\[", re.MULTILINE).search(file.text, offset + 1)
    return found.start() if found else len(file.text)


def _header(file: SourceFile, name: str, place: int = 0) -> tuple[int, int]:
    found = list(re.finditer(rf"^\[+{name}\]", file.text, re.MULTILINE))
    return _line_and_column(file, found[place].start()) if place < len(found) else (1, 1)


def _key(file: SourceFile, key: str) -> tuple[int, int]:
    found = re.search(rf"^{key}\s*=", file.text, re.MULTILINE)
    return _line_and_column(file, found.start()) if found else (1, 1)


def _bullet(file: SourceFile, line: int, place: int) -> tuple[int, int]:
    bullets = [number for number, text in enumerate(file.text.splitlines(), 1) if number > line and text[:2] == "- "]
    return (bullets[place], 1) if place < len(bullets) else (line, 1)


def _line_and_column(file: SourceFile, offset: int) -> tuple[int, int]:
    line_start = file.text.rfind("\n", 0, offset) + 1
    return file.text.count("\n", 0, offset) + 1, offset - line_start + 1
