"""Whether "depends" always has a reason: that two ways to complete what is known give different standings.

For each option and each decided standing the prover is asked for a patient of whom the option depends although every
completion comes to that one standing. "Every completion" is reached step by step: completions of the patients it
offers are kept as full sets of answers, and the next patient must come to the same standing with all of them filled
in. In the end there is no such patient, or one whom no completion at all brings elsewhere. Completions are judged as
they are entered: that an answer contradicts another one is a way it can turn out, and is said by itself.
"""

from dataclasses import dataclass
from functools import cached_property

from guidance.finding import FindingId, Kind
from guidance.knowledge import KnowledgeBase
from guidance.option import Option, OptionId, Standing
from guidance.profile import HISTORY
from tests.knowledge.proofs.history_axioms import AbsenceKnown, Entailed, axioms, entailed
from tests.knowledge.proofs.logic import HistoryAnswers, Three
from tests.knowledge.proofs.provers import Proofs
from tests.knowledge.proofs.sat_patients import SatAlgebra, SatPatients
from tests.knowledge.proofs.specification import Judgment, Meaning

_DECIDED = tuple(standing for standing in Standing if standing is not Standing.DEPENDS)


@dataclass(frozen=True, slots=True)
class Completed:
    """The patients of a prover, with one full set of answers filled in wherever nothing is known."""

    patients: SatPatients
    knowledge: KnowledgeBase
    answers: frozenset[int]

    @property
    def algebra(self) -> SatAlgebra:
        """How the prover joins formulas."""
        return self.patients.algebra

    def given(self, finding: FindingId) -> int:
        """Known of the patient or filled in."""
        own = self.patients.given(finding)
        return self.algebra.true if own in self.answers else own

    def equals(self, finding: FindingId, value: str) -> int:
        """The patient's own answer; where it is missing or too coarse, the one filled in."""
        own = self.patients.equals(finding, value)
        filled_in = own in self.answers
        if finding == HISTORY:
            return self.algebra.true if value == "yes" else self.algebra.false
        coarse = self.knowledge.coarse.get(finding, {})
        if value in coarse:
            return self.algebra.false
        ways = [own]
        if filled_in:
            ways.append(-self.patients.given(finding))
        for known, finer in coarse.items():
            # What was filled in may lie outside what the coarse answer leaves open; then the first that does not
            fitting = [v for v in finer if self.patients.equals(finding, v) in self.answers] or list(finer[:1])
            if value in fitting:
                ways.append(self.patients.equals(finding, known))
        return self.algebra.either(ways)

    def compares(self, finding: FindingId, operator: str, number: float) -> int:
        """The number, or the one filled in, stands so."""
        own = self.patients.compares(finding, operator, number)
        places = range(len(self.patients.regions[finding]))
        filled_in = [place for place in places if self.patients.equals(finding, str(place)) in self.answers]
        if any(self.patients.stands(finding, place, operator, number) for place in filled_in):
            return self.algebra.either((own, -self.patients.given(finding)))
        return own

    def includes(self, finding: FindingId, value: str) -> int:
        """Ticked by the patient, or filled in."""
        own = self.patients.includes(finding, value)
        return self.algebra.either((own, -self.patients.given(finding))) if own in self.answers else own

    def in_region(self, region: str) -> int:
        """The region is always known."""
        return self.patients.in_region(region)


@dataclass(frozen=True, slots=True)
class _Completion:
    """How options stand once a full set of answers is filled in, and for whom it can be."""

    judgment: Judgment[int]
    legal: int


class Exactness:
    """Looks for patients of whom an option depends for no reason."""

    def __init__(self, proofs: Proofs) -> None:
        self.proofs = proofs
        self.algebra = proofs.algebra
        self._kept: dict[OptionId, list[_Completion]] = {}
        self._complete: list[int] = []

    def inexact(self, *options: OptionId) -> list[OptionId]:
        """Those of the options (of all, when none is named) with a patient of whom they depend for no reason."""
        asked = [self.proofs.knowledge.options[option] for option in options or self.proofs.knowledge.options]
        return [option.id for option in asked if any(self._always(option, standing) for standing in _DECIDED)]

    def _always(self, option: Option, standing: Standing) -> bool:
        prover, rules = self.proofs.prover, self.proofs.rules
        undisputed = [-on for on in rules.conflicts.values()]
        asked = [rules.in_scope, *undisputed, rules.standings(option)[Standing.DEPENDS]]
        asked += [self._no_other(completion, option, standing) for completion in self._kept.get(option.id, ())]
        as_entered = self._as_entered.standings(option)
        elsewhere = self.algebra.either(as_entered[s] for s in _DECIDED if s is not standing)
        while prover.possible(*asked, *self._complete):
            patient = prover.model()
            known = self._known(patient)
            if prover.possible(*known, self._everything_known, elsewhere):
                completion = self._completion(prover.model())
                self._kept.setdefault(option.id, []).append(completion)
                asked.append(self._no_other(completion, option, standing))
            elif prover.possible(*known, self._everything_known):
                return True
            else:
                # Answers of a history that no real history gives together: nobody is like this
                core = prover.core()
                self._complete.append(-self.algebra.both(own for wish, own in known.items() if wish in core))
        return False

    @cached_property
    def _as_entered(self) -> Judgment[int]:
        return Judgment(self.algebra, self.proofs.rules.entered, self.proofs.rules.entered)

    def _no_other(self, completion: "_Completion", option: Option, standing: Standing) -> int:
        """Filled in so, the patient comes to this standing, or to none."""
        after = completion.judgment.standings(option)
        other = self.algebra.either(after[s] for s in _DECIDED if s is not standing)
        return -self.algebra.both((completion.legal, other))

    def _completion(self, answers: frozenset[int]) -> "_Completion":
        proofs = self.proofs
        patients = Completed(proofs.patients, proofs.knowledge, answers)
        history = _filled_in(proofs.rules.history, answers)
        world: Meaning[int] = Meaning(proofs.knowledge, patients, history.__getitem__)
        legal = self.algebra.both(axioms(self._entailed, history, AbsenceKnown(patients)))
        return _Completion(Judgment(self.algebra, world, world), legal)

    def _known(self, patient: frozenset[int]) -> dict[int, int]:
        """What is known of a patient, as it must stay in every completion, and as the patient has it."""
        people = self.proofs.patients
        here = people.in_region("us")
        known = {literal: literal for literal in (here, -here) if literal in patient}
        for name, finding in self.proofs.knowledge.findings.items():
            if finding.kind is Kind.DATE or people.given(name) not in patient or name == HISTORY:
                continue
            if finding.kind is Kind.SEVERAL:
                ticks = [people.given(name), *(people.includes(name, value) for value in finding.values)]
                known |= {literal: literal for tick in ticks for literal in (tick, -tick) if literal in patient}
                continue
            places = [str(i) for i in range(len(people.regions[name]))] if name in people.regions else finding.values
            (chosen,) = (place for place in places if people.equals(name, place) in patient)
            finer = self.proofs.knowledge.coarse.get(name, {}).get(chosen, (chosen,))
            left_open = self.algebra.either(people.equals(name, value) for value in finer)
            known[left_open] = people.equals(name, chosen)
        answers = self.proofs.rules.history.values()
        said = [literal for answer in answers for literal in (answer.met, answer.unmet) if literal in patient]
        return known | {literal: literal for literal in said}

    @cached_property
    def _entailed(self) -> Entailed:
        return entailed(self.proofs.knowledge, self.proofs.rules.history)

    @cached_property
    def _everything_known(self) -> int:
        """Everything is answered, and no answer is too coarse."""
        people, knowledge = self.proofs.patients, self.proofs.knowledge
        ways = [people.given(n) for n, finding in knowledge.findings.items() if finding.kind is not Kind.DATE]
        ways.append(people.equals(HISTORY, "yes"))
        ways += [-people.equals(name, value) for name, coarse in knowledge.coarse.items() for value in coarse]
        ways += [self.algebra.either((a.met, a.unmet)) for a in self.proofs.rules.history.values()]
        return self.algebra.both(ways)


def _filled_in(history: HistoryAnswers[int], answers: frozenset[int]) -> HistoryAnswers[int]:
    """What the history answers once every open question is answered as it was kept."""
    return {
        question: Three(-answer.unmet, answer.unmet) if answer.met in answers else Three(answer.met, -answer.met)
        for question, answer in history.items()
    }
