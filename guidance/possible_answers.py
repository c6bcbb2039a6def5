"""The answers a finding can have, put together where the rules make no difference between them.

A percentage has endless answers, but a rule that asks "1 or more?" knows two. Whoever tries one answer of each kind has
tried them all; nothing is sampled.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import ceil, floor
from typing import TypeVar

from guidance.condition import Compare, Condition, Empty, Includes, Only
from guidance.finding import Finding, Kind, Value

Brought = TypeVar("Brought")


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of one kind, in the unit of the finding. `least` and `most` belong to it unless said otherwise."""

    least: float
    most: float
    without_least: bool = False
    without_most: bool = False


@dataclass(frozen=True, slots=True)
class PossibleAnswer:
    """Answers that are all alike to the rules in question; `value` is one of them.

    `limits` tell which numbers; `includes` and `without` which ticks of a `several` finding are on and off (others do
    not matter). `something_else` is True or False where it matters whether any other tick is on.
    """

    value: Value
    limits: Limits | None = None
    includes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    something_else: bool | None = None

    def order(self, finding: Finding) -> tuple[object, ...]:
        """Where it stands among the answers to its finding: choices in their order, small numbers first, fewer ticks
        that matter first.
        """
        if self.limits is not None:
            limits = self.limits
            return limits.least, limits.without_least, limits.most, not limits.without_most
        if finding.kind is not Kind.SEVERAL:
            return (finding.values.index(str(self.value)),)
        ticks = (*self.includes, *self.without)
        asked = tuple(finding.choices.index(tick) for tick in finding.choices if tick in ticks)
        return len(asked), asked, len(self.without), tuple(map(finding.choices.index, self.includes))

    def as_data(self, finding: Finding) -> object:
        """For JSON: the choice itself; {"from": 1, "to": 10} (included) or "above" and "below" (not included), without
        an end that the finding has anyway; {"includes": […], "without": […]}.
        """
        if self.limits is not None:
            return _limits_as_data(self.limits, finding)
        if finding.kind is not Kind.SEVERAL:
            return self.value
        data: dict[str, object] = {}
        if self.includes:
            data["includes"] = list(self.includes)
        if self.without:
            data["without"] = list(self.without)
        if self.something_else is not None:
            data["something_else"] = self.something_else
        return data


def possible_answers(finding: Finding, asked: Iterable[Condition], coarse: Iterable[str]) -> tuple[PossibleAnswer, ...]:
    """The kinds of answers to a finding, for rules that ask these conditions of it.

    Every choice is a kind of its own. An answer that is too coarse to count as known is none of them, and neither is a
    date: no rule asks for one.
    """
    match finding.kind:
        case Kind.NUMBER:
            return tuple(_numbers(finding, asked))
        case Kind.SEVERAL:
            return tuple(_several(finding, asked))
        case Kind.DATE:
            return ()
        case _:
            left_open = frozenset(coarse)
            return tuple(PossibleAnswer(value) for value in finding.values if value not in left_open)


def coarse_answers(finding: Finding, coarse: Iterable[str]) -> tuple[PossibleAnswer, ...]:
    """The answers that leave the finer question open."""
    left_open = frozenset(coarse)
    return tuple(PossibleAnswer(value) for value in finding.values if value in left_open)


def put_together(
    finding: Finding, answers: Sequence[PossibleAnswer], brings: Sequence[Brought]
) -> list[tuple[PossibleAnswer, Brought]]:
    """Answers as `possible_answers` gives them, with what each brings; neighbors that bring the same become one.

    Choices stay apart: each has a name of its own.
    """
    found = list(zip(answers, brings, strict=True))
    if finding.kind is Kind.NUMBER:
        return _numbers_together(found)
    if finding.kind is Kind.SEVERAL and found:
        return _ticks_together(found)
    return found


def _numbers(finding: Finding, asked: Iterable[Condition]) -> Iterator[PossibleAnswer]:
    low, high = float(finding.minimum or 0), float(finding.maximum or 0)
    # A cut lies just below a number (False) or just above it (True)
    cuts = {cut for condition in asked if isinstance(condition, Compare) for cut in _cuts(condition)}
    inside = sorted(cut for cut in cuts if (low, False) < cut < (high, True))
    for (least, after_least), (most, after_most) in pairwise([(low, False), *inside, (high, True)]):
        limits = Limits(least, most, without_least=after_least, without_most=not after_most)
        yield PossibleAnswer(_plain(_within(limits)), limits)


def _cuts(condition: Compare) -> tuple[tuple[float, bool], ...]:
    number = float(condition.value)
    match condition.operator:
        case "<" | ">=":
            return ((number, False),)
        case "<=" | ">":
            return ((number, True),)
        case _:
            return ((number, False), (number, True))


def _within(limits: Limits) -> float:
    """A number between the limits, a whole one if there is any: that is how most of them are measured."""
    whole = floor(limits.least) + 1 if limits.without_least else ceil(limits.least)
    if whole < limits.most or (whole == limits.most and not limits.without_most):
        return float(whole)
    if not limits.without_least:
        return limits.least
    return limits.most if not limits.without_most else (limits.least + limits.most) / 2


def _plain(number: float) -> int | float:
    return int(number) if number.is_integer() else number


def _several(finding: Finding, asked: Iterable[Condition]) -> Iterator[PossibleAnswer]:
    asked = tuple(asked)
    named = {node.value for node in asked if isinstance(node, Includes | Only)}
    ticks = tuple(choice for choice in finding.choices if choice in named)
    others = tuple(choice for choice in finding.choices if choice not in named)
    counts_others = bool(others) and any(isinstance(node, Only | Empty) for node in asked)
    for on in product((True, False), repeat=len(ticks)):
        chosen = tuple(tick for tick, is_on in zip(ticks, on, strict=True) if is_on)
        off = tuple(tick for tick, is_on in zip(ticks, on, strict=True) if not is_on)
        if not counts_others:
            yield PossibleAnswer(chosen, includes=chosen, without=off)
            continue
        for other in (True, False):
            value = tuple(c for c in finding.choices if c in chosen or (other and c == others[0]))
            yield PossibleAnswer(value, includes=chosen, without=off, something_else=other)


def _numbers_together(found: Sequence[tuple[PossibleAnswer, Brought]]) -> list[tuple[PossibleAnswer, Brought]]:
    together: list[tuple[PossibleAnswer, Brought]] = []
    for answer, brought in found:
        before = together[-1] if together else None
        if before is None or before[1] != brought or before[0].limits is None or answer.limits is None:
            together.append((answer, brought))
            continue
        low, high = before[0].limits, answer.limits
        limits = Limits(low.least, high.most, low.without_least, high.without_most)
        together[-1] = (PossibleAnswer(_plain(_within(limits)), limits), brought)
    return together


def _ticks_together(found: Sequence[tuple[PossibleAnswer, Brought]]) -> list[tuple[PossibleAnswer, Brought]]:
    """The first half has the next tick on, the second half has it off."""
    if len({brought for _, brought in found}) > 1:
        half = len(found) // 2
        return _ticks_together(found[:half]) + _ticks_together(found[half:])
    answer, brought = found[0]
    last, _ = found[-1]
    includes = tuple(tick for tick in answer.includes if tick in last.includes)
    without = tuple(tick for tick in last.without if tick in answer.without)
    other = answer.something_else if answer.something_else is last.something_else else None
    return [(PossibleAnswer(last.value, None, includes, without, other), brought)]


def _limits_as_data(limits: Limits, finding: Finding) -> dict[str, object]:
    data: dict[str, object] = {}
    if limits.without_least or limits.least != finding.minimum:
        data["above" if limits.without_least else "from"] = _plain(limits.least)
    if limits.without_most or limits.most != finding.maximum:
        data["below" if limits.without_most else "to"] = _plain(limits.most)
    return data
