"""The calm page for two people: one to three ways forward, the same rows for each, nothing else of the program.

The stage inside a visit and the full-screen window show the same page. No surname, number, standing color or alert is
ever on it.
"""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.state import Stage, VisitState
from desktop.icons import pixmap
from desktop.options.detail_view import clear
from desktop.patient_view.page import Column, PatientPage, page_of
from desktop.theme import current_theme
from desktop.widgets.bottom_bar import BottomBar
from desktop.widgets.buttons import PrimaryButton
from desktop.widgets.card import Card, Divider
from desktop.widgets.icon_array import IconArray
from desktop.widgets.labels import PlainLabel
from desktop.widgets.painting import paint_frame, paint_text
from guidance.wording import Wording

_WIDE, _HIGH = 1366, 768
_SIZES = {"patient_title": 33, "patient_option": 27, "patient_text": 22, "patient_label": 17}


class PatientPageView(QWidget):
    """The page itself, scaled to its size so that it can be read from two meters away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patient_page")
        self.setProperty("ground", "patient")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._page: PatientPage | None = None
        self._blank = False
        self._scale = 0.0

    def show_page(self, page: PatientPage, *, blank: bool = False) -> None:
        """Shows a page, or nothing at all for a moment."""
        if page != self._page or blank != self._blank:
            self._page, self._blank = page, blank
            self._build()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = max(0.72, min(1.8, event.size().width() / _WIDE, event.size().height() / _HIGH))
        if abs(scale - self._scale) > 0.01:
            self._scale = scale
            self._build()

    def _build(self) -> None:
        if self._page is None or not self._scale:
            return
        clear(self._column)
        page, scale = self._page, self._scale
        side = int(40 * scale)
        self._column.setContentsMargins(side, int(22 * scale), side, int(16 * scale))
        self._column.setSpacing(int(10 * scale))
        if self._blank:
            self._column.addStretch(1)
            wait = self._label(self.tr("One moment, please"), "patient_title")
            wait.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._column.addWidget(wait)
            self._column.addStretch(1)
            return
        self._column.addWidget(self._head(page))
        cards = QWidget()
        row = QHBoxLayout(cards)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(int(16 * scale))
        if page.columns:
            self._add_columns(row, page)
        else:
            row.addWidget(self._label(self.tr("Choose one to three options first."), "patient_text"))
        self._column.addWidget(cards, 1)
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._label(page.foot, "patient_label", bold=False))
        line.addStretch(1)
        line.addWidget(self._label(page.choices_too, "patient_label"))
        self._column.addWidget(foot)

    def _head(self, page: PatientPage) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(int(2 * self._scale))
        words.addWidget(self._label(page.title, "patient_title"))
        words.addWidget(self._label(page.subtitle, "patient_label", bold=False))
        row.addLayout(words, 1)
        if page.matters:
            card = Card(kind="patient", padding=12, spacing=2)
            card.setMaximumWidth(int(500 * self._scale))
            card.add(self._label(self.tr("What matters to you"), "patient_label"))
            card.add(self._label(page.matters, "patient_label", bold=False, wrap=True))
            row.addWidget(card)
        return head

    def _add_columns(self, row: QHBoxLayout, page: PatientPage) -> None:
        """One grid for all columns, so that the same row has the same height everywhere."""
        scale = self._scale
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(int(16 * scale))
        grid.setVerticalSpacing(0)
        for place, column in enumerate(page.columns):
            frame = QFrame()
            frame.setProperty("card", "patient")
            frame.setAccessibleName(self.tr("Option {0}: {1}").format(column.letter, column.title))
            grid.addWidget(frame, 0, place, 8, 1)
            for line, cell in enumerate(self._cells(column)):
                inner = QWidget()
                box = QVBoxLayout(inner)
                box.setContentsMargins(int(22 * scale), int(8 * scale), int(22 * scale), 0)
                box.setSpacing(int(3 * scale))
                for part in cell:
                    box.addWidget(part)
                box.addStretch(1)
                if line < 5:
                    box.addWidget(Divider(kind="patient"))
                grid.addWidget(inner, line, place)
            grid.setColumnStretch(place, 1)
        grid.setRowStretch(7, 1)
        row.addWidget(holder, 1)

    def _cells(self, column: Column) -> list[list[QWidget]]:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, int(6 * self._scale), 0, int(4 * self._scale))
        line.setSpacing(int(12 * self._scale))
        line.addWidget(self._badge(column.letter))
        title = self._label(column.title, "patient_option", wrap=True)
        line.addWidget(title, 1)
        icon = QLabel()
        icon.setPixmap(pixmap(column.icon, "primary", int(32 * self._scale), self.devicePixelRatioF()))
        line.addWidget(icon)
        return [
            [head, *self._marks(column)],
            self._row(self.tr("What it does"), column.does),
            self._row(self.tr("How you have it"), column.how),
            self._row(self.tr("Hospital visits"), column.visits),
            self._effect(column),
            self._row(self.tr("Other common or important effects"), column.effects),
        ]

    def _marks(self, column: Column) -> list[QWidget]:
        said = column.warning or column.note
        return [self._label(said, "patient_label", wrap=True)] if said else []

    def _row(self, name: str, text: str) -> list[QWidget]:
        return [self._label(name, "patient_label"), self._label(text, "patient_text", wrap=True)]

    def _effect(self, column: Column) -> list[QWidget]:
        number = column.effect
        if number is None:
            said = self.tr("We do not have a good number for this.")
            return [
                self._label(self.tr("People who feel tired"), "patient_label"),
                self._label(said, "patient_text", wrap=True),
            ]
        tenths = max(1, round(number.people / 10)) if number.people else 0
        spoken = self.tr("About {0} in {1} people {2}").format(number.people, number.out_of, number.label)
        figures = IconArray(tenths, 10, spoken)
        figures.set_figure(int(28 * self._scale))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(int(14 * self._scale))
        row.addWidget(figures)
        row.addWidget(self._label(self.tr("{0} in {1}").format(number.people, number.out_of), "patient_option"))
        row.addStretch(1)
        return [self._label(self.tr("People who {0}").format(number.label), "patient_label"), line]

    def _badge(self, letter: str) -> QWidget:
        return LetterBadge(letter, int(36 * self._scale))

    def _label(self, text: str, role: str, *, wrap: bool = False, bold: bool | None = None) -> PlainLabel:
        label = ScaledLabel(text, role, int(_SIZES[role] * self._scale), bold)
        label.setWordWrap(wrap)
        return label


class LetterBadge(QWidget):
    """A letter in a filled circle, the same color for every option."""

    def __init__(self, letter: str, side: int) -> None:
        super().__init__()
        self._letter = letter
        self.setFixedSize(side, side)
        self.setAccessibleName(letter)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint_frame(painter, box, box.width() / 2, fill=theme.color("primary"))
        font = theme.font("body", 600)
        font.setPixelSize(int(self.height() * 0.5))
        paint_text(
            painter, box, self._letter, font, theme.color("on_primary"), Qt.AlignmentFlag.AlignHCenter, elide=False
        )


class ScaledLabel(PlainLabel):
    """Plain text whose size follows the page and not the text-size setting."""

    def __init__(self, text: str, role: str, pixels: int, bold: bool | None) -> None:
        super().__init__(text, role)
        weight = {True: 600, False: 400, None: 600 if role != "patient_text" else 400}[bold]
        self.setStyleSheet(f"font-size: {pixels}px; font-weight: {weight};")


class PatientStage(QWidget):
    """The patient view as the third stage of a visit, with a bar for the clinician."""

    full_screen_wanted = Signal()

    def __init__(self, presenter: ConsultationPresenter, plain: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patient_stage")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._presenter = presenter
        self._plain = plain
        self._shown = 0
        self._blank = False
        self.page = PatientPageView()
        self._bottom = BottomBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.page, 1)
        column.addWidget(self._bottom)
        self._bottom.back_pressed.connect(lambda: presenter.go_to(Stage.OPTIONS))
        self._bottom.secondary_pressed.connect(self.full_screen_wanted)
        self._bottom.primary_pressed.connect(lambda: presenter.go_to(Stage.HANDOUT))
        presenter.changed.connect(self.show_state)
        self.show_state(presenter.state)

    def show_state(self, state: VisitState) -> None:
        """Shows a state, any number of times."""
        page = page_of(state.workup, self._plain, self._shown)
        self.page.show_page(page, blank=self._blank)
        self._bottom.set_back(self.tr("&Back to options"))
        hints = [
            ("1–3", self.tr("show one")),
            ("0", self.tr("show all")),
            ("B", self.tr("blank")),
            ("F5", self.tr("full screen")),
        ]
        self._bottom.set_hints(hints)
        self._bottom.set_secondary(self.tr("&Full screen"), "presentation", enabled=bool(page.columns))
        self._bottom.set_primary(self.tr("&Next: Handout"), icon_after="arrow-right")
        left_over = (
            self.tr("%n more option(s) chosen; three fit side by side.", "", page.left_over) if page.left_over else ""
        )
        self._bottom.set_notice(left_over)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take(event):
            super().keyPressEvent(event)

    def _take(self, event: QKeyEvent) -> bool:
        text = event.text().lower()
        if text == "b":
            self._blank = not self._blank
        elif text in ("0", "1", "2", "3"):
            self._shown = int(text)
        else:
            return False
        self.show_state(self._presenter.state)
        return True


class PatientWindow(QWidget):
    """The page alone, full screen. Esc ends it; B blanks it; 1 to 3 and 0 choose."""

    def __init__(self, presenter: ConsultationPresenter, plain: Wording) -> None:
        super().__init__(None)
        self.setObjectName("patient_window")
        self.setWindowTitle(self.tr("For you"))
        self._presenter = presenter
        self._plain = plain
        self._shown = 0
        self._blank = self._covered = False
        self.page = PatientPageView()
        self._back = PrimaryButton(self.tr("Back"), parent=self)
        self._back.clicked.connect(self.close)
        self._back.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        presenter.changed.connect(self._show)
        self.resize(_WIDE, _HIGH)
        self._show()

    def cover(self) -> None:
        """Shows nothing of the visit, while the program is locked; no key brings it back."""
        self._covered = True
        self._show()

    def uncover(self) -> None:
        """Shows again what was shown before."""
        self._covered = False
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text().lower()
        if self._covered:
            return
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif text == "b":
            self._blank = not self._blank
        elif text in ("0", "1", "2", "3"):
            self._shown = int(text)
        self._show()

    def _show(self) -> None:
        blank = self._blank or self._covered
        self.page.show_page(page_of(self._presenter.state.workup, self._plain, self._shown), blank=blank)
