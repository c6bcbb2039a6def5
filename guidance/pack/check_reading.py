"""Checks how hard the patient's words are to read, card by card and section by section, in every language.

The limits are floors set for this aid; a text that keeps them still has to be true, whole and kind.
"""

from collections.abc import Iterator

from guidance.pack.problems import Problems, SourceFile
from guidance.pack.readability import Readability, measure
from guidance.pack.reader import PackFiles

_CARD_GRADE, _SECTION_GRADE, _SMOG = 4.5, 6.0, 7.5
"""Flesch-Kincaid grade of a card and of a section, SMOG grade of a card (English)."""
_CARD_EASE, _SECTION_EASE = 70.0, 65.0
"""Szigriszt on the INFLESZ scale (Spanish); higher is easier."""
_LONGEST = {"en": 18, "es": 20}
_MEAN = {"en": 11.0, "es": 14.0}
"""Words of the longest sentence and of the mean sentence of a card."""


def check_reading(files: PackFiles, problems: Problems) -> None:
    """Adds every card and section that is harder to read than its language allows."""
    for language, cards in files.cards.items():
        if language not in _LONGEST:
            problems.note(f"words/{language}", "there is no reading formula for this language")
            continue
        known = known_words(files, language)
        for card in cards.values():
            _check_card(card, language, known, problems)


def known_words(files: PackFiles, language: str) -> list[str]:
    """Words that count as known: those of the glossary, and the names of medicines."""
    words = files.words.get(language, {})
    known: list[str] = []
    if "glossary" in words:
        for term in words["glossary"].data.values():
            known += [term.get("term", ""), *term.get("also", ())]
    if "treatments" in words:
        for treatment in words["treatments"].data.get("treatments", {}).values():
            known += treatment.get("names", ())
    return known


def _check_card(card: SourceFile, language: str, known: list[str], problems: Problems) -> None:
    sections = card.data.get("sections", ())
    texts = {str(section["heading"]): "\n\n".join(_lines(section)) for section in sections}
    whole = "\n\n".join(text for text in texts.values() if text)
    if not whole.strip():
        return
    measured = measure(whole, language, known)
    for fault in (*_too_hard(measured, language, card=True), *_too_long(measured, language)):
        problems.add(card, fault, hint="Use shorter sentences and everyday words.")
    for heading, text in texts.items():
        if text.strip():
            for fault in _too_hard(measure(text, language, known), language, card=False):
                problems.add(card, f"“{heading}”: {fault}", at=(f"## {heading}",))


def _lines(section: object) -> Iterator[str]:
    assert isinstance(section, dict)
    yield from section["paragraphs"]
    yield from (f"- {bullet}" for bullet in section["bullets"])


def _too_hard(measured: Readability, language: str, *, card: bool) -> Iterator[str]:
    judged = measured.judged
    if language == "es":
        ease = judged.szigriszt or 0.0
        floor = _CARD_EASE if card else _SECTION_EASE
        if ease < floor:
            yield f"Szigriszt is {ease:.1f}, at least {floor:g} is wanted"
        return
    grade, smog = judged.flesch_kincaid or 0.0, judged.smog or 0.0
    most = _CARD_GRADE if card else _SECTION_GRADE
    if grade > most:
        yield f"Flesch-Kincaid is {grade:.1f}, at most {most:g} is wanted"
    if card and smog > _SMOG:
        yield f"SMOG is {smog:.1f}, at most {_SMOG:g} is wanted"


def _too_long(measured: Readability, language: str) -> Iterator[str]:
    if measured.longest_sentence > _LONGEST[language]:
        yield f"a sentence has {measured.longest_sentence} words: “{measured.longest_text[:60]}…”"
    if measured.mean_sentence > _MEAN[language]:
        yield f"a sentence has {measured.mean_sentence:.1f} words on average, at most {_MEAN[language]:g} is wanted"
