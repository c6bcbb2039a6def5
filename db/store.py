"""The clinic's memory on SQLCipher: fulfills `guidance.store.ConsultationStore`.

Every save is one transaction with its journal entry, on the disk before the call returns. A call that reads notes its
journal entry too, but a full or read-only disk keeps nobody from reading: the entry waits for the next write.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from db.attempts import Clock
from db.document import consultation_text, patient_text, read_consultation, read_patient
from db.engine import Access, Begin, checkpoint, make_engine, transaction
from db.errors import CommitUnknown, in_our_words
from db.files import StoreFiles
from db.finding import found_patients, look_alikes_of, patient_columns
from db.journal import Event, Journal
from db.lock import StoreLock
from db.seals import sha256
from db.search import storable
from db.tables import patients, printed_sheets, visits
from guidance.consultation import Consultation, Patient, Status
from guidance.store import (
    ChangedElsewhere,
    NoSuchConsultation,
    PatientSummary,
    SheetEvent,
    StoreDamaged,
    StoreFull,
    StoreReadOnly,
    StoreUnreachable,
    VisitSummary,
)

T = TypeVar("T")

_SHEET_EVENTS = {SheetEvent.PRINTED: Event.SHEET_PRINTED, SheetEvent.EXPORTED: Event.SHEET_EXPORTED}


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A journal entry that could not be written yet."""

    event: Event
    at: datetime
    about: str
    facts: dict[str, str | int]


class EncryptedStore:
    """One open store. Calls may come from any one thread at a time; `close` ends it."""

    def __init__(
        self, files: StoreFiles, engine: Engine, data_key: bytes, clock: Clock, lock: StoreLock | None = None
    ) -> None:
        self.files = files
        self.journal = Journal(data_key)
        self._data_key = data_key
        self._engine: Engine | None = engine
        self._clock = clock
        self._lock = lock
        self._waiting: tuple[_Waiting, ...] = ()

    # what the protocol asks

    def patients(self, query: str = "", limit: int = 200) -> list[PatientSummary]:
        """See ConsultationStore."""
        return self.reading(lambda connection: found_patients(connection, query, limit))

    def look_alikes(self, patient: Patient) -> list[PatientSummary]:
        """See ConsultationStore."""
        return self.reading(lambda connection: look_alikes_of(connection, patient))

    def patient(self, patient_id: str) -> Patient:
        """See ConsultationStore."""
        return self.reading(lambda connection: _patient(connection, patient_id))

    def save_patient(self, patient: Patient) -> None:
        """See ConsultationStore."""
        text = patient_text(patient)

        def work(connection: Connection) -> None:
            facts: dict[str, str | int] = {"sha256": sha256(text.encode())}
            seq = self.journal.add(connection, Event.PATIENT_SAVED, self._clock(), patient.id, facts)
            columns = {**patient_columns(patient), "touched": seq, "document": text}
            changed = connection.execute(update(patients).where(patients.c.id == patient.id).values(columns))
            if not changed.rowcount:
                connection.execute(insert(patients).values(id=patient.id, **columns))

        # The same details written twice are the same details, so an unknown commit is simply tried again
        self.writing(work, lambda _: False)

    def delete_patient(self, patient_id: str) -> None:
        """See ConsultationStore."""

        def work(connection: Connection) -> None:
            _patient(connection, patient_id)
            count = connection.execute(
                select(func.count()).select_from(visits).where(visits.c.patient_id == patient_id)
            ).scalar_one()
            self.journal.add(connection, Event.PATIENT_DELETED, self._clock(), patient_id, {"visits": count})
            connection.execute(delete(patients).where(patients.c.id == patient_id))

        def is_gone(connection: Connection) -> bool:
            return connection.execute(select(patients.c.id).where(patients.c.id == patient_id)).first() is None

        self.writing(work, is_gone)

    def visits(self, patient_id: str) -> list[VisitSummary]:
        """See ConsultationStore."""

        def work(connection: Connection) -> list[VisitSummary]:
            columns = visits.c
            rows = connection.execute(
                select(
                    columns.id,
                    columns.started_at,
                    columns.changed_at,
                    columns.status,
                    columns.clinician,
                    columns.edition,
                    columns.corrects,
                )
                .where(columns.patient_id == patient_id)
                .order_by(columns.number.desc())
            )
            return [VisitSummary(row.id, row.started_at, row.changed_at, Status(row.status), *row[4:]) for row in rows]

        return self.reading(work)

    def open(self, consultation_id: str) -> Consultation:
        """See ConsultationStore."""
        consultation = self.reading(lambda connection: _opened(connection, consultation_id))
        self.note(Event.VISIT_OPENED, consultation_id, {"revision": consultation.revision})
        return consultation

    def save(self, consultation: Consultation) -> Consultation:
        """See ConsultationStore."""
        saved = replace(consultation, revision=consultation.revision + 1)
        _check_seen(saved)
        text = consultation_text(saved)

        def work(connection: Connection) -> Consultation:
            stored = connection.execute(
                select(visits.c.revision, visits.c.status).where(visits.c.id == saved.id)
            ).first()
            _check_may_save(consultation, stored.revision if stored else None, stored.status if stored else None)
            event = Event.VISIT_FINISHED if saved.status is Status.FINISHED else Event.VISIT_SAVED
            facts: dict[str, str | int] = {
                "patient": saved.patient.id,
                "revision": saved.revision,
                "sha256": sha256(text.encode()),
            }
            seq = self.journal.add(connection, event, self._clock(), saved.id, facts)
            self._keep_patient_of(connection, saved, seq)
            columns = _visit_columns(saved) | {"document": text}
            if stored is None:
                connection.execute(insert(visits).values(id=saved.id, **columns))
            else:
                connection.execute(update(visits).where(visits.c.id == saved.id).values(columns))
            if saved.seen is not None and saved.seen.pdf:
                sheet = {"sha256": saved.seen.pdf_sha256, "pdf": saved.seen.pdf}
                connection.execute(delete(printed_sheets).where(printed_sheets.c.visit_id == saved.id))
                connection.execute(insert(printed_sheets).values(visit_id=saved.id, **sheet))
            return saved

        def is_kept(connection: Connection) -> bool:
            stored = connection.execute(select(visits.c.document).where(visits.c.id == saved.id)).scalar()
            return stored == text

        return self.writing(work, is_kept) or saved

    def delete(self, consultation_id: str) -> None:
        """See ConsultationStore."""

        def work(connection: Connection) -> None:
            status = connection.execute(select(visits.c.status).where(visits.c.id == consultation_id)).scalar()
            if status is None:
                raise NoSuchConsultation
            if status != Status.DRAFT:
                raise ValueError("a finished visit stays")
            self.journal.add(connection, Event.VISIT_DELETED, self._clock(), consultation_id)
            connection.execute(delete(visits).where(visits.c.id == consultation_id))

        def is_gone(connection: Connection) -> bool:
            return connection.execute(select(visits.c.id).where(visits.c.id == consultation_id)).first() is None

        self.writing(work, is_gone)

    def sheet_left(self, event: SheetEvent, consultation_id: str) -> None:
        """See ConsultationStore."""
        self.note(_SHEET_EVENTS[event], consultation_id)

    def close(self) -> None:
        """See ConsultationStore."""
        engine, self._engine, self._data_key = self._engine, None, b""
        if engine is None:
            return
        try:
            with in_our_words(self.files.folder):
                checkpoint(engine)
        except (StoreFull, StoreReadOnly, StoreUnreachable, StoreDamaged):
            # Everything acknowledged is in the log and is read from there at the next start
            pass
        finally:
            engine.dispose()
            if self._lock is not None:
                self._lock.release()

    # for the neighbors in this room

    def reading(self, work: Callable[[Connection], T]) -> T:
        """Runs a reading call. A page that cannot be read is read once more on a new connection before it counts as
        damaged, since the library tells a failed read and a damaged page in the same words.
        """
        try:
            return self._transaction(work, Begin.READING)
        except StoreDamaged:
            self._living().dispose()
            return self._transaction(work, Begin.READING)

    def writing(self, work: Callable[[Connection], T], is_kept: Callable[[Connection], bool]) -> T | None:
        """Runs a writing call with the journal entries that waited. When the disk failed in the middle, `is_kept` looks
        whether it was written all the same; then the answer is None, else the call is tried once more.
        """

        def with_waiting(connection: Connection) -> T:
            self._write_waiting(connection)
            return work(connection)

        try:
            answer = self._transaction(with_waiting)
        except CommitUnknown:
            self._living().dispose()
            if self._transaction(is_kept, Begin.READING):
                return None
            answer = self._transaction(with_waiting)
        self._waiting = ()
        return answer

    def note(self, event: Event, about: str = "", facts: dict[str, str | int] | None = None, count: int = 1) -> None:
        """Writes a journal entry of its own (`count` times); it waits when nothing can be written now."""
        self._waiting = (*self._waiting, *[_Waiting(event, self._clock(), about, facts or {})] * count)
        try:
            self.writing(lambda _: None, lambda _: False)
        except (StoreFull, StoreReadOnly, CommitUnknown):
            return

    @property
    def has_waiting(self) -> bool:
        """True while journal entries wait for a disk that can be written."""
        return bool(self._waiting)

    def _write_waiting(self, connection: Connection) -> None:
        for entry in self._waiting:
            self.journal.add(connection, entry.event, entry.at, entry.about, entry.facts)

    def _transaction(self, work: Callable[[Connection], T], begins: Begin = Begin.WRITING) -> T:
        with in_our_words(self.files.folder), transaction(self._living(), begins) as connection:
            return work(connection)

    def _living(self) -> Engine:
        if self._engine is None:
            raise StoreUnreachable("the store is closed")
        return self._engine

    @property
    def engine(self) -> Engine:
        """The engine, for backups and checks."""
        return self._living()

    def engine_for(self, copy: Path) -> Engine:
        """An engine that only reads a copy of this store's database."""
        self._living()
        return make_engine(copy, self._data_key, Access.BACKUP)

    @property
    def clock(self) -> Clock:
        """The clock the journal is written by."""
        return self._clock

    def _keep_patient_of(self, connection: Connection, visit: Consultation, seq: int) -> None:
        # A visit never rewrites the patient's details: it may have been open while somebody corrected them
        known = connection.execute(update(patients).where(patients.c.id == visit.patient.id).values(touched=seq))
        if not known.rowcount:
            if visit.revision > 1:
                raise NoSuchConsultation
            text = patient_text(visit.patient)
            facts: dict[str, str | int] = {"sha256": sha256(text.encode())}
            self.journal.add(connection, Event.PATIENT_SAVED, self._clock(), visit.patient.id, facts)
            columns = {**patient_columns(visit.patient), "touched": seq, "document": text}
            connection.execute(insert(patients).values(id=visit.patient.id, **columns))


def _patient(connection: Connection, patient_id: str) -> Patient:
    text = connection.execute(select(patients.c.document).where(patients.c.id == patient_id)).scalar()
    if text is None:
        raise NoSuchConsultation
    return read_patient(text)


def _opened(connection: Connection, consultation_id: str) -> Consultation:
    row = connection.execute(
        select(visits.c.document, visits.c.revision, visits.c.patient_id, printed_sheets.c.pdf)
        .outerjoin(printed_sheets, printed_sheets.c.visit_id == visits.c.id)
        .where(visits.c.id == consultation_id)
    ).first()
    if row is None:
        raise NoSuchConsultation
    consultation = read_consultation(row.document, bytes(row.pdf or b""))
    if (consultation.id, consultation.revision, consultation.patient.id) != (
        consultation_id,
        row.revision,
        row.patient_id,
    ):
        raise StoreDamaged("a visit is not the one it is filed as")
    if consultation.seen is not None and not _sheet_is_whole(consultation):
        raise StoreDamaged("a printed sheet is not the one that was kept")
    if consultation.status is Status.DRAFT:
        # Details corrected since the draft was saved; a finished visit keeps them as they were seen
        return replace(consultation, patient=_patient(connection, row.patient_id))
    return consultation


def _sheet_is_whole(consultation: Consultation) -> bool:
    seen = consultation.seen
    if seen is None or not seen.pdf_sha256:
        return seen is None or not seen.pdf
    return sha256(seen.pdf) == seen.pdf_sha256


def _check_seen(consultation: Consultation) -> None:
    if consultation.status is Status.FINISHED and consultation.seen is None:
        raise ValueError("a finished visit keeps what was seen")
    if not _sheet_is_whole(consultation):
        raise ValueError("the hash of the printed sheet is not its own")


def _check_may_save(consultation: Consultation, revision: int | None, status: str | None) -> None:
    if revision is None:
        if consultation.revision:
            # It was deleted while it was open here; saving must not bring it back
            raise NoSuchConsultation
        return
    if status == Status.FINISHED:
        raise ValueError("a finished visit never changes")
    if revision != consultation.revision:
        raise ChangedElsewhere(revision)


def _visit_columns(visit: Consultation) -> dict[str, str | int]:
    return {
        "patient_id": visit.patient.id,
        "status": visit.status.value,
        "started_at": visit.started_at,
        "changed_at": visit.changed_at,
        "clinician": storable(visit.clinician),
        "edition": visit.seen.edition if visit.seen else "",
        "corrects": visit.corrects,
        "revision": visit.revision,
    }
