"""The rules of an edition over every patient of one prover, read twice: from their meaning and from the tables."""

from collections.abc import Iterable, Mapping
from copy import copy
from functools import cached_property
from typing import Generic

from guidance.condition import Compare, Condition, Given, Lines, OneOf, ProgressedOn, Treated, walk
from guidance.finding import FindingId
from guidance.knowledge import KnowledgeBase
from guidance.option import Option, OptionId, Standing
from guidance.pack.compile import tables_of
from guidance.questions import all_conditions
from guidance.tables import SAFETY, HistoryQuestion
from guidance.treatment_history import DISEASE_FREE_INTERVAL, FINDINGS_BESIDE_THE_ENTRIES
from tests.knowledge.proofs.generated import Shipped, standings
from tests.knowledge.proofs.history_axioms import (
    AbsenceKnown,
    axioms,
    entailed,
    entries_stay,
    information_lost,
    same_answers,
)
from tests.knowledge.proofs.logic import F, HistoryAnswers, Patients, Three
from tests.knowledge.proofs.specification import Judgment, Meaning


class Rules(Generic[F]):
    """One edition over every patient of a prover. `also` are further conditions that will be asked about."""

    def __init__(
        self, knowledge: KnowledgeBase, patients: Patients[F], also: Iterable[Condition] = (), name: str = ""
    ) -> None:
        self.knowledge = knowledge
        self.patients = patients
        self.algebra = patients.algebra
        self._tables = tables_of(knowledge)
        further = [*_conditions_beside_standings(knowledge), *also]
        questions = dict.fromkeys((*self._tables.history, *history_questions(knowledge, further)))
        self.history = self._answers(questions, f"{name}history")
        self._counted_history = self._answers(questions, f"{name}counted_history")
        self._read()

    def twin(self, patients: Patients[F]) -> "Rules[F]":
        """The same rules and the same treatment history for a patient with another answer."""
        twin = copy(self)
        twin.__dict__.pop("in_scope", None)
        twin.__dict__.pop("generated", None)
        twin.patients = patients
        twin._read()
        return twin

    def of_edition(self, knowledge: KnowledgeBase) -> "Rules[F]":
        """Another edition over the same patients; what it asks anew of the history is left free."""
        other = copy(self)
        other.__dict__.pop("in_scope", None)
        other.__dict__.pop("generated", None)
        other.knowledge = knowledge
        asked = dict.fromkeys(history_questions(knowledge, every_condition(knowledge)))
        new = [question for question in asked if question not in self.history]
        other.history = {**self.history, **self._answers(new, "more")}
        other._counted_history = {**self._counted_history, **{q: other.history[q] for q in new}}
        other._read()
        return other

    def _read(self) -> None:
        knowledge, patients = self.knowledge, self.patients
        self.entered: Meaning[F] = Meaning(knowledge, patients, self.history.__getitem__)
        self.conflicts = {c.id: self.entered.judge(c.when).met for c in knowledge.conflicts}
        self.disputed = self._disputed(list(self.conflicts.values()))
        self.counted: Meaning[F] = Meaning(knowledge, patients, self._counted_history.__getitem__, self.disputed)
        self.judgment = Judgment(self.algebra, self.counted, self.entered)

    @cached_property
    def in_scope(self) -> F:
        """The aid gives standings."""
        outside = [self.conflicts[c.id] for c in self.knowledge.conflicts if c.out_of_scope]
        return self.algebra.no(self.algebra.either(outside))

    @cached_property
    def always(self) -> list[F]:
        """What holds of every history."""
        algebra = self.algebra
        beside = [finding for finding in sorted(FINDINGS_BESIDE_THE_ENTRIES) if finding in self.disputed]
        undisputed = algebra.no(algebra.either(self.disputed[finding] for finding in beside))
        same = algebra.both(same_answers(algebra, self.history, self._counted_history))
        pairs = entailed(self.knowledge, self.history)
        return [
            *axioms(pairs, self.history, AbsenceKnown(self.patients)),
            *axioms(pairs, self._counted_history, AbsenceKnown(self.patients, self.disputed)),
            *information_lost(algebra, self.history, self._counted_history),
            algebra.either((algebra.no(undisputed), same)),
            *(
                ()
                if DISEASE_FREE_INTERVAL in self.disputed
                else entries_stay(algebra, self.history, self._counted_history)
            ),
        ]

    def standings(self, option: Option) -> dict[Standing, F]:
        """When an option has each standing, by the meaning of the rules."""
        return self.judgment.standings(option)

    @cached_property
    def generated(self) -> dict[OptionId, dict[Standing, F]]:
        """When each option has each standing, by the tables that ship."""
        shipped = Shipped(self._tables, self.patients, lambda finding: self.knowledge.findings[finding].values)
        entered = shipped.flags(self.history)
        on = [self.algebra.either(flags) for flags in entered[len(self.knowledge.options) :]]
        counted = shipped.flags(self._counted_history, self._disputed(on))
        return {
            option: standings(
                self.algebra,
                [
                    one if SAFETY >> bit & 1 else other
                    for bit, (one, other) in enumerate(zip(entered[place], counted[place], strict=True))
                ],
            )
            for place, option in enumerate(self.knowledge.options)
        }

    def alert(self, alert_id: str) -> F:
        """When an alert is shown."""
        (alert,) = (alert for alert in self.knowledge.alerts if alert.id == alert_id)
        return self.algebra.either(self.entered.judge(trigger).met for trigger in alert.triggers)

    def _answers(self, questions: Iterable[HistoryQuestion], name: str) -> HistoryAnswers[F]:
        return {
            question: Three(self.algebra.unknown(f"{name}.{place}.met"), self.algebra.unknown(f"{name}.{place}.unmet"))
            for place, question in enumerate(questions)
        }

    def _disputed(self, on: list[F]) -> Mapping[FindingId, F]:
        ways: dict[FindingId, list[F]] = {}
        for conflict, formula in zip(self.knowledge.conflicts, on, strict=True):
            for finding in conflict.findings:
                ways.setdefault(finding, []).append(formula)
        return {finding: self.algebra.either(parts) for finding, parts in ways.items()}


def _conditions_beside_standings(knowledge: KnowledgeBase) -> Iterable[Condition]:
    for option in knowledge.options.values():
        yield from (rule.when for rule in option.companions if rule.when is not None)
    for alert in knowledge.alerts:
        yield from alert.triggers


def every_condition(knowledge: KnowledgeBase, also: Iterable[Condition] = ()) -> list[Condition]:
    """All conditions of an edition, with further ones."""
    return [*all_conditions(knowledge), *_conditions_beside_standings(knowledge), *also]


def history_questions(knowledge: KnowledgeBase, conditions: Iterable[Condition]) -> list[HistoryQuestion]:
    """What these conditions, and the derived findings they name, ask of the treatment history."""
    found: dict[HistoryQuestion, None] = {}
    for condition in conditions:
        for node in walk(condition):
            match node:
                case Treated() | ProgressedOn() | Lines():
                    found[node] = None
                case Compare(finding, operator, value) if finding in knowledge.derived:
                    rule = knowledge.derived[finding]
                    if rule.counts:
                        found[Lines(rule.counts, operator, float(value))] = None
                    found |= dict.fromkeys(history_questions(knowledge, (case.when for case in rule.cases)))
                case OneOf(finding) | Given(finding) if finding in knowledge.derived:
                    rule = knowledge.derived[finding]
                    if rule.counts and isinstance(node, Given):
                        found[Given(rule.counts)] = None
                    found |= dict.fromkeys(history_questions(knowledge, (case.when for case in rule.cases)))
                case _:
                    pass
    return list(found)


def thresholds(knowledge: KnowledgeBase, also: Iterable[Condition] = ()) -> dict[FindingId, set[float]]:
    """Every number that any condition compares a finding with."""
    limits: dict[FindingId, set[float]] = {}
    for condition in every_condition(knowledge, also):
        for node in walk(condition):
            if isinstance(node, Compare) and isinstance(node.value, int | float):
                limits.setdefault(node.finding, set()).add(float(node.value))
    return limits
