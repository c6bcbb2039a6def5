"""How many single edits of the rules are noticed, by a worked case, a boundary or a statement.

An edit that changes nothing for any patient (shown by the SAT solver) is no error and does not count. What is left and
not noticed is listed.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from guidance.assess import Guidance, assess
from guidance.condition import Compare
from guidance.criteria import Facts
from guidance.knowledge import KnowledgeBase
from guidance.option import OptionId, Standing
from tests.knowledge.boundaries import BoundaryPatient, boundary_patients
from tests.knowledge.proofs.concrete import Found
from tests.knowledge.proofs.mutants import Mutant, mutants
from tests.knowledge.proofs.provers import Proofs
from tests.knowledge.proofs.rules import Rules
from tests.knowledge.proofs.statements import Invariant
from tests.knowledge.proofs.violations import violations
from tests.knowledge.worked_cases import worked_cases


@dataclass(slots=True)
class Score:
    """The edits by who noticed them."""

    by: Counter[str] = field(default_factory=Counter)
    survivors: list[tuple[Mutant, bool]] = field(default_factory=list)
    """What nobody noticed, and whether a patient with a real history could show it."""

    @property
    def share(self) -> float:
        """The share of the edits that matter which were noticed."""
        noticed = self.by["case"] + self.by["boundary"] + self.by["statement"]
        return noticed / (noticed + len(self.survivors))

    def print(self) -> None:
        """Prints the score and what was not noticed."""
        total = self.by.total() + len(self.survivors)
        print(f"single edits of the rules         {total}, {self.by['same']} of them change nothing for anybody")
        print(f"noticed by a worked case          {self.by['case']}")
        print(f"noticed by a boundary             {self.by['boundary']}")
        print(f"noticed by a statement only       {self.by['statement']}")
        print(f"not noticed                       {len(self.survivors)} (score {100 * self.share:.1f} %)")
        for survivor, real in self.survivors:
            why = "a patient can be found: add a boundary" if real else "nobody with a real history shows it"
            print(f"  {survivor.rule} {survivor.what} ({why})")


def score(knowledge: KnowledgeBase) -> Score:
    """Tries every edit."""
    judge = Judge(knowledge)
    found = Score()
    for mutant in mutants(knowledge):
        noticed = judge.noticed(mutant)
        if noticed:
            found.by[noticed] += 1
        else:
            found.survivors.append((mutant, judge.can_be_shown(mutant)))
    return found


@dataclass(frozen=True, slots=True)
class _Patient:
    """A judged patient and what must be said of some options."""

    about: str
    guidance: Guidance
    expected: dict[OptionId, frozenset[Standing]]


@dataclass(frozen=True)
class Judge:
    """Looks for who notices an edit of one edition."""

    knowledge: KnowledgeBase

    def noticed(self, mutant: Mutant) -> str:
        """ "case", "boundary", "statement", "same" (it changes nothing for anybody) or "" (nobody)."""
        if by := self.by_patients(mutant):
            return by
        rules = self.rules_of(mutant)
        if not any(self.possible(self.moved(mutant, rules, option)) for option in mutant.options):
            return "same"
        return "statement" if self._broken(mutant, rules) else ""

    def by_patients(self, mutant: Mutant) -> str:
        """ "case" or "boundary" when one of these patients shows the edit, otherwise nothing."""
        if any(self._tells_apart(patient, mutant) for patient in self._cases):
            return "case"
        near = [patient for option in mutant.options for patient in self._boundaries.get(option, ())]
        # Those that were written about this rule are the likeliest
        near.sort(key=lambda patient: patient.about != mutant.rule)
        return "boundary" if any(self._tells_apart(patient, mutant) for patient in near) else ""

    def tells_apart(self, boundary: BoundaryPatient, mutant: Mutant) -> bool:
        """Whether this patient stands otherwise after the edit."""
        return self._tells_apart(self._of_boundary(boundary), mutant)

    def add(self, boundary: BoundaryPatient) -> None:
        """One more boundary to notice edits with."""
        self._boundaries.setdefault(boundary.option, []).append(self._of_boundary(boundary))

    def take_back(self, option: OptionId) -> None:
        """Without the boundary of this option that was added last."""
        self._boundaries[option].pop()

    def can_be_shown(self, mutant: Mutant) -> bool:
        """Whether some patient with a real history stands otherwise after the edit.

        The provers know more patients than there are. Their histories answer some questions more freely than entries
        can: growth on a treatment, known as such, whose outcome is not growth. And after some edits two values of a
        derived finding hold at once; the prover sees both, while the evaluator reads the first, as before.
        """
        rules = self.rules_of(mutant)
        found = self.found(rules)
        scope = self.proofs.rules.in_scope
        for option in mutant.options:
            patient = found.patient(scope, self.moved(mutant, rules, option))
            if patient is not None:
                standing = assess(patient, self.knowledge).assess(self.knowledge.options[option]).standing
                if self.tells_apart(BoundaryPatient(option, mutant.rule, patient, standing), mutant):
                    return True
        return False

    def found(self, rules: Rules[int]) -> Found:
        """What finds patients; where an edit asks something new of the history, its answers must be real too."""
        if rules.history.keys() == self.proofs.rules.history.keys():
            return self.proofs.found
        return Found(self.knowledge, self.proofs.patients, rules, self.proofs.prover)

    def rules_of(self, mutant: Mutant) -> Rules[int]:
        """The rules after the edit."""
        return self.proofs.rules.of_edition(mutant.knowledge)

    def moved(self, mutant: Mutant, rules: Rules[int], option: OptionId) -> int:
        """The patients for whom the option stands otherwise after the edit, as a formula."""
        algebra = self.proofs.algebra
        before = self.proofs.rules.standings(self.knowledge.options[option])
        after = rules.standings(mutant.knowledge.options[option])
        return algebra.either(algebra.both((before[s], -after[s])) for s in Standing)

    def possible(self, formula: int) -> bool:
        """Whether some patient in scope meets the formula."""
        proofs = self.proofs
        return formula != proofs.algebra.false and proofs.prover.possible(proofs.rules.in_scope, formula)

    @cached_property
    def proofs(self) -> Proofs:
        """The prover of the true edition."""
        return Proofs(self.knowledge)

    @cached_property
    def _cases(self) -> list[_Patient]:
        judged = [(assess(case.profile, self.knowledge), case) for case in worked_cases(self.knowledge)]
        return [_Patient(case.id, guidance, _expected(case.expect)) for guidance, case in judged if guidance.options]

    @cached_property
    def _boundaries(self) -> dict[OptionId, list[_Patient]]:
        found: dict[OptionId, list[_Patient]] = {}
        for boundary in boundary_patients(self.knowledge):
            found.setdefault(boundary.option, []).append(self._of_boundary(boundary))
        return found

    def _of_boundary(self, boundary: BoundaryPatient) -> _Patient:
        expected = {boundary.option: frozenset({boundary.standing})}
        return _Patient(boundary.about, assess(boundary.profile, self.knowledge), expected)

    @cached_property
    def _about(self) -> dict[OptionId, list[Invariant]]:
        found: dict[OptionId, list[Invariant]] = {}
        for invariant in self.proofs.invariants:
            if invariant.by_provers:
                for option in invariant.options:
                    found.setdefault(option, []).append(invariant)
        return found

    def _tells_apart(self, patient: _Patient, mutant: Mutant) -> bool:
        guidance = patient.guidance
        if mutant.derived:
            if not self._derived_otherwise(guidance, mutant):
                return False
            # Other derived findings, so nothing that was worked out before counts
            guidance = Guidance(mutant.knowledge, guidance.profile, guidance.conflicts)
        return any(
            guidance.assess(mutant.knowledge.options[option]).standing not in patient.expected[option]
            for option in mutant.options
            if option in patient.expected
        )

    def _derived_otherwise(self, guidance: Guidance, mutant: Mutant) -> bool:
        values = [case.value for case in self.knowledge.derived[mutant.derived].cases]
        asked = [Compare(mutant.derived, "==", value) for value in values]
        for before in (guidance.facts, guidance.entered):
            after = Facts(before.profile, mutant.knowledge.language)
            if any(before.judge(question).verdict is not after.judge(question).verdict for question in asked):
                return True
        return False

    def _broken(self, mutant: Mutant, rules: Rules[int]) -> bool:
        statements = {i.id: i for option in mutant.options for i in self._about.get(option, ())}
        if mutant.derived:
            statements |= {i.id: i for i in self.proofs.invariants if i.holds is not None}
        options = frozenset(mutant.options)
        for invariant in statements.values():
            narrowed = replace(invariant, options=tuple(o for o in invariant.options if o in options))
            if any(self.proofs.prover.possible(v.formula) for v in violations(narrowed, rules)):
                return True
        return False


def _expected(expect: dict[str, Any]) -> dict[OptionId, frozenset[Standing]]:
    """The standings that a case allows each option it speaks of."""
    found: dict[OptionId, frozenset[Standing]] = {}
    for standing in Standing:
        for option in expect.get(standing.value, ()):
            found[option] = frozenset({standing})
    for option in expect.get("relevant_or_caution", ()):
        found.setdefault(option, frozenset({Standing.RELEVANT, Standing.CAUTION}))
    for option in expect.get("never_relevant", ()):
        found.setdefault(option, frozenset(Standing) - {Standing.RELEVANT})
    return found
