"""One line of Qt that says nothing: the offscreen platform has no windows whose size hints it could hand on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_SAYS_NOTHING = "This plugin does not support propagateSizeHints()"


@contextmanager
def without_size_hints() -> Iterator[None]:
    """Leaves exactly that line out; everything else Qt says is heard as before."""

    def hear(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if text == _SAYS_NOTHING:
            return
        if before is None:
            sys.stderr.write(text + "\n")
        else:
            before(kind, context, text)

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
