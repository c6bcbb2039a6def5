"""The list of patients: find one, add one, carry on where the work stopped."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from desktop.background import Runs
from desktop.messages import message_for
from guidance.consultation import Consultation, HandoutChoices, Patient
from guidance.knowledge import Edition
from guidance.store import ConsultationStore, PatientSummary, VisitSummary


@dataclass(frozen=True, slots=True)
class PatientsState:
    """What the home screen shows. `chosen` is the id of the row under the keyboard, `visits` that patient's visits.

    `refused` tells why the installed clinical content is not in use, when the edition stands in for it.
    """

    edition: Edition
    query: str = ""
    rows: tuple[PatientSummary, ...] = ()
    chosen: str = ""
    visits: tuple[VisitSummary, ...] = ()
    alikes: tuple[PatientSummary, ...] = ()
    demonstration: bool = False
    refused: str = ""
    busy: bool = False
    problem: str = ""

    @property
    def chosen_row(self) -> PatientSummary | None:
        """The chosen patient."""
        return next((row for row in self.rows if row.patient.id == self.chosen), None)


class PatientsPresenter(QObject):
    """The verbs of the home screen. `visit_opened` carries the consultation to work on."""

    changed = Signal(object)
    visit_opened = Signal(object)

    def __init__(
        self,
        store: ConsultationStore,
        background: Runs,
        edition: Edition,
        *,
        clinician: str,
        region: str,
        demonstration: bool = False,
        refused: str = "",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._background = background
        self._clinician = clinician
        self._region = region
        self._now = now
        self._asked = 0
        self._alike_asked = 0
        self._state = PatientsState(edition, demonstration=demonstration, refused=refused)

    @property
    def state(self) -> PatientsState:
        """What the screen shows now."""
        return self._state

    def search(self, query: str) -> None:
        """Finds patients by any part of a name, number or date of birth."""
        self._asked += 1
        asked = self._asked

        def found(rows: list[PatientSummary]) -> None:
            # Only the newest question counts: an older answer may arrive late
            if asked == self._asked:
                self._show_rows(tuple(rows))

        self._show(query=query, busy=True)
        self._background.run(lambda: self._store.patients(query), found, self._failed)

    def refresh(self) -> None:
        """Reads the list again."""
        self.search(self._state.query)

    def choose(self, patient_id: str) -> None:
        """Chooses a row and reads that patient's visits."""
        if patient_id == self._state.chosen and self._state.visits:
            return
        self._show(chosen=patient_id, visits=())
        if not patient_id:
            return

        def found(visits: list[VisitSummary]) -> None:
            if self._state.chosen == patient_id:
                self._show(visits=tuple(visits))

        self._background.run(lambda: self._store.visits(patient_id), found, self._failed)

    def carry_on(self) -> None:
        """Opens the chosen patient's draft, or starts a visit when there is none."""
        row = self._state.chosen_row
        if row is None:
            return
        if row.draft_id:
            self.open_visit(row.draft_id)
        else:
            self.start_visit()

    def open_visit(self, consultation_id: str) -> None:
        """Opens a visit: a draft to work on, a finished one to read."""
        self._background.run(lambda: self._store.open(consultation_id), self.visit_opened.emit, self._failed)

    def start_visit(self) -> None:
        """Starts a new visit with the chosen patient. Nothing is copied from earlier visits unasked."""
        row = self._state.chosen_row
        if row is not None:
            self._begin(row.patient)

    def add_patient(self, patient: Patient) -> None:
        """Adds a patient and starts the first visit."""
        kept = replace(patient, id=str(uuid4()), demonstration=self._state.demonstration)

        def work() -> Patient:
            self._store.save_patient(kept)
            return kept

        self._background.run(work, self._begin, self._failed)

    def look_for_alikes(self, patient: Patient) -> None:
        """Looks in the whole store for people who could be this one; `alikes` of the state then says whom."""
        self._alike_asked += 1
        asked = self._alike_asked
        if not patient.family_name and len(patient.date_of_birth) < 10 and not patient.identifier:
            self._show(alikes=())
            return

        def found(rows: list[PatientSummary]) -> None:
            if asked == self._alike_asked:
                self._show(alikes=tuple(rows))

        self._background.run(lambda: self._store.look_alikes(patient), found, self._failed)

    def show_patient(self, patient: Patient) -> None:
        """Shows one patient in the list, and chooses them."""
        self._state = replace(self._state, chosen=patient.id, visits=(), alikes=())
        self.search(patient.identifier or patient.family_name)

    def change_patient(self, patient: Patient) -> None:
        """Keeps corrected details and reads the list again."""
        self._background.run(lambda: self._store.save_patient(patient), lambda _: self.refresh(), self._failed)

    def delete_patient(self, patient_id: str, typed_identifier: str) -> bool:
        """Deletes a patient with every visit, if the number typed is the patient's own. Returns whether it is."""
        row = next((row for row in self._state.rows if row.patient.id == patient_id), None)
        if row is None or typed_identifier.strip() != (row.patient.identifier or row.patient.family_name).strip():
            return False
        self._background.run(lambda: self._store.delete_patient(patient_id), lambda _: self.refresh(), self._failed)
        return True

    def _begin(self, patient: Patient) -> None:
        now = self._now().isoformat(timespec="seconds")
        answers: dict[str, object] = {}
        if patient.sex_recorded:
            answers["sex"] = patient.sex_recorded
        age = _age(patient.date_of_birth, self._now())
        if age is not None:
            answers["age_years"] = age
        visit = Consultation(
            id=str(uuid4()),
            patient=patient,
            started_at=now,
            changed_at=now,
            region=self._region,
            clinician=self._clinician,
            handout=HandoutChoices(language=patient.language),
            answers=answers,  # type: ignore[arg-type]  # both are values of their findings
        )
        self._background.run(lambda: self._store.save(visit), self.visit_opened.emit, self._failed)

    def _show_rows(self, rows: tuple[PatientSummary, ...]) -> None:
        ids = [row.patient.id for row in rows]
        chosen = self._state.chosen if self._state.chosen in ids else (ids[0] if ids else "")
        self._show(rows=rows, busy=False, problem="")
        if chosen != self._state.chosen or not self._state.visits:
            self._show(chosen="", visits=())
            self.choose(chosen)

    def _failed(self, fault: Exception) -> None:
        message = message_for(fault)
        if message is None:
            raise fault
        self._show(busy=False, problem=f"{message.text} ({message.code})")

    def _show(self, **changes: object) -> None:
        # The names are PatientsState's own fields; a wrong one raises at once
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self.changed.emit(self._state)


def _age(date_of_birth: str, now: datetime) -> int | None:
    """Whole years on this day, for a full date of birth of somebody the aid is for."""
    if len(date_of_birth) != 10:
        return None
    year, month, day = (int(part) for part in date_of_birth.split("-"))
    years = now.year - year - ((now.month, now.day) < (month, day))
    return years if 12 <= years <= 110 else None
