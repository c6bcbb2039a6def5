"""The composer: choices at the left, the real pages at the right.

What is previewed is, byte for byte, what is printed.
"""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, Qt, Signal
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.consultation.state import Stage
from desktop.handout.presenter import ALWAYS_PRINTED, SECTIONS, HandoutPresenter, HandoutState
from desktop.theme import current_theme
from desktop.widgets.bottom_bar import BottomBar
from desktop.widgets.buttons import IconButton, LinkButton
from desktop.widgets.card import Card
from desktop.widgets.inline_error import Notice
from desktop.widgets.labels import PlainLabel
from desktop.widgets.scroll import ScrollColumn
from desktop.widgets.segments import Segment, SegmentGroup
from desktop.widgets.text_field import NoteField, TextField
from desktop.widgets.tick import Tick

_ZOOM = 1.25


class HandoutView(QWidget):
    """`finish_wanted` asks for the visit to be finished."""

    finish_wanted = Signal()

    def __init__(self, presenter: HandoutPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("handout")
        self._presenter = presenter
        self._steps_shown: tuple[str, ...] | None = None
        self._step_fields: list[TextField] = []
        self._composer = self._build_composer()
        # The keyboard arrives at the first tick, not on the screen as a whole
        self.setFocusProxy(self._name)
        self._preview = _Preview()
        self._notice = Notice()
        self._bottom = BottomBar()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._composer)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._notice)
        right.addWidget(self._preview, 1)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self._bottom)
        self._bottom.back_pressed.connect(lambda: presenter.visit.go_to(Stage.PATIENT_VIEW))
        self._bottom.secondary_pressed.connect(self._second_action)
        self._bottom.primary_pressed.connect(self._main_action)
        self._language.chosen.connect(presenter.set_language)
        self._text.chosen.connect(presenter.set_text_size)
        self._paper.chosen.connect(presenter.set_paper)
        presenter.changed.connect(self.show_state)
        self.show_state(presenter.state)

    @property
    def has_pages(self) -> bool:
        """True when real pages are shown."""
        return bool(self._presenter.state.pdf) and not self._presenter.state.making

    def showEvent(self, event: QShowEvent) -> None:
        """Makes the first preview when the screen is opened."""
        super().showEvent(event)
        self._presenter.start()

    def show_state(self, state: HandoutState) -> None:
        """Shows a state, any number of times."""
        self._language.choose(state.language)
        self._as_typed.setHidden(state.language == state.typed_in)
        self._text.choose(state.choices.text)
        self._paper.choose(state.choices.paper)
        self._name.setChecked(state.choices.show_name)
        for section, tick in self._ticks.items():
            tick.setChecked(section in ALWAYS_PRINTED or section not in state.choices.left_out)
            tick.setEnabled(section not in ALWAYS_PRINTED and not state.read_only)
        self._show_steps(state.choices.next_steps)
        if not self._note.hasFocus():
            self._note.set_text(state.choices.note)
        self._count.set_text(self.tr("{0} of 600 characters").format(len(state.choices.note)))
        self._preview.show_pdf(state.pdf, making=state.making)
        if state.problem:
            self._notice.set(state.problem, kind="urgent")
        elif state.said:
            self._notice.set(state.said, kind="good")
        elif not state.options:
            self._notice.set(self.tr("Pick at least one option, or print only next steps."), kind="info")
        elif not state.printers:
            self._notice.set(self.tr("No printer is set up on this computer. You can save a PDF."), kind="info")
        else:
            self._notice.clear()
        self._show_bar(state)

    def _show_bar(self, state: HandoutState) -> None:
        self._bottom.set_back(self.tr("&Back to patient view"))
        self._bottom.set_hints(
            (("Ctrl P", self.tr("print")), ("Ctrl S", self.tr("save PDF")), ("Ctrl Enter", self.tr("finish visit")))
        )
        ready = bool(state.pdf) and not state.making
        if state.printers:
            self._bottom.set_secondary(self.tr("Sa&ve as PDF"), "download", enabled=ready)
            self._bottom.set_primary(self.tr("&Print"), icon="printer", enabled=ready)
        else:
            self._bottom.set_secondary(self.tr("&Done: finish visit"), enabled=not state.read_only)
            self._bottom.set_primary(self.tr("Sa&ve as PDF"), icon="download", enabled=ready)

    def _main_action(self) -> None:
        self._presenter.print_sheet()

    def _second_action(self) -> None:
        if self._presenter.state.printers:
            self._presenter.save()
        else:
            self.finish_wanted.emit()

    def _build_composer(self) -> QFrame:
        theme = current_theme()
        frame = QFrame()
        frame.setProperty("bar", "left")
        frame.setFixedWidth(theme.px(430))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), theme.px(12))
        column.setSpacing(theme.px(8))
        sizes = (
            Segment("standard", self.tr("Standard"), self.tr("14 pt")),
            Segment("large", self.tr("Large"), self.tr("18 pt")),
        )
        papers = (Segment("a4", "A4"), Segment("letter", self.tr("Letter")))
        self._text = SegmentGroup(self.tr("Text size"), sizes, inline=True)
        self._text.setObjectName("text_size")
        self._paper = SegmentGroup(self.tr("Paper"), papers, inline=True)
        self._paper.setObjectName("paper")
        tongues = tuple(Segment(language, name) for language, name in self._presenter.state.languages)
        self._language = SegmentGroup(self.tr("Language of the sheet"), tongues, inline=True)
        self._language.setObjectName("language")
        self._language.cleared.connect(lambda: self._language.choose(self._presenter.state.language))
        for widget in (PlainLabel(self.tr("Language of the sheet"), "strong"), self._language):
            column.addWidget(widget)
            widget.setHidden(len(tongues) < 2)
        top = QGridLayout()
        top.setHorizontalSpacing(theme.px(16))
        top.setVerticalSpacing(theme.px(4))
        for place, (name, group) in enumerate(((self.tr("Text size"), self._text), (self.tr("Paper"), self._paper))):
            top.addWidget(PlainLabel(name, "strong"), 0, place)
            top.addWidget(group, 1, place)
            # On one line each: a group left to itself would rather wrap than ask for room
            group.setMinimumWidth(group.sizeHint().width())
        top.setColumnStretch(1, 1)
        column.addLayout(top)
        self._name = Tick(self.tr("Print the patient's name"))
        self._name.clicked.connect(lambda: self._presenter.show_name(self._name.isChecked()))
        column.addWidget(self._name)
        column.addWidget(PlainLabel(self.tr("What to include"), "strong"))
        parts = Card(padding=10, spacing=0)
        self._ticks: dict[str, Tick] = {}
        for section in SECTIONS:
            tick = Tick(self._section_name(section))
            tick.setObjectName(f"include_{section}")
            tick.clicked.connect(lambda _=False, s=section: self._presenter.include(s, self._ticks[s].isChecked()))
            self._ticks[section] = tick
            tick.setFixedHeight(theme.px(27))
            parts.add(tick)
        column.addWidget(parts)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("Next steps"), "strong"))
        head.addStretch(1)
        add = LinkButton(self.tr("&Add step"), icon="plus")
        add.setObjectName("add_step")
        add.clicked.connect(self._add_step)
        head.addWidget(add)
        column.addLayout(head)
        self._as_typed = PlainLabel(
            self.tr("Steps and note are printed as you type them. They are not translated."), "small_muted", wrap=True
        )
        self._as_typed.setObjectName("as_typed")
        column.addWidget(self._as_typed)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(theme.px(6))
        column.addLayout(self._steps)
        note_head = QHBoxLayout()
        note_head.addWidget(PlainLabel(self.tr("Your note"), "strong"))
        note_head.addStretch(1)
        self._count = PlainLabel("", "small_muted")
        note_head.addWidget(self._count)
        column.addLayout(note_head)
        self._note = NoteField(
            self.tr("Your note"), placeholder=self.tr("Anything to add in your own words"), limit=600
        )
        self._note.setObjectName("note")
        self._note.entered.connect(self._presenter.set_note)
        column.addWidget(self._note)
        column.addStretch(1)
        outer = QVBoxLayout(frame)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(inside, padding=(0, 0, 0, 0)))
        return frame

    def _section_name(self, section: str) -> str:
        names = {
            "about": self.tr("About this sheet, and the aim"),
            "card": self.tr("My cancer's type: a card to cut out"),
            "known": self.tr("What we know so far"),
            "options": self.tr("The options we talked about"),
            "comparison": self.tr("Side by side"),
            "matters": self.tr("What matters to me"),
            "next_steps": self.tr("Next steps"),
            "questions": self.tr("My questions"),
            "call_us": self.tr("When to call us (always printed)"),
            "contacts": self.tr("Contacts, from Settings"),
            "words": self.tr("Words explained"),
            "sources": self.tr("Where the facts come from"),
        }
        return names[section]

    def _show_steps(self, steps: tuple[str, ...]) -> None:
        if any(field.hasFocus() for field in self._step_fields):
            return
        if steps == self._steps_shown and self._step_fields:
            return
        self._steps_shown = steps
        while (item := self._steps.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self._step_fields = []
        for step in (*steps, "")[: max(3, len(steps) + 1)]:
            self._new_step(step)

    def _new_step(self, text: str) -> TextField:
        number = len(self._step_fields) + 1
        field = TextField(self.tr("Next step {0}").format(number), placeholder=self.tr("Step {0}").format(number))
        field.setObjectName(f"next_step_{number}")
        field.set_text(text)
        field.entered.connect(lambda _text: self._tell_steps())
        self._step_fields.append(field)
        self._steps.addWidget(field)
        return field

    def _add_step(self) -> None:
        self._new_step("").setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_steps(self) -> None:
        self._presenter.set_steps(tuple(field.text() for field in self._step_fields))


class _Preview(QWidget):
    """The pages, from the bytes in memory: no file is written for them."""

    def __init__(self) -> None:
        super().__init__()
        theme = current_theme()
        self._bytes = b""
        self._buffer = QBuffer(self)
        self._document = QPdfDocument(self)
        self._view = QPdfView(self)
        self._view.setObjectName("preview")
        self._view.setAccessibleName(self.tr("Preview of the sheet"))
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        # QPdfView paints the ground around the pages with the palette's "dark"
        ground = self._view.palette()
        ground.setColor(QPalette.ColorRole.Dark, theme.color("sunken"))
        self._view.setPalette(ground)
        self._view.setDocumentMargins(QMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(20)))
        self._view.setPageSpacing(theme.px(16))
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(4))
        self._title = PlainLabel(self.tr("Preview"), "h3")
        self._pages = PlainLabel("", "muted")
        smaller = IconButton("zoom-out", self.tr("Smaller"))
        larger = IconButton("zoom-in", self.tr("Larger"))
        self._fit = SegmentGroup(
            self.tr("Fit"),
            (Segment("width", self.tr("Fit width")), Segment("page", self.tr("Whole page"))),
            inline=True,
        )
        self._fit.choose("width")
        head.setSpacing(theme.px(8))
        head.addWidget(self._title)
        head.addWidget(self._pages)
        head.addStretch(1)
        head.addWidget(smaller)
        head.addWidget(larger)
        head.addWidget(self._fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._view, 1)
        smaller.clicked.connect(lambda: self._zoom(1 / _ZOOM))
        larger.clicked.connect(lambda: self._zoom(_ZOOM))
        self._fit.chosen.connect(self._fit_to)

    def show_pdf(self, pdf: bytes, *, making: bool) -> None:
        """Shows other pages and stays at the same place in them."""
        if pdf != self._bytes:
            self._bytes = pdf
            place = self._view.verticalScrollBar().value()
            self._document.close()
            self._buffer.close()
            self._buffer.setData(QByteArray(pdf))
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self._document.load(self._buffer)
            self._view.verticalScrollBar().setValue(place)
        count = self._document.pageCount() if pdf else 0
        pages = self.tr("1 page") if count == 1 else self.tr("{0} pages").format(count)
        self._pages.set_text(self.tr("Making the pages…") if making else pages)

    def _zoom(self, factor: float) -> None:
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(self._view.zoomFactor() * factor)

    def _fit_to(self, chosen: str) -> None:
        modes = {"width": QPdfView.ZoomMode.FitToWidth, "page": QPdfView.ZoomMode.FitInView}
        self._view.setZoomMode(modes[chosen])
