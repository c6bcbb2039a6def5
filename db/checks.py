"""Whether the records can be trusted: the pages, the journal, every visit and every printed sheet.

One old page put back in its place passes both checks of the database; it shows only because the journal knows the hash
of every document it saw saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, select

from db.document import read_consultation, read_patient
from db.engine import Begin, transaction
from db.journal import Anchor, Entry, Event, Journal
from db.seals import sha256
from db.tables import patients, printed_sheets, visits
from guidance.store import StoreDamaged, StoreTooNew


def page_faults(engine: Engine) -> list[str]:
    """What the database finds wrong with its own pages.

    Both checks are needed: the cipher's does not see a file cut between two pages, the other not a spare page. The
    write-ahead log has to be moved into the file before (`checkpoint`), or the cipher's check raises a false alarm.
    """
    faults = []
    with transaction(engine, Begin.NONE) as connection:
        if connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall():
            faults.append("a page was changed outside this program")
        if connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() != ["ok"]:
            faults.append("a page is damaged or missing")
        if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
            faults.append("a visit has no patient")
    return faults


def record_faults(connection: Connection, journal: Journal, anchor: Anchor | None = None) -> list[str]:
    """What is wrong with the journal and the documents, in words without a patient (ids only)."""
    expected = _Expected.of(journal.entries(connection))
    return [
        *journal.faults(connection, anchor),
        *_document_faults("patient", _patient_texts(connection), expected.patients),
        *_document_faults("visit", _visit_texts(connection), expected.visits),
    ]


@dataclass(slots=True)
class _Expected:
    """The hash of each document that should be there, by id, as the journal tells it."""

    patients: dict[str, str] = field(default_factory=dict)
    visits: dict[str, str] = field(default_factory=dict)
    _patient_of: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: list[Entry]) -> "_Expected":
        """What is left when the journal has been read to its end."""
        expected = cls()
        for entry in entries:
            expected._follow(entry)
        return expected

    def _follow(self, entry: Entry) -> None:
        match entry.event:
            case Event.PATIENT_SAVED:
                self.patients[entry.about] = str(entry.facts.get("sha256"))
            case Event.VISIT_SAVED | Event.VISIT_FINISHED:
                self.visits[entry.about] = str(entry.facts.get("sha256"))
                self._patient_of[entry.about] = str(entry.facts.get("patient"))
            case Event.VISIT_DELETED:
                self.visits.pop(entry.about, None)
            case Event.PATIENT_DELETED:
                self.patients.pop(entry.about, None)
                for visit in [visit for visit, patient in self._patient_of.items() if patient == entry.about]:
                    self.visits.pop(visit, None)
            case _:
                return


def _patient_texts(connection: Connection) -> dict[str, tuple[str, bool]]:
    return {
        row.id: (row.document, _opens_as_patient(row.document, row.id))
        for row in connection.execute(select(patients.c.id, patients.c.document))
    }


def _visit_texts(connection: Connection) -> dict[str, tuple[str, bool]]:
    rows = connection.execute(
        select(visits.c.id, visits.c.document, printed_sheets.c.sha256, printed_sheets.c.pdf).outerjoin(
            printed_sheets, printed_sheets.c.visit_id == visits.c.id
        )
    )
    return {row.id: (row.document, _opens_as_visit(row.document, row.id, row.sha256, row.pdf)) for row in rows}


def _document_faults(kind: str, found: Mapping[str, tuple[str, bool]], expected: Mapping[str, str]) -> list[str]:
    faults = [f"{kind} {identity} is missing" for identity in expected if identity not in found]
    for identity, (text, opens) in found.items():
        if not opens:
            faults.append(f"{kind} {identity} cannot be read")
        elif expected.get(identity) != sha256(text.encode()):
            faults.append(f"{kind} {identity} is not as it was last saved")
    return faults


def _opens_as_patient(document: str, identity: str) -> bool:
    try:
        return read_patient(document).id == identity
    except (StoreDamaged, StoreTooNew):
        return False


def _opens_as_visit(document: str, identity: str, kept_hash: str | None, pdf: bytes | None) -> bool:
    try:
        visit = read_consultation(document)
    except (StoreDamaged, StoreTooNew):
        return False
    promised = visit.seen.pdf_sha256 if visit.seen else ""
    sheet_is_whole = promised == (kept_hash or "") and (not promised or sha256(bytes(pdf or b"")) == promised)
    return visit.id == identity and sheet_is_whole
