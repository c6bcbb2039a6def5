"""A word that something worked. It carries nothing that must be read: it goes by itself and stays in the messages."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from desktop.theme import current_theme
from desktop.widgets.accessible import announce, speak_as
from desktop.widgets.card import Card
from desktop.widgets.icon_label import IconLabel

_STAYS_MS = 6000
_ABOVE_BAR = 56 + 16


class Toast(Card):
    """Bottom center of its parent, above the bottom bar, for six seconds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(kind="toast", padding=0, parent=parent)
        speak_as(self, QAccessible.Role.Notification)
        self._words = IconLabel("circle-check", "", "body", color="good")
        self.body.addWidget(self._words)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS_MS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()
        self.restyle()

    def say(self, text: str) -> None:
        """Shows a text; a new one replaces the old."""
        self._words.set("circle-check", text)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)

    def text(self) -> str:
        """The text said last."""
        return self._words.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def restyle(self) -> None:
        super().restyle()
        theme = current_theme()
        self.body.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.body.activate()
        size = self.sizeHint()
        size.setWidth(min(size.width(), parent.width() - 32))
        self.resize(size)
        top = parent.height() - size.height() - current_theme().px(_ABOVE_BAR)
        self.move((parent.width() - size.width()) // 2, top)
