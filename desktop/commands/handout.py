"""`plainly handout`: the sheet of a case as a PDF, whole or not at all."""

import argparse
import re
from dataclasses import replace
from datetime import UTC, date, datetime

from desktop.commands.cases import case_from, knowledge_here
from desktop.commands.output import complain
from desktop.commands.targets import file_target
from desktop.handout.files import file_words, write_whole
from desktop.settings.values import Settings
from guidance.case import Case, consultation_of
from guidance.consultation import Consultation, HandoutChoices
from guidance.knowledge import KnowledgeBase
from guidance.option import Standing
from guidance.workup import work_up

_TALKED_ABOUT = (Standing.RELEVANT, Standing.CAUTION)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def print_case(options: argparse.Namespace) -> int:
    """Makes the sheet. The same case, edition, date and page give the same bytes. Raises Refused."""
    day = _day(options.date)
    if day is None:
        complain(f"“{options.date}” is not a day of the calendar. Write it as 2026-11-23.")
        return 1
    target = file_target(options.out)
    knowledge = knowledge_here()
    if options.language and options.language not in knowledge.words:
        complain(f"There is no sheet in “{options.language}” yet. Use one of: {', '.join(knowledge.words)}.")
        return 1
    case = case_from(options.case, knowledge)
    consultation = visit_of(case, knowledge, day)
    consultation = replace(consultation, handout=_chosen(consultation.handout, options))
    # reportlab and the fonts are slow to import, and only this command needs them
    from desktop.handout.making import make_pdf

    pdf = make_pdf(work_up(consultation, knowledge), Settings(), day)
    try:
        write_whole(target, pdf)
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


def _chosen(of_case: HandoutChoices, options: argparse.Namespace) -> HandoutChoices:
    """The page of the case, unless the command names another."""
    return replace(
        of_case,
        language=options.language or of_case.language,
        paper=options.paper or of_case.paper,
        text=options.text or of_case.text,
    )


def _day(written: str | None) -> date | None:
    if written is None:
        return datetime.now(UTC).astimezone().date()
    try:
        # Python reads other ways of writing a day too; one is documented
        return date.fromisoformat(written) if _DAY.fullmatch(written) else None
    except ValueError:
        return None
