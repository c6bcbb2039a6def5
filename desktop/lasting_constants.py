"""Keeps the program alive under PySide6 6.12 with Python 3.11.

PySide6 6.12.0 treats None, True and False as immortal, as they are from Python 3.12 on, and does not count its
references
to them. Before 3.12 every such call takes one reference away, and after some thousand calls the interpreter stops with
"deallocating None" or "deallocating True or False". PySide6 6.11 is not affected, but has no QtPdf wheel of its own.
Giving the three the count that later Pythons give them makes the loss harmless.
"""

import ctypes
import sys

import PySide6

_MANY = 1 << 40  # a call every microsecond would take twelve days to use it up
_CONSTANTS = (None, True, False)


def keep_constants() -> bool:
    """Makes the constants last, where they would not; True if something had to be done.

    Calling it again is harmless.
    """
    if sys.version_info >= (3, 12) or not PySide6.__version__.startswith("6.12."):
        return False
    lost = [constant for constant in _CONSTANTS if sys.getrefcount(constant) < _MANY // 2]
    for constant in lost:
        ctypes.c_ssize_t.from_address(id(constant)).value += _MANY
    return bool(lost)
