"""Errors in three sentences: what happened, what it means for this visit, what to do now.

The layer that knows an error names it; this is the only place that words it. An error nobody named reaches the crash
sheet instead.
"""

from dataclasses import dataclass

from guidance.pack.load import PackRefused
from guidance.store import (
    ChangedElsewhere,
    EncryptionMissing,
    NoSuchConsultation,
    NotOurStore,
    StoreBusy,
    StoreDamaged,
    StoreExists,
    StoreFull,
    StoreMissing,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreachable,
    WrongPassphrase,
    WrongRecoveryKey,
)


@dataclass(frozen=True, slots=True)
class Message:
    """What a person is told. `code` is short and helps support; it says nothing about a patient."""

    happened: str
    meaning: str
    now: str
    code: str

    @property
    def text(self) -> str:
        """The three sentences."""
        return f"{self.happened} {self.meaning} {self.now}".strip()


_WORDS: dict[type[Exception], Message] = {
    StoreMissing: Message(
        "There are no records in this place.",
        "Nothing was changed.",
        "Choose the folder of your clinic's records, or start with new ones.",
        "S-101",
    ),
    StoreFull: Message(
        "Could not save. The disk is full.",
        "Your last answers are on the screen and not yet in the record.",
        "Free some space, then choose Try again.",
        "S-102",
    ),
    StoreReadOnly: Message(
        "Could not save. The records can be read and not written.",
        "Your last answers are on the screen and not yet in the record.",
        "Ask for permission to write to the folder, then choose Try again.",
        "S-103",
    ),
    StoreBusy: Message(
        "Another window of this program uses these records.",
        "Nothing was changed.",
        "Close the other window, then try again.",
        "S-104",
    ),
    StoreDamaged: Message(
        "This computer's records cannot be trusted: the file is damaged.",
        "Nothing was changed or deleted.",
        "Restore a backup, or ask the person who looks after this computer.",
        "S-105",
    ),
    StoreTooNew: Message(
        "These records were written by a newer version of this program.",
        "Nothing was changed.",
        "Open them with the newer version.",
        "S-106",
    ),
    StoreUnreachable: Message(
        "The place of the records cannot be reached now.",
        "What is on the screen is not yet in the record.",
        "Check that the disk or network is there, then choose Try again.",
        "S-107",
    ),
    EncryptionMissing: Message(
        "Encryption does not work on this computer.",
        "No records were opened or written, so nothing is unprotected.",
        "Ask the person who looks after this computer to install the program again.",
        "S-108",
    ),
    NotOurStore: Message(
        "This file holds no records of this program.",
        "It was left alone.",
        "Choose the folder of your clinic's records.",
        "S-109",
    ),
    ChangedElsewhere: Message(
        "Somebody else saved this visit after you opened it.",
        "Your answers are on the screen; theirs are in the record.",
        "Open the visit again and enter what is missing.",
        "S-110",
    ),
    NoSuchConsultation: Message(
        "This visit is no longer in the records.",
        "Nothing was changed.",
        "Go back to the list of patients.",
        "S-111",
    ),
    StoreExists: Message(
        "There are records in this place already.",
        "They were left alone.",
        "Sign in to them, or choose another folder.",
        "S-112",
    ),
    WrongRecoveryKey: Message(
        "That recovery key does not open these records.",
        "Nothing was changed.",
        "Check it letter by letter against the sheet, then try again.",
        "S-113",
    ),
    PackRefused: Message(
        "The clinical content cannot be used: its file is missing, changed or of another version.",
        "No guidance is shown, because it could be wrong.",
        "Close the program and open it again: it then offers the edition that last opened well here.",
        "K-101",
    ),
}


def message_for(fault: Exception) -> Message | None:
    """The words for an error, or None when nobody has named it."""
    if isinstance(fault, WrongPassphrase) and not isinstance(fault, WrongRecoveryKey):
        return _wrong_passphrase(fault)
    for kind in type(fault).__mro__:
        if kind in _WORDS:
            return _WORDS[kind]
    return None


def _wrong_passphrase(fault: WrongPassphrase) -> Message:
    if fault.wait:
        now = f"Wait {fault.wait} seconds, then try again."
    elif fault.tries_left == 1:
        now = "One try is left before a waiting time."
    else:
        now = f"{fault.tries_left} tries are left before a waiting time."
    return Message("That passphrase does not open these records.", "Nothing was changed.", now, "S-100")
