"""Whole visits: from the passphrase to the sheet in the hand, and the record opened again the next morning."""

from collections.abc import Callable

import pytest
from pypdf import PdfReader

from desktop.consultation.state import Stage
from guidance.consultation import Status
from tests.journeys.clinician import Clinician

Start = Callable[[], Clinician]

HORMONE_POSITIVE = {
    "disease_setting": "metastatic",
    "metastatic_presentation": "de_novo",
    "metastatic_sites": ("bone", "liver"),
    "visceral_crisis": "no",
    "spinal_cord_compression": "none",
    "estrogen_receptor_percent": 95,
    "progesterone_receptor_percent": 60,
    "her2_ihc": "one_plus",
    "no_treatment_yet_for_metastatic_disease": "yes",
    "sex": "female",
    "age_years": 58,
    "ecog_performance_status": 1,
    "menopausal_status": "postmenopausal",
    "qtcf_ms": 410,
}
TRIPLE_NEGATIVE = {
    **HORMONE_POSITIVE,
    "metastatic_sites": ("lung",),
    "estrogen_receptor_percent": 0,
    "progesterone_receptor_percent": 0,
    "her2_ihc": "zero_null",
    "pd_l1_cps_22c3": 20,
}
HER2_POSITIVE = {**HORMONE_POSITIVE, "her2_ihc": "three_plus", "ejection_fraction_percent": 62}
MALE = {k: v for k, v in HORMONE_POSITIVE.items() if k != "menopausal_status"} | {"sex": "male"}
POSSIBLY_PREGNANT = HORMONE_POSITIVE | {
    "age_years": 33,
    "menopausal_status": "premenopausal",
    "pregnancy": "possible",
}


def test_a_whole_visit_by_keyboard_opens_again_the_next_morning(new_clinician: Start) -> None:
    clinician = new_clinician()
    clinician.sets_up()
    clinician.adds_patient("Winterbourne", "Eleanor", "14 mar 1968", "DEMO-1042")
    for finding, answer in HORMONE_POSITIVE.items():
        clinician.answers(finding, answer)
    clinician.does_not_know("germline_brca")
    assert clinician.consultation.answers["estrogen_receptor_percent"] == 95
    assert clinician.consultation.answers["metastatic_sites"] == ("bone", "liver")
    clinician.opens(Stage.OPTIONS)
    assert clinician.standing("cdk46_ribociclib") in ("relevant", "caution")
    clinician.includes("cdk46_ribociclib", "fulvestrant")
    clinician.opens(Stage.PATIENT_VIEW)
    words = clinician.shows_the_patient()
    assert any("Two ways forward" in word for word in words)
    assert not any("Winterbourne" in word or "DEMO-1042" in word for word in words)
    sheet = clinician.saves_the_sheet()
    assert sheet.startswith(b"%PDF")
    clinician.finishes()
    assert clinician.is_at_patients
    clinician.leaves()

    next_morning = new_clinician()
    next_morning.unlocks()
    next_morning.finds_patient("winterb")
    store = next_morning.app.store
    assert store is not None
    (summary,) = store.patients("winterb")
    visits = [v for v in store.visits(summary.patient.id) if v.status is Status.FINISHED]
    kept = store.open(visits[0].id)
    assert kept.answers["her2_ihc"] == "one_plus"
    assert kept.marks["germline_brca"].kind.value == "not_known_yet"
    assert kept.discussed == ("cdk46_ribociclib", "fulvestrant")
    assert kept.seen is not None
    assert kept.seen.pdf == sheet


@pytest.mark.parametrize(
    ("name", "answers", "option", "standings"),
    [
        ("triple negative", TRIPLE_NEGATIVE, "pembrolizumab_chemotherapy", {"relevant", "caution"}),
        ("HER2-positive", HER2_POSITIVE, "taxane_trastuzumab_pertuzumab", {"relevant", "caution"}),
        ("a man", MALE, "tamoxifen", {"relevant", "caution"}),
        ("possibly pregnant", POSSIBLY_PREGNANT, "cdk46_ribociclib", {"unsuitable"}),
    ],
)
def test_other_patients_get_their_sheet(
    new_clinician: Start, name: str, answers: dict[str, object], option: str, standings: set[str]
) -> None:
    clinician = new_clinician()
    clinician.sets_up()
    clinician.adds_patient("Example", name.title(), "", "X-1")
    for finding, answer in answers.items():
        clinician.answers(finding, answer)
    clinician.opens(Stage.OPTIONS)
    assert clinician.standing(option) in standings
    clinician.includes(option)
    text = _text_of(clinician.saves_the_sheet())
    assert "call us" in text.lower()
    clinician.finishes()
    assert clinician.is_at_patients


def test_a_visit_with_everything_unknown_still_gets_a_sheet(new_clinician: Start) -> None:
    clinician = new_clinician()
    clinician.sets_up()
    clinician.adds_patient("Unknown", identifier="X-2")
    clinician.opens(Stage.OPTIONS)
    assert clinician.standing("early_palliative_care") == "relevant"
    assert clinician.standing("tamoxifen") == "depends"
    clinician.includes("early_palliative_care")
    assert "call us" in _text_of(clinician.saves_the_sheet()).lower()
    clinician.finishes()


@pytest.mark.parametrize("name", ['Nurse <Anna> & "Co"', "🙂 O'Brien‑Łódź", "W" * 200])
def test_an_unusual_name_is_kept_letter_for_letter(new_clinician: Start, name: str) -> None:
    clinician = new_clinician()
    clinician.sets_up()
    clinician.adds_patient(name, identifier="X-3")
    assert clinician.consultation.patient.family_name == name
    clinician.opens(Stage.OPTIONS)
    clinician.includes("clinical_trials")
    assert clinician.saves_the_sheet().startswith(b"%PDF")
    clinician.leaves()
    again = new_clinician()
    again.unlocks()
    store = again.app.store
    assert store is not None
    assert [row.patient.family_name for row in store.patients()] == [name]


def test_undo_brings_an_answer_back_and_the_record_follows(new_clinician: Start) -> None:
    clinician = new_clinician()
    clinician.sets_up()
    clinician.adds_patient("Winterbourne", identifier="X-4")
    clinician.answers("her2_ihc", "one_plus")
    clinician.visit.presenter.undo()
    clinician.settles()
    assert "her2_ihc" not in clinician.consultation.answers
    store = clinician.app.store
    assert store is not None
    assert "her2_ihc" not in store.open(clinician.consultation.id).answers


def test_a_wrong_passphrase_opens_nothing_and_is_counted(new_clinician: Start) -> None:
    clinician = new_clinician()
    clinician.sets_up()
    clinician.leaves()
    other = new_clinician()
    other.unlocks("not the right words")
    assert other.app.store is None
    other.unlocks()
    assert other.app.store is not None


def test_a_locked_program_shows_nothing_and_comes_back(new_clinician: Start) -> None:
    clinician = new_clinician()
    clinician.sets_up()
    clinician.adds_patient("Winterbourne", "Eleanor", identifier="X-5")
    visit = clinician.visit
    clinician.app.lock()
    clinician.settles()
    assert not visit.isVisible()
    assert "WINTERBOURNE" not in clinician.app.window.windowTitle()
    clinician.unlocks()
    assert clinician.visit is visit


def _text_of(pdf: bytes) -> str:
    from io import BytesIO

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
