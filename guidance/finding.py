"""One thing that can be known about a patient, and what may be said of it.

A finding is a name, a kind and its limits; it holds no answer. Not asked, not tested and negative are three different
things:
the absence of a value is *unknown* everywhere in this house and is never read as "no".
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

FindingId = str
Value = str | int | float | tuple[str, ...]
"""A choice, yes/no or ISO date is text, a number is a number, a `several` answer is a tuple of ids in the finding's
own order.
"""

YES = "yes"
NO = "no"


class Kind(StrEnum):
    """How a finding is answered."""

    CHOICE = "choice"
    NUMBER = "number"
    YES_NO = "yes_no"
    SEVERAL = "several"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact that can be known, for example the estrogen receptor percentage.

    `unit`, `minimum` and `maximum` belong to numbers; `choices` to choices and `several`. `step` is the intake step (1
    to 6).
    """

    id: FindingId
    kind: Kind
    step: int = 0
    group: str = ""
    choices: tuple[str, ...] = ()
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    essential: bool = False
    facts_ref: str = ""
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def values(self) -> tuple[str, ...]:
        """The ids an answer may use (empty for numbers and dates)."""
        return (YES, NO) if self.kind is Kind.YES_NO else self.choices


class ValueFault(ValueError):
    """A value that this finding cannot take. `hint` says what would do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def checked(finding: Finding, raw: object) -> Value:
    """The value in its canonical form.

    Raises ValueFault for a wrong type, an unknown choice, a number outside the limits, NaN, or a date that does not
    exist.
    """
    if finding.kind is Kind.NUMBER:
        return _number(finding, raw)
    if finding.kind is Kind.SEVERAL:
        return _several(finding, raw)
    if not isinstance(raw, str):
        raise ValueFault(f"{_shown(raw)} is not text", _expected(finding))
    if finding.kind is Kind.DATE:
        return _date(raw)
    if raw not in finding.values:
        raise ValueFault(f"“{raw[:60]}” is not a value of {finding.id}", _suggestion(raw, finding))
    return raw


def _number(finding: Finding, raw: object) -> int | float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise ValueFault(f"{_shown(raw)} is not a number", _expected(finding))
    if math.isnan(raw) or math.isinf(raw):
        raise ValueFault(f"{raw} is not a number that can be measured", _expected(finding))
    low, high = finding.minimum, finding.maximum
    if (low is not None and raw < low) or (high is not None and raw > high):
        raise ValueFault(f"{_shown(raw)} is outside the limits", _expected(finding))
    return int(raw) if isinstance(raw, float) and raw.is_integer() else raw


def _several(finding: Finding, raw: object) -> tuple[str, ...]:
    if not isinstance(raw, list | tuple):
        raise ValueFault(f"{_shown(raw)} is not a list", _expected(finding))
    for item in raw:
        if not isinstance(item, str) or item not in finding.choices:
            raise ValueFault(f"{_shown(item)} is not a value of {finding.id}", _suggestion(str(item), finding))
    chosen = set(raw)
    if len(chosen) != len(raw):
        raise ValueFault("a value is listed twice", "list each value once")
    return tuple(choice for choice in finding.choices if choice in chosen)


_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _date(raw: str) -> str:
    if not _ISO_DATE.fullmatch(raw):
        raise ValueFault(f"“{raw[:60]}” is not a date", "write it as 2026-11-23")
    try:
        date.fromisoformat(raw)
    except ValueError:
        raise ValueFault(f"“{raw}” is not a day of the calendar", "write it as 2026-11-23") from None
    return raw


def _shown(raw: object) -> str:
    return f"“{raw[:60]}”" if isinstance(raw, str) else repr(raw)[:60]


def _expected(finding: Finding) -> str:
    match finding.kind:
        case Kind.NUMBER:
            return f"a number from {finding.minimum:g} to {finding.maximum:g} {finding.unit}".strip()
        case Kind.SEVERAL:
            return "a list of: " + ", ".join(finding.choices)
        case Kind.DATE:
            return "a date written as 2026-11-23"
        case _:
            return "one of: " + ", ".join(finding.values)


def _suggestion(raw: str, finding: Finding) -> str:
    # difflib is slow to import, and only a fault needs it
    from difflib import get_close_matches

    close = get_close_matches(raw, finding.values, n=1)
    return f"did you mean “{close[0]}”?" if close else _expected(finding)
