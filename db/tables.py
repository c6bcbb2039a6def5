"""The tables. A consultation is one document; beside it stand only the columns that are searched or sorted by.

The migrations make these tables in a clinic's file and say so in their own words; a test holds the two together.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

store_row = Table(
    "store",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("store_id", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("demonstration", Integer, nullable=False),
)
"""One row: which store this is."""

patients = Table(
    "patients",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name_key", Text, nullable=False),
    Column("identifier_key", Text, nullable=False),
    Column("date_of_birth", Text, nullable=False),
    Column("family_key", Text, nullable=False),
    Column("given_initial", Text, nullable=False),
    # The journal's number of the last save of the patient or of a visit: "newest" by order, since clocks go back
    Column("touched", Integer, nullable=False),
    Column("document", Text, nullable=False),
)
Index(
    "patients_search",
    patients.c.name_key,
    patients.c.identifier_key,
    patients.c.date_of_birth,
    patients.c.touched,
    patients.c.id,
)
Index("patients_touched", patients.c.touched)
Index("patients_family", patients.c.family_key, patients.c.given_initial)
Index("patients_born", patients.c.date_of_birth)

visits = Table(
    "visits",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("patient_id", Text, ForeignKey("patients.id", ondelete="CASCADE"), nullable=False),
    Column("status", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    Column("clinician", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("corrects", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("document", Text, nullable=False),
    sqlite_autoincrement=True,
)
Index("visits_of_patient", visits.c.patient_id, visits.c.number)

printed_sheets = Table(
    "printed_sheets",
    metadata,
    Column("visit_id", Text, ForeignKey("visits.id", ondelete="CASCADE"), primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("pdf", LargeBinary, nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("event", Text, nullable=False),
    Column("mac", LargeBinary, nullable=False),
)
