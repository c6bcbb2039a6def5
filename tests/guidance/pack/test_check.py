"""A pack with faults says all of them at once, each with its file, line and a hint; a good pack says none."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from guidance.pack.__main__ import HOME, checked_pack, main, report
from guidance.pack.build import body_bytes, built, write_pack
from guidance.pack.compile import compiled, tables_of
from guidance.pack.load import PackRefused, load_pack
from guidance.pack.problems import Problem

Pack = Callable[..., list[Problem]]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "metastatic_breast"
    shutil.copytree(HOME, folder)
    return folder


def changed(pack: Path, file: str, before: str, after: str) -> list[Problem]:
    """The faults after one change in one file."""
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert before in text, f"{before} is not in {file}"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return checked_pack(pack)[1].faults


def test_the_shipped_pack_has_no_fault() -> None:
    assert checked_pack(HOME)[1].faults == []


CONDITION = 'when = "her2_status == low"'
LOW = "options/targeted_therapy/trastuzumab_deruxtecan_her2_low.toml"


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ('when = "her2_statis == low"', "her2_statis” is no finding"),
        ('when = "her2_status == lo"', "“lo” is no value of her2_status"),
        ('when = "her2_status < low"', "has no order"),
        ('when = "her2_status == 1"', "compared with the number 1"),
        ('when = "estrogen_receptor_percent == low"', "compared with the word “low”"),
        ('when = "metastatic_sites == bone"', "can have several values"),
        ('when = "sex includes female"', "has one value only"),
        ('when = "metastatic_sites includes bones"', "“bones” is no value of metastatic_sites"),
        ('when = "empty(sex)"', "has one value only"),
        ('when = "only(metastatic_site, bone)"', "metastatic_site” is no finding"),
        ('when = "given(her2)"', "“her2” is no finding"),
        ('when = "had(taxanes)"', "“taxanes” is no class or group"),
        ('when = "progressed_on(taxanes)"', "“taxanes” is no class or group"),
        ('when = "lines(chemo) >= 1"', "“chemo” is no class or group"),
        ('when = "treated(taxane, early, outcom == progressed)"', "“outcom” is no field"),
        ('when = "treated(taxane, early, outcome == grown)"', "“grown” is no value of outcome"),
        ('when = "treated(taxane, early, outcome > progressed)"', "outcome has no order"),
        ('when = "treated(taxane, early, progressed_within in {soon})"', "“soon” is no value"),
        ('when = "treated(taxane, metastatic, line == first)"', "line is a number"),
        ('when = "treated(taxane, metastatic, latest(chemos))"', "“chemos” is no class or group"),
        ('when = "region == usa"', "“usa” is no value of region"),
        ('when = "her2_status in {low, hi}"', "“hi” is no value of her2_status"),
        ('when = "her2_status"', "stands alone"),
        ('when = "her2_status == low and"', "this is not a condition"),
        ('wen = "her2_status == low"', "“wen” is not a word of a clause"),
    ],
)
def test_a_fault_in_a_condition_is_named_with_its_place(pack: Path, after: str, said: str) -> None:
    faults = changed(pack, LOW, CONDITION, after)
    found = [fault for fault in faults if said in fault.message]
    assert found, [str(fault) for fault in faults]
    assert found[0].file == LOW
    assert found[0].line > 1


def test_a_suggestion_comes_with_a_slip_of_the_pen(pack: Path) -> None:
    faults = changed(pack, LOW, CONDITION, 'when = "her2_statis == low"')
    assert any("Did you mean “her2_status”?" in fault.hint for fault in faults)


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        (LOW, 'id = "her2_low"', 'id = "her2_low"\nnote = "x"', "“note” is not a word of a clause"),
        (LOW, 'modality = "targeted_therapy"', 'modality = "targeted"', "is no modality"),
        (LOW, 'us = "approved"', 'us = "aproved"', "license in us"),
        (LOW, 'facts_ref = "D1"', "", "lacks facts_ref"),
        (LOW, 'facts_ref = "D1"', 'facts_ref = "D1"\ncolor = "red"', "“color” is not a word this table knows"),
        (LOW, '"destiny_breast06"', '"destiny_breast6"', "“destiny_breast6” is no source"),
        (LOW, '"deruxtecan"', '"deruxtekan"', "“deruxtekan” is no clause set"),
        ("clause_sets.toml", '"ild_plan"', '"ild_plans"', "“ild_plans” is no companion"),
        ("treatment_classes.toml", 'modality = "hormonal_therapy"', 'modality = "hormones"', "no known modality"),
        ("findings.toml", "step = 1\n", "", "lacks step"),
        ("intake.toml", '"her2_ish"', '"her2_ihc"', "is asked 2 times"),
        ("pack.toml", '  "tamoxifen",\n', "", "tamoxifen is not in the list of options"),
        ("pack.toml", '  "tamoxifen",\n', '  "tamoxifen",\n  "tamoxyfen",\n', "is listed and has no file"),
        ("words/en/alerts.toml", "[visceral_crisis]", "[visceral_crises]", "visceral_crisis has no words"),
        ("words/en/names.toml", "[options.tamoxifen]", "[options.tamoxyfen]", "options.tamoxifen has no words"),
        ("words/en/reasons.toml", "[clauses.her2_low]", "[clauses.her2_lo]", "clauses.her2_low has no words"),
        ("words/en/findings.toml", "[sex]", "[sexes]", "sex lacks label"),
        (
            "words/en/patient/cdk46_inhibitors.md",
            'options = ["cdk46_palbociclib"]',
            'options = ["cdk46_palbocyclib"]',
            "“cdk46_palbocyclib” is no option of this card",
        ),
        (
            "words/en/patient/tamoxifen_tablets.md",
            "## What it is\n",
            "## What is it\n",
            "headings are not the fixed ones",
        ),
        ("words/en/screen.toml", 'wait = "One moment, please"\n', "", "the page lacks wait"),
        ("words/en/screen.toml", "[grammar]", "[grammer]", "grammar has no words"),
        ("words/en/names.toml", 'daily_life = "What daily life looks like"\n', "", "card_headings lacks daily_life"),
        ("words/en/names.toml", '= "What daily life looks like"', '= "Daily life"', "Use: What it is, What it is for"),
        ("words/en/patient/tamoxifen_tablets.md", "+++\n", "", "no head between +++ lines"),
        ("words/en/patient/tamoxifen_tablets.md", 'icon = "pill"\n', "", "lacks icon"),
        ("alerts.toml", "rank = 1", "rank = ", "this is not TOML"),
        ("derived.toml", "[subtype]", "[sex]", "is a given finding already"),
        ("derived.toml", "[subtype]", "[subtypes]", "subtype lacks kind"),
        ("alerts.toml", "rank = 1\n", "", "lacks rank"),
        ("tests.toml", '"her2_ish"', '"her2_ishh"', "“her2_ishh” is no finding"),
        ("conflicts.toml", '"sex", "pregnancy"', '"sex", "pregnant"', "“pregnant” is no finding"),
    ],
)
def test_a_fault_in_any_file_is_found(pack: Path, file: str, before: str, after: str, said: str) -> None:
    faults = changed(pack, file, before, after)
    assert any(said in str(fault) for fault in faults), [str(fault) for fault in faults][:5]


def test_all_faults_are_said_at_once(pack: Path) -> None:
    changed(pack, LOW, CONDITION, 'when = "her2_statis == low"')
    faults = changed(pack, "tests.toml", '"her2_ish"', '"her2_ishh"')
    assert {fault.file for fault in faults} >= {LOW, "tests.toml"}


def test_a_missing_file_is_named(pack: Path) -> None:
    (pack / "alerts.toml").unlink()
    assert any(fault.file == "alerts.toml" and "missing" in fault.message for fault in checked_pack(pack)[1].faults)


def test_a_file_that_is_no_text_is_named(pack: Path) -> None:
    (pack / "alerts.toml").write_bytes(b"\xff\xfe\x00")
    assert any(
        fault.file == "alerts.toml" and "cannot be read" in fault.message for fault in checked_pack(pack)[1].faults
    )


def test_an_option_under_another_name_is_found(pack: Path) -> None:
    path = pack / LOW
    path.rename(path.with_name("another_name.toml"))
    assert any("the file is called another_name" in fault.message for fault in checked_pack(pack)[1].faults)


def test_an_option_defined_twice_is_found(pack: Path) -> None:
    shutil.copy(pack / LOW, pack / "options" / "surgery" / Path(LOW).name)
    assert any("is defined in" in fault.message for fault in checked_pack(pack)[1].faults)


def test_what_nobody_has_reviewed_is_a_note_and_no_fault() -> None:
    _, problems = checked_pack(HOME)
    assert any("no clinician has approved this edition yet" in note.message for note in problems.notices)
    assert "0 faults" in report(problems)


def test_the_same_pack_gives_the_same_bytes() -> None:
    assert body_bytes(built(checked_pack(HOME)[0])) == body_bytes(built(checked_pack(HOME)[0]))


def test_a_built_pack_brings_the_tables_of_its_rules(pack: Path) -> None:
    assert main(["build", str(pack)]) == 0
    knowledge = load_pack(pack.with_suffix(".json"))
    assert tables_of(knowledge) == compiled(knowledge)
    option, *_ = knowledge.options.values()
    changed_rules = replace(knowledge, options={option.id: replace(option, clauses=())})
    assert tables_of(changed_rules) == compiled(changed_rules)
    assert tables_of(changed_rules).options == (option.id,)


def test_a_built_pack_loads_and_knows_its_hash(tmp_path: Path) -> None:
    target = tmp_path / "pack.json"
    digest = write_pack(built(checked_pack(HOME)[0]), target)
    assert load_pack(target).edition.sha256 == digest


@pytest.mark.parametrize("damage", ["missing", "changed", "schema", "nonsense"])
def test_a_pack_that_is_not_whole_is_refused(tmp_path: Path, damage: str) -> None:
    target = tmp_path / "pack.json"
    write_pack(built(checked_pack(HOME)[0]), target)
    content = target.read_bytes()
    match damage:
        case "missing":
            target.unlink()
        case "changed":
            target.write_bytes(content.replace(b'"rank":1', b'"rank":2', 1))
        case "schema":
            header, body = content.split(b"\n", 1)
            target.write_bytes(json.dumps({**json.loads(header), "plainly_pack": 99}).encode() + b"\n" + body)
        case _:
            target.write_bytes(b"not a pack")
    with pytest.raises(PackRefused):
        load_pack(target)


def test_check_and_build_from_the_command_line(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(pack)]) == 0
    assert "0 faults" in capsys.readouterr().out
    assert main(["build", str(pack)]) == 0
    assert pack.with_suffix(".json").exists()
    changed(pack, LOW, CONDITION, 'when = "her2_statis == low"')
    assert main(["build", str(pack)]) == 1
    assert LOW in capsys.readouterr().err
    assert main(["check", str(pack / "nowhere")]) == 2
