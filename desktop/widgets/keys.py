"""Single keys: they work only inside the control that has the focus, and can be switched off."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_on = [True]
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier)


def use_single_keys(on: bool) -> None:
    """Switches single keys on (as at first) or off, for people who speak or whose hands slip."""
    _on[:] = [on]


def single_keys_are_on() -> bool:
    """Whether single keys work."""
    return _on[-1]


def single_key(event: QKeyEvent) -> str:
    """The one character of a key press without Ctrl, Alt or Meta, in capitals; "" if there is none or they are off."""
    if not _on[-1] or event.modifiers() not in _PLAIN:
        return ""
    text = event.text()
    return text.upper() if len(text) == 1 and text.isprintable() and not text.isspace() else ""
