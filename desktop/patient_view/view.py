"""The patient view as a stage of the visit, and as a window of its own in front of the patient."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.state import Stage
from desktop.patient_view.page_view import DESIGN, PatientPageView
from desktop.patient_view.presenter import PatientState, PatientViewPresenter
from desktop.theme import current_theme
from desktop.widgets.bottom_bar import BottomBar
from desktop.widgets.buttons import SecondaryButton
from desktop.widgets.keys import single_key
from desktop.widgets.labels import PlainLabel
from desktop.widgets.painting import Themed
from desktop.widgets.segments import Segment, SegmentGroup
from guidance.wording import Wording

_BAR_STAYS_MS = 3000
_ALL = "0"
_NARROW_BELOW = 1180


class PatientControls(Themed, QWidget):
    """Which options the page shows, by mouse and Tab: all, one of them, nothing for a moment."""

    def __init__(self, presenter: PatientViewPresenter, before: tuple[QWidget, ...] = ()) -> None:
        super().__init__()
        self._narrow = self._is_blank = False
        self._row = QHBoxLayout(self)
        for widget in before:
            self._row.addWidget(widget)
        self._label = PlainLabel(self.tr("The patient sees"), "small_muted")
        self._row.addWidget(self._label)
        self._which = SegmentGroup(self.tr("The patient sees"), (), inline=True)
        self._which.chosen.connect(lambda one: presenter.show_one(int(one)) if one != _ALL else presenter.show_all())
        self._which.cleared.connect(presenter.show_all)
        self._row.addWidget(self._which, 0, Qt.AlignmentFlag.AlignVCenter)
        self._blank = SecondaryButton("")
        self._blank.setObjectName("blank")
        self._blank.clicked.connect(presenter.blank)
        self._row.addWidget(self._blank)
        self.restyle()

    def set_narrow(self, narrow: bool) -> None:
        """Leaves out the words before the buttons, and the drawing on one."""
        self._narrow = narrow
        self._label.setHidden(narrow)
        self._show_blank_icon()

    def show_state(self, state: PatientState) -> None:
        """Shows which option is shown."""
        letters = state.page.letters
        together = [Segment(_ALL, self.tr("All"), key=_ALL)] if len(letters) > 1 else []
        singles = [Segment(str(n), letter, key=str(n)) for n, letter in enumerate(letters, 1)]
        segments = (*together, *singles)
        if self._which.segments() != segments:
            self._which.set_segments(segments)
        shown = state.shown or (0 if together else 1)
        self._which.choose(str(shown) if letters else None)
        self._keep_in_one_row()
        self._blank.setText(self.tr("Show again (B)") if state.blank else self.tr("Blank (B)"))
        self._is_blank = state.blank
        self._show_blank_icon()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_row"):
            theme = current_theme()
            self._row.setContentsMargins(0, 0, 0, 0)
            self._row.setSpacing(theme.px(12))
            self._keep_in_one_row()

    def _show_blank_icon(self) -> None:
        self._blank.set_icon(None if self._narrow else "eye" if self._is_blank else "eye-off")

    def _keep_in_one_row(self) -> None:
        """The choices wrap where there is no room; in a bar they must not."""
        self._which.setMinimumWidth(0)
        self._which.setMinimumWidth(self._which.sizeHint().width())


class PatientStage(Themed, QWidget):
    """The patient view as the third stage of a visit, with a bar for the clinician."""

    full_screen_wanted = Signal()

    def __init__(self, presenter: ConsultationPresenter, plain: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patient_stage")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Patient view"))
        self._presenter = PatientViewPresenter(presenter, plain, parent=self)
        self.page = PatientPageView()
        self._controls = PatientControls(self._presenter)
        # until the width is known: a wide bar would keep a small window from becoming small
        self._controls.set_narrow(True)
        self._bottom = BottomBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.page, 1)
        column.addWidget(self._bottom)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._controls)
        middle.addStretch(1)
        bar = self._bottom.layout()
        if isinstance(bar, QHBoxLayout):
            bar.insertLayout(1, middle, 100)
        self.restyle()
        self._bottom.back_pressed.connect(lambda: presenter.go_to(Stage.OPTIONS))
        self._bottom.secondary_pressed.connect(self.full_screen_wanted)
        self._bottom.primary_pressed.connect(lambda: presenter.go_to(Stage.HANDOUT))
        self._presenter.changed.connect(self.show_state)
        self.show_state(self._presenter.state)

    def show_state(self, state: PatientState) -> None:
        """Shows a state, any number of times."""
        page = state.page
        self.page.show_state(state)
        self._controls.show_state(state)
        self._controls.setVisible(bool(page.letters))
        self._bottom.set_back(self.tr("&Back to options"))
        self._bottom.set_secondary(self.tr("&Full screen"), "presentation", enabled=bool(page.letters))
        self._bottom.set_primary(self.tr("&Next: Handout"), icon_after="arrow-right")
        more = self.tr("{0} more chosen; three fit side by side.").format(page.left_over) if page.left_over else ""
        self._bottom.set_notice(more)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self._presenter.state.shown or self._presenter.state.blank):
            self._presenter.show_all()
        elif not take_key(event, self._presenter):
            super().keyPressEvent(event)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_bottom"):
            # the choices in it may wrap, so its layout asks for less than the bar's own height
            self._bottom.setFixedHeight(self._bottom.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._controls.set_narrow(event.size().width() / current_theme().text_scale < _NARROW_BELOW)


class PatientWindow(QWidget):
    """The page alone, full screen. Esc ends it.

    A bar for the clinician comes with the mouse or Tab and goes by itself.
    """

    def __init__(self, presenter: ConsultationPresenter, plain: Wording) -> None:
        super().__init__(None)
        self.setObjectName("patient_window")
        self.setWindowTitle(plain.screen("window"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._presenter = PatientViewPresenter(presenter, plain, parent=self)
        self.page = PatientPageView(self)
        back = SecondaryButton(self.tr("Back (Esc)"), icon="arrow-left")
        back.setObjectName("back_from_patient")
        back.clicked.connect(self.close)
        self._controls = PatientControls(self._presenter, (back,))
        self._bar = QFrame(self)
        self._bar.setProperty("bar", "bottom")
        inside = QHBoxLayout(self._bar)
        inside.addStretch(1)
        inside.addWidget(self._controls)
        inside.addStretch(1)
        self._bar.hide()
        self._hiding = QTimer(self)
        self._hiding.setSingleShot(True)
        self._hiding.setInterval(_BAR_STAYS_MS)
        self._hiding.timeout.connect(self.hide_bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self._presenter.changed.connect(self._show)
        self.resize(DESIGN)
        self._show(self._presenter.state)

    def cover(self) -> None:
        """Shows nothing of the visit, while the program is locked."""
        self._presenter.cover()

    def show_bar(self) -> None:
        """Shows the bar for the clinician, for a while."""
        self._place_bar()
        self._bar.show()
        self._bar.raise_()
        self._hiding.start()

    def hide_bar(self) -> None:
        """Takes the bar away, unless the keyboard is on it."""
        focused = self.focusWidget()
        if focused is not None and self._bar.isAncestorOf(focused) and focused.hasFocus():
            self._hiding.start()
        else:
            self._bar.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif not take_key(event, self._presenter):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self.show_bar()
        return super().focusNextPrevChild(forward)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.show_bar()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_bar()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._hiding.stop()

    def _place_bar(self) -> None:
        height = self._bar.sizeHint().height()
        self._bar.setGeometry(0, self.height() - height, self.width(), height)

    def _show(self, state: PatientState) -> None:
        self.page.show_state(state)
        self._controls.show_state(state)


def take_key(event: QKeyEvent, presenter: PatientViewPresenter) -> bool:
    """The keys of the page: 1 to 3 show one, 0 shows all, B blanks, Left and Right turn. False for any other key."""
    letter = single_key(event)
    if letter == "B":
        presenter.blank()
    elif letter == _ALL:
        presenter.show_all()
    elif letter in ("1", "2", "3"):
        presenter.show_one(int(letter))
    elif (
        event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    ):
        presenter.turn(1 if event.key() == Qt.Key.Key_Right else -1)
    else:
        return False
    return True
