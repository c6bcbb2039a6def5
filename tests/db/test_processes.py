"""Other processes: a second window, a process that is killed, a library that pushes itself in front."""

import os
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

import pytest

from guidance.consultation import Consultation, Patient
from tests.db.clinic import PASSPHRASE, Clinic

ROOT = Path(__file__).parents[2]

KILLS = """
import os, random, signal, sys
from dataclasses import replace
from pathlib import Path
from db import open_store, verify
folder, passphrase, kills = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])

def save_for_ever(pipe):
    store = open_store(folder, passphrase)
    visit = store.open("visit-1")
    while True:
        number = visit.revision + 1
        visit = store.save(replace(visit, own_words=f"{number} " * 900, next_visit_note=str(number)))
        os.write(pipe, b"%d\\n" % visit.revision)

dice = random.Random(7)
last = 1
for _ in range(kills):
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.close(reads)
        save_for_ever(writes)
    os.close(writes)
    told = b""
    for _ in range(dice.randrange(1, 9)):
        told += os.read(reads, 100)
    for _ in range(dice.randrange(60_000)):
        pass  # the kill is to meet the next save at any point of its way to the disk
    os.kill(child, signal.SIGKILL)
    while more := os.read(reads, 4096):
        told += more
    os.close(reads)
    os.waitpid(child, 0)
    acknowledged = int(told.split()[-1])
    store = open_store(folder, passphrase)
    visit = store.open("visit-1")
    assert last < acknowledged <= visit.revision <= acknowledged + 1, (last, acknowledged, visit.revision)
    assert visit.next_visit_note == str(visit.revision) and visit.own_words == f"{visit.revision} " * 900
    assert verify(store) == []
    store.close()
    last = visit.revision
print(kills, "kills")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL there")
def test_a_killed_program_never_loses_an_acknowledged_save_nor_keeps_half_of_one(clinic: Clinic) -> None:
    store = clinic.founded()
    store.save(Consultation("visit-1", Patient("p", "Winterbourne"), "", ""))
    store.close()
    done = subprocess.run(
        [sys.executable, "-c", KILLS, str(clinic.folder), PASSPHRASE, "20"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout == "20 kills\n", done.stderr


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


WITHOUT_BINDING = "import os\ndel os.RTLD_DEEPBIND\n"


@pytest.mark.skipif(sys.platform != "linux", reason="libraries are pushed in front like this on Linux only")
@pytest.mark.parametrize(("before", "outcome"), [("", "encrypted"), (WITHOUT_BINDING, "refused")])
def test_a_system_library_pushed_in_front_never_leads_to_records_in_the_clear(
    tmp_path: Path, before: str, outcome: str
) -> None:
    library = find_library("sqlite3")
    if library is None:
        pytest.skip("this system has no libsqlite3 to push in front")
    done = subprocess.run(
        [sys.executable, "-c", before + CREATES, str(tmp_path / "records"), PASSPHRASE],
        cwd=ROOT,
        env={**os.environ, "LD_PRELOAD": library},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == outcome
    for file in tmp_path.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        assert not content.startswith(b"SQLite format 3")
        assert b"Winterbourne" not in content
