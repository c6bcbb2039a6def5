"""Each form of the language means one thing, and each fault names the column it stands at and what would do."""

import pytest

from guidance.condition import (
    All,
    Alongside,
    AnyOf,
    Compare,
    Condition,
    Earliest,
    Empty,
    EntryCompare,
    EntryOneOf,
    Given,
    Includes,
    Latest,
    Lines,
    Not,
    OneOf,
    Only,
    Possibly,
    ProgressedOn,
    Surely,
    Treated,
    as_data,
    from_data,
)
from guidance.expression import ExpressionFault, read

FORMS: list[tuple[str, Condition]] = [
    ("her2_status == low", Compare("her2_status", "==", "low")),
    ("sex != male", Compare("sex", "!=", "male")),
    ("age_years < 55", Compare("age_years", "<", 55)),
    ("age_years <= 55", Compare("age_years", "<=", 55)),
    ("age_years > 55.5", Compare("age_years", ">", 55.5)),
    ("age_years >= 55", Compare("age_years", ">=", 55)),
    ("pregnancy in {possible, pregnant}", OneOf("pregnancy", ("possible", "pregnant"))),
    ("metastatic_sites includes bone", Includes("metastatic_sites", "bone")),
    ("empty(metastatic_sites)", Empty("metastatic_sites")),
    ("only(metastatic_sites, bone)", Only("metastatic_sites", "bone")),
    ("given(her2_ish)", Given("her2_ish")),
    ("had(taxane)", Treated("taxane")),
    ("had(taxane, early)", Treated("taxane", "early")),
    ("treated(taxane, line == 1)", Treated("taxane", "", EntryCompare("line", "==", 1))),
    (
        "treated(taxane, adjuvant, outcome in {completed, ongoing} and not months_since_end < 6)",
        Treated(
            "taxane",
            "adjuvant",
            All((EntryOneOf("outcome", ("completed", "ongoing")), Not(EntryCompare("months_since_end", "<", 6)))),
        ),
    ),
    ("treated(taxane, alongside(trastuzumab))", Treated("taxane", "", Alongside("trastuzumab"))),
    ("treated(endocrine, earliest(endocrine))", Treated("endocrine", "", Earliest("endocrine"))),
    (
        "treated(systemic, latest(systemic) or outcome == progressed)",
        Treated("systemic", "", AnyOf((Latest("systemic"), EntryCompare("outcome", "==", "progressed")))),
    ),
    ("progressed_on(endocrine)", ProgressedOn("endocrine")),
    ("progressed_on(endocrine, metastatic)", ProgressedOn("endocrine", "metastatic")),
    ("lines(endocrine) >= 1", Lines("endocrine", ">=", 1)),
    ("surely(frail == yes)", Surely(Compare("frail", "==", "yes"))),
    ("possibly(frail == yes)", Possibly(Compare("frail", "==", "yes"))),
    ("frail == yes\n or sex == male", AnyOf((Compare("frail", "==", "yes"), Compare("sex", "==", "male")))),
]

FAULTS: list[tuple[str, int, str]] = [
    ("frail = yes", 7, "not a condition"),
    ("frail", 1, "stands alone"),
    ("frail == yes and sex", 18, "stands alone"),
    ("metastatic_sites includes bone and frail", 36, "stands alone"),
    ("1 < age_years < 5", 1, "two comparisons"),
    ("frail is yes", 1, "this comparison"),
    ("frail not in {yes}", 1, "this comparison"),
    ("pregnancy in possible", 14, "needs a set"),
    ("pregnancy in {1, 2}", 15, "a name belongs here"),
    ("age_years == 'old'", 14, "a number belongs here"),
    ("age_years == True", 14, "a number belongs here"),
    ("3 == age_years", 1, "a name belongs here"),
    ("age_years + 1", 1, "this form"),
    ("had()", 1, "takes 1 to 3"),
    ("had(taxane, class_=1)", 1, "takes 1 to 3"),
    ("had(taxane, late)", 13, "not a setting"),
    ("had(taxane, line == 1, line == 2)", 24, "too much"),
    ("progressed_on(taxane, late)", 23, "not a setting"),
    ("lines(endocrine)", 1, "gives a number"),
    ("lines(endocrine) >= many", 21, "a number belongs here"),
    ("given(frail) == yes", 1, "only lines"),
    ("frail == yes and hat(taxane)", 18, "not a function"),
    ("treated(taxane, given(frail))", 17, "cannot stand inside"),
    ("treated(taxane, lines(endocrine) >= 1)", 17, "only lines"),
    ("treated(taxane, outcome includes bone)", 17, "this form"),
    ("frail.sex == yes", 1, "a name belongs here"),
    ("metastatic_sites includes 3", 27, "a name belongs here"),
]


@pytest.mark.parametrize(("text", "condition"), FORMS)
def test_a_form_of_the_language_means_one_thing_and_comes_back_from_its_data(text: str, condition: Condition) -> None:
    assert read(text) == condition
    assert from_data(as_data(condition)) == condition


@pytest.mark.parametrize(("text", "column", "message"), FAULTS)
def test_a_fault_stands_at_its_column(text: str, column: int, message: str) -> None:
    with pytest.raises(ExpressionFault) as told:
        read(text)
    assert message in told.value.message
    assert told.value.column == column
    assert str(told.value).startswith(f"column {column}: ")


@pytest.mark.parametrize(
    ("text", "hint"),
    [("frail", "frail == yes"), ("lines(her2)", "lines(endocrine) >= 1"), ("hat(x)", "only"), ("a = b", "finding ==")],
)
def test_a_fault_tells_what_would_do(text: str, hint: str) -> None:
    with pytest.raises(ExpressionFault) as told:
        read(text)
    assert hint in told.value.hint
