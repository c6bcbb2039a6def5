"""What happens when a fourth option is chosen: three fit side by side, so somebody says which one makes room."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.options.presenter import OptionsState
from desktop.theme import current_theme
from desktop.widgets.accessible import announce, speak_as
from desktop.widgets.buttons import LinkButton, SecondaryButton
from desktop.widgets.card import Card
from desktop.widgets.flow import FlowLayout
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.painting import Themed


class FourthOption(Themed, QWidget):
    """Hidden while nothing waits. `dropped` carries the option that makes room; `kept` means all three stay."""

    dropped = Signal(str)
    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fourth_option")
        speak_as(self, QAccessible.Role.Notification)
        self._column = QVBoxLayout(self)
        self._card: Card | None = None
        self._shown: tuple[object, ...] = ()
        self.hide()
        self.restyle()

    def show_state(self, state: OptionsState) -> None:
        """Asks, or goes away."""
        fourth, name = state.fourth
        key = (state.fourth, state.discussed) if fourth else ()
        if key == self._shown:
            return
        self._shown = key
        if self._card is not None:
            self._column.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
            self._card = None
        if fourth:
            self._ask(name, state.discussed)
        self.setVisible(bool(fourth))

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_column"):
            theme = current_theme()
            self._column.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), 0)

    def _ask(self, name: str, discussed: tuple[tuple[str, str], ...]) -> None:
        said = self.tr("Three options fit side by side. Take one out to make room for {0}:").format(name)
        self.setAccessibleName(said)
        card = Card(kind="amber", padding=12, spacing=8)
        card.add(IconLabel("columns-3", said, "strong", color="amber", wrap=True))
        choices = QWidget()
        flow = FlowLayout(choices, spacing=8)
        for option, kept in discussed:
            button = SecondaryButton(kept.replace("&", "&&"))
            button.setObjectName(f"drop:{option}")
            button.setAccessibleName(self.tr("Take out {0}").format(kept))
            button.clicked.connect(lambda _=False, option=option: self.dropped.emit(option))
            flow.addWidget(button)
        keep = LinkButton(self.tr("Keep these"))
        keep.setObjectName("keep_three")
        keep.clicked.connect(self.kept)
        flow.addWidget(keep)
        card.add(choices)
        self._card = card
        self._column.addWidget(card)
        announce(self, said)
