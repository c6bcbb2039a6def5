"""One voice: American English, and no word that would make a choice for somebody."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOMS, ROOT, named, places, sentences, sources, text_files

# Written in two halves, so that this list is not found by itself
BRITISH = "|".join(
    (
        r"tum" + r"ours?",
        r"o" + r"estr\w+",
        r"ha" + r"em(o|at|ang|orr)\w*",
        r"anae" + r"mi\w+",
        r"leukae" + r"mi\w+",
        r"oe" + r"dema",
        r"diarrho" + r"ea",
        r"oeso" + r"phag\w+",
        r"gynae" + r"c\w+",
        r"paed" + r"iatr\w+",
        r"foe" + r"tus|foe" + r"tal",
        r"colo" + r"urs?|colo" + r"ured",
        r"behav" + r"iours?",
        r"fav" + r"our\w*",
        r"neigh" + r"bour\w*",
        r"hon" + r"our\w*",
        r"cent" + r"res?|cent" + r"red",
        r"fib" + r"res?",
        r"lit" + r"res?",
        r"licen" + r"ces?",
        r"defen" + r"ce",
        r"programm" + r"es?",
        r"catal" + r"ogues?",
        r"judg" + r"ements?",
        r"gr" + r"ey",
        r"cancel" + r"led|label" + r"led|model" + r"ling|travel" + r"ling",
        r"(organ|recogn|real|summar|minim|maxim|random|special|character|local|general|emphas|prior|hospital|stabil)"
        r"is(e|es|ed|ing|ation)",
        r"whi" + r"lst|prac" + r"tise",
    )
)
ADVISING = re.compile(
    r"recommend|recomend|recomiend|\byou should\b|\busted deber[ií]a\b|"
    r"\bbest (option|choice|treatment)\b|\bmejor(es)? (opci[oó]n|opciones|elecci[oó]n|tratamientos?)\b",
    re.IGNORECASE,
)
# "o" before an o and "y" before an i are said "u" and "e"
BADLY_JOINED = re.compile(r"\bo h?[oó]\w*|\by h?[ií](?!e)\w*", re.IGNORECASE)
WORDS = ROOT / "resources" / "knowledge" / "metastatic_breast" / "words"


def _written() -> list[Path]:
    folders = (*ROOMS, "docs", "tests", "resources")
    here = [path for path in text_files() if named(path).split("/")[0] in folders or path.parent == ROOT]
    return [path for path in here if path.suffix in {".py", ".md", ".toml"} and path != Path(__file__)]


def test_the_spelling_is_american() -> None:
    found = [place for path in _written() for place in places(rf"\b({BRITISH})\b", path)]
    assert found == []


@pytest.mark.parametrize("word", ["tumour", "Oestrogen", "anaemia", "licence", "randomised", "haemoglobin", "grey"])
def test_a_british_word_would_be_noticed(word: str) -> None:
    assert re.fullmatch(BRITISH, word, re.IGNORECASE)


@pytest.mark.parametrize("word", ["tumor", "estrogen", "fibrosis", "license", "raised", "central", "exercise", "them"])
def test_an_american_word_passes(word: str) -> None:
    assert not re.fullmatch(BRITISH, word, re.IGNORECASE)


def test_the_content_explains_and_never_advises() -> None:
    found = [
        f"{named(path)}: {match.group()}"
        for path in sorted(WORDS.rglob("*"))
        if path.is_file() and path.name != "STYLE.md"
        for match in ADVISING.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    ["we recommend", "se recomienda", "recomendado", "You should", "usted debería", "best choice", "mejor opción"],
)
def test_a_word_of_advice_would_be_noticed(text: str) -> None:
    assert ADVISING.search(text)


@pytest.mark.parametrize("text", ["¿Cuál es mejor para mí?", "lo mejor posible", "comment", "dormir mejor"])
def test_a_word_that_gives_no_advice_passes(text: str) -> None:
    assert not ADVISING.search(text)


def test_spanish_words_are_joined_as_they_are_said() -> None:
    found = [place for path in sorted((WORDS / "es").rglob("*.*")) for place in places(BADLY_JOINED.pattern, path)]
    assert found == []


def test_a_letter_of_an_option_never_follows_a_bare_o_in_spanish() -> None:
    joined = tomllib.loads((WORDS / "es" / "handout.toml").read_text(encoding="utf-8"))["or"]
    for letter in "ABCO":
        assert not BADLY_JOINED.search(joined.format(one="A", other=letter))


@pytest.mark.parametrize("text", ["uno o otro", "A o O", "palbociclib y inavolisib", "padres y hijas"])
def test_a_bad_joint_would_be_noticed(text: str) -> None:
    assert BADLY_JOINED.search(text)


@pytest.mark.parametrize("text", ["A o la O", "uno u otro", "agua y hielo", "seis o siete", "palbociclib e inavolisib"])
def test_a_good_joint_passes(text: str) -> None:
    assert not BADLY_JOINED.search(text)


def test_neither_screen_nor_paper_advises() -> None:
    found = [
        f"{named(path)}:{line}: {text.strip()[:80]}"
        for path in sources("desktop", "handout", "guidance")
        for line, text in sentences(path)
        if ADVISING.search(text)
    ]
    assert found == []


def test_no_sentence_on_screen_shouts() -> None:
    shouting = [
        f"{named(path)}:{line}: {text.strip()[:80]}"
        for path in sources("desktop", "handout")
        for line, text in sentences(path)
        if re.search(r"[a-z]!(\s|$)", text)
    ]
    assert shouting == []
