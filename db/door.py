"""Making a store, opening it, and changing its passphrase: keys first, then the database, then the records."""

import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, insert, select, text

from db.attempts import Clock, clock_of_this_computer, read_attempts, write_attempts
from db.engine import Access, Begin, checkpoint, cipher_library, look_at, make_engine, transaction
from db.errors import in_our_words, named_os
from db.files import StoreFiles, sync_file, sync_folder
from db.journal import Event, Journal
from db.keys import DEFAULT_COST, Cost, KeyFile, new_keys, read_keys, write_keys
from db.lock import StoreLock
from db.migrations import is_old, migrate
from db.recovery import RecoveryKey
from db.store import EncryptedStore
from db.tables import store_row
from guidance.store import (
    EncryptionMissing,
    NotOurStore,
    StoreDamaged,
    StoreExists,
    StoreMissing,
    WrongRecoveryKey,
)


def store_exists(folder: Path) -> bool:
    """True when this folder holds a store, or what is left of one."""
    return StoreFiles(folder).exist


def create_store(
    folder: Path,
    passphrase: str,
    *,
    demonstration: bool = False,
    cost: Cost = DEFAULT_COST,
    clock: Clock = clock_of_this_computer,
) -> tuple[EncryptedStore, RecoveryKey]:
    """Makes a store in a folder that is new or empty, and opens it.

    The store appears whole or not at all. The recovery key is returned this once and kept nowhere. Raises StoreExists,
    EncryptionMissing, StoreFull, StoreReadOnly, StoreUnreachable; ValueError for an empty passphrase.
    """
    keys, data_key, recovery_key = new_keys(passphrase, cost)
    cipher_library()
    journal = Journal(data_key)

    def build(beside: StoreFiles) -> None:
        write_keys(beside.keys, keys)
        engine = make_engine(beside.database, data_key, Access.CREATE)
        try:
            with in_our_words(beside.folder):
                with transaction(engine) as connection:
                    migrate(connection)
                    _found(connection, keys, demonstration, clock)
                    journal.add(connection, Event.STORE_CREATED, clock(), keys.store_id)
                checkpoint(engine)
        finally:
            engine.dispose()
        look_encrypted(beside.database)
        sync_file(beside.database)

    make_folder(folder, build)
    files = StoreFiles(folder)
    lock = StoreLock(files.lock)
    try:
        return _opened(files, keys, data_key, lock, clock), recovery_key
    except BaseException:
        lock.release()
        raise


def open_store(folder: Path, passphrase: str, *, clock: Clock = clock_of_this_computer) -> EncryptedStore:
    """Opens a store.

    Raises StoreMissing, NotOurStore, StoreDamaged, StoreTooNew, WrongPassphrase, StoreBusy, StoreReadOnly, StoreFull,
    StoreUnreachable, EncryptionMissing. None of them changes a record.
    """
    files = StoreFiles(folder)
    keys = _keys_of(files)
    lock = StoreLock(files.lock)
    try:
        data_key = _data_key(files, keys, passphrase, clock)
        return _opened(files, keys, data_key, lock, clock)
    except BaseException:
        lock.release()
        raise


def check_passphrase(folder: Path, passphrase: str, *, clock: Clock = clock_of_this_computer) -> None:
    """Raises WrongPassphrase unless the passphrase opens the store, which may be open already. Failures count."""
    files = StoreFiles(folder)
    _data_key(files, read_keys(files.keys), passphrase, clock)


def change_passphrase(
    folder: Path,
    passphrase: str,
    new_passphrase: str,
    *,
    cost: Cost = DEFAULT_COST,
    clock: Clock = clock_of_this_computer,
) -> None:
    """Sets another passphrase; the records stay as they are and the store may be open.

    The recovery key stays valid, and so does the old passphrase for old backups. Raises what `check_passphrase` and
    `open_store` raise.
    """
    files = StoreFiles(folder)
    keys = read_keys(files.keys)
    data_key = _data_key(files, keys, passphrase, clock)
    write_keys(files.keys, keys.with_passphrase(new_passphrase, data_key, cost))
    write_attempts(files.attempts, read_attempts(files.attempts).happened(Event.PASSPHRASE_CHANGED))


def open_with_recovery_key(
    folder: Path,
    recovery_key: str,
    new_passphrase: str,
    *,
    cost: Cost = DEFAULT_COST,
    clock: Clock = clock_of_this_computer,
) -> EncryptedStore:
    """Opens a store with the recovery key as typed from paper, and sets a new passphrase.

    Raises WrongRecoveryKey and what `open_store` raises. There is no wait: 160 bits cannot be guessed.
    """
    files = StoreFiles(folder)
    typed = RecoveryKey.read(recovery_key)
    keys = _keys_of(files)
    lock = StoreLock(files.lock)
    try:
        data_key = keys.opened_with_recovery_key(typed)
        if data_key is None:
            write_attempts(files.attempts, read_attempts(files.attempts).happened(Event.UNLOCK_FAILED))
            raise WrongRecoveryKey
        store = _opened(files, keys, data_key, lock, clock)
    except BaseException:
        lock.release()
        raise
    try:
        write_keys(files.keys, keys.with_passphrase(new_passphrase, data_key, cost))
        store.note(Event.RECOVERY_KEY_USED)
    except BaseException:
        store.close()
        raise
    write_attempts(files.attempts, read_attempts(files.attempts).succeeded())
    return store


def make_folder(folder: Path, build: Callable[[StoreFiles], None]) -> None:
    """Builds a store beside its place and moves it there in one step, so that no half store is ever found.

    Raises StoreExists when anything lies in the place, StoreFull, StoreReadOnly, StoreUnreachable.
    """
    beside = folder.parent / f".{folder.name}.{secrets.token_hex(4)}.new"
    try:
        if folder.exists() and any(folder.iterdir()):
            raise StoreExists("the folder is not empty")
        beside.mkdir(mode=0o700, parents=True)
        try:
            build(StoreFiles(beside))
            sync_folder(beside)
            if os.name == "nt" and folder.exists():
                # There a folder cannot take the place of another, even an empty one
                folder.rmdir()
            beside.replace(folder)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        sync_folder(folder.parent)
    except OSError as fault:
        raise named_os(fault) from None


def look_encrypted(database: Path) -> None:
    """Raises EncryptionMissing when what was written is not encrypted: the last guard, on the bytes themselves."""
    try:
        look_at(database)
    except NotOurStore:
        raise EncryptionMissing("the database was written in the clear") from None


def _keys_of(files: StoreFiles) -> KeyFile:
    """The keys, once database and key file are both there and look like ours."""
    if not files.exist:
        raise StoreMissing("no store here")
    look_at(files.database)
    try:
        return read_keys(files.keys)
    except StoreMissing:
        raise StoreDamaged("the key file is missing") from None


def _data_key(files: StoreFiles, keys: KeyFile, passphrase: str, clock: Clock) -> bytes:
    attempts = read_attempts(files.attempts).settled(clock())
    if attempts.wait(clock()):
        write_attempts(files.attempts, attempts)
        raise attempts.refusal(clock())
    data_key = keys.opened_with_passphrase(passphrase) if passphrase else None
    if data_key is None:
        failed = attempts.failed_again(clock())
        write_attempts(files.attempts, failed)
        raise failed.refusal(clock())
    write_attempts(files.attempts, attempts.succeeded())
    return data_key


def _opened(files: StoreFiles, keys: KeyFile, data_key: bytes, lock: StoreLock, clock: Clock) -> EncryptedStore:
    cipher_library()
    engine = make_engine(files.database, data_key)
    try:
        with in_our_words(files.folder):
            with transaction(engine, Begin.READING) as connection:
                check_pages(connection)
                old = is_old(connection)
                check_is_of(connection, keys)
            if old:
                with transaction(engine) as connection:
                    migrate(connection)
    except BaseException:
        engine.dispose()
        raise
    store = EncryptedStore(files, engine, data_key, clock, lock)
    _report(store)
    return store


def check_pages(connection: Connection) -> None:
    """Raises StoreDamaged when a page is cut off or was changed."""
    if connection.execute(text("PRAGMA quick_check")).scalars().all() != ["ok"]:
        raise StoreDamaged("the database has damaged pages")


def check_is_of(connection: Connection, keys: KeyFile) -> None:
    """Raises StoreDamaged when the database is not the one the key file was made for."""
    if connection.execute(select(store_row.c.store_id)).scalars().all() != [keys.store_id]:
        raise StoreDamaged("the key file belongs to other records")


def _report(store: EncryptedStore) -> None:
    """Tells the journal what happened while the database was locked, and that it is open now."""
    attempts = read_attempts(store.files.attempts)
    for event, count in attempts.unreported.items():
        if event in (Event.UNLOCK_FAILED, Event.PASSPHRASE_CHANGED):
            store.note(Event(event), facts={"count": count})
    store.note(Event.STORE_OPENED)
    if not store.has_waiting:
        write_attempts(store.files.attempts, attempts.reported())


def _found(connection: Connection, keys: KeyFile, demonstration: bool, clock: Clock) -> None:
    connection.execute(
        insert(store_row).values(
            id=1, store_id=keys.store_id, created_at=clock().isoformat(), demonstration=int(demonstration)
        )
    )
