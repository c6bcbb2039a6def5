"""Segments: one of a few choices, side by side. Each is a real radio button, so roles and arrow keys are Qt's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from desktop.icons import paint_icon
from desktop.theme import current_theme
from desktop.widgets.accessible import speak_as
from desktop.widgets.keys import single_key
from desktop.widgets.painting import Themed, paint_text, text_width

_TICK = 18  # room for the tick, kept free in the row so that choosing never makes it longer

_PADDING, _TIGHT = 11, 8
"""Beside the words of a segment; tight where the choices would not stand in one row otherwise."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice. `key` is the character that chooses it (its place, 1 to 9, if empty); `spoken` replaces the text for
    screen readers."""

    id: str
    text: str
    detail: str = ""
    key: str = ""
    spoken: str = ""


class _Cell(Themed, QRadioButton):
    def __init__(self, segment: Segment, group: "SegmentGroup") -> None:
        super().__init__(segment.text.replace("&", "&&"), group)
        self.segment = segment
        self._group = group
        self.first = self.last = True
        self.after_chosen = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: group.pressed_by_user(self))
        self.toggled.connect(group.arrange)

    def sizeHint(self) -> QSize:
        return QSize(self.wanted(self._group.padding), current_theme().px(34 if self._group.inline else 38))

    def wanted(self, padding: int) -> int:
        """The width for all its words, with this padding."""
        theme = current_theme()
        # measured bold and with the tick when chosen
        width = text_width(theme.font("body", 600), self.segment.text)
        if self.segment.detail:
            width += theme.px(5) + text_width(theme.font("small"), self.segment.detail)
        tick = theme.px(_TICK) if self.isChecked() or self._group.stacked else 0
        return width + tick + 2 * theme.px(padding)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._group.take_key(event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, unknown = self.isChecked(), self._group.is_unknown() or not self.isEnabled()
        if chosen:
            fill, words, soft = theme.color("primary"), theme.color("on_primary"), theme.color("on_primary")
        elif unknown:
            fill, words, soft = theme.color("sunken"), theme.color("subtle"), theme.color("subtle")
        else:
            fill = theme.color("tint" if self.underMouse() else "surface")
            words, soft = theme.color("text"), theme.color("muted")
        edge = QPen(theme.color("primary" if chosen else "control"), 1)
        if unknown and not chosen:
            edge.setDashPattern([3.0, 2.0])
        painter.setClipRect(self.rect())
        painter.setPen(edge)
        painter.setBrush(fill)
        reach = 2 * theme.px(6)
        shape = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape.adjust(0 if self.first else -reach, 0, 0 if self.last else reach, 0)
        painter.drawRoundedRect(shape, theme.px(6), theme.px(6))
        if not (self.first or chosen or self.after_chosen):
            painter.drawLine(0, 0, 0, self.height())
        self._paint_words(painter, words, soft)

    def _paint_words(self, painter: QPainter, words: QColor, soft: QColor) -> None:
        theme = current_theme()
        left = float(theme.px(self._group.padding))
        if not self._group.stacked:
            left = max(left, (self.width() - self.sizeHint().width()) / 2 + left)
        height, tick = self.height(), theme.px(_TICK)
        if self.isChecked():
            side = theme.px(18)
            paint_icon(painter, "check", QRectF(left - theme.px(1), (height - side) / 2, side, side), words)
        if self.isChecked() or self._group.stacked:
            left += tick
        font = theme.font("body", 600)
        width = min(float(text_width(font, self.segment.text)), self.width() - left)
        paint_text(painter, QRectF(left, 0, width, height), self.segment.text, font, words)
        if self.segment.detail:
            left += width + theme.px(5)
            room = QRectF(left, 0, self.width() - left - theme.px(4), height)
            paint_text(painter, room, self.segment.detail, theme.font("small"), soft)


class SegmentGroup(Themed, QWidget):
    """A question answered by one of its segments, or not yet answered at all.

    `chosen` carries the id of a choice a person made; Delete or Backspace takes it back (`cleared`); U asks for "not
    known yet" (`unknown_pressed`). A second click on a choice changes nothing, so a double click cannot lose an answer.
    """

    chosen = Signal(str)
    cleared = Signal()
    unknown_pressed = Signal()

    def __init__(
        self,
        question: str,
        segments: Sequence[Segment],
        *,
        inline: bool = False,
        stacked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.inline, self.stacked = inline, stacked
        self.padding = _PADDING
        self._question = question
        self._unknown = False
        self._cells: list[_Cell] = []
        speak_as(self, QAccessible.Role.Grouping)
        self.setAccessibleName(question)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_segments(segments)

    def set_segments(self, segments: Sequence[Segment]) -> None:
        """Offers other choices; nothing is chosen then. The same choices again change nothing."""
        if [cell.segment for cell in self._cells] == list(segments):
            return
        for cell in self._cells:
            cell.setParent(None)
            cell.deleteLater()
        self._cells = []
        for segment in segments:
            cell = _Cell(segment, self)
            cell.setObjectName(segment.id)
            said = segment.spoken or f"{segment.text} {segment.detail}".strip()
            cell.setAccessibleName(f"{self._question}: {said}")
            self._cells.append(cell)
            cell.show()
        self._one_tab_stop()
        self.arrange()
        self.updateGeometry()

    def segments(self) -> tuple[Segment, ...]:
        """The choices offered."""
        return tuple(cell.segment for cell in self._cells)

    def choose(self, choice: str | None) -> None:
        """Shows a choice, or none, telling nobody."""
        if choice == self.chosen_id():
            return
        for cell in self._cells:
            # an exclusive radio button cannot be unticked
            cell.setAutoExclusive(False)
            cell.setChecked(cell.segment.id == choice)
            cell.setAutoExclusive(True)
        self._one_tab_stop()
        self.arrange()

    def chosen_id(self) -> str | None:
        """The id of the choice shown, or None."""
        return next((cell.segment.id for cell in self._cells if cell.isChecked()), None)

    def set_unknown(self, on: bool) -> None:
        """Draws the choices dashed, because the answer is not known yet. They can still be chosen."""
        if on:
            self.choose(None)
        self._unknown = on
        self.update()
        for cell in self._cells:
            cell.update()

    def is_unknown(self) -> bool:
        """Whether the choices are dashed."""
        return self._unknown

    def focus(self) -> None:
        """Puts the focus on the choice made, or on the first."""
        cell = next((cell for cell in self._cells if cell.isChecked()), self._cells[0] if self._cells else None)
        if cell is not None:
            cell.setFocus(Qt.FocusReason.TabFocusReason)

    def pressed_by_user(self, cell: _Cell) -> None:
        """Tells of a choice; cells call it."""
        self._unknown = False
        self._one_tab_stop()
        self.chosen.emit(cell.segment.id)

    def take_key(self, event: QKeyEvent) -> bool:
        """Answers to the single keys of the group. True if the key meant something here."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self.chosen_id() is not None:
                self.choose(None)
                self.cleared.emit()
            return True
        character = single_key(event)
        for place, cell in enumerate(self._cells, start=1):
            if character and character == (cell.segment.key.upper() or str(place)):
                cell.setFocus(Qt.FocusReason.ShortcutFocusReason)
                if not cell.isChecked():
                    cell.click()
                return True
        if character == "U":
            self.unknown_pressed.emit()
            return True
        return False

    def restyle(self) -> None:
        super().restyle()
        self.arrange()

    def sizeHint(self) -> QSize:
        width = sum(cell.wanted(_PADDING) for cell in self._cells) + 1
        if self.stacked:
            width = max((cell.wanted(_PADDING) for cell in self._cells), default=0)
        elif self.chosen_id() is None:
            width += current_theme().px(_TICK)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        widest = max((cell.wanted(_PADDING) for cell in self._cells), default=0)
        return QSize(min(widest + theme.px(_TICK), theme.px(280)), theme.px(34 if self.inline else 38))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = self._rows(width)
        theme = current_theme()
        height = theme.px(34 if self.inline else 38)
        return len(rows) * height + max(0, len(rows) - 1) * theme.px(4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Places the cells, in further rows when the width ends."""
        theme = current_theme()
        height, y = theme.px(34 if self.inline else 38), 0
        self.padding = self._padding_for(self.width())
        for row in self._rows(self.width()):
            x = 0
            for place, cell in enumerate(row):
                cell.first, cell.last = place == 0, place == len(row) - 1
                cell.after_chosen = place > 0 and row[place - 1].isChecked()
                width = cell.sizeHint().width() + (1 if cell.last else 0)
                width = self.width() if self.stacked else min(width, self.width() - x)
                cell.setGeometry(x, y, width, height)
                cell.setToolTip("" if width >= cell.sizeHint().width() else cell.segment.text.replace("<", "&lt;"))
                cell.update()
                x += width
            y += height + theme.px(4)

    def _rows(self, width: int) -> list[list[_Cell]]:
        if self.stacked:
            return [[cell] for cell in self._cells]
        padding, spare = self._padding_for(width), self._spare()
        rows: list[list[_Cell]] = []
        used = 0
        for cell in self._cells:
            wanted = cell.wanted(padding)
            if not rows or used + wanted + spare + 1 > width:
                rows.append([])
                used = 0
            rows[-1].append(cell)
            used += wanted
        return rows or [[]]

    def _padding_for(self, width: int) -> int:
        """Tight only where that saves a row."""
        fits = [
            padding
            for padding in (_PADDING, _TIGHT)
            if sum(cell.wanted(padding) for cell in self._cells) + self._spare() + 1 <= width
        ]
        return fits[0] if fits and not self.stacked else _PADDING

    def _spare(self) -> int:
        """Kept free for the tick of the choice to come."""
        return 0 if self.chosen_id() is not None else current_theme().px(_TICK)

    def _one_tab_stop(self) -> None:
        stop = next((cell for cell in self._cells if cell.isChecked()), self._cells[0] if self._cells else None)
        for cell in self._cells:
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cell is stop else Qt.FocusPolicy.ClickFocus)
