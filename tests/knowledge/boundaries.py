"""The boundaries of each option: a patient it is open to, and the small changes that move it.

Each file of the folder `boundaries/` belongs to one option. It starts from one patient; every boundary changes as few
answers as possible and says how the option stands then. Which boundaries are worth having was found by the prover
(`proofs/boundary_search.py`): each tells apart the rules and some single edit of them. What stands in them was read
against the sources like any worked case.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from guidance.finding import checked
from guidance.knowledge import KnowledgeBase
from guidance.option import OptionId, Standing
from guidance.profile import Profile
from guidance.treatment import Setting, Treatment

FOLDER = Path(__file__).parent / "boundaries"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Boundary:
    """A change of the starting patient, and how the option stands then. `about` names the rule that it is about."""

    about: str
    standing: Standing
    change: Mapping[str, Any] = field(default_factory=dict)
    treatments: tuple[Treatment, ...] | None = None
    region: str = ""

    def patient(self, start: Profile, knowledge: KnowledgeBase) -> Profile:
        """The starting patient with the change."""
        values = {name: value for name, value in start.values.items() if self.change.get(name) != UNKNOWN}
        values |= {
            name: checked(knowledge.findings[name], value) for name, value in self.change.items() if value != UNKNOWN
        }
        treatments = start.treatments if self.treatments is None else self.treatments
        return Profile(values, treatments, self.region or start.region)


@dataclass(frozen=True, slots=True)
class Boundaries:
    """One option with the patient its boundaries start from."""

    option: OptionId
    start: Profile
    boundaries: tuple[Boundary, ...]


@dataclass(frozen=True, slots=True)
class BoundaryPatient:
    """One patient with the standing that one option must have."""

    option: OptionId
    about: str
    profile: Profile
    standing: Standing


@cache
def written() -> dict[OptionId, dict[str, Any]]:
    """The files as they are written."""
    tables = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml")))
    return {table["option"]: table for table in tables}


def boundaries(knowledge: KnowledgeBase) -> dict[OptionId, Boundaries]:
    """All boundaries, by option."""
    return {option: _read(table, knowledge) for option, table in written().items() if option in knowledge.options}


def boundary_patients(knowledge: KnowledgeBase) -> Iterator[BoundaryPatient]:
    """Every patient of the boundaries."""
    for option, found in boundaries(knowledge).items():
        for boundary in found.boundaries:
            profile = boundary.patient(found.start, knowledge)
            yield BoundaryPatient(option, boundary.about, profile, boundary.standing)


def _read(table: Mapping[str, Any], knowledge: KnowledgeBase) -> Boundaries:
    start = Profile(
        {name: checked(knowledge.findings[name], value) for name, value in table["start"].items()},
        _treatments(table.get("treatments", ())),
        table.get("region", "us"),
    )
    return Boundaries(
        table["option"],
        start,
        tuple(
            Boundary(
                entry["about"],
                Standing(entry["standing"]),
                entry.get("change", {}),
                _treatments(entry["treatments"]) if "treatments" in entry else None,
                entry.get("region", ""),
            )
            for entry in table["boundary"]
        ),
    )


def _treatments(entries: Any) -> tuple[Treatment, ...]:
    return tuple(replace(Treatment(**entry), setting=Setting(entry["setting"])) for entry in entries)
