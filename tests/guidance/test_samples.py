"""The newest result counts, the others stay on record, and samples are kept apart."""

from itertools import permutations

import pytest

from guidance.consultation import Consultation, Mark, MarkKind, Patient
from guidance.knowledge import KnowledgeBase
from guidance.samples import Result, Sample, Samples, Specimen, has_samples, newest, rivals, sorted_out

ER = "estrogen_receptor_percent"
PRIMARY, METASTASIS, BLOOD = Specimen


def er(value: int, specimen: Specimen | None = None, date: str = "") -> Result:
    return Result(ER, value, Sample(specimen, date))


def visit() -> Consultation:
    return Consultation("v", Patient("p"), "", "")


@pytest.mark.parametrize(
    ("results", "counts"),
    [
        ([er(80, PRIMARY, "2019"), er(0, METASTASIS, "2026-03")], 0),
        ([er(80, METASTASIS, "2019"), er(0, PRIMARY, "2026")], 0),
        # Nothing dated is older than what is dated
        ([er(80, METASTASIS), er(0, PRIMARY, "2019")], 0),
        # Without any date the metastasis tells more, and blood least
        ([er(80, PRIMARY), er(0, METASTASIS), er(5, BLOOD)], 0),
        # Of one date the metastasis
        ([er(0, METASTASIS, "2026-03"), er(80, PRIMARY, "2026-03")], 0),
        # "2026" may be before or after March: the metastasis, then the exact date
        ([er(80, PRIMARY, "2026-03-14"), er(0, METASTASIS, "2026")], 0),
        ([er(80, METASTASIS, "2026"), er(0, METASTASIS, "2026-03")], 0),
        # A vague metastasis counts before a primary of its year, though another metastasis is surely older
        ([er(1, METASTASIS, "2026-03"), er(0, METASTASIS, "2026"), er(80, PRIMARY, "2026-05")], 0),
    ],
)
def test_the_newest_result_counts_in_whatever_order_it_was_listed(results: list[Result], counts: int) -> None:
    for order in permutations(results):
        assert newest(order).value == counts


def test_of_two_results_of_one_sample_the_later_listed_counts() -> None:
    assert newest([er(80, METASTASIS, "2026"), er(0, METASTASIS, "2026")]).value == 0


def test_a_result_of_an_overlapping_date_is_a_rival_unless_it_says_the_same() -> None:
    counted = er(0, METASTASIS, "2026-03")
    vague, same, older = er(80, PRIMARY, "2026"), er(0, PRIMARY, "2026"), er(80, PRIMARY, "2019")
    assert rivals(counted, [vague, same, older, er(5, PRIMARY)]) == (vague,)
    # Of one date the metastasis counts, and nothing is left to tell
    assert rivals(counted, [er(80, PRIMARY, "2026-03")]) == ()
    assert rivals(counted, [er(80, METASTASIS, "2026-03")]) != ()
    assert rivals(er(0), [vague]) == ()


@pytest.mark.parametrize(
    ("one", "other", "another"),
    [
        (Sample(PRIMARY, "2019"), Sample(METASTASIS, "2019"), True),
        (Sample(PRIMARY, "2019"), Sample(PRIMARY, "2026"), True),
        (Sample(PRIMARY, "2019"), Sample(PRIMARY, "2019-05"), False),
        (Sample(PRIMARY, "2019"), Sample(), False),
        (Sample(None, "2019"), Sample(METASTASIS, "2019-05-01"), False),
    ],
)
def test_two_samples_are_others_only_when_that_is_sure(one: Sample, other: Sample, another: bool) -> None:
    assert one.is_another_than(other) is another
    assert other.is_another_than(one) is another


def test_results_are_sorted_into_answers_and_earlier_ones() -> None:
    old, new = er(80, PRIMARY, "2019"), er(0, METASTASIS, "2026-03")
    answers, samples = sorted_out([old, new, Result("esr1", "mutated")])
    assert answers == {ER: 0, "esr1": "mutated"}
    assert samples == Samples({ER: new.sample}, (old,))


def test_receptors_and_genes_have_samples_and_nothing_else(knowledge: KnowledgeBase) -> None:
    found = [finding.id for finding in knowledge.findings.values() if has_samples(finding)]
    assert found == [
        "estrogen_receptor_percent", "progesterone_receptor_percent", "hormone_receptor_report", "her2_ihc",
        "her2_ish", "germline_brca", "germline_palb2", "somatic_brca", "pik3ca", "akt1", "pten", "esr1",
        "pd_l1_cps_22c3", "pd_l1_sp142", "microsatellite_status", "tumor_mutational_burden", "gene_fusion",
        "braf_v600e", "erbb2_mutation", "dpyd", "ugt1a1",
    ]  # fmt: skip


# A visit with samples


def test_a_corrected_answer_keeps_its_sample() -> None:
    sampled = visit().answered(ER, 8).sampled(ER, Sample(METASTASIS, "2026-03"))
    typed_on = sampled.answered(ER, 80)
    assert typed_on.samples.of == {ER: Sample(METASTASIS, "2026-03")}
    assert typed_on.samples.earlier == ()
    # A number is emptied to be typed again
    assert typed_on.cleared(ER).answered(ER, 70).samples == typed_on.samples


def test_a_new_answer_leaves_the_former_one_on_record() -> None:
    before = visit().answered("esr1", "mutated").sampled("esr1", Sample(BLOOD, "2025-03"))
    after = before.answered("esr1", "not_detected_after_latest_progression", anew=True)
    assert after.samples == Samples(earlier=(Result("esr1", "mutated", Sample(BLOOD, "2025-03")),))


def test_what_comes_back_of_a_test_that_was_sent_is_a_new_result() -> None:
    before = visit().answered("esr1", "mutated").sampled("esr1", Sample(BLOOD, "2025-03"))
    sent = before.marked("esr1", Mark(MarkKind.SENT, "2026-03-01"))
    assert sent.unmarked("esr1") == before
    back = sent.answered("esr1", "not_detected_after_latest_progression")
    assert back.answers == {"esr1": "not_detected_after_latest_progression"}
    assert back.samples.before("esr1") == (Result("esr1", "mutated", Sample(BLOOD, "2025-03")),)
    same_again = sent.with_result(Result("esr1", "mutated", Sample(BLOOD, "2026-03-01")))
    assert same_again.samples.of == {"esr1": Sample(BLOOD, "2026-03-01")}
    assert same_again.samples.before("esr1") == (Result("esr1", "mutated", Sample(BLOOD, "2025-03")),)
    assert same_again.marks == {}


def test_an_older_result_is_put_on_record_and_a_newer_one_becomes_the_answer() -> None:
    now = visit().answered(ER, 0).sampled(ER, Sample(METASTASIS, "2024"))
    older = now.with_result(er(80, PRIMARY, "2019"))
    assert older.answers == {ER: 0}
    newer = older.with_result(er(5, METASTASIS, "2026"))
    assert newer.answers == {ER: 5}
    assert newer.samples.of == {ER: Sample(METASTASIS, "2026")}
    assert set(newer.samples.earlier) == {er(80, PRIMARY, "2019"), er(0, METASTASIS, "2024")}
    assert newer.without_result(er(80, PRIMARY, "2019")).samples.earlier == (er(0, METASTASIS, "2024"),)


def test_the_first_result_of_an_open_question_is_its_answer() -> None:
    answered = visit().with_result(er(80, PRIMARY, "2019"))
    assert answered.answers == {ER: 80}
    assert answered.samples == Samples({ER: Sample(PRIMARY, "2019")})


def test_a_result_added_twice_is_on_record_once() -> None:
    now = visit().answered(ER, 0).sampled(ER, Sample(METASTASIS, "2024"))
    twice = now.with_result(er(80, PRIMARY, "2019")).with_result(er(80, PRIMARY, "2019"))
    assert len(twice.samples.earlier) == 1
    assert now.with_result(er(0, METASTASIS, "2024")) == now


def test_an_answer_without_a_date_stays_the_answer_until_its_date_is_known() -> None:
    now = visit().answered(ER, 0).with_result(er(80, PRIMARY, "2024"))
    assert now.answers == {ER: 0}
    assert now.sampled(ER, Sample(METASTASIS)).answers == {ER: 0}
    assert now.sampled(ER, Sample(METASTASIS, "2026")).answers == {ER: 0}
    # Now the other one is the newer
    swapped = now.sampled(ER, Sample(METASTASIS, "2019"))
    assert swapped.answers == {ER: 80}
    assert swapped.samples == Samples({ER: Sample(PRIMARY, "2024")}, (er(0, METASTASIS, "2019"),))
