"""One program at a time: the lock file with the number of the process that holds the store.

The operating system holds the lock, so that it ends with the process, however that ends; the number in the file is for
people who look.
"""

import errno
import os
import sys
from pathlib import Path

from db.errors import named_os
from guidance.store import StoreBusy

_HELD_BY_ANOTHER = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
# Windows locks bytes, and a locked byte cannot be read: lock one far behind the number
_FAR = 1 << 30


class StoreLock:
    """The lock of one store, held from the constructor to `release`. Raises StoreBusy, StoreReadOnly, StoreFull."""

    def __init__(self, path: Path) -> None:
        try:
            self._file: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as fault:
            raise named_os(fault) from None
        try:
            _take(self._file)
        except OSError as fault:
            os.close(self._file)
            if fault.errno in _HELD_BY_ANOTHER:
                raise StoreBusy("another program holds these records") from None
            raise named_os(fault) from None
        self._sign(self._file)

    @staticmethod
    def _sign(file: int) -> None:
        try:
            os.ftruncate(file, 0)
            os.write(file, f"{os.getpid()}\n".encode())
        except OSError:
            # A full disk must not keep anybody from reading; the lock itself holds
            return

    def release(self) -> None:
        """Lets the next program in. The file stays, since removing it would race with whoever waits."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> None:
        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)
else:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
