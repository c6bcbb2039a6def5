"""A finding takes the values it knows and says what would do instead."""

import pytest

from guidance.finding import Finding, Kind, ValueFault, checked

ER = Finding("estrogen_receptor_percent", Kind.NUMBER, unit="%", minimum=0, maximum=100)
HER2 = Finding("her2_ihc", Kind.CHOICE, choices=("one_plus", "two_plus"))
SITES = Finding("metastatic_sites", Kind.SEVERAL, choices=("bone", "liver", "lung"))
CRISIS = Finding("visceral_crisis", Kind.YES_NO)
SAMPLE = Finding("receptor_sample_date", Kind.DATE)


def test_values_come_back_in_their_canonical_form() -> None:
    assert checked(ER, 95.0) == 95
    assert checked(ER, 0.5) == 0.5
    assert checked(SITES, ["liver", "bone"]) == ("bone", "liver")
    assert checked(SITES, []) == ()
    assert checked(CRISIS, "no") == "no"
    assert checked(SAMPLE, "2026-10-29") == "2026-10-29"


@pytest.mark.parametrize(
    ("finding", "raw", "hint"),
    [
        (ER, 101, "from 0 to 100"),
        (ER, -1, "from 0 to 100"),
        (ER, "95", "a number from"),
        (ER, True, "a number from"),
        (ER, float("nan"), "a number from"),
        (ER, float("inf"), "a number from"),
        (HER2, "one_pluss", "did you mean “one_plus”?"),
        (HER2, "xyz", "one of: one_plus, two_plus"),
        (HER2, 1, "one of: one_plus, two_plus"),
        (SITES, "bone", "a list of: bone, liver, lung"),
        (SITES, ["bones"], "did you mean “bone”?"),
        (SITES, [1], "a list of"),
        (SITES, ["bone", "bone"], "list each value once"),
        (CRISIS, "maybe", "one of: yes, no"),
        (SAMPLE, "29.10.2026", "write it as"),
        (SAMPLE, "2026-02-30", "write it as"),
        (SAMPLE, 2026, "a date written as"),
    ],
)
def test_a_value_the_finding_cannot_take_is_refused_with_a_hint(finding: Finding, raw: object, hint: str) -> None:
    with pytest.raises(ValueFault) as refused:
        checked(finding, raw)
    assert hint in refused.value.hint
