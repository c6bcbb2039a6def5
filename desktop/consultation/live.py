"""What the live panel says: the seven kinds of treatment, how each stands now, and the strongest fact behind it.

Pure: a state goes in, rows come out. The rows keep their order for ever; nothing here ranks.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.consultation.meaning import Meanings
from desktop.consultation.state import VisitState
from guidance.condition import ProgressedOn, Treated, walk
from guidance.criteria import TREATMENTS
from guidance.finding import FindingId
from guidance.option import MODALITIES, Assessment, JudgedClause, Part, Standing
from guidance.profile import HISTORY
from guidance.treatment_history import progressed
from guidance.verdict import Verdict
from guidance.workup import WorkUp

REASON_LIMIT = 36
"""The most characters of a reason line; the whole text is in the detail."""
LINKS = 3
NEEDS_ANSWER = "needs_answer"
_FAVORABLE = (
    Standing.RELEVANT,
    Standing.CAUTION,
    Standing.DEPENDS,
    Standing.LATER,
    Standing.UNSUITABLE,
    Standing.NOT_EXPECTED,
)
_LABORATORY = ("tissue", "blood")


@dataclass(frozen=True, slots=True)
class ModalityLine:
    """One row: a kind of treatment, its most favorable standing (or "needs_answer"), and why.

    `reason` has at most 36 characters, `detail` is the whole of it. `option` is the option the row speaks of, "" when
    there is none.
    """

    modality: str
    name: str
    status: str
    status_text: str
    reason: str
    detail: str
    option: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A question whose answer would settle most."""

    finding: FindingId
    text: str


def modality_lines(state: VisitState, meanings: Meanings) -> tuple[ModalityLine, ...]:
    """The seven rows, always in the same order. While nothing is known no kind of treatment is sorted."""
    workup = state.workup
    if not workup.guidance.options or not _anything_known(workup):
        return tuple(_open_line(modality, meanings) for modality in MODALITIES)
    return tuple(_line(modality, state, meanings) for modality in MODALITIES)


def links(workup: WorkUp, meanings: Meanings) -> tuple[Link, ...]:
    """The unknown answers most undecided options wait for, at most three."""
    wanted: list[FindingId] = []
    for finding in workup.answers_that_matter:
        asked = HISTORY if finding == TREATMENTS else finding
        if asked in workup.asked and asked not in wanted:
            wanted.append(asked)
    return tuple(Link(finding, meanings.name(finding)) for finding in wanted[:LINKS])


def progress(workup: WorkUp) -> str:
    """ "9 of 24 answers known, 1 out of date": tested before the cancer last grew."""
    if not _anything_known(workup):
        return _said("Enter any answer to begin")
    text = _said("{known} of {asked} answers known")
    said = text.replace("{known}", str(len(workup.answered))).replace("{asked}", str(len(workup.asked)))
    old = sum(stale.result.finding in workup.asked for stale in workup.counted.stale)
    return f"{said}, {_said('{old} out of date').replace('{old}', str(old))}" if old else said


def announcement(state: VisitState, meanings: Meanings) -> str:
    """One sentence for a screen reader on what the last answer moved; "" when it moved nothing."""
    moved = [line for line in modality_lines(state, meanings) if line.changed]
    if not moved:
        return ""
    first, *others = moved
    said = f"{first.name}: {first.status_text.lower()}, {first.detail}." if first.detail else ""
    said = said or f"{first.name}: {first.status_text.lower()}."
    return f"{said} {_said('{count} more changed.').replace('{count}', str(len(others)))}" if others else said


def status_of(assessment: Assessment, workup: WorkUp) -> str:
    """The standing of an option as a status; an undecided one that no laboratory test settles "needs an answer"."""
    if assessment.standing is not Standing.DEPENDS:
        return assessment.standing.value
    tested = {
        finding
        for test in workup.knowledge.tests.values()
        if any(word in test.specimen for word in _LABORATORY)
        for finding in test.fills
    }
    return Standing.DEPENDS.value if tested.intersection(assessment.missing) else NEEDS_ANSWER


def needs_answer_text() -> str:
    """The words of the status "needs_answer"."""
    return _said("Needs an answer")


def _anything_known(workup: WorkUp) -> bool:
    return bool(workup.answered or workup.consultation.treatments)


def _open_line(modality: str, meanings: Meanings) -> ModalityLine:
    return ModalityLine(
        modality, meanings.wording.modality(modality), NEEDS_ANSWER, needs_answer_text(), "", "", "", False
    )


def _line(modality: str, state: VisitState, meanings: Meanings) -> ModalityLine:
    workup = state.workup
    best = _best(modality, workup)
    if best is None:
        return _open_line(modality, meanings)
    status = status_of(best, workup)
    text = needs_answer_text() if status == NEEDS_ANSWER else meanings.wording.standing(best.standing)
    phrases = _reasons(best, workup, meanings)
    detail = "; ".join(phrases)
    return ModalityLine(
        modality,
        meanings.wording.modality(modality),
        status,
        text,
        _fitting(phrases),
        detail,
        best.id,
        modality in state.just_changed,
    )


def _best(modality: str, workup: WorkUp) -> Assessment | None:
    """The first option, in the pack's order, that stands most favorably."""
    of_kind = [a for a in workup.guidance.options.values() if a.option.modality == modality]
    return min(of_kind, key=lambda a: _FAVORABLE.index(a.standing), default=None)


def _reasons(assessment: Assessment, workup: WorkUp, meanings: Meanings) -> list[str]:
    """The facts behind a standing, strongest first: what is missing, what stands against it, or what fits."""
    clauses = workup.guidance.explain(assessment.option)
    match assessment.standing:
        case Standing.DEPENDS:
            missing = tuple(HISTORY if f == TREATMENTS else f for f in assessment.missing)
            return [meanings.unknown(tuple(dict.fromkeys(missing)), REASON_LIMIT)]
        case Standing.CAUTION:
            met = _phrases(_those(clauses, Part.CAUTIONS, Verdict.MET), workup, meanings)
            return met or [meanings.unknown(assessment.checks_before, REASON_LIMIT)]
        case Standing.UNSUITABLE:
            return _phrases(_those(clauses, Part.STOPS, Verdict.MET), workup, meanings)
        case Standing.LATER:
            return _phrases(_those(clauses, Part.TIMING, Verdict.NOT_MET), workup, meanings)
        case Standing.NOT_EXPECTED:
            against = _those(clauses, Part.FITS, Verdict.NOT_MET) or _those(clauses, Part.TIMING, Verdict.NOT_MET)
            return _phrases(against, workup, meanings)
        case _:
            return _phrases(_those(clauses, Part.FITS, Verdict.MET), workup, meanings)


def _those(clauses: Iterable[JudgedClause], part: Part, verdict: Verdict) -> list[JudgedClause]:
    return [judged for judged in clauses if judged.clause.part is part and judged.verdict == verdict.word]


def _phrases(clauses: Iterable[JudgedClause], workup: WorkUp, meanings: Meanings) -> list[str]:
    """What the findings behind these clauses say, each once."""
    said: dict[str, None] = {}
    for judged in clauses:
        for finding in judged.findings:
            if finding == TREATMENTS:
                phrases = _treatments_behind(judged, workup, meanings)
            else:
                phrases = [_phrase(finding, workup, meanings)]
            said.update(dict.fromkeys(phrase for phrase in phrases if phrase))
    return list(said)


def _treatments_behind(judged: JudgedClause, workup: WorkUp, meanings: Meanings) -> list[str]:
    """The treatments a clause names: "grew on letrozole", "had tamoxifen"."""
    history = workup.guidance.entered.history
    said = []
    for node in walk(judged.clause.when):
        if not isinstance(node, Treated | ProgressedOn):
            continue
        for entry in history.entries(node.subject, node.setting):
            name = entry.name or meanings.wording.treatment(entry.treatment)
            text = _said("Grew on {name}") if progressed(entry) is Verdict.MET else _said("Had {name}")
            said.append(text.replace("{name}", name[:1].lower() + name[1:]))
    return said


def _phrase(finding: FindingId, workup: WorkUp, meanings: Meanings) -> str:
    value = workup.profile.values.get(finding)
    if value is None or finding == HISTORY:
        return ""
    return meanings.in_short(workup, finding) if isinstance(value, tuple) else meanings.wording.phrase(finding, value)


def _fitting(phrases: list[str]) -> str:
    """As many phrases as fit into the line; a first one that is too long is cut between words."""
    said = ""
    for phrase in phrases:
        longer = f"{said}; {phrase}" if said else phrase
        if len(longer) > REASON_LIMIT:
            break
        said = longer
    if said or not phrases:
        return said
    words = phrases[0][: REASON_LIMIT - 1].rsplit(" ", 1)[0]
    return f"{words.rstrip(' ,;')}…"


def _said(text: str) -> str:
    return QCoreApplication.translate("live", text)
