"""Finding a patient, adding one, carrying on, deleting."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.background import AtOnce
from desktop.patients.patient_list import last_visit_shown
from desktop.patients.presenter import PatientsPresenter
from guidance.consultation import Consultation, Patient, Status
from guidance.store import PatientSummary, StoreFull
from tests.desktop.fake_store import EDITION, FakeStore

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
ELEANOR = Patient("p1", "Winterbourne", "Eleanor", "Mrs", "", "1968-03-14", "female", "X-1042")
MAVIS = Patient("p2", "O'Sullivan", "Mavis", identifier="X-9")
DRAFT = Consultation("v1", ELEANOR, "2026-11-20T09:00:00+00:00", "2026-11-23T10:00:00+00:00")


@pytest.fixture
def store() -> FakeStore:
    store = FakeStore(ELEANOR, MAVIS)
    store.consultations["v1"] = DRAFT
    return store


@pytest.fixture
def presenter(store: FakeStore) -> PatientsPresenter:
    presenter = PatientsPresenter(store, AtOnce(), EDITION, clinician="Dr A. Example", region="us", now=lambda: NOW)
    presenter.refresh()
    return presenter


@pytest.fixture
def opened(presenter: PatientsPresenter) -> list[Consultation]:
    seen: list[Consultation] = []
    presenter.visit_opened.connect(seen.append)
    return seen


def test_a_draft_is_carried_on(presenter: PatientsPresenter, opened: list[Consultation]) -> None:
    presenter.choose("p1")
    presenter.carry_on()
    assert [visit.id for visit in opened] == ["v1"]


def test_without_a_draft_a_visit_starts_with_what_the_details_say(
    presenter: PatientsPresenter, opened: list[Consultation], store: FakeStore
) -> None:
    store.consultations["v1"] = replace(DRAFT, status=Status.FINISHED)
    presenter.refresh()
    presenter.choose("p1")
    presenter.carry_on()
    assert opened[0].id != "v1"
    assert opened[0].answers == {"sex": "female", "age_years": 58}
    assert opened[0].clinician == "Dr A. Example"


def test_a_finished_visit_can_be_opened_to_read(
    presenter: PatientsPresenter, opened: list[Consultation], store: FakeStore
) -> None:
    store.consultations["v1"] = replace(DRAFT, status=Status.FINISHED)
    presenter.open_visit("v1")
    assert opened[0].status is Status.FINISHED


def test_an_older_search_never_replaces_a_newer_one(store: FakeStore) -> None:
    class Held:
        def __init__(self) -> None:
            self.jobs: list[object] = []

        def run(self, work: object, done: object, _failed: object) -> None:
            self.jobs.append(lambda: done(work()))  # type: ignore[operator]  # callables by contract

    held = Held()
    presenter = PatientsPresenter(store, held, EDITION, clinician="", region="us")
    presenter.search("sull")
    presenter.search("winter")
    held.jobs[1]()  # type: ignore[operator]  # see above
    held.jobs[0]()  # type: ignore[operator]  # see above
    assert [row.patient.id for row in presenter.state.rows] == ["p1"]


@pytest.mark.parametrize("typed", ["", "X-104", "x-1042", "Winterbourne"])
def test_nothing_is_deleted_unless_the_number_is_typed(
    presenter: PatientsPresenter, store: FakeStore, typed: str
) -> None:
    assert not presenter.delete_patient("p1", typed)
    assert "p1" in store.kept


def test_a_patient_is_deleted_with_every_visit(presenter: PatientsPresenter, store: FakeStore) -> None:
    assert presenter.delete_patient("p1", " X-1042 ")
    assert "p1" not in store.kept
    assert store.consultations == {}
    assert [row.patient.id for row in presenter.state.rows] == ["p2"]


def test_a_full_disk_is_told_in_three_sentences(presenter: PatientsPresenter, store: FakeStore) -> None:
    store.fault = StoreFull()
    presenter.add_patient(Patient("", "New"))
    assert "The disk is full" in presenter.state.problem
    assert "(S-102)" in presenter.state.problem


def test_corrected_details_are_in_the_list_at_once(presenter: PatientsPresenter) -> None:
    presenter.change_patient(replace(MAVIS, given_name="Maeve"))
    assert [row.patient.given_name for row in presenter.state.rows if row.patient.id == "p2"] == ["Maeve"]


def test_a_patient_in_the_demonstration_is_marked_as_invented() -> None:
    store = FakeStore()
    presenter = PatientsPresenter(store, AtOnce(), EDITION, clinician="", region="us", demonstration=True)
    presenter.add_patient(Patient("", "Example"))
    assert all(patient.demonstration for patient in store.kept.values())


def test_who_could_be_this_person_is_looked_up(presenter: PatientsPresenter) -> None:
    presenter.look_for_alikes(Patient("", "O'Sullivan", "Mary"))
    assert [row.patient.id for row in presenter.state.alikes] == ["p2"]
    presenter.look_for_alikes(Patient(""))
    assert presenter.state.alikes == ()


def test_the_last_visit_is_told_in_words() -> None:
    today = NOW.astimezone().date()
    at = f"{NOW.astimezone():%H:%M}"
    row = PatientSummary(ELEANOR, 1, NOW.isoformat(), Status.DRAFT)
    assert last_visit_shown(row, today) == f"Draft, today {at}"
    older = PatientSummary(ELEANOR, 1, "2026-11-16T12:00:00+00:00", Status.FINISHED)
    assert last_visit_shown(older, today) == "Saved 16-Nov-2026"
    assert last_visit_shown(PatientSummary(ELEANOR), today) == "No consultation yet"
