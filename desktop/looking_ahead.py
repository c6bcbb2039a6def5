"""The two sheets that look ahead from a visit, what-if and the next tests, and the ways between them and the record."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from desktop.consultation.presenter import ConsultationPresenter
from desktop.next_tests.presenter import NextTestsPresenter
from desktop.next_tests.told import next_tests_told
from desktop.next_tests.view import NextTestsSheet
from desktop.what_if.presenter import WhatIfPresenter
from desktop.what_if.view import WhatIfSheet
from desktop.widgets.overlay import Overlay
from guidance.finding import FindingId

LaysOver = Callable[[Overlay], object]


class LookingAhead:
    """Shows the sheets over a screen. They see the visit as it is when they are opened, and cannot change it."""

    def __init__(self, visit: ConsultationPresenter, lay_over: LaysOver) -> None:
        self._visit, self._lay_over = visit, lay_over

    def show_what_if(self, finding: FindingId = "") -> None:
        """Lets somebody try an answer, to this question first if one is named."""
        presenter = WhatIfPresenter(self._visit.state.workup, self._visit.tools.wording, finding)
        sheet = WhatIfSheet(presenter, at_answers=bool(finding))
        sheet.question_wanted.connect(lambda wanted: self._answer(sheet, wanted))
        self._lay_over(sheet)

    def show_next_tests(self) -> None:
        """Shows the next tests and the smallest set of them."""
        told = next_tests_told(self._visit.state.workup, self._visit.tools.wording)
        sheet = NextTestsSheet(NextTestsPresenter(told, QGuiApplication.clipboard().setText))
        sheet.question_wanted.connect(lambda wanted: self._answer(sheet, wanted))
        sheet.what_if_wanted.connect(self.show_what_if)
        self._lay_over(sheet)

    def _answer(self, sheet: Overlay, finding: FindingId) -> None:
        sheet.left.emit()
        self._visit.go_to_question(finding)
