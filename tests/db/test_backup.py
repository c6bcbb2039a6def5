"""A backup is trusted only after it was read back, and comes back whole on an empty computer."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db import BackupReport, back_up, check_backup, open_store, open_with_recovery_key, restore, verify
from db.store import EncryptedStore
from guidance.consultation import Consultation, Patient
from guidance.store import (
    NotOurStore,
    StoreDamaged,
    StoreError,
    StoreExists,
    StoreMissing,
    StoreReadOnly,
    StoreTooNew,
    WrongPassphrase,
)
from tests.db.clinic import PASSPHRASE, WEAK, Clinic

Start = Callable[..., Consultation]
Finish = Callable[..., Consultation]
Change = Callable[[dict[str, bytes]], Any]


@pytest.fixture
def filled(records: EncryptedStore, eleanor: Patient, mavis: Patient, start: Start, finished: Finish) -> EncryptedStore:
    """An open store with two patients, two visits and a sheet."""
    records.save(finished(start(eleanor, "finished")))
    records.save(start(mavis, "draft"))
    return records


@pytest.fixture
def backup(filled: EncryptedStore, tmp_path: Path) -> Path:
    """A backup of that store."""
    target = tmp_path / "clinic.plainly-backup"
    back_up(filled, target)
    return target


def test_a_backup_says_what_it_holds(filled: EncryptedStore, clinic: Clinic, tmp_path: Path) -> None:
    report = back_up(filled, tmp_path / "backup")
    assert (report.patients, report.visits, report.sheets) == (2, 2, 1)
    assert report.made_at == clinic.clock.now.isoformat()
    assert check_backup(tmp_path / "backup", PASSPHRASE) == report


def test_a_backup_of_a_new_clinic_holds_nobody(records: EncryptedStore, tmp_path: Path) -> None:
    report = back_up(records, tmp_path / "backup")
    assert report == replace(report, patients=0, visits=0, sheets=0)


def test_a_backup_leaves_nothing_else_beside_it(backup: Path, clinic: Clinic) -> None:
    assert sorted(backup.parent.iterdir()) == sorted([backup, clinic.folder])


def test_a_backup_comes_back_on_an_empty_computer(backup: Path, filled: EncryptedStore, tmp_path: Path) -> None:
    restore(backup, tmp_path / "new" / "records")
    again = open_store(tmp_path / "new" / "records", PASSPHRASE)
    assert verify(again) == []
    for identity in ("finished", "draft"):
        assert again.open(identity) == filled.open(identity)
    again.close()


def test_a_backup_opens_with_the_recovery_key(backup: Path, clinic: Clinic, tmp_path: Path) -> None:
    restore(backup, tmp_path / "new")
    again = open_with_recovery_key(tmp_path / "new", str(clinic.recovery_key), "a new one", cost=WEAK)
    assert again.open("draft").id == "draft"
    again.close()


def test_what_was_saved_after_the_backup_is_not_in_it(
    backup: Path, filled: EncryptedStore, eleanor: Patient, start: Start, tmp_path: Path
) -> None:
    filled.save(start(eleanor, "later"))
    restore(backup, tmp_path / "new")
    again = open_store(tmp_path / "new", PASSPHRASE)
    assert [visit.id for visit in again.visits(eleanor.id)] == ["finished"]
    again.close()


def test_a_backup_is_told_in_the_journal(backup: Path, filled: EncryptedStore) -> None:
    assert backup.exists()
    newest = filled.reading(filled.journal.entries)[-1]
    assert (newest.event, dict(newest.facts)) == ("backed_up", {"patients": 2, "visits": 2})


def test_a_newer_backup_takes_the_place_of_an_older_one(backup: Path, filled: EncryptedStore, mavis: Patient) -> None:
    filled.delete_patient(mavis.id)
    report = back_up(filled, backup)
    assert check_backup(backup, PASSPHRASE) == report
    assert report.patients == 1


def test_damaged_records_do_not_replace_a_good_backup(backup: Path, filled: EncryptedStore) -> None:
    before = backup.read_bytes()
    filled.writing(lambda connection: connection.exec_driver_sql("UPDATE visits SET document = '{}'"), lambda _: False)
    with pytest.raises(StoreDamaged):
        back_up(filled, backup)
    assert backup.read_bytes() == before
    assert len(list(backup.parent.iterdir())) == 2


def test_a_backup_that_fails_halfway_leaves_nothing(
    filled: EncryptedStore, tmp_path: Path, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("db.backup.sync_file", fails)
    with pytest.raises(StoreReadOnly):
        back_up(filled, tmp_path / "backup")
    assert list(tmp_path.iterdir()) == [clinic.folder]


def test_a_backup_is_not_put_where_something_lies(backup: Path, clinic: Clinic) -> None:
    before = clinic.database.read_bytes()
    with pytest.raises(StoreExists):
        restore(backup, clinic.folder)
    assert clinic.database.read_bytes() == before


def test_a_wrong_passphrase_for_a_backup_is_called_that_and_not_counted(backup: Path, clinic: Clinic) -> None:
    for passphrase in ("wrong", ""):
        with pytest.raises(WrongPassphrase) as wrong:
            check_backup(backup, passphrase)
        assert (wrong.value.tries_left, wrong.value.wait) == (5, 0)
    assert not (clinic.folder / "records.attempts").exists()


# Backups that others made, or that a bad stick made of ours


def rewritten(backup: Path, change: Change) -> Path:
    with zipfile.ZipFile(backup) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(backup, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return backup


def contents_changed(change: Callable[[dict[str, Any]], Any]) -> Change:
    def apply(members: dict[str, bytes]) -> None:
        contents = json.loads(members["contents.json"])
        change(contents)
        members["contents.json"] = json.dumps(contents).encode()

    return apply


FORGED: dict[str, tuple[Change, type[StoreError]]] = {
    "an extra member": (lambda m: m.update({"../../evil": b"x"}), NotOurStore),
    "a missing database": (lambda m: m.pop("records.plainly"), NotOurStore),
    "a renamed key file": (lambda m: m.update({"RECORDS.KEYS": m.pop("records.keys")}), NotOurStore),
    "a changed database": (lambda m: m.update({"records.plainly": m["records.plainly"][:-1] + b"?"}), StoreDamaged),
    "a changed key file": (lambda m: m.update({"records.keys": m["records.keys"] + b" "}), StoreDamaged),
    "contents that are none": (lambda m: m.update({"contents.json": b"[]"}), StoreDamaged),
    "contents that never end": (lambda m: m.update({"contents.json": b"[" * 100_000}), StoreDamaged),
    "contents without hashes": (contents_changed(lambda c: c.pop("sha256")), StoreDamaged),
    "a newer format": (contents_changed(lambda c: c.update(format=2)), StoreTooNew),
}


@pytest.mark.parametrize("what", FORGED)
def test_nothing_is_restored_from_a_backup_with(backup: Path, tmp_path: Path, what: str) -> None:
    change, expected = FORGED[what]
    rewritten(backup, change)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(expected):
        restore(backup, tmp_path / "new")
    with pytest.raises(expected):
        check_backup(backup, PASSPHRASE)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c["report"].update(patients=3),
        lambda c: c.update(made_at="2027-01-01T00:00:00+00:00"),
        lambda c: c["anchor"].update(seq=1),
        lambda c: c.pop("seal"),
        lambda c: c.update(seal="00" * 32),
    ],
)
def test_a_list_of_contents_that_was_edited_is_seen(backup: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    rewritten(backup, contents_changed(change))
    with pytest.raises(StoreDamaged):
        check_backup(backup, PASSPHRASE)


def test_a_backup_damaged_anywhere_is_refused_or_harmless(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    report = check_backup(backup, PASSPHRASE)
    for at in range(0, len(whole), len(whole) // 60):
        backup.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        assert outcome(backup) in (report, "NotOurStore", "StoreDamaged"), f"byte {at}"
        backup.write_bytes(whole[:at])
        assert outcome(backup) in ("NotOurStore", "StoreDamaged"), f"cut at {at}"
    assert not (tmp_path / "new").exists()


def outcome(backup: Path) -> BackupReport | str:
    try:
        return check_backup(backup, PASSPHRASE)
    except StoreError as fault:
        return type(fault).__name__


def test_what_is_no_backup_is_named_as_such(tmp_path: Path, clinic: Clinic, filled: EncryptedStore) -> None:
    assert filled.patients()
    (tmp_path / "letter.txt").write_text("Dear colleague")
    for file, expected in [
        (tmp_path / "nothing", StoreMissing),
        (tmp_path, StoreMissing),
        (tmp_path / "letter.txt", NotOurStore),
        (clinic.database, NotOurStore),
    ]:
        with pytest.raises(expected):
            restore(file, tmp_path / "new")
