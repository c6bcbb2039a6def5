"""From the work-up to the bytes on paper: the one place where the face asks the writing hand.

Imported late, it is slow.
"""

from datetime import date

from desktop.settings.values import Settings
from guidance.wording import Reader, spoken_language, wording_of
from guidance.workup import WorkUp


def make_pdf(workup: WorkUp, settings: Settings, visit_date: date) -> bytes:
    """The sheet of a visit as PDF bytes. The same visit, settings and date give the same bytes."""
    from handout.clinic import Clinic
    from handout.compose import compose
    from handout.pdf import print_pdf
    from handout.sheet import Contact
    from handout.typography import PageStyle, Paper, TextSize

    consultation = workup.consultation
    choices = consultation.handout
    language = spoken_language(workup.knowledge, choices.language)
    wording = wording_of(workup.knowledge, language, Reader.PATIENT)
    by_day = Contact(settings.clinic or wording.fixed("your_clinic"), settings.phone_day, settings.hours)
    clinic = Clinic(
        name=settings.clinic,
        phone=settings.phone_night or settings.phone_day,
        contacts=(by_day,) if settings.phone_day else (),
        paid_by=settings.paid_by,
    )
    handout = compose(consultation, workup, wording, choices, clinic=clinic, visit_date=visit_date)
    return print_pdf(handout, PageStyle(Paper[choices.paper.upper()], TextSize[choices.text.upper()]))
