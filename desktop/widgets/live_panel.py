"""What the answers mean so far: the same rows in the same order every time, so that only a change catches the eye."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.icons import paint_icon
from desktop.theme import current_theme
from desktop.widgets.buttons import LinkButton
from desktop.widgets.card import Card
from desktop.widgets.flow import FlowLayout
from desktop.widgets.inline_error import Notice
from desktop.widgets.key_cap import KeyCap
from desktop.widgets.labels import PlainLabel
from desktop.widgets.painting import Themed, paint_frame, paint_text, text_width
from desktop.widgets.row_list import AnyIndex, RowDelegate, RowList, RowModel

_TALL = (64, 60, 56, 53)  # heights of a row with its reason, the roomiest that fits is used


@dataclass(frozen=True, slots=True)
class LiveRow:
    """One kind of treatment: its standing and the strongest fact behind it. `detail` is the whole reason (tooltip)."""

    id: str
    icon: str
    name: str
    status: str
    status_text: str
    reason: str = ""
    changed: bool = False
    detail: str = ""


@dataclass(frozen=True, slots=True)
class LiveLink:
    """An open answer that matters, as a link to its question."""

    id: str
    text: str


class _RowDelegate(RowDelegate):
    def __init__(self, panel: "LivePanel", view: RowList) -> None:
        super().__init__(view)
        self._panel = panel

    def row_height(self, index: AnyIndex) -> int:
        if self._panel.short_rows():
            return current_theme().px(58 if self._panel.row_at(index).changed else 39)
        return current_theme().px(self._panel.tall)

    def ring_box(self, box: QRectF) -> QRectF:
        return box.adjusted(0, 0, 0, -current_theme().px(3))

    def paint_row(self, painter: QPainter, box: QRectF, index: AnyIndex, *, hovered: bool) -> None:
        theme = current_theme()
        row = self._panel.row_at(index)
        look = theme.status(row.status)
        cell = box.adjusted(0, 0, 0, -theme.px(4))
        if row.changed:
            paint_frame(painter, cell, theme.px(6), fill=look.background)
            bar = QRectF(cell.left(), cell.top() + theme.px(6), theme.px(3), cell.height() - theme.px(12))
            paint_frame(painter, bar, theme.px(1), fill=look.text)
        elif hovered:
            paint_frame(painter, cell, theme.px(6), fill=theme.color("sunken"))
        if not row.changed and not self._panel.next_changed(index):
            painter.fillRect(QRectF(box.left(), box.bottom() - theme.px(3), box.width(), 1), theme.color("divider"))
        short = self._panel.short_rows()
        top = cell.top() + theme.px(6 if short and not row.changed else 4 if short or self._panel.tall > 56 else 2)
        left = cell.left() + theme.px(10)
        if not self._panel.compact:
            side = theme.px(18)
            paint_icon(painter, row.icon, QRectF(left, top + theme.px(2), side, side), theme.color("muted"))
            left += theme.px(26)
        line = theme.px(22)
        word = theme.font("small_strong")
        width = text_width(word, row.status_text)
        right = cell.right() - theme.px(8)
        paint_text(painter, QRectF(right - width, top, width, line), row.status_text, word, look.text, elide=False)
        mark = theme.px(15)
        icon_left = right - width - mark - theme.px(4)
        paint_icon(painter, look.icon, QRectF(icon_left, top + (line - mark) / 2, mark, mark), look.text)
        name = QRectF(left, top, icon_left - left - theme.px(6), line)
        paint_text(painter, name, row.name, theme.font("h3"), theme.color("text"))
        if not short or row.changed:
            reason = QRectF(left, top + theme.px(24 if self._panel.tall > 56 else 22), right - left, theme.px(20))
            self._paint_reason(painter, reason, row)

    def _paint_reason(self, painter: QPainter, box: QRectF, row: LiveRow) -> None:
        theme = current_theme()
        if row.changed:
            words, font = self._panel.changed_text, theme.font("small_strong")
            width = text_width(font, words)
            paint_text(painter, box, words, font, theme.status(row.status).text, elide=False)
            box = box.adjusted(width + theme.px(8), 0, 0, 0)
        paint_text(painter, box, row.reason, theme.font("small"), theme.color("muted"))


class _Rows(RowList):
    def __init__(self, panel: "LivePanel") -> None:
        super().__init__("")
        self._panel = panel

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._panel.measure()


class LivePanel(Themed, QFrame):
    """348 wide, 316 when compact. `activated` carries the id of a row, `link_chosen` that of a link, `left` is Esc.

    `what_if_wanted` asks to try an answer, `next_tests_wanted` for what to test next.
    """

    activated = Signal(str)
    what_if_wanted = Signal()
    next_tests_wanted = Signal()
    link_chosen = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.compact = False
        self.changed_text = "Just changed"
        self.tall = _TALL[0]
        self._width = 348
        self._short = False
        self._links: tuple[LiveLink, ...] = ()
        self.setProperty("bar", "right")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._title = PlainLabel("", "panel_title", wrap=True)
        self._subtitle = PlainLabel("", "small_muted")
        self._key = KeyCap("F6")
        self._model: RowModel[LiveRow] = RowModel(self._say, lambda row: row.detail or row.reason)
        self.rows = _Rows(self)
        self.rows.setObjectName("live_rows")
        self.rows.setModel(self._model)
        self.rows.setItemDelegate(_RowDelegate(self, self.rows))
        self.rows.row_chosen.connect(lambda place: self.activated.emit(self._model.rows()[place].id))
        self.rows.left.connect(self.left)
        self._problem = Notice()
        self._foot = Card(kind="tint", padding=10, spacing=2)
        self._foot_title = PlainLabel("", "foot_title")
        self._foot.add(self._foot_title)
        self._foot_links = QWidget()
        self._flow = FlowLayout(self._foot_links, spacing=2)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._foot_links.setSizePolicy(policy)
        self._foot.add(self._foot_links)
        self._head = QHBoxLayout()
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._key, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._subtitle)
        self._column.addWidget(self._problem)
        self._column.addWidget(self.rows, 1)
        self._column.addWidget(self._foot)
        self._looking_ahead = self._ahead()
        self._column.addLayout(self._looking_ahead)
        self.restyle()

    def set_content(
        self,
        title: str,
        subtitle: str,
        rows: Sequence[LiveRow],
        *,
        foot_title: str = "",
        foot_links: Sequence[LiveLink] = (),
        changed_text: str = "Just changed",
        problem: str = "",
    ) -> None:
        """Shows everything. With a `problem` the rows are taken away: no old result is left standing."""
        self.changed_text = changed_text
        self._title.set_text(title)
        self.rows.setAccessibleName(title)
        self._subtitle.set_text(subtitle)
        self._model.set_rows(() if problem else rows)
        if problem and (self._problem.isHidden() or self._problem.text() != problem):
            self._problem.set(problem, kind="amber")
        elif not problem:
            self._problem.clear()
        self._foot_title.set_text(foot_title)
        self._foot.setVisible(bool(foot_links) and not problem)
        if tuple(foot_links) != self._links:
            self._links = tuple(foot_links)
            self._show_links()
        self.measure()

    def focus_rows(self) -> None:
        """Puts the focus into the rows."""
        self.rows.setFocus(Qt.FocusReason.TabFocusReason)

    def set_compact(self, compact: bool) -> None:
        """Leaves the icons of the rows away and is narrower."""
        self.compact = compact
        self.restyle()

    def set_wide(self, wide: bool) -> None:
        """380 wide, on a wide window."""
        self._width = 380 if wide else 348
        self.restyle()

    def short_rows(self) -> bool:
        """Whether rows that did not change show one line only, for want of height."""
        return self._short

    def row_at(self, index: AnyIndex) -> LiveRow:
        """The row at an index."""
        return self._model.row(index)

    def next_changed(self, index: AnyIndex) -> bool:
        """Whether no line is wanted under a row, because the next is tinted or there is none."""
        following = index.row() + 1
        rows = self._model.rows()
        return following >= len(rows) or rows[following].changed

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(316 if self.compact else self._width), theme.px(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), current_theme().px(200))

    def restyle(self) -> None:
        super().restyle()
        if not hasattr(self, "_column"):
            return
        theme = current_theme()
        self._column.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(12))
        self._column.setSpacing(0)
        self._subtitle.setContentsMargins(0, 0, 0, theme.px(8))
        self._looking_ahead.setContentsMargins(0, theme.px(8), 0, 0)
        self.measure()

    def measure(self) -> None:
        """Chooses between tall and short rows by the height there is."""
        theme, rows = current_theme(), len(self._model.rows())
        fitting = (size for size in _TALL if self.rows.height() >= rows * theme.px(size))
        self.tall = next(fitting, 0)
        self._short = self.compact or not self.tall
        self.rows.restyle()

    def _ahead(self) -> QHBoxLayout:
        """The ways to look ahead, each with its key."""
        row = QHBoxLayout()
        for name, text, key, wanted in (
            ("live_what_if", self.tr("What if…"), "F7", self.what_if_wanted),
            ("live_next_tests", self.tr("Next tests"), "F9", self.next_tests_wanted),
        ):
            button = LinkButton(text, small=True)
            button.setObjectName(name)
            button.setAccessibleDescription(key)
            button.clicked.connect(wanted)
            row.addWidget(button)
            row.addWidget(KeyCap(key))
            row.addStretch(1)
        return row

    def _show_links(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                # A button that was to be shown in a moment would be shown as a window of its own
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for link in self._links:
            button = LinkButton(link.text.replace("&", "&&"), underline=True, small=True)
            button.setObjectName(f"open_{link.id}")
            button.clicked.connect(lambda _checked=False, chosen=link.id: self.link_chosen.emit(chosen))
            self._flow.addWidget(button)

    def _say(self, row: LiveRow) -> str:
        reason = f". {row.reason}" if row.reason else ""
        changed = f". {self.changed_text}" if row.changed else ""
        return f"{row.name}: {row.status_text}{reason}{changed}"
