"""Every boundary of every option stands as it is written, and every standing that an option can reach has a patient."""

import pytest

from guidance.assess import assess
from guidance.evaluator import Evaluator
from guidance.knowledge import KnowledgeBase
from tests.knowledge.boundaries import boundaries, boundary_patients, written
from tests.knowledge.proofs.provers import Proofs


@pytest.mark.parametrize("option", sorted(written()))
def test_each_boundary_stands_as_written(knowledge: KnowledgeBase, option: str) -> None:
    patients = [patient for patient in boundary_patients(knowledge) if patient.option == option]
    found = [(p.about, assess(p.profile, knowledge).assess(knowledge.options[option]).standing) for p in patients]
    assert found == [(patient.about, patient.standing) for patient in patients]


def test_the_fast_evaluator_gives_the_same(knowledge: KnowledgeBase) -> None:
    evaluator = Evaluator(knowledge)
    wrong = [
        (patient.option, patient.about)
        for patient in boundary_patients(knowledge)
        if evaluator.standings(patient.profile)[patient.option] is not patient.standing
    ]
    assert wrong == []


def test_every_option_has_a_patient_at_every_standing_it_can_reach(knowledge: KnowledgeBase) -> None:
    reachable = Proofs(knowledge).reachable()
    shown = {option: {b.standing for b in found.boundaries} for option, found in boundaries(knowledge).items()}
    assert {option: set(standings) - shown[option] for option, standings in reachable.items()} == {
        option: set() for option in knowledge.options
    }


def test_no_boundary_is_written_twice() -> None:
    for option, table in written().items():
        changes = [repr((e.get("change"), e.get("treatments"), e.get("region"))) for e in table["boundary"]]
        assert len(changes) == len(set(changes)), option
