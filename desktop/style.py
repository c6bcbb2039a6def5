"""A thin coat over Fusion: what neither the palette nor the style sheet can say.

Ticks and radio dots of Qt's own controls are drawn like ours, and the focus frame keeps enough room for its two tones.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleFactory, QStyleHintReturn, QStyleOption, QWidget

from desktop.icons import paint_icon
from desktop.tokens import current_theme

FOCUS_MARGIN = 6


class PlainStyle(QProxyStyle):
    """Fusion with our ticks, our icon sizes and room for the focus ring."""

    def __init__(self) -> None:
        super().__init__(QStyleFactory.create("Fusion"))

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        theme = current_theme()
        if metric in (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin):
            return FOCUS_MARGIN
        if metric in (
            QStyle.PixelMetric.PM_IndicatorWidth,
            QStyle.PixelMetric.PM_IndicatorHeight,
            QStyle.PixelMetric.PM_ExclusiveIndicatorWidth,
            QStyle.PixelMetric.PM_ExclusiveIndicatorHeight,
        ):
            return theme.px(20)
        if metric == QStyle.PixelMetric.PM_SmallIconSize:
            return theme.px(18)
        if metric in (QStyle.PixelMetric.PM_ButtonShiftHorizontal, QStyle.PixelMetric.PM_ButtonShiftVertical):
            return 0
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        answer: QStyleHintReturn | None = None,
    ) -> int:
        if hint in (QStyle.StyleHint.SH_FocusFrame_AboveWidget, QStyle.StyleHint.SH_ScrollView_FrameOnlyAroundContents):
            return 1
        if hint == QStyle.StyleHint.SH_EtchDisabledText:
            return 0
        return super().styleHint(hint, option, widget, answer)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        state: QStyle.StateFlag = option.state
        enabled = bool(state & QStyle.StateFlag.State_Enabled)
        chosen = bool(state & QStyle.StateFlag.State_On)
        box = QRectF(option.rect)
        if element in (
            QStyle.PrimitiveElement.PE_IndicatorCheckBox,
            QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck,
        ):
            paint_tick_box(painter, box, checked=chosen, enabled=enabled)
            return
        if element == QStyle.PrimitiveElement.PE_IndicatorRadioButton:
            _paint_radio(painter, box, chosen=chosen, enabled=enabled)
            return
        if element == QStyle.PrimitiveElement.PE_FrameFocusRect:
            return  # the focus ring says it, in two tones
        super().drawPrimitive(element, option, painter, widget)


def paint_tick_box(painter: QPainter, box: QRectF, *, checked: bool, enabled: bool = True) -> None:
    """A tick box: outlined when open, filled with a tick when chosen."""
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = box.adjusted(0.75, 0.75, -0.75, -0.75)
    radius = 4 * theme.text_scale
    if checked:
        fill = theme.color("primary" if enabled else "control")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, radius, radius)
        inset = box.width() * 0.14
        paint_icon(painter, "check", box.adjusted(inset, inset, -inset, -inset), theme.color("on_primary"))
    else:
        pen = QPen(theme.color("control"), 1.5)
        if not enabled:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(frame, radius, radius)
    painter.restore()


def _paint_radio(painter: QPainter, box: QRectF, *, chosen: bool, enabled: bool) -> None:
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    color = theme.color("primary" if chosen and enabled else "control")
    painter.setPen(QPen(color, 1.5))
    painter.setBrush(theme.color("surface"))
    painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    if chosen:
        inset = box.width() * 0.28
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
    painter.restore()
