"""The language of the pack: every form reads, and what does not says where and what to write."""

import pytest

from guidance.condition import as_data, findings_of, from_data, parts_of, walk
from guidance.expression import ExpressionFault, read


@pytest.mark.parametrize(
    "text",
    [
        "her2_status == low",
        "her2_status != low and not sex == male",
        "estrogen_receptor_percent >= 1 or progesterone_receptor_percent < 1",
        "her2_status in {low, ultralow}",
        "metastatic_sites includes bone",
        "not metastatic_sites includes brain and visceral_crisis == no",
        "given(esr1) and empty(urgent_signs) and only(metastatic_sites, bone)",
        "had(taxane) or progressed_on(taxane, metastatic) or progressed_on(taxane)",
        "treated(endocrine, adjuvant, progressed_within == on_treatment and months_on_treatment < 24)",
        "treated(taxane, metastatic, outcome in {ongoing, completed} and not alongside(trastuzumab))",
        "treated(endocrine, metastatic, earliest(endocrine) or latest(endocrine))",
        "treated(taxane, outcome == progressed)",
        "lines(endocrine) >= 2",
        "surely(esr1 == mutated) or possibly(esr1 == mutated)",
        "region == eu",
    ],
)
def test_a_condition_survives_the_way_through_json(text: str) -> None:
    condition = read(text)
    assert from_data(as_data(condition)) == condition
    assert next(walk(condition)) == condition
    assert all(part in list(walk(condition)) for part in parts_of(condition))


def test_the_findings_of_a_condition_are_named() -> None:
    assert findings_of(read("sex == male and given(esr1)")) == {"sex", "esr1"}


@pytest.mark.parametrize(
    ("text", "said", "column"),
    [
        ("her2_status == low and", "not a condition", 0),
        ("her2_status", "stands alone", 1),
        ("1 < estrogen_receptor_percent < 10", "two comparisons", 1),
        ("her2_status in low", "needs a set", 16),
        ("her2_status not in {low}", "not part of the language", 1),
        ("her2_status + 1", "not part of the language", 1),
        ("her2_status == 'low'", "a number belongs here", 16),
        ("5 == her2_status", "a name belongs here", 1),
        ("frobnicate(esr1)", "not a function", 1),
        ("lines(endocrine)", "gives a number", 1),
        ("given(esr1) == yes", "only lines", 1),
        ("lines(endocrine) >= many", "a number belongs here", 21),
        ("had(taxane, sometimes)", "not a setting", 13),
        ("had()", "takes 1 to 3", 1),
        ("had(taxane, setting=adjuvant)", "takes 1 to 3", 1),
        ("treated(taxane, outcome == progressed, line == 1)", "too much", 40),
        ("treated(taxane, metastatic, given(esr1))", "cannot stand inside", 29),
    ],
)
def test_what_does_not_read_says_where(text: str, said: str, column: int) -> None:
    with pytest.raises(ExpressionFault) as fault:
        read(text)
    assert said in fault.value.message
    if column:
        assert fault.value.column == column
    assert f"column {fault.value.column}" in str(fault.value)
