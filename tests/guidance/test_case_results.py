"""The results of a case file: read with their samples, and refused with every fault at its place."""

import json
from typing import Any

import pytest

from guidance.case import Case, CaseRefused, consultation_of, read_case
from guidance.consultation import Mark, MarkKind
from guidance.knowledge import KnowledgeBase
from guidance.samples import Result, Sample, Samples, Specimen
from guidance.workup import work_up

AFTER = "not_detected_after_latest_progression"
BEFORE = "not_detected_before_latest_progression"
ESR1 = {"finding": "esr1", "value": AFTER, "specimen": "blood", "date": "2025-03"}
GREW = {"treatment": "aromatase_inhibitor", "setting": "metastatic", "outcome": "progressed", "stopped": "2026-01"}
OLD_ER = {"finding": "estrogen_receptor_percent", "value": 80, "specimen": "primary", "date": "2019"}
NEW_ER = {"finding": "estrogen_receptor_percent", "value": 0, "specimen": "metastasis", "date": "2026-03"}
AT = "2026-11-24T10:00:00+00:00"


def read(knowledge: KnowledgeBase, **parts: Any) -> Case:
    return read_case(json.dumps({"findings": {}, **parts}), knowledge)


def faults(knowledge: KnowledgeBase, **parts: Any) -> list[str]:
    with pytest.raises(CaseRefused) as refused:
        read(knowledge, **parts)
    return [str(fault) for fault in refused.value.faults]


def test_the_newest_result_is_the_answer_and_says_what_changed(knowledge: KnowledgeBase) -> None:
    case = read(knowledge, results=[NEW_ER, OLD_ER])
    assert case.profile.values == {"estrogen_receptor_percent": 0}
    assert [change.was.value for change in case.changed] == [80]
    assert case.results[1] == Result("estrogen_receptor_percent", 80, Sample(Specimen.PRIMARY, "2019"))


def test_a_stale_result_counts_as_the_edition_says(knowledge: KnowledgeBase) -> None:
    case = read(knowledge, results=[ESR1], treatments=[GREW])
    assert case.profile.values == {"esr1": BEFORE}
    assert [stale.result.finding for stale in case.counted.stale] == ["esr1"]


def test_the_visit_of_a_case_keeps_the_result_as_it_was_written(knowledge: KnowledgeBase) -> None:
    case = read(knowledge, results=[ESR1, OLD_ER, NEW_ER], treatments=[GREW])
    visit = consultation_of(case, at=AT)
    assert visit.answers == {"esr1": AFTER, "estrogen_receptor_percent": 0}
    assert visit.samples == Samples(
        {
            "esr1": Sample(Specimen.BLOOD, "2025-03"),
            "estrogen_receptor_percent": Sample(Specimen.METASTASIS, "2026-03"),
        },
        (Result("estrogen_receptor_percent", 80, Sample(Specimen.PRIMARY, "2019")),),
    )
    assert work_up(visit, knowledge).profile.values == case.profile.values


def test_a_test_that_is_sent_again_waits_and_keeps_its_old_result(knowledge: KnowledgeBase) -> None:
    case = read(knowledge, results=[ESR1], tests_under_way={"esr1": "2026-02-01"})
    assert case.profile.values == {}
    visit = consultation_of(case, at=AT)
    assert visit.answers == {}
    assert visit.marks == {"esr1": Mark(MarkKind.SENT, "2026-02-01", kept=AFTER)}
    assert visit.samples.of == {"esr1": Sample(Specimen.BLOOD, "2025-03")}


def test_an_answer_may_stand_in_both_places_when_it_is_the_same(knowledge: KnowledgeBase) -> None:
    case = read(knowledge, findings={"estrogen_receptor_percent": 0}, results=[OLD_ER, NEW_ER])
    assert case.profile.values == {"estrogen_receptor_percent": 0}
    told = faults(knowledge, findings={"estrogen_receptor_percent": 80}, results=[OLD_ER, NEW_ER])
    assert told == [
        "findings.estrogen_receptor_percent: the newest result of 2026-03 says 0. "
        "Leave it out here, or correct one of the two."
    ]


def test_a_specimen_and_a_date_may_be_missing(knowledge: KnowledgeBase) -> None:
    case = read(knowledge, results=[{"finding": "pik3ca", "value": "mutated"}])
    assert case.results == (Result("pik3ca", "mutated"),)
    assert read(knowledge, results=None).results == ()


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("esr1", "results[1]: this is text, not an object. Put it between { and }."),
        ({**ESR1, "finding": "esr"}, "results[1].finding: “esr” is not a finding. Did you mean “esr1”?"),
        ({**ESR1, "finding": None}, "results[1].finding: the result has no finding. Name what was tested."),
        ({**ESR1, "finding": 3}, "results[1].finding: this is a number, not text. Put it in quotes."),
        (
            {**ESR1, "finding": "her2_status"},
            "results[1].finding: her2_status follows from other findings and is not entered. Leave it out.",
        ),
        (
            {"finding": "sex", "value": "female"},
            "results[1].finding: sex is no result of a tumor or blood sample. Move it to findings.",
        ),
        ({**ESR1, "value": "mutatd"}, "results[1].value: “mutatd” is not a value of esr1. Did you mean “mutated”?"),
        (
            {**ESR1, "value": None},
            "results[1].value: the result has no value. A test that is not back goes into tests_under_way.",
        ),
        ({**ESR1, "specimen": "blod"}, "results[1].specimen: “blod” is not one of the values. Did you mean “blood”?"),
        ({**ESR1, "date": "March 2025"}, "results[1].date: “March 2025” is not a date. Write it as 2026-11-23."),
        (
            {**ESR1, "date": "2025-02-30"},
            "results[1].date: “2025-02-30” is not a day of the calendar. Write it as 2026-11-23.",
        ),
        ({**ESR1, "dated": "2025"}, "results[1].dated: “dated” is not a key of this part. Did you mean “date”?"),
    ],
)
def test_a_fault_is_told_once_with_its_place(knowledge: KnowledgeBase, entry: object, said: str) -> None:
    assert faults(knowledge, results=[entry]) == [said]


def test_all_faults_are_told_at_once(knowledge: KnowledgeBase) -> None:
    told = faults(knowledge, results=[{**ESR1, "specimen": "hair", "date": "25"}, ESR1, {"value": 3}], regoin="us")
    assert [line.split(": ")[0] for line in told] == [
        "regoin",
        "results[1].specimen",
        "results[1].date",
        "results[3].finding",
    ]
    assert faults(knowledge, results={"esr1": 1})[0].startswith("results: this is an object, not a list")


def test_two_results_of_one_sample_must_agree(knowledge: KnowledgeBase) -> None:
    assert read(knowledge, results=[ESR1, ESR1]).profile.values == {"esr1": AFTER}
    (told,) = faults(knowledge, results=[ESR1, {**ESR1, "value": "mutated"}])
    assert told.startswith("results[2]: another result of the same sample says")
