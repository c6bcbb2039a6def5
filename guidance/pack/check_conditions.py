"""Checks the names and values inside the conditions of a pack: a choice of another finding, a number against a
choice, a class nobody knows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from guidance.condition import (
    Alongside,
    Compare,
    Condition,
    Earliest,
    Empty,
    EntryCompare,
    EntryOneOf,
    Given,
    Includes,
    Latest,
    Lines,
    OneOf,
    Only,
    ProgressedOn,
    Treated,
    walk,
)
from guidance.expression import ENTRY_FIELDS, ExpressionFault, read
from guidance.finding import NO, YES
from guidance.pack.problems import Problems, SourceFile, did_you_mean
from guidance.pack.reader import PackFiles
from guidance.profile import REGION, REGIONS
from guidance.treatment import NUMBER_LIMITS, OUTCOMES, PROGRESSED_WITHIN
from guidance.treatment_history import SYSTEMIC

_ORDER = ("<", "<=", ">", ">=")


@dataclass(frozen=True, slots=True)
class Names:
    """Everything a pack's conditions and tables may name."""

    findings: Mapping[str, Mapping[str, Any]]
    derived: Mapping[str, Mapping[str, Any]]
    subjects: frozenset[str]
    sources: frozenset[str]
    companions: frozenset[str]

    @classmethod
    def of(cls, files: PackFiles) -> "Names":
        """The names of a pack."""
        treatments = files.rules["treatments"].data
        groups = {group for table in treatments.values() for group in table["groups"]}
        return cls(
            files.rules["findings"].data,
            files.rules["derived"].data,
            frozenset(treatments) | groups | {SYSTEMIC},
            frozenset(files.rules["sources"].data),
            frozenset(files.rules["companions"].data),
        )

    def kind(self, finding: str) -> str:
        """The kind of a given or derived finding, "" when there is none."""
        table = self.findings.get(finding) or self.derived.get(finding)
        return str(table.get("kind", "")) if table else "choice" if finding == REGION else ""

    def values(self, finding: str) -> tuple[str, ...]:
        """The values a finding can have (empty for numbers and dates)."""
        if finding == REGION:
            return REGIONS
        if self.kind(finding) == "yes_no":
            return (YES, NO)
        if finding in self.derived:
            table = self.derived[finding]
            return (*table.get("when", {}), *((table["otherwise"],) if "otherwise" in table else ()))
        return tuple(self.findings.get(finding, {}).get("choices", ()))


@dataclass(frozen=True, slots=True)
class SoundCondition:
    """A condition without a wrong name, and the words that lead to its place."""

    file: SourceFile
    text: str
    at: tuple[str, ...]
    meaning: Condition


@dataclass(frozen=True, slots=True)
class ConditionChecker:
    """Checks one condition after the other, adds what is wrong and keeps what is sound."""

    names: Names
    problems: Problems
    sound: list[SoundCondition] = field(default_factory=list)

    def check(self, file: SourceFile, text: str, at: tuple[str, ...]) -> None:
        """Reads a condition and checks every name in it."""
        place = (*at, text.split("\n")[0].strip()[:40])
        try:
            condition = read(text)
        except ExpressionFault as fault:
            self.problems.add(file, fault.message, at=place, column=fault.column, hint=fault.hint)
            return
        faults = [fault for node in walk(condition) for fault in self._faults(node)]
        for message, hint in faults:
            self.problems.add(file, message, at=place, hint=hint)
        if not faults:
            self.sound.append(SoundCondition(file, text, place, condition))

    def _faults(self, node: Condition) -> Iterable[tuple[str, str]]:
        match node:
            case Compare(finding, operator, value):
                yield from self._compare(finding, operator, value)
            case OneOf(finding, values):
                for value in values:
                    yield from self._compare(finding, "==", value)
            case Includes(finding, value) | Only(finding, value):
                yield from self._several(finding, value)
            case Empty(finding):
                yield from self._several(finding, None)
            case Given(finding):
                yield from self._finding(finding)
            case Treated(subject) | ProgressedOn(subject) | Lines(subject) | Alongside(subject):
                yield from self._subject(subject)
            case Earliest(subject) | Latest(subject):
                yield from self._subject(subject)
            case EntryCompare(field, operator, value):
                yield from self._entry(field, operator, value)
            case EntryOneOf(field, values):
                for value in values:
                    yield from self._entry(field, "==", value)
            case _:
                return

    def _finding(self, finding: str) -> Iterable[tuple[str, str]]:
        if not self.names.kind(finding):
            known = (*self.names.findings, *self.names.derived, REGION)
            yield f"“{finding}” is no finding of this pack", did_you_mean(finding, known)

    def _compare(self, finding: str, operator: str, value: str | float) -> Iterable[tuple[str, str]]:
        kind = self.names.kind(finding)
        if not kind:
            yield from self._finding(finding)
        elif kind == "number":
            if isinstance(value, str):
                yield f"{finding} is a number and is compared with the word “{value}”", "Compare it with a number."
        elif kind == "several":
            yield f"{finding} can have several values", f"Write `{finding} includes {value}`."
        elif not isinstance(value, str):
            yield (
                f"{finding} is a choice and is compared with the number {value:g}",
                "Compare it with one of its values.",
            )
        elif operator in _ORDER:
            yield f"{finding} is a choice and has no order", "Use == or in {…}."
        elif value not in self.names.values(finding):
            yield f"“{value}” is no value of {finding}", self._meant(finding, value)

    def _several(self, finding: str, value: str | None) -> Iterable[tuple[str, str]]:
        kind = self.names.kind(finding)
        if not kind:
            yield from self._finding(finding)
        elif kind != "several":
            yield f"{finding} has one value only", f"Write `{finding} == {value}`."
        elif value is not None and value not in self.names.values(finding):
            yield f"“{value}” is no value of {finding}", self._meant(finding, value)

    def _meant(self, finding: str, value: str) -> str:
        """A value of this finding that reads alike, or whose value it is, or what the values are."""
        values = self.names.values(finding)
        if alike := did_you_mean(value, values):
            return alike
        owners = [name for name in (*self.names.findings, *self.names.derived) if value in self.names.values(name)]
        return f"It is a value of {', '.join(owners)}." if owners else f"Use one of {', '.join(values)}."

    def _subject(self, subject: str) -> Iterable[tuple[str, str]]:
        if subject not in self.names.subjects:
            yield f"“{subject}” is no class or group of earlier treatment", did_you_mean(subject, self.names.subjects)

    def _entry(self, field: str, operator: str, value: str | float) -> Iterable[tuple[str, str]]:
        if field not in ENTRY_FIELDS:
            yield f"“{field}” is no field of a history entry", did_you_mean(field, ENTRY_FIELDS)
            return
        if field in NUMBER_LIMITS:
            if isinstance(value, str):
                yield f"{field} is a number and is compared with the word “{value}”", "Compare it with a number."
            return
        allowed = OUTCOMES if field == "outcome" else PROGRESSED_WITHIN
        if operator in _ORDER:
            yield f"{field} has no order", "Use == or in {…}."
        elif value not in allowed:
            yield f"“{value}” is no value of {field}", did_you_mean(str(value), allowed)
