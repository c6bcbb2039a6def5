"""What the rest of the house may ask of the memory, and the ways it can fail.

The store is a protocol: `db` fulfills it, tests may fake it. Every error is named here, in clinic terms;
`desktop/messages.py`
words them. None of these errors carries a patient's words.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from guidance.consultation import Consultation, Patient, Status


@dataclass(frozen=True, slots=True)
class PatientSummary:
    """One row of the patient list. `look_alike` is true when another patient could be mistaken for this one."""

    patient: Patient
    visits: int = 0
    last_visit: str = ""
    last_status: Status | None = None
    draft_id: str = ""
    look_alike: bool = False


@dataclass(frozen=True, slots=True)
class VisitSummary:
    """One row of a patient's visits, newest first."""

    id: str
    started_at: str
    changed_at: str
    status: Status
    clinician: str
    edition: str
    corrects: str = ""


class SheetEvent(StrEnum):
    """How a patient's sheet left the program; the journal of the store keeps that it did."""

    PRINTED = "printed"
    EXPORTED = "exported"


class StoreError(Exception):
    """Something the store could not do. The class says what; the text never holds a patient's words."""


class WrongPassphrase(StoreError):
    """The passphrase does not open this file.

    Nothing was changed. `tries_left` counts down to a waiting time in seconds (`wait`).
    """

    def __init__(self, tries_left: int = 0, wait: int = 0) -> None:
        super().__init__("wrong passphrase")
        self.tries_left = tries_left
        self.wait = wait


class WrongRecoveryKey(WrongPassphrase):
    """The recovery key does not open this file; `mistyped` is true when its checksum shows a slip of the pen.

    It is too long to be guessed, so it is not counted and there is no wait.
    """

    def __init__(self, *, mistyped: bool = False) -> None:
        super().__init__()
        self.mistyped = mistyped


class StoreMissing(StoreError):
    """There is no store at this place."""


class StoreExists(StoreError):
    """There is something in this place already, so no new store was made."""


class StoreDamaged(StoreError):
    """The file is ours and its content cannot be trusted. Nothing was changed."""


class StoreTooNew(StoreError):
    """The file was written by a newer version of the program."""


class StoreUnreachable(StoreError):
    """The place of the store cannot be reached now."""


class StoreBusy(StoreError):
    """Another program holds the store."""


class StoreFull(StoreError):
    """The disk is full; what was to be saved was not saved."""


class StoreReadOnly(StoreError):
    """The store can be read and not written."""


class EncryptionMissing(StoreError):
    """The database library does not encrypt here; nothing was opened or written."""


class NotOurStore(StoreError):
    """The file is no store of ours (or is empty) and was left alone."""


class ChangedElsewhere(StoreError):
    """Somebody saved this visit after it was opened here. `current` is the revision in the store."""

    def __init__(self, current: int) -> None:
        super().__init__(f"revision {current} is newer")
        self.current = current


class NoSuchConsultation(StoreError):
    """No visit (or patient) with this id."""


class ConsultationStore(Protocol):
    """The memory of a clinic. All calls may raise the StoreError family; a save is whole or has not happened."""

    def patients(self, query: str = "", limit: int = 200) -> list[PatientSummary]:
        """Patients whose name parts, identifier or date of birth match (case and accents do not matter); newest visit
        first for "".
        """
        ...

    def look_alikes(self, patient: Patient) -> list[PatientSummary]:
        """Other patients in the store who could be mistaken for this one, who may be new: the same family name and
        first letter of the given name, or the same date of birth.
        """
        ...

    def patient(self, patient_id: str) -> Patient:
        """Raises NoSuchConsultation."""
        ...

    def save_patient(self, patient: Patient) -> None:
        """Adds or replaces the identity details."""
        ...

    def delete_patient(self, patient_id: str) -> None:
        """Removes the patient and every visit."""
        ...

    def visits(self, patient_id: str) -> list[VisitSummary]:
        """Newest first."""
        ...

    def open(self, consultation_id: str) -> Consultation:
        """The whole visit. Raises NoSuchConsultation, and StoreDamaged when the kept sheet is not the printed one.

        A draft comes with the patient's details as they are now, a finished visit with those that were seen.
        """
        ...

    def save(self, consultation: Consultation) -> Consultation:
        """Writes the visit (draft or finished) and returns it with its new revision.

        A patient who is new is added; details of a known one change by `save_patient` only. Raises ChangedElsewhere
        when `revision` is not the stored one, NoSuchConsultation when the visit was deleted meanwhile, ValueError when
        a finished visit would be changed or lacks what was seen.
        """
        ...

    def delete(self, consultation_id: str) -> None:
        """Removes one draft visit. Finished visits stay; raises ValueError for them."""
        ...

    def sheet_left(self, event: SheetEvent, consultation_id: str) -> None:
        """Notes in the journal that the visit's sheet was printed or saved as a file."""
        ...

    def close(self) -> None:
        """Ends the session; the key is forgotten."""
        ...
