"""From a visit to the sheet that goes home: which parts it has, and in which order.

The patient view and the PDF render the same value. Words come from the edition, facts from the work-up, typed text
from the visit; nothing is invented here. "When to call us" cannot be left out.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from guidance.consultation import Consultation, HandoutChoices
from guidance.wording import Wording
from guidance.workup import WorkUp
from handout import closing
from handout.clinic import Clinic
from handout.known_so_far import known_so_far
from handout.opening import about, cut_out_card
from handout.options_told import comparison, options_told
from handout.reading import reading_order
from handout.sheet import Handout, Section
from handout.visit import Visit
from handout.when_to_call import when_to_call

CALL_US = "call_us"
SECTIONS = (
    "about",
    "card",
    "known",
    "options",
    "comparison",
    "matters",
    "next_steps",
    "questions",
    CALL_US,
    "contacts",
    "words",
    "sources",
)
"""The parts of the sheet in their order. A typed note stands after the next steps and is always printed."""

_LONGEST_NAME_IN_HEADER = 36


def compose(
    consultation: Consultation,
    workup: WorkUp,
    wording: Wording,
    choices: HandoutChoices,
    *,
    clinic: Clinic,
    visit_date: dt.date,
) -> Handout:
    """The sheet of a visit.

    `wording` speaks to the patient in the sheet's language, `choices` say what is left out, the typed steps and note,
    and whether the name is printed. The options are `consultation.discussed`, lettered in that order.
    Raises MissingWords when the edition lacks a sentence.
    """
    visit = Visit(consultation, workup, wording, choices, clinic, visit_date)
    sections: list[Section] = []
    for name, tell in _PARTS.items():
        if name == CALL_US or name not in choices.left_out:
            section = tell(visit)
            if section is not None:
                sections.append(section)
    sheet = Handout(
        title=visit.says("title"),
        language=wording.language,
        subject=visit.says("subject"),
        author=clinic.name or visit.says("your_clinic"),
        date=visit_date,
        sections=tuple(sections),
        subtitle=_subtitle(visit),
        header_left=clinic.name or visit.says("your_clinic"),
        header_right=_header(visit),
        footer=_footer(visit),
        page_line=visit.says("page_line"),
        mark=visit.says("demonstration") if consultation.patient.demonstration else "",
    )
    return sheet if "words" in choices.left_out else _explained(visit, sheet)


_PARTS: dict[str, Callable[[Visit], Section | None]] = {
    "about": about,
    "card": cut_out_card,
    "known": known_so_far,
    "options": options_told,
    "comparison": comparison,
    "matters": closing.what_matters,
    "next_steps": closing.next_steps,
    "note": closing.note,
    "questions": closing.questions,
    CALL_US: when_to_call,
    "contacts": closing.contacts,
    "sources": closing.about_this_sheet,
}


def _explained(visit: Visit, sheet: Handout) -> Handout:
    """The sheet with its words explained before the sources; what the sources say needs no explaining."""
    ids = [section.id for section in sheet.sections]
    end = ids.index("sources") if "sources" in ids else len(ids)
    before, after = sheet.sections[:end], sheet.sections[end:]
    explained = closing.words_explained(visit, reading_order(replace(sheet, sections=before)))
    return replace(sheet, sections=(*before, *((explained,) if explained else ()), *after))


def _subtitle(visit: Visit) -> str:
    name, clinician = visit.patient_name, visit.consultation.clinician
    match bool(name), bool(clinician):
        case True, True:
            return visit.says("subtitle", "name_and_clinician", name=name, clinician=clinician, date=visit.today)
        case True, False:
            return visit.says("subtitle", "name", name=name, date=visit.today)
        case False, True:
            return visit.says("subtitle", "clinician", clinician=clinician, date=visit.today)
        case _:
            return visit.says("subtitle", "plain", date=visit.today)


def _header(visit: Visit) -> str:
    """The name, so that loose pages find together again; the day where it is left off or too long for the line."""
    name = visit.patient_name
    return name if name and len(name) <= _LONGEST_NAME_IN_HEADER else visit.today


def _footer(visit: Visit) -> str:
    """Whom to call, the edition, and what is to be known of the translation even when the last part is left out."""
    phone = visit.clinic.phone
    parts = (
        visit.says("footer_phone", phone=phone) if phone else "",
        visit.says("footer_content", edition=visit.workup.knowledge.edition.version),
        visit.wording.translation_note,
    )
    return " · ".join(part for part in parts if part)
