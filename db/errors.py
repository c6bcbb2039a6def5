"""What the database library says, in the words of the house.

SQLite has one sentence for many causes ("file is not a database" is a wrong key, a damaged page, a read error or a
missing cipher). By the time it is asked, the key has been proven right by its own seal, so here it means damage and
never a wrong passphrase.
"""

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from guidance.store import (
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreUnreachable,
)

# Below this a save cannot be relied on: a visit with its printed sheet and the write-ahead log need about a megabyte
_ROOM_NEEDED = 2 * 1024 * 1024

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


class CommitUnknown(StoreUnreachable):
    """The disk failed while writing: the save may have been kept or not, and has to be looked up."""


def named(fault: DBAPIError, folder: Path) -> StoreError | None:
    """The house's error for what the library raised, or None when nobody has named it.

    The library's own text is never handed on.
    """
    name = str(getattr(fault.orig, "sqlite_errorname", ""))
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return StoreDamaged("the database cannot be read")
    if name.startswith("SQLITE_FULL"):
        return StoreFull("the disk is full")
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM")):
        return StoreReadOnly("the database cannot be written")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL")):
        return StoreBusy("another program holds the database")
    if name.startswith("SQLITE_IOERR"):
        # A file size limit or a quota comes as an I/O error, without its number
        return StoreFull("the disk is full") if no_room(folder) else CommitUnknown("the disk did not answer")
    if name.startswith("SQLITE_CANTOPEN"):
        writable = os.access(folder, os.W_OK)
        return StoreUnreachable("no database to open") if writable else StoreReadOnly("the folder cannot be written")
    return None


def named_os(fault: OSError) -> StoreError:
    """The house's error for a file that could not be read or written."""
    if fault.errno in _FULL:
        return StoreFull("the disk is full")
    if fault.errno in _READ_ONLY:
        return StoreReadOnly("the folder cannot be written")
    return StoreUnreachable("the folder cannot be reached")


@contextmanager
def in_our_words(folder: Path) -> Iterator[None]:
    """Turns what the database library and the file system raise inside into the StoreError family."""
    try:
        yield
    except DBAPIError as fault:
        ours = named(fault, folder)
        if ours is None:
            raise
        # The cause is cut off: its text holds the statement, and a trace may end in a report
        raise ours from None
    except OSError as fault:
        raise named_os(fault) from None


def no_room(folder: Path) -> bool:
    """True when nothing more can be written in this folder: the disk, or the size a file may have, is used up."""
    try:
        if shutil.disk_usage(folder).free < _ROOM_NEEDED:
            return True
        largest = max((item.stat().st_size for item in folder.iterdir() if item.is_file()), default=0)
    except OSError:
        return False
    return largest + _ROOM_NEEDED > _largest_file()


def _largest_file() -> int:
    if sys.platform == "win32":
        return sys.maxsize
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    return sys.maxsize if limit == resource.RLIM_INFINITY else limit
