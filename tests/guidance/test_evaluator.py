"""The generated function gives every patient the standings that the explaining implementation gives."""

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from guidance.assess import assess
from guidance.condition import Compare, Given, Latest, Not
from guidance.evaluator import Evaluator
from guidance.knowledge import KnowledgeBase
from guidance.option import Clause, Option, Part, Standing
from guidance.profile import Profile
from guidance.treatment import Setting, Treatment
from tests.guidance.edition import first_visit, metastatic, profile, sources
from tests.guidance.random_patients import random_patients
from tests.guidance.values_to_try import possible_values


@pytest.fixture(scope="module")
def evaluator(knowledge: KnowledgeBase) -> Evaluator:
    return Evaluator(knowledge)


def explained(patient: Profile, knowledge: KnowledgeBase) -> dict[str, Standing]:
    return {option: assessment.standing for option, assessment in assess(patient, knowledge).options.items()}


def only(knowledge: KnowledgeBase, option: Option) -> KnowledgeBase:
    return replace(knowledge, options={option.id: option})


def test_three_hundred_patients_nobody_chose_stand_the_same(knowledge: KnowledgeBase, evaluator: Evaluator) -> None:
    seen: Counter[Standing] = Counter()
    disputed = outside = 0
    for patient in random_patients(knowledge, 300, seed=20261123):
        guidance = assess(patient, knowledge)
        expected = {option: assessment.standing for option, assessment in guidance.options.items()}
        assert evaluator.standings(patient) == expected, patient
        seen.update(expected.values())
        disputed += bool(guidance.conflicts)
        outside += not expected
    # The comparison would prove little if these patients met only a part of the rules
    assert set(seen) == set(Standing)
    assert 30 < disputed < 300
    assert 0 < outside < 60


def test_a_worked_patient_with_one_answer_changed_stands_the_same(
    knowledge: KnowledgeBase, evaluator: Evaluator
) -> None:
    # Patients who are well but for one thing meet the rules that a random patient's many troubles hide
    chance = Random(4)
    patients = [_worked(source.data) for source in sources().cases]
    changeable = [finding for finding in knowledge.findings.values() if possible_values(knowledge, finding)]
    for patient in patients + patients:
        finding = chance.choice(changeable)
        changed = patient.knowing(finding.id, chance.choice(possible_values(knowledge, finding)))
        assert evaluator.standings(changed) == explained(changed, knowledge), changed


def _worked(case: dict[str, Any]) -> Profile:
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in case["findings"].items()}
    entries = tuple(
        Treatment(**{**entry, "setting": Setting(entry["setting"])}) for entry in case.get("treatments", ())
    )
    return Profile(values, entries, case["region"])


def test_nothing_known_stands_the_same(knowledge: KnowledgeBase, evaluator: Evaluator) -> None:
    assert evaluator.standings(profile()) == explained(profile(), knowledge)


def test_early_stage_has_no_standings(evaluator: Evaluator) -> None:
    assert evaluator.standings(first_visit(disease_setting="early_stage")) == {}


def test_a_disputed_answer_is_unknown_for_what_fits_and_still_stops(
    knowledge: KnowledgeBase, evaluator: Evaluator
) -> None:
    patient = first_visit(
        her2_ihc="three_plus", her2_ish="negative", pregnancy="possible", menopausal_status="premenopausal"
    )
    standings = evaluator.standings(patient)
    assert standings == explained(patient, knowledge)
    assert standings["trastuzumab_deruxtecan_pertuzumab"] is Standing.UNSUITABLE


def test_a_later_answer_to_the_history_is_not_taken_from_memory(knowledge: KnowledgeBase, evaluator: Evaluator) -> None:
    entry = metastatic("aromatase_inhibitor")
    known = {"no_treatment_yet_for_metastatic_disease": "no", "metastatic_presentation": "recurrent"}
    for complete in ("no", "yes"):
        patient = first_visit(entry, treatment_history_complete=complete, **known)
        assert evaluator.standings(patient) == explained(patient, knowledge)


def test_the_source_is_python_with_one_function_and_names_its_options(
    knowledge: KnowledgeBase, evaluator: Evaluator
) -> None:
    assert evaluator.source.startswith("def judge(values, region, history):\n")
    assert all(f"{option}_course = " in evaluator.source for option in knowledge.options)
    assert Evaluator(knowledge).source == evaluator.source


def test_counted_findings_and_exotic_questions_are_answered_alike(knowledge: KnowledgeBase) -> None:
    conditions = [
        Given("line_of_therapy"),
        Given("metastatic_systemic_lines"),
        Given("her2_status"),
        Given("subtype"),
        Compare("line_of_therapy", ">=", 2),
        Compare("line_of_therapy", "==", 1),
        Compare("her2_status", "==", "unresolved"),
        Compare("her2_status", "!=", "low"),
        Compare("pik3ca", "!=", "mutated"),
        Not(Compare("region", "!=", "eu")),
    ]
    head = next(iter(knowledge.options.values()))
    patients = list(random_patients(knowledge, 40, seed=7))
    for condition in conditions:
        clause = Clause("asked", Part.FITS, condition, "", ())
        small = only(knowledge, replace(head, clauses=(clause,), must_know=()))
        quick = Evaluator(small)
        for patient in patients:
            assert quick.standings(patient) == explained(patient, small), (condition, patient)


def test_an_option_with_nothing_to_know_is_relevant_or_a_caution(knowledge: KnowledgeBase) -> None:
    head = next(iter(knowledge.options.values()))
    small = only(knowledge, replace(head, clauses=(), must_know=()))
    assert Evaluator(small).standings(profile()) == {head.id: Standing.RELEVANT}


def test_a_question_to_one_entry_cannot_stand_alone(knowledge: KnowledgeBase) -> None:
    head = next(iter(knowledge.options.values()))
    lost = Clause("lost", Part.FITS, Latest("systemic"), "", ())
    with pytest.raises(TypeError, match="history entry"):
        Evaluator(only(knowledge, replace(head, clauses=(lost,))))
