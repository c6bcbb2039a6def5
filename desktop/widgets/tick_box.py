"""The tick box, drawn the same wherever something can be ticked."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.icons import paint_icon
from desktop.tokens import current_theme


def paint_tick_box(painter: QPainter, box: QRectF, *, checked: bool, enabled: bool = True) -> None:
    """A tick box: outlined when open, filled with a tick when chosen."""
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = 4 * theme.text_scale
    if checked:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("primary" if enabled else "control"))
        painter.drawRoundedRect(box, radius, radius)
        inset = box.width() * 0.14
        paint_icon(painter, "check", box.adjusted(inset, inset, -inset, -inset), theme.color("on_primary"))
    else:
        pen = QPen(theme.color("control"), 1.5)
        if not enabled:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
    painter.restore()
