"""Keeps the newest value of a visit in the store: one save at a time, and the last change is never forgotten."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop.background import Runs
from guidance.consultation import Consultation
from guidance.store import ConsultationStore


@dataclass(frozen=True, slots=True)
class Keeping:
    """Who is asked and told: `newest` gives the visit now; a save has `begun`, is `stored` under a revision, and the
    newest value is `kept`; or it `failed`.
    """

    newest: Callable[[], Consultation]
    begun: Callable[[], None]
    stored: Callable[[int], None]
    kept: Callable[[], None]
    failed: Callable[[Exception], None]


class Keeper:
    """Saves on the worker. While one save is under way the newest value waits."""

    def __init__(self, store: ConsultationStore, background: Runs, revision: int, keeping: Keeping) -> None:
        self._store = store
        self._background = background
        self._revision = revision
        self._keeping = keeping
        self._under_way = False

    def keep(self) -> None:
        """Asks the store to keep the newest value."""
        if self._under_way:
            return
        self._under_way = True
        consultation = self._keeping.newest()
        self._keeping.begun()

        def done(saved: Consultation) -> None:
            self._under_way = False
            self._keeping.stored(saved.revision)
            if replace(self._keeping.newest(), revision=saved.revision) != saved:
                self.keep()
                return
            self._keeping.kept()

        self._background.run(lambda: self._save(consultation), done, self._failed)

    def keep_for_good(self, finished: Consultation, done: Callable[[Consultation], None]) -> None:
        """Asks the store to keep a finished visit, after any save that is under way; `done` gets it as it is kept."""
        self._background.run(lambda: self._save(finished), done, self._failed)

    def _save(self, consultation: Consultation) -> Consultation:
        """Runs on the worker, which does one thing after the other, so the revision is always that of our own last
        save.
        """
        saved = self._store.save(replace(consultation, revision=self._revision))
        self._revision = saved.revision
        return saved

    def _failed(self, fault: Exception) -> None:
        self._under_way = False
        self._keeping.failed(fault)
