"""Dresses the application: letters, style, palette and style sheet, all from one theme.

The order matters to Qt: style, then palette and font, then the style sheet. Applying again changes theme or text size
while the application runs.
"""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop.fonts import load_fonts
from desktop.lasting_constants import keep_constants
from desktop.stylesheet import stylesheet
from desktop.tokens import ROLES, StatusLook, Theme, current_theme, load_theme, theme_names, wear

__all__ = ["ROLES", "StatusLook", "Theme", "apply_theme", "current_theme", "load_theme", "set_role", "theme_names"]


def apply_theme(app: QApplication, name: str = "light", text_scale: float = 1.0) -> Theme:
    """Puts a theme on at a text size (1.0 is 100 %), loading the letters the first time. Raises KeyError for an
    unknown name."""
    theme = load_theme(name, text_scale)
    if not app.styleSheet():  # never dressed before
        keep_constants()
        load_fonts()
        app.setStyle("Fusion")
    wear(theme)
    app.setPalette(palette(theme))
    app.setFont(theme.font())
    app.setStyleSheet(stylesheet(theme))
    return theme


def palette(theme: Theme) -> QPalette:
    """Qt's palette in the colors of a theme."""
    colors = QPalette()
    role = QPalette.ColorRole
    plan = {
        role.Window: "app",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "sunken",
        role.Text: "text",
        role.PlaceholderText: "subtle",
        role.Button: "surface",
        role.ButtonText: "text",
        role.BrightText: "on_primary",
        role.Highlight: "primary",
        role.HighlightedText: "on_primary",
        role.Accent: "primary",
        role.Link: "primary",
        role.LinkVisited: "primary",
        role.ToolTipBase: "surface",
        role.ToolTipText: "text",
        role.Light: "surface",
        role.Midlight: "divider",
        role.Mid: "border",
        role.Dark: "control",
        role.Shadow: "control",
    }
    for part, token in plan.items():
        colors.setColor(part, theme.color(token))
    for part in (role.WindowText, role.Text, role.ButtonText):
        colors.setColor(QPalette.ColorGroup.Disabled, part, QColor(theme.colors["subtle"]))
    return colors


def set_role(widget: QWidget, role: str) -> None:
    """Gives a label another type role; Qt does not look at the style sheet again by itself."""
    widget.setProperty("role", role)
    repolish(widget)


def repolish(widget: QWidget) -> None:
    """Lets the style sheet look at a widget again after one of its properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.updateGeometry()
    widget.update()
