"""Whose visit this is: always on, always in the same place, never edited in place."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolTip, QWidget

from desktop.icons import paint_icon
from desktop.theme import current_theme
from desktop.widgets.painting import Themed, paint_frame, paint_text, text_width


@dataclass(frozen=True, slots=True)
class BannerField:
    """A label, its value and what the label means."""

    label: str
    value: str
    tooltip: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the banner shows: family name (in capitals already), the rest, fields, marks; `spoken` is all of it."""

    family: str
    rest: str = ""
    prefers: str = ""
    fields: tuple[BannerField, ...] = ()
    demo: str = ""
    warning: str = ""
    spoken: str = ""
    deceased: bool = False


class PatientBanner(Themed, QPushButton):
    """50 high, full width. Pressing it (`clicked`, also as `opened`) asks for the details of identity."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._identity: Identity | None = None
        self._labels: list[tuple[QRectF, str]] = []
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.opened = self.clicked
        self.hide()

    def set_identity(self, identity: Identity | None) -> None:
        """Shows a patient; None hides the banner."""
        self._identity = identity
        self.setAccessibleName(identity.spoken if identity else "")
        self.setVisible(identity is not None)
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(600), theme.px(50))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(320), theme.px(50))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = (text for box, text in self._labels if box.contains(event.pos()))
            QToolTip.showText(event.globalPos(), next(found, ""), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        who = self._identity
        ground = theme.color("banner")
        if who is not None and who.deceased and theme.name != "high_contrast":
            ground = theme.color("#4A5257")
        painter.fillRect(self.rect(), ground)
        if theme.name == "high_contrast":
            painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.color("border"))
        if who is None:
            return
        end = self._paint_marks(painter, who)
        fields = sum(self._field_width(field) + theme.px(26) for field in who.fields)
        start = theme.px(20)
        room = max(theme.px(120), end - start - fields)
        left = start + self._paint_name(painter, who, start, room) + theme.px(26)
        self._labels = []
        for field in who.fields:
            if left + theme.px(40) > end:
                break
            left = self._paint_field(painter, field, left, end) + theme.px(26)

    def _paint_name(self, painter: QPainter, who: Identity, start: float, room: float) -> float:
        theme = current_theme()
        white, height = theme.color("on_banner"), self.height()
        family, rest = theme.font("banner_name", 600), theme.font("banner_name")
        width = min(float(text_width(family, who.family)), room)
        paint_text(painter, QRectF(start, 0, width, height), who.family, family, white)
        used = width
        if who.rest and used < room:
            words = f", {who.rest}"
            width = min(float(text_width(rest, words)), room - used)
            paint_text(painter, QRectF(start + used, 0, width, height), words, rest, white)
            used += width
        if who.prefers and used + theme.px(40) < room:
            font = theme.font("body")
            width = min(float(text_width(font, who.prefers)), room - used - theme.px(12))
            box = QRectF(start + used + theme.px(12), 0, width, height)
            paint_text(painter, box, who.prefers, font, theme.color("banner_muted"))
            used += width + theme.px(12)
        return used

    def _paint_field(self, painter: QPainter, field: BannerField, left: float, end: float) -> float:
        theme = current_theme()
        label, value = theme.font("banner_label"), theme.font("banner_value")
        width = text_width(label, field.label)
        box = QRectF(left, 1, width, self.height())
        paint_text(painter, box, field.label, label, theme.color("banner_muted"))
        if field.tooltip:
            self._labels.append((box, field.tooltip.replace("<", "&lt;")))
        left += width + theme.px(7)
        width = min(text_width(value, field.value), int(end - left))
        paint_text(painter, QRectF(left, 0, width, self.height()), field.value, value, theme.color("on_banner"))
        return left + width

    def _paint_marks(self, painter: QPainter, who: Identity) -> float:
        theme = current_theme()
        end = float(self.width() - theme.px(16))
        font: QFont = theme.font("small")
        for text, icon in ((who.demo, ""), (who.warning, "alert-triangle")):
            if not text:
                continue
            side = theme.px(15 + 6) if icon else 0
            width = text_width(font, text) + 2 * theme.px(11) + side
            height = theme.px(28)
            box = QRectF(end - width, (self.height() - height) / 2, width, height)
            edge = theme.color("banner_muted")
            paint_frame(painter, box, theme.px(6), edge=edge, dashed=not icon)
            left = box.left() + theme.px(11)
            if icon:
                mark = QRectF(left, box.center().y() - theme.px(15) / 2, theme.px(15), theme.px(15))
                paint_icon(painter, icon, mark, theme.color("focus_in"))
            words = QRectF(left + side, box.top(), width - side, height)
            paint_text(painter, words, text, font, theme.color("on_banner"), elide=False)
            end -= width + theme.px(12)
        return end - theme.px(8)

    @staticmethod
    def _field_width(field: BannerField) -> int:
        theme = current_theme()
        label = text_width(theme.font("banner_label"), field.label)
        return label + theme.px(7) + text_width(theme.font("banner_value"), field.value)
