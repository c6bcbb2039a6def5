"""A receptor that is another in a newer sample: the change is said, and the newest sample counts.

Each sample is read by itself with the rules of the edition (a class of ER, positive or negative PR, a HER2 status), so
that a gene test of one sample never completes the staining of another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guidance.counted import Counted
from guidance.criteria import Facts
from guidance.finding import FindingId, Value
from guidance.knowledge import KnowledgeBase
from guidance.profile import Profile
from guidance.samples import Result, Sample, Samples


@dataclass(frozen=True, slots=True)
class Reading:
    """What one sample says of a receptor: the finding it was read from, its value, and the class that follows."""

    finding: FindingId
    value: Value
    means: str
    sample: Sample


@dataclass(frozen=True, slots=True)
class Changed:
    """A receptor that an earlier sample shows otherwise. `what` is the derived finding that differs."""

    what: FindingId
    was: Reading
    now: Reading


@dataclass(frozen=True, slots=True)
class _Receptor:
    """A receptor: what is tested, the finding that follows, and what has to be taken as given to read it alone."""

    tested: tuple[FindingId, ...]
    means: FindingId
    given: Mapping[FindingId, Value]


_ER, _PR, _IHC, _ISH = "estrogen_receptor_percent", "progesterone_receptor_percent", "her2_ihc", "her2_ish"
_RECEPTORS = (
    _Receptor((_ER,), "estrogen_receptor_class", {}),
    # PR has no class of its own: without ER, the hormone receptor status is that of PR
    _Receptor((_PR,), "hormone_receptor_status", {_ER: 0}),
    _Receptor((_IHC, _ISH), "her2_status", {}),
)


def changes_between(counted: Counted, samples: Samples, knowledge: KnowledgeBase) -> tuple[Changed, ...]:
    """Every receptor that an earlier sample shows otherwise than the values that count."""
    others = (*samples.earlier, *(item.result for item in counted.apart))
    found: list[Changed] = []
    for receptor in _RECEPTORS:
        now = _read(receptor, counted.values, None, samples, knowledge)
        if now is None:
            continue
        for sample in dict.fromkeys(result.sample for result in others if result.finding in receptor.tested):
            was = _read(receptor, _of_sample(sample, others), sample, samples, knowledge)
            if was is not None and _exclude(receptor.means, was.means, now.means, knowledge):
                change = Changed(receptor.means, was, now)
                if not any(_says_the_same(change, known) for known in found):
                    found.append(change)
    return tuple(found)


def _of_sample(sample: Sample, results: Iterable[Result]) -> dict[FindingId, Value]:
    """What is known of one sample. A result whose date is vague belongs to it as long as it may."""
    here = [result for result in results if not result.sample.is_another_than(sample)]
    return {result.finding: result.value for result in sorted(here, key=lambda result: result.sample == sample)}


def _read(
    receptor: _Receptor,
    values: Mapping[FindingId, Value],
    sample: Sample | None,
    samples: Samples,
    knowledge: KnowledgeBase,
) -> Reading | None:
    """What the values say of a receptor; without a `sample` they are the answers, each with its own."""
    tested = {finding: values[finding] for finding in receptor.tested if finding in values}
    if not tested:
        return None
    facts = Facts(Profile({**receptor.given, **tested}), knowledge.language)
    means = facts.derived_value(receptor.means)
    # The label for "cannot be told" is no class to compare with
    if means is None or means == knowledge.derived[receptor.means].otherwise:
        return None
    finding, value = next(iter(tested.items()))
    return Reading(finding, value, str(means), sample or samples.of.get(finding, Sample()))


def _exclude(what: FindingId, was: str, now: str, knowledge: KnowledgeBase) -> bool:
    """Whether two classes exclude each other; a coarse one leaves finer ones open."""
    rule = knowledge.derived[what]
    left_open = {case.value: case.leaves_open for case in rule.cases}
    return was != now and now not in left_open.get(was, ()) and was not in left_open.get(now, ())


def _says_the_same(one: Changed, other: Changed) -> bool:
    same = (one.what, one.was.finding, one.was.value) == (other.what, other.was.finding, other.was.value)
    return same and not one.was.sample.is_another_than(other.was.sample)
