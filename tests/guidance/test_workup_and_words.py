"""What follows from a visit, and the words it is said in."""

from dataclasses import replace

import pytest

from guidance.answer import answer_of, explanation_of
from guidance.card import CardPart
from guidance.consultation import Consultation, Patient
from guidance.knowledge import KnowledgeBase
from guidance.option import MODALITIES, Standing
from guidance.store import ChangedElsewhere, WrongPassphrase, WrongRecoveryKey
from guidance.wording import MissingWords, Reader, Wording, shown_percent, shown_value, wording_of
from guidance.workup import WorkUp, work_up

ANSWERS = {
    "disease_setting": "metastatic",
    "metastatic_presentation": "de_novo",
    "no_treatment_yet_for_metastatic_disease": "yes",
    "visceral_crisis": "no",
    "sex": "female",
    "age_years": 61,
    "menopausal_status": "postmenopausal",
    "estrogen_receptor_percent": 90,
    "progesterone_receptor_percent": 0,
    "her2_ihc": "two_plus",
    "metastatic_sites": ("bone",),
    "urgent_signs": (),
}


@pytest.fixture(scope="module")
def visit() -> Consultation:
    return Consultation("v", Patient("p"), "2026-11-23T10:00:00+00:00", "2026-11-23T10:00:00+00:00", answers=ANSWERS)


@pytest.fixture(scope="module")
def workup(visit: Consultation, knowledge: KnowledgeBase) -> WorkUp:
    return work_up(visit, knowledge)


@pytest.fixture(scope="module")
def clinician(knowledge: KnowledgeBase) -> Wording:
    return wording_of(knowledge, "en", Reader.CLINICIAN)


@pytest.fixture(scope="module")
def patient(knowledge: KnowledgeBase) -> Wording:
    return wording_of(knowledge, "en", Reader.PATIENT)


def test_hidden_answers_stay_in_the_visit_and_out_of_the_profile(visit: Consultation, knowledge: KnowledgeBase) -> None:
    changed = visit.answered("ovarian_suppression", "none")
    found = work_up(changed, knowledge)
    assert "ovarian_suppression" in found.hidden
    assert "ovarian_suppression" not in found.profile.values
    assert changed.answers["ovarian_suppression"] == "none"


def test_a_conflict_keeps_its_questions_in_sight(visit: Consultation, knowledge: KnowledgeBase) -> None:
    found = work_up(visit.answered("sex", "male").answered("pregnancy", "pregnant"), knowledge)
    assert "male_and_pregnant" in {conflict.id for conflict in found.guidance.conflicts}
    assert "pregnancy" not in found.hidden


def test_the_work_up_knows_what_is_asked_and_what_is_open(workup: WorkUp) -> None:
    assert "her2_ish" in workup.asked
    assert set(workup.answered) == set(ANSWERS)
    assert workup.answers_that_matter[0] == "her2_ish"
    assert "her2_ish_test" in {test.test.id for test in workup.next_tests}
    assert all(question.options for question in workup.open_questions)
    assert sum(len(found) for found in workup.by_standing.values()) == len(workup.guidance.options)
    assert list(workup.by_modality) == list(MODALITIES)
    assert workup.by_modality["supportive_care"] is Standing.RELEVANT
    assert workup.assessment("nobody") is None


def test_early_stage_disease_gets_no_standing_at_all(visit: Consultation, knowledge: KnowledgeBase) -> None:
    found = work_up(visit.answered("disease_setting", "early_stage"), knowledge)
    assert found.guidance.options == {}
    assert set(found.by_modality.values()) == {None}


def test_the_answer_and_the_explanation_say_why(workup: WorkUp) -> None:
    answer = answer_of(workup.guidance)
    assert [option["id"] for option in answer["options"]] == list(workup.knowledge.options)
    assert answer["derived"]["her2_status"] == "unresolved"
    explained = explanation_of(workup.guidance, "cdk46_palbociclib")
    assert explained["standing"] == "depends"
    assert explained["missing"] == ["her2_ish"]
    assert "relevant" in explained["would_change"]["her2_ish"] or "caution" in explained["would_change"]["her2_ish"]
    with pytest.raises(KeyError):
        explanation_of(workup.guidance, "nobody")


def test_every_clause_of_every_option_has_words_for_both_readers(
    workup: WorkUp, clinician: Wording, patient: Wording
) -> None:
    for option in workup.knowledge.options.values():
        assert clinician.option(option.id)
        assert patient.option(option.id)
        assert patient.card(option.treatment_class).sections
        for clause in option.clauses:
            for verdict in ("met", "unknown"):
                assert clinician.clause(option.id, clause, verdict)
                assert patient.clause(option.id, clause, verdict)


def test_words_of_findings_in_all_their_forms(clinician: Wording, patient: Wording) -> None:
    assert clinician.label("her2_ihc")
    assert clinician.question("her2_ihc")
    assert isinstance(clinician.help("her2_ihc"), str)
    assert isinstance(clinician.short("her2_ihc"), str)
    assert clinician.unit("estrogen_receptor_percent")
    assert clinician.phrase("estrogen_receptor_percent", 95) == "ER 95%"
    assert "<1" in clinician.phrase("estrogen_receptor_percent", 0.75)
    assert len(clinician.phrases("metastatic_sites", ("bone", "liver"))) == 2
    assert clinician.phrases("metastatic_sites", ())
    assert clinician.phrase("her2_ihc", "one_plus")
    assert patient.unknown("esr1")
    assert clinician.choice("her2_ihc", "one_plus") == "1+"


def test_words_of_names_tests_alerts_and_treatments(clinician: Wording, patient: Wording) -> None:
    assert clinician.modality("surgery")
    assert clinician.standing(Standing.CAUTION)
    assert clinician.standing_meaning(Standing.CAUTION)
    assert clinician.treatment_class("cdk46_inhibitors")
    assert clinician.license_badge("off_label")
    assert clinician.license("pending")
    assert clinician.evidence_of("2026-06-25") == "evidence of June 2026"
    assert patient.evidence_of("2026-12") == "This is what was known in December 2026."
    assert clinician.alert("visceral_crisis").do_now
    assert patient.companion("ild_plan")
    assert clinician.conflict("male_and_pregnant")[0]
    assert clinician.test("ecg").request
    assert clinician.treatment("taxane") != patient.treatment("taxane")
    assert "letrozole" in [name.lower() for name in clinician.treatment_names("aromatase_inhibitor")]
    assert clinician.treatment_field("outcome", "progressed")
    terms = [term.term.casefold() for term in patient.glossary]
    assert terms == sorted(terms)


def test_the_month_of_the_evidence_is_told_in_spanish_too(knowledge: KnowledgeBase) -> None:
    clinician, patient = (wording_of(knowledge, "es", reader) for reader in (Reader.CLINICIAN, Reader.PATIENT))
    assert clinician.evidence_of("2026-06-25") == "evidencia de junio de 2026"
    assert patient.evidence_of("2026-06-25") == "Esto es lo que se sabía en junio de 2026."


def test_a_card_knows_its_sections_and_figures(patient: Wording) -> None:
    card = patient.card("trastuzumab_deruxtecan_infusions")
    assert [section.id for section in card.sections] == list(CardPart)
    assert card.section(CardPart.QUESTIONS).heading == patient.card_heading(CardPart.QUESTIONS)
    assert card.section(CardPart.WHAT_IT_IS).paragraphs
    tiredness = card.number("tiredness", "trastuzumab_deruxtecan_her2_low")
    assert tiredness is not None
    assert tiredness.source == "destiny_breast04"
    assert card.number("nobody", "trastuzumab_deruxtecan_her2_low") is None


def test_a_figure_is_told_only_of_the_treatment_it_was_counted_with(patient: Wording) -> None:
    card = patient.card("trastuzumab_deruxtecan_infusions")
    with_pertuzumab = card.number("tiredness", "trastuzumab_deruxtecan_pertuzumab")
    assert with_pertuzumab is not None
    assert with_pertuzumab.source == "destiny_breast09"
    assert card.number("tiredness", "trastuzumab_deruxtecan_her2_ultralow") is None
    assert patient.card("cdk46_inhibitors").number("tiredness", "cdk46_switch_after_progression") is None
    everolimus = patient.card("everolimus_tablets")
    assert everolimus.number("tiredness", "everolimus_endocrine") is not None


def test_missing_words_are_never_made_up(knowledge: KnowledgeBase, clinician: Wording) -> None:
    for ask in (
        lambda: clinician.label("nobody"),
        lambda: clinician.option("nobody"),
        lambda: clinician.fixed("nobody", "knows"),
        lambda: clinician.treatment_names("nobody"),
        lambda: clinician.choice("her2_ihc", "four_plus"),
        lambda: wording_of(knowledge, "xx", Reader.PATIENT),
    ):
        with pytest.raises(MissingWords):
            ask()
    clause = replace(next(iter(knowledge.options.values())).clauses[0], id="nobody")
    with pytest.raises(MissingWords):
        clinician.clause("tamoxifen", clause, "met")


def test_numbers_are_shown_as_they_were_reported() -> None:
    assert shown_value(95.0) == "95"
    assert shown_value("text") == "text"
    assert shown_percent(0.75) == "<1"
    assert shown_percent(90.25) == ">90"
    assert shown_percent(95) == "95"


def test_errors_of_the_store_carry_counts_and_no_words() -> None:
    assert WrongPassphrase(3, 0).tries_left == 3
    assert WrongRecoveryKey(mistyped=True).mistyped
    assert ChangedElsewhere(7).current == 7
