"""How a patient is named and dated for clinicians: family name in capitals, dd-Mmm-yyyy, age in words (NHS patient
banner guidance).
"""

from datetime import date

from desktop.widgets.banner import BannerField, Identity
from desktop.widgets.dates import PartialDate, age_on
from guidance.consultation import Patient

NOT_KNOWN = "Not known"
_SEXES = {"female": "Female", "male": "Male", "other": "Other"}


def family_shown(patient: Patient) -> str:
    """The family name in capitals, or the only name there is; the stored name keeps its own case."""
    return (patient.family_name or patient.given_name or NOT_KNOWN).upper()


def rest_shown(patient: Patient) -> str:
    """Given name and title: ", Eleanor (Mrs)"."""
    given = f", {patient.given_name}" if patient.given_name and patient.family_name else ""
    title = f" ({patient.title.rstrip('.')})" if patient.title else ""
    return given + title


def name_shown(patient: Patient) -> str:
    """The whole name on one line."""
    return family_shown(patient) + rest_shown(patient)


def born_shown(patient: Patient, today: date) -> str:
    """Date of birth with age: "14-Mar-1968 (58y)"."""
    if not patient.date_of_birth:
        return NOT_KNOWN
    born = PartialDate.from_iso(patient.date_of_birth)
    if len(patient.date_of_birth) < 10:
        return born.short()
    # The banner's short form: 58y, 14m
    age = age_on(born, today).replace(" years", "y").replace(" months", "m").replace(" month", "m")
    return f"{born.short()} ({age})"


def identity_of(patient: Patient, today: date, *, demo: str, warning: str = "") -> Identity:
    """What the banner shows, and what a screen reader says when a patient is opened."""
    sex = _SEXES.get(patient.sex_recorded, NOT_KNOWN)
    identifier = patient.identifier or NOT_KNOWN
    born = born_shown(patient, today)
    spoken = f"Patient: {name_shown(patient)}. Born {born}. {sex}. ID {identifier}."
    return Identity(
        family=family_shown(patient),
        rest=rest_shown(patient).removeprefix(", "),
        prefers=patient.preferred_name,
        fields=(
            BannerField("Born", born, "Date of birth and age"),
            BannerField("Sex", sex, "Sex recorded at birth"),
            BannerField("ID", identifier, "The clinic's number"),
        ),
        demo=demo if patient.demonstration else "",
        warning=warning,
        spoken=spoken,
    )
