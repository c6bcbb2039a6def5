"""The name of a treatment, found after two letters. Enter takes the marked suggestion; "+" joins several names.

The suggestions stand under the field, not in a window over it: nothing is covered, and the keyboard stays where it is.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.consultation.treatment_names import (
    NamedTreatment,
    exactly_found,
    parts_of,
    suggestions,
)
from desktop.theme import current_theme
from desktop.widgets.accessible import announce
from desktop.widgets.painting import paint_frame, paint_text, text_width
from desktop.widgets.row_list import AnyIndex, RowDelegate, RowList, RowModel
from desktop.widgets.text_field import TextField

_ROW = 32
_MOST = 6


class _Painter(RowDelegate):
    def row_height(self, _index: AnyIndex) -> int:
        return current_theme().px(_ROW)

    def paint_row(self, painter: QPainter, box: QRectF, index: AnyIndex, *, hovered: bool) -> None:
        view, theme = self.parent(), current_theme()
        if not isinstance(view, SuggestionList):
            return
        named = view.named(index.row())
        marked = view.currentIndex().row() == index.row()
        if marked or hovered:
            paint_frame(painter, box, theme.px(4), fill=theme.color("tint" if marked else "sunken"))
        font = theme.font("body", 600)
        left = box.left() + theme.px(12)
        width = text_width(font, named.name)
        paint_text(painter, QRectF(left, box.top(), width, box.height()), named.name, font, theme.color("text"))
        if named.class_name != named.name:
            rest = QRectF(
                left + width + theme.px(10), box.top(), box.right() - left - width - theme.px(14), box.height()
            )
            paint_text(painter, rest, named.class_name, theme.font("small"), theme.color("muted"))


class SuggestionList(RowList):
    """The names that fit. The field keeps the keyboard; a click takes a name as well."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setObjectName("treatment_suggestions")
        self._model: RowModel[NamedTreatment] = RowModel(lambda named: named.text, lambda named: named.text)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def offer(self, names: Sequence[NamedTreatment]) -> None:
        """Shows these names, the first one marked; hides when there are none."""
        self._model.set_rows(names)
        self.setVisible(bool(names))
        if names:
            self.setCurrentIndex(self._model.index(0))
        self.updateGeometry()
        self.viewport().update()

    def named(self, place: int) -> NamedTreatment:
        """The name at a place."""
        return self._model.rows()[place]

    def marked(self) -> NamedTreatment | None:
        """The name Enter takes, or None."""
        index = self.currentIndex()
        return self.named(index.row()) if index.isValid() and not self.isHidden() else None

    def move_mark(self, step: int) -> None:
        """Marks the next or the previous name."""
        place = max(0, min(self.currentIndex().row() + step, len(self._model.rows()) - 1))
        self.setCurrentIndex(self._model.index(place))
        self.viewport().update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(300), min(len(self._model.rows()), _MOST) * theme.px(_ROW) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(160), self.sizeHint().height())


class NameField(TextField):
    """`found` is told when a person took a name, `left` when Escape empties it, `offered` when other names fit."""

    found = Signal()
    left = Signal()
    offered = Signal()

    def __init__(
        self,
        question: str,
        names: Sequence[NamedTreatment],
        *,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(question, placeholder=placeholder, parent=parent)
        self.setObjectName("treatment_name")
        self._all = tuple(names)
        self.suggestions = SuggestionList(self.tr("Names that fit"))
        self.textEdited.connect(self._suggest)
        self.suggestions.row_chosen.connect(lambda place: self._take(self.suggestions.named(place)))

    def names(self) -> tuple[NamedTreatment, ...]:
        """What the text stands for; only whole names count."""
        return exactly_found(self._all, self.text())

    def fault(self) -> str:
        """Why the text stands for nothing."""
        if not self.text().strip():
            return self.tr("Type the name of a treatment.")
        return self.tr("This name is not in the list, so the rules cannot use it. Try the generic name or the class.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, listed = event.key(), not self.suggestions.isHidden()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and listed:
            self.suggestions.move_mark(1 if key == Qt.Key.Key_Down else -1)
            marked = self.suggestions.marked()
            if marked is not None:
                announce(self, marked.text)
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isReadOnly() and self.text().strip():
            marked = self.suggestions.marked()
            if marked is not None:
                self._take(marked)
            else:
                self._finish()
            return
        if key == Qt.Key.Key_Escape and self.text() and not self.isReadOnly():
            self.clear()
            self.suggestions.offer(())
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _take(self, named: NamedTreatment) -> None:
        """Completes the last name of the text; what stands before it is completed too, where it is clear."""
        whole = named.name.casefold().startswith(self.text().strip().casefold())
        before = [] if whole else parts_of(self.text())[:-1]
        completed = [next(iter(suggestions(self._all, part)), None) for part in before]
        names = [other.name if other else part for other, part in zip(completed, before, strict=True)]
        self.setText(" + ".join([*names, named.name]))
        self._finish()

    def _finish(self) -> None:
        self.suggestions.offer(())
        self.found.emit()

    def _suggest(self, text: str) -> None:
        offered = suggestions(self._all, text)
        self.suggestions.offer(offered)
        self.offered.emit()
        said = self.tr("{count} names fit. First: {name}.") if offered else ""
        self.setAccessibleDescription(
            said.replace("{count}", str(len(offered))).replace("{name}", offered[0].text if offered else "")
        )
