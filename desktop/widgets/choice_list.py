"""Several choices may be ticked; "none of these" clears them; a letter ticks each."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.theme import current_theme
from desktop.widgets.accessible import speak_as
from desktop.widgets.keys import single_key
from desktop.widgets.painting import Themed
from desktop.widgets.tick import Tick


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be ticked. `key` is the character that ticks it."""

    id: str
    text: str
    key: str = ""
    detail: str = ""


class ChoiceList(Themed, QWidget):
    """Ticks in columns, one Tab stop, arrows inside.

    `changed` carries the ids ticked, in the order offered; `none_chosen` whether "none of these" is ticked now.
    An empty list without "none of these" is a question not answered.
    """

    changed = Signal(tuple)
    none_chosen = Signal(bool)
    unknown_pressed = Signal()
    hovered = Signal(str)

    def __init__(
        self,
        question: str,
        choices: Sequence[Choice],
        *,
        columns: int = 2,
        boxed: bool = True,
        none_text: str = "",
        unknown_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._question, self._columns, self._boxed = question, columns, boxed
        self._ticks: dict[str, Tick] = {}
        speak_as(self, QAccessible.Role.Grouping)
        self.setAccessibleName(question)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for choice in choices:
            self._ticks[choice.id] = self._add(choice)
            self._ticks[choice.id].clicked.connect(self._ticked)
        self._none = self._add(Choice("none", none_text, "0")) if none_text else None
        self._unknown = self._add(Choice("unknown", unknown_text, "U")) if unknown_text else None
        if self._none is not None:
            self._none.clicked.connect(self._none_ticked)
        if self._unknown is not None:
            self._unknown.clicked.connect(self.unknown_pressed)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._one_tab_stop()
        self.restyle()

    def set_chosen(self, ids: Sequence[str], *, none: bool = False, unknown: bool = False) -> None:
        """Shows which are ticked, telling nobody."""
        for choice, tick in self._ticks.items():
            tick.setChecked(choice in ids)
        if self._none is not None:
            self._none.setChecked(none)
        if self._unknown is not None:
            self._unknown.setChecked(unknown)

    def chosen(self) -> tuple[str, ...]:
        """The ids ticked, in the order offered."""
        return tuple(choice for choice, tick in self._ticks.items() if tick.isChecked())

    def is_none(self) -> bool:
        """Whether "none of these" is ticked."""
        return self._none is not None and self._none.isChecked()

    def tick(self, choice: str) -> Tick:
        """The tick of a choice. Raises KeyError for an unknown id."""
        return self._ticks[choice]

    def focus(self) -> None:
        """Puts the focus on the first tick."""
        self._all()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, Tick):
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._take_key(watched, event)
            if event.type() == QEvent.Type.FocusIn:
                self._one_tab_stop(watched)
            if event.type() in (QEvent.Type.FocusIn, QEvent.Type.Enter):
                self.hovered.emit(watched.objectName())
        return super().eventFilter(watched, event)

    def restyle(self) -> None:
        super().restyle()
        theme = current_theme()
        self._grid.setHorizontalSpacing(theme.px(6))
        self._grid.setVerticalSpacing(theme.px(6 if self._boxed else 2))

    def _add(self, choice: Choice) -> Tick:
        tick = Tick(choice.text.replace("&", "&&"), key=choice.key, boxed=self._boxed, role="body")
        tick.setObjectName(choice.id)
        tick.setAccessibleName(f"{self._question}: {choice.text}")
        tick.setToolTip(choice.detail.replace("<", "&lt;"))
        tick.installEventFilter(self)
        place = self._grid.count()
        self._grid.addWidget(tick, place // self._columns, place % self._columns)
        return tick

    def _all(self) -> list[Tick]:
        return [*self._ticks.values(), *(tick for tick in (self._none, self._unknown) if tick is not None)]

    def _ticked(self) -> None:
        for other in (self._none, self._unknown):
            if other is not None:
                other.setChecked(False)
        self.changed.emit(self.chosen())

    def _none_ticked(self, on: bool) -> None:
        if on:
            for tick in self._ticks.values():
                tick.setChecked(False)
            if self._unknown is not None:
                self._unknown.setChecked(False)
        self.none_chosen.emit(on)

    def _take_key(self, tick: Tick, event: QKeyEvent) -> bool:
        ticks = self._all()
        place = ticks.index(tick)
        moves = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Up: -self._columns,
        }
        move = moves.get(Qt.Key(event.key()))
        if move is not None and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            target = place + move
            if 0 <= target < len(ticks):
                reason = Qt.FocusReason.TabFocusReason if move > 0 else Qt.FocusReason.BacktabFocusReason
                ticks[target].setFocus(reason)
            return True
        character = single_key(event)
        for other in ticks:
            if character and other.key().upper() == character:
                other.setFocus(Qt.FocusReason.ShortcutFocusReason)
                other.click()
                return True
        if character == "U":
            self.unknown_pressed.emit()
            return True
        return False

    def _one_tab_stop(self, stop: Tick | None = None) -> None:
        ticks = self._all()
        chosen = stop or (ticks[0] if ticks else None)
        for tick in ticks:
            tick.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tick is chosen else Qt.FocusPolicy.ClickFocus)
