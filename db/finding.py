"""The patient list as the database answers it: matches, visit counts, and who could be mistaken for whom."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, literal, or_, select

from db.document import read_patient
from db.search import Query, folded, initial, joined, storable
from db.tables import patients, visits
from guidance.consultation import Patient, Status
from guidance.store import PatientSummary

_WHOLE_DATE = 10


def patient_columns(patient: Patient) -> dict[str, str]:
    """What a patient is found by."""
    names = (patient.family_name, patient.given_name, patient.preferred_name)
    return {
        "name_key": " ".join(key for key in map(folded, names) if key),
        "identifier_key": joined(patient.identifier),
        "date_of_birth": storable(patient.date_of_birth),
        "family_key": joined(patient.family_name),
        "given_initial": initial(patient.given_name),
    }


def found_patients(connection: Connection, typed: str, limit: int) -> list[PatientSummary]:
    """The patients that match, the one last worked on first. An empty query matches all."""
    question = select(patients).order_by(patients.c.touched.desc()).limit(limit)
    if typed.strip():
        question = question.where(_matches(Query.of(typed)))
    return _summaries(connection, question)


def look_alikes_of(connection: Connection, patient: Patient, limit: int = 20) -> list[PatientSummary]:
    """Other patients who could be mistaken for this one, who need not be in the store yet."""
    columns = patient_columns(patient)
    question = (
        select(patients)
        .where(
            patients.c.id != patient.id,
            _alike(
                patients.c,
                literal(columns["family_key"]),
                literal(columns["given_initial"]),
                literal(columns["date_of_birth"]),
            ),
        )
        .order_by(patients.c.touched.desc())
        .limit(limit)
    )
    return _summaries(connection, question)


def _matches(query: Query) -> ColumnElement[bool]:
    ways: list[ColumnElement[bool]] = [patients.c.date_of_birth.startswith(date) for date in query.born]
    if query.words:
        ways.append(and_(*[func.instr(patients.c.name_key, word) > 0 for word in query.words]))
    if query.identifier:
        ways.append(func.instr(patients.c.identifier_key, query.identifier) > 0)
    # Nothing but punctuation was typed: nobody is called that
    return or_(*ways) if ways else literal(False)


def _alike(
    other: Any, family: ColumnElement[str], given: ColumnElement[str], born: ColumnElement[str]
) -> ColumnElement[bool]:
    """The look-alike rule: the same family name and first letter of the given name, or the same date of birth.

    A given name that is not known could be any, so it counts as the same letter.
    """
    same_letter = or_(other.given_initial == given, other.given_initial == "", given == "")
    return or_(
        and_(family != "", other.family_key == family, same_letter),
        and_(func.length(born) == _WHOLE_DATE, other.date_of_birth == born),
    )


def _summaries(connection: Connection, question: Select[Any]) -> list[PatientSummary]:
    page = question.cte("page")
    theirs, last, other = visits.alias("theirs"), visits.alias("last"), patients.alias("other")
    is_theirs = theirs.c.patient_id == page.c.id
    newest = select(func.max(theirs.c.number)).where(is_theirs).correlate(page).scalar_subquery()
    count = select(func.count(theirs.c.number)).where(is_theirs).correlate(page).scalar_subquery()
    draft = (
        select(theirs.c.id)
        .where(is_theirs, theirs.c.status == Status.DRAFT.value)
        .order_by(theirs.c.number.desc())
        .limit(1)
        .correlate(page)
        .scalar_subquery()
    )
    alike = exists(
        select(other.c.id)
        .where(other.c.id != page.c.id, _alike(other.c, page.c.family_key, page.c.given_initial, page.c.date_of_birth))
        .correlate(page)
    )
    rows = connection.execute(
        select(page.c.document, count, last.c.started_at, last.c.status, draft, alike)
        .select_from(page)
        .outerjoin(last, last.c.number == newest)
        .order_by(page.c.touched.desc())
    )
    return [
        PatientSummary(
            patient=read_patient(document),
            visits=visit_count,
            last_visit=last_visit or "",
            last_status=Status(last_status) if last_status else None,
            draft_id=draft_id or "",
            look_alike=bool(look_alike),
        )
        for document, visit_count, last_visit, last_status, draft_id, look_alike in rows
    ]
