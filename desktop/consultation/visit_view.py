"""The frame of a visit: app bar, patient, urgent strip, and the four stages, all fed by one presenter."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from desktop.consultation.intake_view import IntakeView, VisitPreferences
from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.state import Saving, Stage, VisitState
from desktop.consultation.tab_order import focusable_in, in_this_order
from desktop.consultation.urgent import Asks, UrgentSheet, ask_to_go_on, seen, unseen, words_of
from desktop.identity import identity_of, name_shown
from desktop.messages import message_for
from desktop.theme import current_theme
from desktop.widgets.app_bar import AppBar
from desktop.widgets.app_bar import Stage as StageTab
from desktop.widgets.banner import PatientBanner
from desktop.widgets.inline_error import Notice
from desktop.widgets.painting import Themed
from desktop.widgets.urgent_strip import UrgentStrip

StageFactory = Callable[[ConsultationPresenter], QWidget]
_TRY_AGAIN_MS = 10_000
_NARROW_BELOW = 1180
_LATE = (Stage.OPTIONS, Stage.PATIENT_VIEW, Stage.HANDOUT)


class VisitView(Themed, QWidget):
    """One visit on the screen. The stages after the intake are built by the given factories when first opened."""

    home_wanted = Signal()
    lock_wanted = Signal()
    help_wanted = Signal()
    find_wanted = Signal()
    settings_wanted = Signal()
    identity_wanted = Signal()
    show_to_patient_wanted = Signal()
    print_wanted = Signal()
    save_sheet_wanted = Signal()
    finish_wanted = Signal()
    what_if_wanted = Signal()
    next_tests_wanted = Signal()

    def __init__(
        self,
        presenter: ConsultationPresenter,
        stages: Mapping[Stage, StageFactory],
        *,
        preferences: VisitPreferences | None = None,
        ask: Asks | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("visit")
        self.presenter = presenter
        self._factories = dict(stages)
        self._preferences = preferences or VisitPreferences()
        self._ask = ask or ask_to_go_on(self)
        self._stages: dict[Stage, QWidget] = {}
        self._chained: object = None
        self._retry = QTimer(self)
        self._retry.setInterval(_TRY_AGAIN_MS)
        self._retry.timeout.connect(presenter.save_again)
        self.intake = IntakeView(presenter, self._preferences)
        self._stages[Stage.INTAKE] = self.intake
        self.app_bar = AppBar()
        # Narrow until the width is known: a wide bar would keep a small window from becoming small
        self.app_bar.set_narrow(True)
        self.banner = PatientBanner()
        self.strip = UrgentStrip()
        self.trouble = Notice()
        self.trouble.setObjectName("save_trouble")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.intake)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.app_bar, self.banner, self.strip, self.trouble):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        self._connect()
        self._add_keys()
        self.show_state(presenter.state)

    @property
    def title(self) -> str:
        """What the window may be called: the name and the stage."""
        names = dict(self._stage_names())
        return f"{name_shown(self.presenter.consultation.patient)} – {names[self.presenter.state.stage]}"

    def show_state(self, state: VisitState) -> None:
        """Shows the state, any number of times."""
        self._render_frame(state)
        self._render_urgent(state)
        self._render_saving(state)
        self.intake.show_state(state)
        stage = self._stage(state.stage)
        if self._stack.currentWidget() is not stage:
            self._stack.setCurrentWidget(stage)
            stage.setFocus(Qt.FocusReason.OtherFocusReason)
        self._chain(state)

    def settle(self) -> None:
        """Keeps what is being typed just now: for locking, leaving and closing."""
        typing = QApplication.focusWidget()
        if typing is not None and self.isAncestorOf(typing):
            tell = getattr(typing, "tell", None)
            if callable(tell):
                tell()

    def show_to_patient(self) -> None:
        """Asks for the patient view to be shown, past an unseen alert only after its sentence was read."""
        if self._may_go_on(self.tr("Show to patient")):
            self.show_to_patient_wanted.emit()

    def print_handout(self) -> None:
        """Asks for the handout to be printed, past an unseen alert only after its sentence was read."""
        self.settle()
        if Stage.HANDOUT not in self.presenter.state.visited:
            self.presenter.go_to(Stage.HANDOUT)
        elif self._may_go_on(self.tr("Print")):
            self.print_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.app_bar.set_narrow(event.size().width() / current_theme().text_scale < _NARROW_BELOW)

    # inside

    def _connect(self) -> None:
        bar, presenter = self.app_bar, self.presenter
        bar.home_pressed.connect(self._go_home)
        bar.stage_chosen.connect(lambda stage: presenter.go_to(Stage(stage)))
        bar.undo_pressed.connect(self._undo)
        bar.redo_pressed.connect(self._redo)
        bar.find_pressed.connect(self.find_wanted)
        bar.help_pressed.connect(self.help_wanted)
        bar.settings_pressed.connect(self.settings_wanted)
        bar.lock_pressed.connect(self._lock)
        self.banner.clicked.connect(self.identity_wanted)
        self.strip.read_pressed.connect(self.read_what_to_do)
        self.strip.seen_pressed.connect(self._note_seen)
        presenter.changed.connect(self.show_state)

    def _add_keys(self) -> None:
        presenter = self.presenter
        for number, stage in enumerate(Stage, start=1):
            self._key(f"Ctrl+{number}", partial(presenter.go_to, stage))
        for step in presenter.tools.knowledge.intake.steps:
            self._key(f"Alt+{step.number}", partial(presenter.go_to_step, step.number))
        for keys, act in (
            ("F6", lambda: self._next_region(1)),
            ("Shift+F6", lambda: self._next_region(-1)),
            ("F8", lambda: self._next_unknown(backward=False)),
            ("Shift+F8", lambda: self._next_unknown(backward=True)),
            ("Ctrl+Z", self._undo),
            ("Ctrl+Shift+Z", self._redo),
            ("Ctrl+Y", self._redo),
            ("Ctrl+S", self._say_saved),
            ("F5", self.show_to_patient),
            ("Ctrl+P", self.print_handout),
            ("F1", self.help_wanted.emit),
            ("Ctrl+K", self.find_wanted.emit),
            ("Ctrl+,", self.settings_wanted.emit),
            ("Alt+I", self.identity_wanted.emit),
            ("Alt+Home", self._go_home),
        ):
            self._key(keys, act)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

        def pressed() -> None:
            self.settle()
            act()

        shortcut.activated.connect(pressed)

    def _stage(self, stage: Stage) -> QWidget:
        if stage not in self._stages:
            made = self._factories[stage](self.presenter)
            self._stages[stage] = made
            self._stack.addWidget(made)
        return self._stages[stage]

    def _stage_names(self) -> tuple[tuple[Stage, str], ...]:
        return (
            (Stage.INTAKE, self.tr("Intake")),
            (Stage.OPTIONS, self.tr("Options")),
            (Stage.PATIENT_VIEW, self.tr("Patient view")),
            (Stage.HANDOUT, self.tr("Handout")),
        )

    def _render_frame(self, state: VisitState) -> None:
        tabs = [
            StageTab(stage.value, name, "done" if self._has_content(stage, state) else "todo")
            for stage, name in self._stage_names()
        ]
        self.app_bar.set_stages(tabs, state.stage.value)
        self.app_bar.set_undo(state.undo or None)
        self.app_bar.set_redo(state.redo or None)
        preferences = self._preferences
        today = self.presenter.tools.now().astimezone().date()
        patient = state.workup.consultation.patient
        self.banner.set_identity(identity_of(patient, today, demo=preferences.demo, warning=preferences.warning))

    def _has_content(self, stage: Stage, state: VisitState) -> bool:
        """A tick means visited, with something in it."""
        if stage not in state.visited:
            return False
        visit = state.workup.consultation
        entered = bool(visit.answers or visit.treatments)
        return entered if stage in (Stage.INTAKE, Stage.OPTIONS) else bool(visit.discussed)

    def _render_urgent(self, state: VisitState) -> None:
        wording = self.presenter.tools.wording
        waiting, known = unseen(state), seen(state)
        if waiting:
            words = wording.alert(waiting[0])
            more = len(waiting) - 1
            sentence = words.message
            if more:
                sentence = f"{sentence} {self.tr('And {count} more.').replace('{count}', str(more))}"
            self.strip.show_alert(
                words.title,
                sentence,
                read_text=self.tr("Read what to do"),
                seen_text=self.tr("Seen, continue"),
            )
        elif known:
            parts = [f"{wording.alert(alert).title}, {self.tr('seen')} {at}" for alert, at in known]
            self.strip.show_seen(f"{self.tr('Urgent')}: {'; '.join(parts)}")
        else:
            self.strip.clear()

    def _render_saving(self, state: VisitState) -> None:
        mark = state.save
        short = mark.at[:5]
        if mark.state is Saving.NOT_SAVED:
            self.app_bar.set_saved(self.tr("Not saved"), failed=True)
            text = self._trouble_text(mark.fault)
            if self.trouble.isHidden() or self.trouble.text() != text:
                self.trouble.set(text, kind="amber", actions=[(self.tr("Try again"), self.presenter.save_again)])
            self._retry.start()
            return
        self._retry.stop()
        self.trouble.clear()
        saved = self.tr("Saved {time}").replace("{time}", short) if short else ""
        self.app_bar.set_saved(saved, tooltip=mark.at)

    def _trouble_text(self, fault: Exception | None) -> str:
        message = message_for(fault) if fault is not None else None
        if message is None:
            return self.tr("Could not save. Your answers are on the screen and not yet in the record. Try again.")
        return f"{message.text} ({message.code})"

    def _chain(self, state: VisitState) -> None:
        """Sets the order of Tab again when another page is open."""
        if self._chained == state.step:
            return
        self._chained = state.step
        in_this_order(
            [
                *self.intake.tab_stops(),
                *focusable_in(self.app_bar),
                *focusable_in(self.banner),
                *focusable_in(self.strip),
            ]
        )

    def read_what_to_do(self) -> None:
        """Opens the sheet with what to do now."""
        state = self.presenter.state
        waiting = unseen(state)
        shown = waiting or tuple(alert for alert, _ in seen(state))
        if not shown:
            return
        words = words_of(shown, self.presenter.tools.wording)
        sheet = UrgentSheet(words, self._preferences.emergency, wants_seen=bool(waiting), parent=self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.accepted.connect(self._note_all_seen)
        sheet.open()

    def _note_seen(self) -> None:
        waiting = unseen(self.presenter.state)
        if waiting:
            self.presenter.see_alert(waiting[0])

    def _note_all_seen(self) -> None:
        for alert in unseen(self.presenter.state):
            self.presenter.see_alert(alert)

    def _may_go_on(self, words: str) -> bool:
        waiting = unseen(self.presenter.state)
        if not waiting:
            return True
        alert = self.presenter.tools.wording.alert(waiting[0])
        go_on = self.tr("Go on: {what}").replace("{what}", words.lower())
        return self._ask(alert.title, alert.message, go_on)

    def _next_region(self, step: int) -> None:
        if self.presenter.state.stage is not Stage.INTAKE:
            return
        regions = self.intake.regions()
        here = QApplication.focusWidget()
        place = next((n for n, r in enumerate(regions) if here is not None and (r is here or r.isAncestorOf(here))), -1)
        self.intake.focus_region(regions[(place + step) % len(regions)])

    def _next_unknown(self, *, backward: bool) -> None:
        if not self.presenter.go_to_unknown(backward):
            self.intake.say(self.tr("No question after this one is still open."))

    def _say_saved(self) -> None:
        if self.presenter.state.stage is Stage.HANDOUT:
            self.save_sheet_wanted.emit()
            return
        mark = self.presenter.state.save
        if mark.state is Saving.SAVED:
            self.intake.say(self.tr("Everything is saved, {time}.").replace("{time}", mark.at[:5]))
        else:
            self.presenter.save_again()

    def _undo(self) -> None:
        self.settle()
        self.presenter.undo()

    def _redo(self) -> None:
        self.settle()
        self.presenter.redo()

    def _go_home(self) -> None:
        self.settle()
        self.home_wanted.emit()

    def _lock(self) -> None:
        self.settle()
        self.lock_wanted.emit()
