"""Entries of a treatment history offered to a SAT solver, with what they answer (asked of the real history).

Of entries that nobody could tell apart by any answer one is offered. Where an answer depends on several entries, only
patients are offered in whom it is plain: all the last lines ended alike, the partner is beside it or is not there.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from itertools import combinations, product

from guidance.condition import All, Alongside, Earliest, EntryCompare, Latest, Lines, ProgressedOn, Treated, walk
from guidance.knowledge import KnowledgeBase
from guidance.profile import HISTORY, Profile
from guidance.tables import HistoryQuestion
from guidance.treatment import Setting, Treatment
from guidance.treatment_history import TreatmentHistory, compare_range, progressed
from guidance.verdict import Verdict
from tests.knowledge.proofs.history_axioms import AbsenceKnown
from tests.knowledge.proofs.logic import HistoryAnswers
from tests.knowledge.proofs.sat_patients import SatPatients

_OUTCOMES = (None, "ongoing", "completed", "progressed", "stopped_toxicity", "other")
_WITHIN = (None, "on_treatment", "within_6_months", "within_12_months", "later")
_LONGER = 18
"""Months beyond the last limit that the rules name."""
_LINES = (1, 2, 3)


class Entries:
    """Every entry that can be chosen, and when the chosen ones answer as a patient's history does."""

    def __init__(self, knowledge: KnowledgeBase, patients: SatPatients, history: HistoryAnswers[int]) -> None:
        self._knowledge = knowledge
        self._algebra = patients.algebra
        self._absence = AbsenceKnown(patients)
        self._history = history
        self._pool = self._offered()
        self.chosen: dict[Treatment, int] = {entry: self._algebra.unknown() for entry in self._pool}

    @cached_property
    def real(self) -> int:
        """A literal under which every answer of the history comes from the chosen entries."""
        algebra = self._algebra
        real = algebra.unknown()
        for question, answer in self._history.items():
            met, unmet, plain = self._answered(question)
            algebra.clauses.append([-real, plain])
            for left, right in ((answer.met, met), (answer.unmet, unmet)):
                algebra.clauses += [[-real, -left, right], [-real, left, -right]]
        return real

    def _answered(self, question: HistoryQuestion) -> tuple[int, int, int]:
        """When the chosen entries answer yes, when no, and when it is plain what they answer."""
        algebra = self._algebra
        if isinstance(question, Lines):
            return *self._lines(question), algebra.true
        if not isinstance(question, Treated | ProgressedOn):
            # Whether the lines are certain: the entries offered all have a line number
            known = self._absence.known(Setting.METASTATIC)
            return known, algebra.no(known), algebra.true
        absent = self._absence.known(question.setting)
        if isinstance(question, Treated) and (node := _bound_by(question)) is not None:
            if isinstance(node, Alongside):
                met, plain = self._alongside(question, node)
                return met, algebra.both((algebra.no(met), absent)), plain
            return self._at_an_end(question, node, absent)
        met = self._any(e for e, answers in self._pool.items() if answers.get(question) is Verdict.MET)
        silent = algebra.no(self._any(e for e, answers in self._pool.items() if question in answers))
        return met, algebra.both((silent, absent)), algebra.true

    def _any(self, entries: Iterable[Treatment]) -> int:
        """At least one of these entries is chosen."""
        return self._algebra.either(self.chosen[entry] for entry in entries)

    def _alongside(self, question: Treated, node: Alongside) -> tuple[int, int]:
        """When an entry has the partner beside it, and when that is plain."""
        algebra = self._algebra
        alone = _unbound(question)
        assert alone is not None
        partner = Treated(node.treatment, question.setting)
        said = {entry: self._alone(entry, alone) for entry in self._pool}
        beside = {entry: self._alone(entry, partner) is Verdict.MET for entry in self._pool}
        partners = [e for e in self._pool if beside[e] and progressed(e) is Verdict.NOT_MET]
        met = []
        for line in _LINES:
            own = self._any(e for e in self._pool if e.line == line and said[e] is Verdict.MET)
            met.append(algebra.both((own, self._any(e for e in partners if e.line == line))))
        open_ways = (
            self._any(e for e in self._pool if said[e] is Verdict.UNKNOWN),
            self._any(e for e in self._pool if beside[e] and progressed(e) is Verdict.UNKNOWN),
        )
        return algebra.either(met), algebra.no(algebra.either(open_ways))

    def _at_an_end(self, question: Treated, node: Earliest | Latest, absent: int) -> tuple[int, int, int]:
        """Plain while all entries of the group say the same."""
        algebra = self._algebra
        alone = _unbound(question)
        assert alone is not None
        said = {entry: self._alone(entry, alone) for entry in self._pool}
        group = [e for e in self._pool if self._alone(e, Treated(node.group, Setting.METASTATIC)) is Verdict.MET]
        ways = {verdict: self._any(e for e in group if said[e] is verdict) for verdict in Verdict}
        plain = algebra.both(algebra.no(algebra.both(pair)) for pair in combinations(ways.values(), 2))
        met, open_way = ways[Verdict.MET], ways[Verdict.UNKNOWN]
        return met, algebra.both((algebra.no(met), algebra.no(open_way), absent)), plain

    def _alone(self, entry: Treatment, question: Treated) -> Verdict:
        return TreatmentHistory(Profile({HISTORY: "yes"}, (entry,)), dict(self._knowledge.treatment_kinds)).treated(
            question
        )

    def _lines(self, question: Lines) -> tuple[int, int]:
        """When the number of lines surely stands so, and when it surely does not."""
        algebra = self._algebra
        absent = self._absence.known(Setting.METASTATIC)
        treated = Treated(question.group, Setting.METASTATIC)
        counted = [entry for entry in self._pool if self._alone(entry, treated) is Verdict.MET]
        lines = [self._any(entry for entry in counted if entry.line == line) for line in _LINES]
        found = [algebra.either(algebra.both(some) for some in combinations(lines, least)) for least in range(5)]
        value = int(question.value)
        at_least, more = found[value], found[value + 1]
        match question.operator:
            case ">=":
                return at_least, algebra.both((algebra.no(at_least), absent))
            case ">":
                return more, algebra.both((algebra.no(more), absent))
            case "<":
                return algebra.both((algebra.no(at_least), absent)), at_least
            case "<=":
                return algebra.both((algebra.no(more), absent)), more
        exactly = algebra.both((at_least, algebra.no(more), absent))
        not_so = algebra.either((more, algebra.both((algebra.no(at_least), absent))))
        return (exactly, not_so) if question.operator == "==" else (not_so, exactly)

    @cached_property
    def _months(self) -> tuple[float | None, ...]:
        """None, every limit that the rules name, and something below and above them."""
        limits = {
            node.value
            for question in self._history
            if isinstance(question, Treated) and question.where is not None
            for node in walk(question.where)
            if isinstance(node, EntryCompare) and isinstance(node.value, int | float)
        }
        return (None, min(limits) - 1, *sorted(limits), max(limits) + _LONGER)

    def _offered(self) -> dict[Treatment, dict[HistoryQuestion, Verdict]]:
        """Entries with the questions they answer at all (met or unknown)."""
        groups = [question.group for question in self._history if isinstance(question, Lines)]
        bound = [_unbound(question) for question in self._history if isinstance(question, Treated)]
        alike: dict[object, Treatment] = {}
        offered: dict[Treatment, dict[HistoryQuestion, Verdict]] = {}
        for kind, setting in product(self._knowledge.treatment_kinds, Setting):
            within = (None,) if setting is Setting.METASTATIC else _WITHIN
            for outcome, when, months in product(_OUTCOMES, within, self._months):
                if outcome == "progressed" and when not in (None, "on_treatment"):
                    # "Progressed" means while on it, so it would contradict a later growth
                    continue
                entry = Treatment(kind, setting, outcome=outcome, progressed_within=when, months_on_treatment=months)
                said = answers_of(self._knowledge, Profile({HISTORY: "yes"}, (entry,)), self._history)
                answers = {question: verdict for question, verdict in said.items() if verdict is not Verdict.NOT_MET}
                counted = tuple(self._alone(entry, Treated(group, Setting.METASTATIC)) for group in groups)
                beside_others = tuple(self._alone(entry, question) for question in bound if question is not None)
                # A partner is looked for by its outcome
                likeness = (setting, counted, beside_others, progressed(entry), frozenset(answers.items()))
                if alike.setdefault(likeness, entry) is entry:
                    lines = _LINES if setting is Setting.METASTATIC else (None,)
                    offered |= {replace(entry, line=line): answers for line in lines}
        return offered


def _bound_by(question: Treated) -> Alongside | Earliest | Latest | None:
    """What makes one entry's answer depend on other entries."""
    nodes = [] if question.where is None else list(walk(question.where))
    return next((node for node in nodes if isinstance(node, Alongside | Earliest | Latest)), None)


def _unbound(question: Treated) -> Treated | None:
    """What such a question asks of the entry itself; None for a question of one entry."""
    node = _bound_by(question)
    if node is None or not isinstance(question.where, All):
        return None
    rest = tuple(part for part in question.where.parts if part != node)
    return replace(question, where=rest[0] if len(rest) == 1 else All(rest))


def answers_of(
    knowledge: KnowledgeBase, profile: Profile, questions: Iterable[HistoryQuestion]
) -> dict[HistoryQuestion, Verdict]:
    """What a real history answers."""
    history = TreatmentHistory(profile, dict(knowledge.treatment_kinds))
    found: dict[HistoryQuestion, Verdict] = {}
    for question in questions:
        match question:
            case Lines(group, operator, value):
                found[question] = compare_range(*history.counted(group), operator, value)
            case ProgressedOn(subject, setting):
                found[question] = history.progressed_on(subject, setting)
            case Treated():
                found[question] = history.treated(question)
            case _:
                least, most = history.counted(question.finding)
                found[question] = Verdict.MET if least == most else Verdict.NOT_MET
    return found
