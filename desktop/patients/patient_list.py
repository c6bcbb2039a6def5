"""How the list of patients looks: its head, and one painted row per patient."""

from datetime import date, datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.icons import paint_icon
from desktop.identity import born_shown, family_shown, rest_shown
from desktop.theme import current_theme
from desktop.widgets.dates import PartialDate
from desktop.widgets.labels import PlainLabel
from desktop.widgets.painting import paint_text, text_width
from desktop.widgets.row_list import AnyIndex, RowDelegate, RowList, RowModel
from guidance.consultation import Status
from guidance.store import PatientSummary

_COLUMNS = (0.34, 0.22, 0.16, 0.28)
_ROOM_FOR_NOTE = 290


def last_visit_shown(row: PatientSummary, today: date) -> str:
    """What is said of the last visit: "Draft, today 10:42", "Saved 16-Nov-2026"."""
    if not row.last_visit:
        return "No consultation yet"
    at = datetime.fromisoformat(row.last_visit)
    if at.tzinfo is not None:
        at = at.astimezone()
    day = PartialDate.from_iso(at.date().isoformat()).short()
    if at.date() == today and len(row.last_visit) > len("2026-11-23"):
        day = f"today {at:%H:%M}"
    return f"Draft, {day}" if row.last_status is Status.DRAFT else f"Saved {day}"


class ListHead(QWidget):
    """The column names above the list."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        theme = current_theme()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(11), theme.px(16), theme.px(11))
        row.setSpacing(0)
        for name, share in zip(names, _COLUMNS, strict=True):
            row.addWidget(PlainLabel(name, "small_head"), int(share * 100))


class PatientDelegate(RowDelegate):
    """Paints one patient: name with a note below, birth, number, last visit."""

    def __init__(self, parent: RowList, today: date) -> None:
        super().__init__(parent)
        self._today = today

    def row_height(self, _index: AnyIndex) -> int:
        return current_theme().px(58)

    def paint_row(self, painter: QPainter, box: QRectF, index: AnyIndex, *, hovered: bool) -> None:
        model, view = index.model(), self.parent()
        if not isinstance(model, RowModel) or not isinstance(view, RowList):
            return
        row: PatientSummary = model.row(index)
        theme = current_theme()
        chosen = view.currentIndex().row() == index.row()
        if chosen:
            painter.fillRect(box, theme.color("tint"))
            painter.fillRect(QRectF(box.left(), box.top(), theme.px(4), box.height()), theme.color("primary"))
        elif hovered:
            painter.fillRect(box, theme.color("sunken"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.color("divider"))
        inner = box.adjusted(theme.px(16), 0, -theme.px(16), 0)
        left = inner.left()
        cells = []
        for share in _COLUMNS:
            cells.append(QRectF(left, inner.top(), inner.width() * share - theme.px(8), inner.height()))
            left += inner.width() * share
        self._paint_name(painter, cells[0], row)
        body, text = theme.font("body"), theme.color("text")
        paint_text(painter, cells[1], born_shown(row.patient, self._today), body, text)
        paint_text(painter, cells[2], row.patient.identifier or "Not known", body, text)
        name, color = ("circle-dashed", "muted")
        if row.last_visit:
            name, color = ("pencil", "amber") if row.last_status is Status.DRAFT else ("circle-check", "good")
        side = theme.px(18)
        icon = QRectF(cells[3].left(), cells[3].center().y() - side / 2, side, side)
        paint_icon(painter, name, icon, theme.color(color))
        paint_text(
            painter,
            cells[3].adjusted(side + theme.px(8), 0, 0, 0),
            last_visit_shown(row, self._today),
            theme.font("body", 600),
            text,
        )

    def _paint_name(self, painter: QPainter, cell: QRectF, row: PatientSummary) -> None:
        theme = current_theme()
        note, color = "", "muted"
        if row.look_alike:
            roomy = cell.width() > theme.px(_ROOM_FOR_NOTE)
            note, color = "Check name: similar to another patient" if roomy else "Check name", "amber"
        elif row.patient.demonstration:
            note = "Demonstration patient"
        upper = QRectF(cell.left(), cell.top() + theme.px(8), cell.width(), theme.px(22)) if note else cell
        strong = theme.font("body", 600)
        family = family_shown(row.patient)
        paint_text(painter, upper, family, strong, theme.color("text"))
        width = min(text_width(strong, family), upper.width())
        paint_text(
            painter, upper.adjusted(width, 0, 0, 0), rest_shown(row.patient), theme.font("body"), theme.color("text")
        )
        if note:
            lower = QRectF(cell.left(), cell.top() + theme.px(31), cell.width(), theme.px(18))
            font = theme.font("small", 600 if row.look_alike else 400)
            if row.look_alike:
                side = theme.px(15)
                paint_icon(
                    painter,
                    "alert-triangle",
                    QRectF(lower.left(), lower.center().y() - side / 2, side, side),
                    theme.color("amber"),
                )
                lower = lower.adjusted(side + theme.px(5), 0, 0, 0)
            paint_text(painter, lower, note, font, theme.color(color))
