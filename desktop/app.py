"""The composition root: settings → knowledge → records → screens. Nothing else in the face builds things."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop.background import Background, Runs
from desktop.consultation.state import Saving
from desktop.crash import CrashSheet
from desktop.help.keys import Place
from desktop.main_window import IdleWatch, MainWindow
from desktop.places import PACK, Places
from desktop.records import RecordDoors
from desktop.settings.values import Settings, SettingsFile
from desktop.theme import apply_theme
from desktop.unlock.presenter import Doors, UnlockPresenter
from desktop.unlock.view import UnlockView
from desktop.widgets.focus_ring import FocusRing
from desktop.widgets.keys import use_single_keys
from desktop.windows import Blinds, close_dialogs, patient_windows
from guidance.consultation import Consultation, Patient
from guidance.knowledge import KnowledgeBase
from guidance.pack.load import load_pack
from guidance.store import ConsultationStore
from guidance.wording import Reader, languages_of, wording_of

if TYPE_CHECKING:
    from desktop.consultation.visit_view import VisitView
    from desktop.find.presenter import Hit

_MINUTES_WHILE_TALKING = 15


class App(QObject):
    """One running program with one window. Everything that differs in a test is a parameter.

    `refused` tells why the installed content is not in use, when `knowledge` is the kept edition instead.
    """

    def __init__(
        self,
        qt: QApplication,
        places: Places,
        *,
        knowledge: KnowledgeBase | None = None,
        refused: str = "",
        doors: Doors | None = None,
        background: Runs | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        choose_file: Callable[[str], Path | None] | None = None,
    ) -> None:
        super().__init__()
        self._qt = qt
        self._now = now
        self._settings_file = SettingsFile(places.settings)
        self._settings = self._settings_file.read()
        apply_theme(qt, self._settings.theme, self._settings.text_scale)
        self._ring = FocusRing(qt, self)
        self._knowledge = knowledge or load_pack(PACK)
        self._refused = refused
        self._doors = doors or RecordDoors(places, self._knowledge, now)
        self._background = background or Background(self)
        self._choose_file = choose_file
        self._store: ConsultationStore | None = None
        self._demonstration = False
        self._covered: tuple[QWidget, str] | None = None
        self._title = ""
        self._visit: VisitView | None = None
        use_single_keys(self._settings.single_letter_keys)
        self.window = MainWindow()
        self.window.closing.connect(self._close_all)
        self._lock_later = QTimer(self)
        self._lock_later.setSingleShot(True)
        self._lock_later.timeout.connect(self.lock_when_idle)
        self._blinds = Blinds(qt, self)
        self._idle = IdleWatch(qt, self)
        self._idle.used.connect(self._somebody_is_here)
        QShortcut(QKeySequence("Ctrl+L"), self.window, self.lock)

    @property
    def settings(self) -> Settings:
        """The settings now."""
        return self._settings

    @property
    def refused(self) -> str:
        """Why the installed clinical content is not in use; "" when it is."""
        return self._refused

    @property
    def background(self) -> Runs:
        """The worker every screen uses."""
        return self._background

    @property
    def store(self) -> ConsultationStore | None:
        """The open store, or None while nobody is signed in."""
        return self._store

    def start(self) -> None:
        """Shows the window with the unlock card."""
        self._show_unlock()
        self.window.show()

    def end(self) -> None:
        """Closes the window and lets go of everything."""
        self.window.close()
        self.window.deleteLater()
        self.deleteLater()

    def change_settings(self, settings: Settings) -> None:
        """Keeps other settings and puts them on at once."""
        looked = (self._settings.theme, self._settings.text_scale)
        self._settings = settings
        self._settings_file.write(settings)
        if looked != (settings.theme, settings.text_scale):
            apply_theme(self._qt, settings.theme, settings.text_scale)
        use_single_keys(settings.single_letter_keys)
        self._somebody_is_here()

    def lock_when_idle(self) -> None:
        """Locks after the set minutes. Invented people need no lock, and a demonstration is not broken off."""
        minutes = self._settings.lock_minutes
        said = (
            self.tr("No keys were pressed for a minute.")
            if minutes == 1
            else self.tr("No keys were pressed for {0} minutes.")
        )
        if not self._demonstration:
            self._lock(said.format(minutes))

    def lock(self) -> None:
        """Covers everything. The work stays as it is; the same passphrase brings it back.

        A demonstration is left instead: it has no passphrase of anybody's.
        """
        if self._demonstration:
            self._leave_demonstration()
        else:
            self._lock("")

    def _lock(self, why: str) -> None:
        if self._store is None or self._covered is not None:
            return
        self._settle()
        # An answer that came later would show its screen over the lock
        self._let_work_arrive()
        self.window.take_overlay_away()
        close_dialogs(self.window)
        self._blinds.pull_down()
        clipboard = self._qt.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()
        reason = self.tr("Your work is saved and nothing is shown.")
        if self._visit is not None and self._visit.presenter.state.save.state is Saving.NOT_SAVED:
            reason = self.tr("Nothing is shown. Your last answers could not be saved yet; they are kept here.")
        presenter = self._unlock_presenter(locked_reason=f"{why} {reason}".strip())
        covered = self.window.cover(UnlockView(presenter))
        if covered is not None:
            self._covered = (covered, self._title)

    # screens

    def _show_unlock(self) -> None:
        self._title = ""
        self.window.show_screen(UnlockView(self._unlock_presenter()))

    def _unlock_presenter(self, locked_reason: str = "") -> UnlockPresenter:
        presenter = UnlockPresenter(
            self._doors,
            self._background,
            self._settings.clinician,
            self._remember_name,
            locked_reason=locked_reason,
            parent=self,
        )
        presenter.unlocked.connect(self._unlocked)
        presenter.let_in_again.connect(self._let_in_again)
        return presenter

    def _let_in_again(self) -> None:
        if self._covered is not None:
            covered, title = self._covered
            self._covered = None
            self.window.uncover(covered, title)
            self._blinds.pull_up()
            self._somebody_is_here()

    def _unlocked(self, store: ConsultationStore, demonstration: bool) -> None:
        self._store, self._demonstration = store, demonstration
        self._somebody_is_here()
        self.show_patients()

    def show_patients(self) -> None:
        """The home screen."""
        from desktop.patients.presenter import PatientsPresenter
        from desktop.patients.view import PatientsView

        if self._store is None or self._covered is not None:
            return
        self._leave_visit()
        presenter = PatientsPresenter(
            self._store,
            self._background,
            self._knowledge.edition,
            clinician=self._settings.clinician,
            region=self._settings.region,
            demonstration=self._demonstration,
            refused=self._refused,
            now=self._now,
            parent=self,
        )
        view = PatientsView(
            presenter,
            self._today(),
            day_first=self._settings.day_first,
            languages=languages_of(self._knowledge),
        )
        presenter.setParent(view)
        presenter.visit_opened.connect(self.show_visit)
        view.lock_wanted.connect(self.lock)
        view.settings_wanted.connect(self.show_settings)
        view.help_wanted.connect(lambda: self.show_help(Place.PATIENTS))
        view.find_wanted.connect(self.show_find)
        view.demonstration_wanted.connect(self._enter_demonstration)
        view.leave_demonstration_wanted.connect(self._leave_demonstration)
        self._title = self.tr("Demonstration") if self._demonstration else self.tr("Patients")
        self.window.show_screen(view, self._title)
        presenter.refresh()

    def show_visit(self, consultation: Consultation) -> None:
        """One visit with its four stages."""
        from desktop.visit import build_visit

        if self._store is None or self._covered is not None:
            return
        self._leave_visit()
        wording = wording_of(self._knowledge, "en", Reader.CLINICIAN)
        visit = build_visit(
            consultation,
            knowledge=self._knowledge,
            wording=wording,
            store=self._store,
            background=self._background,
            settings=self._settings,
            now=self._now,
            choose_file=self._choose_file,
            lay_over=self.window.lay_over,
        )
        visit.home_wanted.connect(self.show_patients)
        visit.lock_wanted.connect(self.lock)
        visit.settings_wanted.connect(self.show_settings)
        visit.help_wanted.connect(lambda: self.show_help(Place(visit.presenter.state.stage.value)))
        visit.find_wanted.connect(self.show_find)
        visit.identity_wanted.connect(self.show_identity)
        self._visit = visit
        self._title = visit.title if self._settings.name_in_title else ""
        self.window.show_screen(visit, self._title)

    def show_settings(self) -> None:
        """The settings, over the present screen."""
        from desktop.settings.view import SettingsView

        if self._store is None or self._covered is not None or isinstance(self.window.screen_shown, SettingsView):
            return
        self._settle()
        view = SettingsView(self._settings)
        view.changed.connect(self.change_settings)
        covered = self.window.cover(view)
        view.start()
        title = self._title
        if covered is not None:
            view.left.connect(lambda: self.window.uncover(covered, title))

    def show_help(self, place: Place) -> None:
        """The help sheet of a place."""
        from desktop.help.view import HelpSheet

        self.window.lay_over(HelpSheet(place, self._knowledge.edition))

    def show_find(self) -> None:
        """Find or do, with what the present screen offers."""
        from desktop.find.known import Ways, commands_at_home, commands_in_visit, in_visit, patients_of
        from desktop.find.presenter import FindPresenter
        from desktop.find.view import FindPanel
        from desktop.patients.view import PatientsView

        if self._store is None:
            return
        self._settle()
        visit, shown = self._visit, self.window.screen_shown
        place = Place.PATIENTS if visit is None else Place(visit.presenter.state.stage.value)
        ways = Ways(
            lambda: self.show_help(place), self.show_settings, self.lock, self.show_patients, self.show_identity
        )
        known: tuple[Hit, ...] = ()
        if visit is not None:
            known = (*in_visit(visit.presenter), *commands_in_visit(ways, visit))
        elif isinstance(shown, PatientsView):
            known = commands_at_home(ways, shown.show_new_patient)
        patients = patients_of(self._store, self._today(), self._open_patient)
        presenter = FindPresenter(known, patients, self._background)
        self.window.lay_over(FindPanel(presenter))
        # Connected after the panel's own, so that the panel is away and the screen can take the keyboard
        presenter.decided.connect(lambda hit: hit.act())

    def show_identity(self) -> None:
        """The details of the visit's patient, to be corrected."""
        from desktop.patients.correcting import Correcting

        visit, store = self._visit, self._store
        if visit is None or store is None:
            return
        self._settle()
        correcting = Correcting(visit.presenter, store, self._background, self._let_work_arrive, visit)
        correcting.corrected.connect(self._show_again)
        correcting.open(self._today(), day_first=self._settings.day_first, window=self.window)

    def _show_again(self, consultation: Consultation) -> None:
        """The visit as it was read again, at the place where it was."""
        if self._visit is None:
            return
        before = self._visit.presenter.state
        self.show_visit(consultation)
        presenter = self._visit.presenter
        if consultation.patient.language != before.workup.consultation.patient.language:
            presenter.set_handout(replace(consultation.handout, language=consultation.patient.language))
        presenter.go_to_step(before.step)
        presenter.go_to(before.stage)

    def _open_patient(self, patient: Patient) -> None:
        from desktop.patients.view import PatientsView

        if not isinstance(self.window.screen_shown, PatientsView):
            self.show_patients()
        shown = self.window.screen_shown
        if isinstance(shown, PatientsView):
            shown.look_at(patient)

    def _enter_demonstration(self) -> None:
        """From an empty list: the records are closed first, so that the two are never open together."""
        self._close_store()
        self._show_unlock()
        shown = self.window.screen_shown
        if isinstance(shown, UnlockView):
            shown.presenter.look_around()

    def _leave_demonstration(self) -> None:
        self._leave_visit()
        self._close_store()
        self._demonstration = False
        self._show_unlock()

    def show_crash(self, words: str, place: str) -> None:
        """The calm dialog for what nobody expected. While locked it waits: the log has it already."""
        if self._covered is None:
            CrashSheet(words, place, self.window).exec()

    # inside

    def _remember_name(self, name: str) -> None:
        self.change_settings(_with_name(self._settings, name))

    def _somebody_is_here(self) -> None:
        minutes = self._settings.lock_minutes
        if patient_windows():
            # People talk while the patient view is on
            minutes = max(minutes, _MINUTES_WHILE_TALKING)
        self._lock_later.start(minutes * 60_000)

    def _settle(self) -> None:
        """Keeps what is being typed just now."""
        if self._visit is not None:
            self._visit.settle()

    def _leave_visit(self) -> None:
        self._settle()
        self._visit = None
        close_dialogs(self.window)
        for window in patient_windows():
            window.close()

    def _close_all(self) -> None:
        self._settle()
        self._close_store()
        self._leave_visit()

    def _let_work_arrive(self) -> None:
        """Waits for the worker and delivers its answers; an answer may ask for one more save."""
        if isinstance(self._background, Background):
            self._background.settle()

    def _close_store(self) -> None:
        self._let_work_arrive()
        if self._store is not None:
            self._store.close()
            self._store = None

    def _today(self) -> date:
        return self._now().astimezone().date()


def _with_name(settings: Settings, name: str) -> Settings:
    return replace(settings, clinician=name)
