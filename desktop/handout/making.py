"""From the work-up to the bytes on paper: the one place where the face asks the writing hand.

Imported late, it is slow.
"""

from datetime import date

from desktop.settings.values import Settings
from guidance.wording import Reader, wording_of
from guidance.workup import WorkUp


def make_pdf(workup: WorkUp, settings: Settings, visit_date: date) -> bytes:
    """The sheet of a visit as PDF bytes. The same visit, settings and date give the same bytes."""
    from handout.compose import Clinic, compose
    from handout.pdf import PageStyle, print_pdf

    consultation = workup.consultation
    choices = consultation.handout
    wording = wording_of(workup.knowledge, choices.language, Reader.PATIENT)
    clinic = Clinic(
        name=settings.clinic,
        clinician=consultation.clinician or settings.clinician,
        phone_day=settings.phone_day,
        phone_night=settings.phone_night,
        hours=settings.hours,
        paid_by=settings.paid_by,
    )
    handout = compose(consultation, workup, wording, choices, clinic=clinic, visit_date=visit_date)
    return print_pdf(handout, PageStyle(paper=choices.paper, text=choices.text, date=visit_date))
