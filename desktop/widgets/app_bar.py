"""The bar on top: home, the four stages of a visit, what is saved, and what is always at hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.theme import current_theme
from desktop.widgets.accessible import speak_as
from desktop.widgets.buttons import IconButton
from desktop.widgets.icon_label import Icon, IconLabel
from desktop.widgets.key_cap import KeyCap
from desktop.widgets.labels import PlainLabel
from desktop.widgets.painting import Themed, paint_frame, paint_text, text_width


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a visit. `state` is "todo" or "done" (visited, with content); it is no gate."""

    id: str
    text: str
    state: str = "todo"


class _StageTab(Themed, QPushButton):
    def __init__(self, number: int, stage: Stage, *, current: bool) -> None:
        super().__init__()
        self._number, self._stage, self._current = number, stage, current
        self.setAutoDefault(False)
        self.setObjectName(f"stage_{stage.id}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        said = ", current" if current else ", visited" if stage.state == "done" else ""
        self.setAccessibleName(f"{number} {stage.text}{said}")
        self.setToolTip(f"Ctrl+{number}")
        self.setAccessibleDescription(f"Ctrl+{number}")

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = text_width(theme.font("body", 600), self._stage.text)
        return QSize(width + theme.px(24 + 8 + 10), theme.px(47))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        if self.underMouse() and not self._current:
            hover = QRectF(self.rect()).adjusted(0, theme.px(6), 0, -theme.px(6))
            paint_frame(painter, hover, theme.px(6), fill=theme.color("tint"))
        side = theme.px(23)
        disc = QRectF(theme.px(2), (self.height() - side) / 2, side, side)
        done = self._stage.state == "done" and not self._current
        fill = theme.color("primary" if self._current else "tint" if done else "surface")
        edge = theme.color("primary" if self._current or done else "control")
        paint_frame(painter, disc, side / 2, fill=fill, edge=edge, width=1.5)
        if done:
            inset = side * 0.2
            paint_icon(painter, "check", disc.adjusted(inset, inset, -inset, -inset), theme.color("primary"))
        else:
            color = theme.color("on_primary" if self._current else "muted")
            figure = theme.font("small", 600)
            paint_text(painter, disc, str(self._number), figure, color, Qt.AlignmentFlag.AlignHCenter, elide=False)
        start = theme.px(2) + side + theme.px(8)
        words = QRectF(start, 0, self.width() - start, self.height())
        if self._current:
            paint_text(painter, words, self._stage.text, theme.font("body", 600), theme.color("primary"), elide=False)
            line = theme.px(3)
            painter.fillRect(QRectF(0, self.height() - line, self.width(), line), theme.color("primary"))
        else:
            paint_text(painter, words, self._stage.text, theme.font("body", 500), theme.color("text"), elide=False)


class _FindBox(Themed, QPushButton):
    def __init__(self) -> None:
        super().__init__()
        self._narrow = False
        self.setAutoDefault(False)
        self.setObjectName("find")
        self.setAccessibleName("Find or do")
        self.setAccessibleDescription("Ctrl+K")
        self.setToolTip("Find or do (Ctrl+K)")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._cap = KeyCap("Ctrl K", self)

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self._cap.setVisible(not narrow)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(32 if self._narrow else 196), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def restyle(self) -> None:
        super().restyle()
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._place()
        theme = current_theme()
        painter = QPainter(self)
        if not self._narrow:
            frame = QRectF(self.rect())
            fill = theme.color("tint" if self.underMouse() else "sunken")
            paint_frame(painter, frame, theme.px(6), fill=fill, edge=theme.color("border"))
        side = theme.px(18)
        left = (self.width() - side) / 2 if self._narrow else theme.px(10)
        box = QRectF(left, (self.height() - side) / 2, side, side)
        paint_icon(painter, "search", box, theme.color("muted"))
        if not self._narrow:
            words = QRectF(theme.px(38), 0, self.width() - theme.px(38), self.height())
            paint_text(painter, words, "Find or do…", theme.font("small"), theme.color("muted"))

    def _place(self) -> None:
        size = self._cap.sizeHint()
        self._cap.resize(size)
        self._cap.move(self.width() - size.width() - current_theme().px(7), (self.height() - size.height()) // 2)


class AppBar(Themed, QFrame):
    """48 high. Without stages it shows the product's name."""

    home_pressed = Signal()
    stage_chosen = Signal(str)
    undo_pressed = Signal()
    redo_pressed = Signal()
    find_pressed = Signal()
    help_pressed = Signal()
    settings_pressed = Signal()
    lock_pressed = Signal()

    def __init__(self, name: str = "Plainly", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", "top")
        speak_as(self, QAccessible.Role.ToolBar)
        self.setAccessibleName(name)
        self._stages: tuple[Stage, ...] = ()
        self._current = ""
        self._saved_text = ""
        self.home_button = IconButton("home", "All patients", key="Alt+Home")
        self._name = PlainLabel(name, "h2")
        self._subtitle = PlainLabel(subtitle, "muted")
        self._tabs = QWidget()
        self._tab_row = QHBoxLayout(self._tabs)
        self._tab_row.setContentsMargins(0, 0, 0, 0)
        self._saved = IconLabel("circle-check", "", "small_muted", color="good", size=16)
        self.undo_button = IconButton("arrow-back-up", "Undo", key="Ctrl+Z")
        self.redo_button = IconButton("arrow-forward-up", "Redo", key="Ctrl+Shift+Z")
        self.find_box = _FindBox()
        self.help_button = IconButton("help-circle", "Help and keys", key="F1")
        self.settings_button = IconButton("settings", "Settings", key="Ctrl+,")
        self.lock_button = IconButton("lock", "Lock", key="Ctrl+L")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.home_button)
        self._row.addWidget(self._name)
        self._row.addWidget(self._subtitle)
        self._row.addWidget(self._tabs)
        self._row.addStretch(1)
        at_right: tuple[QWidget, ...] = (
            self._saved,
            self.undo_button,
            self.redo_button,
            self.find_box,
            self.help_button,
            self.settings_button,
            self.lock_button,
        )
        for part in at_right:
            self._row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._connect()
        self.set_stages((), "")
        self.set_saved("")
        self.set_undo(None)
        self.set_redo(None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def set_stages(self, stages: Sequence[Stage], current: str) -> None:
        """Shows the stages of the open visit; none outside a visit."""
        given = tuple(stages)
        outside = not given
        for label in (self._name, self._subtitle):
            label.setVisible(outside)
        for part in (self._tabs, self.undo_button, self.redo_button):
            part.setVisible(not outside)
        if (given, current) == (self._stages, self._current):
            return
        self._stages, self._current = given, current
        had_focus = self._tabs.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        while (item := self._tab_row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        for number, stage in enumerate(given, start=1):
            if number > 1:
                self._tab_row.addWidget(Icon("chevron-right", "subtle", 16), 0, Qt.AlignmentFlag.AlignVCenter)
            tab = _StageTab(number, stage, current=stage.id == current)
            tab.clicked.connect(lambda _checked=False, chosen=stage.id: self.stage_chosen.emit(chosen))
            self._tab_row.addWidget(tab)
            if had_focus and stage.id == current:
                tab.setFocus(Qt.FocusReason.TabFocusReason)

    def set_saved(self, text: str, *, failed: bool = False, tooltip: str = "") -> None:
        """Says when the visit was saved, or that it was not; "" says nothing."""
        color, role = ("amber", "amber") if failed else ("good", "small_muted")
        self._saved.set("alert-triangle" if failed else "circle-check", text, color)
        self._saved.set_role(role)
        self._saved.setToolTip(tooltip.replace("<", "&lt;"))
        self._saved.setAccessibleName(text)
        self._saved.setVisible(bool(text))

    def set_undo(self, what: str | None) -> None:
        """Names what undo would take back; None if there is nothing."""
        self.undo_button.set_name(f"Undo: {what}" if what else "Undo", "Ctrl+Z")
        self.undo_button.setEnabled(what is not None)

    def set_redo(self, what: str | None) -> None:
        """Names what redo would bring again; None if there is nothing."""
        self.redo_button.set_name(f"Redo: {what}" if what else "Redo", "Ctrl+Shift+Z")
        self.redo_button.setEnabled(what is not None)

    def set_narrow(self, narrow: bool) -> None:
        """Shrinks the find box to its icon."""
        self.find_box.set_narrow(narrow)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), current_theme().px(48))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), current_theme().px(48))

    def restyle(self) -> None:
        super().restyle()
        if not hasattr(self, "_row"):
            return
        theme = current_theme()
        self._row.setContentsMargins(theme.px(13), 0, theme.px(14), 1)
        self._row.setSpacing(theme.px(5))
        self._tab_row.setContentsMargins(theme.px(18), 0, 0, 0)
        self._tab_row.setSpacing(theme.px(12))
        self._name.setContentsMargins(theme.px(6), 0, theme.px(6), 0)
        self._saved.setContentsMargins(0, 0, theme.px(8), 0)

    def _connect(self) -> None:
        for button, signal in (
            (self.home_button, self.home_pressed),
            (self.undo_button, self.undo_pressed),
            (self.redo_button, self.redo_pressed),
            (self.find_box, self.find_pressed),
            (self.help_button, self.help_pressed),
            (self.settings_button, self.settings_pressed),
            (self.lock_button, self.lock_pressed),
        ):
            button.clicked.connect(signal)
        for button, name in (
            (self.home_button, "home"),
            (self.undo_button, "undo"),
            (self.redo_button, "redo"),
            (self.help_button, "help"),
            (self.settings_button, "settings"),
            (self.lock_button, "lock"),
        ):
            button.setObjectName(name)
