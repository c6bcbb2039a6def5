"""Every statement holds for every possible patient, and both provers say so."""

from random import Random

import pytest

from guidance.evaluator import Evaluator
from guidance.knowledge import KnowledgeBase
from guidance.option import Standing
from guidance.profile import Profile
from guidance.verdict import Verdict
from tests.guidance.random_patients import random_patients
from tests.knowledge.proofs.entries import answers_of
from tests.knowledge.proofs.exactness import Exactness
from tests.knowledge.proofs.history_axioms import entails
from tests.knowledge.proofs.provers import Proofs, prove
from tests.knowledge.proofs.statements import exactness_exceptions, invariants, selection, stability_exceptions


def test_all_eighty_eight_invariants_are_stated(knowledge: KnowledgeBase) -> None:
    statements = invariants(knowledge)
    assert {statement.number for statement in statements} == set(range(1, 89))
    assert len({statement.id for statement in statements}) == len(statements)


def test_both_provers_find_nobody_who_breaks_a_statement(knowledge: KnowledgeBase) -> None:
    found = list(prove(knowledge))
    assert len(found) > 150
    assert [item.invariant.id for item in found if not item.agree] == []
    assert [(item.invariant.id, item.by_source) for item in found if not item.holds] == []


def test_the_generated_code_says_what_the_rules_mean(proofs: Proofs) -> None:
    assert proofs.differences() == []


def test_one_more_answer_moves_a_standing_only_as_the_vocabulary_allows(proofs: Proofs) -> None:
    unstable = {finding for finding, _ in proofs.unstable()}
    assert unstable == set(stability_exceptions())


def test_an_option_depends_only_where_two_ways_to_complete_the_answers_differ(proofs: Proofs) -> None:
    assert set(Exactness(proofs).inexact()) == set(exactness_exceptions())


def test_age_alone_closes_nothing(proofs: Proofs) -> None:
    assert list(proofs.closed_by_age()) == []


def test_every_option_can_be_open_and_every_premise_can_be_met(proofs: Proofs) -> None:
    for option, standings in proofs.reachable().items():
        assert {Standing.RELEVANT, Standing.CAUTION} & set(standings), option
    for invariant in proofs.invariants:
        if invariant.premise is not None:
            # A statement about nobody would be proved for nothing
            met = proofs.rules.entered.judge(invariant.premise).met
            assert proofs.prover.possible(met), invariant.id


def test_every_clause_can_hold(knowledge: KnowledgeBase, proofs: Proofs) -> None:
    """A clause that no patient meets would be a rule that never speaks."""
    dead = [
        f"{option.id}: {clause.id}"
        for option in knowledge.options.values()
        for clause in option.clauses
        if not proofs.prover.possible(proofs.rules.entered.judge(clause.when).met)
    ]
    assert dead == []


def test_the_structure_of_the_options_keeps_its_statements(knowledge: KnowledgeBase) -> None:
    contains = selection().contains
    for invariant in invariants(knowledge):
        what, _, names = invariant.structure.partition(":")
        match what:
            case "no_finding_named":
                assert not [name for name in knowledge.findings if names in name]
            case "license_badge":
                for option in invariant.options:
                    assert "approved" not in knowledge.options[option].licenses.values(), option
            case "never_together":
                for option in invariant.options:
                    assert contains[option].isdisjoint(names.split(",")), option
            case "contains":
                for option in invariant.options:
                    assert names in contains[option], option
            case _:
                assert not what, what


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_axioms_of_histories_hold_for_real_ones(knowledge: KnowledgeBase, proofs: Proofs, seed: int) -> None:
    questions = list(proofs.rules.history)
    pairs = [(a, b) for a in questions for b in questions if a != b and entails(knowledge, a, b)]
    assert len(pairs) > 100
    for patient in random_patients(knowledge, 150, seed):
        said = answers_of(knowledge, patient, questions)
        for one, other in pairs:
            assert said[one] <= said[other], (one, other, patient.treatments)


def test_a_patient_that_a_prover_finds_is_judged_so_by_the_real_evaluator(
    knowledge: KnowledgeBase, proofs: Proofs
) -> None:
    evaluator = Evaluator(knowledge)
    chance = Random(7)
    reachable = proofs.reachable()
    for option in chance.sample(sorted(reachable), 12):
        standing = chance.choice(reachable[option])
        patient = proofs.found.patient(proofs.rules.in_scope, proofs.standings[option][standing])
        assert patient is not None
        assert evaluator.standings(patient)[option] is standing, (option, standing)


def test_real_patients_are_among_the_provers_patients(knowledge: KnowledgeBase, proofs: Proofs) -> None:
    """Fixing every answer of a real patient leaves exactly the standing the evaluator gives."""
    evaluator = Evaluator(knowledge)
    questions = list(proofs.rules.history)
    for patient in random_patients(knowledge, 40, seed=11):
        real = evaluator.standings(patient)
        fixed = _literals(proofs, patient)
        for question, verdict in answers_of(knowledge, patient, questions).items():
            answer = proofs.rules.history[question]
            fixed.append(answer.met if verdict is Verdict.MET else -answer.met)
            fixed.append(answer.unmet if verdict is Verdict.NOT_MET else -answer.unmet)
        assert proofs.prover.possible(*fixed)
        if not real:
            assert not proofs.prover.possible(*fixed, proofs.rules.in_scope)
        elif not any(proofs.prover.possible(*fixed, on) for on in proofs.rules.conflicts.values()):
            wrong = [-proofs.standings[option][standing] for option, standing in real.items()]
            assert not proofs.prover.possible(*fixed, proofs.algebra.either(wrong))


def _literals(proofs: Proofs, patient: Profile) -> list[int]:
    people = proofs.patients
    fixed = [people.in_region(patient.region)]
    for name, finding in proofs.knowledge.findings.items():
        value = patient.values.get(name)
        if finding.kind == "date":
            continue
        if value is None:
            fixed.append(-people.given(name))
        elif isinstance(value, tuple):
            fixed.append(people.given(name))
            fixed += [people.includes(name, v) if v in value else -people.includes(name, v) for v in finding.values]
        elif isinstance(value, str):
            fixed.append(people.equals(name, value))
        else:
            fixed.append(people.compares(name, ">=", value) if _is_limit(proofs, name, value) else people.given(name))
            place = next(i for i, r in enumerate(people.regions[name]) if r[0] == value == r[1] or r[0] < value < r[1])
            fixed.append(people.equals(name, str(place)))
    return fixed


def _is_limit(proofs: Proofs, name: str, value: float) -> bool:
    return any(region == (value, value) for region in proofs.patients.regions[name])
