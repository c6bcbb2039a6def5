"""The standings alone, fast: the rules of an edition run as one generated function.

For the live panel and for judging many patients. `assess.py` explains and is the meaning of the rules; this says the
same without the reasons.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from guidance.condition import Given, Lines, ProgressedOn
from guidance.finding import Value
from guidance.knowledge import KnowledgeBase
from guidance.option import OptionId, Standing
from guidance.pack.compile import HistoryQuestion, compiled
from guidance.profile import Profile
from guidance.treatment import Treatment
from guidance.treatment_history import FINDINGS_BESIDE_THE_ENTRIES, TreatmentHistory, compare_range
from guidance.verdict import truth

_Judge = Callable[[Mapping[str, Value], str, Sequence[int]], tuple[tuple[int, ...], tuple[int, ...], list[int]]]

STANDING_BY_COURSE = (
    # By course, then by safety (clear, a caution, a stop): the standing algorithm of the vocabulary (section 3)
    (Standing.NOT_EXPECTED, Standing.NOT_EXPECTED, Standing.NOT_EXPECTED),
    (Standing.LATER, Standing.LATER, Standing.UNSUITABLE),
    (Standing.NOT_EXPECTED, Standing.NOT_EXPECTED, Standing.UNSUITABLE),
    (Standing.DEPENDS, Standing.DEPENDS, Standing.UNSUITABLE),
    (Standing.CAUTION, Standing.CAUTION, Standing.UNSUITABLE),
    (Standing.RELEVANT, Standing.CAUTION, Standing.UNSUITABLE),
)
"""What the numbers of the generated function come to; the proofs read its source with the same table."""

_READ = tuple(sorted(FINDINGS_BESIDE_THE_ENTRIES))
_HISTORIES_KEPT = 64


class Evaluator:
    """The rules of one edition, ready to judge. Building it takes some milliseconds, so keep it."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        rules = compiled(knowledge)
        self.source = rules.source
        self._knowledge = knowledge
        self._options = tuple(knowledge.options)
        self._questions = rules.questions
        self._judge = _function(rules.source)
        # While somebody answers questions the history stays the same, so its answers are kept for a while
        self._history = lru_cache(_HISTORIES_KEPT)(self._asked_of_history)

    def standings(self, profile: Profile) -> dict[OptionId, Standing]:
        """The standing of every option, as `assess` gives it; empty when the visit is outside the scope."""
        courses, safeties, conflicts = self._judged(profile)
        if conflicts:
            found = [self._knowledge.conflicts[place] for place in conflicts]
            if any(conflict.out_of_scope for conflict in found):
                return {}
            # Disputed answers are unknown for what fits and when; what they would stop stays stopped
            disputed = frozenset(finding for conflict in found for finding in conflict.findings)
            courses, _, _ = self._judged(profile.without(disputed))
        return {
            option: STANDING_BY_COURSE[course][safety]
            for option, course, safety in zip(self._options, courses, safeties, strict=True)
        }

    def _judged(self, profile: Profile) -> tuple[tuple[int, ...], tuple[int, ...], list[int]]:
        values = profile.values
        history = self._history(profile.treatments, *map(values.get, _READ))
        return self._judge(values, profile.region, history)

    def _asked_of_history(self, treatments: tuple[Treatment, ...], *read: Value | None) -> tuple[int, ...]:
        values = {name: value for name, value in zip(_READ, read, strict=True) if value is not None}
        kinds = dict(self._knowledge.treatment_kinds)
        history = TreatmentHistory(Profile(values, treatments), kinds)
        return tuple(int(_answer(history, question)) for question in self._questions)


def _answer(history: TreatmentHistory, question: HistoryQuestion) -> int:
    match question:
        case Lines(group, operator, value):
            return compare_range(*history.counted(group), operator, value)
        case Given(group):
            least, most = history.counted(group)
            return truth(least == most)
        case ProgressedOn(subject, setting):
            return history.progressed_on(subject, setting)
        case _:
            return history.treated(question)


def _function(source: str) -> _Judge:
    names: dict[str, Any] = {}
    # The source was written by our own compiler from an edition whose hash was checked; no text of a patient is in it
    exec(compile(source, "<rules of the edition>", "exec"), names)
    judge: _Judge = names["judge"]
    return judge
