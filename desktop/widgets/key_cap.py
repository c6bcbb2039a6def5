"""Key caps: which key does what, for the eye only. The key is also in the control's own description."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.theme import current_theme
from desktop.widgets.labels import PlainLabel
from desktop.widgets.painting import Themed, paint_frame, paint_text, text_width

# our letters have no arrows, and another font's would look like a stranger
_ARROWS = {"↑": "arrow-up", "↓": "arrow-down", "←": "arrow-left", "→": "arrow-right"}


class KeyCap(Themed, QLabel):
    """One key or chord, drawn as a key: "Ctrl K", "F6", "↑ ↓"."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._parts = text.split(" ") if any(arrow in text for arrow in _ARROWS) else [text]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def caption(self) -> str:
        """The key as it was given."""
        return self._text

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(max(theme.px(20), self._width() + 2 * theme.px(6)), theme.px(22))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        paint_frame(painter, QRectF(self.rect()), theme.px(4), fill=theme.color("surface"), edge=theme.color("border"))
        edge = theme.color("control")
        edge.setAlphaF(0.55)
        painter.fillRect(QRectF(theme.px(4), self.height() - 1, self.width() - 2 * theme.px(4), 1), edge)
        font = theme.font("key")
        left = (self.width() - self._width()) / 2
        for part in self._parts:
            width = self._part_width(part)
            if part in _ARROWS:
                side = theme.px(12)
                box = QRectF(left, (self.height() - side) / 2, side, side)
                paint_icon(painter, _ARROWS[part], box, theme.color("text"))
            else:
                box = QRectF(left, 0, width, self.height() - 1)
                paint_text(painter, box, part, font, theme.color("text"), elide=False)
            left += width + theme.px(4)

    def _width(self) -> int:
        return sum(self._part_width(part) for part in self._parts) + current_theme().px(4) * (len(self._parts) - 1)

    @staticmethod
    def _part_width(part: str) -> int:
        theme = current_theme()
        return theme.px(12) if part in _ARROWS else text_width(theme.font("key"), part)


class KeyHint(Themed, QWidget):
    """A key cap and what it does."""

    def __init__(self, key: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(KeyCap(key))
        row.addWidget(PlainLabel(text, "small_muted"))
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(current_theme().px(8))
