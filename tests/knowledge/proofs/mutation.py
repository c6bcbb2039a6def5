"""How many single edits of the rules are noticed, by a statement or by a worked case.

An edit that changes nothing for any patient (shown by the SAT solver) is no error and does not count. What is left and
not noticed is listed.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from guidance.assess import Guidance, assess
from guidance.knowledge import KnowledgeBase
from guidance.option import OptionId, Standing
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
    survivors: list[Mutant] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of the edits that matter which were noticed."""
        noticed = self.by["case"] + self.by["statement"]
        return noticed / (noticed + len(self.survivors))

    def print(self) -> None:
        """Prints the score and what was not noticed."""
        total = self.by.total() + len(self.survivors)
        print(f"single edits of the rules         {total}, {self.by['same']} of them change nothing for anybody")
        print(f"noticed by a worked case          {self.by['case']}")
        print(f"noticed by a statement only       {self.by['statement']}")
        print(f"not noticed                       {len(self.survivors)} (score {100 * self.share:.1f} %)")
        for survivor in self.survivors:
            print(f"  {survivor.what}")


def score(knowledge: KnowledgeBase) -> Score:
    """Tries every edit."""
    judge = Judge(knowledge)
    found = Score()
    for mutant in mutants(knowledge):
        noticed = judge.noticed(mutant)
        if noticed:
            found.by[noticed] += 1
        else:
            found.survivors.append(mutant)
    return found


@dataclass(frozen=True)
class Judge:
    """Looks for who notices an edit of one edition."""

    knowledge: KnowledgeBase

    def noticed(self, mutant: Mutant) -> str:
        """ "case", "statement", "same" (it changes nothing for anybody) or "" (nobody)."""
        if any(self._moved(mutant)):
            return "case"
        rules = self._rules(mutant)
        if not self._differs(mutant, rules):
            return "same"
        return "statement" if self._broken(mutant, rules) else ""

    @cached_property
    def proofs(self) -> Proofs:
        """The prover of the true edition."""
        return Proofs(self.knowledge)

    @cached_property
    def _cases(self) -> list[tuple[Guidance, dict[OptionId, frozenset[Standing]]]]:
        return [(assess(case.profile, self.knowledge), _expected(case.expect)) for case in worked_cases(self.knowledge)]

    @cached_property
    def _about(self) -> dict[OptionId, list[Invariant]]:
        found: dict[OptionId, list[Invariant]] = {}
        for invariant in self.proofs.invariants:
            if invariant.by_provers:
                for option in invariant.options:
                    found.setdefault(option, []).append(invariant)
        return found

    def _moved(self, mutant: Mutant) -> Iterator[bool]:
        derived = mutant.knowledge.derived is not self.knowledge.derived
        for guidance, expected in self._cases:
            if not guidance.options:
                continue
            touched = [option for option in mutant.options if option in expected]
            if derived:
                # Other derived findings, so nothing that was worked out before counts
                guidance = Guidance(mutant.knowledge, guidance.profile, guidance.conflicts)
            for option in touched:
                if guidance.assess(mutant.knowledge.options[option]).standing not in expected[option]:
                    yield True

    def _rules(self, mutant: Mutant) -> Rules[int]:
        return self.proofs.rules.of_edition(mutant.knowledge)

    def _differs(self, mutant: Mutant, rules: Rules[int]) -> bool:
        algebra, true = self.proofs.algebra, self.proofs.rules
        scope = true.in_scope
        for option in mutant.options:
            before = true.standings(self.knowledge.options[option])
            after = rules.standings(mutant.knowledge.options[option])
            moved = algebra.either(algebra.both((before[s], -after[s])) for s in Standing)
            if moved != algebra.false and self.proofs.prover.possible(scope, moved):
                return True
        return False

    def _broken(self, mutant: Mutant, rules: Rules[int]) -> bool:
        statements = {i.id: i for option in mutant.options for i in self._about.get(option, ())}
        if mutant.knowledge.derived is not self.knowledge.derived:
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
