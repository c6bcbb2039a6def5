"""What screen readers are told beyond Qt's own: roles for painted widgets, and spoken news.

A QWidget has no way to set its role, so a factory answers for the widgets that were given one with `speak_as`.
"""

from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QWidget

_roles: WeakKeyDictionary[QWidget, QAccessible.Role] = WeakKeyDictionary()
_kept: dict[int, QAccessibleInterface] = {}  # Qt does not own them; a lost one would be a dangling pointer
_installed: list[bool] = []


class _Spoken(QAccessibleWidget):
    """A widget with the role it was given; a label's text is its name."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role)

    def text(self, kind: QAccessible.Text) -> str:
        widget = self.widget()
        if kind == QAccessible.Text.Name and not widget.accessibleName() and isinstance(widget, QLabel):
            return widget.text()
        return super().text(kind)


def speak_as(widget: QWidget, role: QAccessible.Role) -> None:
    """Gives a widget a role for screen readers. Call it in the constructor, before anyone has asked."""
    install_roles()
    _roles[widget] = role


def install_roles() -> None:
    """Makes Qt ask us first. Safe to call again."""
    if not _installed:
        QAccessible.installFactory(_interface)
        _installed.append(True)


def announce(widget: QWidget, text: str, *, assertive: bool = False) -> None:
    """Has a screen reader say `text`: politely after the current sentence, or at once."""
    event = QAccessibleAnnouncementEvent(widget, text)
    if assertive:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


def _interface(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, QWidget):
        return None
    role = _roles.get(thing)
    if role is None:
        return None
    key = id(thing)
    made = _Spoken(thing, role)
    _kept[key] = made
    thing.destroyed.connect(lambda: _kept.pop(key, None))
    return made
