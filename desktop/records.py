"""The ways into the records of this computer, as the unlock screen uses them.

The slow rooms are imported when a door is used.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from desktop.places import DEMONSTRATION_CASES, Places
from guidance.knowledge import KnowledgeBase
from guidance.store import ConsultationStore

# The invented people need no secret; their store is real and encrypted all the same, so that the demonstration is the
# real thing
DEMONSTRATION_PASSPHRASE = "demonstration patients"


class RecordDoors:
    """Fulfills `desktop.unlock.presenter.Doors`."""

    def __init__(
        self, places: Places, knowledge: KnowledgeBase, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._places = places
        self._knowledge = knowledge
        self._now = now

    def exists(self) -> bool:
        """True when this computer has records already.

        Looks at file names only, so that the first frame comes at once.
        """
        folder = self._places.records
        return folder.is_dir() and any(folder.iterdir())

    def create(self, passphrase: str) -> tuple[ConsultationStore, str]:
        """Makes new records; returns them and the recovery key as it is printed."""
        from db import create_store

        store, recovery_key = create_store(self._places.records, passphrase)
        return store, str(recovery_key)

    def open(self, passphrase: str) -> ConsultationStore:
        """Opens the records."""
        from db import open_store

        return open_store(self._places.records, passphrase)

    def check(self, passphrase: str) -> None:
        """Raises WrongPassphrase unless the passphrase belongs to the records, which stay as they are."""
        from db import check_passphrase

        check_passphrase(self._places.records, passphrase)

    def open_with_recovery_key(self, recovery_key: str, new_passphrase: str) -> ConsultationStore:
        """Opens the records with the recovery key and sets a new passphrase."""
        from db import open_with_recovery_key

        return open_with_recovery_key(self._places.records, recovery_key, new_passphrase)

    def open_demonstration(self) -> ConsultationStore:
        """Opens the store of the invented patients, and fills it when it is new."""
        return open_demonstration(self._places.demonstration, self._knowledge, self._now)


def open_demonstration(
    folder: Path, knowledge: KnowledgeBase, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> ConsultationStore:
    """The demonstration store: real, encrypted, and holding invented people only."""
    from db import create_store, open_store, store_exists

    if store_exists(folder):
        return open_store(folder, DEMONSTRATION_PASSPHRASE)
    store, _ = create_store(folder, DEMONSTRATION_PASSPHRASE, demonstration=True)
    fill_with_demonstration_patients(store, knowledge, now())
    return store


def fill_with_demonstration_patients(store: ConsultationStore, knowledge: KnowledgeBase, now: datetime) -> None:
    """Adds the six invented patients, each with a draft."""
    from dataclasses import replace

    from guidance.case import consultation_of, read_case

    for path in sorted(DEMONSTRATION_CASES.glob("*.json")):
        case = read_case(path.read_text(encoding="utf-8"), knowledge)
        visit = consultation_of(case, at=now.isoformat(timespec="seconds"), visit=str(uuid4()))
        patient = replace(visit.patient, id=str(uuid4()), demonstration=True)
        store.save_patient(patient)
        store.save(replace(visit, patient=patient))
