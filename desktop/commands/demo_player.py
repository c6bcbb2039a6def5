"""Walks the demonstration patient through the real screens and takes a picture of each."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from desktop.app import App
from desktop.background import Background
from desktop.consultation.state import Stage
from desktop.consultation.visit_view import VisitView
from desktop.handout.files import write_whole
from desktop.patient_view.view import PatientWindow
from guidance.consultation import Consultation

_LONGEST_MS = 30_000
_PATIENT = "DEMO-1042"
_INK = 100


class DidNotGetOn(Exception):
    """A screen did not come, or lacks what the next step needs. The text says where."""


class Player:
    """Plays one visit. `record` is what the store holds at the end, `pictures` are the names of the files made."""

    def __init__(self, qt: QApplication, app: App, folder: Path) -> None:
        self._qt = qt
        self._app = app
        self._folder = folder
        self.pictures: list[str] = []
        self.record: dict[str, Any] = {}

    def play(self) -> None:
        """From the unlock card to the saved record. Raises DidNotGetOn; OSError when a picture cannot be written."""
        self._app.start()
        self._picture("unlock")
        self._click("look_around")
        self._until(lambda: self._find("patients") is not None and self._app.store is not None)
        self._settle()
        self._picture("patients")
        visit = self._open_the_visit()
        for step in range(1, 7):
            visit.presenter.go_to_step(step)
            self._settle()
            self._picture(f"intake-{step}")
        visit.presenter.go_to(Stage.OPTIONS)
        self._settle()
        self._picture("options")
        visit.presenter.go_to(Stage.PATIENT_VIEW)
        self._settle()
        self._picture("patient-view")
        visit.show_to_patient_wanted.emit()
        self._settle()
        for window in self._qt.topLevelWidgets():
            if isinstance(window, PatientWindow):
                # The offscreen platform has a small square screen; a clinic's is wide
                window.showNormal()
                window.resize(1366, 768)
                self._settle()
                self._picture("patient-full-screen", window)
                window.close()
        visit.presenter.go_to(Stage.HANDOUT)
        self._until(self._has_pages)
        self._until(self._pages_are_painted)
        self._settle()
        self._picture("handout")
        # Saved and never printed: a demonstration must not start a printer, or wait in its dialog
        self._press(visit, "PDF")
        self._settle()
        visit.finish_wanted.emit()
        self._settle()
        dialog = self._qt.activeModalWidget() or visit.findChild(QDialog, "finish")
        if isinstance(dialog, QDialog):
            self._picture("finish", dialog)
            button = dialog.findChild(QPushButton, "finish_visit")
            if button is not None:
                button.click()
        self._until(lambda: self._find("patients") is not None)
        self._settle()
        self._picture("patients-after")
        self._keep_the_record(visit.presenter.consultation)
        self._app.window.close()

    def _open_the_visit(self) -> VisitView:
        store = self._app.store
        if store is None:
            raise DidNotGetOn("the list of patients")
        summary = next(row for row in store.patients() if row.patient.identifier == _PATIENT)
        self._app.show_visit(store.open(summary.draft_id))
        visit = self._app.window.screen_shown
        if not isinstance(visit, VisitView):
            raise DidNotGetOn("the visit")
        return visit

    def _keep_the_record(self, consultation: Consultation) -> None:
        workup_answer = dict(consultation.seen.guidance) if consultation.seen else {}
        document = {
            "id": consultation.id,
            "status": consultation.status.value,
            "patient": asdict(consultation.patient),
            "started_at": consultation.started_at,
            "answers": dict(consultation.answers),
            "treatments": [asdict(treatment) for treatment in consultation.treatments],
            "discussed": list(consultation.discussed),
            "handout_sha256": consultation.seen.pdf_sha256 if consultation.seen else "",
            "guidance": workup_answer,
        }
        self.record = document

    def _has_pages(self) -> bool:
        from desktop.handout.view import HandoutView

        views = self._app.window.findChildren(HandoutView)
        return bool(views and views[0].has_pages)

    def _pages_are_painted(self) -> bool:
        """The preview paints its pages on a thread of its own, a moment after it has them."""
        preview = self._find("preview")
        if preview is None:
            return False
        image = preview.grab().toImage()
        middle = range(image.width() // 4, 3 * image.width() // 4, 3)
        rows = range(image.height() // 4, image.height(), 5)
        return any(image.pixelColor(x, y).lightness() < _INK for y in rows for x in middle)

    def _find(self, name: str) -> QWidget | None:
        found: QWidget | None = self._app.window.findChild(QWidget, name)
        return found

    def _click(self, name: str) -> None:
        button = self._app.window.findChild(QPushButton, name)
        if button is None:
            raise DidNotGetOn(f"the button “{name}”")
        button.click()

    def _press(self, screen: QWidget, words: str) -> None:
        buttons = [button for button in screen.findChildren(QPushButton) if words in button.text()]
        if not buttons:
            raise DidNotGetOn(f"the button “{words}”")
        buttons[0].click()

    def _picture(self, name: str, widget: QWidget | None = None) -> None:
        shown = widget or self._app.window
        file = f"{len(self.pictures) + 1:02}-{name}.png"
        picture = QBuffer()
        picture.open(QIODevice.OpenModeFlag.WriteOnly)
        shown.grab().save(picture, "PNG")
        write_whole(self._folder / file, bytes(picture.data().data()))
        self.pictures.append(file)

    def _settle(self) -> None:
        """Lets everything that was asked for arrive and be painted."""
        background = self._app.background
        for _ in range(3):
            if isinstance(background, Background):
                background.wait_for_work()
            self._qt.processEvents()

    def _until(self, reached: Callable[[], bool]) -> None:
        """Waits for something to happen, by events and not by the clock alone."""
        loop = QEventLoop()
        look = QTimer()
        look.setInterval(10)
        look.timeout.connect(lambda: loop.quit() if reached() else None)
        limit = QTimer()
        limit.setSingleShot(True)
        limit.timeout.connect(loop.quit)
        look.start()
        limit.start(_LONGEST_MS)
        if not reached():
            loop.exec()
        look.stop()
        if not reached():
            raise DidNotGetOn(f"what follows {self.pictures[-1] if self.pictures else 'the start'}")
