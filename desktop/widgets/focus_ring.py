"""Where the keys go: one ring in two tones that follows the focus, shown once a key was used.

QFocusFrame would do, were it not for its margin of two pixels, which only a style written in Python could widen; Qt
asks its style thousands of times a second, and each question would cross into Python.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from desktop.widgets.painting import keyboard_is_used, paint_ring, remember_keyboard
from desktop.widgets.row_list import RowList

MARGIN = 6
_MOVES = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
    QEvent.Type.ZOrderChange,
    QEvent.Type.EnabledChange,
)


class FocusRing(QObject):
    """Create one for the application and keep it."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._ring: _Ring | None = None
        self._target: QWidget | None = None
        self._above: tuple[QWidget, ...] = ()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self._place)
        app.installEventFilter(self)
        app.focusChanged.connect(self._follow)

    def target(self) -> QWidget | None:
        """The widget that wears the ring now."""
        return self._target

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            self._used(True)
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            self._used(False)
        elif kind in _MOVES and self._target is not None and watched in self._above:
            self._settle.start()
        return False

    def _used(self, keyboard: bool) -> None:
        if keyboard != keyboard_is_used():
            remember_keyboard(keyboard)
            self._follow(None, self._app.focusWidget())

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        wanted = now if now is not None and keyboard_is_used() and _wants_ring(now) else None
        if now is not None:
            now.update()
        if wanted is self._target:
            return
        self._take_away()
        if wanted is not None:
            wanted.destroyed.connect(self._target_gone)
            self._target = wanted
            self._place()

    def _place(self) -> None:
        target = self._target
        if target is None:
            return
        above = _up_to_ground(target)
        ground = above[-1]
        if self._ring is None or self._ring.parentWidget() is not ground:
            self._drop_ring()
            self._ring = _Ring(ground)
            self._ring.destroyed.connect(self._forget_ring)
        self._above = above
        box = QRect(target.mapTo(ground, QPoint(0, 0)), target.size()).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        self._ring.setGeometry(box)
        self._ring.setVisible(target.isVisible())
        self._ring.raise_()

    def _take_away(self) -> None:
        target, self._target = self._target, None
        if target is not None:
            # Later it may be destroyed while another widget wears the ring
            target.destroyed.disconnect(self._target_gone)
        self._above = ()
        self._drop_ring()

    def _target_gone(self) -> None:
        self._target = None
        self._above = ()
        self._drop_ring()

    def _drop_ring(self) -> None:
        ring, self._ring = self._ring, None
        if ring is not None:
            # It is destroyed later, when the next ring may be there already: that one must not be forgotten
            ring.destroyed.disconnect(self._forget_ring)
            ring.hide()
            ring.deleteLater()

    def _forget_ring(self) -> None:
        self._ring = None


class _Ring(QWidget):
    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_ring(QPainter(self), QRectF(self.rect()), MARGIN)


def _wants_ring(widget: QWidget) -> bool:
    return not isinstance(widget, (RowList, _Ring)) and not widget.isWindow()


def _up_to_ground(target: QWidget) -> tuple[QWidget, ...]:
    """The target and all above it, up to what the ring is drawn on: what scrolls with the target, or the window."""
    chain = [target]
    while not chain[-1].isWindow():
        parent = chain[-1].parentWidget()
        if parent is None:
            break
        chain.append(parent)
        above = parent.parentWidget()
        around = above.parentWidget() if above is not None else None
        if isinstance(around, QAbstractScrollArea) and above is around.viewport():
            break
    return tuple(chain)
