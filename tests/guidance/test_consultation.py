"""Each verb of the visit gives a new value and leaves the old one as it was."""

from guidance.consultation import Consultation, Mark, MarkKind, Patient
from guidance.treatment import Setting, Treatment

VISIT = Consultation("v", Patient("p"), "2026-11-23T10:00:00+00:00", "2026-11-23T10:00:00+00:00")
NOT_KNOWN = Mark(MarkKind.NOT_KNOWN_YET)


def test_an_answer_takes_the_mark_away() -> None:
    visit = VISIT.marked("her2_ihc", NOT_KNOWN).answered("her2_ihc", "one_plus")
    assert visit.answers["her2_ihc"] == "one_plus"
    assert "her2_ihc" not in visit.marks
    assert "her2_ihc" not in VISIT.answers


def test_not_known_yet_keeps_the_value_out_of_the_rules_and_brings_it_back() -> None:
    visit = VISIT.answered("her2_ihc", "one_plus").marked("her2_ihc", NOT_KNOWN)
    assert "her2_ihc" not in visit.answers
    assert visit.marks["her2_ihc"].kept == "one_plus"
    assert visit.unmarked("her2_ihc").answers["her2_ihc"] == "one_plus"


def test_marking_twice_still_knows_the_old_value() -> None:
    sent = Mark(MarkKind.SENT, "2026-11-20")
    visit = VISIT.answered("esr1", "mutated").marked("esr1", NOT_KNOWN).marked("esr1", sent)
    assert visit.marks["esr1"].kept == "mutated"
    assert visit.marks["esr1"].on == "2026-11-20"


def test_a_mark_without_a_value_leaves_the_question_open() -> None:
    assert VISIT.marked("esr1", NOT_KNOWN).unmarked("esr1").answers == {}
    assert VISIT.unmarked("esr1") == VISIT
    assert VISIT.answered("esr1", "mutated").cleared("esr1").answers == {}


def test_treatments_and_discussed_options_are_replaced_whole() -> None:
    entry = Treatment("taxane", Setting.METASTATIC)
    assert VISIT.treated((entry,)).treatments == (entry,)
    assert VISIT.discussing(("tamoxifen",)).discussed == ("tamoxifen",)
