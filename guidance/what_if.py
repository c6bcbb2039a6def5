"""What would move if one answer were another one. The visit itself is never touched: a trial is a visit of its own."""

from dataclasses import dataclass, replace

from guidance.consultation import Consultation
from guidance.finding import Finding, FindingId, Kind, Value
from guidance.option import Conflict, OptionId, Standing
from guidance.possible_answers import Limits, PossibleAnswer
from guidance.profile import HISTORY
from guidance.rulebook import rulebook_of
from guidance.workup import WorkUp, work_up


@dataclass(frozen=True, slots=True)
class Moved:
    """An option that would stand elsewhere. `before` or `after` is None where the visit is outside the scope."""

    option: OptionId
    before: Standing | None
    after: Standing | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What one other answer would move; `value` None means that it would not be known.

    `trial` is the work-up with that answer. Alerts are ids in rank order: those that would be raised, and those that
    would be gone. `contradictions` are those that the answer would bring.
    """

    finding: FindingId
    value: Value | None
    trial: WorkUp
    moved: tuple[Moved, ...]
    raised: tuple[str, ...]
    gone: tuple[str, ...]
    contradictions: tuple[Conflict, ...]

    @property
    def out_of_scope(self) -> bool:
        """Whether no option would be judged."""
        return not self.trial.guidance.options


def what_if(workup: WorkUp, finding: FindingId, value: Value | None) -> WhatIf:
    """The options that move, from where to where, and the alerts that come or go.

    A value is tried as a new result of today: it is not older than the last growth, whatever the sample of the present
    answer says.
    """
    trial = work_up(_tried(workup.consultation, finding, value), workup.knowledge)
    before, after = workup.guidance, trial.guidance
    stood = {option: assessment.standing for option, assessment in before.options.items()}
    stands = {option: assessment.standing for option, assessment in after.options.items()}
    alerts, alerts_then = (tuple(alert.id for alert in guidance.alerts) for guidance in (before, after))
    return WhatIf(
        finding,
        value,
        trial,
        moved=tuple(
            Moved(option, stood.get(option), stands.get(option))
            for option in workup.knowledge.options
            if stood.get(option) is not stands.get(option)
        ),
        raised=tuple(alert for alert in alerts_then if alert not in alerts),
        gone=tuple(alert for alert in alerts if alert not in alerts_then),
        contradictions=tuple(conflict for conflict in after.conflicts if conflict not in before.conflicts),
    )


def findings_to_try(workup: WorkUp) -> tuple[FindingId, ...]:
    """The questions this patient meets whose answer can be tried: those that undecided options wait for come first,
    then those that have to be known before starting, then the others in the order of the intake.
    """
    can_be_tried = [f for f in workup.asked if workup.knowledge.findings[f].kind is not Kind.DATE]
    checks = (finding for option in workup.guidance.options.values() for finding in option.checks_before)
    first = (finding for finding in (*workup.answers_that_matter, *checks) if finding != HISTORY)
    wanted = dict.fromkeys((*first, *can_be_tried))
    return tuple(finding for finding in wanted if finding in can_be_tried)


def answers_to_try(workup: WorkUp, finding: FindingId) -> tuple[PossibleAnswer | None, ...]:
    """The other answers to a question, coarse ones included; None, the last, is "not known".

    Numbers come as the ranges that the rules tell apart, without the one that holds the present answer. Of several
    ticks one changes at a time.
    """
    known = workup.knowledge.findings[finding]
    now = workup.profile.values.get(finding)
    match known.kind:
        case Kind.NUMBER:
            rulebook = rulebook_of(workup.knowledge)
            ranges = rulebook.answers(finding, rulebook.asking_anywhere(finding))
            others = tuple(answer for answer in ranges if not _holds(answer.limits, now))
        case Kind.SEVERAL:
            others = _ticks(known, now if isinstance(now, tuple) else None)
        case Kind.DATE:
            others = ()
        case _:
            others = tuple(PossibleAnswer(value) for value in known.values if value != now)
    return others if now is None else (*others, None)


def _tried(consultation: Consultation, finding: FindingId, value: Value | None) -> Consultation:
    samples = consultation.samples
    undated = replace(samples, of={other: sample for other, sample in samples.of.items() if other != finding})
    cleared = replace(consultation.cleared(finding), samples=undated)
    return cleared if value is None else cleared.answered(finding, value)


def _holds(limits: Limits | None, value: Value | None) -> bool:
    if limits is None or not isinstance(value, int | float):
        return False
    above = value > limits.least if limits.without_least else value >= limits.least
    below = value < limits.most if limits.without_most else value <= limits.most
    return above and below


def _ticks(finding: Finding, now: tuple[str, ...] | None) -> tuple[PossibleAnswer, ...]:
    chosen = now or ()
    changed = []
    for tick in finding.choices:
        value = tuple(c for c in finding.choices if (c in chosen) is not (c == tick))
        if tick not in chosen:
            changed.append(PossibleAnswer(value, includes=(tick,)))
        elif value:
            changed.append(PossibleAnswer(value, without=(tick,)))
    none = () if now == () else (PossibleAnswer(()),)
    return (*none, *changed)
