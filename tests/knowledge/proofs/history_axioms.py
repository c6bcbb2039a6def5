"""What the answers of a treatment history have to do with each other, whatever the history.

Each question of the rules ("had she a taxane?", "did it grow on it?") is three-valued. A prover that left the answers
free would find patients nobody can be: grown on a drug never given. The axioms here hold for every history of any
length; they follow from `TreatmentHistory`, and a test draws histories at random and looks for one that breaks them.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from typing import Generic

from guidance.condition import All, AnyOf, Condition, EntryCompare, EntryOneOf, Lines, ProgressedOn, Treated
from guidance.knowledge import KnowledgeBase
from guidance.profile import HISTORY
from guidance.tables import HistoryQuestion
from guidance.treatment import Setting
from guidance.treatment_history import LOCAL_GROUPS, NO_METASTATIC_TREATMENT, PRESENTATION, SYSTEMIC
from tests.knowledge.proofs.logic import Algebra, F, HistoryAnswers, Patients, Three

_PROGRESSED = EntryCompare("outcome", "==", "progressed")


Entailed = list[tuple[HistoryQuestion, HistoryQuestion]]
"""Pairs of questions; the verdict of the first is never above that of the second."""


def entailed(knowledge: KnowledgeBase, questions: Iterable[HistoryQuestion]) -> Entailed:
    """All such pairs among these questions."""
    return [(one, other) for one, other in permutations(questions, 2) if entails(knowledge, one, other)]


def axioms(pairs: Entailed, answers: HistoryAnswers[F], absence: "AbsenceKnown[F]") -> Iterator[F]:
    """Formulas that hold for every patient. The pairs are those that are entailed among the questions."""
    algebra = absence.algebra
    for question, answer in answers.items():
        yield algebra.no(algebra.both((answer.met, answer.unmet)))
        if isinstance(question, Treated | ProgressedOn):
            yield algebra.either((algebra.no(answer.unmet), absence.known(question.setting)))
        elif isinstance(question, Lines) and question.operator == ">=":
            yield algebra.either((algebra.no(answer.unmet), absence.known(Setting.METASTATIC)))
        elif isinstance(question, Lines) and (question.operator, question.value) == ("==", 0):
            # No line at all is the opposite of any entry
            yield algebra.either((algebra.no(answer.met), absence.known(Setting.METASTATIC)))
            treated = answers.get(Treated(question.group, Setting.METASTATIC))
            if treated is not None:
                yield from _same(algebra, Three(answer.unmet, answer.met), treated)
    for one, other in pairs:
        yield algebra.either((algebra.no(answers[one].met), answers[other].met))
        yield algebra.either((algebra.no(answers[other].unmet), answers[one].unmet))


def information_lost(algebra: Algebra[F], before: HistoryAnswers[F], after: HistoryAnswers[F]) -> Iterator[F]:
    """Formulas for the same entries with less known beside them: an answer stays or becomes unknown."""
    for question, answer in after.items():
        yield algebra.either((algebra.no(answer.met), before[question].met))
        yield algebra.either((algebra.no(answer.unmet), before[question].unmet))


def entries_stay(algebra: Algebra[F], before: HistoryAnswers[F], after: HistoryAnswers[F]) -> Iterator[F]:
    """Formulas for the same entries: what an entry answers stays, only "not listed, so not given" can be lost.

    Holds unless the disease-free interval, which dates the entries, is among what was lost.
    """
    for question, answer in before.items():
        if isinstance(question, Treated | ProgressedOn) or (isinstance(question, Lines) and question.operator == ">="):
            yield algebra.either((algebra.no(answer.met), after[question].met))


def same_answers(algebra: Algebra[F], before: HistoryAnswers[F], after: HistoryAnswers[F]) -> Iterator[F]:
    """Formulas that say that two sets of answers are the same."""
    for question, answer in after.items():
        yield from _same(algebra, before[question], answer)


def _same(algebra: Algebra[F], one: Three[F], other: Three[F]) -> Iterator[F]:
    for left, right in ((one.met, other.met), (one.unmet, other.unmet)):
        yield algebra.either((algebra.no(left), right))
        yield algebra.either((algebra.no(right), left))


def entails(knowledge: KnowledgeBase, one: HistoryQuestion, other: HistoryQuestion) -> bool:
    """Whether the verdict of `one` is never above that of `other`."""
    if isinstance(one, Lines):
        if one.operator != ">=" or one.value < 1:
            return False
        if isinstance(other, Lines):
            return other.operator == ">=" and one.value >= other.value and _within(knowledge, one.group, other.group)
        return other == Treated(one.group, Setting.METASTATIC) or (
            isinstance(other, Treated)
            and other.where is None
            and other.setting in ("", Setting.METASTATIC)
            and _within(knowledge, one.group, other.subject)
        )
    if isinstance(other, Lines):
        # One entry is one line
        return (
            (other.operator, other.value) == (">=", 1)
            and isinstance(one, Treated | ProgressedOn)
            and one.setting == Setting.METASTATIC
            and _within(knowledge, one.subject, other.group)
        )
    if not isinstance(one, Treated | ProgressedOn) or not isinstance(other, Treated | ProgressedOn):
        return False
    return (
        _within(knowledge, one.subject, other.subject)
        and _setting_within(one.setting, other.setting)
        and _stronger(_asked(one), _asked(other))
    )


def _asked(question: Treated | ProgressedOn) -> Condition | None:
    return _PROGRESSED if isinstance(question, ProgressedOn) else question.where


def _within(knowledge: KnowledgeBase, one: str, other: str) -> bool:
    """Whether every entry of the class or group `one` is one of `other`."""
    if one == other:
        return True

    def members(subject: str) -> set[str]:
        return {
            kind.id
            for kind in knowledge.treatment_kinds.values()
            if (subject == SYSTEMIC and not LOCAL_GROUPS.issuperset(kind.groups))
            or subject == kind.id
            or subject in kind.groups
        }

    return members(one) <= members(other)


def _setting_within(one: str, other: str) -> bool:
    if not other or one == other:
        return True
    return other == "early" and one in (Setting.ADJUVANT, Setting.NEOADJUVANT)


def _stronger(one: Condition | None, other: Condition | None) -> bool:
    """Whether an entry's verdict on `one` is never above that on `other`, as far as their form tells."""
    if other is None or one == other:
        return True
    if one is None:
        return False
    if isinstance(one, All):
        return any(_stronger(part, other) for part in one.parts)
    if isinstance(other, AnyOf):
        return any(_stronger(one, part) for part in other.parts)
    mine, theirs = _values(one), _values(other)
    return mine is not None and theirs is not None and mine[0] == theirs[0] and mine[1] <= theirs[1]


def _values(condition: Condition) -> tuple[str, frozenset[str]] | None:
    match condition:
        case EntryOneOf(field, values):
            return field, frozenset(values)
        case EntryCompare(field, "==", str() as value):
            return field, frozenset({value})
        case _:
            return None


class AbsenceKnown(Generic[F]):
    """When "not listed" means "not given", for each setting (vocabulary, section 2).

    `disputed` tells for a finding when its value does not count.
    """

    def __init__(self, patients: Patients[F], disputed: Mapping[str, F] | None = None) -> None:
        self.algebra = patients.algebra
        disputed = disputed or {}

        def known(finding: str, value: str) -> F:
            counts = self.algebra.no(disputed[finding]) if finding in disputed else self.algebra.true
            return self.algebra.both((patients.equals(finding, value), counts))

        complete = known(HISTORY, "yes")
        self._metastatic = self.algebra.either((complete, known(NO_METASTATIC_TREATMENT, "yes")))
        self._early = self.algebra.either((complete, known(PRESENTATION, "de_novo")))

    def known(self, setting: str) -> F:
        """Absence is known in this setting."""
        if setting == Setting.METASTATIC:
            return self._metastatic
        return self._early if setting else self.algebra.both((self._metastatic, self._early))
