"""The one region of a screen that scrolls. It keeps the content readable in width and brings the focus into view."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QWidget

from desktop.theme import current_theme
from desktop.widgets.painting import Themed


class ScrollColumn(Themed, QScrollArea):
    """Holds `content`, at most `max_width` px wide at text size 100 %, centered and padded."""

    def __init__(
        self,
        content: QWidget,
        *,
        max_width: int = 1040,
        padding: tuple[int, int, int, int] = (24, 16, 24, 12),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._content, self._max_width, self._padding = content, max_width, padding
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._holder = QWidget()
        row = QHBoxLayout(self._holder)
        row.addStretch(1)
        row.addWidget(content, 1000)
        row.addStretch(1)
        self.setWidget(self._holder)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        theme = current_theme()
        holder = self.widget()
        layout = holder.layout() if holder is not None else None
        if layout is not None:
            left, top, right, bottom = (theme.px(side) if side else 0 for side in self._padding)
            layout.setContentsMargins(left, top, right, bottom)
            layout.setSpacing(0)
            self._content.setMaximumWidth(theme.px(self._max_width))

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._holder.isAncestorOf(now):
            margin = current_theme().px(24)
            self.ensureWidgetVisible(now, margin, margin)
