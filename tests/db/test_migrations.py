"""Every schema a clinic ever had opens, and the migrations make exactly the tables the program works with."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

import db.migrations
from db.migrations import REVISIONS, is_old
from db.store import EncryptedStore
from db.tables import metadata
from guidance.consultation import Patient
from guidance.store import StoreTooNew
from tests.db.clinic import Clinic


def test_the_migrations_make_the_tables_of_the_program(records: EncryptedStore) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))

    assert records.reading(differences) == []


def test_the_released_schemas_are_those_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(db.migrations.__file__).parent))
    steps = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(steps)) == REVISIONS


LATER = '''
"""A step of a later version."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("CREATE TABLE later (a TEXT)")
    op.execute("INSERT INTO later SELECT id FROM patients")
    {end}
'''


@pytest.fixture
def with_a_later_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations as a later version has them: one step more. Returns the file of the step."""
    import shutil

    home = Path(db.migrations.__file__).parent
    later = tmp_path / "later"
    shutil.copytree(home, later, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(db.migrations, "__file__", str(later / "__init__.py"))
    monkeypatch.setattr(db.migrations, "REVISIONS", (*REVISIONS, "0002"))
    return later / "versions" / "0002_later.py"


def later_rows(store: EncryptedStore) -> list[str]:
    return store.reading(lambda connection: list(connection.execute(text("SELECT a FROM later")).scalars()))


def test_an_older_schema_is_brought_up_to_date_with_its_patients(
    clinic: Clinic, eleanor: Patient, with_a_later_step: Path
) -> None:
    store = clinic.founded()
    store.save_patient(eleanor)
    store.close()
    with_a_later_step.write_text(LATER.format(end=""))
    store = clinic.opened()
    assert later_rows(store) == [eleanor.id]
    assert store.patient(eleanor.id) == eleanor
    assert not store.reading(is_old)
    store.close()


def test_a_step_that_fails_leaves_the_older_schema_as_it_was(
    clinic: Clinic, eleanor: Patient, with_a_later_step: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = clinic.founded()
    store.save_patient(eleanor)
    store.close()
    with_a_later_step.write_text(LATER.format(end='raise RuntimeError("the step failed")'))
    with pytest.raises(RuntimeError, match="the step failed"):
        clinic.opened()
    with_a_later_step.unlink()
    monkeypatch.setattr(db.migrations, "REVISIONS", REVISIONS)
    store = clinic.opened()
    assert store.patient(eleanor.id) == eleanor
    tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
    assert "later" not in store.reading(lambda connection: list(connection.execute(text(tables)).scalars()))
    store.close()


def test_a_schema_from_the_future_is_too_new(records: EncryptedStore) -> None:
    def ahead(connection: Connection) -> bool:
        connection.execute(text("UPDATE alembic_version SET version_num = '0099'"))
        return is_old(connection)

    with pytest.raises(StoreTooNew):
        records.writing(ahead, lambda _: False)
