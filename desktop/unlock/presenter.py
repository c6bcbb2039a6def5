"""Letting the right person in: first run, sign in, lock, and the recovery key.

Knows nothing of the records themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop.background import Runs
from desktop.messages import message_for
from guidance.store import ConsultationStore, WrongPassphrase

SHORTEST_PASSPHRASE = 12


class Mode(StrEnum):
    """What the card asks for."""

    FIRST_RUN = "first_run"
    RECOVERY_KEY = "recovery_key"
    SIGN_IN = "sign_in"
    LOCKED = "locked"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True)
class UnlockState:
    """What the unlock card shows. `wait` are seconds until the next try; `recovery_key` is shown once, at set-up."""

    mode: Mode
    clinician: str = ""
    message: str = ""
    is_fault: bool = False
    busy: bool = False
    wait: int = 0
    recovery_key: str = ""
    attempt: int = 0


class Doors(Protocol):
    """The ways into the records that this screen may use."""

    def exists(self) -> bool:
        """True when this computer has records already."""
        ...

    def create(self, passphrase: str) -> tuple[ConsultationStore, str]:
        """Makes new records; returns them and the recovery key as it is printed."""
        ...

    def open(self, passphrase: str) -> ConsultationStore:
        """Opens the records."""
        ...

    def check(self, passphrase: str) -> None:
        """Raises WrongPassphrase unless the passphrase belongs to the records, which stay as they are."""
        ...

    def open_with_recovery_key(self, recovery_key: str, new_passphrase: str) -> ConsultationStore:
        """Opens the records with the recovery key and sets a new passphrase."""
        ...

    def open_demonstration(self) -> ConsultationStore:
        """Opens the store of the invented patients, and fills it when it is new."""
        ...


class UnlockPresenter(QObject):
    """The verbs of the card.

    `unlocked` carries the open store; `let_in_again` ends a lock, with the store open all the time.
    """

    changed = Signal(object)
    unlocked = Signal(object, bool)
    let_in_again = Signal()

    def __init__(
        self,
        doors: Doors,
        background: Runs,
        clinician: str,
        remember_name: Callable[[str], None],
        *,
        locked_reason: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._doors = doors
        self._background = background
        self._remember_name = remember_name
        self._store: ConsultationStore | None = None
        if locked_reason:
            self._state = UnlockState(Mode.LOCKED, clinician, locked_reason)
        elif doors.exists():
            self._state = UnlockState(Mode.SIGN_IN, clinician)
        else:
            self._state = UnlockState(Mode.FIRST_RUN, clinician)

    @property
    def state(self) -> UnlockState:
        """What the card shows now."""
        return self._state

    def unlock(self, passphrase: str) -> None:
        """Tries a passphrase."""
        if not passphrase or self._state.busy or self._state.wait:
            return
        self._show(busy=True, message="", is_fault=False)
        if self._state.mode is Mode.LOCKED:
            self._background.run(lambda: self._doors.check(passphrase), self._let_in_again, self._failed)
        else:
            self._background.run(lambda: self._doors.open(passphrase), self._open, self._failed)

    def create(self, name: str, passphrase: str, again: str) -> None:
        """Makes the clinic's records on this computer."""
        fault = _fault_of(name, passphrase, again)
        if fault:
            self._show(message=fault, is_fault=True)
            return
        self._remember_name(name.strip())
        self._show(busy=True, message="", is_fault=False, clinician=name.strip())
        self._background.run(lambda: self._doors.create(passphrase), self._created, self._failed)

    def confirm_recovery_key(self, typed: str) -> None:
        """Goes on once the recovery key has been typed from the printed sheet."""
        if self._store is None:
            return
        if _bare(typed) != _bare(self._state.recovery_key):
            self._show(message="That is not the recovery key on the sheet. Check it letter by letter.", is_fault=True)
            return
        self._show(recovery_key="", message="", is_fault=False)
        self._open(self._store)

    def forgotten(self) -> None:
        """Asks for the recovery key instead."""
        self._show(mode=Mode.FORGOTTEN, message="", is_fault=False)

    def remembered(self) -> None:
        """Back to the passphrase."""
        self._show(mode=Mode.SIGN_IN, message="", is_fault=False)

    def recover(self, recovery_key: str, passphrase: str, again: str) -> None:
        """Opens the records with the recovery key and sets a new passphrase."""
        fault = _fault_of("-", passphrase, again)
        if fault:
            self._show(message=fault, is_fault=True)
            return
        self._show(busy=True, message="", is_fault=False)
        self._background.run(
            lambda: self._doors.open_with_recovery_key(recovery_key, passphrase), self._open, self._failed
        )

    def look_around(self) -> None:
        """Opens the demonstration patients."""
        self._show(busy=True, message="", is_fault=False)
        self._background.run(self._doors.open_demonstration, self._open_demonstration, self._failed)

    def second_passed(self) -> None:
        """Counts the waiting time down."""
        if self._state.wait:
            self._show(wait=self._state.wait - 1)

    def _created(self, made: tuple[ConsultationStore, str]) -> None:
        self._store, recovery_key = made
        self._show(mode=Mode.RECOVERY_KEY, recovery_key=recovery_key, busy=False)

    def _let_in_again(self, _: None) -> None:
        self._show(busy=False)
        self.let_in_again.emit()

    def _open(self, store: ConsultationStore) -> None:
        self._show(busy=False)
        self.unlocked.emit(store, False)

    def _open_demonstration(self, store: ConsultationStore) -> None:
        self._show(busy=False)
        self.unlocked.emit(store, True)

    def _failed(self, fault: Exception) -> None:
        message = message_for(fault)
        if message is None:
            raise fault
        wait = fault.wait if isinstance(fault, WrongPassphrase) else 0
        self._show(busy=False, message=message.text, is_fault=True, wait=wait, attempt=self._state.attempt + 1)

    def _show(self, **changes: object) -> None:
        # The names are UnlockState's own fields; a wrong one raises at once
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self.changed.emit(self._state)


def strength_in_words(passphrase: str) -> str:
    """How strong a passphrase is, in words. Length counts most; one character over and over counts little."""
    if not passphrase:
        return ""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return f"Too short: use at least {SHORTEST_PASSPHRASE} characters, for example four words."
    if len(set(passphrase)) < 6:
        return "Weak: it repeats the same characters."
    return "Strong." if len(passphrase) >= 20 else "Good."


def _fault_of(name: str, passphrase: str, again: str) -> str:
    if not name.strip():
        return "Enter your name. It is shown when the screen is locked."
    if len(passphrase) < SHORTEST_PASSPHRASE or len(set(passphrase)) < 6:
        return strength_in_words(passphrase) or "Enter a passphrase."
    if passphrase != again:
        return "The two passphrases differ. Type the same one twice."
    return ""


def _bare(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isalnum())
