"""Backups: one file that holds the encrypted database, its key file and a sealed list of contents.

A backup counts only once it has been read back. It opens with the passphrase of the day it was made, or with the
recovery key.
"""

import hashlib
import json
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Engine, func, select

from db.attempts import TRIES
from db.checks import page_faults, record_faults
from db.door import check_is_of, look_encrypted, make_folder
from db.engine import Access, Begin, checkpoint, make_engine, transaction
from db.errors import in_our_words, named_os
from db.files import StoreFiles, sync_file, sync_folder
from db.journal import Anchor, Event, Journal
from db.keys import parsed_keys, read_keys
from db.migrations import is_old
from db.seals import canonical
from db.store import EncryptedStore
from db.tables import patients, printed_sheets, visits
from guidance.store import NotOurStore, StoreDamaged, StoreMissing, StoreTooNew, WrongPassphrase

_FORMAT = 1
_CONTENTS = "contents.json"
_LARGEST_CONTENTS = 16 * 1024
_LARGEST_DATABASE = 64 * 1024**3
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a backup holds, as it was counted in the backup itself. `made_at` is UTC ISO."""

    made_at: str
    patients: int
    visits: int
    sheets: int
    journal_entries: int


def verify(store: EncryptedStore) -> list[str]:
    """Everything that is wrong with an open store, in words without a patient; empty when it can be trusted."""
    try:
        with in_our_words(store.files.folder):
            checkpoint(store.engine)
            found = page_faults(store.engine)
            with transaction(store.engine, Begin.READING) as connection:
                return found + record_faults(connection, store.journal)
    except StoreDamaged:
        return ["the database cannot be read"]


def back_up(store: EncryptedStore, target: Path) -> BackupReport:
    """Writes a backup of an open store to `target`, replacing an older one there only when the new one is sound.

    Raises StoreDamaged when the records or the backup cannot be trusted, StoreFull, StoreReadOnly, StoreUnreachable.
    """
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.new")
    try:
        with _folder_beside(target) as folder, in_our_words(store.files.folder):
            copy = StoreFiles(folder)
            with transaction(store.engine, Begin.NONE) as connection:
                connection.exec_driver_sql("VACUUM INTO ?", (str(copy.database),))
            shutil.copyfile(store.files.keys, copy.keys)
            look_encrypted(copy.database)
            report = _checked_copy(store, copy, beside)
        beside.replace(target)
        sync_folder(target.parent)
    except OSError as fault:
        raise named_os(fault) from None
    finally:
        beside.unlink(missing_ok=True)
    store.note(Event.BACKED_UP, facts={"patients": report.patients, "visits": report.visits})
    return report


def check_backup(backup: Path, passphrase: str) -> BackupReport:
    """Opens a backup with its passphrase and checks all of it, without touching any store.

    Raises NotOurStore, StoreMissing, StoreDamaged, StoreTooNew, WrongPassphrase (never counted).
    """
    with tempfile.TemporaryDirectory(prefix="plainly-") as name:
        # What is unpacked here is encrypted and carries no patient's name
        files = StoreFiles(Path(name))
        contents = _unpacked(backup, files)
        keys = read_keys(files.keys)
        data_key = keys.opened_with_passphrase(passphrase) if passphrase else None
        if data_key is None:
            raise WrongPassphrase(tries_left=TRIES)
        journal = Journal(data_key)
        if not secrets.compare_digest(str(contents.pop("seal", "")), journal.seal(canonical(contents))):
            raise StoreDamaged("the list of contents was changed")
        engine = make_engine(files.database, data_key, Access.BACKUP)
        try:
            with in_our_words(files.folder):
                with transaction(engine, Begin.READING) as connection:
                    check_is_of(connection, keys)
                    is_old(connection)
                report = _counted(engine, journal, Anchor(**contents["anchor"]), contents["made_at"])
        finally:
            engine.dispose()
        if asdict(report) != contents["report"]:
            raise StoreDamaged("the backup does not hold what it lists")
        return report


def restore(backup: Path, folder: Path) -> None:
    """Puts a backup into a folder that is new or empty, whole or not at all; `open_store` then opens it.

    Raises StoreExists, NotOurStore, StoreMissing, StoreDamaged, StoreTooNew, StoreFull, StoreReadOnly.
    """

    def build(files: StoreFiles) -> None:
        _unpacked(backup, files)
        sync_file(files.database)
        sync_file(files.keys)

    make_folder(folder, build)


def _checked_copy(store: EncryptedStore, copy: StoreFiles, packed: Path) -> BackupReport:
    """Reads the copied database back, and packs it. Only what passed every check gets into a backup."""
    made_at = store.clock().isoformat()
    engine = store.engine_for(copy.database)
    try:
        with transaction(engine, Begin.READING) as connection:
            anchor = store.journal.anchor(connection)
        report = _counted(engine, store.journal, anchor, made_at)
    finally:
        engine.dispose()
    contents: dict[str, Any] = {
        "format": _FORMAT,
        "made_at": made_at,
        "report": asdict(report),
        "anchor": asdict(anchor),
        "sha256": {file.name: _hash_of(file) for file in (copy.database, copy.keys)},
    }
    contents["seal"] = store.journal.seal(canonical(contents))
    with zipfile.ZipFile(packed, "x", zipfile.ZIP_STORED, strict_timestamps=False) as archive:
        archive.writestr(_CONTENTS, json.dumps(contents, indent=1))
        archive.write(copy.database, copy.database.name)
        archive.write(copy.keys, copy.keys.name)
    sync_file(packed)
    with _folder_beside(packed) as folder:
        _unpacked(packed, StoreFiles(folder))
    return report


def _counted(engine: Engine, journal: Journal, anchor: Anchor, made_at: str) -> BackupReport:
    faults = page_faults(engine)
    with transaction(engine, Begin.READING) as connection:
        faults += record_faults(connection, journal, anchor)
        if faults:
            raise StoreDamaged(f"the copy has {len(faults)} faults")
        return BackupReport(
            made_at,
            _count(connection, patients.c.id),
            _count(connection, visits.c.id),
            _count(connection, printed_sheets.c.visit_id),
            journal.anchor(connection).seq,
        )


def _count(connection: Connection, column: Any) -> int:
    return int(connection.execute(select(func.count(column))).scalar_one())


def _unpacked(backup: Path, files: StoreFiles) -> dict[str, Any]:
    """Copies database and key file out of a backup while checking their hashes; returns the list of contents.

    Members are taken by their exact names only: what else an archive may hold, or call itself, is refused.
    """
    _look_at_backup(backup)
    try:
        with zipfile.ZipFile(backup) as archive:
            if sorted(archive.namelist()) != sorted([_CONTENTS, files.database.name, files.keys.name]):
                raise NotOurStore("the archive is no backup of ours")
            contents = _contents(archive)
            for target in (files.database, files.keys):
                with archive.open(target.name) as member, target.open("xb") as out:
                    _copy(member, out)
                if _hash_of(target) != contents["sha256"][target.name]:
                    raise StoreDamaged("a part of the backup was changed")
            parsed_keys(files.keys.read_bytes())
            look_encrypted(files.database)
            return contents
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError):
        raise StoreDamaged("the backup cannot be read") from None
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise StoreDamaged("the list of contents cannot be read") from None


def _look_at_backup(backup: Path) -> None:
    with in_our_words(backup.parent):
        if not backup.is_file():
            raise StoreMissing("no backup here")
        with backup.open("rb") as file:
            if file.read(2) != b"PK":
                raise NotOurStore("the file is no backup of ours")


def _contents(archive: zipfile.ZipFile) -> dict[str, Any]:
    with archive.open(_CONTENTS) as member:
        contents = json.loads(member.read(_LARGEST_CONTENTS))
    if contents["format"] != _FORMAT:
        raise StoreTooNew("the backup has a newer format")
    return dict(contents)


def _copy(member: Any, out: BinaryIO) -> None:
    copied = 0
    while piece := member.read(_PIECE):
        copied += len(piece)
        if copied > _LARGEST_DATABASE:
            raise StoreDamaged("a part of the backup has no end")
        out.write(piece)


def _hash_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


@contextmanager
def _folder_beside(target: Path) -> Iterator[Path]:
    # Beside the target, so that what does not fit there is found out before anything is replaced
    with tempfile.TemporaryDirectory(prefix=".plainly-", dir=target.parent) as name:
        yield Path(name)
