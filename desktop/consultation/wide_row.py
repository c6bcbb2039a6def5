"""A question whose answers need the whole width: the name and "not known yet" above, the list below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import current_theme
from desktop.widgets.answered_row import AnsweredRow
from desktop.widgets.labels import PlainLabel
from desktop.widgets.not_known import NotKnownCheck


class WideRow(AnsweredRow):
    """As QuestionRow, with the control under the title."""

    def __init__(self, title: str, sub: str, control: QWidget, parent: QWidget | None = None) -> None:
        tick = NotKnownCheck(title)
        super().__init__(PlainLabel(title, "h3"), sub, control, unknown=tick, parent=parent)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.sub)
        self._head = QHBoxLayout()
        self._head.addLayout(names, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        # The list comes first in the order of Tab, the tick of its head after it
        self._column.addWidget(control)
        self._head.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        for part in (self.reading, self.note, self.fault):
            self._column.addWidget(part)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_column"):
            theme = current_theme()
            self._column.setContentsMargins(theme.px(16), theme.px(9), theme.px(12), theme.px(12))
            self._column.setSpacing(theme.px(4))
            self._head.setSpacing(theme.px(8))
