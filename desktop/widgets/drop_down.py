"""A closed list of many choices. The wheel over it scrolls the page: it never changes an answer unnoticed."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.theme import current_theme
from desktop.widgets.painting import Themed, paint_frame, paint_text, text_width


class DropDown(Themed, QComboBox):
    """38 high. `chosen` carries the id a person chose."""

    chosen = Signal(str)

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(question)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda _place: self.chosen.emit(str(self.currentData())))

    def set_items(self, items: Sequence[tuple[str, str]]) -> None:
        """Offers these choices, as pairs of id and text; what was chosen stays chosen if it is still offered."""
        before = self.currentData()
        self.clear()
        for choice, text in items:
            self.addItem(text, choice)
        self.choose(before)

    def choose(self, choice: str | None) -> None:
        """Shows a choice, or none, telling nobody."""
        self.setCurrentIndex(-1 if choice is None else self.findData(choice))

    def sizeHint(self) -> QSize:
        theme = current_theme()
        widest = max((text_width(theme.font(), self.itemText(place)) for place in range(self.count())), default=0)
        return QSize(widest + theme.px(12 + 38), theme.px(38))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), current_theme().px(120)), self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        on = self.isEnabled()
        fill = theme.color("surface" if on else "sunken")
        paint_frame(painter, QRectF(self.rect()), theme.px(6), fill=fill, edge=theme.color("control"), dashed=not on)
        side = theme.px(18)
        words = QRectF(theme.px(12), 0, self.width() - theme.px(12 + 34), self.height())
        empty = self.currentIndex() < 0
        color = theme.color("subtle" if empty or not on else "text")
        paint_text(painter, words, self.placeholderText() if empty else self.currentText(), theme.font(), color)
        box = QRectF(self.width() - side - theme.px(8), (self.height() - side) / 2, side, side)
        paint_icon(painter, "chevron-down", box, theme.color("text" if on else "subtle"))
