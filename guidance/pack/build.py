"""Builds the one file the app loads: canonical JSON with compiled conditions, a schema number and a hash over its
bytes.

The first line is a small header, the others the body. The same pack gives the same bytes.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from guidance.condition import as_data
from guidance.expression import read
from guidance.pack.reader import PackFiles
from guidance.time_at_home import times_of

SCHEMA = 4


def built(files: PackFiles) -> dict[str, Any]:
    """The body as plain data. The pack must have passed `check`."""
    rules = {name: source.data for name, source in files.rules.items()}
    sets = rules["clause_sets"]
    by_id = {source.data["id"]: source.data for source in files.options}
    clauses = _Distinct()
    conditions = _Distinct()
    return {
        "pack": rules["pack"],
        "findings": rules["findings"],
        "treatments": rules["treatments"],
        "derived": {name: _derived(table) for name, table in rules["derived"].items()},
        "intake": {
            "steps": rules["intake"]["steps"],
            "shown_when": {name: _compiled(text) for name, text in rules["intake"]["shown_when"].items()},
        },
        "options": [_option(by_id[option], sets, clauses, conditions) for option in rules["pack"]["options"]],
        "clauses": clauses.all,
        "conditions": conditions.all,
        "alerts": {
            name: {**t, "triggers": [_compiled(x) for x in t["triggers"]]} for name, t in rules["alerts"].items()
        },
        "conflicts": {name: {**t, "when": _compiled(t["when"])} for name, t in rules["conflicts"].items()},
        "companions": rules["companions"],
        "tests": {
            name: {**table, "when": _compiled(table["when"]) if "when" in table else None}
            for name, table in rules["tests"].items()
        },
        "treatment_classes": rules["treatment_classes"],
        "sources": rules["sources"],
        "time_at_home": times_of(by_id.values(), rules["time_at_home"]),
        "words": {
            language: {
                **{name: source.data for name, source in words.items()},
                "patient": {name: source.data for name, source in files.cards[language].items()},
            }
            for language, words in files.words.items()
        },
    }


def option_clauses(option: Mapping[str, Any], sets: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any], str]]:
    """The clauses of an option with those of the sets it uses: (part, clause, set id or "")."""
    clauses: list[tuple[str, Mapping[str, Any], str]] = []
    for part in ("fits", "stops", "cautions", "timing"):
        shared: set[str] = set()
        for set_id in option.get("uses", ()):
            for clause in sets.get(set_id, {}).get(part, ()):
                # Two sets may bring the same stop (an active infection, for a conjugate with immunotherapy)
                if clause["id"] not in shared:
                    shared.add(clause["id"])
                    clauses.append((part, clause, set_id))
        clauses += [(part, clause, "") for clause in option.get(part, ())]
    return clauses


def listed_companions(option: Mapping[str, Any], sets: Mapping[str, Any]) -> list[str | Mapping[str, Any]]:
    """Every companion an option names, with those of the sets it uses, in the order they are written."""
    found: list[str | Mapping[str, Any]] = []
    for set_id in option.get("uses", ()):
        found += sets.get(set_id, {}).get("companions", ())
    found += option.get("companions", ())
    return found


def option_companions(option: Mapping[str, Any], sets: Mapping[str, Any]) -> list[str | Mapping[str, Any]]:
    """The companions of an option, each once; one that is always listed wins over a condition."""
    found = listed_companions(option, sets)
    always = {item for item in found if isinstance(item, str)}
    kept: dict[str, str | Mapping[str, Any]] = {}
    for item in found:
        name = item if isinstance(item, str) else item["id"]
        if name not in kept:
            kept[name] = name if name in always else item
    return list(kept.values())


def body_bytes(body: Mapping[str, Any]) -> bytes:
    """The canonical bytes of a body. Order is kept: it is the vocabulary's order.

    The first line holds the rules, the second their compiled form (`null` without one), each further line the words of
    one language: all but the first are read when they are needed.
    """
    rules = {name: part for name, part in body.items() if name not in ("words", "tables")}
    lines = [{**rules, "languages": list(body["words"])}, body.get("tables"), *body["words"].values()]
    return b"\n".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() for line in lines)


def write_pack(body: Mapping[str, Any], target: Path) -> str:
    """Writes the built pack, whole or not at all, and returns its hash."""
    content = body_bytes(body)
    digest = hashlib.sha256(content).hexdigest()
    header = json.dumps({"plainly_pack": SCHEMA, "sha256": digest}).encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    with partial.open("wb") as out:
        out.write(header + b"\n" + content + b"\n")
        out.flush()
        os.fsync(out.fileno())
    partial.replace(target)
    return digest


def _compiled(text: str) -> list[Any]:
    return as_data(read(text))


def _derived(table: Mapping[str, Any]) -> dict[str, Any]:
    cases = {name: _compiled(text) for name, text in table.get("when", {}).items()}
    if table["kind"] == "yes_no":
        cases["yes"] = _compiled(table["yes"])
        cases["no"] = _compiled(table["no"]) if "no" in table else ["Not", cases["yes"]]
    return {
        "kind": table["kind"],
        "cases": cases,
        "leaves_open": table.get("leaves_open", {}),
        "otherwise": table.get("otherwise", ""),
        "missing": [[m["finding"], _compiled(m["when"]) if "when" in m else None] for m in table.get("missing", ())],
        "counts": table.get("counts", ""),
        "facts_ref": table["facts_ref"],
    }


class _Distinct:
    """Things that many options share, each once; an option names one by its place."""

    def __init__(self) -> None:
        self.all: list[list[Any]] = []
        self._places: dict[str, int] = {}

    def place(self, thing: list[Any]) -> int:
        """The place of a thing."""
        key = json.dumps(thing)
        if key not in self._places:
            self._places[key] = len(self.all)
            self.all.append(thing)
        return self._places[key]


def _option(
    option: Mapping[str, Any], sets: Mapping[str, Any], clauses: _Distinct, conditions: _Distinct
) -> dict[str, Any]:
    return {
        "id": option["id"],
        "modality": option["modality"],
        "also": option.get("also", []),
        "treatment_class": option["treatment_class"],
        "license": option["license"],
        "license_note": option.get("license_note", ""),
        "guidelines_differ": option.get("guidelines_differ", ""),
        "must_know": option.get("must_know", []),
        "facts_ref": option["facts_ref"],
        "companions": [
            [item, None]
            if isinstance(item, str)
            else [item["id"], conditions.place([_compiled(item["when"]), _one_line(item["when"])])]
            for item in option_companions(option, sets)
        ],
        "clauses": [
            clauses.place(
                [
                    part,
                    clause["id"],
                    conditions.place([_compiled(clause["when"]), _one_line(clause["when"])]),
                    clause["sources"],
                    clause.get("otherwise", "later"),
                ]
            )
            for part, clause, _ in option_clauses(option, sets)
        ],
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())
