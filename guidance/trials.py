"""What an option would come to if somebody knew more: the same judgment as assess.py, many times over and quickly.

Trying every answer of a test means hundreds of profiles that differ from the present one in one or two findings. A
condition that asks none of them comes to what it comes to now, so it is judged once and remembered.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from guidance.assess import Guidance
from guidance.condition import Condition, Lines, ProgressedOn, Treated, findings_of, walk
from guidance.criteria import Facts, Language, Reason
from guidance.finding import FindingId, Value
from guidance.option import Option, Standing
from guidance.profile import Profile
from guidance.treatment_history import FINDINGS_BESIDE_THE_ENTRIES
from guidance.verdict import Verdict

_Answers = tuple[tuple[FindingId, Value], ...]


class Trials:
    """Standings of one guidance's options under further answers."""

    def __init__(self, guidance: Guidance) -> None:
        self._now = guidance
        asked = _Asked(guidance.knowledge.language)
        self._facts = _Remembered(guidance.facts, asked)
        self._entered = _Remembered(guidance.entered, asked)
        self._tried: dict[_Answers, _Trial] = {}

    def standing(self, option: Option, answers: Mapping[FindingId, Value]) -> Standing:
        """The standing of an option once these findings are known as well."""
        key = tuple(answers.items())
        if key not in self._tried:
            self._tried[key] = self._trial(answers)
        return self._tried[key].assess(option).standing

    def _trial(self, answers: Mapping[FindingId, Value]) -> "_Trial":
        now = self._now
        profile = replace(now.profile, values={**now.profile.values, **answers})
        entered = _FactsOfTrial(profile, now.knowledge.language, before=self._entered, changed=frozenset(answers))
        conflicts = tuple(c for c in now.knowledge.conflicts if entered.judge(c.when).verdict is Verdict.MET)
        return _Trial(now.knowledge, profile, conflicts, now=now, before=self._facts, entered_now=entered)


class _Asked:
    """Which given findings a condition can read, through derived findings and the history."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._of_condition: dict[int, frozenset[FindingId]] = {}
        self._of_derived: dict[FindingId, frozenset[FindingId]] = {}

    def by(self, condition: Condition) -> frozenset[FindingId]:
        """The findings of one condition of the edition. It is known by its identity: comparing trees is slow."""
        known = self._of_condition.get(id(condition))
        if known is None:
            known = self._of_condition[id(condition)] = frozenset(self._read(condition))
        return known

    def _read(self, condition: Condition) -> Iterator[FindingId]:
        for finding in findings_of(condition):
            yield from self._derived(finding) if finding in self._language.derived else (finding,)
        if any(isinstance(node, Treated | ProgressedOn | Lines) for node in walk(condition)):
            yield from FINDINGS_BESIDE_THE_ENTRIES

    def _derived(self, finding: FindingId) -> frozenset[FindingId]:
        if finding not in self._of_derived:
            rule = self._language.derived[finding]
            conditions = [*(case.when for case in rule.cases), *(n.when for n in rule.missing if n.when is not None)]
            beside = FINDINGS_BESIDE_THE_ENTRIES if rule.counts else frozenset()
            self._of_derived[finding] = beside.union(*(self.by(condition) for condition in conditions))
        return self._of_derived[finding]


class _Remembered:
    """The reasons of the present facts, each worked out once."""

    def __init__(self, facts: Facts, asked: _Asked) -> None:
        self.asked = asked
        self._facts = facts
        self._reasons: dict[int, Reason] = {}

    def judge(self, condition: Condition) -> Reason:
        """What the condition comes to now."""
        reason = self._reasons.get(id(condition))
        if reason is None:
            reason = self._reasons[id(condition)] = self._facts.judge(condition)
        return reason


@dataclass(frozen=True)
class _FactsOfTrial(Facts):
    """Facts that differ from the present ones in the `changed` findings only."""

    before: _Remembered = field(kw_only=True)
    changed: frozenset[FindingId] = field(kw_only=True)

    def judge(self, condition: Condition) -> Reason:
        """The same as for any facts; what does not ask a changed finding is as it was."""
        if self.before.asked.by(condition).isdisjoint(self.changed):
            return self.before.judge(condition)
        return super().judge(condition)


@dataclass(frozen=True)
class _Trial(Guidance):
    """The guidance for a profile with further answers."""

    now: Guidance = field(kw_only=True)
    before: _Remembered = field(kw_only=True)
    entered_now: _FactsOfTrial = field(kw_only=True)

    @cached_property
    def facts(self) -> Facts:
        """A new answer may also settle a conflict or bring one, which changes what counts as known."""
        counted: Profile = self.profile.without(self.disputed)
        changed = self.entered_now.changed | (self.disputed ^ self.now.disputed)
        return _FactsOfTrial(counted, self.knowledge.language, before=self.before, changed=changed)

    @cached_property
    def entered(self) -> Facts:
        """Everything as entered, the further answers included."""
        return self.entered_now
