"""The first records: patients, visits, printed sheets, the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables. There is no way back: an older program refuses a newer file instead."""
    op.create_table(
        "store",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("store_id", sa.Text, nullable=False),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("demonstration", sa.Integer, nullable=False),
    )
    op.create_table(
        "patients",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("identifier_key", sa.Text, nullable=False),
        sa.Column("date_of_birth", sa.Text, nullable=False),
        sa.Column("family_key", sa.Text, nullable=False),
        sa.Column("given_initial", sa.Text, nullable=False),
        sa.Column("touched", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_index("patients_search", "patients", ["name_key", "identifier_key", "date_of_birth", "touched", "id"])
    op.create_index("patients_touched", "patients", ["touched"])
    op.create_index("patients_family", "patients", ["family_key", "given_initial"])
    op.create_index("patients_born", "patients", ["date_of_birth"])
    op.create_table(
        "visits",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("patient_id", sa.Text, sa.ForeignKey("patients.id", ondelete="CASCADE"), nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("started_at", sa.Text, nullable=False),
        sa.Column("changed_at", sa.Text, nullable=False),
        sa.Column("clinician", sa.Text, nullable=False),
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("corrects", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("visits_of_patient", "visits", ["patient_id", "number"])
    op.create_table(
        "printed_sheets",
        sa.Column("visit_id", sa.Text, sa.ForeignKey("visits.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("pdf", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("mac", sa.LargeBinary, nullable=False),
    )
