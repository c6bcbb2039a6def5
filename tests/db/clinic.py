"""A clinic to test with: weak keys for speed, real encrypted files, a clock that moves when told."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db import Cost, RecoveryKey, create_store, open_store
from db.store import EncryptedStore

PASSPHRASE = "four plain words here"
WEAK = Cost(passes=1, memory=8, lanes=1)


@dataclass
class Clock:
    """A clock that stands still until somebody moves it."""

    now: datetime = datetime(2026, 11, 24, 10, 42, 7, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Clinic:
    """One clinic's folder, and the ways in with weak keys."""

    folder: Path
    clock: Clock
    recovery_key: RecoveryKey | None = None
    passphrase: str = PASSPHRASE
    cost: Cost = WEAK

    @property
    def database(self) -> Path:
        return self.folder / "records.plainly"

    @property
    def keys(self) -> Path:
        return self.folder / "records.keys"

    def founded(self) -> EncryptedStore:
        store, self.recovery_key = create_store(self.folder, self.passphrase, cost=self.cost, clock=self.clock)
        return store

    def opened(self, passphrase: str = PASSPHRASE) -> EncryptedStore:
        return open_store(self.folder, passphrase, clock=self.clock)
