"""Draws the icons: one drawing a name, in any color, sharp at any pixel ratio.

The files say `currentColor`; it is replaced by the wanted color before the drawing is read. The finished drawings are
kept, since the same few appear on every screen.
"""

from functools import cache, lru_cache
from importlib.resources import files

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.tokens import current_theme


def icon_names() -> tuple[str, ...]:
    """Every icon there is."""
    names = (entry.name for entry in files("resources").joinpath("interface/icons").iterdir())
    return tuple(sorted(name.removesuffix(".svg") for name in names if name.endswith(".svg")))


def paint_icon(painter: QPainter, name: str, box: QRectF, color: QColor) -> None:
    """Draws an icon into a box. Raises FileNotFoundError for a name without a drawing."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, color.name()).render(painter, box)
    painter.restore()


def pixmap(name: str, color: str = "text", size: int = 18, ratio: float = 0.0) -> QPixmap:
    """An icon of `size` logical pixels; `color` is a token or "#rrggbb", `ratio` 0 stands for that of the screen."""
    sharpness = ratio or QGuiApplication.primaryScreen().devicePixelRatio()
    return _pixmap(name, current_theme().color(color).name(), size, sharpness)


def icon(name: str, color: str = "text", size: int = 18) -> QIcon:
    """An icon for Qt's own controls (actions, menus, fields), with a paler drawing for disabled ones."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, color, size, ratio))
        made.addPixmap(pixmap(name, "control", size, ratio), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=512)
def _pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, name, QRectF(picture.rect()), QColor(color))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=512)
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(_drawing(name).replace("currentColor", color).encode())


@cache
def _drawing(name: str) -> str:
    return files("resources").joinpath(f"interface/icons/{name}.svg").read_text("utf-8")
