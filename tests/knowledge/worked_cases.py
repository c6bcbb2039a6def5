"""The worked patients: those of the pack, and the shared examples where they stand beside the project."""

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from guidance.counted import Counted, what_counts
from guidance.finding import checked
from guidance.knowledge import KnowledgeBase
from guidance.pack.__main__ import HOME
from guidance.profile import Profile
from guidance.samples import Result, Sample, Samples, Specimen, sorted_out
from guidance.treatment import Setting, Treatment

SHARED = Path(__file__).resolve().parents[3] / "shared" / "clinical" / "example_cases.jsonl"


@dataclass(frozen=True)
class WorkedCase:
    """A patient and what must be said of them."""

    id: str
    profile: Profile
    expect: dict[str, Any]


@cache
def cases_of_the_pack() -> tuple[dict[str, Any], ...]:
    """The cases as they are written in the pack folder."""
    return tuple(tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((HOME / "cases").glob("*.toml")))


@cache
def shared_examples() -> tuple[dict[str, Any], ...]:
    """The shared examples; none where they do not stand beside the project."""
    lines = SHARED.read_text(encoding="utf-8").splitlines() if SHARED.exists() else []
    return tuple(json.loads(line) for line in lines)


def worked_cases(knowledge: KnowledgeBase) -> list[WorkedCase]:
    """The cases of the pack, read for an edition. A score over them is the same on every machine."""
    return [WorkedCase(case["id"], profile_of(case, knowledge), case["expect"]) for case in cases_of_the_pack()]


def profile_of(case: dict[str, Any], knowledge: KnowledgeBase) -> Profile:
    """What a case knows of its patient, of several samples the newest."""
    counted, _ = counted_of(case, knowledge)
    return Profile(counted.values, treatments_of(case), case.get("region", "us").lower())


def counted_of(case: dict[str, Any], knowledge: KnowledgeBase) -> tuple[Counted, Samples]:
    """What counts of a case, and its samples."""
    values = {
        finding: checked(knowledge.findings[finding], value)
        for finding, value in case["findings"].items()
        if value is not None
    }
    tested, samples = sorted_out(
        Result(
            entry["finding"],
            checked(knowledge.findings[entry["finding"]], entry["value"]),
            Sample(Specimen(entry["specimen"]), entry.get("date", "")),
        )
        for entry in case.get("results", ())
    )
    return what_counts({**values, **tested}, samples, treatments_of(case), knowledge), samples


def treatments_of(case: dict[str, Any]) -> tuple[Treatment, ...]:
    """The treatment history of a case."""
    return tuple(Treatment(**{**entry, "setting": Setting(entry["setting"])}) for entry in case.get("treatments", ()))
