"""What is wrong with one field, under it; and the neutral strip for what concerns the whole screen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.theme import current_theme
from desktop.widgets.accessible import announce, speak_as
from desktop.widgets.buttons import LinkButton
from desktop.widgets.card import Card
from desktop.widgets.icon_label import Icon, IconLabel
from desktop.widgets.labels import PlainLabel


class InlineError(IconLabel):
    """An icon and a sentence that says what to do; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("alert-circle", "", "error", color="urgent", size=15, wrap=True, parent=parent)
        self.hide()

    def set_text(self, text: str) -> None:
        """Says another fault, or hides."""
        self.set("alert-circle", text)
        self.setVisible(bool(text))


_KINDS = {
    "info": ("info-circle", "tint", "on_tint"),
    "amber": ("alert-triangle", "amber", "amber"),
    "urgent": ("alert-circle", "urgent", "urgent"),
    "good": ("circle-check", "good", "good"),
}


class Notice(Card):
    """A strip at the top of a region: an icon, a sentence, and links to what can be done. Hidden until set.

    Kinds: info, amber, urgent, good.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(kind="tint", padding=0, parent=parent)
        speak_as(self, QAccessible.Role.Notification)
        self._icon = Icon("info-circle", "on_tint", 18)
        self._label = PlainLabel("", "body", wrap=True)
        self._row = QHBoxLayout()
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._label, 1)
        self._links: list[LinkButton] = []
        self.body.addLayout(self._row)
        self.hide()
        self.restyle()

    def set(self, text: str, *, kind: str = "info", actions: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        """Says something, with pairs of words and what pressing them does. An urgent one is spoken at once."""
        icon, ground, color = _KINDS[kind]
        self.set_kind(ground)
        self._icon.set(icon, color)
        self._label.set_text(text)
        self.setAccessibleName(text)
        for link in self._links:
            link.setParent(None)
            link.deleteLater()
        self._links = []
        for words, act in actions:
            link = LinkButton(words, small=True)
            link.clicked.connect(lambda _checked=False, act=act: act())
            self._row.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
            self._links.append(link)
        self.show()
        announce(self, text, assertive=kind == "urgent")

    def text(self) -> str:
        """The sentence shown."""
        return self._label.text()

    def clear(self) -> None:
        """Takes the strip away."""
        self.hide()

    def restyle(self) -> None:
        super().restyle()
        theme = current_theme()
        self.body.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        row = getattr(self, "_row", None)
        if row is not None:
            row.setSpacing(theme.px(10))
