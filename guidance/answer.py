"""The answer of `plainly assess`, as plain values ready for JSON.

The record of a finished visit keeps the same answer.
"""

from collections.abc import Sequence
from typing import Any

from guidance.answer_open import open_of
from guidance.answer_samples import samples_of
from guidance.assess import Guidance
from guidance.counted import Counted
from guidance.option import Assessment, JudgedClause, Part
from guidance.questions import what_would_change
from guidance.sample_changes import Changed


def answer_of(guidance: Guidance, counted: Counted | None = None, changed: Sequence[Changed] = ()) -> dict[str, Any]:
    """Everything that is said of one profile, in a fixed order: the same profile and edition give the same answer.

    `counted` and `changed` are what the samples behind the profile have to say; of what is not said there is no key.
    """
    edition = guidance.knowledge.edition
    return {
        "edition": edition.version,
        "pack_sha256": edition.sha256,
        "region": guidance.profile.region,
        "evidence_until": edition.evidence_until,
        "alerts": [{"id": alert.id, "because": list(alert.because)} for alert in guidance.alerts],
        "conflicts": [{"id": c.id, "findings": list(c.findings)} for c in guidance.conflicts],
        "derived": guidance.derived,
        "options": [_option(guidance, assessment) for assessment in guidance.options.values()],
        **open_of(guidance),
        **samples_of(counted or Counted(), changed),
    }


def explanation_of(guidance: Guidance, option_id: str) -> dict[str, Any]:
    """One option in full: every clause with its condition and verdict, and what each open answer could bring.

    Raises KeyError for an option that is not judged.
    """
    assessment = guidance.options[option_id]
    return {
        **_option(guidance, assessment),
        "clauses": [
            {**_clause(judged), "condition": judged.clause.text, "missing": list(judged.missing)}
            for judged in guidance.explain(assessment.option)
        ],
        "would_change": {
            change.finding: [standing.value for standing in change.standings]
            for change in what_would_change(guidance, option_id)
        },
    }


def _option(guidance: Guidance, assessment: Assessment) -> dict[str, Any]:
    option = assessment.option
    return {
        "id": option.id,
        "modality": option.modality,
        "treatment_class": option.treatment_class,
        "standing": assessment.standing.value,
        "shown_apart": assessment.shown_apart,
        "license": assessment.license,
        # A license that is missing today may be there tomorrow: beside each that is, the day the evidence ends
        **({"evidence_until": guidance.knowledge.edition.evidence_until} if assessment.shown_apart else {}),
        "reasons": [_clause(judged) for judged in guidance.explain(option) if _is_reason(judged)],
        "missing": list(assessment.missing),
        "checks_before": list(assessment.checks_before),
        "baseline_checks": list(assessment.baseline_checks),
        "cautions": list(assessment.cautions),
        "companions": list(assessment.companions),
    }


def _is_reason(judged: JudgedClause) -> bool:
    """What fits and the timing always say something; a stop or caution does when it is met."""
    return judged.clause.part in (Part.FITS, Part.TIMING) or judged.verdict == "met"


def _clause(judged: JudgedClause) -> dict[str, Any]:
    return {
        "clause": judged.clause.id,
        "part": judged.clause.part.value,
        "verdict": judged.verdict,
        "findings": dict(judged.findings),
        "sources": list(judged.clause.sources),
    }
