"""The rest of the sheet: what matters, next steps, questions, contacts, words explained, where the facts come from."""

import re
from collections.abc import Iterable, Iterator

from guidance.card import CardPart
from guidance.option import Standing
from guidance.wording import Term as Explained
from handout.sheet import (
    Block,
    Bullets,
    Checklist,
    Contact,
    Contacts,
    GlossaryList,
    Heading,
    Numbered,
    Paragraph,
    Run,
    Section,
    SmallPrint,
    Term,
    WritingLines,
)
from handout.visit import TalkedAbout, Visit

_MOST_WORDS = 8
_SOURCES_OF_AN_OPTION = 1
_QUESTIONS_OF_AN_OPTION = 2
_MOST_QUESTIONS = 6
_TITLES_IN = "en"
"""Sources are cited by their own titles, which are English: a screen reader must know."""

_RULE = "rule"
"""The kind of a source that is a rule of our own: no evidence to show a patient."""


def what_matters(visit: Visit) -> Section:
    """The patient's priorities and own words; lines to write on when nothing was said."""
    said = (*visit.tells("priorities"), *(visit.tells("declines") if visit.value("declines") else ()))
    own = visit.consultation.own_words
    blocks: list[Block] = []
    if said:
        blocks.append(Bullets(said))
    if own:
        blocks += [Heading(3, visit.says("matters", "own_words")), Paragraph(own)]
    if blocks:
        blocks.append(Paragraph(visit.says("matters", "use")))
    else:
        blocks += [Paragraph(visit.says("matters", "none")), WritingLines(visit.says("matters", "lines"), 3)]
    return Section("matters", visit.says("headings", "matters"), tuple(blocks))


def next_steps(visit: Visit) -> Section:
    """The steps as they were typed, and lines for more."""
    steps = visit.choices.next_steps
    lines = WritingLines(visit.says("next_steps", "lines"), 1 if visit.choices.next_steps else 3)
    if not steps:
        blocks: tuple[Block, ...] = (Paragraph(visit.says("next_steps", "none")), lines)
    else:
        blocks = (Numbered(steps), lines)
    return Section("next_steps", visit.says("headings", "next_steps"), blocks)


def note(visit: Visit) -> Section | None:
    """The note as it was typed. It is never lost with the next steps; an empty note prints nothing."""
    if not visit.choices.note.strip():
        return None
    return Section("note", visit.says("headings", "note"), (Paragraph(visit.choices.note),))


def questions(visit: Visit) -> Section:
    """Questions of the cards to tick, and lines for the patient's own."""
    told = tuple(_told(visit))
    each = min(_QUESTIONS_OF_AN_OPTION, max(_MOST_QUESTIONS // max(len(told), 1), 1))
    asked = tuple(
        visit.says("questions", "of_option", letter=option.letter, question=question)
        for option in told
        for question in option.card.section(CardPart.QUESTIONS).bullets[:each]
    )[:_MOST_QUESTIONS]
    blocks: list[Block] = []
    if asked:
        blocks += [Paragraph(visit.says("questions", "lead")), Checklist(asked)]
    blocks.append(WritingLines(visit.says("questions", "lines"), 4))
    return Section("questions", visit.says("headings", "questions"), tuple(blocks))


def contacts(visit: Visit) -> Section:
    """The clinic's numbers, the one that is answered day and night first."""
    entries = list(visit.clinic.contacts)
    if visit.clinic.phone and not any(entry.phone == visit.clinic.phone for entry in entries):
        name = visit.clinic.name or visit.says("your_clinic")
        entries.insert(0, Contact(name, visit.clinic.phone, visit.says("contacts", "day_and_night")))
    if entries:
        blocks: tuple[Block, ...] = (Contacts(tuple(entries)),)
    else:
        blocks = (WritingLines(visit.says("contacts", "lines"), 2),)
    return Section("contacts", visit.says("headings", "contacts"), blocks)


def words_explained(visit: Visit, texts: Iterable[str]) -> Section | None:
    """The words of the glossary that stand in these texts, the first eight, in alphabetical order."""
    text = "\n".join(texts)
    endings = visit.wording.plural_endings
    found = [(at, term) for term in visit.wording.glossary if (at := _first_use(term, text, endings)) is not None]
    first = {term.term for _, term in sorted(found, key=lambda item: item[0])[:_MOST_WORDS]}
    terms = tuple(Term(t.term, t.meaning) for t in visit.wording.glossary if t.term in first)
    return Section("words", visit.says("headings", "words"), (GlossaryList(terms),)) if terms else None


def about_this_sheet(visit: Visit) -> Section:
    """Sources, edition, approval, how sure we are, who paid."""
    edition = visit.workup.knowledge.edition
    approval = (
        visit.says("sources", "approved", name=edition.approved_by)
        if edition.approved_by
        else visit.says("sources", "not_approved")
    )
    paid = (
        visit.says("sources", "paid_by", who=visit.clinic.paid_by)
        if visit.clinic.paid_by
        else visit.says("sources", "paid_unknown")
    )
    made = visit.says(
        "sources", "made", date=visit.today, edition=edition.version, until=visit.on(edition.evidence_until)
    )
    review = visit.says("sources", "review", due=visit.on(edition.review_due))
    basis = (*(run for source in _sources(visit) for run in source), Run(visit.says("sources", "more")))
    standing = " ".join(filter(None, (visit.says("sources", "supports"), approval, visit.wording.translation_note)))
    blocks = (
        SmallPrint(
            (
                f"{standing} {made} {review}",
                (
                    *_titled(visit.says("sources", "sure_title"), visit.says("sources", "sure") + " "),
                    *_titled(visit.says("sources", "paid_title"), paid),
                ),
                (Run(f"{visit.says('sources', 'basis_title')} ", bold=True), *basis),
            )
        ),
    )
    return Section("sources", visit.says("headings", "sources"), blocks)


def _titled(title: str, text: str) -> tuple[Run, ...]:
    return (Run(f"{title} ", bold=True), Run(text))


def _told(visit: Visit) -> Iterator[TalkedAbout]:
    for option in visit.options():
        if option.assessment.standing is not Standing.UNSUITABLE and not option.same_as:
            yield option


def _sources(visit: Visit) -> Iterator[tuple[Run, ...]]:
    """For each option the source of its figures, or else the first of its card; the full list is at the clinic."""
    known = visit.workup.knowledge.sources
    told: set[str] = set()
    for option in visit.options():
        if option.assessment.standing is Standing.UNSUITABLE:
            continue
        figures = (number.source for number in option.card.numbers_of(option.assessment.id))
        # An option that shares the card of an earlier one adds only what its own figures rest on
        cited = dict.fromkeys((*figures, *(() if option.same_as else option.card.sources)))
        for name in [name for name in cited if name in known and known[name].kind != _RULE][:_SOURCES_OF_AN_OPTION]:
            if name not in told:
                told.add(name)
                source = known[name]
                said = visit.says("sources", "title_and_year", year=str(source.year))
                before, _, after = said.partition("{title}")
                tongue = _TITLES_IN if visit.wording.language != _TITLES_IN else None
                runs = (Run(before), Run(source.title, language=tongue), Run(f"{after} "))
                yield tuple(run for run in runs if run.text)


def _first_use(term: Explained, text: str, endings: Iterable[str]) -> int | None:
    words = "|".join(re.escape(word) for word in (term.term, *term.also))
    plural = "|".join(re.escape(ending) for ending in endings)
    found = re.search(rf"(?<!\w)(?:{words})(?:{plural})?(?!\w)", text, re.IGNORECASE)
    return None if found is None else found.start()
