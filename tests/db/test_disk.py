"""The disk: full, read-only, failing in the middle. What was acknowledged stays; what was not is never called saved."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from db import verify
from db.engine import Access, cipher_library, make_engine
from db.errors import named_os
from db.files import StoreFiles
from db.keys import read_keys
from db.store import EncryptedStore
from guidance.consultation import Consultation, Patient
from guidance.store import NoSuchConsultation, StoreBusy, StoreFull, StoreReadOnly, StoreUnreachable
from tests.db.clinic import PASSPHRASE, Clinic, Clock

Start = Callable[..., Consultation]

ROOT = Path(__file__).parents[2]


def in_another_process(script: str, *arguments: str, before: tuple[str, ...] = ()) -> str:
    """Runs a script with the project on its path; returns what it printed."""
    done = subprocess.run(
        [*before, sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


# full


def limited(store: EncryptedStore, pages: int) -> None:
    """Lets the database grow to so many pages, as a full disk would."""

    @event.listens_for(store.engine, "checkout")
    def limit(connection: object, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]  # the library's own


def test_a_save_on_a_full_disk_says_so_and_the_earlier_one_stays(
    records: EncryptedStore, eleanor: Patient, start: Start
) -> None:
    visit = records.save(start(eleanor))
    limited(records, 1)
    with pytest.raises(StoreFull):
        records.save(replace(visit, own_words="long " * 20_000))
    assert records.open(visit.id) == visit
    limited(records, 1_000_000)
    assert records.save(visit).revision == 2


FILE_SIZE_LIMIT = """
import resource, sys
from dataclasses import replace
from pathlib import Path
from db import open_store, verify
from guidance.store import StoreFull
store = open_store(Path(sys.argv[1]), sys.argv[2])
visit = store.open("visit-1")
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
acknowledged = 0
for number in range(200):
    try:
        visit = store.save(replace(visit, own_words=f"{number} " * 4000))
        acknowledged = visit.revision
    except StoreFull:
        print("full")
        break
assert store.open("visit-1").revision == acknowledged
assert [row.patient.id for row in store.patients()] == [visit.patient.id]
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert store.save(visit).revision == acknowledged + 1
assert verify(store) == []
store.close()
print("saved again")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of the size of a file")
def test_a_file_that_may_not_grow_is_a_full_disk_and_saving_goes_on_when_it_may(
    clinic: Clinic, eleanor: Patient, start: Start
) -> None:
    store = clinic.founded()
    store.save(start(eleanor))
    store.close()
    assert in_another_process(FILE_SIZE_LIMIT, str(clinic.folder), PASSPHRASE).split("\n")[:2] == [
        "full",
        "saved again",
    ]


SMALL_DISK = """
import sys
from dataclasses import replace
from pathlib import Path
from db import Cost, create_store, open_store, verify
from guidance.consultation import Consultation, Patient
from guidance.store import StoreFull
disk = Path(sys.argv[1])
store, key = create_store(disk / "records", "four plain words", cost=Cost(1, 8, 1))
visit = store.save(Consultation("v", Patient("p", "Winterbourne"), "", ""))
filler = (disk / "filler").open("wb", buffering=0)
try:
    while True:
        filler.write(b"x" * 512)
except OSError:
    print("disk is full")
for _ in range(50):
    try:
        visit = store.save(replace(visit, own_words="more " * 3000))
    except StoreFull:
        print("not saved")
        break
assert store.open("v") == visit
store.close()
again = open_store(disk / "records", "four plain words")
assert again.open("v") == visit
print("still read")
(disk / "filler").unlink()
filler.close()
visit = again.save(visit)
assert again.open("v") == visit and verify(again) == []
events = [entry.event for entry in again.reading(again.journal.entries)]
assert events.count("store_opened") == 2, events
again.close()
print("saved again")
"""


def can_mount() -> bool:
    if sys.platform != "linux" or os.getuid() != 0:
        return False
    done = subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False)
    return done.returncode == 0


def test_a_disk_with_no_room_left_can_be_read_and_is_written_again_when_there_is_room(tmp_path: Path) -> None:
    if not can_mount():
        pytest.skip("a small disk of its own can only be mounted by root on Linux")
    shell = 'mount -t tmpfs -o size=2m small "$1" && exec "$2" -c "$3" "$1"'
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", shell, "sh", str(tmp_path), sys.executable, SMALL_DISK],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:4] == ["disk is full", "not saved", "still read", "saved again"]


# read-only


def test_records_on_a_read_only_medium_can_be_read_and_not_written(
    clinic: Clinic, eleanor: Patient, start: Start
) -> None:
    store = clinic.founded()
    visit = store.save(start(eleanor))
    store.close()
    data_key = read_keys(clinic.keys).opened_with_passphrase(PASSPHRASE)
    assert data_key is not None
    engine = make_engine(clinic.database, data_key, Access.BACKUP)
    reader = EncryptedStore(StoreFiles(clinic.folder), engine, data_key, clinic.clock)
    assert reader.open(visit.id) == visit
    for attempt in (lambda: reader.save(visit), lambda: reader.save_patient(eleanor), lambda: reader.delete(visit.id)):
        with pytest.raises(StoreReadOnly):
            attempt()
    reader.close()


NOBODY = """
import os, sys
from pathlib import Path
from db import back_up, create_store, open_store
from guidance.store import StoreError
folder = Path(sys.argv[1])
import db.backup, alembic.command, alembic.config, sqlcipher3.dbapi2  # while everything can still be read
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
def outcome(work):
    try:
        work()
        return "done"
    except StoreError as fault:
        return type(fault).__name__
print(outcome(lambda: open_store(folder / "records", sys.argv[2])))
print(outcome(lambda: create_store(folder / "other", sys.argv[2])))
"""


@pytest.fixture
def shared_clinic(clock: Clock, eleanor: Patient, start: Start) -> Iterator[Clinic]:
    """A closed clinic with one visit, in a place every user of the computer can reach."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    clinic = Clinic(place / "records", clock)
    store = clinic.founded()
    store.save(start(eleanor))
    store.close()
    for file in clinic.folder.iterdir():
        file.chmod(0o444)
    yield clinic
    place.chmod(0o700)
    clinic.folder.chmod(0o700)
    shutil.rmtree(place)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work otherwise there")
def test_a_folder_one_may_not_write_is_read_only(shared_clinic: Clinic) -> None:
    shared_clinic.folder.chmod(0o555)
    shared_clinic.folder.parent.chmod(0o555)
    printed = in_another_process(NOBODY, str(shared_clinic.folder.parent), PASSPHRASE)
    assert printed.split() == ["StoreReadOnly", "StoreReadOnly"]


READ_ONLY_FILE = """
import os, sys
from pathlib import Path
from db import open_store
from guidance.store import StoreReadOnly
folder = Path(sys.argv[1])
import sqlcipher3.dbapi2
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
store = open_store(folder, sys.argv[2])
visit = store.open("visit-1")
try:
    store.save(visit)
except StoreReadOnly:
    print("not saved")
print(store.patients()[0].patient.family_name)
store.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work otherwise there")
def test_a_database_one_may_not_write_can_still_be_read(shared_clinic: Clinic) -> None:
    shared_clinic.folder.chmod(0o777)
    (shared_clinic.folder / "records.lock").chmod(0o666)
    printed = in_another_process(READ_ONLY_FILE, str(shared_clinic.folder), PASSPHRASE)
    assert printed.split() == ["not", "saved", "Winterbourne"]


# failing in the middle of a commit


def failing(store: EncryptedStore, *, kept: bool, times: int = 1) -> None:
    """Makes the next commits say that the disk failed, after they were kept or instead of keeping them."""
    left = [times]

    @event.listens_for(store.engine, "commit")
    def fails(connection: object) -> None:
        if left[0]:
            left[0] -= 1
            raw = connection.connection  # type: ignore[attr-defined]  # SQLAlchemy's connection
            if kept:
                raw.commit()
            fault = cipher_library().OperationalError("disk I/O error")
            fault.sqlite_errorname = "SQLITE_IOERR_FSYNC"
            raise OperationalError("COMMIT", {}, fault)


def test_a_commit_that_said_error_and_was_kept_counts_as_saved_once(
    records: EncryptedStore, eleanor: Patient, start: Start
) -> None:
    failing(records, kept=True)
    saved = records.save(start(eleanor))
    assert saved.revision == 1
    assert records.open(saved.id) == saved
    assert len(records.visits(eleanor.id)) == 1
    assert verify(records) == []


def test_a_commit_that_said_error_and_was_lost_is_tried_once_more(
    records: EncryptedStore, eleanor: Patient, start: Start
) -> None:
    failing(records, kept=False)
    saved = records.save(start(eleanor))
    assert records.open(saved.id) == saved
    assert verify(records) == []


def test_a_disk_that_keeps_failing_says_that_nothing_was_saved(
    records: EncryptedStore, eleanor: Patient, start: Start
) -> None:
    failing(records, kept=False, times=2)
    with pytest.raises(StoreUnreachable):
        records.save(start(eleanor))
    with pytest.raises(NoSuchConsultation):
        records.open("visit-1")


def test_deletions_that_said_error_and_were_kept_are_not_tried_again(
    records: EncryptedStore, eleanor: Patient, start: Start
) -> None:
    visit = records.save(start(eleanor))
    failing(records, kept=True)
    records.delete(visit.id)
    failing(records, kept=True)
    records.delete_patient(eleanor.id)
    assert records.patients() == []
    assert verify(records) == []


def test_a_patient_is_saved_once_when_the_commit_said_error(records: EncryptedStore, eleanor: Patient) -> None:
    failing(records, kept=True)
    records.save_patient(eleanor)
    assert [row.patient for row in records.patients()] == [eleanor]
    assert verify(records) == []


def test_a_database_another_program_holds_is_busy(
    records: EncryptedStore, eleanor: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.engine._SECONDS_TO_WAIT", 0)
    records.engine.dispose()
    other = records.engine.connect()
    other.exec_driver_sql("SELECT 1")
    with pytest.raises(StoreBusy):
        records.save_patient(eleanor)
    other.close()
    records.save_patient(eleanor)


@pytest.mark.parametrize(
    ("number", "named"),
    [(28, StoreFull), (27, StoreFull), (30, StoreReadOnly), (13, StoreReadOnly), (5, StoreUnreachable)],
)
def test_what_the_file_system_says_is_told_in_our_words(number: int, named: type[Exception]) -> None:
    assert type(named_os(OSError(number, "patient/secret"))) is named
    assert "secret" not in str(named_os(OSError(number, "patient/secret")))
