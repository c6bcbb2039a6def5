"""Small tags: "off label", "needs an ESR1 result", a demonstration mark."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.theme import Theme, current_theme
from desktop.widgets.accessible import speak_as
from desktop.widgets.painting import Themed, paint_frame, paint_text, text_width


class Tag(Themed, QWidget):
    """22 high. Tones: muted, amber, urgent, good, primary, demo (dashed)."""

    def __init__(
        self, text: str, *, tone: str = "muted", icon: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._tone, self._icon = text, tone, icon
        speak_as(self, QAccessible.Role.StaticText)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = text_width(theme.font("small_strong"), self._text) + 2 * theme.px(8)
        return QSize(width + (theme.px(15 + 5) if self._icon else 0), theme.px(22))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        words, fill, edge = self._colors(theme)
        painter = QPainter(self)
        dashed = self._tone == "demo"
        paint_frame(painter, QRectF(self.rect()), theme.px(4), fill=fill, edge=edge, dashed=dashed)
        left, side = theme.px(8), theme.px(15)
        if self._icon:
            paint_icon(painter, self._icon, QRectF(left, (self.height() - side) / 2, side, side), words)
            left += side + theme.px(5)
        room = QRectF(left, 0, self.width() - left, self.height())
        paint_text(painter, room, self._text, theme.font("small_strong"), words, elide=False)

    def _colors(self, theme: Theme) -> tuple[QColor, QColor, QColor]:
        if self._tone in ("amber", "urgent", "good"):
            standing = {"amber": "later", "urgent": "unsuitable", "good": "relevant"}[self._tone]
            look = theme.status(standing)
            return look.text, look.background, look.border
        if self._tone == "primary":
            return theme.color("on_tint"), theme.color("tint"), theme.color("tint2")
        return theme.color("muted"), theme.color("surface"), theme.color("control")
