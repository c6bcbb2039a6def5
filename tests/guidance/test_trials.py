"""Many trials side by side say of each what judging that patient anew says: the standing, and what is still missing."""

import weakref
from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random

import pytest

from guidance.assess import Guidance, assess
from guidance.condition import Compare, Condition, Given, Latest, Not
from guidance.finding import FindingId, Value
from guidance.knowledge import KnowledgeBase
from guidance.option import Clause, OptionId, Part, Standing
from guidance.profile import Profile
from guidance.rulebook import rulebook_of
from guidance.trial_block import TrialBlock
from guidance.trials import Trials
from tests.guidance.edition import metastatic, profile
from tests.guidance.random_patients import random_patients
from tests.guidance.values_to_try import possible_values

Answers = Mapping[FindingId, Value]


def anew(guidance: Guidance, answers: Answers) -> Guidance:
    values = {**guidance.profile.values, **answers}
    return assess(replace(guidance.profile, values=values), guidance.knowledge)


def side_by_side(guidance: Guidance, trials: list[Answers]) -> Trials:
    knowledge = guidance.knowledge
    return Trials(guidance, rulebook_of(knowledge), [TrialBlock.of(trials)], knowledge.options)


def standing_at(place: int, standings: Mapping[Standing, int]) -> list[Standing]:
    return [standing for standing, bits in standings.items() if bits >> place & 1]


def missing_at(place: int, missing: Mapping[FindingId, int]) -> set[FindingId]:
    return {finding for finding, bits in missing.items() if bits >> place & 1}


def assert_as_anew(guidance: Guidance, trials: list[Answers]) -> None:
    together = side_by_side(guidance, trials)
    standings = {option: together.standings(option) for option in guidance.knowledge.options}
    missing = {option: together.missing(option) for option in guidance.knowledge.options}
    for place, answers in enumerate(trials):
        expected = anew(guidance, answers).options
        for option in guidance.knowledge.options:
            told = [expected[option].standing] if option in expected else []
            assert standing_at(place, standings[option]) == told, (option, answers)
            waits_for = set(expected[option].missing) if option in expected else set()
            assert missing_at(place, missing[option]) == waits_for, (option, answers)


def some_answers(knowledge: KnowledgeBase, chance: Random, count: int) -> Iterator[Answers]:
    values = {
        name: (*possible_values(knowledge, finding), *knowledge.coarse.get(name, ()))
        for name, finding in knowledge.findings.items()
    }
    names = [name for name, found in values.items() if found]
    for _ in range(count):
        yield {name: chance.choice(values[name]) for name in chance.sample(names, chance.choice((1, 1, 2, 5)))}


def test_every_trial_is_what_judging_that_patient_anew_says(knowledge: KnowledgeBase) -> None:
    chance = Random(7)
    for patient in random_patients(knowledge, 20, seed=11):
        assert_as_anew(assess(patient, knowledge), [{}, *some_answers(knowledge, chance, 8)])


def test_an_answer_that_settles_or_brings_a_contradiction_counts(knowledge: KnowledgeBase) -> None:
    man = profile(disease_setting="metastatic", sex="male", estrogen_receptor_percent=90)
    pregnancies: list[Answers] = [{"pregnancy": "pregnant"}, {"menopausal_status": "postmenopausal"}, {"sex": "female"}]
    assert_as_anew(assess(man, knowledge), pregnancies)
    stained = profile(disease_setting="metastatic", her2_ihc="three_plus", her2_ish="negative")
    assert assess(stained, knowledge).conflicts
    assert_as_anew(assess(stained, knowledge), [{"her2_ish": "positive"}, {"her2_ihc": "one_plus"}, {}])


def test_a_trial_outside_the_scope_stands_nowhere(knowledge: KnowledgeBase) -> None:
    guidance = assess(profile(), knowledge)
    trials = side_by_side(guidance, [{"disease_setting": "early_stage"}, {"disease_setting": "metastatic"}])
    for option in knowledge.options:
        assert standing_at(0, trials.standings(option)) == []
        assert len(standing_at(1, trials.standings(option))) == 1


def test_answers_beside_the_history_change_what_the_history_says(knowledge: KnowledgeBase) -> None:
    patient = profile(metastatic("aromatase_inhibitor"), disease_setting="metastatic", estrogen_receptor_percent=80)
    trials: list[Answers] = [
        {"treatment_history_complete": "yes"},
        {"treatment_history_complete": "no"},
        {"metastatic_presentation": "de_novo"},
        {"disease_free_interval_months": 5},
        {"disease_free_interval_months": 12},
        {"disease_free_interval_months": 12.5, "metastatic_presentation": "recurrent"},
    ]
    assert_as_anew(assess(patient, knowledge), trials)


def test_blocks_stand_one_after_the_other(knowledge: KnowledgeBase) -> None:
    guidance = assess(profile(disease_setting="metastatic"), knowledge)
    blocks = [TrialBlock.of([{"sex": "male"}]), TrialBlock.of([{"sex": "female"}, {}])]
    trials = Trials(guidance, rulebook_of(knowledge), blocks, ["oophorectomy"])
    standings = trials.standings("oophorectomy")
    judged = [
        anew(guidance, answers).options["oophorectomy"].standing for answers in ({"sex": "male"}, {"sex": "female"}, {})
    ]
    assert [standing_at(place, standings)[0] for place in range(3)] == judged


def test_all_ways_to_answer_two_findings_are_laid_out() -> None:
    block = TrialBlock.of_all({"a": ("yes", "no"), "b": (1, 2, 3)})
    assert block.count == 6
    assert dict(block.bits["a"]) == {"yes": 0b000111, "no": 0b111000}
    assert dict(block.bits["b"]) == {1: 0b001001, 2: 0b010010, 3: 0b100100}


@pytest.mark.parametrize(
    "condition",
    [
        Given("line_of_therapy"),
        Given("metastatic_systemic_lines"),
        Given("her2_status"),
        Given("subtype"),
        Compare("line_of_therapy", ">=", 2),
        Compare("her2_status", "==", "unresolved"),
        Compare("her2_status", "!=", "low"),
        Compare("pik3ca", "!=", "mutated"),
        Not(Compare("region", "!=", "eu")),
        Given("her2_ihc"),
    ],
    ids=str,
)
def test_every_kind_of_condition_is_worked_out_alike(knowledge: KnowledgeBase, condition: Condition) -> None:
    head = next(iter(knowledge.options.values()))
    clause = Clause("asked", Part.FITS, condition, "", ())
    small = replace(knowledge, options={head.id: replace(head, clauses=(clause,), must_know=())})
    chance = Random(3)
    for patient in random_patients(small, 15, seed=7):
        assert_as_anew(assess(patient, small), [{}, *some_answers(small, chance, 4)])


def test_a_question_to_one_entry_cannot_stand_alone(knowledge: KnowledgeBase) -> None:
    head = next(iter(knowledge.options.values()))
    lost = Clause("lost", Part.FITS, Latest("systemic"), "", ())
    with pytest.raises(TypeError, match="history entry"):
        rulebook_of(replace(knowledge, options={head.id: replace(head, clauses=(lost,))}))


def test_the_rulebook_of_an_edition_is_made_once_and_goes_with_it(knowledge: KnowledgeBase) -> None:
    assert rulebook_of(knowledge) is rulebook_of(knowledge)
    other = replace(knowledge)
    assert rulebook_of(other) is not rulebook_of(knowledge)
    still_there = weakref.ref(other)
    del other
    assert still_there() is None


def test_an_option_of_which_nothing_is_asked_is_relevant_in_every_trial(knowledge: KnowledgeBase) -> None:
    head = next(iter(knowledge.options.values()))
    small = replace(knowledge, options={head.id: replace(head, clauses=(), must_know=())})
    trials = side_by_side(assess(Profile({}, (), "us"), small), [{}, {"sex": "male"}])
    assert trials.standings(head.id)[Standing.RELEVANT] == 0b11


def test_what_bears_on_an_option_is_found_through_derived_findings(knowledge: KnowledgeBase) -> None:
    asked: Mapping[OptionId, object] = rulebook_of(knowledge).asked("trastuzumab_deruxtecan_her2_low")
    assert {"her2_ihc", "her2_ish", "interstitial_lung_disease", "treatment_history_complete"} <= set(asked)
    assert "sex" not in rulebook_of(knowledge).asked("early_palliative_care")
