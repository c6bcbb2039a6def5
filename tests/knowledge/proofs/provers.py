"""Two provers that know nothing of each other.

The first is z3: it reads the meaning of the rules (`specification.py`), with numbers as real numbers. The second is a
SAT solver: it reads the compiled tables that ship (`generated.py`), with numbers cut into regions. Where they differ,
one of the two readings is wrong, or the tables do not say what the rules mean.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import z3

from guidance.condition import Condition
from guidance.finding import FindingId, Kind
from guidance.knowledge import KnowledgeBase
from guidance.option import Option, OptionId, Standing
from guidance.profile import Profile
from guidance.treatment_history import DISEASE_FREE_INTERVAL, FINDINGS_BESIDE_THE_ENTRIES
from tests.knowledge.proofs.concrete import Found
from tests.knowledge.proofs.history_axioms import entries_stay, information_lost
from tests.knowledge.proofs.rules import Rules, thresholds
from tests.knowledge.proofs.sat_patients import SatPatients, SatProver
from tests.knowledge.proofs.statements import Invariant, invariants
from tests.knowledge.proofs.violations import violations
from tests.knowledge.proofs.z3_patients import Z3Patients

_ALLOWED = {
    # Vocabulary, section 3: a decided standing is stable when one unknown becomes known
    # Its text leaves out the moves to unsuitable from later and from a passed moment, which its own algorithm gives:
    # a stop is asked before timing
    Standing.NOT_EXPECTED: (Standing.UNSUITABLE,),
    Standing.LATER: (Standing.NOT_EXPECTED, Standing.UNSUITABLE),
    Standing.UNSUITABLE: (Standing.NOT_EXPECTED,),
    Standing.CAUTION: (Standing.RELEVANT, Standing.UNSUITABLE),
    Standing.RELEVANT: (Standing.CAUTION, Standing.UNSUITABLE),
}
_OPEN = (Standing.RELEVANT, Standing.CAUTION)


@dataclass(frozen=True, slots=True)
class Proved:
    """What the two provers said of one invariant: broken for these options or things (none is proved)."""

    invariant: Invariant
    by_meaning: tuple[str, ...]
    by_source: tuple[str, ...]

    @property
    def agree(self) -> bool:
        """Whether both say the same."""
        return set(self.by_meaning) == set(self.by_source)

    @property
    def holds(self) -> bool:
        """Whether both found no patient who breaks it."""
        return not self.by_meaning and not self.by_source


class Proofs:
    """All proofs of one edition."""

    def __init__(self, knowledge: KnowledgeBase, statements: list[Invariant] | None = None) -> None:
        self.knowledge = knowledge
        self.invariants = statements if statements is not None else invariants(knowledge)
        self._also: list[Condition] = [c for invariant in self.invariants for c in invariant.conditions]
        self.patients = SatPatients(knowledge, thresholds(knowledge, self._also))
        self.algebra = self.patients.algebra
        self.rules: Rules[int] = Rules(knowledge, self.patients, self._also)
        for axiom in self.rules.always:
            self.algebra.clauses.append([axiom])
        self.prover = SatProver(self.algebra)

    @cached_property
    def found(self) -> Found:
        """Finds concrete patients."""
        return Found(self.knowledge, self.patients, self.rules, self.prover)

    @cached_property
    def standings(self) -> dict[OptionId, dict[Standing, int]]:
        """How each option stands by the tables that ship."""
        return self.rules.generated

    def by_source(self, option: Option) -> dict[Standing, int]:
        """How one option stands by the tables that ship."""
        return self.standings[option.id]

    def broken_by_source(self, invariant: Invariant) -> Iterator[str]:
        """What the SAT solver can break of an invariant."""
        if invariant.relation == "stability":
            yield from (f"{option} when {finding} becomes known" for finding, option in self.unstable())
        elif invariant.relation == "age_alone":
            yield from self.closed_by_age()
        else:
            for violation in violations(invariant, self.rules, self.by_source):
                if self.prover.possible(violation.formula):
                    yield violation.about

    def counterexample(self, invariant: Invariant) -> Profile | None:
        """A minimal patient who breaks an invariant, None when nobody does."""
        for violation in violations(invariant, self.rules, self.by_source):
            patient = self.found.patient(violation.formula)
            if patient is not None:
                return patient
        return None

    def differences(self) -> list[tuple[OptionId, Standing]]:
        """Where the tables that ship and the meaning of the rules differ for some patient."""
        found = []
        for option in self.knowledge.options.values():
            for standing, formula in self.rules.standings(option).items():
                other = self.standings[option.id][standing]
                scope = self.rules.in_scope
                if self.prover.possible(scope, formula, -other) or self.prover.possible(scope, -formula, other):
                    found.append((option.id, standing))
        return found

    def reachable(self) -> dict[OptionId, tuple[Standing, ...]]:
        """The standings that some patient has, for each option."""
        return {
            option: tuple(s for s in Standing if self.prover.possible(self.rules.in_scope, standings[s]))
            for option, standings in self.standings.items()
        }

    def unstable(self) -> Iterator[tuple[FindingId, OptionId]]:
        """Decided standings that one more answer moves in a way the vocabulary does not allow."""
        for name, finding in self.knowledge.findings.items():
            if finding.kind is not Kind.DATE:
                yield from ((name, option) for option in self._unstable_by(name))

    def closed_by_age(self) -> Iterator[OptionId]:
        """Options that are open at one age and closed at another, all else the same."""
        twin = self._twin("age_years")
        both = self._nothing_disputed(twin)
        (statement,) = (invariant for invariant in self.invariants if invariant.relation == "age_alone")
        for option in (self.knowledge.options[option_id] for option_id in statement.options):
            before, after = self.rules.standings(option), twin.standings(option)
            opened = self.algebra.either(before[standing] for standing in _OPEN)
            closed = self.algebra.no(self.algebra.either(after[standing] for standing in _OPEN))
            if self.prover.possible(both, opened, closed):
                yield option.id

    def _unstable_by(self, finding: FindingId) -> Iterator[OptionId]:
        twin = self._twin(finding)
        learned = self.algebra.both(
            (
                -self.patients.given(finding),
                twin.patients.given(finding),
                self._nothing_disputed(twin),
            )
        )
        for option in self.knowledge.options.values():
            before, after = self.rules.standings(option), twin.standings(option)
            if before == after:
                continue
            moves = self.algebra.either(
                self.algebra.both((before[standing], -after[standing], *(-after[to] for to in allowed)))
                for standing, allowed in _ALLOWED.items()
            )
            if self.prover.possible(learned, moves):
                yield option.id

    def _twin(self, finding: FindingId) -> Rules[int]:
        """The same patient with another answer to one question."""
        patients = self.patients.with_another(finding)
        if finding not in FINDINGS_BESIDE_THE_ENTRIES:
            return self.rules.twin(patients)
        twin: Rules[int] = Rules(self.knowledge, patients, self._also)
        self.algebra.clauses += [[axiom] for axiom in twin.always]
        self.algebra.clauses += [[x] for x in information_lost(self.algebra, twin.history, self.rules.history)]
        if finding != DISEASE_FREE_INTERVAL:
            self.algebra.clauses += [[x] for x in entries_stay(self.algebra, twin.history, self.rules.history)]
        return twin

    def _nothing_disputed(self, twin: Rules[int]) -> int:
        on = [*self.rules.conflicts.values(), *twin.conflicts.values()]
        return self.algebra.no(self.algebra.either(on))


class Meaning:
    """The first prover: z3 over the meaning of the rules."""

    def __init__(self, knowledge: KnowledgeBase, statements: list[Invariant]) -> None:
        self.patients = Z3Patients(knowledge)
        also = [condition for invariant in statements for condition in invariant.conditions]
        self.rules: Rules[z3.BoolRef] = Rules(knowledge, self.patients, also)
        self._solver = z3.Solver()
        self._solver.add(*self.patients.limits, *self.rules.always)

    def broken(self, invariant: Invariant) -> Iterator[str]:
        """What z3 can break of an invariant that speaks of one patient."""
        for violation in violations(invariant, self.rules):
            self._solver.push()
            self._solver.add(violation.formula)
            if self._solver.check() != z3.unsat:
                yield violation.about
            self._solver.pop()


def prove(knowledge: KnowledgeBase) -> Iterator[Proved]:
    """Every invariant that speaks of one patient, shown by both provers."""
    proofs = Proofs(knowledge)
    meaning = Meaning(knowledge, proofs.invariants)
    for invariant in proofs.invariants:
        if invariant.by_provers and invariant.relation not in ("stability", "age_alone"):
            yield Proved(invariant, tuple(meaning.broken(invariant)), tuple(proofs.broken_by_source(invariant)))
