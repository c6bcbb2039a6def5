"""`plainly handout`: the sheet of a case as a PDF, whole or not at all."""

import argparse
from dataclasses import replace
from datetime import UTC, date, datetime

from desktop.commands.cases import Refused, case_from, complain, knowledge_here
from desktop.handout.files import file_words, write_whole
from desktop.settings.values import Settings
from guidance.case import Case, consultation_of
from guidance.consultation import Consultation
from guidance.knowledge import KnowledgeBase
from guidance.option import Standing
from guidance.workup import work_up

_TALKED_ABOUT = (Standing.RELEVANT, Standing.CAUTION)


def print_case(options: argparse.Namespace) -> int:
    """Makes the sheet. The same case, edition, date and page give the same bytes."""
    try:
        day = date.fromisoformat(options.date) if options.date else datetime.now(UTC).astimezone().date()
    except ValueError:
        complain(f"“{options.date}” is not a day of the calendar. Write it as 2026-11-23.")
        return 1
    try:
        knowledge = knowledge_here()
        case = case_from(options.case, knowledge)
    except Refused:
        return 1
    if options.language not in knowledge.words:
        complain(f"There is no sheet in “{options.language}” yet. Use one of: {', '.join(knowledge.words)}.")
        return 1
    consultation = visit_of(case, knowledge, day)
    choices = replace(consultation.handout, language=options.language, paper=options.paper, text=options.text)
    # reportlab and the fonts are slow to import, and only this command needs them
    from desktop.handout.making import make_pdf

    pdf = make_pdf(work_up(replace(consultation, handout=choices), knowledge), Settings(), day)
    try:
        write_whole(options.out, pdf)
    except OSError as fault:
        complain(file_words(fault))
        return 1
    return 0


def visit_of(case: Case, knowledge: KnowledgeBase, day: date) -> Consultation:
    """The case as a visit on a day.

    Without a list of options, those that stand at relevant or caution are talked about.
    """
    consultation = consultation_of(case, at=f"{day.isoformat()}T12:00:00+00:00")
    if consultation.discussed:
        return consultation
    found = work_up(consultation, knowledge).guidance.options.values()
    return consultation.discussing(tuple(a.id for a in found if a.standing in _TALKED_ABOUT))
