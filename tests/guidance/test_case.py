"""A case file from outside is read whole, or refused with everything that is wrong with it."""

import json
from pathlib import Path
from typing import Any

import pytest

import resources
from guidance.case import Case, CaseRefused, consultation_of, read_case
from guidance.consultation import MarkKind
from guidance.knowledge import KnowledgeBase
from guidance.pack.load import load_pack
from guidance.treatment import Setting, Treatment

RESOURCES = Path(resources.__file__).parent
DEMONSTRATION = sorted((RESOURCES / "demonstration").glob("*.json"))

ELEANOR = """{
  "region": "us",
  "findings": {"disease_setting": "metastatic", "sex": "female", "menopausal_status": "postmenopausal",
               "estrogen_receptor_percent": 95, "her2_ihc": "one_plus", "metastatic_sites": ["bone", "liver"]},
  "treatments": [{"treatment": "aromatase_inhibitor", "setting": "metastatic", "line": 1, "outcome": "progressed",
                  "months_on_treatment": 18}],
  "patient": {"family_name": "Winterbourne", "given_name": "Eleanor", "date_of_birth": "1968-03-14",
              "identifier": "DEMO-1042"},
  "handout": {"options": ["fulvestrant"], "next_steps": ["ESR1 blood test today"], "note": "",
              "matters": ["fewer_side_effects"]}
}"""


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    return load_pack(RESOURCES / "knowledge" / "metastatic_breast.json")


def read(knowledge: KnowledgeBase, **parts: Any) -> Case:
    return read_case(json.dumps({"findings": {}, **parts}), knowledge)


def faults(knowledge: KnowledgeBase, text: str) -> list[str]:
    with pytest.raises(CaseRefused) as refused:
        read_case(text, knowledge)
    return [str(fault) for fault in refused.value.faults]


def test_the_case_of_the_manual_is_read(knowledge: KnowledgeBase) -> None:
    case = read_case(ELEANOR, knowledge)
    assert case.profile.values["metastatic_sites"] == ("bone", "liver")
    assert case.profile.treatments == (
        Treatment("aromatase_inhibitor", Setting.METASTATIC, "progressed", months_on_treatment=18, line=1),
    )
    assert case.patient is not None
    assert (case.patient.given_name, case.patient.sex_recorded) == ("Eleanor", "female")
    assert case.options == ("fulvestrant",)
    assert case.choices.next_steps == ("ESR1 blood test today",)
    assert case.own_words == "fewer side effects"


def test_only_findings_are_required(knowledge: KnowledgeBase) -> None:
    assert read_case('{"findings": {}}', knowledge) == Case(read(knowledge).profile)
    assert faults(knowledge, "{}") == ["findings: the case has no findings. They may be empty: {}."]


def test_null_is_unknown_and_never_no(knowledge: KnowledgeBase) -> None:
    case = read(knowledge, findings={"visceral_crisis": None, "sex": "male"}, treatments=None, patient=None)
    assert dict(case.profile.values) == {"sex": "male"}
    assert case.profile.treatments == ()


def test_all_faults_are_told_at_once_with_their_places(knowledge: KnowledgeBase) -> None:
    text = """{"regoin": "us", "region": "mars",
      "findings": {"her2_ihc": "one_pluss", "estrogen_receptor_percent": 140, "age_years": "58",
                   "estrogen_recepter_percent": 5, "her2_status": "low", "metastatic_sites": "bone"},
      "treatments": [{"treatment": "taxan", "setting": "adjuvant", "line": 1.5}, {"setting": "metastatic"},
                     "letrozole"],
      "patient": {"date_of_birth": "14.3.1968", "nickname": "E"},
      "handout": {"options": ["fulvestrnt"], "left_out": ["call_us"], "matters": ["keep_hiar"], "show_name": "yes"}}"""
    told = faults(knowledge, text)
    assert [line.split(": ")[0] for line in told] == [
        "regoin",
        "findings.her2_ihc",
        "findings.estrogen_receptor_percent",
        "findings.age_years",
        "findings.estrogen_recepter_percent",
        "findings.her2_status",
        "findings.metastatic_sites",
        "region",
        "treatments[1].treatment",
        "treatments[1].line",
        "treatments[2].treatment",
        "treatments[3]",
        "treatments[3].treatment",
        "treatments[3].setting",
        "handout.matters[1]",
        "patient.nickname",
        "patient.date_of_birth",
        "handout.options[1]",
        "handout.left_out[1]",
        "handout.show_name",
    ]
    assert told[1].endswith("Did you mean “one_plus”?")
    assert told[4].endswith("Did you mean “estrogen_receptor_percent”?")
    assert "follows from other findings" in told[5]
    assert told[14].endswith("Did you mean “keep_hair”?")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000])
def test_a_number_that_is_none_is_refused(knowledge: KnowledgeBase, number: str) -> None:
    told = faults(knowledge, f'{{"findings": {{"age_years": {number}}}}}')
    assert len(told) == 1
    assert told[0].startswith("findings.age_years: ")


def test_a_key_that_stands_twice_is_refused(knowledge: KnowledgeBase) -> None:
    told = faults(knowledge, '{"findings": {"sex": "male", "sex": "female"}}')
    assert told == ["findings.sex: this key stands here twice. Keep the right one."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "this is not JSON"),
        ('{"findings": {}', "this is not JSON"),
        ("[]", "the file holds a list, not an object"),
        ("null", "the file holds nothing"),
        ("[" * 100_000, "nested more than"),
        ('{"findings": {}, "handout": {"note": "' + "x" * 1_000_001 + '"}}', "longer than 1,000,000"),
    ],
)
def test_what_is_no_case_at_all_is_refused_in_words(knowledge: KnowledgeBase, text: str, said: str) -> None:
    assert said in faults(knowledge, text)[0]


@pytest.mark.parametrize("letter", ["\\u0000", "\\ud800", "\\u001b"])
def test_a_letter_that_cannot_be_printed_is_refused(knowledge: KnowledgeBase, letter: str) -> None:
    told = faults(knowledge, f'{{"findings": {{}}, "handout": {{"note": "a{letter}b"}}}}')
    assert told == ["handout.note: the text holds a character that cannot be printed. Type it again."]


def test_a_date_of_birth_may_be_known_in_part(knowledge: KnowledgeBase) -> None:
    case = read(knowledge, patient={"date_of_birth": "1968-03"})
    assert case.patient is not None
    assert case.patient.date_of_birth == "1968-03"
    assert faults(knowledge, '{"findings": {}, "patient": {"date_of_birth": "1968-02-30"}}')


def test_a_test_that_is_under_way_marks_its_question(knowledge: KnowledgeBase) -> None:
    case = read(knowledge, tests_under_way={"esr1": "2026-11-24"})
    visit = consultation_of(case, at="2026-11-24T10:00:00+00:00")
    assert visit.marks["esr1"].kind is MarkKind.SENT
    assert visit.marks["esr1"].on == "2026-11-24"


def test_a_result_cannot_be_known_and_under_way(knowledge: KnowledgeBase) -> None:
    text = '{"findings": {"esr1": "mutated"}, "tests_under_way": {"esr1": "2026-11-24"}}'
    assert faults(knowledge, text)[0].startswith("tests_under_way.esr1: the result is among the findings already")


def test_what_matters_joins_the_answers_of_the_visit(knowledge: KnowledgeBase) -> None:
    case = read(knowledge, findings={"priorities": ["keep_hair"]}, handout={"matters": ["keep_working", "keep_hair"]})
    visit = consultation_of(case, at="2026-11-24T10:00:00+00:00")
    assert visit.answers["priorities"] == ("keep_hair", "keep_working")


def test_the_visit_of_a_case_holds_all_that_was_entered(knowledge: KnowledgeBase) -> None:
    visit = consultation_of(read_case(ELEANOR, knowledge), at="2026-11-24T10:00:00+00:00", visit="v1")
    assert (visit.id, visit.patient.id, visit.patient.identifier) == ("v1", "v1-patient", "DEMO-1042")
    assert visit.discussed == ("fulvestrant",)
    assert visit.region == "us"


@pytest.mark.parametrize("file", DEMONSTRATION, ids=lambda file: file.stem)
def test_a_demonstration_patient_is_read_and_marked_as_invented(file: Path, knowledge: KnowledgeBase) -> None:
    case = read_case(file.read_text(encoding="utf-8"), knowledge)
    assert case.patient is not None
    assert case.patient.demonstration
    assert case.patient.identifier.startswith("DEMO-")


def test_there_are_six_demonstration_patients() -> None:
    assert len(DEMONSTRATION) == 6
