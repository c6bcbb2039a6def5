"""The timeline of earlier treatment: a picture. The table under it is the control.

All bars have one neutral tint, since the hues of the standings are used for nothing else; the kind of treatment is an
icon, and how it ended a mark at the end of the bar.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.consultation.treatment_times import is_year_only, place_in_time, years_of
from desktop.icons import paint_icon
from desktop.theme import Theme, current_theme
from desktop.widgets.accessible import speak_as
from desktop.widgets.painting import Themed, paint_frame, paint_text, text_width
from guidance.treatment import Setting, Treatment

_LABELS = 110
"""Room for the names of the two lanes."""
_ROW, _BAR = 27, 22
_MOST_ROWS = 6
_SHORTEST = 8
END_MARKS = {"progressed": "trending-up", "completed": "circle-check", "stopped_toxicity": "alert-triangle"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One treatment on the timeline. `place` is its place in the history, counted from 0."""

    place: int
    name: str
    icon: str
    entry: Treatment


@dataclass(frozen=True, slots=True)
class TimelineWords:
    """The words on the picture."""

    early: str
    stage_four: str
    today: str
    empty: str
    spoken: str


class Timeline(Themed, QWidget):
    """Two lanes, early disease and stage IV, from the first treatment to one year after today."""

    def __init__(self, words: TimelineWords, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._today = words, today
        self._bars: tuple[Bar, ...] = ()
        self._ringed = -1
        self._drawn: list[tuple[QRectF, Bar]] = []
        speak_as(self, QAccessible.Role.Graphic)
        self.setObjectName("timeline")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_bars(())

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Shows these treatments."""
        self._bars = tuple(bars)
        first, last = self._years()
        text = self._words.spoken if bars else self._words.empty
        spoken = text.replace("{first}", str(first)).replace("{last}", str(last)).replace("{count}", str(len(bars)))
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def ring(self, place: int) -> None:
        """Rings the bar of the row that is chosen in the table; -1 rings none."""
        if place != self._ringed:
            self._ringed = place
            self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        if not self._dated():
            return QSize(theme.px(420), theme.px(64))
        rows = sum(max(1, self._row_count(lane)) for lane in self._lanes())
        return QSize(theme.px(420), theme.px(28 + 12 + rows * _ROW + 12 + 26))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(260), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            name = next((bar.name for box, bar in self._drawn if box.contains(QPointF(event.pos()))), "")
            QToolTip.showText(event.globalPos(), name.replace("&", "&amp;").replace("<", "&lt;"), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_frame(painter, QRectF(self.rect()), theme.px(8), fill=theme.color("surface"), edge=theme.color("border"))
        self._drawn = []
        if not self._dated():
            box = QRectF(self.rect()).adjusted(theme.px(16), 0, -theme.px(16), 0)
            paint_text(painter, box, self._words.empty, theme.font(), theme.color("muted"))
            return
        self._paint_stage_four(painter, theme)
        self._paint_years(painter, theme)
        top = float(theme.px(40))
        for number, (lane, name) in enumerate(
            zip(self._lanes(), (self._words.early, self._words.stage_four), strict=True)
        ):
            if number:
                painter.setPen(QPen(theme.color("divider"), 1))
                painter.drawLine(QPointF(theme.px(16), top - 3), QPointF(self.width() - theme.px(16), top - 3))
            box = QRectF(theme.px(16), top, theme.px(_LABELS), theme.px(_BAR))
            paint_text(painter, box, name, theme.font("small", 600), theme.color("text"))
            top = self._paint_lane(painter, theme, lane, top)
        self._paint_today(painter, theme)

    def _dated(self) -> bool:
        return any(bar.entry.started or bar.entry.stopped for bar in self._bars)

    def _lanes(self) -> tuple[list[Bar], list[Bar]]:
        late = [bar for bar in self._bars if bar.entry.setting == Setting.METASTATIC]
        early = [bar for bar in self._bars if bar.entry.setting != Setting.METASTATIC]
        return early, late

    def _years(self) -> tuple[int, int]:
        return years_of([bar.entry for bar in self._bars], self._today)

    def _x(self, year: float) -> float:
        theme = current_theme()
        first, last = self._years()
        left, right = theme.px(16 + _LABELS), self.width() - theme.px(20)
        return left + (right - left) * (year - first) / max(1, last - first)

    def _now(self) -> float:
        return self._today.year + (self._today.timetuple().tm_yday - 1) / 365.25

    def _span(self, entry: Treatment) -> tuple[float, float] | None:
        start = place_in_time(entry.started, end=False)
        stop = place_in_time(entry.stopped, end=True)
        if stop is None and entry.outcome == "ongoing":
            stop = self._now()
        if start is None and stop is None:
            return None
        start, stop = (start if start is not None else stop), (stop if stop is not None else start)
        assert start is not None
        assert stop is not None
        left, right = self._x(start), self._x(min(stop, self._now() + 1))
        return left, max(right, left + current_theme().px(_SHORTEST))

    def _placed(self, lane: list[Bar]) -> list[tuple[Bar, float, float, int]]:
        """Bars with their row: overlapping ones, names included, go to the next free row."""
        theme = current_theme()
        ends: list[float] = []
        placed = []
        for bar in sorted(lane, key=lambda bar: bar.entry.started or bar.entry.stopped):
            span = self._span(bar.entry)
            if span is None:
                continue
            left, right = span
            words = text_width(theme.font("small", 600), bar.name) + theme.px(34)
            reach = right if right - left >= words else right + words
            row = next((number for number, end in enumerate(ends) if end + 4 <= left), len(ends))
            if row == len(ends):
                ends.append(0.0)
            ends[row] = reach
            placed.append((bar, left, right, min(row, _MOST_ROWS - 1)))
        return placed

    def _row_count(self, lane: list[Bar]) -> int:
        return max((row + 1 for *_, row in self._placed(lane)), default=0)

    def _paint_lane(self, painter: QPainter, theme: Theme, lane: list[Bar], top: float) -> float:
        placed = self._placed(lane)
        for bar, left, right, row in placed:
            box = QRectF(left, top + row * theme.px(_ROW), right - left, theme.px(_BAR))
            self._paint_bar(painter, theme, bar, box)
            self._drawn.append((box, bar))
        return top + max(1, max((row + 1 for *_, row in placed), default=0)) * theme.px(_ROW) + theme.px(6)

    def _paint_bar(self, painter: QPainter, theme: Theme, bar: Bar, box: QRectF) -> None:
        vague = is_year_only(bar.entry.started) or is_year_only(bar.entry.stopped)
        ringed = bar.place == self._ringed
        paint_frame(
            painter,
            box,
            theme.px(5),
            fill=theme.color("tint"),
            edge=theme.color("primary"),
            width=2.4 if ringed else 1.3,
            dashed=vague,
        )
        mark = END_MARKS.get(bar.entry.outcome or "")
        side, font = theme.px(15), theme.font("small", 600)
        wanted = theme.px(8) + side + theme.px(5) + text_width(font, bar.name) + (theme.px(24) if mark else 0)
        inside = box.width() >= min(wanted, theme.px(120))
        x = box.left() + theme.px(7) if inside else box.right() + theme.px(6)
        middle = box.center().y() - side / 2
        paint_icon(painter, bar.icon, QRectF(x, middle, side, side), theme.color("on_tint" if inside else "muted"))
        x += side + theme.px(5)
        end = box.right() - theme.px(24 if mark else 6) if inside else self.width() - theme.px(8)
        room = QRectF(x, box.top(), max(0.0, end - x), box.height())
        paint_text(painter, room, bar.name, font, theme.color("text"))
        if mark:
            where = box.right() - theme.px(21) if inside else min(x + text_width(font, bar.name) + 4, end - side)
            hue: QColor = theme.color("urgent" if mark == "trending-up" else "muted")
            paint_icon(painter, mark, QRectF(where, middle, side, side), hue)

    def _paint_stage_four(self, painter: QPainter, theme: Theme) -> None:
        starts = [place_in_time(bar.entry.started, end=False) for bar in self._lanes()[1]]
        known = [start for start in starts if start is not None]
        if known:
            left = self._x(min(known))
            area = QRectF(left, theme.px(28), self._x(self._now()) - left, self.height() - theme.px(28 + 30))
            painter.fillRect(area, theme.color("sunken"))

    def _paint_years(self, painter: QPainter, theme: Theme) -> None:
        first, last = self._years()
        step = max(1, (last - first) // 10 + 1)
        font = theme.font("small")
        for year in range(first, last + 1, step):
            x = self._x(year)
            painter.setPen(QPen(theme.color("divider"), 1))
            painter.drawLine(QPointF(x, theme.px(28)), QPointF(x, self.height() - theme.px(30)))
            if year < last:
                box = QRectF(x + 2, self.height() - theme.px(27), theme.px(48), theme.px(20))
                paint_text(painter, box, str(year), font, theme.color("muted"), elide=False)

    def _paint_today(self, painter: QPainter, theme: Theme) -> None:
        x = self._x(self._now())
        painter.setPen(QPen(theme.color("primary"), 2))
        painter.drawLine(QPointF(x, theme.px(26)), QPointF(x, self.height() - theme.px(28)))
        width = text_width(theme.font("small", 600), self._words.today)
        box = QRectF(x - width / 2, theme.px(7), width, theme.px(18))
        box.moveRight(min(box.right(), self.width() - theme.px(8)))
        paint_text(
            painter,
            box,
            self._words.today,
            theme.font("small", 600),
            theme.color("primary"),
            Qt.AlignmentFlag.AlignHCenter,
        )
