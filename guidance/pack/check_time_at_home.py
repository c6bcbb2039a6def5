"""Checks the table of the time that treatments take: names, ranges, what belongs together, sources and signatures."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from guidance.pack.check_governance import check_due
from guidance.pack.problems import Problems, SourceFile, did_you_mean
from guidance.pack.reader import PackFiles
from guidance.time_at_home import FIELDS, OPTIONS, RANGES, SIGNED, AtHome, GivenBy

NAME = "time_at_home"
_TOGETHER = (
    (("given_by",), ("minutes_first_time", "minutes_each_time")),
    (("months_at_first",), ("blood_tests_a_month_at_first",)),
)
"""What says nothing alone: fields of the left and of the right stand together."""

_EITHER = (
    ("visits_a_month", "visits_in_3_months", "visits_in_all"),
    ("visits_in_first_month", "visits_in_all"),
    ("weeks_between_scans", "months_between_scans"),
)
"""Fields of which a table has one."""

_WORDS: Mapping[str, tuple[str, ...]] = {
    "": ("lead",),
    "label": ("visits", *GivenBy, "at_home", "blood_tests", "scans"),
    "home": tuple(AtHome),
    "often": (
        "a_month",
        "in_3_months",
        "in_all",
        "first_month",
        "at_first",
        "then",
        "first_time_then",
    ),
    "every": ("week", "weeks", "weeks_range", "month", "months", "months_range"),
    "count": ("either", "range"),
    "length": ("minute", "minutes", "hour", "hours", "hours_and_half"),
}
"""The sentences that tell the time (screen.toml), by their table."""


def check_time_at_home(files: PackFiles, problems: Problems, today: date) -> set[str]:
    """Adds every fault of the table and of its words, and what is unread or overdue on `today`. Says which sources it
    cites.
    """
    file = files.rules[NAME]
    classes = files.rules["treatment_classes"].data
    cited: set[str] = set()
    unread = 0
    for name, table in file.data.items():
        at = (f"[{name}]",)
        if not isinstance(table, Mapping):
            problems.add(file, f"{name} is no table of a treatment class", at=(name,), hint=f"Write [{name}].")
            continue
        if name not in classes:
            problems.add(file, f"“{name}” is no treatment class of this pack", at=at, hint=did_you_mean(name, classes))
        _check_signature(file, name, table, problems, today)
        unread += not table.get("reviewer")
        cited |= _check_facts(files, name, table, at, problems, {*FIELDS, *SIGNED, OPTIONS})
        if not any(key in FIELDS for key in table):
            problems.add(file, f"{name} says nothing of the time", at=at, hint="Leave the table out.")
        cited |= _check_options(files, name, table, problems)
    if unread:
        problems.note(str(file.path), f"{unread} of {len(file.data)} tables have no reviewer yet")
    _check_words(files, problems)
    return cited


def _check_signature(file: SourceFile, name: str, table: Mapping[str, Any], problems: Problems, today: date) -> None:
    at = (f"[{name}]",)
    missing = [key for key in SIGNED if key not in table]
    if missing:
        problems.add(file, f"{name} lacks {', '.join(missing)}", at=at)
    if bool(table.get("reviewer")) != bool(table.get("reviewed")):
        problems.add(file, "a review needs both a name and a date", at=(*at, "review"))
    if "due" in table:
        check_due(file, table, f"the time of {name}", (*at, "due"), problems, today)


def _check_options(files: PackFiles, name: str, table: Mapping[str, Any], problems: Problems) -> set[str]:
    """The options with a time of their own belong to the class; an empty table says that nothing is known of one."""
    file = files.rules[NAME]
    of_class = [o.data["id"] for o in files.options if o.data.get("treatment_class") == name and "id" in o.data]
    cited: set[str] = set()
    for option, own in table.get(OPTIONS, {}).items():
        at = (f"[{name}.{OPTIONS}.{option}]",)
        if option not in of_class:
            hint = did_you_mean(option, of_class)
            problems.add(file, f"“{option}” is no option of {name}", at=at, hint=hint)
        cited |= _check_facts(files, option, own, at, problems, {*FIELDS, "sources"})
        if own and "sources" not in own:
            problems.add(file, f"{option} lacks sources", at=at)
    return cited


def _check_facts(
    files: PackFiles,
    name: str,
    table: Mapping[str, Any],
    at: tuple[str, ...],
    problems: Problems,
    known: Iterable[str],
) -> set[str]:
    file, sources = files.rules[NAME], files.rules["sources"].data
    known = sorted(known)
    for key, value in table.items():
        place = (*at, f"\n{key} ", key)
        if key not in known:
            problems.add(file, f"“{key}” is nothing that is told of time", at=place, hint=did_you_mean(key, known))
        elif key in RANGES:
            _check_range(file, key, value, place, problems)
    months = table.get("months_at_first", 1)
    if not _is_count(months):
        problems.add(file, f"months_at_first is {months}, not a whole number from 1", at=(*at, "months_at_first"))
    for key, kind in (("at_home", AtHome), ("given_by", GivenBy)):
        _check_choice(file, key, table.get(key), kind, at, problems)
    for one, other in _TOGETHER:
        alone = [key for key in (*one, *other) if key in table]
        if alone and not (any(key in table for key in one) and any(key in table for key in other)):
            hint = f"Add {' or '.join(other if alone[0] in one else one)}."
            problems.add(file, f"{name} has {alone[0]} alone", at=(*at, alone[0]), hint=hint)
    for fields in _EITHER:
        both = [key for key in fields if key in table]
        if len(both) > 1:
            said = f"{name} has {' and '.join(both)}"
            problems.add(file, said, at=(*at, both[1]), hint="Keep the one that is told.")
    for source in table.get("sources", ()):
        if source not in sources:
            hint = did_you_mean(source, sources)
            problems.add(file, f"“{source}” is no source of this pack", at=(*at, f'"{source}"'), hint=hint)
    if "sources" in table and not table["sources"]:
        problems.add(file, f"{name} cites no source", at=(*at, "sources"))
    return set(table.get("sources", ()))


def _check_range(file: SourceFile, key: str, value: Any, at: tuple[str, ...], problems: Problems) -> None:
    if not isinstance(value, list) or len(value) != 2 or not all(_is_count(number) for number in value):
        hint = "Write [least, most], both from 1; leave it out where it is not known."
        problems.add(file, f"{key} is no range of whole numbers", at=at, hint=hint)
    elif value[0] > value[1]:
        problems.add(file, f"{key} is upside down", at=at, hint=f"Write [{value[1]}, {value[0]}].")


def _check_choice(
    file: SourceFile, key: str, value: Any, kind: type[StrEnum], at: tuple[str, ...], problems: Problems
) -> None:
    known = [str(member) for member in kind]
    if value is not None and value not in known:
        hint = did_you_mean(str(value), known) or f"Use one of {', '.join(known)}."
        problems.add(file, f"“{value}” is no value of {key}", at=(*at, key), hint=hint)


def _check_words(files: PackFiles, problems: Problems) -> None:
    """The first language has every sentence; the others are held against it (check_translations.py)."""
    first = next(iter(files.words.values()), {})
    screen = first.get("screen")
    if screen is None:
        return
    words = screen.data.get("time", {})
    for table, keys in _WORDS.items():
        said = words.get(table, {}) if table else words
        missing = [key for key in keys if key not in said]
        if missing:
            path = f"time.{table}" if table else "time"
            problems.add(screen, f"{path} lacks {', '.join(missing)}", at=(f"[{path}]",))


def _is_count(number: Any) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and number >= 1
