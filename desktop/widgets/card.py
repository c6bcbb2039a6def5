"""Cards and the lines between their parts."""

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme import current_theme, repolish
from desktop.widgets.painting import Themed


class Divider(QFrame):
    """A hairline across or down."""

    def __init__(self, *, vertical: bool = False, kind: str = "divider", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", kind)
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        if vertical:
            self.setFixedWidth(1)
            self.setSizePolicy(fixed, free)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(free, fixed)


class Card(Themed, QFrame):
    """A surface with a thin edge, or a tinted or sunken ground. Put what it holds into `body`.

    Kinds: surface, tint (plain words), sunken, urgent, amber, good, patient, lock.
    """

    def __init__(
        self, *, kind: str = "surface", padding: int = 16, spacing: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._padding, self._spacing = padding, spacing
        self._kind = kind
        self.setProperty("card", kind)
        self.body = QVBoxLayout(self)
        self.restyle()

    def add(self, widget: QWidget) -> None:
        """Adds a widget at the bottom."""
        self.body.addWidget(widget)

    def add_divider(self) -> None:
        """Adds a hairline at the bottom."""
        self.body.addWidget(Divider())

    def set_kind(self, kind: str) -> None:
        """Gives the card another ground."""
        if kind != self._kind:
            self._kind = kind
            self.setProperty("card", kind)
            repolish(self)

    def restyle(self) -> None:
        super().restyle()
        theme = current_theme()
        side = theme.px(self._padding) if self._padding else 0
        self.body.setContentsMargins(side, side, side, side)
        self.body.setSpacing(theme.px(self._spacing) if self._spacing else 0)
