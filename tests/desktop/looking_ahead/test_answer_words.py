"""Answers in the clinician's words."""

import pytest

from desktop.answer_words import answer_words, known_words, tried_words
from guidance.knowledge import KnowledgeBase
from guidance.possible_answers import Limits, PossibleAnswer
from guidance.wording import Wording


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(0, 1, without_most=True), "below 1 % of cells"),
        (Limits(0, 10), "up to 10 % of cells"),
        (Limits(1, 10), "1 to 10 % of cells"),
        (Limits(1, 10, without_most=True), "from 1 to below 10 % of cells"),
        (Limits(1, 10, without_least=True), "above 1 to 10 % of cells"),
        (Limits(10, 100, without_least=True), "above 10 % of cells"),
        (Limits(10, 100), "10 or more % of cells"),
        (Limits(10, 10), "10 % of cells"),
        (Limits(0, 100), "any number % of cells"),
    ],
)
def test_a_range_of_numbers(limits: Limits, said: str, knowledge: KnowledgeBase, wording: Wording) -> None:
    finding = knowledge.findings["estrogen_receptor_percent"]
    assert answer_words(finding, PossibleAnswer(0, limits), wording) == said


def test_a_choice_and_what_it_answers(knowledge: KnowledgeBase, wording: Wording) -> None:
    esr1 = knowledge.findings["esr1"]
    assert answer_words(esr1, PossibleAnswer("mutated"), wording) == "Mutated"
    assert tried_words(esr1, PossibleAnswer("mutated"), wording) == "ESR1 mutated"
    assert tried_words(esr1, None, wording) == "ESR1 not known yet"


def test_ticks_that_are_on_and_off(knowledge: KnowledgeBase, wording: Wording) -> None:
    sites = knowledge.findings["metastatic_sites"]
    answer = PossibleAnswer(("bone",), includes=("bone",), without=("liver", "lung"))
    assert answer_words(sites, answer, wording) == "Bone, without Liver, Lung"
    assert answer_words(sites, PossibleAnswer(("bone",), includes=("bone",), something_else=False), wording) == (
        "Bone, and nothing else"
    )
    assert answer_words(sites, PossibleAnswer(()), wording) == wording.choice("metastatic_sites", "")
    assert tried_words(sites, answer, wording) == "Where it has spread: Bone, without Liver, Lung"


def test_what_is_known_now(wording: Wording) -> None:
    assert known_words("esr1", "mutated", wording) == "ESR1 mutated"
    assert known_words("esr1", None, wording) == "Not known yet"
