"""From the text of a case file to plain values, without what JSON lets slip through.

JSON readers take NaN for a number, keep the last of two equal keys and fall over deep nesting. Here each of these is a
fault with its place, so that a file from elsewhere can be refused in words.
"""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

LONGEST_FILE = 1_000_000
DEEPEST = 12
_LONGEST_NUMBER = 30
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class CaseFault:
    """One thing that is wrong: where (`findings.her2_ihc`, "" for the whole file), what, and what would do."""

    path: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.path}: " if self.path else ""
        hint = f" {self.hint[:1].upper()}{self.hint[1:]}" if self.hint else ""
        if hint and not hint.endswith((".", "?")):
            hint += "."
        return f"{place}{self.message}.{hint}"


class CaseRefused(ValueError):
    """The file is not a case. `faults` are all that was found, in the order of the file's parts."""

    def __init__(self, faults: tuple[CaseFault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class _Table(dict[str, Any]):
    """An object of the file that remembers which keys stood in it twice."""

    repeated: tuple[str, ...] = ()


def plain_object(text: str) -> tuple[dict[str, Any], list[CaseFault]]:
    """The object in the text, with the faults of its writing (repeated keys, unprintable characters).

    Raises CaseRefused when there is no object to go on with.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > LONGEST_FILE:
        raise _refused(f"the file is longer than {LONGEST_FILE:,} characters", "a case is a few pages at most")
    if _depth(text) > DEEPEST:
        raise _refused(f"the file is nested more than {DEEPEST} levels deep", "a case has three")
    try:
        found = json.loads(text, object_pairs_hook=_table, parse_int=_whole_number)
    except json.JSONDecodeError as fault:
        where = f"line {fault.lineno}, column {fault.colno}"
        raise _refused(f"this is not JSON: {fault.msg.lower()} at {where}", "look for a comma or quote there") from None
    if not isinstance(found, dict):
        raise _refused(f"the file holds {kind_of(found)}, not an object", 'a case starts with {"findings": …')
    return found, [*_written_wrongly(found, "")]


def kind_of(raw: object) -> str:
    """What a value is, in words: "a number", "a list"."""
    match raw:
        case None:
            return "nothing"
        case bool():
            return "true or false"
        case str():
            return "text"
        case int() | float():
            return "a number"
        case dict():
            return "an object"
        case _:
            return "a list"


def shown(raw: object) -> str:
    """A value as it may stand in a message: short, text in quotes."""
    return f"“{raw[:_SHOWN]}”" if isinstance(raw, str) else repr(raw)[:_SHOWN]


def _refused(message: str, hint: str) -> CaseRefused:
    return CaseRefused((CaseFault("", message, hint),))


def _table(pairs: list[tuple[str, Any]]) -> _Table:
    table = _Table(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        table.repeated = tuple(dict.fromkeys(name for name in names if names.count(name) > 1))
    return table


def _whole_number(digits: str) -> int | float:
    # Python refuses to read thousands of digits with an error of its own; a float out of range becomes infinity
    return int(digits) if len(digits) <= _LONGEST_NUMBER else float(digits)


def _depth(text: str) -> int:
    """How deep the brackets go, counted before reading: the reader itself would run out of stack."""
    depth = deepest = 0
    quoted = escaped = False
    for letter in text:
        if quoted:
            if escaped:
                escaped = False
            elif letter == "\\":
                escaped = True
            elif letter == '"':
                quoted = False
        elif letter == '"':
            quoted = True
        elif letter in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif letter in "]}":
            depth -= 1
    return deepest


def _written_wrongly(node: object, path: str) -> Iterator[CaseFault]:
    if isinstance(node, _Table):
        for name in node.repeated:
            yield CaseFault(_join(path, name), "this key stands here twice", "keep the right one")
        for name, value in node.items():
            yield from _written_wrongly(name, _join(path, name))
            yield from _written_wrongly(value, _join(path, name))
    elif isinstance(node, list):
        for place, value in enumerate(node, start=1):
            yield from _written_wrongly(value, f"{path}[{place}]")
    elif isinstance(node, str) and any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in node):
        yield CaseFault(path, "the text holds a character that cannot be printed", "type it again")


def _join(path: str, name: str) -> str:
    name = "".join(c if c.isprintable() else "?" for c in name[:_SHOWN])
    return f"{path}.{name}" if path else name
