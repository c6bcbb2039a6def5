"""Red flags come first, the most urgent before the others, whatever else is unknown."""

import pytest

from guidance.assess import assess
from guidance.knowledge import KnowledgeBase
from tests.guidance.edition import first_visit, profile


def test_every_trigger_of_every_alert_can_raise_it(knowledge: KnowledgeBase) -> None:
    for alert in knowledge.alerts:
        assert alert.triggers
        assert alert.rank >= 1


def test_alerts_are_shown_by_rank_then_in_the_order_of_the_vocabulary(knowledge: KnowledgeBase) -> None:
    everything = knowledge.findings["urgent_signs"].choices
    raised = assess(profile(urgent_signs=everything, visceral_crisis="yes", pregnancy="possible"), knowledge).alerts
    order = [alert.id for alert in knowledge.alerts]
    keys = [(item.alert.rank, order.index(item.id)) for item in raised]
    assert keys == sorted(keys)
    assert {item.id for item in raised} >= {"spinal_cord_compression", "visceral_crisis", "blood_clot"}


def test_an_alert_names_the_answers_that_raised_it(knowledge: KnowledgeBase) -> None:
    patient = profile(spinal_cord_compression="confirmed", urgent_signs=("leg_weakness_numbness_or_bladder_change",))
    (alert,) = assess(patient, knowledge).alerts
    assert (alert.id, set(alert.because)) == ("spinal_cord_compression", {"spinal_cord_compression", "urgent_signs"})


@pytest.mark.parametrize("known", [{}, {"urgent_signs": (), "spinal_cord_compression": "none"}])
def test_nothing_known_or_nothing_found_raises_nothing(knowledge: KnowledgeBase, known: dict[str, object]) -> None:
    assert assess(profile(**known), knowledge).alerts == ()  # type: ignore[arg-type]  # values of two kinds


def test_no_conflict_and_no_stage_silences_an_alert(knowledge: KnowledgeBase) -> None:
    early = first_visit(disease_setting="early_stage", urgent_signs=("seizure",))
    assert [alert.id for alert in assess(early, knowledge).alerts] == ["brain_swelling_or_seizure"]
    man = first_visit(sex="male", pregnancy="pregnant", without=("menopausal_status",))
    assert [alert.id for alert in assess(man, knowledge).alerts] == ["pregnancy_possible_or_confirmed"]
