"""The visit as a value: who, what was answered, what was discussed.

A consultation never changes; every verb returns a new one in the past tense. Undo is keeping the previous one (see
history.py).
Answers stay raw: an answer whose question is hidden now is kept, and the work-up decides what counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from guidance.finding import FindingId, Value
from guidance.samples import Result, Sample, Samples, newest
from guidance.treatment import Treatment


class Status(StrEnum):
    """A visit is a draft until it is finished; a correction is a new visit that names the one it corrects."""

    DRAFT = "draft"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Patient:
    """Who the visit is with. `id` is ours and random; `identifier` is the clinic's number.

    `date_of_birth` is "1968-03-14", "1968-03", "1968" or "" when not known. `sex_recorded` is a value of the finding
    `sex` or "".
    """

    id: str
    family_name: str = ""
    given_name: str = ""
    title: str = ""
    preferred_name: str = ""
    date_of_birth: str = ""
    sex_recorded: str = ""
    identifier: str = ""
    language: str = "en"
    large_print: bool = False
    demonstration: bool = False


class MarkKind(StrEnum):
    """What is said of a question that has no value: asked and not known yet, or a test is under way."""

    NOT_KNOWN_YET = "not_known_yet"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on an unanswered question.

    `on` is the ISO date a test was sent; `kept` is the value it replaced, for undo.
    """

    kind: MarkKind
    on: str = ""
    kept: Value | None = None


@dataclass(frozen=True, slots=True)
class HandoutChoices:
    """What the room decided to print.

    `left_out` names blocks of the sheet that are not printed ("when to call us" cannot be).
    """

    language: str = "en"
    paper: str = "a4"
    text: str = "standard"
    left_out: frozenset[str] = frozenset()
    next_steps: tuple[str, ...] = ()
    note: str = ""
    show_name: bool = True


@dataclass(frozen=True, slots=True)
class SeenRecord:
    """What was in front of the people in the room when the visit was finished. Never rewritten by a later edition.

    `guidance` is the answer of `assess` as plain JSON values; `pdf` the bytes that were printed (empty if none),
    `pdf_sha256` their hash.
    """

    edition: str
    pack_sha256: str
    finished_at: str
    guidance: Mapping[str, Any]
    language: str = "en"
    pdf: bytes = b""
    pdf_sha256: str = ""


def _frozen(mapping: Mapping[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(dict(mapping))


@dataclass(frozen=True, slots=True)
class Consultation:
    """One visit.

    `started_at` and `changed_at` are UTC ISO timestamps; `revision` counts the saves of this visit in the store.
    `samples` are the samples behind the answers, and the results of earlier ones.
    """

    id: str
    patient: Patient
    started_at: str
    changed_at: str
    region: str = "us"
    clinician: str = ""
    status: Status = Status.DRAFT
    corrects: str = ""
    revision: int = 0
    answers: Mapping[FindingId, Value] = field(default_factory=dict)
    marks: Mapping[FindingId, Mark] = field(default_factory=dict)
    samples: Samples = field(default_factory=Samples)
    treatments: tuple[Treatment, ...] = ()
    own_words: str = ""
    discussed: tuple[str, ...] = ()
    alerts_seen: Mapping[str, str] = field(default_factory=dict)
    handout: HandoutChoices = HandoutChoices()
    next_visit_note: str = ""
    seen: SeenRecord | None = None

    def answered(self, finding: FindingId, value: Value, *, anew: bool = False) -> "Consultation":
        """The visit with this answer; a mark on the question goes.

        Another answer corrects the one there was, and keeps its sample. Where a mark stood, or `anew`, it is a new
        result: the former one stays on record with its sample.
        """
        marked = self.marks.get(finding)
        former = marked.kept if marked is not None else self.answers.get(finding) if anew else None
        samples = self.samples
        if former is not None and former != value and finding in samples.of:
            samples = samples.put_away(finding, former)
        marks = {k: v for k, v in self.marks.items() if k != finding}
        answers = {**self.answers, finding: value}
        return replace(self, answers=_frozen(answers), marks=_frozen(marks), samples=samples)

    def sampled(self, finding: FindingId, sample: Sample) -> "Consultation":
        """The visit with this sample behind the answer. When a dated result turns out to be newer, that becomes the
        answer.
        """
        after = replace(self, samples=self.samples.with_sample(finding, sample))
        if finding not in after.answers or not sample.date:
            return after
        return after._settled(finding)

    def with_result(self, result: Result) -> "Consultation":
        """The visit with one more result on record: the answer, when it is the newest or the only one.

        An answer without a date stays the answer: only dates say which result is newer.
        """
        finding = result.finding
        if finding not in self.answers:
            # A test that was under way is back, or the question is answered for the first time
            mark = self.marks.get(finding)
            samples = self.samples
            if mark is not None and mark.kept is not None and finding in samples.of:
                samples = samples.put_away(finding, mark.kept)
            first = self.cleared(finding).answered(finding, result.value)
            first = replace(first, samples=samples.with_sample(finding, result.sample))
            return first._settled(finding) if result.sample.date else first
        after = replace(self, samples=self.samples.with_earlier(result))
        dated = finding in self.samples.of and self.samples.of[finding].date
        return after._settled(finding) if dated else after

    def without_result(self, result: Result) -> "Consultation":
        """The visit without an earlier result."""
        return replace(self, samples=self.samples.without_earlier(result))

    def _settled(self, finding: FindingId) -> "Consultation":
        """The visit with the newest result of a finding as its answer."""
        now = Result(finding, self.answers[finding], self.samples.of.get(finding, Sample()))
        latest = newest((*self.samples.before(finding), now))
        if latest == now:
            return replace(self, samples=self.samples.without_earlier(now))
        samples = self.samples.put_away(finding, now.value).without_earlier(latest)
        answers = _frozen({**self.answers, finding: latest.value})
        return replace(self, answers=answers, samples=samples.with_sample(finding, latest.sample))

    def cleared(self, finding: FindingId) -> "Consultation":
        """The visit as if this question had not been asked. Its samples stay: a number is emptied to be typed again."""
        answers = {k: v for k, v in self.answers.items() if k != finding}
        marks = {k: v for k, v in self.marks.items() if k != finding}
        return replace(self, answers=_frozen(answers), marks=_frozen(marks))

    def marked(self, finding: FindingId, mark: Mark) -> "Consultation":
        """The visit with the question marked "not known yet" or "sent"; the old value is kept in the mark, out of the
        rules.
        """
        kept = self.answers.get(finding, self.marks[finding].kept if finding in self.marks else None)
        answers = {k: v for k, v in self.answers.items() if k != finding}
        marks = {**self.marks, finding: replace(mark, kept=kept)}
        return replace(self, answers=_frozen(answers), marks=_frozen(marks))

    def unmarked(self, finding: FindingId) -> "Consultation":
        """The visit without the mark; the value it replaced comes back."""
        if finding not in self.marks:
            return self
        kept = self.marks[finding].kept
        without = self.cleared(finding)
        return without if kept is None else without.answered(finding, kept)

    def treated(self, treatments: tuple[Treatment, ...]) -> "Consultation":
        """The visit with this treatment history."""
        return replace(self, treatments=treatments)

    def discussing(self, options: tuple[str, ...]) -> "Consultation":
        """The visit with these options in the patient view and the handout, in this order."""
        return replace(self, discussed=options)
