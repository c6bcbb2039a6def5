"""The bar at the bottom: back at the left, the keys of this screen in the middle, the main action at the far right."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop.theme import current_theme
from desktop.widgets.accessible import announce, speak_as
from desktop.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.widgets.key_cap import KeyHint
from desktop.widgets.labels import PlainLabel
from desktop.widgets.painting import Themed


class BottomBar(Themed, QFrame):
    """56 high."""

    back_pressed = Signal()
    secondary_pressed = Signal()
    primary_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", "bottom")
        speak_as(self, QAccessible.Role.ToolBar)
        self.setAccessibleName("Actions")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._hints: tuple[tuple[str, str], ...] = ()
        self._narrow = False
        self.back_button = SecondaryButton("", icon="arrow-left")
        self.secondary_button = SecondaryButton("")
        self.primary_button = PrimaryButton("")
        self.back_button.setObjectName("back")
        self.secondary_button.setObjectName("secondary")
        self.primary_button.setObjectName("primary")
        self._notice = PlainLabel("", "amber")
        self._notice.hide()
        self._keys = QWidget()
        self._key_row = QHBoxLayout(self._keys)
        self._key_row.setContentsMargins(0, 0, 0, 0)
        # the hints give way when the window is narrow, the buttons do not
        self._keys.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.back_button)
        self._row.addWidget(self._keys, 1)
        self._row.addWidget(self._notice, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.secondary_button)
        self._row.addWidget(self.primary_button)
        self.back_button.clicked.connect(self.back_pressed)
        self.secondary_button.clicked.connect(self.secondary_pressed)
        self.primary_button.clicked.connect(self.primary_pressed)
        for button in (self.back_button, self.secondary_button, self.primary_button):
            button.hide()
        self.restyle()

    def set_back(self, text: str | None) -> None:
        """Words of the way back; None hides it."""
        self.back_button.setText(text or "")
        self.back_button.setVisible(text is not None)

    def set_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Pairs of key and what it does."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            self._show_hints()

    def set_secondary(self, text: str | None, icon: str | None = None, *, enabled: bool = True) -> None:
        """Another action; None hides it."""
        self.secondary_button.setText(text or "")
        self.secondary_button.set_icon(icon)
        self.secondary_button.setEnabled(enabled)
        self.secondary_button.setVisible(text is not None)

    def set_primary(
        self, text: str | None, *, icon: str | None = None, icon_after: str | None = None, enabled: bool = True
    ) -> None:
        """The main action; None hides it."""
        self.primary_button.setText(text or "")
        self.primary_button.set_icon(icon, icon_after)
        self.primary_button.setEnabled(enabled)
        self.primary_button.setVisible(text is not None)

    def set_notice(self, text: str) -> None:
        """A line before something happens by itself: "Locks in 30 s. Press any key to stay."; "" takes it away."""
        if text and text != self._notice.text():
            announce(self, text)
        self._notice.set_text(text)
        self._notice.setVisible(bool(text))

    def set_narrow(self, narrow: bool) -> None:
        """Shows only where all keys are listed."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._show_hints()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), current_theme().px(56))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), current_theme().px(56))

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_row"):
            theme = current_theme()
            self._row.setContentsMargins(theme.px(16), 1, theme.px(16), 0)
            self._row.setSpacing(theme.px(8))
            self._key_row.setSpacing(theme.px(16))

    def _show_hints(self) -> None:
        while (item := self._key_row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        self._key_row.addStretch(1)
        for key, text in (("F1", "keys"),) if self._narrow else self._hints:
            self._key_row.addWidget(KeyHint(key, text), 0, Qt.AlignmentFlag.AlignVCenter)
        self._key_row.addStretch(1)
