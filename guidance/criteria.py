"""Judges a condition for one patient: met, not met or unknown, with the findings behind it and the ones that would
settle it.

This is the readable, recursive meaning of the rules. The tables of the fast evaluator (evaluator.py) must say the same;
tests compare the two.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from guidance.condition import (
    All,
    AnyOf,
    Compare,
    Condition,
    Empty,
    Given,
    Includes,
    Lines,
    Not,
    OneOf,
    Only,
    Possibly,
    ProgressedOn,
    Surely,
    Treated,
)
from guidance.derivation import DerivedFinding
from guidance.finding import Finding, FindingId, Value
from guidance.profile import HISTORY, REGION, Profile
from guidance.treatment import TreatmentKind
from guidance.treatment_history import TreatmentHistory, compare_range
from guidance.verdict import Verdict, negated, truth

TREATMENTS = "treatments"
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """A verdict and why.

    `because` names the given findings that decided it (the clinic's pertinent positives and negatives; `treatments`
    stands for the
    history), `missing` the findings whose answer would settle an unknown verdict.
    """

    verdict: Verdict
    because: frozenset[FindingId] = _NOTHING
    missing: frozenset[FindingId] = _NOTHING


@dataclass(frozen=True, slots=True)
class Language:
    """The names a condition may use: given findings with their coarse values, derived findings and the classes of the
    history.
    """

    findings: Mapping[FindingId, Finding]
    coarse: Mapping[FindingId, Mapping[str, tuple[str, ...]]]
    derived: Mapping[FindingId, DerivedFinding]
    treatment_kinds: dict[str, TreatmentKind]


@dataclass(frozen=True)
class Facts:
    """One profile with everything that follows from it, worked out when asked."""

    profile: Profile
    language: Language
    _reasons: dict[tuple[str, str], Reason] = field(default_factory=dict, compare=False, repr=False)
    _judged: dict[int, tuple[Condition, Reason]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def history(self) -> TreatmentHistory:
        """The treatment history of this profile."""
        return TreatmentHistory(self.profile, self.language.treatment_kinds)

    def of_clause(self, condition: Condition) -> Reason:
        """The same for the condition of a clause, which many options share: each is judged once.

        It is known by its identity, for comparing trees is slow; it is held beside its reason, so that no other
        condition can ever come to stand at its place.
        """
        known = self._judged.get(id(condition))
        if known is None:
            known = self._judged[id(condition)] = (condition, self.judge(condition))
        return known[1]

    def judge(self, condition: Condition) -> Reason:
        """The verdict of a condition, with its reason."""
        match condition:
            case All(parts):
                return _all([self.judge(part) for part in parts])
            case AnyOf(parts):
                return _any([self.judge(part) for part in parts])
            case Not(part):
                reason = self.judge(part)
                return Reason(negated(reason.verdict), reason.because, reason.missing)
            case Surely(part):
                return _settled(self.judge(part), Verdict.NOT_MET)
            case Possibly(part):
                return _settled(self.judge(part), Verdict.MET)
            case Given(finding):
                return Reason(truth(self.is_given(finding)), frozenset({finding}))
            case Treated(subject, setting, _):
                return self._of_history(self.history.treated(condition))
            case ProgressedOn(subject, setting):
                return self._of_history(self.history.progressed_on(subject, setting))
            case Lines(group, operator, value):
                return self._of_history(compare_range(*self.history.lines(group), operator, value))
            case Compare(finding, operator, value):
                return self._compare(finding, operator, value)
            case OneOf(finding, values):
                return _any([self._compare(finding, "==", value) for value in values])
            case Includes(finding, value):
                return self._of_several(finding, lambda chosen: value in chosen)
            case Only(finding, value):
                return self._of_several(finding, lambda chosen: chosen == (value,))
            case Empty(finding):
                return self._of_several(finding, lambda chosen: not chosen)
            case _:
                raise TypeError(f"{type(condition).__name__} is only asked of a history entry")

    def is_given(self, finding: FindingId) -> bool:
        """True when there is a value (for a derived finding: when it is known)."""
        if finding in self.language.derived:
            return self.derived_value(finding) is not None
        return finding in self.profile.values

    def derived_value(self, finding: FindingId) -> Value | None:
        """The value of a derived finding, or None when it is unknown."""
        rule = self.language.derived[finding]
        if rule.counts:
            return self._counted(rule)
        for case in rule.cases:
            if self._of_case(rule, case.value).verdict is Verdict.MET:
                return case.value
        return rule.otherwise or None

    def reason_for_derived(self, finding: FindingId) -> Reason:
        """Why a derived finding has its value, or what it is missing."""
        rule = self.language.derived[finding]
        if rule.counts:
            known = self._counted(rule) is not None
            return Reason(truth(known), frozenset({TREATMENTS}), _NOTHING if known else frozenset({HISTORY}))
        reasons = [self._of_case(rule, case.value) for case in rule.cases]
        met = next((reason for reason in reasons if reason.verdict is Verdict.MET), None)
        return met or self._missing_of(rule, _any(reasons))

    def _counted(self, rule: DerivedFinding) -> int | None:
        least, most = self.history.counted(rule.counts)
        return int(least) if least == most else None

    def _of_history(self, verdict: Verdict) -> Reason:
        unknown = verdict is Verdict.UNKNOWN
        return Reason(verdict, frozenset({TREATMENTS, HISTORY}), frozenset({HISTORY}) if unknown else _NOTHING)

    def _of_several(self, finding: FindingId, asked: Callable[[tuple[str, ...]], bool]) -> Reason:
        chosen = self.profile.values.get(finding)
        if not isinstance(chosen, tuple):
            return Reason(Verdict.UNKNOWN, missing=frozenset({finding}))
        return Reason(truth(asked(chosen)), frozenset({finding}))

    def _compare(self, finding: FindingId, operator: str, value: str | float) -> Reason:
        if finding == REGION:
            return Reason(truth((self.profile.region == value) == (operator == "==")))
        if finding in self.language.derived:
            return self._compare_derived(self.language.derived[finding], operator, value)
        known = self.profile.values.get(finding)
        if known is None:
            return Reason(Verdict.UNKNOWN, missing=frozenset({finding}))
        here = frozenset({finding})
        if isinstance(known, int | float):
            return Reason(compare_range(known, known, operator, float(value)), here)
        verdict = truth(known == value)
        finer = self.language.coarse.get(finding, {}).get(str(known), ())
        if verdict is Verdict.NOT_MET and value in finer:
            verdict = Verdict.UNKNOWN
        if operator == "!=":
            verdict = negated(verdict)
        return Reason(verdict, here, here if verdict is Verdict.UNKNOWN else _NOTHING)

    def _compare_derived(self, rule: DerivedFinding, operator: str, value: str | float) -> Reason:
        if rule.counts:
            return self._of_history(compare_range(*self.history.counted(rule.counts), operator, float(value)))
        reason = self._of_case(rule, str(value))
        if operator == "!=":
            return Reason(negated(reason.verdict), reason.because, reason.missing)
        return reason

    def _of_case(self, rule: DerivedFinding, value: str) -> Reason:
        """The verdict of `rule == value`. Values exclude each other, but a coarse value leaves finer ones open."""
        key = (rule.id, value)
        if key not in self._reasons:
            self._reasons[key] = self._worked_out(rule, value)
        return self._reasons[key]

    def _worked_out(self, rule: DerivedFinding, value: str) -> Reason:
        own = rule.case(value)
        if own is None:
            # Only the label `otherwise` has no case: it holds when nothing else does
            others = _any([self.judge(case.when) for case in rule.cases])
            return Reason(truth(others.verdict is not Verdict.MET), others.because)
        reason = self.judge(own.when)
        if reason.verdict is Verdict.UNKNOWN:
            for case in rule.cases:
                if case.value != value and value not in case.leaves_open:
                    other = self.judge(case.when)
                    if other.verdict is Verdict.MET:
                        return Reason(Verdict.NOT_MET, other.because)
        return self._missing_of(rule, reason)

    def _missing_of(self, rule: DerivedFinding, reason: Reason) -> Reason:
        if reason.verdict is not Verdict.UNKNOWN or not rule.missing:
            return reason
        needed = {
            item.finding for item in rule.missing if item.when is None or self.judge(item.when).verdict is Verdict.MET
        }
        return Reason(reason.verdict, reason.because, frozenset(needed) or reason.missing)


def _all(reasons: Iterable[Reason]) -> Reason:
    reasons = list(reasons)
    verdict = min((reason.verdict for reason in reasons), default=Verdict.MET)
    return _joined(verdict, reasons)


def _any(reasons: Iterable[Reason]) -> Reason:
    reasons = list(reasons)
    verdict = max((reason.verdict for reason in reasons), default=Verdict.NOT_MET)
    return _joined(verdict, reasons)


def _joined(verdict: Verdict, reasons: list[Reason]) -> Reason:
    """The parts that share the verdict are the reason for it."""
    deciding = [reason for reason in reasons if reason.verdict is verdict]
    because = frozenset().union(*(reason.because for reason in deciding)) if deciding else _NOTHING
    missing = frozenset().union(*(reason.missing for reason in deciding)) if deciding else _NOTHING
    return Reason(verdict, because, missing)


def _settled(reason: Reason, unknown_becomes: Verdict) -> Reason:
    if reason.verdict is Verdict.UNKNOWN:
        return Reason(unknown_becomes, reason.because)
    return Reason(reason.verdict, reason.because)
