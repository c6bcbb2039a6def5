"""What the row of a question says of samples, in the clinician's words."""

from dataclasses import replace

import pytest

from desktop.consultation.live import progress
from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.sample_lines import SampleLines, questions_with_samples, sample_lines
from guidance.samples import Result, Sample, Specimen
from guidance.treatment import Setting, Treatment
from guidance.wording import Wording

PRIMARY, METASTASIS, BLOOD = Specimen
ER, PR = "estrogen_receptor_percent", "progesterone_receptor_percent"
AFTER = "not_detected_after_latest_progression"
GREW = Treatment("aromatase_inhibitor", Setting.METASTATIC, "progressed", line=1, stopped="2026-01")


@pytest.fixture
def lines(presenter: ConsultationPresenter, wording: Wording):
    def told(finding: str) -> SampleLines:
        return sample_lines(presenter.state.workup, wording, finding)

    return told


def test_an_open_question_says_nothing(lines) -> None:
    assert not lines(ER).anything


def test_an_answer_asks_for_its_sample_and_then_tells_it(presenter, lines) -> None:
    presenter.answer(ER, 80)
    assert (lines(ER).anything, lines(ER).line) == (True, "")
    presenter.record_sample(ER, Sample(METASTASIS, "2026-03"))
    assert lines(ER).line == "metastasis, Mar-2026"
    presenter.record_sample(ER, Sample(METASTASIS))
    assert lines(ER).line == "metastasis, date not recorded"
    presenter.record_sample(ER, Sample(None, "2026-03-14"))
    assert lines(ER).line == "specimen not recorded, 14-Mar-2026"


def test_a_stale_test_is_told_in_one_line_and_counted_in_the_panel(presenter, lines) -> None:
    presenter.answer("esr1", AFTER)
    presenter.record_sample("esr1", Sample(BLOOD, "2025-03"))
    assert lines("esr1").notes == ()
    presenter.add_treatment(GREW)
    assert lines("esr1").notes == (
        "Tested before the cancer last grew (tested March 2025, grew January 2026): counts as not known. "
        "Repeat the blood test.",
    )
    assert progress(presenter.state.workup).endswith(" answers known, 1 out of date")
    presenter.replace_treatment(0, replace(GREW, started="2025-06", stopped=""))
    assert lines("esr1").notes == (
        "Tested before the cancer last grew (tested March 2025): counts as not known. Repeat the blood test.",
    )


def test_dates_that_cannot_be_compared_are_told(presenter, lines) -> None:
    presenter.add_treatment(GREW)
    presenter.answer("esr1", AFTER)
    presenter.record_sample("esr1", Sample(BLOOD, "2026"))
    (note,) = lines("esr1").notes
    assert note.startswith("The dates do not say if this was tested before or after the cancer last grew.")
    presenter.answer("akt1", "mutated")
    presenter.record_sample("akt1", Sample(METASTASIS, "2026"))
    presenter.add_result(Result("akt1", "not_detected", Sample(PRIMARY, "2026-05")))
    assert lines("akt1").notes == ("The dates do not say if this or the result of May 2026 is newer. This one counts.",)


def test_a_changed_receptor_is_told_with_both_samples(presenter, lines) -> None:
    presenter.answer(ER, 0)
    presenter.record_sample(ER, Sample(METASTASIS, "2026-03"))
    presenter.add_result(Result(ER, 80, Sample(PRIMARY, "2019")))
    assert lines(ER).notes == (
        "Changed between samples: ER 80% (primary tumor, 2019), now ER 0% (metastasis, March 2026). "
        "The newest sample counts.",
    )
    assert [line for _, line in lines(ER).earlier] == ["ER 80%, primary tumor, 2019"]


def test_a_lost_her2_low_says_that_any_sample_can_count(presenter, lines) -> None:
    presenter.answer("her2_ihc", "zero_null")
    presenter.record_sample("her2_ihc", Sample(METASTASIS, "2026-03"))
    presenter.add_result(Result("her2_ihc", "one_plus", Sample(PRIMARY, "2019")))
    (note,) = lines("her2_ihc").notes
    assert "HER2 low (primary tumor, 2019), now HER2 0 (metastasis, March 2026)" in note
    assert "a result of any sample can count" in note


def test_a_gene_test_of_another_sample_is_told(presenter, lines) -> None:
    presenter.answer("her2_ihc", "two_plus")
    presenter.answer("her2_ish", "negative")
    presenter.record_sample("her2_ihc", Sample(METASTASIS, "2026-03"))
    presenter.record_sample("her2_ish", Sample(PRIMARY, "2019"))
    assert lines("her2_ish").notes == ("Not from the same sample as the HER2 staining: counts as not known.",)


def test_an_earlier_test_is_worded_as_it_stands_today(presenter, lines) -> None:
    presenter.answer("esr1", AFTER)
    presenter.record_sample("esr1", Sample(BLOOD, "2025-03"))
    presenter.add_treatment(GREW)
    presenter.add_result(Result("esr1", "mutated", Sample(BLOOD, "2026-02")))
    assert [line for _, line in lines("esr1").earlier] == ["ESR1 not detected before last growth, blood, Mar-2025"]


def test_the_answers_of_one_report_are_named_together(presenter, lines) -> None:
    presenter.answer(ER, 80)
    presenter.answer(PR, 40)
    presenter.answer("esr1", "mutated")
    assert lines(ER).others == (PR,)
    assert lines("esr1").others == ()
    presenter.record_sample(ER, Sample(METASTASIS, "2026"))
    assert lines(PR).same == Sample(METASTASIS, "2026")
    presenter.record_sample(PR, Sample(PRIMARY, "2019"))
    assert (lines(ER).others, lines(PR).same) == ((), Sample())


def test_genes_that_one_is_born_with_have_no_line(presenter) -> None:
    asked = questions_with_samples(presenter.tools.knowledge)
    assert {"germline_brca", "germline_palb2", "dpyd", "ugt1a1", "biopsy_of_metastasis"}.isdisjoint(asked)
    assert {ER, PR, "her2_ihc", "her2_ish", "hormone_receptor_report", "esr1", "pik3ca", "pd_l1_cps_22c3"} <= asked
