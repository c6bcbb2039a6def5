"""Saving a sheet: whole or not at all, and in words when it could not be."""

import errno
import os
from contextlib import suppress
from pathlib import Path


def write_whole(target: Path, content: bytes) -> None:
    """Writes a file whole or not at all. Raises OSError; a file that was there before is then untouched."""
    partial = target.with_name(target.name + ".partial")
    try:
        with partial.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(target)
    except OSError:
        with suppress(OSError):
            partial.unlink()
        raise


def file_words(fault: OSError) -> str:
    """Why a sheet could not be saved, what that means, and what to do."""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        happened = "Could not save the sheet. The disk is full."
        return f"{happened} Nothing was written; choose another place, then save again. (F-101)"
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            "Could not save the sheet. This place cannot be written to. Choose another place, then save again. (F-102)"
        )
    return "Could not save the sheet. Nothing was written; choose another place, then save again. (F-103)"
