"""What an answer could bring is worked out quickly, and says what judging the patient anew says."""

from itertools import islice
from random import Random

import pytest

from guidance.assess import Guidance, assess
from guidance.knowledge import KnowledgeBase
from guidance.option import OptionId, Standing
from guidance.profile import Profile
from guidance.questions import next_tests, possible_values, what_would_change
from guidance.trials import Trials
from tests.guidance.random_patients import random_patients


def judged_anew(guidance: Guidance, option: OptionId, answers: dict[str, object]) -> Standing:
    profile = guidance.profile
    for finding, value in answers.items():
        profile = profile.knowing(finding, value)  # type: ignore[arg-type]  # any value of the finding
    return assess(profile, guidance.knowledge).assess(guidance.knowledge.options[option]).standing


def test_every_answer_brings_the_standing_of_a_patient_who_has_it(knowledge: KnowledgeBase) -> None:
    chance = Random(7)
    names = sorted(knowledge.findings)
    for profile in random_patients(knowledge, 20, seed=11):
        guidance = assess(profile, knowledge)
        trials = Trials(guidance)
        for name in names:
            values = possible_values(knowledge, knowledge.findings[name])
            if not values:
                continue
            answers = {name: chance.choice(values)}
            for option in chance.sample(list(knowledge.options), 3):
                found = trials.standing(knowledge.options[option], answers)
                assert found is judged_anew(guidance, option, answers), (option, answers)


def test_an_answer_that_settles_or_brings_a_contradiction_counts(knowledge: KnowledgeBase) -> None:
    man = Profile({"disease_setting": "metastatic", "sex": "male", "estrogen_receptor_percent": 90}, (), "us")
    guidance = assess(man, knowledge)
    trials = Trials(guidance)
    for answers in ({"pregnancy": "pregnant"}, {"menopausal_status": "postmenopausal"}, {"sex": "female"}):
        for option in knowledge.options.values():
            assert trials.standing(option, answers) is judged_anew(guidance, option.id, dict(answers))


@pytest.mark.parametrize("region", ["us", "eu"])
def test_the_tests_of_a_patient_of_whom_nothing_is_known_say_what_each_result_brings(
    knowledge: KnowledgeBase, region: str
) -> None:
    guidance = assess(Profile({"disease_setting": "metastatic"}, (), region), knowledge)
    tests = next_tests(guidance)
    assert tests
    for test in tests:
        if len(test.findings) > 1:
            continue
        (finding,) = test.findings
        for option, standings in islice(test.options.items(), 4):
            answers = possible_values(knowledge, knowledge.findings[finding])
            anew = {judged_anew(guidance, option, {finding: answer}) for answer in answers}
            assert set(standings) == anew, (test.test.id, option)


def test_what_would_change_an_option_is_what_its_answers_bring(knowledge: KnowledgeBase) -> None:
    guidance = assess(Profile({"disease_setting": "metastatic"}, (), "us"), knowledge)
    for option in islice(knowledge.options, 0, None, 12):
        for change in what_would_change(guidance, option):
            answers = possible_values(knowledge, knowledge.findings[change.finding])
            anew = {judged_anew(guidance, option, {change.finding: answer}) for answer in answers}
            assert set(change.standings) == anew, (option, change.finding)
