"""The invariants of an edition: read from `invariants.toml`, with the options each one speaks of."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from guidance.condition import All, AnyOf, Compare, Condition, Includes, Not, OneOf
from guidance.expression import read
from guidance.knowledge import KnowledgeBase
from guidance.option import Option, OptionId, Standing

HOME = Path(__file__).resolve().parents[3] / "resources" / "knowledge" / "metastatic_breast"


@dataclass(frozen=True)
class Invariant:
    """One statement. What its fields mean stands at the head of `invariants.toml`."""

    number: int
    id: str
    says: str
    why: str
    source: str
    premise: Condition | None = None
    options: tuple[OptionId, ...] = ()
    forbidden: tuple[Standing, ...] = ()
    lists: tuple[str, ...] = ()
    unless: tuple[Standing, ...] = ()
    holds: Condition | None = None
    alerts: tuple[str, ...] = ()
    conflict: str = ""
    out_of_scope: bool = False
    counted: bool = False
    structure: str = ""
    relation: str = ""
    shown_by: tuple[str, ...] = ()

    @property
    def by_provers(self) -> bool:
        """Whether the provers show it (else a test of screen or paper, or the structure of the options)."""
        return not self.structure and not self.shown_by

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition it asks about."""
        return tuple(condition for condition in (self.premise, self.holds) if condition is not None)


@dataclass(frozen=True)
class Selection:
    """What each option is made of, so that statements can speak of kinds of options."""

    contains: dict[OptionId, frozenset[str]]
    facts_ref: dict[OptionId, str]
    known: frozenset[str]

    def options(self, knowledge: KnowledgeBase, selector: str) -> tuple[OptionId, ...]:
        """The options a selector speaks of. Raises LookupError for a name no option can have."""
        condition = read(selector)
        return tuple(option.id for option in knowledge.options.values() if self._of(option, condition))

    def _of(self, option: Option, condition: Condition) -> bool:
        match condition:
            case All(parts):
                return all(self._of(option, part) for part in parts)
            case AnyOf(parts):
                return any(self._of(option, part) for part in parts)
            case Not(part):
                return not self._of(option, part)
            case Includes("contains", value):
                if value not in self.known:
                    raise LookupError(f"no agent and no group is called “{value}”")
                return value in self.contains[option.id]
            case Compare(name, operator, str() as value):
                return (self._attribute(option, name) == value) == (operator == "==")
            case OneOf(name, values):
                return self._attribute(option, name) in values
            case _:
                raise LookupError(f"{type(condition).__name__} cannot select an option")

    def _attribute(self, option: Option, name: str) -> str:
        match name:
            case "facts_ref":
                return self.facts_ref[option.id]
            case "facts_group":
                return self.facts_ref[option.id][0]
            case "modality":
                return option.modality
            case "treatment_class":
                return option.treatment_class
            case _:
                raise LookupError(f"an option has no “{name}”")


def selection(home: Path = HOME) -> Selection:
    """What the options of a pack folder are made of."""
    agents: dict[str, list[str]] = tomllib.loads((home / "agents.toml").read_text(encoding="utf-8"))
    contains: dict[OptionId, frozenset[str]] = {}
    facts_ref: dict[OptionId, str] = {}
    for path in sorted((home / "options").rglob("*.toml")):
        option = tomllib.loads(path.read_text(encoding="utf-8"))
        named = option["contains"]
        contains[option["id"]] = frozenset(named).union(*(agents[agent] for agent in named))
        facts_ref[option["id"]] = option["facts_ref"].lower()
    return Selection(contains, facts_ref, frozenset(agents).union(*agents.values()))


def invariants(knowledge: KnowledgeBase, home: Path = HOME) -> list[Invariant]:
    """Every statement of a pack folder."""
    chosen = selection(home)
    table = tomllib.loads((home / "invariants.toml").read_text(encoding="utf-8"))
    return [_invariant(entry, knowledge, chosen) for entry in table["invariant"]]


def _invariant(entry: dict[str, Any], knowledge: KnowledgeBase, chosen: Selection) -> Invariant:
    only = entry.get("only")
    forbidden = [s for s in Standing if s.value not in only] if only else [Standing(s) for s in entry.get("never", ())]
    options = chosen.options(knowledge, entry["options"]) if "options" in entry else ()
    if "options" in entry and not options:
        raise LookupError(f"{entry['id']} speaks of no option")
    return Invariant(
        entry["number"],
        entry["id"],
        entry["says"],
        entry["why"],
        entry["source"],
        premise=read(entry["premise"]) if "premise" in entry else None,
        options=options,
        forbidden=tuple(forbidden),
        lists=tuple(entry.get("lists", ())),
        unless=tuple(Standing(standing) for standing in entry.get("unless", ())),
        holds=read(entry["holds"]) if "holds" in entry else None,
        alerts=tuple(entry.get("alerts", ())),
        conflict=entry.get("conflict", ""),
        out_of_scope=entry.get("out_of_scope", False),
        counted=entry.get("world") == "counted",
        structure=entry.get("structure", ""),
        relation=entry.get("relation", ""),
        shown_by=tuple(entry.get("shown_by", ())),
    )


def stability_exceptions(home: Path = HOME) -> dict[str, str]:
    """The findings whose answer may move a decided standing further, each with the reason."""
    table = tomllib.loads((home / "invariants.toml").read_text(encoding="utf-8"))
    return {entry["finding"]: entry["why"] for entry in table["stability_exception"]}


def exactness_exceptions(home: Path = HOME) -> dict[OptionId, str]:
    """The options that may depend on an answer although all answers come to the same, each with the reason."""
    table = tomllib.loads((home / "invariants.toml").read_text(encoding="utf-8"))
    return {option: entry["why"] for entry in table["exactness_exception"] for option in entry["options"]}
