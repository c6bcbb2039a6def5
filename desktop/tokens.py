"""The look as a value: colors, sizes and type of one theme at one text size.

The colors are data (`resources/interface/tokens.toml`), so that a change is a change of data, measured by the tests.
Like Qt's own palette and font, the theme now worn is ambient: there is one for the application, and painted widgets ask
`current_theme()` when they paint.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from PySide6.QtGui import QColor, QFont

FAMILY = "Atkinson Hyperlegible Next"

STATUS_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "relevant": "circle-check-filled",
        "caution": "messages",
        "depends": "test-pipe",
        "later": "clock",
        "unsuitable": "ban",
        "not_expected": "circle-minus",
        "needs_answer": "circle-dashed",
    }
)

# role → size in px at text size 100 %, weight, color token
ROLES: Mapping[str, tuple[int, int, str]] = MappingProxyType(
    {
        "display": (30, 600, "text"),
        "h1": (24, 600, "text"),
        "h2": (18, 600, "text"),
        "h3": (15, 600, "text"),
        "body": (15, 400, "text"),
        "strong": (15, 600, "text"),
        "muted": (15, 400, "muted"),
        "plain": (16, 400, "on_tint"),
        "small": (13, 400, "text"),
        "small_strong": (13, 600, "text"),
        "small_muted": (13, 400, "muted"),
        "small_head": (13, 600, "muted"),
        "error": (13, 600, "urgent"),
        "amber": (13, 600, "amber"),
        "good": (13, 600, "good"),
        "panel_title": (16, 600, "text"),
        "foot_title": (13, 600, "on_tint"),
        "tinted": (13, 400, "on_tint"),
        "figures": (15, 400, "text"),
        "key": (12, 500, "text"),
        "urgent_title": (17, 600, "on_urgent"),
        "urgent_text": (15, 400, "on_urgent"),
        "urgent_line": (13, 600, "on_urgent"),
        "banner_name": (19, 400, "on_banner"),
        "banner_label": (13, 400, "banner_muted"),
        "banner_value": (15, 600, "on_banner"),
        "patient_title": (33, 600, "patient_text"),
        "patient_option": (27, 600, "patient_text"),
        "patient_text": (22, 400, "patient_text"),
        "patient_label": (17, 600, "patient_muted"),
    }
)


_TABULAR = ("figures", "banner_value")


@dataclass(frozen=True, slots=True)
class StatusLook:
    """How one standing is drawn: never by color alone, so always with its icon."""

    icon: str
    text: QColor
    background: QColor
    border: QColor
    dashed: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme at one text size. `text_scale` 1.0 is 100 %."""

    name: str
    text_scale: float
    colors: Mapping[str, str]
    statuses: Mapping[str, StatusLook]

    def px(self, size: float) -> int:
        """A length in logical pixels, grown with the text size."""
        return max(1, round(size * self.text_scale))

    def color(self, token: str) -> QColor:
        """The color of a token, or of a literal "#rrggbb". Raises KeyError for a name that is neither."""
        return QColor(token if token.startswith("#") else self.colors[token])

    def status(self, standing: str) -> StatusLook:
        """The look of a standing. Raises KeyError for a standing nobody has drawn."""
        return self.statuses[standing]

    def font(self, role: str = "body", weight: int | None = None) -> QFont:
        """The font of a type role. In tables and the banner all figures are equally wide, so that columns line up."""
        size, usual, _ = ROLES[role]
        font = QFont(FAMILY)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight or usual))
        if role in _TABULAR:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font


_worn: list[Theme] = []


def theme_names() -> tuple[str, ...]:
    """The themes that can be worn."""
    return tuple(_tokens())


@cache
def load_theme(name: str, text_scale: float = 1.0) -> Theme:
    """Reads one theme. Raises KeyError for a name that is not in `theme_names()`."""
    colors, hues_of = _tokens()[name]
    statuses = {
        standing: StatusLook(
            STATUS_ICONS[standing],
            QColor(hues["text"]),
            QColor(hues["background"]),
            QColor(hues["border"]),
            dashed=standing == "needs_answer",
        )
        for standing, hues in hues_of.items()
    }
    return Theme(name, text_scale, MappingProxyType(colors), MappingProxyType(statuses))


def current_theme() -> Theme:
    """The theme the application wears; the light one before any was put on."""
    return _worn[-1] if _worn else load_theme("light")


def wear(theme: Theme) -> None:
    """Makes `theme` the one `current_theme()` answers."""
    _worn[:] = [theme]


@cache
def _tokens() -> dict[str, tuple[dict[str, str], dict[str, dict[str, str]]]]:
    tables = tomllib.loads(files("resources").joinpath("interface/tokens.toml").read_text("utf-8"))
    return {
        name: ({token: hue for token, hue in table.items() if token != "status"}, table["status"])
        for name, table in tables.items()
    }
