"""A tick: one thing that is so or not. Bare in a row of ticks, or boxed with its key letter in a list of choices."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from desktop.theme import current_theme
from desktop.widgets.painting import Themed, paint_frame, paint_text, text_width, without_mnemonic
from desktop.widgets.tick_box import paint_tick_box


class Tick(Themed, QCheckBox):
    """A tick box with its words; `boxed` draws a cell 36 high with the key letter at the right."""

    def __init__(
        self, text: str, *, key: str = "", boxed: bool = False, role: str = "body", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._key, self._boxed, self._role = key, boxed, role
        self.setAccessibleDescription(key)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        wide = QSizePolicy.Policy.Expanding if boxed else QSizePolicy.Policy.Minimum
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)

    def key(self) -> str:
        """The letter that ticks it, or ""."""
        return self._key

    def sizeHint(self) -> QSize:
        theme = current_theme()
        words = text_width(theme.font(self._role), without_mnemonic(self.text()))
        if self._boxed:
            return QSize(words + theme.px(37 + 34), theme.px(36))
        return QSize(words + theme.px(22 + 8 + 4), theme.px(30))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(120), self.sizeHint().height()) if self._boxed else self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        ticked, words = self.isChecked(), without_mnemonic(self.text())
        side, left = theme.px(20), theme.px(9 if self._boxed else 1)
        if self._boxed:
            self._paint_cell(painter, ticked)
        box = QRectF(left, (self.height() - side) / 2, side, side)
        paint_tick_box(painter, box, checked=ticked, enabled=self.isEnabled())
        start = left + side + theme.px(8)
        room = self.width() - start - (theme.px(32) if self._boxed else 0)
        color = theme.color("text" if self.isEnabled() else "subtle")
        font = theme.font(self._role, 600 if ticked and self._boxed else None)
        paint_text(painter, QRectF(start, 0, room, self.height()), words, font, color)
        if self._boxed and self._key:
            letter = QRectF(self.width() - theme.px(32), 0, theme.px(20), self.height())
            muted = theme.color("on_tint" if ticked else "subtle")
            paint_text(painter, letter, self._key, theme.font("key"), muted, Qt.AlignmentFlag.AlignRight)

    def _paint_cell(self, painter: QPainter, ticked: bool) -> None:
        theme = current_theme()
        fill = "tint" if ticked or self.underMouse() else "surface"
        edge, width = ("primary", 1.5) if ticked else ("border", 1.0)
        paint_frame(
            painter,
            QRectF(self.rect()),
            theme.px(6),
            fill=theme.color(fill if self.isEnabled() else "sunken"),
            edge=theme.color(edge if self.isEnabled() else "control"),
            width=width,
            dashed=not self.isEnabled(),
        )
