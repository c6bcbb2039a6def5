"""Finding a treatment by what people type."""

import pytest

from desktop.consultation.treatment_names import (
    NamedTreatment,
    exactly_found,
    found,
    named_treatments,
    parts_of,
    suggestions,
)
from guidance.knowledge import KnowledgeBase
from guidance.wording import Reader, wording_of

NAMES = (
    NamedTreatment("AC-T", ("anthracycline", "taxane"), "Anthracycline + taxane"),
    NamedTreatment("Anastrozole", ("aromatase_inhibitor",), "Aromatase inhibitor"),
    NamedTreatment("Aromatase inhibitor", ("aromatase_inhibitor",), "Aromatase inhibitor"),
    NamedTreatment("Letrozole", ("aromatase_inhibitor",), "Aromatase inhibitor"),
    NamedTreatment("Palbociclib", ("cdk46_inhibitor",), "CDK4/6 inhibitor"),
)


def test_two_letters_suggest_names_that_begin_with_them() -> None:
    assert [name.name for name in suggestions(NAMES, "le")] == ["Letrozole"]


def test_one_letter_suggests_nothing() -> None:
    assert suggestions(NAMES, "l") == []


def test_a_class_finds_its_drugs() -> None:
    assert {name.name for name in suggestions(NAMES, "arom")} == {"Aromatase inhibitor", "Anastrozole", "Letrozole"}


def test_the_last_of_several_names_is_completed() -> None:
    assert [name.name for name in suggestions(NAMES, "Letrozole + palb")] == ["Palbociclib"]


@pytest.mark.parametrize(
    "typed",
    ["letr + palb", "letr+palb", "letr, palb", "letr with palb", "letr and palb", "letr y palb", "Letr CON palb"],
)
def test_two_drugs_are_two_treatments(typed: str) -> None:
    assert [name.name for name in found(NAMES, typed)] == ["Letrozole", "Palbociclib"]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Letrozol e inavolisib", ["Letrozol", "inavolisib"]),
        ("Conjugado y eribulina", ["Conjugado", "eribulina"]),
        ("Everolimus", ["Everolimus"]),
        ("vitamin E", ["vitamin E"]),
        ("letrozole and", ["letrozole and"]),
    ],
)
def test_a_joining_word_counts_only_between_two_names(typed: str, parts: list[str]) -> None:
    assert parts_of(typed) == parts


def test_one_unknown_drug_among_them_finds_nothing() -> None:
    assert found(NAMES, "letr + xyzumab") == ()


def test_a_few_letters_are_never_taken_for_a_name_when_it_counts() -> None:
    assert exactly_found(NAMES, "letr") == ()
    assert exactly_found(NAMES, "letrozole + Palbociclib") == (NAMES[3], NAMES[4])


def test_a_regimen_stands_for_all_its_classes() -> None:
    assert found(NAMES, "ac-t")[0].treatments == ("anthracycline", "taxane")


def test_an_empty_text_has_no_parts() -> None:
    assert parts_of("  ") == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_class_of_the_edition_can_be_found_by_its_own_name(knowledge: KnowledgeBase, language: str) -> None:
    wording = wording_of(knowledge, language, Reader.CLINICIAN)
    names = named_treatments(knowledge, wording)
    for treatment in knowledge.treatment_kinds:
        matches = exactly_found(names, wording.treatment(treatment))
        assert matches, treatment
        assert treatment in matches[0].treatments
