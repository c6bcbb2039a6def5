"""What painted widgets share: following the theme, rounded frames, text that fits, the focus ring's two tones."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.theme import current_theme

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object  # at run time the control's own class supplies the methods

_keyboard = [False]


class Themed(_Base):
    """Mixed in before a control: `restyle` is called when theme or text size change."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.restyle()

    def restyle(self) -> None:
        """Measures and paints again in the current theme. Extend it to set lengths of your own."""
        self.updateGeometry()
        self.update()


def text_width(font: QFont, text: str) -> int:
    """Width of a text in logical pixels, with a pixel to spare so that nothing is cut."""
    return QFontMetrics(font).horizontalAdvance(text) + 1


def without_mnemonic(text: str) -> str:
    """A button's text as it is read: "&Next" is "Next", "&&" is "&"."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def paint_text(
    painter: QPainter,
    box: QRectF,
    text: str,
    font: QFont,
    color: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    *,
    elide: bool = True,
) -> None:
    """One line of plain text, centered in height, shortened with an ellipsis if it does not fit."""
    painter.setFont(font)
    painter.setPen(color)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) + 1) if elide else text
    painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


def paint_frame(
    painter: QPainter,
    box: QRectF,
    radius: float,
    *,
    fill: QColor | None = None,
    edge: QColor | None = None,
    width: float = 1.0,
    dashed: bool = False,
) -> None:
    """A rounded rectangle whose edge lies inside the box."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = width / 2 if edge is not None else 0.0
    pen = QPen(edge, width) if edge is not None else QPen(Qt.PenStyle.NoPen)
    if dashed and edge is not None:
        pen.setDashPattern([3.0, 2.0])
    painter.setPen(pen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)


def paint_ring(painter: QPainter, box: QRectF, radius: float) -> None:
    """The focus ring: 3 px light outside, 2 px dark inside, so that one of them shows on any ground."""
    theme = current_theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("focus_in"), 3))
    painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), radius + 3, radius + 3)
    painter.setPen(QPen(theme.color("focus_out"), 2))
    painter.drawRoundedRect(box.adjusted(4, 4, -4, -4), radius + 1, radius + 1)
    painter.restore()


def keyboard_is_used() -> bool:
    """Whether the last thing pressed was a key: only then is the focus shown."""
    return _keyboard[-1]


def remember_keyboard(used: bool) -> None:
    """Notes what was pressed last, for `keyboard_is_used`."""
    _keyboard[:] = [used]
