"""What a line of text in the search field can mean."""

import pytest

from db.search import Query, dates_meant, folded, joined


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14/3/1968", ("1968-03-14",)),
        ("14.03.1968", ("1968-03-14",)),
        ("14-3-1968", ("1968-03-14",)),
        ("3/14/1968", ("1968-03-14",)),
        ("1968-03-14", ("1968-03-14",)),
        ("14031968", ("1968-03-14",)),
        ("03141968", ("1968-03-14",)),
        ("19680314", ("1968-03-14",)),
        ("14-Mar-1968", ("1968-03-14",)),
        ("14 March 1968", ("1968-03-14",)),
        ("March 14, 1968", ("1968-03-14",)),
        ("mar 14th 1968", ("1968-03-14",)),
        ("14mar1968", ("1968-03-14",)),
        ("14 mar 68", ("1968-03-14", "2068-03-14")),
        ("mar 1968", ("1968-03",)),
        ("3/1968", ("1968-03",)),
        ("1968-03", ("1968-03",)),
        ("1968", ("1968",)),
        (" 14 / 3 / 1968 ", ("1968-03-14",)),
    ],
)
def test_a_date_is_read_in_the_form_people_write_it(typed: str, meant: tuple[str, ...]) -> None:
    assert dates_meant(typed) == meant


def test_a_date_that_can_be_read_two_ways_is_read_both_ways() -> None:
    assert dates_meant("3/4/1968") == ("1968-04-03", "1968-03-04")


@pytest.mark.parametrize(
    "typed", ["", "68", "winterbourne", "32/13/1968", "14/3", "14 xyz 1968", "14 mar 3 1968", "1/2/3/4", "٣/٤/١٩٦٨"]
)
def test_what_is_no_date_means_none(typed: str) -> None:
    assert dates_meant(typed) == ()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Müller-Lüdenscheidt", "muller ludenscheidt"),
        ("O’Neill", "oneill"),
        ("St. John", "st john"),
        ("ŁÓDŹ", "lodz"),
        ("İpek", "ipek"),
        ("  a \t b ", "a b"),
        ("zero\u200bwidth\u202e", "zerowidth"),
        ("…—!?", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_punctuation(text: str, key: str) -> None:
    assert folded(text) == key


def test_an_identifier_is_compared_without_spaces_and_dashes() -> None:
    assert joined("943-476 5919") == "9434765919"
    assert Query.of("Demo 1042").identifier == "demo1042"
