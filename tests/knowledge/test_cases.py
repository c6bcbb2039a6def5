"""Worked patients: those of the pack, and the shared examples where they stand beside the project."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from guidance.assess import assess
from guidance.finding import checked
from guidance.knowledge import KnowledgeBase
from guidance.pack.__main__ import HOME
from guidance.profile import Profile
from guidance.treatment import Setting, Treatment
from tests.knowledge.expectations import unmet

SHARED = Path(__file__).resolve().parents[3] / "shared" / "clinical" / "example_cases.jsonl"
OURS = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((HOME / "cases").glob("*.toml"))]
EXAMPLES = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()] if SHARED.exists() else []


def profile_of(case: dict[str, Any], knowledge: KnowledgeBase) -> Profile:
    values = {
        finding: checked(knowledge.findings[finding], value)
        for finding, value in case["findings"].items()
        if value is not None
    }
    treatments = tuple(
        Treatment(**{**entry, "setting": Setting(entry["setting"])}) for entry in case.get("treatments", ())
    )
    return Profile(values, treatments, case.get("region", "us").lower())


@pytest.mark.parametrize("case", OURS, ids=lambda case: case["id"])
def test_a_case_of_the_pack_is_judged_as_expected(case: dict[str, Any], knowledge: KnowledgeBase) -> None:
    assert unmet(assess(profile_of(case, knowledge), knowledge), case["expect"]) == []


@pytest.mark.skipif(not EXAMPLES, reason="the shared example cases do not stand beside the project")
@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: case["id"])
def test_a_shared_example_is_judged_as_expected(case: dict[str, Any], knowledge: KnowledgeBase) -> None:
    assert unmet(assess(profile_of(case, knowledge), knowledge), case["expect"]) == []


def test_the_pack_brings_cases_of_its_own() -> None:
    assert len(OURS) >= 20
    assert len({case["id"] for case in OURS}) == len(OURS)
