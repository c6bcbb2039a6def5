"""What stands on the patient's page now: all options or one, or nothing for a moment."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.state import VisitState
from desktop.patient_view.page import PatientPage, page_of
from guidance.wording import Wording


@dataclass(frozen=True, slots=True)
class PatientState:
    """The page, which option stands alone on it (from 1; 0 is all), and whether it is blanked."""

    page: PatientPage
    shown: int = 0
    blank: bool = False


class PatientViewPresenter(QObject):
    """The verbs of the patient's page."""

    changed = Signal(object)

    def __init__(self, visit: ConsultationPresenter, plain: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._visit = visit
        self._plain = plain
        self._state = PatientState(page_of(visit.state.workup, plain))
        self._worked_with = visit.state.workup
        visit.changed.connect(self._visit_changed)

    @property
    def state(self) -> PatientState:
        """What is shown now."""
        return self._state

    @property
    def visit(self) -> ConsultationPresenter:
        """The visit this page belongs to."""
        return self._visit

    def show_one(self, number: int) -> None:
        """Gives one option (from 1) the page to itself; a number without an option changes nothing."""
        if 0 < number <= len(self._state.page.letters):
            self._show(number, blank=False)

    def show_all(self) -> None:
        """Puts all options beside each other."""
        self._show(0, blank=False)

    def turn(self, step: int) -> None:
        """The next page (1) or the one before (-1): all together, then each alone, and round again."""
        pages = len(self._state.page.letters) + 1
        self._show((self._state.shown + step) % pages, blank=False)

    def blank(self) -> None:
        """Shows nothing for a moment, or the page again."""
        self._show(self._state.shown, blank=not self._state.blank)

    def cover(self) -> None:
        """Shows nothing of the visit, whatever was shown."""
        self._show(self._state.shown, blank=True)

    def _visit_changed(self, visit: VisitState) -> None:
        if visit.workup is not self._worked_with:
            self._show(self._state.shown, blank=self._state.blank)

    def _show(self, shown: int, *, blank: bool) -> None:
        workup = self._visit.state.workup
        self._worked_with = workup
        page = page_of(workup, self._plain, shown)
        state = PatientState(page, shown if shown <= len(page.letters) else 0, blank)
        if state != self._state:
            self._state = state
            self.changed.emit(state)
