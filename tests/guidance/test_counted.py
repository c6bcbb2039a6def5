"""A result that the cancer has left behind counts as unknown and says so; what cannot be told changes nothing."""

import json
from dataclasses import replace

import pytest

from guidance.answer import answer_of
from guidance.assess import assess
from guidance.counted import Apart, Counted, OrderNotKnown, Stale, as_it_counts, what_counts
from guidance.finding import Value
from guidance.knowledge import KnowledgeBase
from guidance.profile import Profile
from guidance.sample_changes import changes_between
from guidance.samples import Result, Sample, Specimen, sorted_out
from guidance.treatment import Treatment
from tests.guidance.edition import FIRST_VISIT, metastatic

PRIMARY, METASTASIS, BLOOD = Specimen
AFTER = "not_detected_after_latest_progression"
BEFORE = "not_detected_before_latest_progression"
GREW = replace(metastatic("aromatase_inhibitor"), started="2024-02", stopped="2026-01")


def result(finding: str, value: Value, specimen: Specimen | None = None, date: str = "") -> Result:
    return Result(finding, value, Sample(specimen, date))


def counted(knowledge: KnowledgeBase, *results: Result, history: tuple[Treatment, ...] = (GREW,)) -> Counted:
    answers, samples = sorted_out(results)
    return what_counts(answers, samples, history, knowledge)


def test_without_samples_every_answer_counts_as_it_is(knowledge: KnowledgeBase) -> None:
    answers: dict[str, Value] = {**FIRST_VISIT, "esr1": AFTER}
    _, samples = sorted_out(())
    assert what_counts(answers, samples, (GREW,), knowledge) == Counted(answers)


def test_a_negative_esr1_test_from_before_the_growth_is_not_final(knowledge: KnowledgeBase) -> None:
    old = result("esr1", AFTER, BLOOD, "2025-03")
    found = counted(knowledge, old)
    assert found.values == {"esr1": BEFORE}
    assert found.stale == (Stale(old, "2026-01", ("aromatase_inhibitor",), BEFORE),)


def test_a_test_that_was_entered_as_old_is_told_as_old(knowledge: KnowledgeBase) -> None:
    found = counted(knowledge, result("esr1", BEFORE, BLOOD, "2025-03"))
    assert found.values == {"esr1": BEFORE}
    assert [stale.counts_as for stale in found.stale] == [BEFORE]


def test_a_mutation_that_was_found_stays_found(knowledge: KnowledgeBase) -> None:
    assert counted(knowledge, result("esr1", "mutated", BLOOD, "2025-03")) == Counted({"esr1": "mutated"})


def test_a_test_from_after_the_growth_counts(knowledge: KnowledgeBase) -> None:
    assert counted(knowledge, result("esr1", AFTER, BLOOD, "2026-02")) == Counted({"esr1": AFTER})


def test_a_test_counts_while_the_cancer_never_grew(knowledge: KnowledgeBase) -> None:
    assert counted(knowledge, result("esr1", AFTER, BLOOD, "2025-03"), history=()).values == {"esr1": AFTER}


@pytest.mark.parametrize("date", ["2026-01", "2026", ""])
def test_dates_that_cannot_be_compared_change_nothing_and_say_so(knowledge: KnowledgeBase, date: str) -> None:
    vague = result("esr1", AFTER, BLOOD, date)
    found = counted(knowledge, vague)
    assert found.values == {"esr1": AFTER}
    assert found.stale == ()
    assert found.order_not_known == (OrderNotKnown(vague),)


def test_only_the_newest_test_is_looked_at(knowledge: KnowledgeBase) -> None:
    found = counted(knowledge, result("esr1", AFTER, BLOOD, "2025-03"), result("esr1", "mutated", BLOOD, "2026-02"))
    assert found == Counted({"esr1": "mutated"})


@pytest.mark.parametrize("finding", ["estrogen_receptor_percent", "pd_l1_cps_22c3", "tumor_mutational_burden"])
def test_no_other_result_goes_stale(knowledge: KnowledgeBase, finding: str) -> None:
    assert counted(knowledge, result(finding, 5, PRIMARY, "2019")) == Counted({finding: 5})
    assert set(knowledge.stale_after_growth) == {"esr1"}


def test_a_finding_without_a_coarser_value_is_unknown_when_stale(knowledge: KnowledgeBase) -> None:
    strict = replace(knowledge, stale_after_growth={"pd_l1_cps_22c3": {}})
    old = result("pd_l1_cps_22c3", 12, PRIMARY, "2019")
    found = counted(strict, old)
    assert found.values == {}
    assert found.stale == (Stale(old, "2026-01", ("aromatase_inhibitor",), None),)
    assert as_it_counts(old, (GREW,), strict) is None


def test_two_results_of_dates_that_overlap_are_told_with_the_one_that_counts(knowledge: KnowledgeBase) -> None:
    vague, exact = result("akt1", "mutated", PRIMARY, "2026"), result("akt1", "not_detected", METASTASIS, "2026-03")
    found = counted(knowledge, vague, exact)
    assert found.values == {"akt1": "not_detected"}
    assert found.order_not_known == (OrderNotKnown(exact, vague),)


def test_a_gene_test_of_the_primary_tumor_does_not_complete_the_staining_of_a_metastasis(
    knowledge: KnowledgeBase,
) -> None:
    staining = result("her2_ihc", "two_plus", METASTASIS, "2026-03")
    gene = result("her2_ish", "negative", PRIMARY, "2019")
    found = counted(knowledge, staining, gene)
    assert found.values == {"her2_ihc": "two_plus"}
    assert found.apart == (Apart(gene, "her2_ihc"),)


def test_a_staining_of_the_primary_tumor_does_not_stand_beside_the_gene_test_of_a_metastasis(
    knowledge: KnowledgeBase,
) -> None:
    staining = result("her2_ihc", "two_plus", PRIMARY, "2019")
    found = counted(knowledge, staining, result("her2_ish", "negative", METASTASIS, "2026-03"))
    assert found.values == {"her2_ish": "negative"}
    assert found.apart == (Apart(staining, "her2_ish"),)


@pytest.mark.parametrize(
    ("specimen", "date"), [(METASTASIS, "2026-03"), (METASTASIS, "2026"), (None, ""), (None, "2026")]
)
def test_a_gene_test_that_may_be_of_the_same_sample_completes_the_staining(
    knowledge: KnowledgeBase, specimen: Specimen | None, date: str
) -> None:
    found = counted(
        knowledge,
        result("her2_ihc", "two_plus", METASTASIS, "2026-03"),
        result("her2_ish", "negative", specimen, date),
    )
    assert found.values == {"her2_ihc": "two_plus", "her2_ish": "negative"}
    assert found.apart == ()


def test_the_answer_says_what_does_not_count_and_why(knowledge: KnowledgeBase) -> None:
    results = [
        result("esr1", AFTER, BLOOD, "2025-03"),
        result("akt1", "mutated", PRIMARY, "2026"),
        result("akt1", "not_detected", METASTASIS, "2026-03"),
        result("her2_ihc", "two_plus", METASTASIS, "2026-03"),
        result("her2_ish", "negative", PRIMARY, "2019"),
        result("estrogen_receptor_percent", 80, PRIMARY, "2019"),
        result("estrogen_receptor_percent", 0, METASTASIS, "2026-03"),
    ]
    answers, samples = sorted_out(results)
    found = what_counts(answers, samples, (GREW,), knowledge)
    profile = Profile(found.values, (GREW,))
    answer = answer_of(assess(profile, knowledge), found, changes_between(found, samples, knowledge))
    assert answer["stale"] == [
        {
            "finding": "esr1",
            "value": AFTER,
            "specimen": "blood",
            "date": "2025-03",
            "progression": "2026-01",
            "because": ["aromatase_inhibitor"],
            "counts_as": BEFORE,
        }
    ]
    assert answer["order_not_known"] == [
        {
            "finding": "akt1",
            "value": "not_detected",
            "specimen": "metastasis",
            "date": "2026-03",
            "against": {"finding": "akt1", "value": "mutated", "specimen": "primary", "date": "2026"},
        }
    ]
    assert answer["other_sample"] == [
        {"finding": "her2_ish", "value": "negative", "specimen": "primary", "date": "2019", "read_with": "her2_ihc"}
    ]
    (change,) = answer["changed_samples"]
    assert (change["finding"], change["was"]["means"], change["now"]["means"]) == (
        "estrogen_receptor_percent",
        "positive",
        "negative",
    )
    assert json.loads(json.dumps(answer)) == answer


def test_an_answer_without_samples_has_no_key_for_them(knowledge: KnowledgeBase) -> None:
    answer = answer_of(assess(Profile(FIRST_VISIT), knowledge))
    assert {"stale", "order_not_known", "other_sample", "changed_samples"}.isdisjoint(answer)
