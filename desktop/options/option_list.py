"""The list of options: groups that fold, options with a tick. One Tab stop; arrows, Space and Enter do the rest."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from desktop.icons import paint_icon
from desktop.modality_icons import MODALITY_ICONS
from desktop.options.presenter import Row
from desktop.theme import current_theme
from desktop.widgets.keys import single_key
from desktop.widgets.painting import paint_frame, paint_text
from desktop.widgets.row_list import AnyIndex, RowDelegate, RowList, RowModel

_TICK = 22
_LEFT = 12
_TEXT_LEFT, _TEXT_RIGHT = 42, 8
_NOTE = 19


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
        self._rows: RowModel[Row] = RowModel(spoken, _explained)
        self.setModel(self._rows)
        self.setItemDelegate(_OptionDelegate(self))
        self.selectionModel().currentChanged.connect(lambda now, _before: self._moved(now.row()))
        self._showing = False
        self._shown: tuple[tuple[Row, ...], str] = ((), "")

    def show_rows(self, rows: tuple[Row, ...], chosen: str) -> None:
        """Shows the rows and puts the mark on the chosen option; the place in the list stays where it was."""
        if (rows, chosen) == self._shown:
            return
        mark_moved = chosen != self._shown[1]
        self._shown = (rows, chosen)
        under_keyboard = self.current_row()
        scrolled = self.verticalScrollBar().value()
        self._showing = True
        self._rows.set_rows(rows)
        place = self._place_for(rows, chosen, under_keyboard, mark_moved=mark_moved)
        if place != self.currentIndex().row():
            self.setCurrentIndex(self._rows.index(place))
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(scrolled)
        if place >= 0:
            self.scrollTo(self._rows.index(place))
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
        letter = single_key(event)
        if letter in ("W", "C", "/"):
            self.letter_pressed.emit(letter)
            return
        if letter:
            return  # no jumping by letters: a slip would open another option
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        row = self._rows.row(index) if index.isValid() else None
        if row is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if not row.option:
            self.group_folded.emit(row.group)
        elif event.position().x() < self.visualRect(index).left() + current_theme().px(_LEFT + _TICK + 8):
            self.option_ticked.emit(row.option)

    def _place_for(self, rows: tuple[Row, ...], chosen: str, before: Row | None, *, mark_moved: bool) -> int:
        """The row for the keyboard: the chosen option, unless a person stands on the head of a group or just folded
        the group of the option.
        """
        option = next((place for place, row in enumerate(rows) if row.option and row.option == chosen), -1)
        if before is None or mark_moved or not (self.hasFocus() or option < 0):
            return option
        if before.option and option >= 0:
            return option
        head = next((place for place, row in enumerate(rows) if not row.option and row.group == before.group), -1)
        return head if head >= 0 else option

    def _moved(self, place: int) -> None:
        rows = self._rows.rows()
        if not self._showing and 0 <= place < len(rows) and rows[place].option:
            self.option_chosen.emit(rows[place].option)


def _explained(row: Row) -> str:
    return ", ".join(part for part in (row.text, row.status_word, row.note, row.badge) if part) if row.option else ""


def lines_of(text: str, font: QFont, width: float) -> list[str]:
    """A name in as many lines as it needs in this width (px)."""
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return lines


class _OptionDelegate(RowDelegate):
    def row_height(self, index: AnyIndex) -> int:
        theme, model, view = current_theme(), index.model(), self.parent()
        if not isinstance(model, RowModel) or not isinstance(view, RowList):
            return 0
        row: Row = model.row(index)
        if not row.option:
            return theme.px(36)
        width = view.viewport().width() - theme.px(_TEXT_LEFT + _TEXT_RIGHT)
        lines = len(lines_of(row.text, theme.font("body", 600), width))
        return theme.px(29 + (_NOTE if row.badge else 0)) + _line_height() * lines

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
        tick = QRectF(box.left() + theme.px(_LEFT), box.center().y() - side / 2, side, side)
        if row.included:
            paint_frame(painter, tick, theme.px(4), fill=theme.color("primary"))
            inset = side * 0.16
            paint_icon(painter, "check", tick.adjusted(inset, inset, -inset, -inset), theme.color("on_primary"))
        else:
            paint_frame(painter, tick, theme.px(4), fill=theme.color("surface"), edge=theme.color("control"), width=1.4)
        left = box.left() + theme.px(_TEXT_LEFT)
        width = box.right() - left - theme.px(_TEXT_RIGHT)
        # broken as if bold, so that choosing a row never makes it taller
        lines = lines_of(row.text, theme.font("body", 600), width)
        font = theme.font("body", 600 if chosen else 400)
        for place, line in enumerate(lines):
            at = QRectF(left, box.top() + theme.px(5) + place * _line_height(), width, _line_height())
            paint_text(painter, at, line, font, theme.color("text"), elide=False)
        top = box.top() + theme.px(5) + len(lines) * _line_height()
        note = QRectF(left, top, width, theme.px(_NOTE))
        self._paint_note(painter, note, row, by_standing=row.group == row.status)
        if row.badge:
            badge = note.translated(0, note.height())
            paint_text(painter, badge, row.badge, theme.font("small", 600), theme.color("amber"))

    def _paint_note(self, painter: QPainter, box: QRectF, row: Row, *, by_standing: bool) -> None:
        """The line under the name: the type beside its icon, or in the other grouping the standing beside its own."""
        theme = current_theme()
        look = theme.status(row.status)
        icon = MODALITY_ICONS.get(row.modality, "list") if by_standing else look.icon
        color = theme.color("muted") if by_standing else look.text
        side = theme.px(14)
        paint_icon(painter, icon, QRectF(box.left(), box.center().y() - side / 2, side, side), color)
        text = box.adjusted(side + theme.px(6), 0, 0, 0)
        paint_text(painter, text, row.note, theme.font("small"), theme.color("muted"))

    def ring_box(self, box: QRectF) -> QRectF:
        return box.adjusted(2, 2, -2, -2)


def _line_height() -> int:
    return current_theme().px(20)
