"""The meter agrees with dictionaries, with the formulas as published, and with texts whose figures are known."""

import pytest

from guidance.pack.readability import english_syllables, measure, sentences_of, spanish_syllables, words_of

# Abraham Lincoln, 1863, public domain. Word's own readability panel reports 271 words in 10 sentences and a reading
# ease of 65; counts by hand give a Flesch-Kincaid grade of 10.9.
GETTYSBURG = """
Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in Liberty, and
dedicated to the proposition that all men are created equal.

Now we are engaged in a great civil war, testing whether that nation, or any nation so conceived and so dedicated, can
long endure. We are met on a great battle-field of that war. We have come to dedicate a portion of that field, as a
final resting place for those who here gave their lives that that nation might live. It is altogether fitting and proper
that we should do this.

But, in a larger sense, we can not dedicate -- we can not consecrate -- we can not hallow -- this ground. The brave men,
living and dead, who struggled here, have consecrated it, far above our poor power to add or detract. The world will
little note, nor long remember what we say here, but it can never forget what they did here. It is for us the living,
rather, to be dedicated here to the unfinished work which they who fought here have thus far so nobly advanced. It is
rather for us to be here dedicated to the great task remaining before us -- that from these honored dead we take
increased devotion to that cause for which they gave the last full measure of devotion -- that we here highly resolve
that these dead shall not have died in vain -- that this nation, under God, shall have a new birth of freedom -- and
that government of the people, by the people, for the people, shall not perish from the earth.
"""

QUIXOTE = (
    "En un lugar de la Mancha, de cuyo nombre no quiero acordarme, no ha mucho tiempo que vivía un hidalgo de los de "
    "lanza en astillero, adarga antigua, rocín flaco y galgo corredor."
)

ENGLISH_WORDS = """
cancer:2 medicine:3 hospital:3 chemotherapy:5 immunotherapy:6 estrogen:3 receptor:3 hormones:2 menopause:3 ovaries:3
tablets:2 people:2 while:1 times:1 changes:2 nurses:2 treated:2 slowed:1 needed:2 tried:1 safely:2 completely:3
carefully:3 something:2 radiation:4 biopsy:3 diarrhea:4 calcium:3 trials:2 special:2 patients:2 experience:4 easier:3
trying:2 player:2 beyond:2 everyone:3 going:2 being:2 bodies:2 question:2 million:2 infection:3 serious:3 usual:3
language:2 are:1 the:1 breathe:1 breathing:2 isn't:2 don't:1 couldn't:2 we're:1 it's:1 oncologist:4 metastasis:4
nausea:3 tissue:2 bottles:2 washes:2 wanted:2 jumped:1 lifetime:2 pharmacy:3 physician:3 opinion:3 fashion:2 radio:3
familiar:3 weight:1 diagnosis:4 movement:2 asked:1 edges:2 dye:1 anyone:3 biology:4 immediately:5 situation:4 tongue:1
lymph:1 rhythm:2 value:2 year:1 yellow:2 same-day:2
"""

SPANISH_WORDS = """
día:2 tratamiento:4 cáncer:2 médico:3 guerra:2 pingüino:3 quimioterapia:5 hueso:2 ahora:3 búho:2 prohibir:2 ciudad:2
país:2 países:3 hoy:1 y:1 muy:1 caos:2 aéreo:4 cuidado:3 viuda:2 averiguáis:4 oír:2 vehículo:4 cigüeña:3 inyección:3
antiguo:3 radioterapia:5 estrógenos:4 secundarios:4 diarrea:3 equipo:3 muchacho:3
"""


def _pairs(listed: str) -> list[tuple[str, int]]:
    return [(word, int(count)) for word, count in (entry.rsplit(":", 1) for entry in listed.split())]


@pytest.mark.parametrize(("word", "syllables"), _pairs(ENGLISH_WORDS))
def test_english_words_have_the_syllables_of_the_dictionary(word: str, syllables: int) -> None:
    assert english_syllables(word) == syllables


@pytest.mark.parametrize(("word", "syllables"), _pairs(SPANISH_WORDS))
def test_spanish_words_have_the_syllables_of_the_dictionary(word: str, syllables: int) -> None:
    assert spanish_syllables(word) == syllables


@pytest.mark.parametrize("figure", ["38", "100.4", "HER2", "PD-L1", "CDK4/6", "DPYD"])
def test_figures_and_abbreviations_count_as_one_syllable_in_both_languages(figure: str) -> None:
    assert words_of(figure) == [figure]
    assert english_syllables(figure) == spanish_syllables(figure) == 1


def test_the_gettysburg_address_has_the_length_and_the_grade_others_report() -> None:
    address = measure(GETTYSBURG, "en")
    assert (address.words, address.sentences, address.longest_sentence) == (271, 10, 82)
    assert address.longest_text.startswith("It is rather for us")
    assert address.raw.flesch_kincaid == pytest.approx(10.9, abs=0.2)


@pytest.mark.parametrize(
    ("sentence", "ease"),
    [
        ("The cat sat on the mat.", 116),
        ("This sentence, taken as a reading passage unto itself, is being used to prove a point.", 69),
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 37.5),
    ],
)
def test_the_textbook_examples_of_flesch_reading_ease_come_out_as_printed(sentence: str, ease: float) -> None:
    found = measure(sentence, "en")
    assert 206.835 - 1.015 * found.mean_sentence - 84.6 * found.raw.syllables / found.words == pytest.approx(
        ease, abs=0.5
    )


@pytest.mark.parametrize(("long_words", "grade"), [(1, 4), (9, 6), (16, 7), (36, 9), (49, 10), (81, 12)])
def test_smog_agrees_with_the_printed_conversion_table_of_thirty_sentences(long_words: int, grade: int) -> None:
    extra, rest = divmod(long_words, 30)
    text = " ".join("We see " + "hospital " * (extra + (number < rest)) + "now." for number in range(30))
    assert measure(text, "en").raw.smog == pytest.approx(grade, abs=0.6)


def test_don_quixotes_first_sentence_is_scored_by_both_spanish_formulas() -> None:
    opening = measure(QUIXOTE, "es")
    assert (opening.words, opening.sentences, opening.raw.syllables) == (33, 1, 60)
    assert opening.raw.szigriszt == pytest.approx(206.835 - 62.3 * 60 / 33 - 33)
    assert opening.raw.fernandez_huerta == pytest.approx(206.84 - 60 * 60 / 33 - 1.02 * 33)
    assert opening.raw.flesch_kincaid is None


def test_a_known_medicine_counts_as_one_short_word_but_the_raw_figure_is_kept() -> None:
    found = measure("You take palbociclib at home.", "en", frozenset({"Palbociclib"}))
    assert (found.raw.syllables, found.judged.syllables) == (8, 5)
    assert found.judged.smog == pytest.approx(3.1291)
    assert found.raw.flesch_kincaid is not None
    assert found.judged.flesch_kincaid is not None
    assert found.judged.flesch_kincaid < found.raw.flesch_kincaid


@pytest.mark.parametrize("form", ["metastases", "biopsies", "taxane's", "taxanes", "taxane-related"])
def test_plurals_possessives_and_glossary_forms_are_known_only_when_all_their_parts_are(form: str) -> None:
    known = frozenset({"metastasis", "metastases", "biopsy", "biopsies", "taxane"})
    found = measure(f"See {form}.", "en", known)
    assert (found.judged.syllables == 2) is (form != "taxane-related")


def test_phrases_of_the_glossary_make_each_of_their_words_known() -> None:
    assert measure("Palliative care helps.", "en", ["palliative care"]).judged.syllables == 3


def test_a_card_is_measured_by_its_bullets_and_sentences_and_not_by_its_headings() -> None:
    card = """## Call us the same day if

- you have a fever of 38 C (100.4 F) or more,
  or shivers
- one leg swells

You can call. We are here at 3 p.m. or later.
"""
    assert sentences_of(card) == [
        "you have a fever of 38 C (100.4 F) or more, or shivers",
        "one leg swells",
        "You can call.",
        "We are here at 3 p.m. or later.",
    ]
    assert measure(card, "en").longest_sentence == 13


def test_a_doctors_title_does_not_end_a_sentence() -> None:
    assert sentences_of("Ask Dr. Lee. She knows.") == ["Ask Dr. Lee.", "She knows."]


def test_a_region_of_a_language_uses_the_formula_of_the_language() -> None:
    assert (
        measure("Pregunte a su equipo.", "es-MX").judged.szigriszt
        == measure("Pregunte a su equipo.", "es").judged.szigriszt
    )


def test_a_language_without_a_formula_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="“ar”; use one of en, es"):
        measure("نص", "ar")


@pytest.mark.parametrize("nothing", ["", "  \n\n", "## What it is", "- …"])
def test_a_text_without_a_word_is_refused(nothing: str) -> None:
    with pytest.raises(ValueError, match="no word"):
        measure(nothing, "en")
