"""The verbs of the sheet of next tests: open a test, copy the request."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from desktop.next_tests.told import NextTestsTold


@dataclass(frozen=True, slots=True)
class NextTestsState:
    """What the sheet shows. `opened` is the id of the test whose answers are shown, "" when none is."""

    told: NextTestsTold
    opened: str = ""
    copied: bool = False


class NextTestsPresenter(QObject):
    """`copy` puts a text where other programs can paste it."""

    changed = Signal(object)

    def __init__(self, told: NextTestsTold, copy: Callable[[str], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._copy = copy
        self._state = NextTestsState(told, opened=told.tests[0].id if told.tests else "")

    @property
    def state(self) -> NextTestsState:
        """What the sheet shows now."""
        return self._state

    def open(self, test: str) -> None:
        """Shows what each answer of a test would move, instead of another's; again, and it is closed."""
        self._show(replace(self._state, opened="" if test == self._state.opened else test))

    def copy_request(self) -> None:
        """Copies the line for the request form."""
        if self._state.told.request:
            self._copy(self._state.told.request)
            self._show(replace(self._state, copied=True))

    def _show(self, state: NextTestsState) -> None:
        self._state = state
        self.changed.emit(state)
