"""Which sample a result comes from: the primary tumor, a metastasis or blood, and when it was taken.

Receptors and genes change as the cancer does, so results of different samples are kept apart. The newest one is the
answer; the others stay on record and never enter a rule.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from guidance.finding import Finding, FindingId, Kind, Value
from guidance.partial_date import span_of


class Specimen(StrEnum):
    """What was tested."""

    PRIMARY = "primary"
    METASTASIS = "metastasis"
    BLOOD = "blood"


_TELLING = (None, Specimen.BLOOD, Specimen.PRIMARY, Specimen.METASTASIS)
"""Of one date, tissue says more than blood, and the spread more than the tumor it came from."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A specimen and the day it was taken: "2026", "2026-03" or "2026-03-14"; None and "" when not known."""

    specimen: Specimen | None = None
    date: str = ""

    def is_another_than(self, other: "Sample") -> bool:
        """True when the two are surely not the same sample."""
        specimens = {self.specimen, other.specimen} - {None}
        return len(specimens) > 1 or not span_of(self.date).overlaps(span_of(other.date))


@dataclass(frozen=True, slots=True)
class Result:
    """What a test of one sample said."""

    finding: FindingId
    value: Value
    sample: Sample = Sample()


@dataclass(frozen=True, slots=True)
class Samples:
    """The samples of a visit.

    `of` is the sample behind an answer, where somebody recorded it. `earlier` are the results that are not the answer,
    because a newer one is; the answers themselves stand in the visit.
    """

    of: Mapping[FindingId, Sample] = field(default_factory=dict)
    earlier: tuple[Result, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "of", MappingProxyType(dict(self.of)))

    def before(self, finding: FindingId) -> tuple[Result, ...]:
        """The results of a finding that are not its answer."""
        return tuple(result for result in self.earlier if result.finding == finding)

    def with_sample(self, finding: FindingId, sample: Sample) -> "Samples":
        """The same with this sample behind the answer; a sample of which nothing is known is left out."""
        others = {name: known for name, known in self.of.items() if name != finding}
        return replace(self, of=others if sample == Sample() else {**others, finding: sample})

    def with_earlier(self, result: Result) -> "Samples":
        """The same with one more result on record, once."""
        return self if result in self.earlier else replace(self, earlier=(*self.earlier, result))

    def without_earlier(self, result: Result) -> "Samples":
        """The same without a result that was on record."""
        return replace(self, earlier=tuple(known for known in self.earlier if known != result))

    def put_away(self, finding: FindingId, answer: Value) -> "Samples":
        """The same after an answer has become an earlier result; the next answer has no sample yet."""
        former = Result(finding, answer, self.of.get(finding, Sample()))
        return self.with_sample(finding, Sample()).with_earlier(former)


def newest(results: Sequence[Result]) -> Result:
    """The result that counts: the newest dated one, or, while none is dated, the most telling one.

    A date that is only a year or a month may overlap with another. Among the results that are surely older than none,
    a metastasis goes before the primary tumor, tissue before blood, an exact date before a vague one, and what was
    listed later before what was listed first. Raises IndexError when there is no result.
    """
    dated = [result for result in results if result.sample.date] or list(results)
    latest = max(span_of(result.sample.date).first for result in dated) if dated[0].sample.date else None
    open_ones = [r for r in dated if latest is None or span_of(r.sample.date).last >= latest]
    return sorted(open_ones, key=lambda r: (_TELLING.index(r.sample.specimen), len(r.sample.date)))[-1]


def rivals(counted: Result, others: Iterable[Result]) -> tuple[Result, ...]:
    """The dated results that say something else, and of which nobody can tell whether they are newer.

    Of one and the same date a metastasis counts before the primary tumor, so there nothing is left to tell.
    """
    if not counted.sample.date:
        return ()
    here = counted.sample
    return tuple(
        other
        for other in others
        if other.sample.date
        and other.value != counted.value
        and span_of(other.sample.date).overlaps(span_of(here.date))
        and (other.sample.date != here.date or other.sample.specimen == here.specimen)
    )


def sorted_out(results: Iterable[Result]) -> tuple[dict[FindingId, Value], Samples]:
    """The newest result of each finding as its answer, with its sample, and the others as earlier results."""
    by_finding: dict[FindingId, list[Result]] = {}
    for result in results:
        by_finding.setdefault(result.finding, []).append(result)
    answers: dict[FindingId, Value] = {}
    samples = Samples()
    for finding, found in by_finding.items():
        counted = newest(found)
        answers[finding] = counted.value
        samples = samples.with_sample(finding, counted.sample)
        for result in found:
            if result != counted:
                samples = samples.with_earlier(result)
    return answers, samples


_TESTS = frozenset({"mcode-tumor-marker-test", "mcode-genomic-variant"})
_TESTED = frozenset({"receptors", "genomics"})


def has_samples(finding: Finding) -> bool:
    """Whether a finding is the result of a test of tissue or blood: a receptor, a gene or a marker of the tumor."""
    coded = _TESTS.intersection(finding.codes.get("mcode", ()))
    return finding.group in _TESTED and finding.kind is not Kind.DATE and bool(coded)
