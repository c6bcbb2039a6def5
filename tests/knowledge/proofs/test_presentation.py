"""The invariants that no prover can show: what sentences say, and the tests of screen and paper that show the rest."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from guidance.assess import assess
from guidance.knowledge import KnowledgeBase
from guidance.option import Standing
from tests.guidance.random_patients import random_patients
from tests.knowledge.proofs.statements import invariants

ROOT = Path(__file__).resolve().parents[3]
_DOSE = re.compile(
    r"\b\d+(?:[.,]\d+)?\s*(?:mg|milligrams?|miligramos?|mg/m2|mcg|µg|micrograms?)\b(?!/d[lL])", re.IGNORECASE
)


def test_the_tests_that_the_invariants_name_are_there(knowledge: KnowledgeBase) -> None:
    named = {name for invariant in invariants(knowledge) for name in invariant.shown_by}
    assert named
    for name in named:
        path, _, test = name.partition("::")
        assert (ROOT / path).is_file(), name
        assert f"def {test or 'test_'}" in (ROOT / path).read_text(encoding="utf-8"), name


def test_no_sentence_gives_a_dose(knowledge: KnowledgeBase) -> None:
    for language, words in knowledge.words.items():
        told = [text for text in _texts(words) if _DOSE.search(text)]
        assert told == [], language


def test_birth_control_is_never_with_estrogen(knowledge: KnowledgeBase) -> None:
    """Every patient card that speaks of hormone-free birth control says so; none offers the pill."""
    for words in knowledge.words.values():
        for text in _texts(words["patient"]):
            assert not re.search(r"\b(?:the|birth control) pill\b|píldora", text, re.IGNORECASE), text


@pytest.mark.parametrize("seed", [5, 6])
def test_every_closed_option_names_what_closed_it(knowledge: KnowledgeBase, seed: int) -> None:
    deciding = {
        Standing.NOT_EXPECTED: ("fits", "timing"),
        Standing.UNSUITABLE: ("stops",),
        Standing.LATER: ("timing",),
    }
    for patient in random_patients(knowledge, 25, seed):
        guidance = assess(patient, knowledge)
        for assessment in guidance.options.values():
            parts = deciding.get(assessment.standing)
            if parts is None:
                continue
            wanted = "met" if assessment.standing is Standing.UNSUITABLE else "not_met"
            closed_by = [
                judged
                for judged in guidance.explain(assessment.option)
                if judged.clause.part in parts and judged.verdict == wanted
            ]
            assert closed_by, (assessment.id, patient)


def _texts(words: Any) -> Iterator[str]:
    if isinstance(words, str):
        yield words
    elif isinstance(words, dict):
        for part in words.values():
            yield from _texts(part)
    elif isinstance(words, list | tuple):
        for part in words:
            yield from _texts(part)
