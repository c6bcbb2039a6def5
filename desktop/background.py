"""The one door off the GUI thread.

One worker, so calls to the store queue up. `work` sees values only and touches no Qt; `done` and `failed` arrive on the
thread that owns
the Background. Errors nobody can name go to the crash sheet like any other.
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, Signal, Slot

Result = TypeVar("Result")
# Each answer may ask once more; something that never ends must not keep the window open
_MOST_ROUNDS = 50


class Runs(Protocol):
    """Runs work somewhere and answers later (or, in tests, at once)."""

    def run(
        self, work: Callable[[], Result], done: Callable[[Result], None], failed: Callable[[Exception], None]
    ) -> None:
        """Calls `done` with the result, or `failed` with what went wrong."""
        ...


class _Answers(QObject):
    """Carries an answer over to the thread it lives on."""

    finished = Signal(object, object)

    def __init__(self, done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        super().__init__()
        self._done = done
        self._failed = failed
        self.finished.connect(self.deliver)

    @Slot(object, object)
    def deliver(self, result: Any, fault: Exception | None) -> None:
        """Hands the answer to whoever asked."""
        if fault is not None:
            self._failed(fault)
        else:
            self._done(result)


class _Job(QRunnable):
    def __init__(self, work: Callable[[], Any], answers: _Answers) -> None:
        super().__init__()
        self._work = work
        self._answers = answers

    def run(self) -> None:
        """Does the work on the worker thread."""
        try:
            result = self._work()
        except Exception as fault:  # noqa: BLE001  every fault of the work belongs to `failed`, whatever its kind
            self._answers.finished.emit(None, fault)
        else:
            self._answers.finished.emit(result, None)


class Background(QObject):
    """A pool with one worker. `settle` waits for everything that was asked for, and delivers it, for closing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._waiting: set[_Answers] = set()

    def run(
        self, work: Callable[[], Result], done: Callable[[Result], None], failed: Callable[[Exception], None]
    ) -> None:
        """Runs `work` on the worker; `done` or `failed` is called on this thread."""
        answers = _Answers(done, failed)
        # Kept until delivered: a QObject with a queued call must outlive it
        self._waiting.add(answers)
        answers.finished.connect(lambda *_: self._waiting.discard(answers))
        self._pool.start(_Job(work, answers))

    @property
    def is_idle(self) -> bool:
        """True when every answer has been delivered."""
        return not self._waiting

    def wait_for_work(self) -> None:
        """Waits until the worker has nothing left to do; answers may still be on their way to this thread."""
        self._pool.waitForDone()

    def settle(self) -> None:
        """Waits until nothing is left to do, delivering each answer, which may ask for more work."""
        for _ in range(_MOST_ROUNDS):
            if self.is_idle:
                return
            self._pool.waitForDone()
            QCoreApplication.sendPostedEvents()


class AtOnce:
    """Runs work where it is asked for. For headless commands and tests."""

    def run(
        self, work: Callable[[], Result], done: Callable[[Result], None], failed: Callable[[Exception], None]
    ) -> None:
        """Runs `work` now."""
        try:
            result = work()
        except Exception as fault:  # noqa: BLE001  same contract as Background
            failed(fault)
        else:
            done(result)
