"""Judges every option for one patient: its standing, and on demand every clause behind it.

The order of the steps is the standing algorithm of the vocabulary (section 3). A standing sorts what is worth talking
about; it never ranks
and never recommends.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from guidance.alerts import RaisedAlert, raised_alerts
from guidance.criteria import TREATMENTS, Facts, Reason
from guidance.finding import FindingId
from guidance.knowledge import KnowledgeBase
from guidance.option import Assessment, Clause, Conflict, JudgedClause, Option, OptionId, Part, Standing
from guidance.profile import Profile
from guidance.verdict import Verdict

PREGNANCY = "pregnancy"


@dataclass(frozen=True)
class Guidance:
    """All options judged for one profile, for one edition.

    `options` is empty when the visit is outside the scope of the aid.
    """

    knowledge: KnowledgeBase
    profile: Profile
    conflicts: tuple[Conflict, ...]

    @cached_property
    def disputed(self) -> frozenset[FindingId]:
        """The findings whose entries contradict each other."""
        return frozenset(finding for conflict in self.conflicts for finding in conflict.findings)

    @cached_property
    def facts(self) -> Facts:
        """What counts for fits and timing: findings in a conflict are unknown until somebody settles it."""
        return Facts(self.profile.without(self.disputed), self.knowledge.language)

    @cached_property
    def entered(self) -> Facts:
        """Everything as entered: every stop and caution that a disputed value would raise stands."""
        return Facts(self.profile, self.knowledge.language)

    @cached_property
    def alerts(self) -> tuple[RaisedAlert, ...]:
        """Red flags, most urgent first. Nothing suppresses them."""
        return raised_alerts(self.entered, self.knowledge.alerts)

    @cached_property
    def options(self) -> dict[OptionId, Assessment]:
        """Every option, in the vocabulary's order."""
        if any(conflict.out_of_scope for conflict in self.conflicts):
            return {}
        return {option.id: self.assess(option) for option in self.knowledge.options.values()}

    @cached_property
    def derived(self) -> dict[FindingId, object]:
        """The derived findings and their values, None where unknown."""
        return {finding: self.facts.derived_value(finding) for finding in self.knowledge.derived}

    def assess(self, option: Option) -> Assessment:
        """One option judged."""
        fits = self._judged(option, Part.FITS)
        timing = self._judged(option, Part.TIMING)
        stops = [self.entered.of_clause(clause.when) for clause in option.part(Part.STOPS)]
        cautions = [(clause, self.entered.of_clause(clause.when)) for clause in option.part(Part.CAUTIONS)]
        unknown_must_know = self._unknown_must_know(option)
        met_cautions = tuple(clause.id for clause, reason in cautions if reason.verdict is Verdict.MET)
        standing = _standing(option, fits, stops, timing, bool(met_cautions or unknown_must_know))
        undecided = _missing([*fits, *timing]) if standing is Standing.DEPENDS else frozenset()
        asked = _missing([*stops, *(reason for _, reason in cautions)])
        return Assessment(
            option,
            standing,
            license=option.licenses[self.profile.region],
            missing=self._ordered(undecided),
            checks_before=unknown_must_know,
            baseline_checks=self._ordered(asked.difference(option.must_know)),
            cautions=met_cautions,
            companions=self._companions(option),
        )

    def explain(self, option: Option) -> tuple[JudgedClause, ...]:
        """Every clause of an option with its verdict and the given findings behind it."""
        return tuple(self._explained(clause) for clause in option.clauses)

    @cached_property
    def _said(self) -> dict[int, JudgedClause]:
        """What was said of a clause, by its identity: many options share theirs."""
        return {}

    def values_of(self, findings: Iterable[FindingId]) -> dict[FindingId, object]:
        """The given values of these findings; the history is shown as the list of its classes."""
        shown: dict[FindingId, object] = {}
        for finding in self._ordered(frozenset(findings)):
            if finding == TREATMENTS:
                if self.profile.treatments:
                    shown[finding] = list(dict.fromkeys(entry.treatment for entry in self.profile.treatments))
            elif finding in self.profile.values:
                value = self.profile.values[finding]
                shown[finding] = list(value) if isinstance(value, tuple) else value
        return shown

    def _explained(self, clause: Clause) -> JudgedClause:
        said = self._said.get(id(clause))
        if said is None:
            facts = self.facts if clause.part in (Part.FITS, Part.TIMING) else self.entered
            reason = facts.of_clause(clause.when)
            said = self._said[id(clause)] = JudgedClause(
                clause, reason.verdict.word, self.values_of(reason.because), self._ordered(reason.missing)
            )
        return said

    def _judged(self, option: Option, part: Part) -> list[Reason]:
        return [self.facts.of_clause(clause.when) for clause in option.part(part)]

    def _unknown_must_know(self, option: Option) -> tuple[FindingId, ...]:
        return tuple(finding for finding in option.must_know if not self._is_settled(finding))

    def _is_settled(self, finding: FindingId) -> bool:
        """Whether a must-know finding is known. Pregnancy is, as soon as it is excluded (or confirmed)."""
        if finding == PREGNANCY:
            return self.facts.is_given("pregnancy_excluded")
        return self.facts.is_given(finding)

    def _companions(self, option: Option) -> tuple[str, ...]:
        return tuple(
            rule.id
            for rule in option.companions
            if rule.when is None or self.entered.of_clause(rule.when).verdict is Verdict.MET
        )

    def _ordered(self, findings: frozenset[FindingId]) -> tuple[FindingId, ...]:
        rank = self.knowledge.ranks
        # What is no given finding (a derived one, the region) is not shown
        return tuple(sorted((finding for finding in findings if finding in rank), key=rank.__getitem__))


def assess(profile: Profile, knowledge: KnowledgeBase) -> Guidance:
    """The guidance for one profile. Options are judged when they are asked for."""
    entered = Facts(profile, knowledge.language)
    conflicts = tuple(c for c in knowledge.conflicts if entered.judge(c.when).verdict is Verdict.MET)
    return Guidance(knowledge, profile, conflicts)


def _standing(option: Option, fits: list[Reason], stops: list[Reason], timing: list[Reason], lowered: bool) -> Standing:
    fit = min((reason.verdict for reason in fits), default=Verdict.MET)
    time = min((reason.verdict for reason in timing), default=Verdict.MET)
    if fit is Verdict.NOT_MET:
        return Standing.NOT_EXPECTED
    if any(reason.verdict is Verdict.MET for reason in stops):
        return Standing.UNSUITABLE
    if time is Verdict.NOT_MET:
        clauses = option.part(Part.TIMING)
        passed = any(
            clause.otherwise is Standing.NOT_EXPECTED
            for clause, reason in zip(clauses, timing, strict=True)
            if reason.verdict is Verdict.NOT_MET
        )
        return Standing.NOT_EXPECTED if passed else Standing.LATER
    if Verdict.UNKNOWN in (fit, time):
        return Standing.DEPENDS
    return Standing.CAUTION if lowered else Standing.RELEVANT


def _missing(reasons: Iterable[Reason]) -> frozenset[FindingId]:
    return frozenset().union(*(r.missing for r in reasons if r.verdict is Verdict.UNKNOWN))
