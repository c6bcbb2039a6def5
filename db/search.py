"""Finding a patient: names without case and accents, numbers without spaces, dates in the forms people write.

A date that can be read two ways is read both ways: a patient shown too many is seen, a patient not shown is not.
"""

import re
import unicodedata
from dataclasses import dataclass

# Letters that Unicode does not take apart into a letter and an accent
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_JOINING = frozenset("'’‘ʼ`´.")
"""Inside a word these are left out (O'Sullivan, St. John); every other punctuation ends a word."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def folded(text: str) -> str:
    """The text as it is compared: lower case, no accents, words parted by one space; "" when nothing is left."""
    apart = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    letters: list[str] = []
    for letter in unicodedata.normalize("NFKD", apart):
        kind = unicodedata.category(letter)
        if letter in _JOINING or kind in ("Mn", "Cf", "Cs"):
            continue
        letters.append(" " if kind[0] in "PZC" else letter)
    return " ".join("".join(letters).split())


def joined(text: str) -> str:
    """An identifier as it is compared: folded, without spaces and dashes."""
    return folded(text).replace(" ", "")


def storable(text: str) -> str:
    """The text as a column can hold it: half a character becomes a question mark (the document keeps it exactly)."""
    return text.encode("utf-8", "replace").decode()


def initial(given_name: str) -> str:
    """The first letter of a given name as it is compared, or ""."""
    return folded(given_name)[:1]


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody typed, as it is looked for.

    A patient is found when every word is part of a name, or `identifier` is part of the identifier, or the date of
    birth starts with one of `born` (ISO, whole or in part). All three empty: nothing can be found.
    """

    words: tuple[str, ...]
    identifier: str
    born: tuple[str, ...]

    @classmethod
    def of(cls, typed: str) -> "Query":
        """The query of a line of text."""
        return cls(tuple(folded(typed).split()), joined(typed), dates_meant(typed))


def dates_meant(typed: str) -> tuple[str, ...]:
    """Every date the text can mean: "1968-03-14", "1968-03" or "1968"; in order, none twice.

    Takes 14/3/1968, 3/14/1968, 1968-03-14, 14 mar 68, March 14, 1968, 14031968, 19680314, 140368, mar 1968, 3/1968,
    1968.
    """
    text = folded(typed)
    named = _with_named_month(text)
    found = named if named is not None else _with_numbers(typed.strip())
    return tuple(dict.fromkeys(date for date in found if date))


def _with_named_month(text: str) -> list[str] | None:
    match = re.fullmatch(r"(?:(\d{1,2}) ?)?([a-z]{3,9}) ?(?:(\d{1,2})(?:st|nd|rd|th)? )?(\d{4}|\d{2})", text)
    if match is None:
        return None
    before, word, after, year = match.groups()
    month = next((at for at, name in enumerate(_MONTHS, 1) if word.startswith(name)), 0)
    if not month or (before and after):
        return None
    day = before or after
    return [_iso(whole, month, int(day) if day else None) for whole in _years(year)]


def _with_numbers(text: str) -> list[str]:
    if re.fullmatch(r"\d{4}", text):
        return [text]
    if re.fullmatch(r"\d{6}", text):
        return _three(text[:2], text[2:4], text[4:])
    if re.fullmatch(r"\d{8}", text):
        return _three(text[:4], text[4:6], text[6:]) + _three(text[:2], text[2:4], text[4:])
    parts = re.split(r"\s*[/.\-\u2010-\u2015\s]\s*", text)
    if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in parts):
        return []
    if len(parts) == 3:
        return _three(*parts)
    if len(parts) == 2 and len(parts[1]) == 4:
        return [_iso(int(parts[1]), int(parts[0]), None)]
    if len(parts) == 2 and len(parts[0]) == 4:
        return [_iso(int(parts[0]), int(parts[1]), None)]
    return []


def _three(first: str, second: str, third: str) -> list[str]:
    if len(first) == 4:
        return [_iso(int(first), int(second), int(third))]
    if len(first) > 2 or len(second) > 2 or len(third) not in (2, 4):
        return []
    found = []
    for year in _years(third):
        found += [_iso(year, int(second), int(first)), _iso(year, int(first), int(second))]
    if len(third) == 2:
        found += [_iso(year, int(second), int(third)) for year in _years(first)]
    return found


def _years(written: str) -> list[int]:
    return [int(written)] if len(written) == 4 else [1900 + int(written), 2000 + int(written)]


def _iso(year: int, month: int, day: int | None) -> str:
    if not 1 <= month <= 12 or not 1800 <= year <= 2199:
        return ""
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= 31 else ""
