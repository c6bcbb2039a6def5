"""The tick every question has, in the same column everywhere: not known yet."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from desktop.theme import current_theme
from desktop.widgets.keys import single_key
from desktop.widgets.painting import Themed, paint_frame, paint_text, text_width
from desktop.widgets.tick_box import paint_tick_box


class NotKnownCheck(Themed, QCheckBox):
    """136 by 38. `marked` is told only when a person ticked or unticked it."""

    marked = Signal(bool)

    def __init__(self, question: str, text: str = "Not known yet", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("U")
        self.set_question(question)
        self.clicked.connect(self.marked)

    def set_question(self, question: str) -> None:
        """Changes the question in the spoken name: "HER2 staining: not known yet"."""
        self.setAccessibleName(f"{question}: {self.text()[:1].lower()}{self.text()[1:]}")

    def set_marked(self, on: bool) -> None:
        """Shows the tick or not, telling nobody."""
        self.setChecked(on)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        words = text_width(theme.font("small", 600), self.text())
        return QSize(max(theme.px(136), words + theme.px(44)), theme.px(38))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if single_key(event) == "U":
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        marked = self.isChecked()
        if marked:
            fill, edge = theme.color("tint"), theme.color("primary")
            paint_frame(painter, QRectF(self.rect()), theme.px(6), fill=fill, edge=edge, width=1.5)
        elif self.underMouse():
            paint_frame(painter, QRectF(self.rect()), theme.px(6), fill=theme.color("tint"))
        side = theme.px(20)
        box = QRectF(theme.px(8), (self.height() - side) / 2, side, side)
        paint_tick_box(painter, box, checked=marked, enabled=self.isEnabled())
        start = theme.px(34)
        words = QRectF(start, 0, self.width() - start, self.height())
        color = theme.color("on_tint" if marked else "muted")
        font = theme.font("small", 600 if marked else 400)
        paint_text(painter, words, self.text(), font, color, Qt.AlignmentFlag.AlignLeft, elide=False)
