"""A fact behind a standing: solid if it is known, dashed if not. Pressing it goes to its question."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.theme import current_theme
from desktop.widgets.painting import Themed, paint_frame, paint_text, text_width

_ICONS = {"met": ("check", "good"), "unknown": ("help-circle", "muted"), "not_met": ("x", "muted")}
_SPOKEN = {"met": "met", "unknown": "not known yet", "not_met": "not met"}


class FactChip(Themed, QPushButton):
    """30 high. `verdict` is "met", "unknown" or "not_met"; a fact that is not `known` is always dashed."""

    def __init__(
        self, text: str, detail: str = "", *, known: bool = True, verdict: str = "met", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._detail = text, detail
        self._verdict = verdict if known else "unknown"
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        said = f"{text}, {detail}" if detail else text
        self.setAccessibleName(f"{said}, {_SPOKEN[self._verdict]}")
        self.setToolTip(said.replace("<", "&lt;"))

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = text_width(theme.font("small_strong"), self._text) + theme.px(10 + 15 + 7 + 10)
        if self._detail:
            width += theme.px(8) + text_width(theme.font("small"), self._detail)
        return QSize(width, theme.px(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(60), self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        unknown = self._verdict == "unknown"
        fill = "tint2" if self.isDown() else "tint" if self.underMouse() else "surface"
        edge = theme.color("control" if unknown else "border")
        frame = QRectF(self.rect())
        paint_frame(painter, frame, theme.px(6), fill=theme.color(fill), edge=edge, dashed=unknown)
        name, color = _ICONS[self._verdict]
        side, height, left = theme.px(15), self.height(), float(theme.px(10))
        paint_icon(painter, name, QRectF(left, (height - side) / 2, side, side), theme.color(color))
        left += side + theme.px(7)
        font = theme.font("small_strong")
        room = self.width() - left - theme.px(8)
        width = min(float(text_width(font, self._text)), room)
        paint_text(painter, QRectF(left, 0, width, height), self._text, font, theme.color("text"))
        if self._detail and room > width:
            left += width + theme.px(8)
            rest = QRectF(left, 0, self.width() - left - theme.px(8), height)
            paint_text(painter, rest, self._detail, theme.font("small"), theme.color("muted"))
