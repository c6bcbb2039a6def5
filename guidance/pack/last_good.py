"""Keeps a copy of the edition that last opened well, so that there is a way back when its file is damaged or replaced.

A copy is only kept once it has been opened itself, and only put back when somebody asks for it: no edition ever takes
the place of another one unasked.
"""

import os
from pathlib import Path

from guidance.knowledge import Edition
from guidance.pack.load import PackRefused, load_pack

REFUSED = ".refused"
"""What is added to the name of a file that made way for the last good edition; it is kept for whoever looks into it."""


def keep(pack: Path, kept: Path) -> bool:
    """Copies a pack that has opened well. False when this very file is kept already.

    Raises PackRefused when the copy does not open (the pack was changed meanwhile), OSError when it cannot be written.
    """
    content = pack.read_bytes()
    if kept.is_file() and kept.read_bytes() == content:
        return False
    kept.parent.mkdir(parents=True, exist_ok=True)
    partial = kept.with_suffix(".partial")
    _write(partial, content)
    try:
        load_pack(partial)
    except PackRefused:
        partial.unlink()
        raise
    partial.replace(kept)
    return True


def kept_edition(kept: Path) -> Edition | None:
    """The edition that is kept, or None when there is none that this program could use."""
    try:
        return load_pack(kept).edition
    except PackRefused:
        return None


def put_back(kept: Path, pack: Path) -> Edition:
    """Puts the kept edition in the place of the pack, whole or not at all. What stood there stays beside it.

    Raises PackRefused when the kept one cannot be used itself, OSError when the place cannot be written to.
    """
    edition = load_pack(kept).edition
    partial = pack.with_suffix(".partial")
    _write(partial, kept.read_bytes())
    if pack.is_file():
        _write(pack.with_name(pack.name + REFUSED), pack.read_bytes())
    partial.replace(pack)
    return edition


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
