"""The order of Tab, set explicitly: what is built late would otherwise come last."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def focusable_in(container: QWidget) -> list[QWidget]:
    """Everything in a container that can have the keyboard, in the order it was built, hidden things included."""
    found = [container, *container.findChildren(QWidget)]
    return [widget for widget in found if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and not widget.isWindow()]


def in_this_order(widgets: Iterable[QWidget]) -> None:
    """Chains the widgets for Tab."""
    before: QWidget | None = None
    for widget in widgets:
        if before is not None:
            QWidget.setTabOrder(before, widget)
        before = widget
