"""Reports that give a limit instead of a number: "<1", ">90".

A limit is only taken when no rule can tell the numbers beyond it apart; then a number just beyond stands for all of
them, a quarter away from the limit, so that it can be shown as a limit again.
"""

from math import floor

from desktop.widgets.number_field import NumberReading
from guidance.condition import Compare, walk
from guidance.finding import Finding, FindingId
from guidance.knowledge import KnowledgeBase
from guidance.questions import all_conditions

_BELOW, _ABOVE = 0.75, 0.25


class Thresholds:
    """The numbers at which the rules of one edition change their mind."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._limits: dict[FindingId, set[float]] = {}
        for condition in all_conditions(knowledge):
            for node in walk(condition):
                if isinstance(node, Compare) and isinstance(node.value, int | float):
                    self._limits.setdefault(node.finding, set()).add(float(node.value))

    def number(self, reading: NumberReading, finding: Finding) -> float | None:
        """The number a reading stands for; None when its limit leaves open how the rules read it."""
        number = reading.number
        if number is None or not reading.bound:
            return number
        lowest, highest = finding.minimum or 0.0, finding.maximum or number
        limits = self._limits.get(finding.id, set())
        if reading.bound == "<":
            between = any(lowest < limit < number for limit in limits)
            return None if between or number - _ABOVE < lowest else number - _ABOVE
        between = any(number < limit <= highest for limit in limits)
        return None if between or number + _ABOVE > highest else number + _ABOVE


def shown_number(value: float) -> str:
    """A stored number as it was reported: 95 is "95", 0.75 is "<1", 90.25 is ">90"."""
    part = value - floor(value)
    if part == _BELOW:
        return f"<{floor(value) + 1}"
    if part == _ABOVE:
        return f">{floor(value)}"
    return f"{value:g}"
