"""Answers between which the rules make no difference are one kind, and no kind of answer is forgotten."""

import pytest

from guidance.condition import Compare, Empty, Includes, Only
from guidance.finding import Finding, Kind
from guidance.possible_answers import PossibleAnswer, coarse_answers, possible_answers, put_together

PERCENT = Finding("receptor", Kind.NUMBER, minimum=0, maximum=100)
SITES = Finding("sites", Kind.SEVERAL, choices=("bone", "liver", "lung"))
STAINING = Finding("staining", Kind.CHOICE, choices=("zero", "one", "unclear"))


def shown(answers: tuple[PossibleAnswer, ...], finding: Finding) -> list[object]:
    return [answer.as_data(finding) for answer in answers]


def test_a_percentage_has_as_many_kinds_as_the_rules_tell_apart() -> None:
    asked = [Compare("receptor", "<", 1), Compare("receptor", ">=", 1), Compare("receptor", "<=", 10)]
    answers = possible_answers(PERCENT, asked, ())
    assert shown(answers, PERCENT) == [{"below": 1}, {"from": 1, "to": 10}, {"above": 10}]
    assert [answer.value for answer in answers] == [0, 1, 11]


def test_one_number_asked_by_itself_is_a_kind_of_its_own() -> None:
    answers = possible_answers(PERCENT, [Compare("receptor", "==", 10)], ())
    assert shown(answers, PERCENT) == [{"below": 10}, {"from": 10, "to": 10}, {"above": 10}]


@pytest.mark.parametrize(
    ("operator", "limit", "expected"),
    [
        (">", 100, [{}]),
        (">=", 0, [{}]),
        ("<=", 0, [{"to": 0}, {"above": 0}]),
        (">=", 100, [{"below": 100}, {"from": 100}]),
    ],
)
def test_a_limit_at_the_end_of_the_scale_leaves_no_empty_kind(
    operator: str, limit: float, expected: list[object]
) -> None:
    assert shown(possible_answers(PERCENT, [Compare("receptor", operator, limit)], ()), PERCENT) == expected


def test_between_two_close_limits_a_broken_number_stands_for_the_kind() -> None:
    asked = [Compare("receptor", ">", 1), Compare("receptor", "<", 2)]
    values = [answer.value for answer in possible_answers(PERCENT, asked, ())]
    assert values == [0, 1.5, 2]


def test_a_number_nobody_asks_has_one_kind() -> None:
    assert shown(possible_answers(PERCENT, [], ()), PERCENT) == [{}]


def test_ticks_that_are_asked_are_on_or_off_and_the_others_do_not_matter() -> None:
    answers = possible_answers(SITES, [Includes("sites", "liver")], ())
    assert shown(answers, SITES) == [{"includes": ["liver"]}, {"without": ["liver"]}]
    assert [answer.value for answer in answers] == [("liver",), ()]


def test_nothing_but_bone_needs_to_know_of_something_else() -> None:
    answers = possible_answers(SITES, [Only("sites", "bone"), Empty("sites")], ())
    assert [answer.value for answer in answers] == [("bone", "liver"), ("bone",), ("liver",), ()]
    assert shown(answers, SITES)[1] == {"includes": ["bone"], "something_else": False}


def test_an_answer_too_coarse_to_count_is_kept_apart() -> None:
    assert shown(possible_answers(STAINING, [], ("unclear",)), STAINING) == ["zero", "one"]
    assert shown(coarse_answers(STAINING, ("unclear",)), STAINING) == ["unclear"]


def test_no_rule_asks_for_a_day() -> None:
    assert possible_answers(Finding("day", Kind.DATE), [], ()) == ()


def test_neighbors_that_bring_the_same_become_one() -> None:
    asked = [Compare("receptor", ">=", 1), Compare("receptor", ">=", 5), Compare("receptor", ">=", 9)]
    answers = possible_answers(PERCENT, asked, ())
    told = put_together(PERCENT, answers, ["no", "yes", "yes", "no"])
    assert [(answer.as_data(PERCENT), brought) for answer, brought in told] == [
        ({"below": 1}, "no"),
        ({"from": 1, "below": 9}, "yes"),
        ({"from": 9}, "no"),
    ]


def test_a_tick_that_decides_alone_is_told_alone() -> None:
    asked = [Includes("sites", "bone"), Includes("sites", "lung")]
    answers = possible_answers(SITES, asked, ())
    told = put_together(SITES, answers, ["yes", "yes", "no", "maybe"])
    assert [(answer.as_data(SITES), brought) for answer, brought in told] == [
        ({"includes": ["bone"]}, "yes"),
        ({"includes": ["lung"], "without": ["bone"]}, "no"),
        ({"without": ["bone", "lung"]}, "maybe"),
    ]


def test_choices_stay_apart_even_if_they_bring_the_same() -> None:
    answers = possible_answers(STAINING, [], ())
    assert len(put_together(STAINING, answers, ["same", "same", "same"])) == 3
