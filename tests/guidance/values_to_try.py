"""Answers to try on patients nobody chose, and the thresholds they come from."""

from collections.abc import Mapping

from guidance.condition import Compare, walk
from guidance.finding import Finding, FindingId, Kind, Value
from guidance.knowledge import KnowledgeBase
from guidance.questions import all_conditions


def possible_values(
    knowledge: KnowledgeBase, finding: Finding, limits: Mapping[FindingId, frozenset[float]] | None = None
) -> tuple[Value, ...]:
    """Answers of every kind to try on patients nobody chose: every choice, every single tick and none, numbers at and
    around each threshold. The exact kinds of answers are in possible_answers.py.

    `limits` are the thresholds (`number_limits`), for whoever asks for many findings.
    """
    coarse = knowledge.coarse.get(finding.id, {})
    match finding.kind:
        case Kind.NUMBER:
            found = number_limits(knowledge) if limits is None else limits
            return _numbers(finding, found.get(finding.id, frozenset()))
        case Kind.SEVERAL:
            return ((), *((choice,) for choice in finding.choices))
        case Kind.DATE:
            return ()
        case _:
            return tuple(value for value in finding.values if value not in coarse)


def number_limits(knowledge: KnowledgeBase) -> dict[FindingId, frozenset[float]]:
    """The thresholds that the rules of the edition ask of each number."""
    limits: dict[FindingId, set[float]] = {}
    for condition in all_conditions(knowledge):
        for node in walk(condition):
            if isinstance(node, Compare) and isinstance(node.value, int | float):
                limits.setdefault(node.finding, set()).add(node.value)
    return {finding: frozenset(found) for finding, found in limits.items()}


def _numbers(finding: Finding, limits: frozenset[float]) -> tuple[Value, ...]:
    low, high = finding.minimum or 0, finding.maximum or 0
    points = {low, high, *limits, *(x - 0.5 for x in limits), *(x + 0.5 for x in limits)}
    return tuple(sorted(x for x in points if low <= x <= high))
