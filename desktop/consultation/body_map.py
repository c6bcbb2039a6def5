"""The body map: a picture that mirrors the list of sites. The list is the control; the picture can be clicked too.

Ticked organs are filled and carry a label with a line to them, so color is not the only sign.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from desktop.consultation.body_figure import MIDDLE, SHEET, Organ, figure, head_to_foot, organs
from desktop.theme import Theme, current_theme
from desktop.widgets.accessible import speak_as
from desktop.widgets.keys import single_key
from desktop.widgets.painting import Themed, keyboard_is_used, paint_frame, paint_ring, paint_text, text_width

_LABEL_STEP = 28
_HEIGHT = 420
"""As high as the list beside it, so that both are seen at once."""
_NARROW = 196
_MANY = 4
"""More labels than this on a side become letters."""
_SMALLEST_TARGET = 12
"""Half a target: an organ is hit within this many pixels of it, so that none is smaller than 24 by 24."""


@dataclass(frozen=True, slots=True)
class Site:
    """One place on the map: its id, name, and the letter that ticks it."""

    id: str
    name: str
    key: str


class _Spot(QCheckBox):
    """A site as screen readers meet it: a check box over the organ. It paints nothing; the map does."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        return


class BodyMap(Themed, QWidget):
    """`toggled(id)` is told when a person ticks or unticks a site here; `pointed(id)` when one is pointed at."""

    toggled = Signal(str)
    pointed = Signal(str)

    def __init__(self, name: str, sites: Sequence[Site], sides: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sites = {site.id: site for site in sites}
        self._sides = sides
        self._shapes = {organ.id: organ for organ in organs() if organ.id in self._sites}
        self._order = tuple(site for site in head_to_foot() if site in self._sites)
        self._ticked: tuple[str, ...] = ()
        self._unknown = False
        self._ringed = ""
        self._current = self._order[0] if self._order else ""
        self._narrow = False
        self._spots = {site.id: self._spot(site) for site in sites}
        speak_as(self, QAccessible.Role.List)
        self.setAccessibleName(name)
        self.setObjectName("body_map")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def set_ticked(self, sites: Sequence[str], *, unknown: bool = False) -> None:
        """Shows which sites are ticked, telling nobody."""
        self._ticked, self._unknown = tuple(sites), unknown
        for site, spot in self._spots.items():
            spot.setChecked(site in self._ticked)
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Leaves more room for the list beside it."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.updateGeometry()

    def ring(self, site: str) -> None:
        """Rings the label of the site that has the keyboard in the list; "" takes the ring away."""
        if site != self._ringed:
            self._ringed = site
            self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(_NARROW if self._narrow else SHEET.width()), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_spots()

    def restyle(self) -> None:
        super().restyle()
        self._place_spots()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        site = self._hit(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if site else Qt.CursorShape.ArrowCursor)
        self.setToolTip(self._sites[site].name if site else "")
        if site != self._ringed:
            self.ring(site)
            self.pointed.emit(site)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.ring("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        site = self._hit(event.position())
        if site and event.button() == Qt.MouseButton.LeftButton:
            self._current = site
            self.toggled.emit(site)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        move = moves.get(Qt.Key(event.key()))
        if move is not None and self._order:
            place = self._order.index(self._current) + move
            self._current = self._order[max(0, min(place, len(self._order) - 1))]
            self.update()
            return
        if event.key() == Qt.Key.Key_Space and self._current:
            self.toggled.emit(self._current)
            return
        letter = single_key(event)
        site = next((site for site in self._sites.values() if letter and site.key.upper() == letter), None)
        if site is None:
            super().keyPressEvent(event)
            return
        self._current = site.id if site.id in self._order else self._current
        self.toggled.emit(site.id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_frame(painter, QRectF(self.rect()), theme.px(8), fill=theme.color("surface"), edge=theme.color("border"))
        self._paint_sides(painter, theme)
        painter.save()
        painter.setTransform(self._scaled(), combine=True)
        painter.setPen(QPen(theme.color("control"), 1.4))
        painter.setBrush(theme.color("divider" if theme.name == "light" else "sunken"))
        painter.drawPath(figure())
        for organ in self._shapes.values():
            self._paint_organ(painter, theme, organ)
        painter.restore()
        self._paint_labels(painter, theme)

    def _spot(self, site: Site) -> _Spot:
        spot = _Spot(site.name.replace("&", "&&"), self)
        spot.setObjectName(f"spot_{site.id}")
        spot.setAccessibleName(site.name)
        spot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        spot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        spot.clicked.connect(lambda: self.toggled.emit(site.id))
        return spot

    def _place_spots(self) -> None:
        side = current_theme().px(24)
        scaled = self._scaled()
        for place, (site, spot) in enumerate(self._spots.items()):
            organ = self._shapes.get(site)
            center = scaled.map(organ.anchor) if organ else QPointF(side * (place + 1), self.height() - side)
            spot.setGeometry(int(center.x() - side / 2), int(center.y() - side / 2), side, side)

    def _scaled(self) -> QTransform:
        """From the sheet to the widget: as large as fits, in the middle."""
        factor = min(self.width() / SHEET.width(), self.height() / SHEET.height())
        move = QTransform.fromTranslate(
            (self.width() - SHEET.width() * factor) / 2, (self.height() - SHEET.height() * factor) / 2
        )
        return move.scale(factor, factor)

    def _hit(self, position: QPointF) -> str:
        """The organ under (or nearest within reach of) a position: the last drawn wins; lines after fillings."""
        scaled = self._scaled()
        back, done = scaled.inverted()
        if not done:
            return ""
        point = back.map(position)
        found = [organ for organ in self._shapes.values() if not organ.edge and organ.shape.contains(point)]
        if found:
            return found[-1].id
        reach = _SMALLEST_TARGET / max(scaled.m11(), 0.1)
        area = QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)
        near = [organ for organ in self._shapes.values() if organ.shape.intersects(area)]
        near.sort(key=lambda organ: (organ.edge, _gap(organ.shape, point)))
        return near[0].id if near else ""

    def _paint_sides(self, painter: QPainter, theme: Theme) -> None:
        right, left = self._sides
        font, color = theme.font("small"), theme.color("muted")
        line = theme.px(17)
        for text, align, x in (
            (right, Qt.AlignmentFlag.AlignLeft, theme.px(8)),
            (left, Qt.AlignmentFlag.AlignRight, self.width() - theme.px(8 + 70)),
        ):
            for number, word in enumerate(text.split()):
                box = QRectF(x, theme.px(10) + number * line, theme.px(70), line)
                paint_text(painter, box, word, font, color, align)

    def _paint_organ(self, painter: QPainter, theme: Theme, organ: Organ) -> None:
        ticked, ringed = organ.id in self._ticked, organ.id == self._pointed()
        if organ.edge:
            if not (ticked or ringed):
                return
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("primary" if ticked else "focus_out"), 3 if ticked else 1.5))
            painter.drawPath(organ.shape)
            return
        painter.setBrush(theme.color("primary" if ticked else "surface"))
        edge = QPen(theme.color("primary" if ticked or ringed else "control"), 1.6 if ringed else 1.0)
        if self._unknown:
            edge.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(edge)
        painter.drawPath(organ.shape)

    def _pointed(self) -> str:
        if self._ringed:
            return self._ringed
        return self._current if self.hasFocus() and keyboard_is_used() else ""

    def _paint_labels(self, painter: QPainter, theme: Theme) -> None:
        shown = [site for site in self._ticked if site in self._shapes]
        pointed = self._pointed()
        if pointed in self._shapes and pointed not in shown:
            shown.append(pointed)
        for side in (-1, 1):
            here = [self._shapes[site] for site in shown if _side_of(self._shapes[site]) == side]
            here.sort(key=lambda organ: organ.anchor.y())
            self._paint_side(painter, theme, here, side)
        self._paint_placeless(painter, theme)

    def _paint_side(self, painter: QPainter, theme: Theme, here: list[Organ], side: int) -> None:
        letters = len(here) > _MANY
        scaled, height, step = self._scaled(), theme.px(26), theme.px(_LABEL_STEP)
        lowest = self.height() - theme.px(44)
        top = float(theme.px(54))
        for number, organ in enumerate(here):
            anchor = scaled.map(organ.anchor)
            room = lowest - (len(here) - 1 - number) * step
            y = min(max(top, anchor.y() - height / 2 - theme.px(8)), room)
            top = y + step
            site = self._sites[organ.id]
            text = site.key if letters else site.name
            width = min(text_width(theme.font("small", 600), text) + theme.px(18), int(self.width() * 0.4))
            x = theme.px(10) if side < 0 else self.width() - theme.px(10) - width
            box = QRectF(x, y, width, height)
            ticked = organ.id in self._ticked
            start = QPointF(box.right() if side < 0 else box.left(), box.center().y())
            self._paint_leader(painter, theme, start, anchor, ticked=ticked)
            self._paint_label(painter, theme, box, text, ticked=ticked, ringed=organ.id == self._pointed())

    def _paint_leader(self, painter: QPainter, theme: Theme, start: QPointF, end: QPointF, *, ticked: bool) -> None:
        bend = QPointF((start.x() * 2 + end.x()) / 3, start.y())
        path = QPainterPath(start)
        path.lineTo(bend)
        path.lineTo(end)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("primary" if ticked else "control"), 1.4))
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface" if ticked else "primary"))
        painter.drawEllipse(end, theme.px(3), theme.px(3))

    def _paint_label(
        self, painter: QPainter, theme: Theme, box: QRectF, text: str, *, ticked: bool, ringed: bool
    ) -> None:
        if ringed and keyboard_is_used():
            paint_ring(painter, box.adjusted(-5, -5, 5, 5), theme.px(5))
        fill = theme.color("primary" if ticked else "surface")
        paint_frame(painter, box, theme.px(5), fill=fill, edge=theme.color("primary"))
        color = theme.color("on_primary" if ticked else "text")
        inner = box.adjusted(theme.px(6), 0, -theme.px(6), 0)
        paint_text(painter, inner, text, theme.font("small", 600), color, Qt.AlignmentFlag.AlignHCenter)

    def _paint_placeless(self, painter: QPainter, theme: Theme) -> None:
        """Ticked sites without a place on the figure stand under it."""
        x, font = float(theme.px(10)), theme.font("small", 600)
        for site in self._ticked:
            if site in self._shapes or site not in self._sites:
                continue
            name = self._sites[site].name
            width = min(text_width(font, name) + theme.px(18), int(self.width() - x) - theme.px(8))
            if width < theme.px(30):
                return
            box = QRectF(x, self.height() - theme.px(36), width, theme.px(26))
            self._paint_label(painter, theme, box, name, ticked=True, ringed=site == self._ringed)
            x += width + theme.px(6)


def _side_of(organ: Organ) -> int:
    return -1 if organ.anchor.x() < MIDDLE else 1


def _gap(shape: QPainterPath, point: QPointF) -> float:
    """Roughly how far a point is from a shape: the width of the line around it that would reach the point."""
    stroker = QPainterPathStroker()
    for width in (2.0, 4.0, 8.0, 12.0, 16.0, 24.0):
        stroker.setWidth(width)
        if stroker.createStroke(shape).contains(point):
            return width / 2
    return 24.0
