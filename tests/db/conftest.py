"""The people, visits and records the tests of the memory begin with."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from db.store import EncryptedStore
from guidance.consultation import Consultation, HandoutChoices, Mark, MarkKind, Patient, SeenRecord, Status
from guidance.samples import Result, Sample, Samples, Specimen
from guidance.store import ConsultationStore
from guidance.treatment import Setting, Treatment
from tests.db.clinic import Clinic, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def clinic(tmp_path: Path, clock: Clock) -> Clinic:
    return Clinic(tmp_path / "records", clock)


@pytest.fixture
def records(clinic: Clinic) -> Iterator[EncryptedStore]:
    """The open encrypted store of a new clinic."""
    store = clinic.founded()
    yield store
    store.close()


@pytest.fixture(params=["sqlcipher"])
def store(request: pytest.FixtureRequest) -> ConsultationStore:
    """Any store that fulfills the protocol. Another kind joins by its name here and a fixture that opens it."""
    kinds = {"sqlcipher": "records"}
    found: ConsultationStore = request.getfixturevalue(kinds[request.param])
    return found


@pytest.fixture
def eleanor() -> Patient:
    return Patient(
        id="5a1c7c0e-0d2b-4a35-9a53-0f7cf2a10001",
        family_name="Winterbourne",
        given_name="Eleanor",
        title="Mrs",
        preferred_name="Ellie",
        date_of_birth="1968-03-14",
        sex_recorded="female",
        identifier="DEMO-1042",
        language="en",
        large_print=True,
        demonstration=True,
    )


@pytest.fixture
def mavis() -> Patient:
    return Patient(
        id="5a1c7c0e-0d2b-4a35-9a53-0f7cf2a10002",
        family_name="O'Sullivan",
        given_name="Mávis",
        date_of_birth="1961-12-19",
        identifier="943 476 5919",
    )


@pytest.fixture
def start() -> Callable[..., Consultation]:
    """A new empty visit with a patient: start(eleanor, "visit-1")."""

    def visit(patient: Patient, identity: str = "visit-1", **fields: object) -> Consultation:
        now = "2026-11-24T10:42:07+00:00"
        empty = Consultation(id=identity, patient=patient, started_at=now, changed_at=now, clinician="Dr A. Example")
        return replace(empty, **fields)

    return visit


@pytest.fixture
def full_visit(eleanor: Patient) -> Consultation:
    """A draft in which every field says something."""
    return Consultation(
        id="visit-full",
        patient=eleanor,
        started_at="2026-11-24T10:42:07+00:00",
        changed_at="2026-11-24T10:58:30+00:00",
        region="eu",
        clinician="Dr A. Example",
        corrects="visit-earlier",
        answers={
            "estrogen_receptor_percent": 95,
            "left_ventricular_ejection_fraction": 55.5,
            "her2_ihc": "one_plus",
            "metastatic_sites": ("bone", "liver"),
            "nothing_chosen": (),
        },
        marks={
            "esr1": Mark(MarkKind.SENT, on="2026-11-23"),
            "menopausal_status": Mark(MarkKind.NOT_KNOWN_YET, kept="postmenopausal"),
            "pain_sites": Mark(MarkKind.NOT_KNOWN_YET, kept=("spine", "hip")),
        },
        samples=Samples(
            of={"estrogen_receptor_percent": Sample(Specimen.METASTASIS, "2026-03"), "her2_ihc": Sample(None, "2026")},
            earlier=(
                Result("estrogen_receptor_percent", 80, Sample(Specimen.PRIMARY, "2019-05-14")),
                Result("esr1", "mutated", Sample(Specimen.BLOOD)),
            ),
        ),
        treatments=(
            Treatment(
                "aromatase_inhibitor",
                Setting.METASTATIC,
                outcome="progressed",
                months_since_end=0.5,
                months_on_treatment=18,
                line=1,
                name="letrozole",
                started="2024-09",
                stopped="2026-03-03",
            ),
            Treatment("tamoxifen", Setting.ADJUVANT, progressed_within="later"),
        ),
        own_words="“I want to see my garden in May.”\nAnd: 🙂 <b>no</b> & never \u200f\u0000",
        discussed=("fulvestrant", "capivasertib"),
        alerts_seen={"spinal_cord_compression": "2026-11-24T10:50:00+00:00"},
        handout=HandoutChoices(
            language="en",
            paper="letter",
            text="large",
            left_out=frozenset({"comparison", "questions"}),
            next_steps=("ESR1 blood test today", "Call on Thursday"),
            note="Bring the tablets.",
            show_name=False,
        ),
        next_visit_note="Ask about sleep.",
    )


@pytest.fixture
def finished() -> Callable[..., Consultation]:
    """The visit, finished: finished(visit) with a sheet, finished(visit, pdf=b"") without one."""

    def finish(visit: Consultation, pdf: bytes = b"%PDF-1.7 the very sheet \x00\xff") -> Consultation:
        seen = SeenRecord(
            edition="2026.11",
            pack_sha256="ab" * 32,
            finished_at="2026-11-24T11:02:00+00:00",
            guidance={"options": [{"id": "fulvestrant", "missing": []}], "line": None, "n": 1.5},
            language="en",
            pdf=pdf,
            pdf_sha256=sha256(pdf).hexdigest() if pdf else "",
        )
        return replace(visit, status=Status.FINISHED, seen=seen)

    return finish
