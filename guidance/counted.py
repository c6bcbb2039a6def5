"""What counts of everything that was entered: the newest results, without those that the cancer has left behind.

A pure step from the answers and their samples to the values the rules see. A test that was taken before the cancer
last grew counts as unknown where the edition says so, and the answer says that it does. Where dates cannot be compared
nothing is changed and nothing is hidden: that too is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from guidance.finding import FindingId, Value
from guidance.growth import Growth, Order, growths, last_after, order_of
from guidance.knowledge import KnowledgeBase
from guidance.samples import Result, Samples, newest, rivals
from guidance.treatment import Treatment


@dataclass(frozen=True, slots=True)
class Stale:
    """A result of a sample that was taken before the cancer last grew.

    `grew` is the date of that growth as written, "" when it is not known to the day, month or year; `on` are the
    treatments. `counts_as` is the coarser value the rules see instead, None when the finding is unknown to them.
    """

    result: Result
    grew: str
    on: tuple[str, ...]
    counts_as: Value | None


@dataclass(frozen=True, slots=True)
class OrderNotKnown:
    """A result that counts as entered, although it may be older than the last growth, or than another `result`."""

    result: Result
    rival: Result | None = None


@dataclass(frozen=True, slots=True)
class Apart:
    """A result that counts as unknown, because it is from another sample than the finding it is `read_with`."""

    result: Result
    read_with: FindingId


@dataclass(frozen=True, slots=True)
class Counted:
    """The values for the rules, and what has to be said of them."""

    values: Mapping[FindingId, Value] = field(default_factory=dict)
    stale: tuple[Stale, ...] = ()
    order_not_known: tuple[OrderNotKnown, ...] = ()
    apart: tuple[Apart, ...] = ()

    def stale_of(self, finding: FindingId) -> Stale | None:
        """What is said of a finding whose result is stale."""
        return next((stale for stale in self.stale if stale.result.finding == finding), None)


def what_counts(
    answers: Mapping[FindingId, Value], samples: Samples, treatments: Sequence[Treatment], knowledge: KnowledgeBase
) -> Counted:
    """The values the rules see. Without samples they are the answers as they are."""
    if not samples.of and not samples.earlier:
        return Counted(answers)
    tested = {
        finding: Result(finding, answers[finding], samples.of[finding])
        for finding in knowledge.findings
        if finding in samples.of and finding in answers
    }
    apart = _apart(tested, knowledge.read_with)
    known_growths = growths(treatments)
    stale = tuple(s for result in tested.values() if (s := _stale(result, known_growths, knowledge)) is not None)
    open_order = [
        OrderNotKnown(result)
        for result in tested.values()
        if _may_go_stale(result, knowledge)
        and known_growths
        and order_of(result.sample.date, known_growths) is Order.NOT_KNOWN
    ]
    open_order += [
        OrderNotKnown(result, rival)
        for result in tested.values()
        for rival in rivals(result, samples.before(result.finding))
    ]
    values = dict(answers)
    for item in stale:
        if item.counts_as is None:
            values.pop(item.result.finding)
        else:
            values[item.result.finding] = item.counts_as
    for other in apart:
        values.pop(other.result.finding, None)
    return Counted(values, stale, tuple(open_order), apart)


def as_it_counts(result: Result, treatments: Sequence[Treatment], knowledge: KnowledgeBase) -> Value | None:
    """What a result counts as today, if it were the newest one; None where it would leave the finding unknown."""
    stale = _stale(result, growths(treatments), knowledge)
    return result.value if stale is None else stale.counts_as


def _may_go_stale(result: Result, knowledge: KnowledgeBase) -> bool:
    """Whether the edition lets this value go stale. One that stays true whatever the cancer does is not among them."""
    becomes = knowledge.stale_after_growth.get(result.finding)
    return becomes is not None and (not becomes or result.value in (*becomes, *becomes.values()))


def _stale(result: Result, known: Sequence[Growth], knowledge: KnowledgeBase) -> Stale | None:
    if not _may_go_stale(result, knowledge) or order_of(result.sample.date, known) is not Order.BEFORE:
        return None
    becomes = knowledge.stale_after_growth[result.finding]
    counts_as = becomes.get(str(result.value), result.value) if becomes else None
    grew = last_after(result.sample.date, known)
    return Stale(result, grew[0].date, tuple(dict.fromkeys(growth.treatment for growth in grew)), counts_as)


def _apart(tested: Mapping[FindingId, Result], read_with: Mapping[FindingId, FindingId]) -> tuple[Apart, ...]:
    """Of two findings that only mean something in one sample, the one of the older sample."""
    found = []
    for finding, other in read_with.items():
        if finding in tested and other in tested:
            pair = (tested[finding], tested[other])
            if pair[0].sample.is_another_than(pair[1].sample):
                older = pair[1] if newest(pair) is pair[0] else pair[0]
                found.append(Apart(older, other if older is pair[0] else finding))
    return tuple(found)
