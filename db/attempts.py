"""Counting wrong passphrases: five tries, then a wait that grows and survives a restart.

The count lies beside the database, since it is needed before the database is open. It slows a person at the keyboard;
whoever copies the files is slowed by argon2id alone. Nothing here can lock a clinic out for good.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from math import ceil
from pathlib import Path

from db.files import write_whole
from guidance.store import WrongPassphrase

TRIES = 5
_FIRST_WAIT = 60
_LONGEST_WAIT = 3600
_LARGEST_FILE = 4096

Clock = Callable[[], datetime]


def clock_of_this_computer() -> datetime:
    """The time now, with its zone."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Attempts:
    """Failures since the last success, when the last one was, and what the journal has not heard of yet."""

    failed: int = 0
    last: datetime | None = None
    unreported: Mapping[str, int] = field(default_factory=dict)

    def failed_again(self, now: datetime) -> "Attempts":
        """One more wrong passphrase."""
        return replace(self.happened("unlock_failed"), failed=self.failed + 1, last=now)

    def succeeded(self) -> "Attempts":
        """A right one: the count starts again, the journal is still to hear of the failures."""
        return replace(self, failed=0, last=None)

    def happened(self, event: str) -> "Attempts":
        """Something the journal has to hear of when the database is open."""
        return replace(self, unreported={**self.unreported, event: self.unreported.get(event, 0) + 1})

    def wait(self, now: datetime) -> int:
        """Seconds until the next try, 0 when one may try now."""
        if self.failed < TRIES or self.last is None:
            return 0
        # The exponent is bounded, as the count in the file may be any number
        whole: int = min(_FIRST_WAIT * 2 ** min(self.failed - TRIES, 10), _LONGEST_WAIT)
        return max(0, min(ceil(whole - (now - self.last).total_seconds()), whole))

    def settled(self, now: datetime) -> "Attempts":
        """The same, where a failure in the future is one of now: a clock put back must not make the wait longer."""
        return replace(self, last=now) if self.last is not None and self.last > now else self

    def reported(self) -> "Attempts":
        """The same after the journal was told."""
        return replace(self, unreported={})

    def refusal(self, now: datetime) -> WrongPassphrase:
        """What the person at the keyboard is told."""
        return WrongPassphrase(max(0, TRIES - self.failed), self.wait(now))


def read_attempts(path: Path) -> Attempts:
    """The attempts so far.

    A file that is missing or spoiled counts as none: whoever can spoil it could also remove it, and the clinic has to
    get in.
    """
    try:
        with path.open("rb") as file:
            read = json.loads(file.read(_LARGEST_FILE))
        last = datetime.fromisoformat(read["last"]) if read["last"] else None
        unreported = {str(event): int(count) for event, count in read["unreported"].items()}
        if last is not None and last.tzinfo is None:
            return Attempts()
        return Attempts(max(0, int(read["failed"])), last, unreported)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return Attempts()


def write_attempts(path: Path, attempts: Attempts) -> None:
    """Keeps the attempts, if the folder lets us: a full disk must not keep the right person out."""
    last = attempts.last.isoformat() if attempts.last else ""
    content = {"failed": attempts.failed, "last": last, "unreported": dict(attempts.unreported)}
    try:
        if attempts == Attempts():
            path.unlink(missing_ok=True)
        else:
            write_whole(path, json.dumps(content).encode())
    except OSError:
        return
