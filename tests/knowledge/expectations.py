"""What a worked case expects, and what is not met; each expectation means what the vocabulary says (section 6)."""

from collections.abc import Iterator, Mapping
from typing import Any

from guidance.assess import Guidance
from guidance.option import Assessment, Standing
from guidance.questions import next_tests

_SCOPE = "early_stage_outside_scope"


def unmet(guidance: Guidance, expected: Mapping[str, Any]) -> list[str]:
    """Every expectation that is not met, in words."""
    return list(_unmet(guidance, expected))


def _unmet(guidance: Guidance, expected: Mapping[str, Any]) -> Iterator[str]:
    options = guidance.options
    conflicts = {conflict.id for conflict in guidance.conflicts}

    def judged(option: str) -> Assessment | None:
        return options.get(option)

    for standing in Standing:
        if standing is not Standing.DEPENDS:
            for option in expected.get(standing.value, ()):
                found = judged(option)
                if found is None or found.standing is not standing:
                    yield f"{option} is {_said(found)}, expected {standing.value}"
    for option in expected.get("relevant_or_caution", ()):
        found = judged(option)
        if found is None or found.standing not in (Standing.RELEVANT, Standing.CAUTION):
            yield f"{option} is {_said(found)}, expected relevant or caution"
    for option in expected.get("never_relevant", ()):
        found = judged(option)
        if found is None and _SCOPE in conflicts:
            continue
        if found is None or found.standing is Standing.RELEVANT:
            yield f"{option} is {_said(found)}, expected anything but relevant"
    for option, missing in expected.get("depends", {}).items():
        found = judged(option)
        if found is None or found.standing is not Standing.DEPENDS or not set(missing) <= set(found.missing):
            yield f"{option} is {_said(found)}, expected depends on {missing}"
    for key in ("companions", "checks_before"):
        for option, wanted in expected.get(key, {}).items():
            found = judged(option)
            if found is None or not set(wanted) <= set(getattr(found, key)):
                yield f"{option} lacks {key} {wanted}"
    for option in expected.get("shown_apart", ()):
        found = judged(option)
        if found is None or not found.shown_apart:
            yield f"{option} is not shown apart"
    wanted_alerts = list(expected.get("alerts_first", ()))
    alerts = [alert.id for alert in guidance.alerts]
    if wanted_alerts and [alert for alert in alerts if alert in wanted_alerts] != wanted_alerts:
        yield f"alerts {alerts}, expected in this order {wanted_alerts}"
    yield from (f"{c} is not flagged" for c in expected.get("conflicts", ()) if c not in conflicts)
    tests = {test.test.id for test in next_tests(guidance)}
    for test in expected.get("decision_changing_tests_include", ()):
        if test not in tests:
            yield f"{test} is not offered, only {sorted(tests)}"


def _said(found: Assessment | None) -> str:
    if found is None:
        return "not judged"
    return f"{found.standing.value} (missing {list(found.missing)}, checks {list(found.checks_before)})"
