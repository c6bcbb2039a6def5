"""The table of earlier treatments, newest first. One Tab stop; Enter edits, Delete removes, A adds."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.icons import paint_icon
from desktop.theme import current_theme
from desktop.widgets.keys import single_key
from desktop.widgets.painting import Themed, keyboard_is_used, paint_ring, paint_text, text_width

_ROW, _HEAD, _PADDING = 36, 32, 8
_MOST_ROWS = 8
AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class TreatmentLine:
    """One row: the place in the history (from 0), the texts of the columns, and the icon of how it ended.

    `tip` is the whole name with its class.
    """

    place: int
    name: str
    setting: str
    started: str
    stopped: str
    ended: str
    mark: str = ""
    tip: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The columns in order."""
        return self.name, self.setting, self.started, self.stopped, self.ended


class _Model(QAbstractTableModel):
    def __init__(self, headings: Sequence[str]) -> None:
        super().__init__()
        self._headings = tuple(headings)
        self._lines: tuple[TreatmentLine, ...] = ()

    def set_lines(self, lines: Sequence[TreatmentLine]) -> None:
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def lines(self) -> tuple[TreatmentLine, ...]:
        return self._lines

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        text = line.texts[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._headings[index.column()]}: {text or '–'}"
            case Qt.ItemDataRole.ToolTipRole:
                tip = line.tip if index.column() == 0 and line.tip else text
                return tip.replace("&", "&amp;").replace("<", "&lt;")
            case Qt.ItemDataRole.DecorationRole if index.column() == len(self._headings) - 1 and line.mark:
                return line.mark
            case _:
                return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class _Cell(QStyledItemDelegate):
    """Paints a cell with the room of a card around it, and the ring around the row that has the keyboard."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        table, theme = self.parent(), current_theme()
        if not isinstance(table, QTableView):
            return
        box = QRectF(option.rect)
        if table.currentIndex().row() == index.row():
            painter.fillRect(box, theme.color("tint"))
        painter.fillRect(QRectF(box.left(), box.bottom(), box.width(), 1), theme.color("divider"))
        left = box.left() + theme.px(_PADDING)
        mark = index.data(Qt.ItemDataRole.DecorationRole)
        if mark:
            side = theme.px(16)
            color = theme.color("urgent" if mark == "trending-up" else "muted")
            paint_icon(painter, mark, QRectF(left, box.center().y() - side / 2, side, side), color)
            left += side + theme.px(7)
        room = QRectF(left, box.top(), box.right() - left - 2, box.height())
        font = theme.font("body", 600 if index.column() == 0 else 400)
        paint_text(painter, room, str(index.data()), font, theme.color("text"))
        if table.hasFocus() and keyboard_is_used() and table.currentIndex().row() == index.row():
            last = index.column() == index.model().columnCount() - 1
            painter.save()
            painter.setClipRect(box)
            ring = box.adjusted(0 if index.column() == 0 else -12, 0, 0 if last else 12, 0)
            paint_ring(painter, ring, theme.px(4))
            painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        theme = current_theme()
        font = theme.font("body", 600 if index.column() == 0 else 400)
        mark = theme.px(16 + 7) if index.data(Qt.ItemDataRole.DecorationRole) else 0
        return QSize(text_width(font, str(index.data())) + mark + theme.px(_PADDING + 6), theme.px(_ROW))


class TreatmentTable(Themed, QTableView):
    """`edited`, `removed` and `pointed` carry the place of an entry in the history; `adding` is the key A."""

    edited = Signal(int)
    removed = Signal(int)
    pointed = Signal(int)
    adding = Signal()

    def __init__(self, name: str, headings: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("treatments")
        self.setAccessibleName(name)
        self._model = _Model(headings)
        self.setModel(self._model)
        self.setItemDelegate(_Cell(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A hidden vertical header is still read out by its numbers; without one there is nothing to read
        self.verticalHeader().setVisible(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self._point(now))
        self.doubleClicked.connect(lambda index: self.edited.emit(self._model.lines()[index.row()].place))
        self.restyle()

    def set_lines(self, lines: Sequence[TreatmentLine]) -> None:
        """Shows these rows; the chosen entry stays chosen if it is still there."""
        if tuple(lines) == self._model.lines():
            return
        chosen = self.chosen_place()
        self._model.set_lines(lines)
        rows = [row for row, line in enumerate(lines) if line.place == chosen]
        if rows:
            self.selectRow(rows[0])
        self.setVisible(bool(lines))
        self.updateGeometry()

    def chosen_place(self) -> int | None:
        """The place of the chosen entry, or None."""
        index = self.currentIndex()
        return self._model.lines()[index.row()].place if index.isValid() else None

    def sizeHint(self) -> QSize:
        theme = current_theme()
        rows = min(self._model.rowCount(), _MOST_ROWS)
        return QSize(theme.px(420), theme.px(_HEAD) + rows * theme.px(_ROW) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(260), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.chosen_place()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and place is not None:
            self.edited.emit(place)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and place is not None:
            self.removed.emit(place)
        elif single_key(event) == "A":
            self.adding.emit()
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_model"):
            theme = current_theme()
            self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
            self.horizontalHeader().setFixedHeight(theme.px(_HEAD))

    def _point(self, index: AnyIndex) -> None:
        self.pointed.emit(self._model.lines()[index.row()].place if index.isValid() else -1)
