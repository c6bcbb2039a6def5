"""No word about a patient leaves the encrypted file: not in files, errors, logs or the journal."""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from db import back_up
from db.store import EncryptedStore
from guidance.consultation import Consultation, Patient, Status
from guidance.store import StoreDamaged, StoreError
from tests.db.clinic import PASSPHRASE, Clinic

CANARIES = ("Kanarienvogel", "Zwitscherlein", "KANARI-4711", "1931-07-09", "gelbe Federn", "Stieglitz")

Finish = Callable[..., Consultation]


@pytest.fixture
def canary() -> Patient:
    return Patient(
        id="p-1",
        family_name="Kanarienvogel",
        given_name="Zwitscherlein",
        preferred_name="Stieglitz",
        identifier="KANARI-4711",
        date_of_birth="1931-07-09",
    )


@pytest.fixture
def visit(canary: Patient, full_visit: Consultation) -> Consultation:
    return replace(full_visit, patient=canary, own_words="gelbe Federn " * 500, next_visit_note="gelbe Federn")


def words_found(folder: Path) -> list[str]:
    """Canaries in any file, in any of the spellings a file may hold them in."""
    found = []
    for file in sorted(folder.rglob("*")):
        content = file.read_bytes() if file.is_file() else b""
        for canary in (*CANARIES, *map(str.lower, CANARIES), PASSPHRASE):
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                if canary.encode(encoding) in content or canary in file.name:
                    found.append(f"{file.name}: {canary}")
    return found


def test_no_file_holds_a_word_about_a_patient(
    clinic: Clinic, visit: Consultation, finished: Finish, tmp_path: Path
) -> None:
    store = clinic.founded()
    store.save(finished(store.save(visit), pdf=b"%PDF gelbe Federn Kanarienvogel"))
    store.patients("kanari")
    assert (clinic.folder / "records.plainly-wal").stat().st_size > 0
    assert words_found(tmp_path) == []
    back_up(store, tmp_path / "backup")
    store.delete_patient("p-1")
    assert words_found(tmp_path) == []
    store.close()
    assert words_found(tmp_path) == []


def test_no_error_holds_a_word_about_a_patient(records: EncryptedStore, canary: Patient, visit: Consultation) -> None:
    saved = records.save(visit)
    told: list[str] = []

    def hears(work: Callable[[], object]) -> None:
        try:
            work()
        except (StoreError, ValueError, DBAPIError) as fault:
            parts = (fault, fault.__cause__, *([] if fault.__suppress_context__ else [fault.__context__]))
            told.extend(f"{part!r} {part}" for part in parts)

    hears(lambda: records.save(visit))
    hears(lambda: records.save(replace(saved, status=Status.FINISHED)))
    hears(lambda: records.save(saved.answered("x", float("inf"))))
    hears(lambda: records.open("Kanarienvogel"))
    hears(lambda: records.patient("Kanarienvogel"))
    hears(lambda: records.delete("Kanarienvogel"))
    hears(lambda: records.writing(lambda connection: connection.exec_driver_sql("DROP TABLE journal"), lambda _: False))
    hears(lambda: records.save_patient(canary))
    hears(lambda: records.patients("Kanarienvogel"))
    assert len(told) >= 7
    assert not [text for text in told for word in CANARIES if word in text]


def test_a_document_that_is_damaged_is_not_quoted(records: EncryptedStore, visit: Consultation) -> None:
    records.save(visit)
    records.writing(
        lambda connection: connection.exec_driver_sql("UPDATE visits SET document = substr(document, 1, 900)"),
        lambda _: False,
    )
    with pytest.raises(StoreDamaged) as told:
        records.open(visit.id)
    assert not [word for word in CANARIES if word in f"{told.value!r} {told.value.__cause__!r}"]


def test_no_log_holds_a_word_about_a_patient(
    clinic: Clinic, visit: Consultation, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        store = clinic.founded()
        saved = store.save(visit)
        store.patients("gelbe")
        with pytest.raises(StoreError):
            store.save(visit)
        store.open(saved.id)
        store.close()
        with pytest.raises(StoreError):
            clinic.opened("gelbe Federn")
        whole = clinic.database.read_bytes()
        clinic.database.write_bytes(whole[:9000] + b"?" + whole[9001:])
        with pytest.raises(StoreDamaged):
            clinic.opened()
    output = capfd.readouterr()
    everything = caplog.text + output.out + output.err
    assert not [word for word in (*CANARIES, PASSPHRASE) if word in everything]
    assert "hmac" not in everything.lower()
