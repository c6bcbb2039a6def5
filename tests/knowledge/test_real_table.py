"""Real, messy tumor reports: every row gets guidance, and what nobody can be sure of is unknown, never a guess."""

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from guidance.assess import Guidance, assess
from guidance.finding import Value
from guidance.knowledge import KnowledgeBase
from guidance.option import Standing
from guidance.profile import Profile

TABLE = Path(__file__).resolve().parents[3] / "shared" / "data" / "real_tables" / "breast_msk_2018_sample.tsv"
# Any intensity counts for the percentage, so that a note on intensity changes nothing; any other note makes it unsure
_PERCENT = re.compile(r"(\d{1,3})(?: \(\w+ intensity\))?")
_STAINING = {"0+": "zero_unspecified", "0": "zero_unspecified", "1+": "one_plus", "2+": "two_plus", "3+": "three_plus"}
_IN_SITU = {"Positive": "positive", "Negative": "negative"}


def percent(text: str) -> int | None:
    """A whole percentage, or None when the report does not say one for certain."""
    found = _PERCENT.fullmatch(text.strip())
    return int(found[1]) if found and int(found[1]) <= 100 else None


def findings_of(row: dict[str, str]) -> dict[str, Value]:
    """What a row says for certain of its own sample."""
    found: dict[str, Value | None] = {"disease_setting": "metastatic"}
    if row["SAMPLE_TYPE"] == "Primary":
        found["estrogen_receptor_percent"] = percent(row["ER_PCT_PRIMARY"])
        found["progesterone_receptor_percent"] = percent(row["PR_PCT_PRIMARY"])
        found["her2_ihc"] = _STAINING.get(row["HER2_IHC_VALUE_PRIMARY"])
        found["her2_ish"] = _IN_SITU.get(row["HER2_FISH_STATUS"])
    else:
        statuses = {row["ER_STATUS"], row["PR_STATUS"]}
        if "Positive" in statuses:
            found["hormone_receptor_report"] = "positive"
        elif statuses == {"Negative"}:
            found["hormone_receptor_report"] = "negative"
        found["her2_ihc"] = _STAINING.get(row["HER2_IHC_SCORE"])
        found["her2_ish"] = _IN_SITU.get(row["HER2_FISH"])
        # One sample tells of one site; whether there are others is not said, so the list of sites stays unknown
        found["biopsy_of_metastasis"] = "done"
    if row["STAGE_AT_DIAGNOSIS"] == "IV":
        found["metastatic_presentation"] = "de_novo"
    return {name: value for name, value in found.items() if value is not None}


def rows() -> list[dict[str, str]]:
    lines = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    head, *body = lines
    return [dict(zip(head, cells + [""] * (len(head) - len(cells)), strict=False)) for cells in body]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("90", 90),
        ("0", 0),
        ("1 (weak intensity)", 1),
        (">60", None),
        ("Not Available", None),
        ("", None),
        ("0-5", None),
    ],
)
def test_a_percentage_is_read_only_when_it_is_certain(text: str, value: int | None) -> None:
    assert percent(text) == value


@pytest.mark.parametrize("text", ["0-1+", "1-2+", "1+ (focal)", "1+ (3+ outside)", "Not Available", "2+ (focal)"])
def test_an_unsure_staining_is_unknown(text: str) -> None:
    assert text not in _STAINING


@pytest.mark.skipif(not TABLE.exists(), reason="the real tumor table does not stand beside the project")
def test_every_row_of_the_real_table_gets_guidance(
    knowledge: KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    subtypes: Counter[object] = Counter()
    standings: Counter[Standing] = Counter()
    # Many tumors say the same, and the same words get the same guidance
    judged: dict[frozenset[tuple[str, Value]], Guidance] = {}
    for row in rows():
        findings = findings_of(row)
        key = frozenset(findings.items())
        guidance = judged.setdefault(key, assess(Profile(findings), knowledge))
        assert len(guidance.options) == len(knowledge.options)
        if "her2_ihc" not in findings and findings.get("her2_ish") != "positive":
            assert guidance.derived["her2_status"] == "unresolved"
        subtypes[guidance.derived["subtype"]] += 1
        standings.update(assessment.standing for assessment in guidance.options.values())
    assert sum(subtypes.values()) == len(rows())
    counts = {standing.value: number for standing, number in standings.items()}
    with capsys.disabled():
        sys.stdout.write(f"\n{len(rows())} real rows: {dict(subtypes)}; standings {counts}\n")
