"""`plainly backup`, `restore` and `verify`: the records leave and come back whole, and no passphrase is ever shown."""

import io
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db import create_store, open_store
from desktop.commands.records_words import Work, told
from desktop.messages import message_for
from desktop.places import PACK
from desktop.records import fill_with_demonstration_patients
from guidance.consultation import Patient
from guidance.pack.load import load_pack
from guidance.store import (
    EncryptionMissing,
    NotOurStore,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreExists,
    StoreFull,
    StoreMissing,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreachable,
    WrongPassphrase,
)
from tests.db.clinic import PASSPHRASE, WEAK, Clock
from tests.desktop.commands.conftest import Answer

Plainly = Callable[..., Answer]


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Closed records with the six invented patients, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("clinic") / "records"
    store, _ = create_store(folder, PASSPHRASE, cost=WEAK)
    fill_with_demonstration_patients(store, load_pack(PACK), Clock().now)
    store.close()
    return folder


@pytest.fixture
def records(founded: Path, tmp_path: Path) -> Path:
    """The records of this computer."""
    folder = tmp_path / "home" / "records"
    shutil.copytree(founded, folder)
    return folder


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What a script sends to standard input."""

    def send(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    send("")
    return send


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A terminal where the passphrase is typed unseen. Holds the questions."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    questions: list[str] = []

    def getpass(question: str) -> str:
        questions.append(question)
        return PASSPHRASE

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", getpass)
    return questions


@pytest.fixture
def backup(plainly: Plainly, records: Path, typed: Any, tmp_path: Path) -> Path:
    """A backup on another disk, of records that are gone."""
    file = tmp_path / "clinic.backup"
    typed(PASSPHRASE + "\n")
    assert plainly("backup", file).status == 0
    shutil.rmtree(records)
    typed("")
    return file


def damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(64)
    file.write_bytes(content)


def test_a_backup_is_written_read_back_and_counted(plainly: Plainly, records: Path, typed: Any, tmp_path: Path) -> None:
    file = tmp_path / "clinic.backup"
    typed(PASSPHRASE + "\n")
    answer = plainly("backup", file)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out == (
        "clinic.backup was written and read back: 6 patients, 6 visits, 0 sheets. It opens with today's passphrase.\n"
    )
    assert file.read_bytes()[:2] == b"PK"
    assert b"Winterbourne" not in file.read_bytes()
    assert records.exists()


def test_what_was_backed_up_comes_back(plainly: Plainly, backup: Path, typed: Any, tmp_path: Path) -> None:
    typed(PASSPHRASE + "\n")
    answer = plainly("restore", backup)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.endswith("was checked and restored: 6 patients, 6 visits, 0 sheets.\n")
    store = open_store(tmp_path / "home" / "records", PASSPHRASE)
    assert len(store.patients()) == 6
    store.close()


def test_without_the_passphrase_a_backup_comes_back_for_the_recovery_key(
    plainly: Plainly, backup: Path, tmp_path: Path
) -> None:
    answer = plainly("restore", backup, "--with-recovery-key")
    assert (answer.status, answer.err) == (0, "")
    assert "choose the recovery key" in answer.out
    store = open_store(tmp_path / "home" / "records", PASSPHRASE)
    assert len(store.patients()) == 6
    store.close()


@pytest.mark.usefixtures("records")
def test_sound_records_are_said_to_be_sound(plainly: Plainly, typed: Any) -> None:
    typed(PASSPHRASE)
    assert plainly("verify") == Answer(0, "Every page and record was checked. The records can be trusted.\n", "")


def test_records_with_a_fault_are_told_to_be_restored(
    plainly: Plainly, records: Path, typed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.verify", lambda _store: ["visit 3 has lost its sheet", "the journal has a gap"])
    typed(PASSPHRASE)
    answer = plainly("verify")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.splitlines() == [
        "visit 3 has lost its sheet",
        "the journal has a gap",
        "These records cannot be trusted. Nothing was changed. Restore a backup.",
    ]
    assert records.exists()


def test_damaged_records_are_neither_trusted_nor_backed_up(
    plainly: Plainly, records: Path, typed: Any, tmp_path: Path
) -> None:
    damage(records / "records.plainly")
    for words in (["verify"], ["backup", tmp_path / "clinic.backup"]):
        typed(PASSPHRASE)
        answer = plainly(*words)
        assert (answer.status, answer.out) == (1, "")
        assert "the file is damaged" in answer.err
        assert "(S-105)" in answer.err
    assert not (tmp_path / "clinic.backup").exists()


@pytest.mark.usefixtures("records")
def test_on_a_terminal_the_passphrase_is_asked_for_unseen(plainly: Plainly, asked: list[str], tmp_path: Path) -> None:
    file = tmp_path / "clinic.backup"
    answers = [plainly("verify"), plainly("backup", file)]
    shutil.rmtree(tmp_path / "home")
    answers.append(plainly("restore", file))
    assert [answer.status for answer in answers] == [0, 0, 0]
    assert asked == [
        "Passphrase of the records: ",
        "Passphrase of the records: ",
        "Passphrase of the day the backup was made: ",
    ]
    assert all(PASSPHRASE not in answer.out + answer.err for answer in answers)


def test_from_a_script_only_the_first_line_is_the_passphrase(records: Path, process: Any) -> None:
    home = {"PLAINLY_HOME": str(records.parent)}
    told = process("verify", settings=home, input=f"{PASSPHRASE}\r\nmore\n".encode())
    assert (told.returncode, told.stderr) == (0, b"")
    assert told.stdout == b"Every page and record was checked. The records can be trusted.\n"


@pytest.mark.parametrize("words", [["verify"], ["backup", "FILE"]])
def test_a_wrong_passphrase_is_counted_and_said(
    plainly: Plainly, records: Path, typed: Any, tmp_path: Path, words: list[str]
) -> None:
    file = tmp_path / "clinic.backup"
    words = [str(file) if word == "FILE" else word for word in words]
    typed("not this one\n")
    answer = plainly(*words)
    assert (answer.status, answer.out) == (1, "")
    assert "That passphrase does not open these records." in answer.err
    assert "4 tries are left" in answer.err
    assert "not this one" not in answer.err
    assert not file.exists()
    assert records.exists()


@pytest.mark.parametrize("sent", ["", "\n"])
@pytest.mark.usefixtures("records")
def test_no_passphrase_is_not_counted_as_a_wrong_one(plainly: Plainly, typed: Any, sent: str) -> None:
    typed(sent)
    answer = plainly("verify")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith("No passphrase was given. Nothing was done.")
    typed("wrong\n")
    assert "4 tries are left" in plainly("verify").err


def test_a_passphrase_that_is_no_text_is_refused(records: Path, process: Any) -> None:
    home = {"PLAINLY_HOME": str(records.parent), "PYTHONIOENCODING": "utf-8:strict"}
    told = process("verify", settings=home, input=b"\xff\xfe\n")
    assert told.returncode == 1
    assert told.stderr.decode().startswith("The passphrase on standard input is not UTF-8 text.")


def test_where_there_are_no_records_nothing_is_asked_or_made(
    plainly: Plainly, asked: list[str], tmp_path: Path
) -> None:
    for words in (["verify"], ["backup", tmp_path / "clinic.backup"]):
        answer = plainly(*words)
        assert (answer.status, answer.out) == (1, "")
        assert answer.err.startswith("There are no records in this place.")
    assert asked == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["records.plainly", "records.keys", "clinic.backup"])
def test_a_backup_never_lands_among_the_records(plainly: Plainly, records: Path, asked: list[str], name: str) -> None:
    before = {file.name: file.read_bytes() for file in records.iterdir()}
    answer = plainly("backup", records / name)
    assert (answer.status, answer.out) == (1, "")
    assert "would be lost with them" in answer.err
    assert asked == []
    assert {file.name: file.read_bytes() for file in records.iterdir()} == before


@pytest.mark.usefixtures("records")
def test_a_backup_needs_a_file_in_a_folder_that_is_there(plainly: Plainly, asked: list[str], tmp_path: Path) -> None:
    assert plainly("backup", tmp_path).err == f"{tmp_path} is a folder. Name a file.\n"
    answer = plainly("backup", tmp_path / "usb" / "clinic.backup")
    assert answer.status == 1
    assert "lies in a folder that is not there" in answer.err
    assert asked == []


@pytest.mark.usefixtures("asked")
def test_records_that_are_open_elsewhere_are_left_alone(plainly: Plainly, records: Path) -> None:
    store = open_store(records, PASSPHRASE)
    try:
        answer = plainly("verify")
    finally:
        store.close()
    assert answer == Answer(
        1, "", "The records are open in this program. Nothing was checked. Close the program, then try again. (S-104)\n"
    )


def test_records_that_are_there_are_never_replaced(
    plainly: Plainly, backup: Path, founded: Path, asked: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "home" / "records"
    shutil.copytree(founded, folder)
    before = (folder / "records.plainly").read_bytes()
    answer = plainly("restore", backup)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith("There are records on this computer already. Nothing was restored.")
    assert asked == []
    assert (folder / "records.plainly").read_bytes() == before


def test_a_wrong_passphrase_restores_nothing(plainly: Plainly, backup: Path, typed: Any, tmp_path: Path) -> None:
    typed("not this one\n")
    answer = plainly("restore", backup)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith("That passphrase does not open this backup. Nothing was restored.")
    assert not (tmp_path / "home" / "records").exists()


@pytest.mark.parametrize("way", [[], ["--with-recovery-key"]])
def test_a_damaged_backup_restores_nothing(
    plainly: Plainly, backup: Path, typed: Any, tmp_path: Path, way: list[str]
) -> None:
    damage(backup)
    typed(PASSPHRASE)
    answer = plainly("restore", backup, *way)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith("This backup cannot be trusted: the file is damaged. Nothing was restored.")
    assert not (tmp_path / "home" / "records").exists()


@pytest.mark.usefixtures("asked")
def test_what_is_no_backup_restores_nothing(plainly: Plainly, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear colleague")
    for file, words in ((letter, "This file is no backup"), (tmp_path / "nobody", "There is no backup of this name.")):
        answer = plainly("restore", file)
        assert (answer.status, answer.out) == (1, "")
        assert answer.err.startswith(words)
    assert not (tmp_path / "home").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit can be set there")
@pytest.mark.parametrize("way", [[], ["--with-recovery-key"]])
def test_a_full_disk_restores_nothing(backup: Path, process: Any, tmp_path: Path, way: list[str]) -> None:
    import resource

    told = process(
        "restore", backup, *way,
        settings={"PLAINLY_HOME": str(tmp_path / "home"), "PYTHONDONTWRITEBYTECODE": "1"},
        input=PASSPHRASE.encode(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )  # fmt: skip
    assert (told.returncode, told.stdout) == (1, b"")
    assert told.stderr.decode().startswith("The disk is full. Nothing was restored. Free some space")
    assert not (tmp_path / "home" / "records").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no limit can be set there")
def test_a_full_disk_leaves_the_backup_of_last_week(records: Path, process: Any, tmp_path: Path) -> None:
    import resource

    file = tmp_path / "usb" / "clinic.backup"
    file.parent.mkdir()
    file.write_bytes(b"the backup of last week")
    told = process(
        "backup", file,
        settings={"PLAINLY_HOME": str(records.parent), "PYTHONDONTWRITEBYTECODE": "1"},
        input=PASSPHRASE.encode(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)),
    )  # fmt: skip
    assert (told.returncode, told.stdout) == (1, b"")
    assert "The disk is full. No backup was written. Free some space" in told.stderr.decode()
    assert [left.read_bytes() for left in file.parent.iterdir()] == [b"the backup of last week"]


@pytest.mark.usefixtures("asked")
def test_nothing_that_is_said_names_a_patient(plainly: Plainly, records: Path, tmp_path: Path) -> None:
    store = open_store(records, PASSPHRASE)
    patient = store.patients()[0].patient
    store.save_patient(replace(patient, family_name="Quetzalcoatl"))
    store.close()
    said = [plainly("verify"), plainly("backup", tmp_path / "clinic.backup")]
    assert isinstance(patient, Patient)
    assert all("Quetzalcoatl" not in answer.out + answer.err for answer in said)


FAULTS: list[StoreError] = [
    StoreMissing(), StoreExists(), StoreDamaged(), StoreTooNew(), StoreUnreachable(), StoreBusy(), StoreFull(),
    StoreReadOnly(), EncryptionMissing(), NotOurStore(), WrongPassphrase(tries_left=3),
]  # fmt: skip


@pytest.mark.parametrize("work", Work)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_every_failure_has_words_for_a_command_line_and_the_code_of_the_screens(fault: StoreError, work: Work) -> None:
    words = told(fault, work)
    message = message_for(fault)
    assert message is not None
    assert words.endswith(f"({message.code})")
    for of_the_screen in ("Try again", "on the screen", "window"):
        assert of_the_screen not in words
