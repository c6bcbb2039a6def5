"""Worked patients are judged as they should be."""

from typing import Any

import pytest

from guidance.assess import assess
from guidance.knowledge import KnowledgeBase
from guidance.sample_changes import changes_between
from tests.knowledge.expectations import unmet
from tests.knowledge.worked_cases import cases_of_the_pack, counted_of, profile_of, shared_examples

OURS, EXAMPLES = cases_of_the_pack(), shared_examples()


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


@pytest.mark.parametrize("case", [case for case in OURS if "results" in case], ids=lambda case: case["id"])
def test_what_does_not_count_of_the_samples_of_a_case_is_said(case: dict[str, Any], knowledge: KnowledgeBase) -> None:
    counted, samples = counted_of(case, knowledge)
    said = {
        "stale": [stale.result.finding for stale in counted.stale],
        "other_sample": [apart.result.finding for apart in counted.apart],
        "changed_samples": [change.now.finding for change in changes_between(counted, samples, knowledge)],
        "order_not_known": [item.result.finding for item in counted.order_not_known],
    }
    assert said == {key: case["expect"].get(key, []) for key in said}
