"""`plainly assess` answers in one shape, with the same bytes each time, or refuses with everything that is wrong."""

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.commands.conftest import ELEANOR, EVERYTHING_UNKNOWN, Answer

Plainly = Callable[..., Answer]

STANDINGS = {"relevant", "caution", "depends", "later", "unsuitable", "not_expected"}
OPTION = [
    "id", "modality", "treatment_class", "standing", "shown_apart", "license", "reasons", "missing", "checks_before",
    "baseline_checks", "cautions", "companions",
]  # fmt: skip


def test_the_answer_has_the_shape_of_the_manual(plainly: Plainly) -> None:
    answer = plainly("assess", ELEANOR)
    assert (answer.status, answer.err) == (0, "")
    found = answer.json
    assert list(found) == [
        "edition", "pack_sha256", "region", "evidence_until", "alerts", "conflicts", "derived", "options", "next_tests",
        "smallest_set",
    ]  # fmt: skip
    assert len(found["pack_sha256"]) == 64
    assert found["region"] == "us"
    assert found["derived"]["subtype"] == "hormone_positive_her2_negative"
    assert found["derived"]["her2_status"] == "low"
    for option in found["options"]:
        assert [key for key in option if key != "evidence_until"] == OPTION
        assert option.get("evidence_until") == (found["evidence_until"] if option["shown_apart"] else None)
        assert option["standing"] in STANDINGS
        assert option["shown_apart"] is (option["license"] != "approved")
        for reason in option["reasons"]:
            assert list(reason) == ["clause", "part", "verdict", "findings", "sources"]
            assert reason["part"] in {"fits", "stops", "cautions", "timing"}
            assert reason["verdict"] in {"met", "not_met", "unknown"}
            assert isinstance(reason["findings"], dict)
            assert reason["sources"]
    for test in found["next_tests"]:
        assert list(test) == ["test", "findings", "options", "settles", "answers"]
        assert all(set(standings) <= STANDINGS for standings in test["options"].values())
        assert set(test["settles"]) == {o for o, standings in test["options"].items() if "depends" not in standings}
        assert {answer["finding"] for answer in test["answers"]} == set(test["findings"])
        for answer in test["answers"]:
            assert list(answer) == ["finding", "answer", "moves", "leaves_open"]
            assert set(answer["moves"].values()) <= STANDINGS - {"depends"}
            assert set(answer["moves"]).isdisjoint(answer["leaves_open"])
            assert {*answer["moves"], *answer["leaves_open"]} <= set(test["options"])
    smallest = found["smallest_set"]
    assert list(smallest) == ["tests", "if_needed", "questions", "request"]
    assert {test["test"] for test in found["next_tests"]} <= set(smallest["tests"])
    assert "\n" not in smallest["request"]


def test_what_is_unknown_is_null_and_every_option_is_still_there(plainly: Plainly) -> None:
    known, unknown = plainly("assess", ELEANOR).json, plainly("assess", EVERYTHING_UNKNOWN).json
    assert unknown["derived"]["subtype"] is None
    assert [o["id"] for o in unknown["options"]] == [o["id"] for o in known["options"]]
    assert all(option["standing"] != "relevant" or not option["missing"] for option in unknown["options"])


def test_a_red_flag_and_a_contradiction_are_named_with_their_findings(plainly: Plainly, case: Any) -> None:
    findings = {
        "disease_setting": "metastatic",
        "sex": "male",
        "pregnancy": "pregnant",
        "spinal_cord_compression": "confirmed",
    }
    found = plainly("assess", case(findings=findings)).json
    assert {"id": "male_and_pregnant", "findings": ["sex", "pregnancy"]} in found["conflicts"]
    assert {"id": "spinal_cord_compression", "because": ["spinal_cord_compression"]} in found["alerts"]


def test_the_same_case_gives_the_same_bytes(plainly: Plainly, process: Any) -> None:
    here = plainly("assess", ELEANOR).out
    other_terminal = {"PYTHONHASHSEED": "7", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    there = process("assess", ELEANOR, settings=other_terminal)
    assert there.returncode == 0
    assert there.stderr == b""
    assert there.stdout == here.encode("utf-8")
    assert here.endswith("}\n")


def test_the_order_of_the_file_does_not_change_the_answer(plainly: Plainly, case: Any) -> None:
    content = json.loads(ELEANOR.read_text(encoding="utf-8"))
    content["findings"] = dict(reversed(content["findings"].items()))
    assert plainly("assess", case(json.dumps(content))).out == plainly("assess", ELEANOR).out


def test_the_region_of_the_command_goes_before_that_of_the_case(plainly: Plainly) -> None:
    found = plainly("assess", ELEANOR, "--region", "eu").json
    assert found["region"] == "eu"
    licenses = {option["id"]: option["license"] for option in plainly("assess", ELEANOR).json["options"]}
    assert any(option["license"] != licenses[option["id"]] for option in found["options"])


def test_one_option_is_explained_with_every_clause(plainly: Plainly) -> None:
    answer = plainly("assess", ELEANOR, "--explain", "elacestrant")
    assert (answer.status, answer.err) == (0, "")
    found = answer.json
    assert list(found) == [*OPTION, "clauses", "would_change"]
    assert found["standing"] == "depends"
    assert found["missing"] == ["esr1"]
    assert {clause["part"] for clause in found["clauses"]} >= {"fits", "timing"}
    assert all(clause["condition"] for clause in found["clauses"])
    assert "not_expected" in found["would_change"]["esr1"]


def test_an_option_nobody_knows_is_refused_with_the_nearest(plainly: Plainly) -> None:
    answer = plainly("assess", ELEANOR, "--explain", "elacestran")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == "“elacestran” is no option of this edition. Did you mean “elacestrant”?\n"


def test_early_disease_is_said_to_be_out_of_scope(plainly: Plainly, case: Any) -> None:
    early = case(findings={"disease_setting": "early_stage"})
    assert plainly("assess", early).json["options"] == []
    answer = plainly("assess", early, "--explain", "fulvestrant")
    assert (answer.status, answer.out) == (1, "")
    assert "outside the scope" in answer.err


def _deep(levels: int) -> str:
    return '{"findings": ' + "[" * levels + "]" * levels + "}"


BAD: dict[str, tuple[str | bytes, list[str]]] = {
    "unknown key": ('{"findings": {}, "findngs": {}}', ["findngs: ", "Did you mean “findings”?"]),
    "no findings": ("{}", ["findings: "]),
    "unknown finding": ('{"findings": {"her2": "low"}}', ["findings.her2: “her2” is not a finding"]),
    "unknown value": ('{"findings": {"her2_ihc": "one_pls"}}', ["findings.her2_ihc: ", "Did you mean “one_plus”?"]),
    "derived finding": ('{"findings": {"subtype": "triple_negative"}}', ["findings.subtype: ", "Leave it out."]),
    "unknown treatment": (
        '{"findings": {}, "treatments": [{"treatment": "tamoxifn", "setting": "adjuvant"}]}',
        ["treatments[1].treatment: ", "Did you mean “tamoxifen”?"],
    ),
    "unknown option": (
        '{"findings": {}, "handout": {"options": ["fulvestrat"]}}',
        ["handout.options[1]: ", "Did you mean “fulvestrant”?"],
    ),
    "unknown region": ('{"region": "uk", "findings": {}}', ["region: ", "us"]),
    "out of range": (
        '{"findings": {"estrogen_receptor_percent": 101}}',
        ["findings.estrogen_receptor_percent: ", "100"],
    ),
    "below range": ('{"findings": {"age_years": -1}}', ["findings.age_years: ", "12"]),
    "too many digits": ('{"findings": {"age_years": ' + "9" * 5000 + "}}", ["findings.age_years: "]),
    "text for a number": (
        '{"findings": {"estrogen_receptor_percent": "95"}}',
        ["findings.estrogen_receptor_percent: "],
    ),
    "yes for a number": ('{"findings": {"age_years": true}}', ["findings.age_years: "]),
    "number for a choice": ('{"findings": {"sex": 1}}', ["findings.sex: "]),
    "text for several": ('{"findings": {"metastatic_sites": "bone"}}', ["findings.metastatic_sites: "]),
    "NaN": ('{"findings": {"age_years": NaN}}', ["findings.age_years: "]),
    "infinity": ('{"findings": {"age_years": 1e999}}', ["findings.age_years: "]),
    "NaN in a treatment": (
        '{"findings": {}, "treatments": [{"treatment": "taxane", "setting": "adjuvant", "months_since_end": NaN}]}',
        ["treatments[1].months_since_end: "],
    ),
    "key twice": ('{"findings": {"sex": "male", "sex": "female"}}', ["findings.sex: this key stands here twice"]),
    "deep nesting": (_deep(100_000), ["nested"]),
    "a list": ("[]", ["a list, not an object"]),
    "a number": ("7", ["a number, not an object"]),
    "nothing": ("", ["not JSON"]),
    "cut off": ('{"findings": {"sex": ', ["not JSON", "line 1"]),
    "not UTF-8": ('{"findings": {"sex": "männlich"}}'.encode("latin-1"), ["not UTF-8", "Save it as UTF-8"]),
    "half a letter": (b'{"findings": {}} \xf0\x9f', ["not UTF-8"]),
    "too long": ('{"findings": {}' + " " * 1_100_000 + "}", ["longer than"]),
    "huge": (b" " * 5_000_000, ["larger than a case can be"]),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_case_is_refused_with_its_place_and_what_to_do(plainly: Plainly, case: Any, kind: str) -> None:
    content, words = BAD[kind]
    answer = plainly("assess", case(content))
    assert (answer.status, answer.out) == (1, "")
    for word in words:
        assert word in answer.err
    assert "Traceback" not in answer.err
    assert len(answer.err) < 1000
    assert answer.err.endswith((".\n", "?\n"))


def test_all_faults_are_told_at_once(plainly: Plainly, case: Any) -> None:
    text = """{"regoin": "us", "region": "mars",
      "findings": {"her2_ihc": "one_pls", "sx": "female", "age_years": 7, "ecog_performance_status": "one"},
      "treatments": [{"treatment": "taxane"}, {"treatment": "tamoxifen", "setting": "adjuvant", "line": 1.5}],
      "patient": {"date_of_birth": "14/03/1968"},
      "handout": {"options": ["fulvestrant", "fulvestrant"]}}"""
    lines = plainly("assess", case(text)).err.splitlines()
    assert {line.split(":")[0] for line in lines} == {
        "regoin", "region", "findings.her2_ihc", "findings.sx", "findings.age_years",
        "findings.ecog_performance_status", "treatments[1].setting", "treatments[2].line", "patient.date_of_birth",
        "handout.options",
    }  # fmt: skip


def test_a_file_that_is_not_there_is_named(plainly: Plainly, tmp_path: Path) -> None:
    answer = plainly("assess", tmp_path / "nobody.json")
    assert (answer.status, answer.out) == (1, "")
    assert "nobody.json cannot be read (No such file or directory). Check the name" in answer.err


def test_a_folder_is_no_case(plainly: Plainly, tmp_path: Path) -> None:
    answer = plainly("assess", tmp_path)
    assert (answer.status, answer.out) == (1, "")
    assert "Is a directory" in answer.err


@pytest.mark.skipif(os.name != "posix", reason="devices have no names there")
def test_a_device_without_end_is_not_read_to_its_end(plainly: Plainly) -> None:
    answer = plainly("assess", "/dev/zero")
    assert (answer.status, answer.out) == (1, "")
    assert "larger than a case can be" in answer.err


@pytest.mark.skipif(os.name != "posix", reason="pipes have no names there")
def test_a_case_may_come_through_a_pipe(plainly: Plainly, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(ELEANOR.read_bytes()))
    writer.start()
    answer = plainly("assess", pipe)
    writer.join()
    assert answer.status == 0


def test_a_case_cannot_steer_the_terminal(plainly: Plainly, case: Any) -> None:
    answer = plainly("assess", case('{"findings": {"\\u001b[2Jsex": "\\u001b]0;owned\\u0007"}}'))
    assert answer.status == 1
    assert "\x1b" not in answer.err
    assert "\x07" not in answer.err


def test_nothing_is_written_beside_the_case(plainly: Plainly, case: Any) -> None:
    file = case(findings={"sx": 1})
    before = sorted(file.parent.rglob("*"))
    plainly("assess", file)
    plainly("assess", ELEANOR)
    assert sorted(file.parent.rglob("*")) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk at hand")
def test_an_answer_that_cannot_be_printed_is_a_failure(process: Any) -> None:
    with Path("/dev/full").open("wb") as full:
        found = process("assess", ELEANOR, stdout=full)
    assert found.returncode == 1
    assert found.stderr.decode() == (
        "The answer could not be printed (No space left on device). Send it to another place.\n"
    )
