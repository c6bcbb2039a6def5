"""The one style sheet of the application, written from the tokens.

Qt reads fonts and borders of its own controls from here; painted widgets ask the theme themselves. Nothing else in the
project sets a style sheet or a font on a widget, so a change of theme or text size reaches everything.
"""

from string import Template

from desktop.tokens import FAMILY, ROLES, Theme

_SHEET = Template(
    """
QToolTip { color: $text; background: $surface; border: 1px solid $control; padding: ${p4}px ${p8}px; }
QMainWindow, QDialog { background: $app; }
QWidget[ground="app"] { background: $app; }
QWidget[ground="surface"] { background: $surface; }
QWidget[ground="sunken"] { background: $sunken; }
QWidget[ground="banner"] { background: $banner; }
QWidget[ground="patient"] { background: $patient_bg; }

QFrame[card="surface"] { background: $surface; border: 1px solid $border; border-radius: ${r8}px; }
QFrame[card="tint"] { background: $tint; border: none; border-radius: ${r8}px; }
QFrame[card="sunken"] { background: $sunken; border: none; border-radius: ${r8}px; }
QFrame[card="urgent"] { background: $urgent_bg; border: 1px solid $urgent; border-radius: ${r8}px; }
QFrame[card="amber"] { background: $later_bg; border: 1px solid $later_bd; border-radius: ${r8}px; }
QFrame[card="good"] { background: $relevant_bg; border: 1px solid $relevant_bd; border-radius: ${r8}px; }
QFrame[card="toast"] { background: $surface; border: 1px solid $control; border-radius: ${r8}px; }
QFrame[card="patient"] { background: $patient_card; border: 1px solid $patient_line; border-radius: ${r14}px; }
QFrame[card="lock"] { background: $surface; border: none; border-radius: ${r12}px; }
QFrame[line="divider"] { background: $divider; border: none; }
QFrame[line="border"] { background: $border; border: none; }
QFrame[line="patient"] { background: $patient_line; border: none; }

QFrame[bar="top"] { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame[bar="bottom"] { background: $surface; border: none; border-top: 1px solid $border; }
QFrame[bar="left"] { background: $app; border: none; border-right: 1px solid $border; }
QFrame[bar="right"] { background: $surface; border: none; border-left: 1px solid $border; }
QFrame[bar="banner"] { background: $banner; border: none; $banner_edge }
QFrame[bar="urgent"] { background: $urgent_solid; border: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit {
    color: $text; background: $surface; border: 1px solid $control; border-radius: ${r6}px;
    padding: 0 ${p12}px; selection-background-color: $primary; selection-color: $on_primary;
}
QPlainTextEdit, QTextEdit { padding: ${p8}px; }
QLineEdit { min-height: ${h36}px; max-height: ${h36}px; }
QLineEdit[tall="true"] { min-height: ${h42}px; max-height: ${h42}px; font-size: ${f17}px; }
QLineEdit[numeric="true"] { font-size: ${f17}px; font-weight: 600; }
QLineEdit[fault="true"] { border: 2px solid $urgent; }
QLineEdit[unknown="true"] { color: $subtle; background: $sunken; border: 1px dashed $control; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {
    color: $subtle; background: $sunken; border: 1px dashed $control;
}
QDialogButtonBox QPushButton {
    color: $text; background: $surface; border: 1px solid $control; border-radius: ${r6}px;
    padding: 0 ${p16}px; min-height: ${h34}px; font-weight: 600;
}
QDialogButtonBox QPushButton:hover { background: $tint; }
QDialogButtonBox QPushButton:pressed { background: $tint2; }
QDialogButtonBox QPushButton:default { color: $on_primary; background: $primary; border-color: $primary; }
QDialogButtonBox QPushButton:disabled { color: $subtle; background: $sunken; border: 1px dashed $control; }
QToolButton { color: $text; background: transparent; border: none; border-radius: ${r6}px; padding: ${p4}px; }
QToolButton:hover { background: $tint; }
QCheckBox, QRadioButton { color: $text; spacing: ${p8}px; }
QCheckBox:disabled, QRadioButton:disabled { color: $subtle; }

QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget { background: transparent; }
QTreeView, QListView, QTableView {
    color: $text; background: transparent; border: none; outline: 0;
    selection-background-color: $tint; selection-color: $text; gridline-color: $divider;
}
QComboBox QAbstractItemView {
    color: $text; background: $surface; border: 1px solid $control; outline: 0;
    selection-background-color: $tint; selection-color: $text;
}
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    color: $muted; background: transparent; border: none; border-bottom: 1px solid $border;
    padding: ${p8}px ${p8}px; font-size: ${f13}px; font-weight: 600;
}
QMenu { color: $text; background: $surface; border: 1px solid $control; padding: ${p4}px; }
QMenu::item { padding: ${p8}px ${p24}px ${p8}px ${p16}px; border-radius: ${r4}px; }
QMenu::item:selected { background: $tint; color: $on_tint; }
QMenu::item:disabled { color: $subtle; }
QMenu::separator { height: 1px; background: $divider; margin: ${p4}px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $control; border-radius: 2px; margin: 3px; }
QScrollBar::handle:vertical { min-height: ${p32}px; }
QScrollBar::handle:horizontal { min-width: ${p32}px; }
QScrollBar::handle:hover { background: $primary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $border; }
QProgressBar { background: $sunken; border: 1px solid $control; border-radius: ${r4}px; text-align: center; }
QProgressBar::chunk { background: $primary; }
QTabWidget::pane { border: 1px solid $border; border-radius: ${r8}px; }
"""
)


def stylesheet(theme: Theme) -> str:
    """The style sheet of a theme at its text size."""
    lengths = {f"p{size}": theme.px(size) for size in (4, 8, 12, 16, 24, 32)}
    lengths |= {f"r{size}": theme.px(size) for size in (4, 6, 8, 12, 14)}
    lengths |= {f"h{size}": theme.px(size + 2) - 2 for size in (34, 36, 42)}  # borders do not grow
    lengths |= {f"f{size}": theme.px(size) for size in (13, 17)}
    hues = {
        f"{standing}_{part}": color.name()
        for standing, look in theme.statuses.items()
        for part, color in (("bg", look.background), ("bd", look.border))
    }
    # black on black needs an edge
    edge = f"border-bottom: 1px solid {theme.colors['border']};" if theme.name == "high_contrast" else ""
    return _SHEET.substitute(theme.colors, **lengths, **hues, banner_edge=edge) + _roles(theme)


def _roles(theme: Theme) -> str:
    return "\n".join(
        f'QLabel[role="{role}"] {{ font-family: "{FAMILY}"; font-size: {theme.px(size)}px; font-weight: {weight};'
        f" color: {theme.colors[color]}; background: transparent; }}"
        for role, (size, weight, color) in ROLES.items()
    )
