"""Other processes: a second window, a process that is killed, a library that pushes itself in front."""

import os
import random
import signal
import subprocess
import sys
import time
from ctypes.util import find_library
from pathlib import Path

import pytest

from db import verify
from guidance.consultation import Consultation, Patient
from tests.db.clinic import PASSPHRASE, Clinic

ROOT = Path(__file__).parents[2]

SAVES = """
import sys
from dataclasses import replace
from pathlib import Path
from db import open_store
store = open_store(Path(sys.argv[1]), sys.argv[2])
visit = store.open("visit-1")
while True:
    visit = store.save(replace(visit, own_words=f"{visit.revision + 1} " * 300, next_visit_note=str(visit.revision + 1)))
    print(visit.revision, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL there")
def test_a_killed_program_never_loses_an_acknowledged_save_nor_keeps_half_of_one(clinic: Clinic) -> None:
    store = clinic.founded()
    store.save(Consultation("visit-1", Patient("p", "Winterbourne"), "", ""))
    store.close()
    dice = random.Random(7)
    for _ in range(20):
        child = subprocess.Popen(
            [sys.executable, "-c", SAVES, str(clinic.folder), PASSPHRASE], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        acknowledged = [child.stdout.readline()]  # the first one: it is running
        deadline = time.monotonic() + dice.uniform(0, 0.05)
        while time.monotonic() < deadline:
            acknowledged.append(child.stdout.readline())
        child.send_signal(signal.SIGKILL)
        acknowledged += child.stdout.read().splitlines()
        child.wait()
        last = max(int(line) for line in acknowledged if line.strip())
        store = clinic.opened()
        visit = store.open("visit-1")
        assert last <= visit.revision <= last + 1
        assert visit.next_visit_note == str(visit.revision)
        assert visit.own_words == f"{visit.revision} " * 300
        assert verify(store) == []
        store.close()


OPENS = """
import sys
from pathlib import Path
from db import open_store
from guidance.store import StoreBusy
try:
    open_store(Path(sys.argv[1]), sys.argv[2]).close()
    print("opened")
except StoreBusy:
    print("busy")
"""


def test_a_second_program_is_refused_while_the_first_works(clinic: Clinic) -> None:
    def second() -> str:
        arguments = [sys.executable, "-c", OPENS, str(clinic.folder), PASSPHRASE]
        return subprocess.run(
            arguments, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
        ).stdout.strip()

    store = clinic.founded()
    assert second() == "busy"
    store.close()
    assert second() == "opened"


CREATES = """
import sys
from pathlib import Path
from db import Cost, create_store
from guidance.consultation import Consultation, Patient
from guidance.store import EncryptionMissing
try:
    store, _ = create_store(Path(sys.argv[1]), sys.argv[2], cost=Cost(1, 8, 1))
    store.save(Consultation("v", Patient("p", "Winterbourne"), "", ""))
    store.close()
    print("encrypted")
except EncryptionMissing:
    print("refused")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="libraries are pushed in front like this on Linux only")
def test_a_system_library_pushed_in_front_never_leads_to_records_in_the_clear(tmp_path: Path) -> None:
    library = find_library("sqlite3")
    if library is None:
        pytest.skip("this system has no libsqlite3 to push in front")
    done = subprocess.run(
        [sys.executable, "-c", CREATES, str(tmp_path / "records"), PASSPHRASE],
        cwd=ROOT,
        env={**os.environ, "LD_PRELOAD": library},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() in ("encrypted", "refused")
    for file in tmp_path.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        assert not content.startswith(b"SQLite format 3")
        assert b"Winterbourne" not in content
