"""Buttons: one main action a screen, quiet ones beside it, links and icons. All are real push buttons."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.theme import Theme, current_theme
from desktop.widgets.painting import Themed, paint_frame, paint_text, text_width, without_mnemonic


class _PaintedButton(Themed, QPushButton):
    """A push button that paints icon, words and an icon after them."""

    HEIGHT = 36
    PADDING = 16
    ROLE = "body"
    WEIGHT = 600

    def __init__(
        self,
        text: str,
        *,
        icon: str | None = None,
        icon_after: str | None = None,
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name, self._icon_after, self._tall = icon, icon_after, tall
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_icon(self, icon: str | None, icon_after: str | None = None) -> None:
        """Shows other icons, or none."""
        self._icon_name, self._icon_after = icon, icon_after
        self.restyle()

    def setText(self, text: str) -> None:
        super().setText(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        height = theme.px(44 if self._tall else self.HEIGHT)
        return QSize(self._content_width(theme) + 2 * theme.px(self.PADDING), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        color = self._paint_ground(painter, theme)
        font = theme.font(self.ROLE, self.WEIGHT)
        words = without_mnemonic(self.text())
        side, gap = theme.px(18), theme.px(8)
        left = (self.width() - self._content_width(theme)) / 2
        middle = (self.height() - side) / 2
        if self._icon_name:
            paint_icon(painter, self._icon_name, QRectF(left, middle, side, side), color)
            left += side + gap
        width = text_width(font, words)
        paint_text(painter, QRectF(left, 0, width, self.height()), words, font, color, elide=False)
        if self._icon_after:
            paint_icon(painter, self._icon_after, QRectF(left + width + gap, middle, side, side), color)

    def _content_width(self, theme: Theme) -> int:
        width = text_width(theme.font(self.ROLE, self.WEIGHT), without_mnemonic(self.text()))
        return width + sum(theme.px(26) for name in (self._icon_name, self._icon_after) if name)

    def _paint_ground(self, painter: QPainter, theme: Theme) -> QColor:
        raise NotImplementedError

    def _paint_disabled(self, painter: QPainter, theme: Theme) -> QColor:
        paint_frame(
            painter,
            QRectF(self.rect()),
            theme.px(6),
            fill=theme.color("sunken"),
            edge=theme.color("control"),
            dashed=True,
        )
        return theme.color("subtle")


class PrimaryButton(_PaintedButton):
    """The main action of the screen."""

    def _paint_ground(self, painter: QPainter, theme: Theme) -> QColor:
        if not self.isEnabled():
            return self._paint_disabled(painter, theme)
        fill = "primary_press" if self.isDown() else "primary_hover" if self.underMouse() else "primary"
        paint_frame(painter, QRectF(self.rect()), theme.px(6), fill=theme.color(fill))
        return theme.color("on_primary")


class SecondaryButton(_PaintedButton):
    """Another action: outlined."""

    def _paint_ground(self, painter: QPainter, theme: Theme) -> QColor:
        if not self.isEnabled():
            return self._paint_disabled(painter, theme)
        fill = "tint2" if self.isDown() else "tint" if self.underMouse() else "surface"
        edge = theme.color("control")
        paint_frame(painter, QRectF(self.rect()), theme.px(6), fill=theme.color(fill), edge=edge)
        return theme.color("text")


class LinkButton(_PaintedButton):
    """An action that reads like a link."""

    PADDING = 8

    def __init__(
        self,
        text: str,
        *,
        icon: str | None = None,
        underline: bool = False,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, icon=icon, parent=parent)
        self._underline = underline
        if small:
            self.ROLE, self.WEIGHT, self.HEIGHT, self.PADDING = "small", 500, 22, 3

    def _paint_ground(self, painter: QPainter, theme: Theme) -> QColor:
        if not self.isEnabled():
            return theme.color("subtle")
        color = theme.color("primary_hover" if self.underMouse() or self.isDown() else "primary")
        if self.underMouse():
            paint_frame(painter, QRectF(self.rect()), theme.px(6), fill=theme.color("tint"))
        if self._underline:
            width = self._content_width(theme)
            left = (self.width() - width) / 2
            below = self.height() / 2 + theme.px(8 if self.HEIGHT < 30 else 9)
            painter.fillRect(QRectF(left, below, width, max(1.0, theme.text_scale)), color)
        return color


class StripButton(_PaintedButton):
    """An action on the red strip, in the strip's colors: filled is the one to press, outlined the other."""

    def __init__(self, text: str, *, filled: bool, parent: QWidget | None = None) -> None:
        super().__init__(text, parent=parent)
        self._filled = filled

    def _paint_ground(self, painter: QPainter, theme: Theme) -> QColor:
        strip, words = theme.color("urgent_solid"), theme.color("on_urgent")
        swap = self._filled != (self.isDown() or self.underMouse())
        paint_frame(painter, QRectF(self.rect()), theme.px(6), fill=words if swap else strip, edge=words)
        return strip if swap else words


class IconButton(Themed, QPushButton):
    """A button with an icon only: its name is spoken, and shown with its key as a tooltip."""

    def __init__(
        self, icon: str, name: str, *, key: str = "", color: str = "text", side: int = 32, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._color, self._side = icon, color, side
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_name(name, key)

    def set_name(self, name: str, key: str = "") -> None:
        """Changes what is spoken and shown as tooltip."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})" if key else name)
        self.setAccessibleDescription(key)

    def set_icon(self, icon: str, color: str | None = None) -> None:
        """Shows another drawing."""
        self._icon_name, self._color = icon, color or self._color
        self.update()

    def sizeHint(self) -> QSize:
        side = current_theme().px(self._side)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        if self.isEnabled() and (self.isDown() or self.underMouse()):
            paint_frame(
                painter, QRectF(self.rect()), theme.px(6), fill=theme.color("tint2" if self.isDown() else "tint")
            )
        side = theme.px(20)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        color = theme.color(self._color if self.isEnabled() else "subtle")
        if not self.isEnabled():
            painter.setOpacity(0.6)
        paint_icon(painter, self._icon_name, box, color)
