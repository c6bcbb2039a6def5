"""A list of rows from frozen values: one Tab stop, arrows inside, Enter or a click chooses; delegates paint."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.widgets.painting import Themed, keyboard_is_used, paint_ring

Row = TypeVar("Row")
AnyIndex = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractListModel, Generic[Row]):
    """Rows with a text for screen readers and a tooltip."""

    def __init__(self, spoken: Callable[[Row], str], explained: Callable[[Row], str]) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self._spoken, self._explained = spoken, explained

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Takes other rows. Rows at the same places are changed in place, so that the focus stays."""
        given = tuple(rows)
        if len(given) != len(self._rows):
            self.beginResetModel()
            self._rows = given
            self.endResetModel()
            return
        changed = [place for place, row in enumerate(given) if row != self._rows[place]]
        self._rows = given
        for place in changed:
            self.dataChanged.emit(self.index(place), self.index(place))

    def rows(self) -> tuple[Row, ...]:
        """The rows shown."""
        return self._rows

    def row(self, index: AnyIndex) -> Row:
        """The row at an index of this model."""
        return self._rows[index.row()]

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own default; it is never changed
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._explained(row).replace("&", "&amp;").replace("<", "&lt;") or None
        return None


class RowDelegate(QStyledItemDelegate):
    """Paints one row; subclasses fill `paint_row` and `row_height`. The focus ring comes from here."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(10, self.row_height(index))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        view = self.parent()
        if not isinstance(view, RowList):
            return
        painter.save()
        box = QRectF(option.rect)
        self.paint_row(painter, box, index, hovered=view.hovered_row() == index.row())
        painter.restore()
        if view.hasFocus() and keyboard_is_used() and view.currentIndex().row() == index.row():
            paint_ring(painter, self.ring_box(box), 4)

    def row_height(self, index: AnyIndex) -> int:
        """Height of a row in pixels."""
        raise NotImplementedError

    def paint_row(self, painter: QPainter, box: QRectF, index: AnyIndex, *, hovered: bool) -> None:
        """Paints a row into its box."""
        raise NotImplementedError

    def ring_box(self, box: QRectF) -> QRectF:
        """Where the focus ring goes."""
        return box


class RowList(Themed, QListView):
    """`row_chosen` carries the place of a row a person chose, `left` that they pressed Esc."""

    row_chosen = Signal(int)
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._hovered = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.entered.connect(self._hover)
        self.clicked.connect(lambda index: self.row_chosen.emit(index.row()))

    def hovered_row(self) -> int:
        """The place of the row under the mouse, or -1."""
        return self._hovered

    def content_height(self) -> int:
        """Height of all rows together."""
        model = self.model()
        return sum(self.sizeHintForRow(place) for place in range(model.rowCount())) if model else 0

    def restyle(self) -> None:
        super().restyle()
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and index.isValid():
            self.row_chosen.emit(index.row())
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = -1
        self.viewport().update()

    def visible_box(self, place: int) -> QRect:
        """Where a row is on the viewport."""
        return self.visualRect(self.model().index(place, 0))

    def _hover(self, index: QModelIndex) -> None:
        self._hovered = index.row()
        self.viewport().update()
