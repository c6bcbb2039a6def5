"""The line under an answer that says how it is read: "ER-positive. 1 to 10% is shown as 'ER-low'." """

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.theme import current_theme
from desktop.widgets.painting import Themed


class ReadingLine(Themed, QLabel):
    """An arrow, a strong part and the rest, wrapped as one text. Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strong = self._rest = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def set_reading(self, strong: str, rest: str = "") -> None:
        """Says another thing, or nothing."""
        self._strong, self._rest = strong, rest
        self.setText(f"{strong} {rest}".strip())
        self.setAccessibleName(self.text())
        self.setVisible(bool(self.text()))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return int(self._layout(width).boundingRect().height() + 0.99)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(320), self.heightForWidth(max(self.width(), theme.px(320))))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(120), theme.px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        side = theme.px(15)
        paint_icon(painter, "corner-down-right", QRectF(0, theme.px(1), side, side), theme.color("muted"))
        painter.setPen(theme.color("muted"))
        self._layout(self.width()).draw(painter, QRectF(theme.px(22), 0, 0, 0).topLeft())

    def _layout(self, width: int) -> QTextLayout:
        theme = current_theme()
        layout = QTextLayout(self.text(), theme.font("small"))
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        strong = QTextLayout.FormatRange()
        shape = QTextCharFormat()
        shape.setFontWeight(QFont.Weight.DemiBold.value)
        shape.setForeground(theme.color("muted"))
        strong.start, strong.length, strong.format = 0, len(self._strong), shape
        layout.setFormats([strong])
        layout.beginLayout()
        y = 0.0
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(1, width - theme.px(22)))
            line.setPosition(QRectF(0, y, 0, 0).topLeft())
            y += line.height()
        layout.endLayout()
        return layout
