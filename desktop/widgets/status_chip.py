"""The standing of an option: always icon, word and color together."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.theme import current_theme
from desktop.widgets.accessible import speak_as
from desktop.widgets.painting import Themed, paint_frame, paint_text, text_width


class StatusChip(Themed, QWidget):
    """24 high, 28 if `big`; `bare` leaves the frame away (in rows). `status` is a standing; `text` its word."""

    def __init__(
        self, status: str, text: str, *, big: bool = False, bare: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._big, self._bare = big, bare
        speak_as(self, QAccessible.Role.StaticText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(status, text)

    def set(self, status: str, text: str) -> None:
        """Shows another standing. Raises KeyError for one nobody has drawn."""
        current_theme().status(status)
        self._status, self._text = status, text
        self.setAccessibleName(f"Status: {text}")
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word shown."""
        return self._text

    def sizeHint(self) -> QSize:
        theme = current_theme()
        role = "strong" if self._big else "small_strong"
        width = text_width(theme.font(role), self._text) + theme.px(15 + 6)
        return QSize(width + (0 if self._bare else 2 * theme.px(10)), theme.px(28 if self._big else 24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        look = theme.status(self._status)
        painter = QPainter(self)
        if not self._bare:
            paint_frame(
                painter,
                QRectF(self.rect()),
                self.height() / 2,
                fill=look.background,
                edge=look.border,
                dashed=look.dashed,
            )
        side, left = theme.px(15), 0 if self._bare else theme.px(10)
        paint_icon(painter, look.icon, QRectF(left, (self.height() - side) / 2, side, side), look.text)
        start = left + side + theme.px(6)
        role = "strong" if self._big else "small_strong"
        words = QRectF(start, 0, self.width() - start, self.height())
        paint_text(painter, words, self._text, theme.font(role), look.text, elide=False)
