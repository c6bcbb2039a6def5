"""Where a place of the intake is: the step that asks for it, and the next question that nobody has answered."""

from guidance.finding import FindingId
from guidance.intake import Intake
from guidance.profile import HISTORY
from guidance.workup import WorkUp

TREATMENTS = "treatments"
OWN_WORDS = "own_words"
_BESIDE = {TREATMENTS: HISTORY, OWN_WORDS: "priorities"}
"""Parts of the intake that are no finding, and the question they stand beside."""


def step_of(intake: Intake, place: str) -> int | None:
    """The number of the step that asks for a finding, or that holds a part of the intake which is no finding."""
    asking = intake.step_of(_BESIDE.get(place, place))
    named = next((step for step in intake.steps if step.id == place), None)
    step = asking or named
    return None if step is None else step.number


def next_unknown(workup: WorkUp, place: str, *, backward: bool) -> FindingId | None:
    """The next (or previous) question after a place that is still not known; None when there is none."""
    asked = workup.asked
    unknown = [finding for finding in asked if finding not in workup.counted.values]
    here = asked.index(place) if place in asked else -1
    if backward:
        before = [finding for finding in unknown if asked.index(finding) < here]
        return before[-1] if before else None
    return next((finding for finding in unknown if asked.index(finding) > here), None)
