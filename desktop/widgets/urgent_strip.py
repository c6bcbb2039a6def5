"""The one alarm of the product: same-day danger, said first. It pushes the page down and never takes the focus."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme import current_theme
from desktop.widgets.accessible import announce, speak_as
from desktop.widgets.buttons import StripButton
from desktop.widgets.icon_label import Icon
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.painting import Themed


class UrgentStrip(Themed, QFrame):
    """62 high until it is seen, then a line of 28. Hidden until it is shown."""

    read_pressed = Signal()
    seen_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", "urgent")
        speak_as(self, QAccessible.Role.AlertMessage)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._seen = False
        self._said = ""
        self._icon = Icon("alert-triangle-filled", "on_urgent", 26)
        self._title = PlainLabel("", "urgent_title")
        self._sentence = PlainLabel("", "urgent_text", wrap=True)
        self._line = ElidedLabel("", "urgent_line")
        self.read_button = StripButton("", filled=True)
        self.seen_button = StripButton("", filled=False)
        self.read_button.clicked.connect(self.read_pressed)
        self.seen_button.clicked.connect(self.seen_pressed)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._sentence)
        words.addWidget(self._line)
        words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.read_button)
        self._row.addWidget(self.seen_button)
        self.hide()
        self.restyle()

    def show_alert(
        self, title: str, sentence: str, *, read_text: str = "Read what to do", seen_text: str = "Seen, continue"
    ) -> None:
        """Shows a danger that nobody has seen yet. It is spoken at once, and only once for the same words."""
        self._seen = False
        self._title.set_text(title)
        self._sentence.set_text(sentence)
        self.read_button.setText(read_text)
        self.seen_button.setText(seen_text)
        self._arrange()
        said = f"{title}. {sentence}"
        self.setAccessibleName(said)
        if said != self._said:
            self._said = said
            announce(self, said, assertive=True)

    def show_seen(self, text: str) -> None:
        """Shrinks to one line: "Urgent: possible cord compression, seen 10:44"."""
        self._seen = True
        self._line.set_text(text)
        self.setAccessibleName(text)
        self._arrange()

    def clear(self) -> None:
        """Takes the strip away, when the fact behind it changed."""
        self._said = ""
        self.hide()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_row"):
            theme = current_theme()
            edge = theme.px(4 if self._seen else 9)
            self._row.setContentsMargins(theme.px(20), edge, theme.px(16), edge)
            self._row.setSpacing(theme.px(12))
            self.setMinimumHeight(theme.px(28 if self._seen else 62))

    def _arrange(self) -> None:
        for part in (self._title, self._sentence, self.read_button, self.seen_button):
            part.setVisible(not self._seen)
        self._line.setVisible(self._seen)
        self._icon.setVisible(not self._seen)
        self.restyle()
        self.show()
