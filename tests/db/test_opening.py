"""Opening: what is no store of ours is left alone and called by its name; only a wrong passphrase is called that."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from db import create_store, open_store, store_exists
from db.engine import Access, make_engine, transaction
from db.files import StoreFiles
from db.keys import read_keys
from guidance.consultation import Patient
from guidance.store import (
    EncryptionMissing,
    NotOurStore,
    StoreBusy,
    StoreDamaged,
    StoreExists,
    StoreMissing,
    StoreTooNew,
    StoreUnreachable,
)
from tests.db.clinic import PASSPHRASE, WEAK, Clinic


@pytest.fixture
def locked(clinic: Clinic, eleanor: Patient) -> Clinic:
    """A clinic with one patient, closed."""
    store = clinic.founded()
    store.save_patient(eleanor)
    store.close()
    return clinic


def test_records_open_again_with_everything_in_them(locked: Clinic, eleanor: Patient) -> None:
    store = locked.opened()
    assert store.patient(eleanor.id) == eleanor
    store.close()


def test_closing_leaves_one_whole_file_and_no_log(locked: Clinic) -> None:
    assert sorted(file.name for file in locked.folder.iterdir()) == ["records.keys", "records.lock", "records.plainly"]


def test_a_place_without_records_says_so_and_stays_empty(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nothing"):
        assert not store_exists(folder)
        with pytest.raises(StoreMissing):
            open_store(folder, PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_was_lost_is_missing_and_not_a_new_clinic(locked: Clinic) -> None:
    locked.database.unlink()
    assert store_exists(locked.folder)
    with pytest.raises(StoreMissing):
        locked.opened()
    with pytest.raises(StoreExists):
        create_store(locked.folder, PASSPHRASE, cost=locked.cost)
    assert not locked.database.exists()


def test_a_lost_key_file_is_damage(locked: Clinic) -> None:
    before = locked.database.read_bytes()
    locked.keys.unlink()
    assert store_exists(locked.folder)
    with pytest.raises(StoreDamaged):
        locked.opened()
    assert locked.database.read_bytes() == before


def test_an_empty_file_is_never_taken_for_a_clinic(locked: Clinic) -> None:
    locked.database.write_bytes(b"")
    with pytest.raises(NotOurStore):
        locked.opened()
    assert locked.database.read_bytes() == b""


def test_a_database_in_the_clear_is_refused_and_left_alone(locked: Clinic) -> None:
    locked.database.unlink()
    plain = sqlite3.connect(locked.database)
    plain.execute("CREATE TABLE patients (name)")
    plain.commit()
    plain.close()
    before = locked.database.read_bytes()
    with pytest.raises(NotOurStore):
        locked.opened()
    assert locked.database.read_bytes() == before


def test_a_folder_in_the_place_of_the_database_is_not_ours(locked: Clinic) -> None:
    locked.database.unlink()
    locked.database.mkdir()
    with pytest.raises(NotOurStore):
        locked.opened()


def test_another_programs_encrypted_database_is_not_ours(locked: Clinic) -> None:
    data_key = read_keys(locked.keys).opened_with_passphrase(PASSPHRASE)
    assert data_key is not None
    locked.database.unlink()
    engine = make_engine(locked.database, data_key, Access.CREATE)
    with transaction(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE anything (a)")
    with engine.connect().execution_options(begins="") as connection:
        connection.exec_driver_sql("PRAGMA application_id = 7")
    engine.dispose()
    with pytest.raises(NotOurStore):
        locked.opened()


def test_a_database_of_ours_without_records_is_not_taken_for_a_clinic(locked: Clinic) -> None:
    data_key = read_keys(locked.keys).opened_with_passphrase(PASSPHRASE)
    assert data_key is not None
    locked.database.unlink()
    engine = make_engine(locked.database, data_key, Access.CREATE)
    with transaction(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE anything (a)")
    engine.dispose()
    with pytest.raises(NotOurStore):
        locked.opened()


def test_random_bytes_are_damage_and_not_a_wrong_passphrase(locked: Clinic) -> None:
    locked.database.write_bytes(bytes(range(256)) * 64)
    with pytest.raises(StoreDamaged):
        locked.opened()


def test_the_key_file_of_another_clinic_is_damage_and_not_a_wrong_passphrase(locked: Clinic, tmp_path: Path) -> None:
    other = Clinic(tmp_path / "other", locked.clock)
    other.founded().close()
    shutil.copyfile(other.keys, locked.keys)
    with pytest.raises(StoreDamaged):
        locked.opened()


def test_records_of_a_newer_program_are_left_alone(locked: Clinic) -> None:
    store = locked.opened()
    store.writing(
        lambda connection: connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'"),
        lambda _: False,
    )
    store.close()
    before = locked.database.read_bytes()
    with pytest.raises(StoreTooNew):
        locked.opened()
    assert locked.database.read_bytes() == before


def test_a_newer_key_file_is_left_alone(locked: Clinic) -> None:
    locked.keys.write_text('{"format": 2, "something": "new"}')
    with pytest.raises(StoreTooNew):
        locked.opened()


def test_a_second_window_is_refused_until_the_first_closes(locked: Clinic) -> None:
    first = locked.opened()
    with pytest.raises(StoreBusy):
        locked.opened()
    assert (locked.folder / "records.lock").read_text() == f"{os.getpid()}\n"
    first.close()
    locked.opened().close()


def test_a_failed_opening_lets_the_next_one_in(locked: Clinic) -> None:
    whole = locked.database.read_bytes()
    locked.database.write_bytes(whole[:-4096])
    with pytest.raises(StoreDamaged):
        locked.opened()
    locked.database.write_bytes(whole)
    locked.opened().close()


def test_new_records_are_made_only_where_nothing_lies(locked: Clinic, tmp_path: Path) -> None:
    before = locked.database.read_bytes()
    with pytest.raises(StoreExists):
        create_store(locked.folder, "another", cost=locked.cost)
    assert locked.database.read_bytes() == before
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "letter.txt").write_text("keep me")
    with pytest.raises(StoreExists):
        create_store(tmp_path / "elsewhere", "another", cost=locked.cost)
    assert [file.name for file in (tmp_path / "elsewhere").iterdir()] == ["letter.txt"]


def test_records_can_be_made_in_an_empty_folder_and_below_one_that_is_not_there_yet(tmp_path: Path) -> None:
    for folder in (tmp_path / "empty", tmp_path / "a" / "b c" / "d%20?#é"):
        if folder.name == "empty":
            folder.mkdir()
        store, _ = create_store(folder, PASSPHRASE, cost=WEAK)
        store.close()
        open_store(folder, PASSPHRASE).close()


def test_a_set_up_that_fails_leaves_nothing_behind(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.door.sync_file", fails)
    with pytest.raises(Exception, match="full"):
        clinic.founded()
    assert list(clinic.folder.parent.iterdir()) == []


def test_a_library_that_does_not_encrypt_is_refused_before_a_byte_is_written(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.engine.cipher_library", lambda: sqlite3)
    with pytest.raises(EncryptionMissing):
        clinic.founded()
    assert not store_exists(clinic.folder)


def test_a_library_that_damages_databases_is_refused(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    from db.engine import cipher_library

    library = cipher_library()
    monkeypatch.setattr(library, "sqlite_version_info", (3, 51, 2))
    cipher_library.cache_clear()
    try:
        with pytest.raises(EncryptionMissing):
            clinic.founded()
    finally:
        monkeypatch.undo()
        cipher_library.cache_clear()
    assert not store_exists(clinic.folder)


def test_every_connection_is_safe(clinic: Clinic) -> None:
    store = clinic.founded()
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
        "temp_store": 2,
        "cell_size_check": 1,
        "fullfsync": 1,
    }
    with store.engine.connect() as first, store.engine.execution_options(begins="BEGIN").connect() as second:
        for connection in (first, second):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
            assert found == expected
            assert connection.exec_driver_sql("PRAGMA cipher_version").scalar()
    store.close()


def test_a_key_of_another_length_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32"):
        make_engine(tmp_path / "x", b"short")


def test_the_parts_of_a_store_have_fixed_names(tmp_path: Path) -> None:
    files = StoreFiles(tmp_path)
    assert [files.database.name, files.keys.name] == ["records.plainly", "records.keys"]


def test_a_folder_that_cannot_be_reached_says_so(locked: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise OSError(116, "Stale file handle")

    monkeypatch.setattr(Path, "open", gone)
    with pytest.raises(StoreUnreachable):
        locked.opened()
