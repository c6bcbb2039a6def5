"""How a patient is named for clinicians."""

from datetime import date

import pytest

from desktop.identity import born_shown, identity_of, name_shown
from guidance.consultation import Patient

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("patient", "name"),
    [
        (Patient("", "Winterbourne", "Eleanor", "Mrs."), "WINTERBOURNE, Eleanor (Mrs)"),
        (Patient("", given_name="Eleanor"), "ELEANOR"),
        (Patient("", "O'Brien‑Łódź"), "O'BRIEN‑ŁÓDŹ"),
        (Patient("", identifier="X-1"), "NOT KNOWN"),
    ],
)
def test_the_family_name_is_in_capitals(patient: Patient, name: str) -> None:
    assert name_shown(patient) == name


@pytest.mark.parametrize(
    ("born", "shown"),
    [("1968-03-14", "14-Mar-1968 (58y)"), ("1968-03", "Mar-1968"), ("1968", "1968"), ("", "Not known")],
)
def test_a_date_of_birth_is_as_exact_as_it_is_known(born: str, shown: str) -> None:
    assert born_shown(Patient("", date_of_birth=born), TODAY) == shown


def test_an_invented_person_is_marked_in_the_banner() -> None:
    mark = "Demo patient"
    assert identity_of(Patient("", "A", demonstration=True), TODAY, demo=mark).demo == mark
    assert identity_of(Patient("", "A"), TODAY, demo=mark).demo == ""
