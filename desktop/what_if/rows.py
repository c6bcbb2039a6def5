"""The rows of the what-if sheet: questions with their answer now, answers to try, options with from and to."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from desktop.icons import paint_icon
from desktop.theme import current_theme
from desktop.what_if.presenter import MoveLine, QuestionLine
from desktop.widgets.painting import paint_frame, paint_text, text_width
from desktop.widgets.row_list import AnyIndex, RowDelegate, RowList, RowModel


def spoken_move(line: MoveLine) -> str:
    """One option that would move, in a sentence for a screen reader."""
    return f"{line.name}: {line.before[1] or 'not judged'}, would be {line.after[1] or 'not judged'}"


class _ChosenRow(RowDelegate):
    """A row that is tinted, with a bar at its left, when it is the current one."""

    def _paint_ground(self, painter: QPainter, box: QRectF, *, chosen: bool, hovered: bool) -> None:
        theme = current_theme()
        if chosen:
            paint_frame(painter, box.adjusted(0, 1, 0, -1), theme.px(6), fill=theme.color("tint"))
            bar = QRectF(box.left(), box.top() + theme.px(4), theme.px(3), box.height() - theme.px(8))
            painter.fillRect(bar, theme.color("primary"))
        elif hovered:
            paint_frame(painter, box.adjusted(0, 1, 0, -1), theme.px(6), fill=theme.color("sunken"))

    def _is_chosen(self, index: AnyIndex) -> bool:
        view = self.parent()
        return isinstance(view, RowList) and view.currentIndex().row() == index.row()

    def ring_box(self, box: QRectF) -> QRectF:
        return box.adjusted(2, 2, -2, -2)


class QuestionDelegate(_ChosenRow):
    """A question, with its answer now in small letters."""

    def row_height(self, _index: AnyIndex) -> int:
        return current_theme().px(48)

    def paint_row(self, painter: QPainter, box: QRectF, index: AnyIndex, *, hovered: bool) -> None:
        model = index.model()
        if not isinstance(model, RowModel):
            return
        line: QuestionLine = model.row(index)
        theme = current_theme()
        chosen = self._is_chosen(index)
        self._paint_ground(painter, box, chosen=chosen, hovered=hovered)
        inside = box.adjusted(theme.px(12), theme.px(5), -theme.px(8), 0)
        name = QRectF(inside.left(), inside.top(), inside.width(), theme.px(20))
        paint_text(painter, name, line.text, theme.font("body", 600 if chosen else 400), theme.color("text"))
        now = QRectF(inside.left(), name.bottom(), inside.width(), theme.px(18))
        paint_text(painter, now, line.now, theme.font("small"), theme.color("muted"))


class AnswerDelegate(_ChosenRow):
    """An answer, with a round mark that is filled for the one that is tried."""

    def row_height(self, _index: AnyIndex) -> int:
        return current_theme().px(36)

    def paint_row(self, painter: QPainter, box: QRectF, index: AnyIndex, *, hovered: bool) -> None:
        model = index.model()
        if not isinstance(model, RowModel):
            return
        text: str = model.row(index)
        theme = current_theme()
        chosen = self._is_chosen(index)
        self._paint_ground(painter, box, chosen=chosen, hovered=hovered)
        side = theme.px(18)
        mark = QRectF(box.left() + theme.px(12), box.center().y() - side / 2, side, side)
        paint_icon(
            painter,
            "circle-check-filled" if chosen else "circle",
            mark,
            theme.color("primary" if chosen else "control"),
        )
        words = box.adjusted(theme.px(40), 0, -theme.px(8), 0)
        paint_text(painter, words, text, theme.font("body", 600 if chosen else 400), theme.color("text"))


class MoveDelegate(RowDelegate):
    """An option and how it would stand: from the left status to the right one."""

    def row_height(self, _index: AnyIndex) -> int:
        return current_theme().px(54)

    def paint_row(self, painter: QPainter, box: QRectF, index: AnyIndex, *, hovered: bool) -> None:  # noqa: ARG002
        model = index.model()
        if not isinstance(model, RowModel):
            return
        line: MoveLine = model.row(index)
        theme = current_theme()
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.color("divider"))
        name = QRectF(box.left(), box.top() + theme.px(5), box.width(), theme.px(20))
        paint_text(painter, name, line.name, theme.font("body", 600), theme.color("text"))
        left = box.left()
        top = name.bottom() + theme.px(3)
        left = self._paint_status(painter, left, top, line.before)
        side = theme.px(15)
        arrow = QRectF(left + theme.px(8), top + theme.px(2), side, side)
        paint_icon(painter, "arrow-right", arrow, theme.color("muted"))
        self._paint_status(painter, arrow.right() + theme.px(8), top, line.after)

    def _paint_status(self, painter: QPainter, left: float, top: float, status: tuple[str, str]) -> float:
        theme = current_theme()
        font: QFont = theme.font("small_strong")
        height = theme.px(20)
        if not status[0]:
            words, color = "Not judged", theme.color("muted")
        else:
            look = theme.status(status[0])
            words, color = status[1], QColor(look.text)
            side = theme.px(15)
            paint_icon(painter, look.icon, QRectF(left, top + (height - side) / 2, side, side), color)
            left += side + theme.px(5)
        width = text_width(font, words)
        paint_text(painter, QRectF(left, top, width, height), words, font, color, elide=False)
        return left + width

    def ring_box(self, box: QRectF) -> QRectF:
        return box.adjusted(0, 0, 0, -1)
