"""Finds rules that can never speak: a condition that no patient, and no gap in what is known, can ever meet.

Only conditions whose names are right are looked at; the others are faults already. Where the search would take too long
nothing is said (imagined.py).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from guidance.condition import All, Compare, Condition, Given, Not, OneOf, findings_of
from guidance.criteria import Language
from guidance.derivation import Case, DerivedFinding
from guidance.expression import joined_by_and, read
from guidance.finding import NO, YES, Finding, Kind
from guidance.pack.check_conditions import SoundCondition
from guidance.pack.imagined import Imagination
from guidance.pack.problems import Problems
from guidance.pack.reader import PackFiles
from guidance.profile import REGION
from guidance.treatment import TreatmentKind

_KINDS = {kind.value for kind in Kind}


def check_possible(files: PackFiles, sound: Iterable[SoundCondition], problems: Problems) -> None:
    """Adds a fault for each condition that nobody can meet, with the parts that exclude each other."""
    sound = tuple(sound)
    language = language_of(files, sound)
    imagination = Imagination(language)
    for condition in sound:
        if _is_spoken(condition.meaning, language) and imagination.nobody_meets(condition.meaning):
            parts = _excluding(joined_by_and(condition.text), imagination)
            problems.add(
                condition.file,
                "no patient can ever meet this condition",
                at=(*condition.at, parts[0][0]),
                hint=_hint(parts, language),
            )


def language_of(files: PackFiles, sound: Iterable[SoundCondition]) -> Language:
    """What the conditions of a pack can be asked of, as far as it is free of faults.

    A derived finding with a fault, or one that comes from such a finding or from itself, is left out.
    """
    findings = {name: _finding(name, table) for name, table in files.rules["findings"].data.items() if _whole(table)}
    coarse = {
        name: {value: tuple(finer) for value, finer in table["coarse"].items()}
        for name, table in files.rules["findings"].data.items()
        if "coarse" in table
    }
    kinds = {name: TreatmentKind(name, tuple(t["groups"])) for name, t in files.rules["treatments"].data.items()}
    sound_texts = {condition.text for condition in sound if condition.file is files.rules["derived"]}
    waiting = {
        name: rule
        for name, table in files.rules["derived"].data.items()
        if _whole(table) and (rule := _derived(name, table, sound_texts)) is not None
    }
    derived: dict[str, DerivedFinding] = {}
    # Each one follows those it comes from; what comes from itself waits for ever
    while ready := {n: r for n, r in waiting.items() if all(_named(c.when) <= {*findings, *derived} for c in r.cases)}:
        derived |= ready
        waiting = {name: rule for name, rule in waiting.items() if name not in ready}
    return Language(findings, coarse, derived, kinds)


def _whole(table: Mapping[str, Any]) -> bool:
    if table.get("kind") == Kind.NUMBER and "counts" not in table:
        return "minimum" in table and "maximum" in table
    return table.get("kind") in _KINDS


def _finding(name: str, table: Mapping[str, Any]) -> Finding:
    return Finding(
        name,
        Kind(table["kind"]),
        choices=tuple(table.get("choices", ())),
        unit=table.get("unit", ""),
        minimum=table.get("minimum"),
        maximum=table.get("maximum"),
    )


def _derived(name: str, table: Mapping[str, Any], sound: set[str]) -> DerivedFinding | None:
    texts = dict(table.get("when", {})) | {key: table[key] for key in (YES, NO) if key in table}
    if not sound.issuperset(texts.values()):
        return None
    cases = {value: read(text) for value, text in texts.items()}
    if YES in cases:
        cases.setdefault(NO, Not(cases[YES]))
    leaves_open = table.get("leaves_open", {})
    return DerivedFinding(
        name,
        Kind(table["kind"]),
        cases=tuple(Case(value, when, tuple(leaves_open.get(value, ()))) for value, when in cases.items()),
        otherwise=table.get("otherwise", ""),
        counts=table.get("counts", ""),
    )


def _named(condition: Condition) -> frozenset[str]:
    return findings_of(condition) - {REGION}


def _is_spoken(condition: Condition, language: Language) -> bool:
    return _named(condition) <= language.findings.keys() | language.derived.keys()


def _excluding(parts: tuple[tuple[str, Condition], ...], imagination: Imagination) -> tuple[tuple[str, Condition], ...]:
    """As few of the parts as already exclude each other."""
    needed = list(parts)
    for part in parts:
        without = [other for other in needed if other is not part]
        if without and imagination.nobody_meets(All(tuple(meaning for _, meaning in without))):
            needed = without
    return tuple(needed)


def _hint(parts: tuple[tuple[str, Condition], ...], language: Language) -> str:
    if len(parts) > 1:
        return "These exclude each other: " + ", ".join(f"`{text}`" for text, _ in parts) + "."
    text, condition = parts[0]
    match condition:
        case Compare(finding) if (limits := language.findings.get(finding)) and limits.kind is Kind.NUMBER:
            return f"{finding} goes from {limits.minimum:g} to {limits.maximum:g}{limits.unit and f' {limits.unit}'}."
        case Compare(finding) | OneOf(finding) | Given(finding) if finding in language.derived:
            return f"No answers bring {finding} to this; look at its rule in derived.toml."
        case _:
            return f"Look at `{text}`."
