"""People out of ten, or of a hundred: a number that can be seen. The filled ones come first."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import current_theme
from desktop.widgets.accessible import speak_as
from desktop.widgets.painting import Themed


class IconArray(Themed, QWidget):
    """`count` of `of` figures filled, ten in a row. `spoken` says it: "About 2 in 10 people feel very tired"."""

    def __init__(self, count: int, of: int = 10, spoken: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = 27
        speak_as(self, QAccessible.Role.Graphic)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(count, of, spoken)

    def set_count(self, count: int, of: int, spoken: str) -> None:
        """Shows another number. Raises ValueError if more are filled than there are."""
        if not 0 <= count <= of:
            raise ValueError(f"{count} of {of} cannot be drawn")
        self._count, self._of = count, of
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def set_figure(self, height: int) -> None:
        """Height of one figure at text size 100 %."""
        self._figure = height
        self.restyle()

    def sizeHint(self) -> QSize:
        height = current_theme().px(self._figure)
        step = height * 0.78
        rows = -(-self._of // 10)
        return QSize(round(step * min(10, self._of)), round(height * rows + height * 0.15 * (rows - 1)) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = theme.px(self._figure)
        for place in range(self._of):
            row, column = divmod(place, 10)
            box = QRectF(column * height * 0.78, row * height * 1.15 + 1, height * 0.66, height)
            if place < self._count:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("primary"))
            else:
                painter.setPen(QPen(theme.color("control"), max(1.0, height * 0.045)))
                painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(_person(box))


def _person(box: QRectF) -> QPainterPath:
    """A head over rounded shoulders: nobody in particular."""
    path = QPainterPath()
    head = box.width() * 0.46
    path.addEllipse(QRectF(box.center().x() - head / 2, box.top() + 1, head, head))
    body = QRectF(box.left() + 1, box.top() + head + box.height() * 0.1, box.width() - 2, box.height() * 0.5)
    path.addRoundedRect(body, box.width() * 0.3, box.width() * 0.3)
    return path
