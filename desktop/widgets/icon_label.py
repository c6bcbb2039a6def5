"""An icon with its words. Icons never stand alone, and the icon itself is not spoken."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.theme import current_theme
from desktop.widgets.labels import PlainLabel
from desktop.widgets.painting import Themed


class Icon(Themed, QWidget):
    """A drawing of `size` px in a token's color; silent for screen readers."""

    def __init__(self, name: str, color: str = "muted", size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._color, self._size = name, color, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set(self, name: str, color: str | None = None) -> None:
        """Shows another drawing, and another color if one is given."""
        self._name, self._color = name, color or self._color
        self.update()

    def sizeHint(self) -> QSize:
        side = current_theme().px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._name:
            painter = QPainter(self)
            paint_icon(painter, self._name, QRectF(self.rect()), current_theme().color(self._color))


class IconLabel(Themed, QWidget):
    """An icon, a gap and plain text in a type role."""

    def __init__(
        self,
        icon: str,
        text: str = "",
        role: str = "small",
        *,
        color: str = "muted",
        size: int = 18,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = Icon(icon, color, size)
        self._label = PlainLabel(text, role, wrap=wrap)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        place = Qt.AlignmentFlag.AlignTop if wrap else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(self._icon, 0, place)
        row.addWidget(self._label, 1)
        self.restyle()

    def set(self, icon: str, text: str, color: str | None = None) -> None:
        """Shows another icon and text."""
        self._icon.set(icon, color)
        self._label.set_text(text)

    def set_role(self, role: str) -> None:
        """Puts the words in another type role."""
        self._label.set_role(role)

    def text(self) -> str:
        """The words beside the icon."""
        return self._label.text()

    def restyle(self) -> None:
        super().restyle()
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(current_theme().px(8))
