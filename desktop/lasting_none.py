"""Keeps the program alive under PySide6 6.12 with Python 3.10 and 3.11.

PySide6 6.12.0 returns None without counting the reference, as is right from Python 3.12 on, where None is immortal.
Before that every such call takes one reference away, and after some five thousand calls the interpreter stops with
"deallocating None". PySide6 6.11 is not affected. A very large count makes the loss harmless.
"""

import ctypes
import sys

import PySide6

_MANY = 1 << 40  # a call every microsecond would take twelve days to use it up


def keep_none() -> bool:
    """Makes None last, where it would not; True if something had to be done. Calling it again is harmless."""
    if sys.version_info >= (3, 12) or not PySide6.__version__.startswith("6.12.") or sys.getrefcount(None) > _MANY // 2:
        return False
    ctypes.c_ssize_t.from_address(id(None)).value += _MANY
    return True
