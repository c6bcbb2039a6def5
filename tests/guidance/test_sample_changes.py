"""A receptor that a newer sample shows otherwise is told; a difference that changes no class is not."""

import pytest

from guidance.counted import what_counts
from guidance.finding import Value
from guidance.knowledge import KnowledgeBase
from guidance.sample_changes import Changed, changes_between
from guidance.samples import Result, Sample, Samples, Specimen, sorted_out

PRIMARY, METASTASIS, _ = Specimen
ER, PR, IHC, ISH = "estrogen_receptor_percent", "progesterone_receptor_percent", "her2_ihc", "her2_ish"
OLD, NEW = Sample(PRIMARY, "2019"), Sample(METASTASIS, "2026-03")


def changes(knowledge: KnowledgeBase, *results: Result) -> tuple[Changed, ...]:
    answers, samples = sorted_out(results)
    return changes_between(what_counts(answers, samples, (), knowledge), samples, knowledge)


def told(knowledge: KnowledgeBase, *results: Result) -> list[tuple[str, str, str]]:
    return [(c.now.finding, c.was.means, c.now.means) for c in changes(knowledge, *results)]


@pytest.mark.parametrize(
    ("finding", "was", "now", "classes"),
    [
        (ER, 80, 0, ("positive", "negative")),
        (ER, 80, 5, ("positive", "low")),
        (ER, 0, 10, ("negative", "low")),
        (PR, 40, 0, ("positive", "negative")),
        (PR, 0, 1, ("negative", "positive")),
        (IHC, "one_plus", "zero_null", ("low", "zero")),
        (IHC, "zero_null", "three_plus", ("zero", "positive")),
        (IHC, "one_plus", "zero_unspecified", ("low", "zero_unspecified")),
    ],
)
def test_a_changed_class_is_told(
    knowledge: KnowledgeBase, finding: str, was: Value, now: Value, classes: tuple[str, str]
) -> None:
    (change,) = changes(knowledge, Result(finding, was, OLD), Result(finding, now, NEW))
    assert (change.was.value, change.was.sample) == (was, OLD)
    assert (change.now.value, change.now.sample) == (now, NEW)
    assert (change.was.means, change.now.means) == classes


@pytest.mark.parametrize(
    ("finding", "was", "now"),
    [
        (ER, 80, 95),
        (ER, 2, 9),
        (PR, 5, 90),
        (IHC, "zero_ultralow", "zero_unspecified"),
        (IHC, "zero_unspecified", "zero_null"),
        # Not told apart without the gene test
        (IHC, "one_plus", "two_plus"),
        # Genes are listed with their samples; only receptors have classes to change
        ("esr1", "mutated", "not_detected_after_latest_progression"),
    ],
)
def test_another_value_of_the_same_class_is_none(
    knowledge: KnowledgeBase, finding: str, was: Value, now: Value
) -> None:
    assert changes(knowledge, Result(finding, was, OLD), Result(finding, now, NEW)) == ()


def test_each_sample_is_read_with_its_own_gene_test(knowledge: KnowledgeBase) -> None:
    primary = (Result(IHC, "two_plus", OLD), Result(ISH, "positive", Sample(PRIMARY, "2019-05")))
    metastasis = (Result(IHC, "two_plus", NEW), Result(ISH, "negative", NEW))
    assert told(knowledge, *primary, *metastasis) == [(IHC, "positive", "low")]
    # Without a gene test of its own the metastasis says nothing yet that could differ
    assert told(knowledge, *primary, metastasis[0]) == []
    # A staining that needs none does
    assert told(knowledge, *primary, Result(IHC, "one_plus", NEW)) == [(IHC, "positive", "low")]


def test_every_earlier_sample_that_differs_is_told_and_the_same_one_once(knowledge: KnowledgeBase) -> None:
    first, second = Result(ER, 80, Sample(PRIMARY, "2019")), Result(ER, 5, Sample(METASTASIS, "2023"))
    again = Result(ER, 80, Sample(PRIMARY, "2019-05"))
    now = Result(ER, 0, NEW)
    assert told(knowledge, first, again, second, now) == [(ER, "positive", "negative"), (ER, "low", "negative")]


def test_an_answer_without_a_sample_is_compared_as_well(knowledge: KnowledgeBase) -> None:
    samples = Samples(earlier=(Result(ER, 80, OLD),))
    (change,) = changes_between(what_counts({ER: 0}, samples, (), knowledge), samples, knowledge)
    assert change.now.sample == Sample()


def test_nothing_is_told_while_the_newest_is_not_known(knowledge: KnowledgeBase) -> None:
    samples = Samples(earlier=(Result(ER, 80, OLD),))
    assert changes_between(what_counts({}, samples, (), knowledge), samples, knowledge) == ()
