"""The settings page: who, which clinic, how it looks, when it locks. Applies at once."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.settings.values import Settings
from desktop.theme import current_theme
from desktop.widgets.bottom_bar import BottomBar
from desktop.widgets.card import Card
from desktop.widgets.labels import PlainLabel
from desktop.widgets.scroll import ScrollColumn
from desktop.widgets.segments import Segment, SegmentGroup
from desktop.widgets.text_field import TextField
from desktop.widgets.tick import Tick

_WIDTH = 720


class SettingsView(QWidget):
    """`changed` carries the new settings; `left` goes back to where the person was."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self._settings = settings
        theme = current_theme()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(PlainLabel(self.tr("Settings"), "h1"))
        you = self._card(column, self.tr("You"))
        self._text(you, self.tr("Your name"), "clinician")
        clinic = self._card(column, self.tr("Clinic, printed on every sheet"))
        self._text(clinic, self.tr("Name of the clinic"), "clinic")
        self._text(clinic, self.tr("Phone by day"), "phone_day")
        self._text(clinic, self.tr("Phone at night and on weekends"), "phone_night")
        self._text(clinic, self.tr("Hours"), "hours")
        self._text(clinic, self.tr("Who paid for this sheet"), "paid_by")
        self._text(clinic, self.tr("Local emergency pathway, shown with urgent alerts"), "emergency")
        self._choice(
            clinic,
            self.tr("Licenses of"),
            "region",
            (("us", self.tr("United States")), ("eu", self.tr("European Union"))),
        )
        self._choice(clinic, self.tr("Paper"), "paper", (("a4", "A4"), ("letter", self.tr("Letter"))))
        look = self._card(column, self.tr("Screen and keyboard"))
        themes = (("light", self.tr("Light")), ("dark", self.tr("Dark")), ("high_contrast", self.tr("High contrast")))
        self._choice(look, self.tr("Theme"), "theme", themes)
        sizes = tuple((str(size), f"{round(size * 100)} %") for size in (1.0, 1.25, 1.5, 2.0))
        self._choice(look, self.tr("Text size"), "text_scale", sizes)
        minutes = tuple((str(m), self.tr("{0} min").format(m)) for m in (1, 3, 5, 10, 15))
        self._choice(look, self.tr("Lock after"), "lock_minutes", minutes)
        keys = self._card(column, self.tr("Keyboard, dates and names"))
        self._tick(keys, self.tr("Single-letter keys, such as U for not known yet"), "single_letter_keys")
        self._tick(keys, self.tr("Read 3/9/2024 as 3 September (day first)"), "day_first")
        self._tick(keys, self.tr("Show the patient's name in the window title"), "name_in_title")
        column.addStretch(1)
        self._bottom = BottomBar()
        self._bottom.set_back(self.tr("&Back"))
        self._bottom.set_hints((("Esc", self.tr("back")),))
        self._bottom.back_pressed.connect(self.left)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(ScrollColumn(inside, max_width=_WIDTH), 1)
        whole.addWidget(self._bottom)

    def start(self) -> None:
        """Puts the keyboard into the first field."""
        first = self.findChild(TextField, "clinician")
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _card(self, column: QVBoxLayout, title: str) -> Card:
        column.addWidget(PlainLabel(title, "h3"))
        card = Card(spacing=10)
        column.addWidget(card)
        return card

    def _text(self, card: Card, name: str, field: str) -> None:
        line = TextField(name)
        line.setObjectName(field)
        line.set_text(str(getattr(self._settings, field)))
        line.entered.connect(lambda text: self._change(field, text))
        card.body.addLayout(self._row(name, line))

    def _choice(self, card: Card, name: str, field: str, choices: tuple[tuple[str, str], ...]) -> None:
        group = SegmentGroup(name, tuple(Segment(choice, text) for choice, text in choices), inline=True)
        group.setObjectName(field)
        group.choose(str(getattr(self._settings, field)))
        group.chosen.connect(lambda chosen: self._change(field, chosen))
        group.cleared.connect(lambda: group.choose(str(getattr(self._settings, field))))
        card.body.addLayout(self._row(name, group))

    def _tick(self, card: Card, name: str, field: str) -> None:
        tick = Tick(name)
        tick.setObjectName(field)
        tick.setChecked(bool(getattr(self._settings, field)))
        tick.clicked.connect(lambda: self._keep(field, tick.isChecked()))
        card.add(tick)

    def _row(self, name: str, control: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        label = PlainLabel(name, "body")
        label.setFixedWidth(current_theme().px(250))
        label.setWordWrap(True)
        label.setBuddy(control)
        row.addWidget(label)
        row.addWidget(control, 1)
        return row

    def _change(self, field: str, text: str) -> None:
        kind = type(getattr(self._settings, field))
        self._keep(field, kind(text))

    def _keep(self, field: str, value: object) -> None:
        # The names are Settings' own fields; a wrong one raises at once
        self._settings = replace(self._settings, **{field: value})  # type: ignore[arg-type]
        self.changed.emit(self._settings)
