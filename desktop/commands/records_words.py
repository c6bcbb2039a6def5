"""What the commands of the record store say when something fails.

The screens' words (desktop/messages.py) speak of answers on the screen and of buttons. On the command line there are
none, so the sentences that name them are said anew; the codes stay.
"""

from dataclasses import replace
from enum import Enum

from desktop.messages import message_for
from guidance.store import (
    NotOurStore,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreExists,
    StoreFull,
    StoreMissing,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreachable,
    WrongPassphrase,
)


class Work(Enum):
    """What is being done to the records."""

    BACKUP = "backup"
    RESTORE = "restore"
    VERIFY = "verify"


_NOTHING_DONE = {
    Work.BACKUP: "No backup was written.",
    Work.RESTORE: "Nothing was restored.",
    Work.VERIFY: "Nothing was checked.",
}
_AGAIN = {
    StoreFull: "Free some space, then try again.",
    StoreReadOnly: "Ask for permission to write to the folder, then try again.",
    StoreUnreachable: "Check that the disk or network is there, then try again.",
    StoreBusy: "Close the program, then try again.",
}
_HAPPENED = {
    StoreFull: "The disk is full.",
    StoreReadOnly: "The folder can be read and not written.",
    StoreUnreachable: "The folder cannot be reached now.",
    StoreBusy: "The records are open in this program.",
}
_OF_THE_BACKUP: dict[type[StoreError], tuple[str, str]] = {
    StoreMissing: ("There is no backup of this name.", "Check the name, then try again."),
    StoreExists: (
        "There are records on this computer already.",
        "Move their folder away, or set PLAINLY_HOME to an empty folder, then try again.",
    ),
    StoreDamaged: ("This backup cannot be trusted: the file is damaged.", "Try another backup."),
    StoreTooNew: ("This backup was written by a newer version of this program.", "Restore it with the newer version."),
    NotOurStore: ("This file is no backup of this program.", "Check the name, then try again."),
    WrongPassphrase: (
        "That passphrase does not open this backup.",
        "Use the one of the day the backup was made, or restore it with --with-recovery-key.",
    ),
}


def told(fault: StoreError, work: Work) -> str:
    """The words for an error, with its code."""
    message = message_for(fault)
    if message is None:
        raise fault
    for kind in type(fault).__mro__:
        if work is Work.RESTORE and kind in _OF_THE_BACKUP:
            happened, now = _OF_THE_BACKUP[kind]
            message = replace(message, happened=happened, meaning=_NOTHING_DONE[work], now=now)
            break
        if kind in _AGAIN:
            message = replace(message, happened=_HAPPENED[kind], meaning=_NOTHING_DONE[work], now=_AGAIN[kind])
            break
    return f"{message.text} ({message.code})"
