"""What a result could bring is exact: answering in every possible way, one patient after the other, finds the same."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise, product
from random import Random

import pytest

from guidance.assess import Guidance, assess
from guidance.finding import FindingId, Kind, Value
from guidance.knowledge import KnowledgeBase
from guidance.option import OptionId, Standing
from guidance.outcomes import AnswerMoves
from guidance.possible_answers import PossibleAnswer
from guidance.profile import Profile
from guidance.questions import NextTest, answers_of, next_tests, what_would_change
from tests.guidance.edition import first_visit
from tests.guidance.random_patients import random_patients
from tests.guidance.values_to_try import number_limits

_MOST_WAYS = 160


def ways_to_answer(guidance: Guidance, finding: FindingId, chance: Random) -> list[Value]:
    """Every answer there is, without a thought about rules: all choices that a coarse answer leaves open, all sets of
    ticks (or many of them), numbers at, just below and just above every threshold and between them.
    """
    knowledge = guidance.knowledge
    asked = knowledge.findings[finding]
    if asked.kind is Kind.NUMBER:
        low, high = float(asked.minimum or 0), float(asked.maximum or 0)
        limits = sorted({low, high, *number_limits(knowledge).get(finding, frozenset())})
        near = {x + d for x in limits for d in (-0.25, 0.0, 0.25)}
        between = {(a + b) / 2 for a, b in pairwise(limits)}
        return sorted(x for x in near | between if low <= x <= high)
    if asked.kind is Kind.SEVERAL:
        sets = [chosen for size in range(len(asked.choices) + 1) for chosen in combinations(asked.choices, size)]
        return sets if len(sets) <= 64 else [*sets[:14], *chance.sample(sets, 50)]  # type: ignore[return-value]
    coarse = knowledge.coarse.get(finding, {})
    now = guidance.profile.values.get(finding)
    if now in coarse and finding not in guidance.disputed:
        return list(coarse[str(now)])
    return [value for value in asked.values if value not in coarse]


def judged(guidance: Guidance, option: OptionId, answers: dict[FindingId, Value]) -> Standing | None:
    profile = replace(guidance.profile, values={**guidance.profile.values, **answers})
    anew = assess(profile, guidance.knowledge)
    if any(conflict.out_of_scope for conflict in anew.conflicts):
        return None
    return anew.assess(guidance.knowledge.options[option]).standing


def filled_anew(guidance: Guidance, test: NextTest) -> list[FindingId]:
    return [f for f in test.test.fills if f in test.findings or f not in guidance.profile.values]


def brute_force(guidance: Guidance, test: NextTest, option: OptionId, chance: Random) -> set[Standing | None]:
    findings = filled_anew(guidance, test)
    ways = list(product(*(ways_to_answer(guidance, finding, chance) for finding in findings)))
    if len(ways) > _MOST_WAYS:
        ways = chance.sample(ways, _MOST_WAYS)
    return {judged(guidance, option, dict(zip(findings, way, strict=True))) for way in ways}


def can_be_enumerated(guidance: Guidance, test: NextTest) -> bool:
    count = 1
    for finding in filled_anew(guidance, test):
        several = guidance.knowledge.findings[finding].kind is Kind.SEVERAL
        if several and len(guidance.knowledge.findings[finding].choices) > 6:
            return False
        count *= len(ways_to_answer(guidance, finding, Random(0)))
    return count <= _MOST_WAYS


def holds(item: AnswerMoves, value: Value) -> bool:
    answer: PossibleAnswer = item.answer
    if answer.limits is not None:
        assert isinstance(value, int | float)
        limits = answer.limits
        above = value > limits.least if limits.without_least else value >= limits.least
        return above and (value < limits.most if limits.without_most else value <= limits.most)
    if isinstance(value, tuple):
        on = set(answer.includes) <= set(value) and not set(answer.without) & set(value)
        rest = bool(set(value) - {*answer.includes, *answer.without})
        return on and answer.something_else in (None, rest)
    return answer.value == value


def patients(knowledge: KnowledgeBase) -> Iterator[Profile]:
    yield Profile({"disease_setting": "metastatic"}, (), "us")
    yield first_visit(her2_ihc="two_plus")
    yield from random_patients(knowledge, 14, seed=31)


def test_the_standings_of_a_result_are_those_of_every_way_to_answer(knowledge: KnowledgeBase) -> None:
    chance = Random(1)
    exact = 0
    for patient in patients(knowledge):
        guidance = assess(patient, knowledge)
        for test in next_tests(guidance):
            for option in chance.sample(sorted(test.options), min(2, len(test.options))):
                found = brute_force(guidance, test, option, chance) - {None}
                told = set(test.options[option])
                assert found <= told, (test.test.id, option, patient)
                if can_be_enumerated(guidance, test):
                    exact += 1
                    assert found == told, (test.test.id, option, patient)
                assert (option in test.settles) is (Standing.DEPENDS not in told)
    assert exact > 60


def test_each_kind_of_answer_brings_what_every_answer_of_that_kind_brings(knowledge: KnowledgeBase) -> None:
    chance = Random(2)
    for patient in patients(knowledge):
        guidance = assess(patient, knowledge)
        tests = next_tests(guidance)
        for test, answers in zip(tests, answers_of(guidance, tests).values(), strict=True):
            finding = chance.choice(test.findings)
            option = chance.choice(sorted(test.options))
            told = [item for item in answers if item.finding == finding and option in item.options]
            values = ways_to_answer(guidance, finding, chance)
            for value in chance.sample(values, min(8, len(values))):
                standings = {item.options[option] for item in told if holds(item, value)}
                assert len(standings) <= 1
                if told:
                    assert standings == {judged(guidance, option, {finding: value})}, (finding, value, option)


@pytest.mark.parametrize("option", ["cdk46_ribociclib", "olaparib", "trastuzumab_deruxtecan_her2_low", "capecitabine"])
def test_what_would_change_an_option_is_what_every_answer_brings(knowledge: KnowledgeBase, option: str) -> None:
    chance = Random(3)
    for patient in random_patients(knowledge, 6, seed=17):
        guidance = assess(patient, knowledge)
        if not guidance.options:
            continue
        for change in what_would_change(guidance, option):
            values = ways_to_answer(guidance, change.finding, chance)
            found = {judged(guidance, option, {change.finding: value}) for value in values} - {None}
            assert found <= set(change.standings), (option, change.finding)
            if knowledge.findings[change.finding].kind is not Kind.SEVERAL:
                assert found == set(change.standings), (option, change.finding)
