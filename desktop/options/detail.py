"""What the options screen says of one option, as a value: plain words, why, cautions, checks, companions, changes,
sources.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.answer_words import answer_words
from guidance.assess import Guidance
from guidance.card import CardPart
from guidance.consultation import Consultation
from guidance.criteria import TREATMENTS
from guidance.finding import Finding, FindingId
from guidance.option import Assessment, JudgedClause, OptionId, Part, Standing
from guidance.profile import HISTORY
from guidance.questions import Change, what_would_change
from guidance.time_told import time_told
from guidance.wording import MissingWords, Wording


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact behind a standing: a chip that leads to its question.

    `verdict` is "met", "not_met" or "unknown", or "against" for a fact that stops it or has to be weighed.
    """

    text: str
    detail: str
    verdict: str
    finding: FindingId


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One condition of the rule in words, with what it came to."""

    part: Part
    sentence: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Brought:
    """Another standing that some answers would bring, and which: "Mutated", "below 40 %"."""

    standing: Standing
    word: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A question that is not answered yet and the other standings its answers would bring."""

    finding: FindingId
    text: str
    brought: tuple[Brought, ...]

    @property
    def standings(self) -> tuple[tuple[Standing, str], ...]:
        """The other standings with their words."""
        return tuple((item.standing, item.word) for item in self.brought)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source with its year; `checked` is false while nobody has read it again for this edition."""

    title: str
    year: int
    reference: str
    checked: bool


@dataclass(frozen=True, slots=True)
class OptionDetail:
    """Everything the detail shows.

    `status` is the standing, or "needs_answer" when an answer and no test settles it.
    """

    id: OptionId
    name: str
    modality: str
    modality_name: str
    standing: Standing
    status: str
    standing_word: str
    meaning: str
    badge: str
    license_text: str
    included: bool
    plain_title: str
    plain_words: str
    glance: tuple[tuple[str, str, str], ...]
    facts: tuple[Fact, ...]
    rule: tuple[RuleLine, ...]
    cautions: tuple[str, ...]
    checks_before: tuple[tuple[FindingId, str], ...]
    baseline_checks: tuple[tuple[FindingId, str], ...]
    companions: tuple[str, ...]
    changes: tuple[ChangeLine, ...]
    sources: tuple[SourceLine, ...]
    declined: bool


def badge_of(assessment: Assessment, guidance: Guidance, wording: Wording) -> str:
    """What marks an option that is not approved for this use, with the month of the evidence; "" for the others."""
    if not assessment.shown_apart:
        return ""
    evidence = wording.evidence_of(guidance.knowledge.edition.evidence_until)
    return f"{wording.license_badge(assessment.license)}, {evidence}"


def detail_of(
    option: OptionId, guidance: Guidance, consultation: Consultation, wording: Wording, plain: Wording
) -> OptionDetail:
    """The detail of one option. `wording` speaks to the clinician, `plain` to the patient."""
    assessment = guidance.options[option]
    clauses = guidance.explain(assessment.option)
    card = plain.card(assessment.option.treatment_class)
    what_it_is = " ".join(card.section(CardPart.WHAT_IT_IS).paragraphs)
    time = time_told(guidance.knowledge.time_at_home(option), card.visits, plain)
    return OptionDetail(
        id=option,
        name=wording.option(option),
        modality=assessment.option.modality,
        modality_name=wording.modality(assessment.option.modality),
        standing=assessment.standing,
        status=assessment.standing.value,
        standing_word=wording.standing(assessment.standing),
        meaning=_meaning(assessment, wording),
        badge=badge_of(assessment, guidance, wording),
        license_text=wording.license(assessment.license) if assessment.shown_apart else "",
        included=option in consultation.discussed,
        plain_title=card.title,
        plain_words=what_it_is,
        glance=(
            ("vaccine" if card.icon == "vaccine" else card.icon, "How", card.how),
            ("calendar", "Time this takes", "\n".join(line.said for line in time)),
            ("message-circle", "Often felt", card.effects),
        ),
        facts=_facts(clauses, guidance, wording),
        rule=tuple(
            RuleLine(c.clause.part, wording.clause(option, c.clause, c.verdict), c.verdict)
            for c in clauses
            if c.clause.part in (Part.FITS, Part.TIMING) or c.verdict != "not_met"
        ),
        cautions=tuple(
            wording.clause(option, c.clause, "met")
            for c in clauses
            if c.clause.part in (Part.STOPS, Part.CAUTIONS) and c.verdict == "met"
        ),
        checks_before=tuple((f, wording.label(f)) for f in assessment.checks_before),
        baseline_checks=tuple((f, wording.label(f)) for f in assessment.baseline_checks),
        companions=tuple(wording.companion(c) for c in assessment.companions),
        changes=_changes(assessment, guidance, wording),
        sources=_sources(clauses, guidance),
        declined=_is_declined(assessment, consultation),
    )


def _meaning(assessment: Assessment, wording: Wording) -> str:
    try:
        return wording.standing_meaning(assessment.standing)
    except MissingWords:
        return ""


def _facts(clauses: tuple[JudgedClause, ...], guidance: Guidance, wording: Wording) -> tuple[Fact, ...]:
    """Chips for what decides: each finding once, what speaks against it first, then what speaks for it, then what has
    to be weighed, then what is open.
    """
    found: dict[FindingId, Fact] = {}
    deciding = [c for c in clauses if c.clause.part in (Part.FITS, Part.TIMING)]
    concerns = [c for c in clauses if c.verdict == "met"]
    for verdict, group in (
        ("not_met", [c for c in deciding if c.verdict == "not_met"]),
        ("against", [c for c in concerns if c.clause.part is Part.STOPS]),
        ("met", [c for c in deciding if c.verdict == "met"]),
        ("against", [c for c in concerns if c.clause.part is Part.CAUTIONS]),
    ):
        for clause in group:
            for finding in clause.findings:
                if finding not in found and finding != HISTORY:
                    found[finding] = Fact(_said(finding, guidance, wording), "", verdict, finding)
    for clause in clauses:
        if clause.verdict == "unknown" and clause.clause.part in (Part.FITS, Part.TIMING):
            for finding in clause.missing:
                found.setdefault(finding, Fact(wording.label(finding), "not known yet", "unknown", finding))
    return tuple(found.values())


def _changes(assessment: Assessment, guidance: Guidance, wording: Wording) -> tuple[ChangeLine, ...]:
    """The open questions whose answers could bring another standing than the present one."""
    lines = []
    for change in what_would_change(guidance, assessment.id):
        finding = guidance.knowledge.findings[change.finding]
        others = [standing for standing in change.standings if standing is not assessment.standing]
        brought = [
            Brought(
                standing, wording.standing(standing), tuple(_answers(change, assessment, standing, finding, wording))
            )
            for standing in others
        ]
        if brought:
            lines.append(ChangeLine(change.finding, wording.label(change.finding), tuple(brought)))
    return tuple(lines)


def _answers(
    change: Change, assessment: Assessment, standing: Standing, finding: Finding, wording: Wording
) -> Iterator[str]:
    for item in change.answers:
        if item.options.get(assessment.id) is standing:
            text = answer_words(finding, item.answer, wording)
            yield text[:1].upper() + text[1:]


def _said(finding: FindingId, guidance: Guidance, wording: Wording) -> str:
    if finding == TREATMENTS:
        names = dict.fromkeys(wording.treatment(entry.treatment) for entry in guidance.profile.treatments)
        return "Earlier treatment: " + ", ".join(name.split(" (")[0] for name in names)
    return wording.phrase(finding, guidance.profile.values[finding])


def _sources(clauses: tuple[JudgedClause, ...], guidance: Guidance) -> tuple[SourceLine, ...]:
    ids = dict.fromkeys(source for clause in clauses for source in clause.clause.sources)
    known = guidance.knowledge.sources
    return tuple(
        SourceLine(known[i].title, known[i].year, known[i].reference, known[i].read != "K") for i in ids if i in known
    )


def _is_declined(assessment: Assessment, consultation: Consultation) -> bool:
    """Whether the patient said no to this kind of treatment. It is shown beside the option and never sorts it."""
    declined = consultation.answers.get("declines", ())
    if not isinstance(declined, tuple):
        return False
    kinds = {assessment.option.modality, *assessment.option.also}
    words = {"radiation_therapy": "radiotherapy"}
    named = {words.get(kind, kind) for kind in kinds}
    if assessment.option.treatment_class == "cdk46_inhibitors":
        named.add("cdk46_inhibitor")
    if assessment.option.treatment_class in ("ovarian_suppression_injections", "removal_of_ovaries"):
        named.add("ovarian_suppression")
    return bool(named & set(declined))
