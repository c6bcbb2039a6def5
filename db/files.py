"""The files of one store, and writing a small file whole or not at all."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class StoreFiles:
    """Where the parts of one store lie. All names are fixed: no file name ever carries a word about a patient."""

    folder: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.folder / "records.plainly"

    @property
    def keys(self) -> Path:
        """The locked copies of the data key."""
        return self.folder / "records.keys"

    @property
    def attempts(self) -> Path:
        """How often a passphrase was wrong, and until when to wait."""
        return self.folder / "records.attempts"

    @property
    def lock(self) -> Path:
        """Held by the one program that uses the store."""
        return self.folder / "records.lock"

    @property
    def exist(self) -> bool:
        """True when any part of a store is here: a store that lost a file is no place for a new one."""
        return self.database.exists() or self.keys.exists()


def write_whole(path: Path, content: bytes) -> None:
    """Replaces the file in one step that survives a power cut. Readable by its owner only. Raises OSError."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Waits until the file's content is on the disk."""
    # Windows flushes only what was opened for writing
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Waits until the names in a folder are on the disk; without it a power cut may undo a rename."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
