"""The steps from every schema a clinic ever had to the present one.

A file is migrated inside the one transaction that opens it; a step that fails leaves the file as it was.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from guidance.store import NotOurStore, StoreTooNew

REVISIONS = ("0001",)
"""Every schema ever released, oldest first."""


def is_old(connection: Connection) -> bool:
    """True when the tables have an older schema than this program's.

    Raises StoreTooNew when they have a newer one, NotOurStore when there are none.
    """
    present = _revision(connection)
    if not present:
        raise NotOurStore("the database holds no records")
    if present not in REVISIONS:
        raise StoreTooNew("the schema is newer than this program")
    return present != REVISIONS[-1]


def migrate(connection: Connection) -> None:
    """Brings the tables to the present schema, or makes them; the caller's transaction decides whether it stays."""
    # Alembic is slow to import, and a store that is up to date does not need it
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")
