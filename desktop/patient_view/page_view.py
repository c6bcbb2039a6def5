"""The calm page for two people: one to three ways forward, the same rows for each, nothing else of the program.

The stage inside a visit and the full-screen window show the same page. No surname, number, standing color or alert is
ever on it.
"""

from dataclasses import dataclass

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QAccessible, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.patient_view.page import Column, Effect, Lines, PatientPage, Row
from desktop.patient_view.presenter import PatientState
from desktop.patient_view.scaled import LetterBadge, ScaledIcon, ScaledLabel
from desktop.theme import current_theme
from desktop.widgets.accessible import speak_as
from desktop.widgets.card import Divider
from desktop.widgets.icon_array import IconArray
from desktop.widgets.painting import Themed

DESIGN = QSize(1366, 768)
LARGEST, SMALLEST = 1.8, 0.42
_STEP = 0.96
_LARGER = {1: 1.15, 2: 1.1}
"""One option, or two, have room for larger letters."""

_LINE = 520
"""Width of a line of about 45 characters at scale 1, in px."""


@dataclass(frozen=True, slots=True)
class _Sizes:
    """`space` scales gaps, `text` letters: letters shrink alone when a page says more than fits."""

    space: float
    text: float

    def gap(self, size: float) -> int:
        return round(size * self.space)


class PatientPageView(Themed, QWidget):
    """The page itself, scaled to its size so that it can be read from two meters away, and never cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patient_page")
        self.setProperty("ground", "patient")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # nothing to press here: the mouse is for the bar of the window around it
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        # as a window of its own, too, the page fits the room and not the room the page
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._sheet: QWidget | None = None
        self._state: PatientState | None = None
        self._sizes = _Sizes(1.0, 1.0)
        self._inner = 0
        self._built: tuple[PatientState, QSize] | None = None

    def show_state(self, state: PatientState) -> None:
        """Shows a page, or nothing at all for a moment; any number of times."""
        if state != self._state:
            self._state = state
            self._build()

    def text_scale(self) -> float:
        """How large the letters are, 1.0 for a page of 1366 x 768."""
        return self._sizes.text

    def sizeHint(self) -> QSize:
        return DESIGN

    def minimumSizeHint(self) -> QSize:
        return QSize(480, 300)  # the page shrinks to any room; the window must not grow for it

    def hasHeightForWidth(self) -> bool:
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._build()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._build()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_built"):
            self._built = None
            self._build()

    def _build(self) -> None:
        """Builds the page, and again with smaller letters while it does not fit."""
        if self._state is None or not self.isVisible():
            return  # built when it is shown
        room = self.size()
        if self._built == (self._state, room):
            return
        self._built = (self._state, room)
        space = min(room.width() / DESIGN.width(), room.height() / DESIGN.height(), LARGEST)
        text = space = max(SMALLEST, space)
        text = min(LARGEST, text * _LARGER.get(len(self._state.page.columns), 1.0))
        while True:
            self._sizes = _Sizes(space, text)
            sheet = self._made(self._state)
            layout = sheet.layout()
            needed = layout.totalHeightForWidth(room.width()) if layout is not None else 0
            if needed <= room.height() or text <= SMALLEST:
                break
            # lines break differently then, so go there in steps; a page far too long takes longer ones
            text = max(SMALLEST, text * min(_STEP, (room.height() / needed) ** 0.5))
            space = max(SMALLEST, space * 0.98)
            sheet.deleteLater()
        if self._sheet is not None:
            self._column.removeWidget(self._sheet)
            self._sheet.hide()
            self._sheet.setParent(None)
            self._sheet.deleteLater()
        self._sheet = sheet
        self._column.addWidget(sheet)
        sheet.show()

    def _made(self, state: PatientState) -> QWidget:
        sizes = self._sizes
        sheet = QWidget()
        # a screen reader takes its voice from here
        sheet.setLocale(QLocale(state.page.language))
        column = QVBoxLayout(sheet)
        column.setContentsMargins(sizes.gap(40), sizes.gap(22), sizes.gap(40), sizes.gap(14))
        column.setSpacing(sizes.gap(12))
        if state.blank:
            wait = self._label(state.page.wait, "patient_title")
            wait.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(wait, 1)
            return sheet
        page = state.page
        column.addWidget(self._head(page))
        if page.columns:
            column.addWidget(self._cards(page), 1)
        else:
            column.addWidget(self._label(page.empty, "patient_text"))
            column.addStretch(1)
        column.addWidget(self._foot(page))
        return sheet

    def _head(self, page: PatientPage) -> QWidget:
        sizes = self._sizes
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.gap(24))
        words = QVBoxLayout()
        words.setSpacing(sizes.gap(2))
        words.addStretch(1)
        words.addWidget(self._label(page.title, "patient_title"))
        words.addWidget(self._label(page.subtitle, "patient_label", weight=400))
        words.addStretch(1)
        row.addLayout(words, 3)
        if page.matters.text:
            row.addWidget(self._matters(page.matters), 2)
        return head

    def _matters(self, matters: Row) -> QWidget:
        sizes = self._sizes
        card = _card()
        row = QHBoxLayout(card)
        row.setContentsMargins(sizes.gap(18), sizes.gap(8), sizes.gap(18), sizes.gap(8))
        row.setSpacing(sizes.gap(14))
        row.addWidget(ScaledIcon("heart-handshake", sizes.gap(24)))
        words = QVBoxLayout()
        words.setSpacing(sizes.gap(1))
        words.addWidget(self._label(matters.label, "patient_label"))
        said = ScaledLabel(matters.text, "patient_text", sizes.text * 0.8)
        said.setObjectName("matters")
        words.addWidget(said)
        row.addLayout(words, 1)
        return card

    def _cards(self, page: PatientPage) -> QWidget:
        """One grid for all columns, so that the same row has the same height everywhere."""
        sizes = self._sizes
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(sizes.gap(16))
        grid.setVerticalSpacing(0)
        self._inner = self._inner_width(len(page.columns))
        marked = any(column.warning or column.note for column in page.columns)
        for place, column in enumerate(page.columns):
            cells = self._cells(column, marked=marked, alone=page.alone)
            frame = _card()
            frame.setAccessibleName(column.spoken)
            speak_as(frame, QAccessible.Role.Grouping)
            grid.addWidget(frame, 0, place, len(cells) + 1, 1)
            for line, parts in enumerate(cells):
                ruled = line < len(cells) - 1 and not (marked and line == 0)
                grid.addWidget(self._cell(parts, ruled=ruled, close=marked and line == 1), line, place)
            grid.setColumnStretch(place, 1)
            grid.setRowStretch(len(cells), 1)
        if page.alone:
            grid.addWidget(self._more(page.columns[0]), 0, 1, grid.rowCount(), 1)
            grid.setColumnStretch(1, 1)
        return holder

    def _inner_width(self, columns: int) -> int:
        """Width for the texts of one column; a single one has half of the page."""
        sizes = self._sizes
        share = (self.width() - 2 * sizes.gap(40)) // max(2, columns)
        return share - sizes.gap(16) - 2 * sizes.gap(22)

    def _cell(self, parts: list[QWidget], *, ruled: bool, close: bool) -> QWidget:
        """One row of a column; `close` moves it up to the row above."""
        sizes = self._sizes
        cell = QWidget()
        box = QVBoxLayout(cell)
        box.setContentsMargins(sizes.gap(22), 0 if close else sizes.gap(8), sizes.gap(22), 0)
        box.setSpacing(sizes.gap(3))
        for part in parts:
            box.addWidget(part)
        box.addStretch(1)
        box.addSpacing(sizes.gap(7))
        if ruled:
            box.addWidget(Divider(kind="patient"))
        return cell

    def _cells(self, column: Column, *, marked: bool, alone: bool) -> list[list[QWidget]]:
        return [
            [self._option_head(column, alone=alone)],
            *([[self._mark(column)]] if marked else []),
            self._row(column.does),
            self._row(column.how),
            self._lines(column.time),
            self._effect(column.effect),
            self._row(column.effects),
        ]

    def _option_head(self, column: Column, *, alone: bool) -> QWidget:
        sizes = self._sizes
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, sizes.gap(4), 0, 0)
        line.setSpacing(sizes.gap(12))
        line.addWidget(LetterBadge(column.letter, sizes.gap(36)))
        line.addWidget(self._label(column.title, "patient_option"), 1)
        line.addWidget(ScaledIcon(column.icon, sizes.gap(48 if alone else 32)))
        return head

    def _mark(self, column: Column) -> QWidget:
        """What has to be said before anything else, in a calm box; an empty one where there is nothing to say."""
        sizes = self._sizes
        text = column.warning or column.note
        mark = QFrame()
        row = QHBoxLayout(mark)
        row.setContentsMargins(sizes.gap(12), sizes.gap(6), sizes.gap(12), sizes.gap(6))
        row.setSpacing(sizes.gap(10))
        if text:
            mark.setObjectName("mark")
            mark.setProperty("card", "tint")
            row.addWidget(ScaledIcon("info-circle", sizes.gap(20)), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(ScaledLabel(text, "patient_text", sizes.text * 0.77, weight=600), 1)
        return mark

    def _row(self, row: Row) -> list[QWidget]:
        return [self._label(row.label, "patient_label"), self._line(row.text)]

    def _lines(self, row: Lines) -> list[QWidget]:
        return [self._label(row.label, "patient_label"), *(self._label(text, "patient_text") for text in row.said)]

    def _line(self, text: str) -> QWidget:
        """A text in lines that are not too long to read, however wide the column is."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, max(0, self._inner - round(_LINE * self._sizes.text)), 0)
        row.addWidget(self._label(text, "patient_text"))
        return holder

    def _effect(self, effect: Effect | Row) -> list[QWidget]:
        if isinstance(effect, Row):
            return self._row(effect)
        sizes = self._sizes
        tenths = round(10 * effect.people / effect.out_of)
        figures = IconArray(max(1, tenths) if effect.people else 0, 10, effect.spoken)
        figures.set_figure(round(28 * sizes.text / current_theme().text_scale))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.gap(14))
        row.addWidget(figures)
        row.addWidget(self._label(effect.text, "patient_text", weight=600), 1)
        return [self._label(effect.label, "patient_label"), line]

    def _more(self, column: Column) -> QWidget:
        """Beside a single option: how it may help, and what people ask."""
        sizes = self._sizes
        card = _card()
        box = QVBoxLayout(card)
        box.setContentsMargins(sizes.gap(22), sizes.gap(14), sizes.gap(22), sizes.gap(14))
        box.setSpacing(sizes.gap(8))
        box.addWidget(self._label(column.may_help.label, "patient_label"))
        box.addWidget(self._label(column.may_help.text, "patient_text"))
        box.addSpacing(sizes.gap(6))
        box.addWidget(Divider(kind="patient"))
        box.addSpacing(sizes.gap(6))
        box.addWidget(self._label(column.questions_label, "patient_label"))
        for question in column.questions:
            row = QHBoxLayout()
            row.setSpacing(sizes.gap(10))
            row.addWidget(ScaledIcon("message-circle", sizes.gap(24)), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(self._label(question, "patient_text"), 1)
            box.addLayout(row)
        box.addStretch(1)
        return card

    def _foot(self, page: PatientPage) -> QWidget:
        sizes = self._sizes
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.gap(32))
        small = min(sizes.space, sizes.text)
        words = QVBoxLayout()
        words.setSpacing(sizes.gap(2))
        words.addWidget(ScaledLabel(page.foot, "patient_label", small * 0.9, weight=400))
        if page.translation_note:
            note = ScaledLabel(page.translation_note, "patient_label", small * 0.9, weight=400)
            note.setObjectName("translation_note")
            words.addWidget(note)
        line.addLayout(words, 1)
        too = ScaledLabel(page.choices_too, "patient_label", small)
        too.setWordWrap(False)
        line.addWidget(too)
        return foot

    def _label(self, text: str, role: str, *, weight: int | None = None) -> ScaledLabel:
        return ScaledLabel(text, role, self._sizes.text, weight=weight)


def _card() -> QFrame:
    card = QFrame()
    card.setProperty("card", "patient")
    return card
