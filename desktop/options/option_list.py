"""The list of options: groups that fold, options with a tick. One Tab stop; arrows, Space and Enter do the rest."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from desktop.icons import paint_icon
from desktop.options.presenter import OptionsState, Row
from desktop.theme import current_theme
from desktop.widgets.painting import paint_frame, paint_text
from desktop.widgets.row_list import AnyIndex, RowDelegate, RowList, RowModel

MODALITY_ICONS = {
    "hormonal_therapy": "pill",
    "targeted_therapy": "target",
    "chemotherapy": "droplet",
    "immunotherapy": "shield",
    "radiation_therapy": "radioactive",
    "surgery": "slice",
    "supportive_care": "bone",
}
_TICK = 22


class OptionList(RowList):
    """`option_chosen`, `option_ticked` and `group_folded` carry ids; `letter_pressed` a key that belongs to the
    screen.
    """

    option_chosen = Signal(str)
    option_ticked = Signal(str)
    group_folded = Signal(str)
    letter_pressed = Signal(str)
    detail_wanted = Signal()

    def __init__(self, name: str, spoken: Callable[[Row], str], parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._rows: RowModel[Row] = RowModel(spoken, lambda row: row.badge)
        self.setModel(self._rows)
        self.setItemDelegate(_OptionDelegate(self))
        self.selectionModel().currentChanged.connect(lambda now, _before: self._moved(now.row()))
        self._showing = False

    def show_rows(self, state: OptionsState) -> None:
        """Shows the rows and puts the mark on the chosen option."""
        self._showing = True
        self._rows.set_rows(state.rows)
        place = next((i for i, row in enumerate(state.rows) if row.option and row.option == state.chosen), -1)
        current = self.currentIndex().row()
        on_head = 0 <= current < len(state.rows) and not state.rows[current].option and self.hasFocus()
        if place >= 0 and not on_head:
            self.setCurrentIndex(self._rows.index(place))
        self._showing = False
        self.viewport().update()

    def current_row(self) -> Row | None:
        """The row under the keyboard."""
        place = self.currentIndex().row()
        rows = self._rows.rows()
        return rows[place] if 0 <= place < len(rows) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        key = event.key()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if row is not None and plain:
            if key == Qt.Key.Key_Space and row.option:
                self.option_ticked.emit(row.option)
                return
            if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                if row.folded == (key == Qt.Key.Key_Right):
                    self.group_folded.emit(row.group)
                return
            if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not row.option:
                self.group_folded.emit(row.group)
                return
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.detail_wanted.emit()
                return
            if event.text().lower() in ("w", "c", "/"):
                self.letter_pressed.emit(event.text().lower())
                return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        row = self.current_row()
        if row is None:
            return
        box = self.visualRect(self.currentIndex())
        if not row.option:
            self.group_folded.emit(row.group)
        elif event.position().x() < box.left() + current_theme().px(12 + _TICK + 8):
            self.option_ticked.emit(row.option)

    def _moved(self, place: int) -> None:
        rows = self._rows.rows()
        if not self._showing and 0 <= place < len(rows) and rows[place].option:
            self.option_chosen.emit(rows[place].option)


class _OptionDelegate(RowDelegate):
    def row_height(self, index: AnyIndex) -> int:
        model = index.model()
        head = isinstance(model, RowModel) and not model.row(index).option
        return current_theme().px(36 if head else 50)

    def paint_row(self, painter: QPainter, box: QRectF, index: AnyIndex, *, hovered: bool) -> None:
        model, view = index.model(), self.parent()
        if not isinstance(model, RowModel) or not isinstance(view, RowList):
            return
        row: Row = model.row(index)
        if row.option:
            self._paint_option(painter, box, row, chosen=view.currentIndex().row() == index.row(), hovered=hovered)
        else:
            self._paint_head(painter, box, row, first=index.row() == 0)

    def _paint_head(self, painter: QPainter, box: QRectF, row: Row, *, first: bool) -> None:
        theme = current_theme()
        if not first:
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1), theme.color("border"))
        color = theme.status(row.status).text if row.status else theme.color("muted")
        side = theme.px(18)
        icon = theme.status(row.status).icon if row.status else MODALITY_ICONS.get(row.group, "list")
        left = box.left() + theme.px(12)
        paint_icon(painter, icon, QRectF(left, box.center().y() - side / 2, side, side), color)
        text = QRectF(left + side + theme.px(10), box.top(), box.width() - theme.px(100), box.height())
        paint_text(painter, text, row.text, theme.font("body", 600), color)
        chevron = QRectF(box.right() - theme.px(28), box.center().y() - side / 2, side, side)
        paint_icon(painter, "chevron-right" if row.folded else "chevron-down", chevron, theme.color("muted"))
        count = QRectF(chevron.left() - theme.px(40), box.top(), theme.px(32), box.height())
        paint_text(
            painter, count, str(row.count), theme.font("small", 600), theme.color("muted"), Qt.AlignmentFlag.AlignRight
        )

    def _paint_option(self, painter: QPainter, box: QRectF, row: Row, *, chosen: bool, hovered: bool) -> None:
        theme = current_theme()
        if chosen:
            paint_frame(painter, box.adjusted(0, 1, 0, -1), theme.px(6), fill=theme.color("tint"))
            painter.fillRect(
                QRectF(box.left(), box.top() + theme.px(4), theme.px(3), box.height() - theme.px(8)),
                theme.color("primary"),
            )
        elif hovered:
            paint_frame(painter, box.adjusted(0, 1, 0, -1), theme.px(6), fill=theme.color("sunken"))
        side = theme.px(_TICK - 2)
        tick = QRectF(box.left() + theme.px(12), box.center().y() - side / 2, side, side)
        if row.included:
            paint_frame(painter, tick, theme.px(4), fill=theme.color("primary"))
            inset = side * 0.16
            paint_icon(painter, "check", tick.adjusted(inset, inset, -inset, -inset), theme.color("on_primary"))
        else:
            paint_frame(painter, tick, theme.px(4), fill=theme.color("surface"), edge=theme.color("control"), width=1.4)
        left = tick.right() + theme.px(10)
        width = box.right() - left - theme.px(6)
        paint_text(
            painter,
            QRectF(left, box.top() + theme.px(5), width, theme.px(21)),
            row.text,
            theme.font("body"),
            theme.color("text"),
        )
        icon = theme.px(14)
        lower = QRectF(left, box.top() + theme.px(27), width, theme.px(18))
        paint_icon(
            painter,
            MODALITY_ICONS.get(row.icon, "list"),
            QRectF(left, lower.center().y() - icon / 2, icon, icon),
            theme.color("muted"),
        )
        small = theme.font("small")
        note = f"{row.note}  ·  {row.badge}" if row.badge else row.note
        paint_text(painter, lower.adjusted(icon + theme.px(6), 0, 0, 0), note, small, theme.color("muted"))

    def ring_box(self, box: QRectF) -> QRectF:
        return box.adjusted(2, 2, -2, -2)
