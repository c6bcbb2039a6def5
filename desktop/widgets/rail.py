"""The steps at the left: a mark, a name, one line of the answer so far. One Tab stop."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop.icons import paint_icon
from desktop.theme import current_theme
from desktop.widgets.painting import Themed, paint_frame, paint_text
from desktop.widgets.row_list import AnyIndex, RowDelegate, RowList, RowModel

_MARKS = {
    "empty": ("circle", "control"),
    "part": ("circle-dashed", "primary"),
    "done": ("circle-check-filled", "good"),
    "check": ("alert-triangle", "amber"),
}
_SPOKEN = {"empty": "nothing entered", "part": "partly entered", "done": "complete", "check": "something to check"}


@dataclass(frozen=True, slots=True)
class RailStep:
    """One step. `state` is empty, part, done or check."""

    id: str
    name: str
    line: str = ""
    state: str = "empty"


class _StepDelegate(RowDelegate):
    def __init__(self, rail: "Rail", view: RowList) -> None:
        super().__init__(view)
        self._rail = rail

    def row_height(self, _index: AnyIndex) -> int:
        return current_theme().px(48 if self._rail.compact else 60)

    def ring_box(self, box: QRectF) -> QRectF:
        return box.adjusted(0, 0, 0, -current_theme().px(2))

    def paint_row(self, painter: QPainter, box: QRectF, index: AnyIndex, *, hovered: bool) -> None:
        theme = current_theme()
        step = self._rail.step_at(index)
        current = step.id == self._rail.current
        cell = box.adjusted(0, 0, 0, -theme.px(4))
        if current or hovered:
            paint_frame(painter, cell, theme.px(6), fill=theme.color("tint" if current else "sunken"))
        if current:
            bar = QRectF(cell.left(), cell.top() + theme.px(8), theme.px(3), cell.height() - theme.px(16))
            paint_frame(painter, bar, theme.px(1), fill=theme.color("primary"))
        mark, color = _MARKS[step.state]
        if current and step.state == "empty":
            mark, color = "circle-dashed", "primary"
        side = theme.px(18)
        if self._rail.compact:
            middle = cell.center().y() - side / 2
            paint_icon(painter, mark, QRectF(cell.left() + theme.px(9), middle, side, side), theme.color(color))
            number = QRectF(cell.left() + theme.px(32), cell.top(), cell.width() - theme.px(32), cell.height())
            paint_text(painter, number, str(index.row() + 1), theme.font("body", 600), theme.color("text"))
            return
        top = cell.top() + theme.px(10)
        place = QRectF(cell.left() + theme.px(13), top, side, side)
        paint_icon(painter, mark, place, theme.color(color))
        left = cell.left() + theme.px(40)
        width = cell.right() - left - theme.px(8)
        name = theme.font("body", 600 if current else 500)
        paint_text(
            painter, QRectF(left, cell.top() + theme.px(8), width, theme.px(20)), step.name, name, theme.color("text")
        )
        line = QRectF(left, cell.top() + theme.px(28), width, theme.px(19))
        paint_text(painter, line, step.line, theme.font("small"), theme.color("muted"))


class Rail(Themed, QFrame):
    """216 wide, 72 when compact. `chosen` carries the id of a step a person went to."""

    chosen = Signal(str)

    def __init__(self, name: str = "Steps", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.compact = False
        self.current = ""
        self.setProperty("bar", "left")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._model: RowModel[RailStep] = RowModel(self._say, self._explain)
        self.rows = RowList(name)
        self.rows.setObjectName("rail")
        self.rows.setModel(self._model)
        self.rows.setItemDelegate(_StepDelegate(self, self.rows))
        self.rows.row_chosen.connect(lambda place: self.chosen.emit(self._model.rows()[place].id))
        column = QVBoxLayout(self)
        column.addWidget(self.rows)
        self.setFocusProxy(self.rows)
        self.restyle()

    def set_steps(self, steps: Sequence[RailStep], current: str) -> None:
        """Shows the steps, and which one is open."""
        moved = current != self.current
        self.current = current
        self._model.set_rows(steps)
        places = [place for place, step in enumerate(steps) if step.id == current]
        if places and moved:
            self.rows.setCurrentIndex(self._model.index(places[0]))
        self.rows.viewport().update()

    def set_compact(self, compact: bool) -> None:
        """Shows marks and numbers only; names stay as tooltips and for screen readers."""
        self.compact = compact
        self.restyle()

    def step_at(self, index: AnyIndex) -> RailStep:
        """The step of a row."""
        return self._model.row(index)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(72 if self.compact else 216), theme.px(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), current_theme().px(120))

    def restyle(self) -> None:
        super().restyle()
        layout = self.layout()
        if layout is not None:
            theme = current_theme()
            side = theme.px(8 if self.compact else 12)
            layout.setContentsMargins(side, theme.px(11 if self.compact else 15), side, theme.px(8))
            self.rows.restyle()

    def _say(self, step: RailStep) -> str:
        place = [other.id for other in self._model.rows()].index(step.id) + 1
        current = ", open" if step.id == self.current else ""
        line = f". {step.line}" if step.line else ""
        return f"{place} {step.name}, {_SPOKEN[step.state]}{current}{line}"

    def _explain(self, step: RailStep) -> str:
        return f"{step.name}: {step.line}" if step.line else step.name
