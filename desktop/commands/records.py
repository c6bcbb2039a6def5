"""`plainly backup`, `restore` and `verify`: the record store from the command line, for whoever looks after it.

Nothing they print names a patient.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands.output import complain, say
from desktop.commands.passphrase import ask_passphrase
from desktop.commands.records_words import Work, told
from desktop.commands.targets import file_target
from desktop.places import places_here
from guidance.store import StoreError, StoreExists, StoreFull, StoreMissing, StoreUnreachable

if TYPE_CHECKING:
    from db import BackupReport
    from db.store import EncryptedStore


def back_up_records(path: Path) -> int:
    """Writes a backup. Exit 1 with the reason when there is none. Raises Refused."""
    target = file_target(path)
    folder = places_here().records
    if target.is_relative_to(folder.resolve()):
        complain(
            "A backup among the records would be lost with them. Nothing was written. "
            "Name a file in another folder, best on another disk."
        )
        return 1
    from db import back_up

    try:
        with _open_records(folder) as store:
            report = back_up(store, target)
    except StoreError as fault:
        complain(told(fault, Work.BACKUP))
        return 1
    say(f"{target.name} was written and read back: {_counted(report)}. It opens with today's passphrase.")
    return 0


def restore_records(path: Path, *, unchecked: bool) -> int:
    """Puts a backup where there are no records, after reading all of it. Raises Refused.

    `unchecked` leaves out what needs the passphrase, for who has only the recovery key.
    """
    from db import restore, store_exists

    folder = places_here().records
    try:
        if store_exists(folder):
            raise StoreExists
        if not path.is_file():
            raise StoreMissing
        if unchecked:
            restore(path, folder)
            say("The backup was restored. Open the app, choose the recovery key, and look whether all is there.")
            return 0
        passphrase = ask_passphrase("Passphrase of the day the backup was made")
        report = _checked(path, passphrase)
        restore(path, folder)
    except StoreError as fault:
        complain(told(fault, Work.RESTORE))
        return 1
    say(f"The backup of {report.made_at[:10]} was checked and restored: {_counted(report)}.")
    return 0


def verify_records() -> int:
    """Checks everything in the store. Exit 1 with every fault. Raises Refused."""
    from db import verify

    try:
        with _open_records(places_here().records) as store:
            faults = verify(store)
    except StoreError as fault:
        complain(told(fault, Work.VERIFY))
        return 1
    if faults:
        complain("\n".join([*faults, "These records cannot be trusted. Nothing was changed. Restore a backup."]))
        return 1
    say("Every page and record was checked. The records can be trusted.")
    return 0


@contextmanager
def _open_records(folder: Path) -> "Iterator[EncryptedStore]":
    from db import open_store, store_exists

    if not store_exists(folder):
        raise StoreMissing
    store = open_store(folder, ask_passphrase("Passphrase of the records"))
    try:
        yield store
    finally:
        store.close()


def _checked(backup: Path, passphrase: str) -> "BackupReport":
    """What a backup holds. Raises StoreError, also for a disk without room to unpack it."""
    from db import check_backup

    try:
        return check_backup(backup, passphrase)
    except OSError as fault:
        full = fault.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
        raise (StoreFull() if full else StoreUnreachable()) from None


def _counted(report: "BackupReport") -> str:
    def some(number: int, one: str) -> str:
        return f"{number} {one}{'' if number == 1 else 's'}"

    return f"{some(report.patients, 'patient')}, {some(report.visits, 'visit')}, {some(report.sheets, 'sheet')}"
