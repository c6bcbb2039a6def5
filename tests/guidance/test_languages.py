"""What a language knows of itself: its name, its lists, its alphabet, and whether somebody has checked it."""

from dataclasses import replace

import pytest

from guidance.card import CardPart
from guidance.wording import MissingWords, Reader, Wording, filled_in, languages_of, spoken_language, wording_of
from tests.guidance.bilingual import ENGLISH, SPANISH, bilingual
from tests.guidance.edition import edition

NOTE = "Traducción aún no revisada por un traductor calificado."


@pytest.fixture
def english() -> Wording:
    return wording_of(bilingual(), ENGLISH, Reader.PATIENT)


@pytest.fixture
def spanish() -> Wording:
    return wording_of(bilingual(), SPANISH, Reader.PATIENT)


def test_languages_are_called_what_their_speakers_call_them() -> None:
    assert languages_of(bilingual()) == (("en", "English"), ("es", "Español"))


def test_a_language_without_words_falls_back_to_the_first() -> None:
    assert spoken_language(bilingual(), SPANISH) == SPANISH
    assert spoken_language(bilingual(), "tlh") == ENGLISH
    only_english = replace(edition(), words={ENGLISH: edition().words[ENGLISH]})
    assert spoken_language(only_english, SPANISH) == ENGLISH


@pytest.mark.parametrize(
    ("items", "in_english", "in_spanish"),
    [
        ((), "", ""),
        (("A",), "A", "A"),
        (("A", "B"), "A and B", "A y B"),
        (("A", "B", "C"), "A, B and C", "A, B y C"),
    ],
)
def test_a_list_ends_as_it_is_said_aloud(
    english: Wording, spanish: Wording, items: tuple[str, ...], in_english: str, in_spanish: str
) -> None:
    assert english.listed(items) == in_english
    assert spanish.listed(items) == in_spanish


def test_what_is_filled_in_is_never_read_for_places_again() -> None:
    assert filled_in("{name} and {other}", {"name": "{other}"}) == "{other} and {other}"


def test_a_translation_says_that_nobody_has_checked_it(english: Wording, spanish: Wording) -> None:
    assert spanish.translation_note == NOTE
    assert english.translation_note == ""
    checked = {"names": {"translation": {"checked_by": "A. Traductora", "note": NOTE}}}
    assert Wording(checked, SPANISH, Reader.PATIENT).translation_note == ""


def test_words_are_explained_in_the_order_of_a_dictionary() -> None:
    terms = ["ñame", "nube", "oído", "úlcera", "Ácido", "uña", "anemia", "abeja"]
    words = {"glossary": {term: {"term": term, "meaning": "…"} for term in terms}}
    sorted_terms = [term.term for term in Wording(words, SPANISH, Reader.PATIENT).glossary]
    assert sorted_terms == ["abeja", "Ácido", "anemia", "nube", "ñame", "oído", "úlcera", "uña"]


@pytest.mark.parametrize("language", [ENGLISH, SPANISH])
def test_the_headings_of_every_card_are_those_of_its_language(language: str) -> None:
    wording = wording_of(bilingual(), language, Reader.PATIENT)
    headings = [wording.card_heading(part) for part in CardPart]
    for treatment_class in bilingual().words[language]["patient"]:
        assert [section.heading for section in wording.card(treatment_class).sections] == headings


def test_missing_words_of_the_screen_are_never_made_up(english: Wording) -> None:
    with pytest.raises(MissingWords):
        english.screen("rows", "nobody")
