"""One question of a step: its name at the left, its control, and "not known yet" in the same column on every row."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import current_theme
from desktop.widgets.answered_row import AnsweredRow
from desktop.widgets.card import Card
from desktop.widgets.labels import PlainLabel
from desktop.widgets.not_known import NotKnownCheck

_LABEL = 176
_STACKED_BELOW = 560


class QuestionRow(AnsweredRow):
    """Label 176 wide, control, unit, NotKnownCheck; under them the reading, a note and the fault.

    In a narrow place, or with large text, the label goes above the control.
    """

    def __init__(
        self,
        title: str,
        sub: str,
        control: QWidget,
        *,
        unit: str = "",
        unknown: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        name, tick = PlainLabel(title, "h3", wrap=True), NotKnownCheck(title) if unknown else None
        super().__init__(name, sub, control, unknown=tick, parent=parent)

        self._names = QWidget()
        names = QVBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.sub)
        names.addStretch(1)

        self._answer = QHBoxLayout()
        policy = control.sizePolicy()
        grows = policy.hasHeightForWidth() or bool(policy.expandingDirections() & Qt.Orientation.Horizontal)
        self._answer.addWidget(control, 1 if grows else 0, Qt.AlignmentFlag.AlignTop)
        if unit:
            self._answer.addWidget(PlainLabel(unit, "muted"))
        if not grows:
            self._answer.addStretch(1)
        if self.unknown is not None:
            self._answer.addWidget(self.unknown, 0, Qt.AlignmentFlag.AlignTop)

        self._answers = QVBoxLayout()
        self._answers.addLayout(self._answer)
        self._answers.addWidget(self.reading)
        self._answers.addWidget(self.note)
        self._answers.addWidget(self.fault)
        self._answers.addStretch(1)

        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addWidget(self._names)
        self._row.addLayout(self._answers, 1)
        self.restyle()

    def add_below(self, widget: QWidget) -> None:
        """Adds a part under what is said of the answer."""
        self._answers.insertWidget(self._answers.count() - 1, widget)

    def restyle(self) -> None:
        super().restyle()
        if not hasattr(self, "_row"):
            return
        theme = current_theme()
        self._row.setContentsMargins(theme.px(15), theme.px(9), theme.px(12), theme.px(10))
        self._row.setSpacing(0)
        self._answer.setSpacing(theme.px(8))
        self._answers.setSpacing(theme.px(4))
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        theme = current_theme()
        stacked = 0 < self.width() < theme.px(_STACKED_BELOW)
        wanted = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)
        self._names.setMinimumWidth(0 if stacked else theme.px(_LABEL))
        self._names.setMaximumWidth(16777215 if stacked else theme.px(_LABEL))


class QuestionCard(Card):
    """Rows on one card with hairlines between those that are shown."""

    def __init__(self, rows: Sequence[QWidget] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, spacing=0, parent=parent)
        self.rows: list[QWidget] = []
        for row in rows:
            self.add_row(row)

    def add_row(self, row: QWidget) -> None:
        """Adds a row at the bottom."""
        self.rows.append(row)
        self.body.addWidget(row)

    def restyle(self) -> None:
        super().restyle()
        edge = current_theme().px(3)
        self.body.setContentsMargins(1, edge, 1, edge)
        self.body.setSpacing(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        color = current_theme().color("divider")
        for row in [row for row in self.rows if not row.isHidden()][1:]:
            painter.fillRect(QRectF(1, row.geometry().top() - 1, self.width() - 2, 1), color)
