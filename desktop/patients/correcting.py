"""Correcting a patient's details in the middle of a visit: they are kept, and the visit is read again with them."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.background import Runs
from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.state import Saving
from desktop.messages import message_for
from desktop.patients.dialogs import IdentityDialog
from guidance.consultation import Consultation, Patient
from guidance.store import ConsultationStore
from guidance.wording import languages_of


class Correcting(QObject):
    """One correction. `corrected` carries the visit as it is in the store afterwards; undo starts anew there."""

    corrected = Signal(object)

    def __init__(
        self,
        visit: ConsultationPresenter,
        store: ConsultationStore,
        background: Runs,
        let_work_arrive: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._visit = visit
        self._store = store
        self._background = background
        self._let_work_arrive = let_work_arrive
        self._dialog: IdentityDialog | None = None

    def open(self, today: date, *, day_first: bool, window: QWidget) -> None:
        """Shows the details; those of a finished visit can only be read."""
        dialog = IdentityDialog(
            self._visit.consultation.patient,
            today,
            day_first=day_first,
            languages=languages_of(self._visit.tools.knowledge),
            read_only=self._visit.state.read_only,
            parent=window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.kept.connect(self._keep)
        self._dialog = dialog
        dialog.open()

    def _keep(self, patient: Patient) -> None:
        self._let_work_arrive()
        if self._visit.state.save.state is Saving.NOT_SAVED:
            self._say(self.tr("Your last answers are not saved yet. Save them first, then correct the details."))
            return
        store, consultation = self._store, self._visit.consultation.id

        def work() -> Consultation:
            store.save_patient(patient)
            return store.open(consultation)

        self._background.run(work, self._done, self._failed)

    def _done(self, opened: Consultation) -> None:
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.accept()
        self.corrected.emit(opened)

    def _failed(self, fault: Exception) -> None:
        message = message_for(fault)
        if message is None:
            raise fault
        self._say(f"{message.text} ({message.code})")

    def _say(self, words: str) -> None:
        # A lock may have closed it meanwhile
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.say(words)
