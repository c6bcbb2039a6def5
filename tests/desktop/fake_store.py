"""A memory that forgets at the end of a test, and the ways into it, for the screens' tests."""

from dataclasses import replace

from guidance.consultation import Consultation, Patient, Status
from guidance.knowledge import Edition
from guidance.store import (
    NoSuchConsultation,
    PatientSummary,
    SheetEvent,
    StoreError,
    VisitSummary,
    WrongPassphrase,
    WrongRecoveryKey,
)

PASSPHRASE = "four plain words here"
RECOVERY_KEY = "ABCDE-12345-FGHJK"


class FakeStore:
    """Fulfills `guidance.store.ConsultationStore` in memory. `fault` is raised by the next calls that write."""

    def __init__(self, *patients: Patient) -> None:
        self.kept = {patient.id: patient for patient in patients}
        self.consultations: dict[str, Consultation] = {}
        self.left: list[tuple[SheetEvent, str]] = []
        self.fault: StoreError | None = None
        self.closed = False

    def patients(self, query: str = "", limit: int = 200) -> list[PatientSummary]:
        found = [self._summary(patient) for patient in self.kept.values()]
        words = query.casefold().split()
        return [row for row in found if all(word in self._words(row.patient) for word in words)][:limit]

    def look_alikes(self, patient: Patient) -> list[PatientSummary]:
        return [
            self._summary(other)
            for other in self.kept.values()
            if other.id != patient.id
            and patient.family_name
            and other.family_name.casefold() == patient.family_name.casefold()
            and other.given_name[:1] == patient.given_name[:1]
        ]

    def patient(self, patient_id: str) -> Patient:
        if patient_id not in self.kept:
            raise NoSuchConsultation
        return self.kept[patient_id]

    def save_patient(self, patient: Patient) -> None:
        self._may_write()
        self.kept[patient.id] = patient

    def delete_patient(self, patient_id: str) -> None:
        self._may_write()
        del self.kept[patient_id]
        self.consultations = {k: v for k, v in self.consultations.items() if v.patient.id != patient_id}

    def visits(self, patient_id: str) -> list[VisitSummary]:
        mine = [visit for visit in self.consultations.values() if visit.patient.id == patient_id]
        mine.sort(key=lambda visit: visit.started_at, reverse=True)
        return [
            VisitSummary(visit.id, visit.started_at, visit.changed_at, visit.status, visit.clinician, "")
            for visit in mine
        ]

    def open(self, consultation_id: str) -> Consultation:
        if consultation_id not in self.consultations:
            raise NoSuchConsultation
        visit = self.consultations[consultation_id]
        if visit.status is Status.DRAFT:
            return replace(visit, patient=self.kept[visit.patient.id])
        return visit

    def save(self, consultation: Consultation) -> Consultation:
        self._may_write()
        self.kept.setdefault(consultation.patient.id, consultation.patient)
        saved = replace(consultation, revision=consultation.revision + 1)
        self.consultations[saved.id] = saved
        return saved

    def delete(self, consultation_id: str) -> None:
        self._may_write()
        del self.consultations[consultation_id]

    def sheet_left(self, event: SheetEvent, consultation_id: str) -> None:
        self._may_write()
        self.left.append((event, consultation_id))

    def close(self) -> None:
        self.closed = True

    def _may_write(self) -> None:
        if self.fault is not None:
            raise self.fault

    def _summary(self, patient: Patient) -> PatientSummary:
        visits = self.visits(patient.id)
        draft = next((visit.id for visit in visits if visit.status is Status.DRAFT), "")
        alike = bool(self.look_alikes(patient))
        if not visits:
            return PatientSummary(patient, look_alike=alike)
        newest = visits[0]
        return PatientSummary(patient, len(visits), newest.changed_at, newest.status, draft, alike)

    def _words(self, patient: Patient) -> str:
        return f"{patient.family_name} {patient.given_name} {patient.identifier}".casefold()


class FakeDoors:
    """Fulfills `desktop.unlock.presenter.Doors`. `wait` are the seconds a wrong passphrase costs."""

    def __init__(self, store: FakeStore | None = None, *, exists: bool = True) -> None:
        self.store = store or FakeStore()
        self.demonstration = FakeStore(Patient("demo-1", "Example", identifier="DEMO-1", demonstration=True))
        self._exists = exists
        self.wait = 0
        self.tries_left = 4

    def exists(self) -> bool:
        return self._exists

    def create(self, _passphrase: str) -> tuple[FakeStore, str]:
        self._exists = True
        return self.store, RECOVERY_KEY

    def open(self, passphrase: str) -> FakeStore:
        self.check(passphrase)
        return self.store

    def check(self, passphrase: str) -> None:
        if passphrase != PASSPHRASE:
            raise WrongPassphrase(self.tries_left, self.wait)

    def open_with_recovery_key(self, recovery_key: str, _new_passphrase: str) -> FakeStore:
        if recovery_key != RECOVERY_KEY:
            raise WrongRecoveryKey
        return self.store

    def open_demonstration(self) -> FakeStore:
        return self.demonstration


EDITION = Edition("stage_iv", "2026.11", "2026-06-25", "draft", "", "2027-02-02", "0" * 64)
