"""The answer as plain values: complete, in a fixed order, the same for the same patient, ready for JSON."""

import json

import pytest

from guidance.answer import answer_of, explanation_of
from guidance.assess import assess
from guidance.knowledge import KnowledgeBase
from tests.guidance.edition import first_visit, metastatic


def test_the_answer_is_json_and_the_same_each_time(knowledge: KnowledgeBase) -> None:
    patient = first_visit(metastatic("taxane"), her2_ihc="two_plus", urgent_signs=("seizure",))
    first, second = (json.dumps(answer_of(assess(patient, knowledge))) for _ in range(2))
    assert first == second


def test_the_answer_says_which_edition_and_region_it_comes_from(knowledge: KnowledgeBase) -> None:
    answer = answer_of(assess(first_visit(region="eu"), knowledge))
    edition = knowledge.edition
    assert (answer["edition"], answer["pack_sha256"], answer["region"], answer["evidence_until"]) == (
        edition.version,
        edition.sha256,
        "eu",
        edition.evidence_until,
    )


def test_every_option_other_than_relevant_names_a_reason(knowledge: KnowledgeBase) -> None:
    answer = answer_of(assess(first_visit(), knowledge))
    assert [option["id"] for option in answer["options"]] == list(knowledge.options)
    for option in answer["options"]:
        told = option["reasons"] or option["missing"] or option["checks_before"] or option["cautions"]
        assert option["standing"] == "relevant" or told, option["id"]


def test_alerts_conflicts_and_tests_are_told_by_their_ids(knowledge: KnowledgeBase) -> None:
    patient = first_visit(her2_ihc="three_plus", her2_ish="negative", visceral_crisis="yes")
    answer = answer_of(assess(patient, knowledge))
    assert answer["alerts"] == [{"id": "visceral_crisis", "because": ["visceral_crisis"]}]
    assert answer["conflicts"] == [
        {"id": "her2_ihc_three_plus_with_ish_negative", "findings": ["her2_ihc", "her2_ish"]}
    ]
    assert {"her2_ihc_test", "her2_ish_test"} & {test["test"] for test in answer["next_tests"]}
    assert answer["derived"]["hormone_receptor_status"] == "positive"


def test_each_answer_of_a_test_tells_what_moves_and_what_stays_open(knowledge: KnowledgeBase) -> None:
    receptors = ("estrogen_receptor_percent", "progesterone_receptor_percent")
    answer = answer_of(assess(first_visit(without=receptors), knowledge))
    (test,) = [test for test in answer["next_tests"] if test["test"] == "hormone_receptor_test"]
    estrogen = [item for item in test["answers"] if item["finding"] == "estrogen_receptor_percent"]
    told = [
        (item["answer"], item["moves"].get("fulvestrant", "open"))
        for item in estrogen
        if "fulvestrant" in {*item["moves"], *item["leaves_open"]}
    ]
    assert told == [({"below": 1}, "open"), ({"from": 1, "to": 10}, "caution"), ({"above": 10}, "relevant")]


def test_the_smallest_set_comes_with_its_request(knowledge: KnowledgeBase) -> None:
    found = answer_of(assess(first_visit(her2_ihc="two_plus"), knowledge))["smallest_set"]
    assert "her2_ish_test" in found["tests"]
    assert "HER2 in situ hybridization" in found["request"]
    nothing = answer_of(assess(first_visit(disease_setting="early_stage"), knowledge))["smallest_set"]
    assert nothing == {"tests": [], "if_needed": [], "questions": [], "request": ""}


def test_an_option_is_explained_clause_by_clause_with_what_could_move_it(knowledge: KnowledgeBase) -> None:
    told = explanation_of(assess(first_visit(), knowledge), "cdk46_ribociclib")
    clauses = knowledge.options["cdk46_ribociclib"].clauses
    assert [clause["clause"] for clause in told["clauses"]] == [clause.id for clause in clauses]
    assert all(clause["condition"] and clause["sources"] for clause in told["clauses"])
    assert "unsuitable" in told["would_change"]["qtcf_ms"]


def test_an_option_nobody_judged_cannot_be_explained(knowledge: KnowledgeBase) -> None:
    with pytest.raises(KeyError):
        explanation_of(assess(first_visit(), knowledge), "no_such_option")
