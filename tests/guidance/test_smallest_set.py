"""The smallest set settles what tests can settle, whatever they say, and nothing in it could be left out."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from guidance.assess import Guidance, assess
from guidance.finding import FindingId, Kind, Value
from guidance.knowledge import KnowledgeBase
from guidance.option import MedicalTest, Standing
from guidance.profile import HISTORY, Profile
from guidance.questions import next_tests, offered_tests
from guidance.rulebook import rulebook_of
from guidance.smallest_set import SmallestSet, fewest, needed_findings, request_line, smallest_set
from guidance.trial_block import TrialBlock
from guidance.trials import Trials
from guidance.wording import Reader, wording_of
from tests.guidance.edition import first_visit, metastatic, profile
from tests.guidance.random_patients import random_patients
from tests.guidance.values_to_try import possible_values


def ids(tests: tuple[MedicalTest, ...]) -> list[str]:
    return [test.id for test in tests]


def patients(knowledge: KnowledgeBase) -> Iterator[Profile]:
    yield Profile({"disease_setting": "metastatic"}, (), "us")
    yield Profile({"disease_setting": "metastatic"}, (), "eu")
    yield first_visit(without=("her2_ihc",))
    yield from random_patients(knowledge, 8, seed=23)


def answered_at_random(guidance: Guidance, findings: set[FindingId], chance: Random) -> dict[FindingId, Value]:
    """Any answers to these findings. Ticks are taken at random, of numbers those around the thresholds."""
    knowledge = guidance.knowledge
    answers: dict[FindingId, Value] = {}
    for finding in sorted(findings - {HISTORY}):
        asked = knowledge.findings[finding]
        now = guidance.profile.values.get(finding)
        left_open = knowledge.coarse.get(finding, {}).get(str(now), ())
        if asked.kind is Kind.SEVERAL:
            answers[finding] = tuple(choice for choice in asked.choices if chance.random() < 0.3)
        elif left_open and finding not in guidance.disputed:
            answers[finding] = chance.choice(left_open)
        else:
            answers[finding] = chance.choice(possible_values(knowledge, asked))
    return answers


def judged(guidance: Guidance, answers: dict[FindingId, Value]) -> Guidance:
    return assess(replace(guidance.profile, values={**guidance.profile.values, **answers}), guidance.knowledge)


def test_once_its_tests_are_back_no_open_option_waits_for_a_test(knowledge: KnowledgeBase) -> None:
    chance = Random(5)
    for patient in patients(knowledge):
        guidance = assess(patient, knowledge)
        found = smallest_set(guidance)
        needed = needed_findings(guidance)
        filled = {f for test in found.tests for f in test.fills if f in needed}
        fillable = {f for test in offered_tests(guidance) for f in test.fills}
        was_open = [o for o, assessment in guidance.options.items() if assessment.standing is Standing.DEPENDS]
        for _ in range(6):
            later = judged(guidance, answered_at_random(guidance, filled, chance))
            for option in was_open if later.options else ():
                waits_for = set(later.options[option].missing) & fillable
                # What the results themselves contradict has to be settled by a person
                assert waits_for <= later.disputed | filled, (option, patient)


def test_once_its_questions_are_answered_too_nothing_is_open_but_the_history(knowledge: KnowledgeBase) -> None:
    chance = Random(6)
    for patient in patients(knowledge):
        guidance = assess(patient, knowledge)
        needed = set(needed_findings(guidance))
        was_open = [o for o, assessment in guidance.options.items() if assessment.standing is Standing.DEPENDS]
        for _ in range(4):
            later = judged(guidance, answered_at_random(guidance, needed, chance))
            for option in was_open if later.options else ():
                assert set(later.options[option].missing) <= later.disputed | needed | {HISTORY}, (option, patient)


def test_no_test_of_the_set_could_be_left_out(knowledge: KnowledgeBase) -> None:
    """For each of its tests there are answers to everything else after which an open option still waits for it."""
    for patient in patients(knowledge):
        guidance = assess(patient, knowledge)
        for test in smallest_set(guidance).tests:
            assert _someone_still_waits_for(test, guidance), (test.id, patient)


def _someone_still_waits_for(test: MedicalTest, guidance: Guidance) -> bool:
    book = rulebook_of(guidance.knowledge)
    asked = {f: [a.value for a in book.answers(f, book.asking_anywhere(f))] for f in guidance.knowledge.findings}
    # Ticks one at a time: a witness is looked for, not every way
    few = {f: [v for v in values if not isinstance(v, tuple) or len(v) < 2] for f, values in asked.items()}
    ways = [(o, dict[FindingId, Value]()) for o, assessment in guidance.options.items() if assessment.missing]
    for _ in range(12):
        options = dict.fromkeys(option for option, _ in ways)
        trials = Trials(guidance, book, [TrialBlock.of([answers for _, answers in ways])], options)
        missing = {option: trials.missing(option) for option in options}
        following = []
        for place, (option, answers) in enumerate(ways):
            waits_for = {f for f, bits in missing[option].items() if bits >> place & 1 and f not in answers}
            others = waits_for - set(test.fills) - {HISTORY}
            if waits_for & set(test.fills) and not others:
                return True
            for finding in sorted(others, key=lambda f: len(few[f]))[:1]:
                following += [(option, {**answers, finding: value}) for value in few[finding]]
        ways = following
    return False


def test_staining_calls_for_the_gene_test_only_if_it_comes_back_as_two_plus(knowledge: KnowledgeBase) -> None:
    found = smallest_set(assess(first_visit(without=("her2_ihc",)), knowledge))
    assert {"her2_ihc_test", "her2_ish_test"} <= set(ids(found.tests))
    assert "her2_ish_test" in ids(found.if_needed)
    assert "her2_ish_test" not in ids(found.today)
    now = smallest_set(assess(first_visit(her2_ihc="two_plus"), knowledge))
    assert "her2_ish_test" in ids(now.today)
    assert "her2_ihc_test" not in ids(now.tests)


def test_every_test_that_is_offered_next_and_decides_is_in_the_set(knowledge: KnowledgeBase) -> None:
    for patient in patients(knowledge):
        guidance = assess(patient, knowledge)
        assert {test.test.id for test in next_tests(guidance)} <= set(ids(smallest_set(guidance).tests))


def test_tests_come_in_the_packs_order_and_questions_in_the_vocabularys(knowledge: KnowledgeBase) -> None:
    found = smallest_set(assess(profile(disease_setting="metastatic"), knowledge))
    assert ids(found.tests) == [test for test in knowledge.tests if test in ids(found.tests)]
    assert list(found.questions) == [finding for finding in knowledge.findings if finding in found.questions]
    filled = {finding for test in found.tests for finding in test.fills}
    assert filled.isdisjoint(found.questions)
    assert HISTORY in found.questions


def test_nothing_open_needs_nothing(knowledge: KnowledgeBase) -> None:
    outside = assess(first_visit(disease_setting="early_stage"), knowledge)
    assert smallest_set(outside) == SmallestSet()


@pytest.mark.parametrize("seed", range(40))
def test_the_fewest_sets_are_those_that_trying_all_sets_finds(seed: int) -> None:
    chance = Random(seed)
    names = "abcdefgh"
    fills = [frozenset(n for n in names if chance.random() < 0.35) for _ in range(7)]
    wanted = frozenset().union(*fills) & frozenset(chance.sample(names, 6))
    by_size = (c for size in range(len(fills) + 1) for c in combinations(range(len(fills)), size))
    first = next(c for c in by_size if wanted <= frozenset().union(*(fills[place] for place in c)))
    assert fewest(wanted, fills) == first


def test_what_nothing_fills_cannot_be_covered() -> None:
    with pytest.raises(ValueError, match="filled by nothing"):
        fewest(frozenset("ab"), [frozenset("a")])


def test_the_request_is_one_line_with_what_only_some_results_call_for_at_the_end(knowledge: KnowledgeBase) -> None:
    wording = wording_of(knowledge, "en", Reader.CLINICIAN)
    found = smallest_set(assess(first_visit(without=("her2_ihc",)), knowledge))
    line = request_line(found, wording, "if needed")
    assert "\n" not in line
    assert line.startswith("(1) ")
    for test in found.tests:
        assert wording.test(test.id).request in line
    before, after = line.split("if needed: ")
    assert wording.test("her2_ihc_test").request in before
    assert wording.test("her2_ish_test").request in after


def test_one_test_is_requested_in_its_own_words(knowledge: KnowledgeBase) -> None:
    wording = wording_of(knowledge, "en", Reader.CLINICIAN)
    esr1 = knowledge.tests["esr1_blood_test"]
    assert request_line(SmallestSet((esr1,)), wording, "if needed") == wording.test("esr1_blood_test").request
    assert request_line(SmallestSet(), wording, "if needed") == ""


def test_a_treated_patient_is_asked_for_the_gene_changes_that_matter_now(knowledge: KnowledgeBase) -> None:
    patient = first_visit(
        metastatic("aromatase_inhibitor", months=20),
        metastatic("cdk46_inhibitor", months=20),
        treatment_history_complete="yes",
        without=("no_treatment_yet_for_metastatic_disease",),
    )
    found = ids(smallest_set(assess(patient, knowledge)).tests)
    assert {"esr1_blood_test", "pik3ca_test", "akt1_pten_test"} <= set(found)
    assert "esr1_blood_test" not in ids(smallest_set(assess(first_visit(), knowledge)).tests)
