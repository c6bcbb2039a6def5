"""The one way to an encrypted database: the cipher library, its start-up guard, and the settings of each connection.

A system SQLite that is already in the process can take the place of SQLCipher without an error and would write patients
in the clear (it happened to others in 2021). So the library is bound to its own symbols, and every connection proves
that
it encrypts before a byte is written. There is no other engine in this house.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from guidance.store import EncryptionMissing, NotOurStore, StoreDamaged, StoreMissing, StoreUnreachable

APPLICATION_ID = 0x506C6E79
"""Marks a database as ours ("Plny")."""

KEY_BYTES = 32
_FIRST_SOUND_SQLITE = (3, 51, 3)  # Older ones can damage a database in WAL mode (sqlite.org/wal.html, "walresetbug")
_PLAIN_HEADER = b"SQLite format 3\0"
_PAGE = 4096
_SECONDS_TO_WAIT = 5

_SETTINGS = (
    "foreign_keys = ON",
    "synchronous = FULL",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "secure_delete = ON",
    "cell_size_check = ON",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
)


class Begin(StrEnum):
    """How a transaction begins; the `begins` execution option of a connection."""

    WRITING = "BEGIN IMMEDIATE"
    """Takes its turn at once: one that begins by reading may meet another writer at its first write, and then fails
    without waiting.
    """
    READING = "BEGIN"
    NONE = ""


class Access(StrEnum):
    """What a connection may do with the file."""

    CREATE = "rwc"
    WRITE = "rw"
    BACKUP = "ro"
    """Reads a file that nobody writes, also from a read-only medium."""


@lru_cache(maxsize=1)
def cipher_library() -> Any:
    """The SQLCipher module, bound to its own symbols.

    Raises EncryptionMissing when it is not there or too old to be trusted.
    """
    deep = getattr(os, "RTLD_DEEPBIND", 0)
    before = sys.getdlopenflags() if deep else 0
    try:
        if deep:
            sys.setdlopenflags(os.RTLD_NOW | os.RTLD_LOCAL | deep)
        import sqlcipher3.dbapi2 as library
    except ImportError:
        raise EncryptionMissing("the cipher library cannot be loaded") from None
    finally:
        if deep:
            sys.setdlopenflags(before)
    if library.sqlite_version_info < _FIRST_SOUND_SQLITE:
        raise EncryptionMissing("the cipher library is too old")
    return library


def make_engine(database: Path, key: bytes, access: Access = Access.WRITE) -> Engine:
    """An engine whose every connection is encrypted and checked.

    Connecting raises EncryptionMissing, NotOurStore, StoreMissing, StoreDamaged or a database error for `in_our_words`.
    """
    if len(key) != KEY_BYTES:
        # A key of another length would be taken for a passphrase without a word
        raise ValueError("a data key has 32 bytes")
    library = cipher_library()
    engine = create_engine(
        "sqlite+pysqlite://",
        module=library,
        creator=_connecting(library, database, key, access),
        poolclass=QueuePool,
        pool_size=2,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        begins = connection.get_execution_options().get("begins", Begin.WRITING)
        if begins:
            connection.exec_driver_sql(begins)

    return engine


@contextmanager
def transaction(engine: Engine, begins: Begin = Begin.WRITING) -> Iterator[Connection]:
    """A connection in one transaction, kept when the block ends well; with `Begin.NONE` in none at all."""
    with engine.connect().execution_options(begins=begins) as connection, connection.begin():
        yield connection


def checkpoint(engine: Engine) -> None:
    """Moves the write-ahead log into the database file, so that the file alone is whole."""
    with transaction(engine, Begin.NONE) as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def look_at(database: Path) -> None:
    """Looks at the file before any key is tried.

    Raises StoreMissing, NotOurStore (empty, or a database in the clear), StoreDamaged (cut short) or StoreUnreachable.
    """
    try:
        with database.open("rb") as file:
            header = file.read(len(_PLAIN_HEADER))
        size = database.stat().st_size
    except FileNotFoundError:
        raise StoreMissing("no database here") from None
    except IsADirectoryError:
        raise NotOurStore("a folder lies in the place of the database") from None
    except OSError:
        raise StoreUnreachable("the database cannot be reached") from None
    if not size:
        raise NotOurStore("the file is empty")
    if header == _PLAIN_HEADER:
        raise NotOurStore("the file is not encrypted")
    if size < _PAGE:
        raise StoreDamaged("the file is cut short")


def _connecting(library: Any, database: Path, key: bytes, access: Access) -> Callable[[], Any]:
    def connect() -> Any:
        if access is not Access.CREATE:
            look_at(database)
        connection = library.connect(
            _address(database, access),
            uri=True,
            timeout=_SECONDS_TO_WAIT,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _unlock(connection, key)
            _prove_ours(connection, access)
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}")
            if access is Access.BACKUP:
                connection.execute("PRAGMA query_only = ON")
            elif connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
                raise StoreUnreachable("this place cannot hold a write-ahead log")
        except BaseException:
            connection.close()
            raise
        return connection

    return connect


def _address(database: Path, access: Access) -> str:
    immutable = "&immutable=1" if access is Access.BACKUP else ""
    return f"file:{quote(str(database.resolve()))}?mode={access}{immutable}"


def _unlock(connection: Any, key: bytes) -> None:
    # Otherwise SQLCipher talks about damaged pages on standard error
    connection.execute("PRAGMA cipher_log_level = NONE")
    answer = connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()
    if answer != [("ok",)] or not connection.execute("PRAGMA cipher_version").fetchone():
        raise EncryptionMissing("the database library does not encrypt here")
    connection.execute("PRAGMA cipher_compatibility = 4")


def _prove_ours(connection: Any, access: Access) -> None:
    if access is Access.CREATE:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    elif connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        # Also what an emptied file looks like: it opens with any key and holds nothing
        raise NotOurStore("the file is no store of ours")
