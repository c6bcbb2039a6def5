"""What the row of a question says of samples: where the answer comes from, the earlier results, and what to know.

Pure: a work-up goes in, lines come out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.widgets.dates import PartialDate
from guidance.counted import as_it_counts
from guidance.finding import Finding, FindingId
from guidance.knowledge import KnowledgeBase
from guidance.sample_changes import Changed, Reading
from guidance.samples import Result, Sample, Specimen, has_samples
from guidance.wording import Wording
from guidance.workup import WorkUp

_LESS_THAN_LOW = frozenset({"zero", "zero_unspecified", "ultralow"})
_LOW = frozenset({"low", "ultralow"})
_REPORT = "receptors"
"""The group of findings that one pathology report tells together."""


@dataclass(frozen=True, slots=True)
class SampleLines:
    """The lines of one question.

    `sample` is the sample behind the answer as it is known, `earlier` the other results with their lines, `notes` the
    sentences on what does not count, and why. `others` are answers of the same report that have no sample of their own
    or the same one; `same` is the sample another answer of the report has, when this one has none.
    """

    answered: bool
    sample: Sample
    line: str
    earlier: tuple[tuple[Result, str], ...]
    notes: tuple[str, ...]
    others: tuple[FindingId, ...]
    same: Sample

    @property
    def anything(self) -> bool:
        """Whether the row has anything to say or to ask of samples."""
        return self.answered or bool(self.line or self.earlier or self.notes)


def sample_lines(workup: WorkUp, wording: Wording, finding: FindingId) -> SampleLines:
    """The lines of a question."""
    visit = workup.consultation
    samples = visit.samples
    sample = samples.of.get(finding, Sample())
    report = [f for f in _report_of(workup.knowledge.findings, finding) if f in visit.answers]
    others = tuple(f for f in report if samples.of.get(f, sample) == sample)
    known = next((samples.of[f] for f in report if f in samples.of), Sample())
    return SampleLines(
        answered=finding in visit.answers,
        sample=sample,
        line="" if sample == Sample() else sample_in_line(sample, wording),
        earlier=tuple((result, _earlier(result, workup, wording)) for result in samples.before(finding)),
        notes=tuple(dict.fromkeys(_notes(workup, wording, finding))),
        others=others,
        same=known if sample == Sample() else Sample(),
    )


def questions_with_samples(knowledge: KnowledgeBase) -> frozenset[FindingId]:
    """The findings that can be another in another sample. Genes a person was born with are the same in all of them."""
    tissue = {f for test in knowledge.tests.values() if "tissue" in test.specimen for f in test.fills}
    tested = {f for test in knowledge.tests.values() for f in test.fills}
    inherited = tested - tissue - set(knowledge.stale_after_growth)
    return frozenset(f.id for f in knowledge.findings.values() if has_samples(f) and f.id not in inherited)


def sample_in_line(sample: Sample, wording: Wording, *, long: bool = False) -> str:
    """A sample inside a line: "metastasis, Mar-2026", or with a long date "metastasis, March 2026"."""
    specimen = (
        wording.sample("in_line", sample.specimen) if sample.specimen else wording.sample("not_known", "specimen")
    )
    date = _long(sample.date) if long else _short(sample.date)
    return f"{specimen}, {date or wording.sample('not_known', 'date')}"


def specimens(wording: Wording) -> Iterator[tuple[Specimen, str]]:
    """The specimens with what stands on their buttons."""
    for specimen in Specimen:
        yield specimen, wording.sample("specimens", specimen)


def _report_of(findings: Mapping[FindingId, Finding], finding: FindingId) -> list[FindingId]:
    """The other findings of the same pathology report."""
    if findings[finding].group != _REPORT:
        return []
    return [f.id for f in findings.values() if f.group == _REPORT and f.id != finding and has_samples(f)]


def _earlier(result: Result, workup: WorkUp, wording: Wording) -> str:
    # "Not detected since the last growth" was true when it was written down
    today = as_it_counts(result, workup.consultation.treatments, workup.knowledge)
    value = result.value if today is None else today
    return f"{wording.phrase(result.finding, value)}, {sample_in_line(result.sample, wording)}"


def _notes(workup: WorkUp, wording: Wording, finding: FindingId) -> Iterator[str]:
    counted = workup.counted
    stale = counted.stale_of(finding)
    if stale is not None:
        tested = _long(stale.result.sample.date)
        if stale.grew:
            yield wording.sample("stale", finding, "dated", tested=tested, grew=_long(stale.grew))
        else:
            yield wording.sample("stale", finding, "undated", tested=tested)
    for item in counted.order_not_known:
        if item.result.finding == finding:
            if item.rival is None:
                yield wording.sample("order", "growth")
            else:
                yield wording.sample("order", "results", other=_long(item.rival.sample.date))
    for other in counted.apart:
        if other.result.finding == finding:
            yield wording.sample("apart", "line", other=wording.label(other.read_with))
    for change in workup.changed_samples:
        if change.now.finding == finding:
            yield _change(change, wording)


def _change(change: Changed, wording: Wording) -> str:
    line = wording.sample(
        "changed",
        "line",
        was=_reading(change, change.was, wording),
        was_sample=sample_in_line(change.was.sample, wording, long=True),
        now=_reading(change, change.now, wording),
        now_sample=sample_in_line(change.now.sample, wording, long=True),
    )
    lost_low = change.was.means in _LOW and change.now.means in _LESS_THAN_LOW
    return f"{line} {wording.sample('changed', 'low')}" if lost_low else line


def _reading(change: Changed, reading: Reading, wording: Wording) -> str:
    """What a sample says: its own value, or, where several tests make one status, the status."""
    if change.was.finding == change.now.finding and isinstance(reading.value, int | float):
        return wording.phrase(reading.finding, reading.value)
    return wording.phrase(change.what, reading.means)


def _short(date: str) -> str:
    return PartialDate.from_iso(date).short() if date else ""


def _long(date: str) -> str:
    return PartialDate.from_iso(date).long() if date else ""
