"""The parts of the patient's page. Their sizes follow the page and not the text-size setting, so that the page can be
read across a room and always fits.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.theme import current_theme
from desktop.tokens import ROLES
from desktop.widgets.accessible import speak_as
from desktop.widgets.labels import HEADINGS
from desktop.widgets.painting import paint_frame, paint_text


class ScaledLabel(QLabel):
    """Plain text that wraps, in a patient role, `scale` times its size. `weight` replaces the weight of the role."""

    def __init__(self, text: str, role: str, scale: float, *, weight: int | None = None) -> None:
        super().__init__()
        size, usual, color = ROLES[role]
        theme = current_theme()
        self.setTextFormat(Qt.TextFormat.PlainText)
        # not by the style sheet: that one follows the text-size setting
        font = theme.font("body", weight or usual)
        font.setPixelSize(max(9, round(size * scale)))
        self.setFont(font)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.color(color))
        self.setPalette(palette)
        if role in HEADINGS:
            speak_as(self, QAccessible.Role.Heading)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)


class LetterBadge(QWidget):
    """A letter in a filled circle, the same color for every option."""

    def __init__(self, letter: str, side: int) -> None:
        super().__init__()
        self._letter = letter
        self.setFixedSize(side, side)
        self.setAccessibleName(letter)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint_frame(painter, box, box.width() / 2, fill=theme.color("primary"))
        font = theme.font("body", 600)
        font.setPixelSize(int(self.height() * 0.5))
        center = Qt.AlignmentFlag.AlignHCenter
        paint_text(painter, box, self._letter, font, theme.color("on_primary"), center, elide=False)


class ScaledIcon(QWidget):
    """A drawing in the one color of all options; silent for screen readers."""

    def __init__(self, name: str, side: int) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self._name, QRectF(self.rect()), current_theme().color("primary"))
