"""The composition root: settings → knowledge → records → screens. Nothing else in the face builds things."""

import logging
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from desktop.background import Background, Runs
from desktop.main_window import IdleWatch, MainWindow
from desktop.places import PACK, Places
from desktop.records import RecordDoors
from desktop.settings.values import Settings, SettingsFile
from desktop.theme import apply_theme
from desktop.unlock.presenter import Doors, UnlockPresenter
from desktop.unlock.view import UnlockView
from desktop.widgets.focus_ring import FocusRing
from guidance.consultation import Consultation
from guidance.knowledge import KnowledgeBase
from guidance.pack.load import load_pack
from guidance.store import ConsultationStore
from guidance.wording import Reader, wording_of

_log = logging.getLogger(__name__)


class App(QObject):
    """One running program with one window. Everything that differs in a test is a parameter."""

    def __init__(
        self,
        qt: QApplication,
        places: Places,
        *,
        knowledge: KnowledgeBase | None = None,
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
        self._doors = doors or RecordDoors(places, self._knowledge, now)
        self._background = background or Background(self)
        self._choose_file = choose_file
        self._store: ConsultationStore | None = None
        self._demonstration = False
        self._covered: tuple[QWidget, str] | None = None
        self._title = ""
        self.window = MainWindow()
        self.window.closing.connect(self._close_store)
        self._lock_later = QTimer(self)
        self._lock_later.setSingleShot(True)
        self._lock_later.timeout.connect(self.lock)
        self._idle = IdleWatch(qt, self)
        self._idle.used.connect(self._somebody_is_here)
        QShortcut(QKeySequence("Ctrl+L"), self.window, self.lock)

    @property
    def settings(self) -> Settings:
        """The settings now."""
        return self._settings

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
        self._settings = settings
        self._settings_file.write(settings)
        apply_theme(self._qt, settings.theme, settings.text_scale)
        self._somebody_is_here()

    def lock(self) -> None:
        """Covers everything. The work stays as it is; the same passphrase brings it back."""
        if self._store is None or self._covered is not None:
            return
        if self._demonstration:
            return
        reason = self.tr("Your work is saved and nothing is shown. Enter your passphrase to go on.")
        presenter = self._unlock_presenter(locked_reason=reason)
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
            self._somebody_is_here()

    def _unlocked(self, store: ConsultationStore, demonstration: bool) -> None:
        self._store, self._demonstration = store, demonstration
        self._somebody_is_here()
        self.show_patients()

    def show_patients(self) -> None:
        """The home screen."""
        from desktop.patients.presenter import PatientsPresenter
        from desktop.patients.view import PatientsView

        if self._store is None:
            return
        presenter = PatientsPresenter(
            self._store,
            self._background,
            self._knowledge.edition,
            clinician=self._settings.clinician,
            region=self._settings.region,
            demonstration=self._demonstration,
            now=self._now,
            parent=self,
        )
        view = PatientsView(presenter, self._today())
        presenter.visit_opened.connect(self.show_visit)
        view.lock_wanted.connect(self.lock)
        view.settings_wanted.connect(self.show_settings)
        view.leave_demonstration_wanted.connect(self._leave_demonstration)
        self._title = self.tr("Patients")
        self.window.show_screen(view, self._title)
        presenter.refresh()

    def show_visit(self, consultation: Consultation) -> None:
        """One visit with its four stages."""
        from desktop.visit import build_visit

        if self._store is None:
            return
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
        )
        visit.home_wanted.connect(self.show_patients)
        visit.lock_wanted.connect(self.lock)
        visit.settings_wanted.connect(self.show_settings)
        self._title = visit.title if self._settings.name_in_title else ""
        self.window.show_screen(visit, self._title)

    def show_settings(self) -> None:
        """The settings, over the present screen."""
        from desktop.settings.view import SettingsView

        view = SettingsView(self._settings)
        view.changed.connect(self.change_settings)
        covered = self.window.cover(view)
        title = self._title
        if covered is not None:
            view.left.connect(lambda: self.window.uncover(covered, title))

    def _leave_demonstration(self) -> None:
        self._close_store()
        self._show_unlock()

    # inside

    def _remember_name(self, name: str) -> None:
        self.change_settings(_with_name(self._settings, name))

    def _somebody_is_here(self) -> None:
        self._lock_later.start(self._settings.lock_minutes * 60_000)

    def _close_store(self) -> None:
        if isinstance(self._background, Background):
            self._background.wait_for_work()
        if self._store is not None:
            self._store.close()
            self._store = None

    def _today(self) -> date:
        return self._now().astimezone().date()


def run(places: Places) -> int:
    """Runs the program until its window is closed."""
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(qt, QApplication):
        raise TypeError("a window needs a QApplication")
    app = App(qt, places)
    app.start()
    return qt.exec()


def _with_name(settings: Settings, name: str) -> Settings:
    from dataclasses import replace

    return replace(settings, clinician=name)
