"""A rule that can never speak is a fault, and so are its kin: all of them in one report, each with its place."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from guidance.expression import read
from guidance.knowledge import KnowledgeBase
from guidance.pack import imagined
from guidance.pack.__main__ import HOME
from guidance.pack.build import built
from guidance.pack.check import check_pack
from guidance.pack.imagined import Imagination
from guidance.pack.load import knowledge_from
from guidance.pack.problems import Problem, Problems
from guidance.pack.reader import read_pack

HER2_LOW = "options/targeted_therapy/trastuzumab_deruxtecan_her2_low.toml"
TAMOXIFEN = "options/hormonal_therapy/tamoxifen.toml"
OOPHORECTOMY = "options/surgery/oophorectomy.toml"
NEVER = "no patient can ever meet this condition"

Nobody = Callable[[str], bool]
Plants = Callable[[str, str, str], None]


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return knowledge_from(built(read_pack(HOME, Problems())))


@pytest.fixture(scope="module")
def nobody(knowledge: KnowledgeBase) -> Nobody:
    imagination = Imagination(knowledge.language)
    return lambda text: imagination.nobody_meets(read(text))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "metastatic_breast"
    shutil.copytree(HOME, folder)
    return folder


@pytest.fixture
def plant(pack: Path) -> Plants:
    def planted(file: str, before: str, after: str) -> None:
        text = (pack / file).read_text(encoding="utf-8")
        assert before in text
        (pack / file).write_text(text.replace(before, after, 1), encoding="utf-8")

    return planted


def checked(pack: Path) -> Problems:
    problems = Problems()
    check_pack(read_pack(pack, problems), problems, date(2026, 11, 24))
    return problems


@pytest.mark.parametrize(
    "impossible",
    [
        # Two values of one finding
        "sex == male and sex == female",
        "pregnancy in {possible, pregnant} and pregnancy == not_pregnant",
        "region == us and region == eu",
        "metastatic_sites includes bone and empty(metastatic_sites)",
        "only(metastatic_sites, bone) and metastatic_sites includes liver",
        "not given(sex) and sex == male",
        # Numbers
        "estrogen_receptor_percent > 10 and estrogen_receptor_percent <= 10",
        "estrogen_receptor_percent > 100",
        "age_years < 0 or age_years > 200",
        # By way of derived findings
        "her2_status == low and her2_ihc == three_plus",
        "her2_status == low and her2_negative == no",
        "subtype == triple_negative and estrogen_receptor_percent > 10",
        "her2_status == unresolved and her2_ihc == one_plus",
        "given(her2_status) and not given(her2_status)",
        # What is sure, and what is possible
        "surely(her2_status == low) and not possibly(her2_status == low)",
        "surely(sex == male) and not given(sex)",
        # The treatment history
        "had(taxane) and not had(taxane)",
        "had(taxane) and not had(chemotherapy)",
        "progressed_on(taxane, metastatic) and not treated(taxane)",
        "lines(chemotherapy) >= 2 and lines(chemotherapy) < 1",
        "lines(chemotherapy) < 0",
        "lines(chemotherapy) >= 1 and not had(systemic)",
        "lines(taxane) >= 3 and lines(chemotherapy) <= 1",
        "treated(taxane, metastatic) and lines(chemotherapy) == 0",
        "metastatic_chemotherapy_lines >= 2 and not treated(chemotherapy, metastatic)",
        "line_of_therapy >= 3 and not treated(systemic, metastatic)",
        "line_of_therapy >= 3 and metastatic_systemic_lines < 1",
        "line_of_therapy == 0",
        "not had(taxane) and treatment_history_complete == no and metastatic_presentation == recurrent",
        # One entry
        "treated(taxane, early, outcome == progressed and outcome == completed)",
        "treated(taxane, adjuvant, progressed_within == later and outcome == progressed and not outcome == progressed)",
        "treated(taxane, metastatic, months_since_end > 600)",
        "treated(taxane, metastatic, line == 1 and line == 2)",
        "treated(taxane, metastatic, earliest(endocrine))",
    ],
)
def test_what_nobody_can_meet_is_seen(nobody: Nobody, impossible: str) -> None:
    assert nobody(impossible)


@pytest.mark.parametrize(
    "possible",
    [
        "sex == male and pregnancy == pregnant",  # a contradiction of the answers, which has its own message
        "her2_status == low and not given(subtype)",
        "her2_status == unresolved",
        "her2_status == zero_unspecified",
        "not given(her2_ihc) and her2_status != ultralow",
        "not given(her2_ihc) and not possibly(her2_status == ultralow)",
        "possibly(her2_status == low) and not given(her2_ish)",
        "estrogen_receptor_percent > 99",
        "estrogen_receptor_percent > 1 and estrogen_receptor_percent < 2",
        "region == eu",
        "metastatic_sites includes bone and metastatic_sites includes liver and not metastatic_sites includes brain",
        "empty(metastatic_sites)",
        "had(chemotherapy) and not had(taxane)",
        "lines(chemotherapy) >= 2 and not had(taxane)",
        "not given(line_of_therapy)",
        "metastatic_chemotherapy_lines >= 1 and not given(metastatic_chemotherapy_lines)",
        "line_of_therapy == 1 and metastatic_systemic_lines == 1",
        "treated(endocrine, metastatic, not earliest(endocrine) and not latest(endocrine))",
        "treated(chemotherapy, adjuvant, alongside(trastuzumab) and not outcome == progressed)",
        "treated(taxane, metastatic, months_since_end >= 600)",
    ],
)
def test_what_somebody_can_meet_is_no_fault(nobody: Nobody, possible: str) -> None:
    assert not nobody(possible)


def test_a_search_that_takes_too_long_accuses_nobody(knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    impossible = read("subtype == triple_negative and estrogen_receptor_percent > 10")
    monkeypatch.setattr(imagined, "STEPS", 5)
    assert not Imagination(knowledge.language).nobody_meets(impossible)


def test_a_long_list_of_ticks_accuses_nobody(nobody: Nobody, knowledge: KnowledgeBase) -> None:
    sites = knowledge.findings["metastatic_sites"].choices
    assert len(sites) > 7
    odd = " and ".join(f"{'not ' * (i % 2)}metastatic_sites includes {site}" for i, site in enumerate(sites))
    assert not nobody(odd)


@pytest.mark.parametrize(
    ("file", "before", "after", "hint", "points_at"),
    [
        (
            HER2_LOW,
            'when = "her2_status == low"',
            'when = "sex == female and her2_status == low and her2_ihc == three_plus"',
            "These exclude each other: `her2_status == low`, `her2_ihc == three_plus`.",
            "her2_status == low",
        ),
        (
            TAMOXIFEN,
            'when = "venous_thromboembolism == current"',
            'when = "venous_thromboembolism == current and estrogen_receptor_percent > 100"',
            "estrogen_receptor_percent goes from 0 to 100 %.",
            "estrogen_receptor_percent > 100",
        ),
        (
            "conflicts.toml",
            'when = "her2_ihc == three_plus and her2_ish == negative"',
            'when = "her2_ihc == three_plus and her2_ihc == one_plus"',
            "These exclude each other",
            "her2_ihc == three_plus",
        ),
        (
            OOPHORECTOMY,
            'when = "not surely(pregnancy_excluded == yes)"',
            'when = "not given(sex) and sex == male"',
            "These exclude each other: `not given(sex)`, `sex == male`.",
            "not given(sex)",
        ),
        (
            "clause_sets.toml",
            'when = "ecog_performance_status >= 3"',
            'when = "ecog_performance_status >= 3 and ecog_performance_status < 2"',
            "These exclude each other",
            "ecog_performance_status >= 3",
        ),
    ],
)
def test_a_rule_that_can_never_speak_is_a_fault(
    pack: Path, plant: Plants, file: str, before: str, after: str, hint: str, points_at: str
) -> None:
    plant(file, before, after)
    found = [fault for fault in checked(pack).faults if fault.message == NEVER]
    assert [fault.file for fault in found] == [file]
    assert hint in found[0].hint
    line = (pack / file).read_text(encoding="utf-8").splitlines()[found[0].line - 1]
    assert after.strip() in line
    # At the first of the parts that exclude each other
    assert line[found[0].column - 1 :].startswith(points_at)


def test_a_derived_value_that_can_never_arise_is_a_fault_and_so_is_each_rule_that_waits_for_it(
    pack: Path, plant: Plants
) -> None:
    plant("derived.toml", 'low = "estrogen_receptor_percent >= 1 and estrogen_receptor_percent <= 10"',
          'low = "estrogen_receptor_percent >= 1 and estrogen_receptor_percent < 1"')  # fmt: skip
    plant(HER2_LOW, 'when = "her2_status == low"', 'when = "estrogen_receptor_class == low"')
    found = [fault for fault in checked(pack).faults if fault.message == NEVER]
    own, *waiting = [fault for fault in found if fault.file == "derived.toml"]
    assert "These exclude each other" in own.hint
    here = [fault for fault in found if fault.file == HER2_LOW]
    assert len(here) == 1
    for fault in (*waiting, *here):
        assert "look at its rule in derived.toml." in fault.hint


def test_a_finding_that_comes_from_itself_is_left_alone(pack: Path, plant: Plants) -> None:
    plant("derived.toml", 'no = "her2_status == positive"', 'no = "subtype == hormone_positive_her2_positive"')
    assert not [fault for fault in checked(pack).faults if fault.message == NEVER]


def test_every_kind_of_fault_is_in_one_report(pack: Path, plant: Plants) -> None:
    plant(HER2_LOW, 'when = "her2_status == low"', 'when = "her2_statis == low"')
    plant(TAMOXIFEN, 'when = "venous_thromboembolism == past"', 'when = "venous_thromboembolism == postmenopausal"')
    plant(OOPHORECTOMY, 'when = "sex == female"', 'when = "sex == 1"')
    plant("words/es/alerts.toml", 'title = "Crisis visceral"\n', "")
    shutil.copy(pack / HER2_LOW, pack / "options" / "surgery" / Path(HER2_LOW).name)
    plant("sources.toml", "[asco_2023_esr1]\n", '[unread]\ntitle = "x"\nyear = 2020\nkind = "guideline"\n'
          'reference = "x"\nread = "K"\n\n[asco_2023_esr1]\n')  # fmt: skip
    plant(OOPHORECTOMY, 'when = "pregnancy in {possible, pregnant}"',
          'when = "age_years < 50 and age_years > 60"')  # fmt: skip
    plant("governance.toml", 'due = "2027-05-31"', 'due = "2026-05-31"')

    planted = (
        (HER2_LOW, "“her2_statis” is no finding", "Did you mean “her2_status”?"),
        (TAMOXIFEN, "“postmenopausal” is no value of venous_thromboembolism", "a value of menopausal_status"),
        (OOPHORECTOMY, "sex is a choice and is compared with the number 1", "Compare it with one of its values"),
        ("words/es/alerts.toml", "visceral_crisis.title", "Visceral crisis"),
        ("options/targeted_therapy/", "is defined in", "another id"),
        ("sources.toml", "nobody cites unread", "Cite it"),
        (OOPHORECTOMY, NEVER, "These exclude each other: `age_years < 50`, `age_years > 60`"),
        ("governance.toml", "was due on 2026-05-31", "Have it read again"),
    )
    report = checked(pack).found
    for file, message, hint in planted:
        found = [problem for problem in report if problem.file.startswith(file) and message in problem.message]
        assert len(found) == 1, (message, [str(problem) for problem in report])
        assert found[0].line > 1 or "is defined in" in message
        assert found[0].column > 1 or file in ("words/es/alerts.toml", "sources.toml")
        assert hint in found[0].hint, (message, found[0].hint)
        assert _stands_there(pack, found[0])


def _stands_there(pack: Path, problem: Problem) -> bool:
    """The place is inside the file and something is written there."""
    line = (pack / problem.file).read_text(encoding="utf-8").splitlines()[problem.line - 1]
    return bool(line[problem.column - 1 :].strip())
