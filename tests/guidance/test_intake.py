"""A question is hidden only while it surely makes no sense; a hidden answer is kept and does not count."""

import pytest

from guidance.finding import Value
from guidance.intake import hidden_findings
from guidance.knowledge import KnowledgeBase
from guidance.profile import Profile
from tests.guidance.edition import profile


def hidden(knowledge: KnowledgeBase, patient: Profile, *kept: str) -> frozenset[str]:
    return hidden_findings(patient, knowledge.shown_when, knowledge.language, frozenset(kept))


@pytest.mark.parametrize(
    ("finding", "known"),
    [
        ("disease_free_interval_months", {"metastatic_presentation": "de_novo"}),
        ("menopausal_status", {"sex": "male"}),
        ("pregnancy", {"menopausal_status": "postmenopausal"}),
        ("brain_metastases_number", {"metastatic_sites": ("bone",)}),
        ("her2_ish", {"her2_ihc": "three_plus"}),
        ("pd_l1_sp142", {}),
    ],
)
def test_a_question_that_makes_no_sense_is_not_put(
    knowledge: KnowledgeBase, finding: str, known: dict[str, Value]
) -> None:
    assert finding in hidden(knowledge, profile(**known))


@pytest.mark.parametrize(
    "finding", ["disease_free_interval_months", "menopausal_status", "pregnancy", "brain_metastases_number", "her2_ish"]
)
def test_a_question_that_could_make_sense_is_put(knowledge: KnowledgeBase, finding: str) -> None:
    assert finding not in hidden(knowledge, profile())


def test_a_hidden_answer_hides_the_next_question(knowledge: KnowledgeBase) -> None:
    patient = profile(sex="male", menopausal_status="premenopausal", ovarian_suppression="none")
    assert hidden(knowledge, patient) >= {"menopausal_status", "ovarian_suppression", "breastfeeding"}


def test_a_disputed_answer_stays_in_sight(knowledge: KnowledgeBase) -> None:
    patient = profile(sex="male", menopausal_status="premenopausal")
    assert "menopausal_status" not in hidden(knowledge, patient, "menopausal_status")


def test_a_possible_pregnancy_is_never_hidden(knowledge: KnowledgeBase) -> None:
    assert "pregnancy" not in hidden(knowledge, profile(menopausal_status="postmenopausal", pregnancy="possible"))


def test_every_finding_is_asked_in_exactly_one_step(knowledge: KnowledgeBase) -> None:
    asked = [finding for step in knowledge.intake.steps for finding in step.questions]
    assert sorted(asked) == sorted(knowledge.findings)
    for step in knowledge.intake.steps:
        assert all(knowledge.intake.step_of(finding) is step for finding in step.questions)
    assert knowledge.intake.step_of("no_such_finding") is None
