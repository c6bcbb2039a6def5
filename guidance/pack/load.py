"""Loads a built pack into a KnowledgeBase, and refuses one that is not whole.

Standard library only and no TOML: this stands between the double click and the first frame.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from sys import intern
from types import MappingProxyType
from typing import Any

from guidance.condition import Condition, from_data
from guidance.derivation import Case, DerivedFinding, Needed
from guidance.finding import Finding, Kind
from guidance.intake import Intake, Section, Step
from guidance.knowledge import Edition, KnowledgeBase
from guidance.option import (
    Alert,
    Clause,
    Companion,
    CompanionRule,
    Conflict,
    MedicalTest,
    Option,
    Part,
    Source,
    Standing,
    TreatmentClass,
)
from guidance.pack.build import SCHEMA, body_bytes
from guidance.pack.later import Later
from guidance.treatment import TreatmentKind

_PARTS = {part.value: part for part in Part}
_STANDINGS = {standing.value: standing for standing in Standing}


class PackRefused(Exception):
    """The pack file is missing, damaged or of another schema; nothing of it is used. `last_good.py` leads back."""


def load_pack(path: Path) -> KnowledgeBase:
    """Loads a built pack file. Raises PackRefused."""
    try:
        file = path.read_bytes()
        first, *lines, _ = file.split(b"\n")
        header = json.loads(first)
        schema, expected = header["plainly_pack"], header["sha256"]
    except FileNotFoundError:
        raise PackRefused(f"{path.name} is not there") from None
    except (OSError, ValueError, KeyError, TypeError):
        raise PackRefused(f"{path.name} is not a knowledge pack") from None
    if schema != SCHEMA:
        raise PackRefused(f"{path.name} has schema {schema}, this program reads schema {SCHEMA}")
    if hashlib.sha256(memoryview(file)[len(first) + 1 : -1]).hexdigest() != expected:
        raise PackRefused(f"{path.name} was changed after it was built")
    try:
        rules, tables, *words = lines
        body = json.loads(rules)
        body["words"] = Words(zip(body["languages"], words, strict=True))
        knowledge = knowledge_from(body, expected)
    except (ValueError, LookupError, TypeError) as fault:
        # Whole, and still not what this program reads: its builder was another version
        raise PackRefused(f"{path.name} was built for another version of this program") from fault
    object.__setattr__(knowledge, "tables_data", tables)
    return knowledge


class Words(Mapping[str, Mapping[str, Any]]):
    """The words by language, each read when it is first spoken."""

    def __init__(self, lines: Iterable[tuple[str, bytes]]) -> None:
        self._lines = dict(lines)
        self._read: dict[str, Mapping[str, Any]] = {}

    def __getitem__(self, language: str) -> Mapping[str, Any]:
        if language not in self._read:
            self._read[language] = json.loads(self._lines[language])
        return self._read[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def knowledge_from(body: dict[str, Any], sha256: str = "") -> KnowledgeBase:
    """The knowledge of a built body."""
    pack = body["pack"]
    edition = Edition(
        pack["id"],
        pack["edition"],
        pack["evidence_until"],
        pack["status"],
        pack["approved_by"],
        pack["review_due"],
        sha256 or hashlib.sha256(body_bytes(body)).hexdigest(),
    )
    findings, sources, derived = body["findings"], body["sources"], body["derived"]
    options, clauses, conditions = body["options"], body["clauses"], body["conditions"]
    return KnowledgeBase(
        edition=edition,
        findings=_read_only({name: _finding(name, table) for name, table in findings.items()}),
        coarse=_read_only(
            {n: {k: tuple(v) for k, v in t["coarse"].items()} for n, t in findings.items() if "coarse" in t}
        ),
        shown_when=_read_only({name: from_data(data) for name, data in body["intake"]["shown_when"].items()}),
        derived=Later(lambda: {name: _derived(name, table) for name, table in derived.items()}),
        treatment_kinds=_read_only({n: TreatmentKind(n, tuple(t["groups"])) for n, t in body["treatments"].items()}),
        options=Later(lambda: _options(options, clauses, conditions)),
        alerts=tuple(
            Alert(n, t["rank"], tuple(from_data(x) for x in t["triggers"]), t["facts_ref"])
            for n, t in body["alerts"].items()
        ),
        conflicts=tuple(
            Conflict(n, tuple(t["findings"]), from_data(t["when"]), t.get("out_of_scope", False))
            for n, t in body["conflicts"].items()
        ),
        companions=_read_only({n: Companion(n, t["kind"]) for n, t in body["companions"].items()}),
        tests=_read_only(
            {
                n: MedicalTest(n, tuple(t["fills"]), t["specimen"], from_data(t["when"]) if t["when"] else None)
                for n, t in body["tests"].items()
            }
        ),
        treatment_classes=_read_only(
            {n: TreatmentClass(n, t["modality"]) for n, t in body["treatment_classes"].items()}
        ),
        sources=Later(
            lambda: {
                n: Source(n, t["title"], t["year"], t["kind"], t["reference"], t["read"]) for n, t in sources.items()
            }
        ),
        times=_read_only(body["time_at_home"]),
        intake=Intake(tuple(_step(data) for data in body["intake"]["steps"])),
        words=body["words"],
        stale_after_growth=_read_only({n: t.get("counts_as", {}) for n, t in findings.items() if "stale_after" in t}),
        read_with=_read_only({n: t["read_with"] for n, t in findings.items() if "read_with" in t}),
    )


def _read_only(mapping: dict[str, Any]) -> MappingProxyType[str, Any]:
    return MappingProxyType(mapping)


def _options(options: list[Any], clauses: list[Any], conditions: list[Any]) -> dict[str, Option]:
    read = [(from_data(data), text) for data, text in conditions]
    shared = [
        Clause(clause_id, _PARTS[part], when, text, tuple(sources), _STANDINGS[otherwise])
        for part, clause_id, place, sources, otherwise in clauses
        for when, text in (read[place],)
    ]
    return {data["id"]: _option(data, shared, read) for data in options}


def _finding(name: str, table: dict[str, Any]) -> Finding:
    return Finding(
        intern(name),
        Kind(table["kind"]),
        table["step"],
        table["group"],
        tuple(map(intern, table.get("choices", ()))),
        table.get("unit", ""),
        table.get("minimum"),
        table.get("maximum"),
        table.get("essential", False),
        table["facts_ref"],
        {system: tuple(codes) for system, codes in table.get("codes", {}).items()},
    )


def _derived(name: str, table: dict[str, Any]) -> DerivedFinding:
    leaves_open = table["leaves_open"]
    cases = tuple(Case(v, from_data(data), tuple(leaves_open.get(v, ()))) for v, data in table["cases"].items())
    choices = tuple(case.value for case in cases) + ((table["otherwise"],) if table["otherwise"] else ())
    missing = tuple(Needed(finding, from_data(when) if when else None) for finding, when in table["missing"])
    return DerivedFinding(
        name, Kind(table["kind"]), choices, cases, table["otherwise"], missing, table["counts"], table["facts_ref"]
    )


def _option(data: dict[str, Any], clauses: Sequence[Clause], conditions: Sequence[tuple[Condition, str]]) -> Option:
    return Option(
        id=data["id"],
        modality=data["modality"],
        treatment_class=data["treatment_class"],
        clauses=tuple(clauses[place] for place in data["clauses"]),
        licenses=data["license"],
        also=tuple(data["also"]),
        must_know=tuple(data["must_know"]),
        companions=tuple(
            CompanionRule(name, None if place is None else conditions[place][0]) for name, place in data["companions"]
        ),
        license_note=data["license_note"],
        guidelines_differ=data["guidelines_differ"],
        facts_ref=data["facts_ref"],
    )


def _step(data: dict[str, Any]) -> Step:
    sections = tuple(
        Section(section.get("title", ""), tuple(section["questions"]), section.get("folded", False))
        for section in data["sections"]
    )
    return Step(data["id"], data["number"], data["title"], data["question"], data["hint"], sections)
