"""The fields of a case file, taken one by one by their kind; what is wrong with them is collected with its place.

A field that is absent or null is unknown and no fault. A field with a fault reads as unknown, so that reading goes on
and every fault is told at once.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from guidance.case_text import CaseFault, kind_of, shown
from guidance.finding import Finding
from guidance.knowledge import KnowledgeBase
from guidance.partial_date import PARTIAL_DATE
from guidance.treatment import NUMBER_LIMITS

LONGEST_LINE = 300
_MOST_ITEMS = 200


@dataclass(slots=True)
class CaseFields:
    """Takes fields and collects faults."""

    knowledge: KnowledgeBase
    faults: list[CaseFault]

    def finding(self, name: str, path: str) -> Finding | None:
        """The finding of this name; None and a fault when the edition has none, or it follows from others."""
        if name in self.knowledge.derived:
            self.fault(path, f"{name} follows from other findings and is not entered", "leave it out")
        elif name not in self.knowledge.findings:
            self.unknown(name, self.knowledge.findings, path, "a finding")
        else:
            return self.knowledge.findings[name]
        return None

    def number(self, raw: object, name: str, path: str) -> int | float | None:
        """A number of the treatment history within its limits."""
        if raw is None:
            return None
        low, high = NUMBER_LIMITS[name]
        expected = f"write a {'whole ' if name == 'line' else ''}number from {low} to {high}"
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            self.fault(path, f"{shown(raw)} is not a number", expected)
        elif not math.isfinite(raw) or not low <= raw <= high or (name == "line" and raw != int(raw)):
            self.fault(path, f"{raw} is outside the limits", expected)
        else:
            return int(raw) if raw == int(raw) else raw
        return None

    def date_of(self, raw: object, path: str, *, whole: bool = False) -> str:
        """A date "2026", "2026-03" or "2026-03-14" (only the last with `whole`), or ""."""
        text = self.text(raw, path)
        if not text:
            return ""
        found = PARTIAL_DATE.fullmatch(text)
        if found and (not whole or found[3]):
            year, month, day = (int(part or 1) for part in found.groups())
            try:
                date(year, month, day)
            except ValueError:
                self.fault(path, f"{shown(text)} is not a day of the calendar", "write it as 2026-11-23")
                return ""
            return text
        self.fault(path, f"{shown(text)} is not a date", "write it as 2026-11-23")
        return ""

    def text(self, raw: object, path: str, longest: int = LONGEST_LINE) -> str:
        """A text without the spaces around it, or ""."""
        if raw is None:
            return ""
        if not isinstance(raw, str):
            self.fault(path, f"this is {kind_of(raw)}, not text", "put it in quotes")
        elif len(raw) > longest:
            self.fault(path, f"the text is longer than {longest} characters", "make it shorter")
        else:
            return raw.strip()
        return ""

    def yes(self, raw: object, path: str, *, otherwise: bool) -> bool:
        """True or false."""
        if raw is None:
            return otherwise
        if not isinstance(raw, bool):
            self.fault(path, f"{shown(raw)} is not true or false", "write true or false without quotes")
            return otherwise
        return raw

    def one_of(self, raw: object, allowed: tuple[str, ...], path: str) -> str:
        """One of a few words, or ""."""
        return self.id_of(raw, [str(item) for item in allowed], path, "one of the values")

    def id_of(self, raw: object, known: Iterable[str], path: str, what: str) -> str:
        """A known id, or ""; `what` says in a fault what it should have been."""
        if raw is None:
            return ""
        if not isinstance(raw, str):
            self.fault(path, f"this is {kind_of(raw)}, not text", "put it in quotes")
            return ""
        if raw not in known:
            self.unknown(raw, known, path, what)
            return ""
        return raw

    def items(self, raw: object, path: str) -> list[Any]:
        """A list of reasonable length."""
        if raw is None:
            return []
        if not isinstance(raw, list):
            self.fault(path, f"this is {kind_of(raw)}, not a list", "put it between [ and ]")
            return []
        if len(raw) > _MOST_ITEMS:
            self.fault(path, f"the list is longer than {_MOST_ITEMS}", "make it shorter")
        return raw[:_MOST_ITEMS]

    def table(self, raw: object, path: str) -> dict[str, Any]:
        """An object."""
        if raw is None:
            return {}
        if not isinstance(raw, dict):
            self.fault(path, f"this is {kind_of(raw)}, not an object", "put it between { and }")
            return {}
        return raw

    def only(self, table: Mapping[str, Any], names: tuple[str, ...], path: str) -> None:
        """Adds a fault for every key that this part does not have."""
        for name in table:
            if name not in names:
                self.unknown(name, names, f"{path}.{name}" if path else name, "a key of this part")

    def unknown(self, name: str, known: Iterable[str], path: str, what: str) -> None:
        """Adds a fault for a name that is not among the known ones, with the nearest one."""
        names = list(known)
        close = get_close_matches(name, names, n=1)
        few = 12
        hint = f"did you mean “{close[0]}”?" if close else ("use: " + ", ".join(names) if len(names) <= few else "")
        self.fault(path, f"{shown(name)} is not {what}", hint)

    def fault(self, path: str, message: str, hint: str = "") -> None:
        """Adds a fault."""
        self.faults.append(CaseFault(path, message, hint))
