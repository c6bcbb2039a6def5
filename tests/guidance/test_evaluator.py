"""The lookup tables give every patient the standings that the explaining implementation gives."""

import json
from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from guidance import evaluator as evaluator_module
from guidance.assess import assess
from guidance.condition import (
    All,
    Alongside,
    AnyOf,
    Compare,
    Condition,
    Earliest,
    EntryCompare,
    EntryOneOf,
    Given,
    Latest,
    Not,
    Possibly,
    Surely,
    parts_of,
    walk,
)
from guidance.evaluator import Evaluator
from guidance.knowledge import KnowledgeBase
from guidance.option import Clause, Option, Part, Standing
from guidance.pack.compile import compiled
from guidance.pack.tables_data import as_data, from_data
from guidance.profile import Profile
from guidance.questions import all_conditions
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


def test_the_same_rules_give_the_same_tables(knowledge: KnowledgeBase, evaluator: Evaluator) -> None:
    assert evaluator.tables.options == tuple(knowledge.options)
    assert compiled(knowledge) == evaluator.tables


def test_the_tables_come_back_from_the_built_file(evaluator: Evaluator) -> None:
    written = json.dumps(as_data(evaluator.tables))
    assert from_data(json.loads(written)) == evaluator.tables


def test_more_measured_values_than_are_remembered_are_judged_alike(
    knowledge: KnowledgeBase, evaluator: Evaluator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluator_module, "_ANSWERS_KEPT", 1)
    quick = Evaluator(knowledge)
    for percent in (0, 0.5, 1, 5, 9.9, 10, 10.1, 100):
        patient = first_visit(estrogen_receptor_percent=percent)
        assert quick.standings(patient) == evaluator.standings(patient) == explained(patient, knowledge)


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


def test_a_condition_that_no_byte_holds_is_worked_out_layer_by_layer(knowledge: KnowledgeBase) -> None:
    """Random conditions over many questions, three deep, with everything that makes unknown known."""
    chance = Random(11)
    atoms = _atoms(knowledge)
    head = next(iter(knowledge.options.values()))
    patients = list(random_patients(knowledge, 25, seed=8))
    layers = set()
    for _ in range(12):
        clauses = tuple(
            Clause(f"asked_{place}", part, _random_condition(chance, atoms, depth=3), "", ())
            for place, part in enumerate((Part.FITS, Part.STOPS, Part.CAUTIONS, Part.TIMING))
        )
        small = only(knowledge, replace(head, clauses=clauses))
        quick = Evaluator(small)
        layers.add(len(quick.tables.layers))
        for patient in patients:
            assert quick.standings(patient) == explained(patient, small), (clauses, patient)
    assert max(layers) > 2


def _atoms(knowledge: KnowledgeBase) -> list[Condition]:
    """Every condition of the edition that is made of no others."""
    whole = (node for condition in all_conditions(knowledge) for node in walk(condition))
    inside_history = (EntryCompare, EntryOneOf, Alongside, Earliest, Latest)
    return [node for node in dict.fromkeys(whole) if not parts_of(node) and not isinstance(node, inside_history)]


def _random_condition(chance: Random, atoms: list[Condition], depth: int) -> Condition:
    if depth == 0:
        return chance.choice(atoms)
    parts = tuple(_random_condition(chance, atoms, depth - 1) for _ in range(chance.randint(2, 5)))
    return chance.choice((All(parts), AnyOf(parts), Not(All(parts)), Surely(AnyOf(parts)), Possibly(All(parts))))


def test_an_option_with_nothing_to_know_is_relevant_or_a_caution(knowledge: KnowledgeBase) -> None:
    head = next(iter(knowledge.options.values()))
    small = only(knowledge, replace(head, clauses=(), must_know=()))
    assert Evaluator(small).standings(profile()) == {head.id: Standing.RELEVANT}


def test_a_question_to_one_entry_cannot_stand_alone(knowledge: KnowledgeBase) -> None:
    head = next(iter(knowledge.options.values()))
    lost = Clause("lost", Part.FITS, Latest("systemic"), "", ())
    with pytest.raises(TypeError, match="history entry"):
        Evaluator(only(knowledge, replace(head, clauses=(lost,))))
