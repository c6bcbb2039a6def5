"""What a pack says of samples must hang together, and have its words."""

import shutil
from pathlib import Path

import pytest

from guidance.pack.__main__ import HOME, checked_pack
from guidance.pack.build import built
from guidance.pack.load import knowledge_from


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "metastatic_breast"
    shutil.copytree(HOME, folder)
    return folder


def faults(pack: Path, file: str, before: str, after: str) -> list[str]:
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert before in text, f"{before} is not in {file}"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return [str(fault) for fault in checked_pack(pack)[1].faults]


COUNTS_AS = 'counts_as = { not_detected_after_latest_progression = "not_detected_before_latest_progression" }'


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('\nstale_after = "progression"', '\nstale_after = "progresion"', "goes stale after nothing that is known"),
        ('\nstale_after = "progression"\n', "\n", "but not when it is stale"),
        (
            COUNTS_AS,
            'counts_as = { negative = "not_detected_before_latest_progression" }',
            "“negative” is no choice of",
        ),
        (COUNTS_AS, 'counts_as = { not_detected_after_latest_progression = "old" }', "“old” is no choice of esr1"),
        (
            COUNTS_AS,
            'counts_as = { not_detected_after_latest_progression = "mutated" }',
            "“mutated” does not leave “not_detected_after_latest_progression” open",
        ),
        ('read_with = "her2_ihc"', 'read_with = "her2_icc"', "her2_ish is read with no known finding"),
    ],
)
def test_a_fault_of_the_rules_is_told(pack: Path, before: str, after: str, said: str) -> None:
    (told,) = faults(pack, "findings.toml", before, after)
    assert told.startswith("findings.toml:")
    assert said in told


@pytest.mark.parametrize(
    ("before", "said"),
    [("[stale.esr1]", "stale.esr1 lacks dated, undated"), ("[changed]", "changed lacks line, low")],
)
def test_a_missing_sentence_is_told(pack: Path, before: str, said: str) -> None:
    (told, *_) = faults(pack, "words/en/samples.toml", before, "[other]")
    assert said in told


def test_the_rules_are_loaded(pack: Path) -> None:
    knowledge = knowledge_from(built(checked_pack(pack)[0]))
    assert {finding: dict(values) for finding, values in knowledge.stale_after_growth.items()} == {
        "esr1": {"not_detected_after_latest_progression": "not_detected_before_latest_progression"}
    }
    assert knowledge.read_with == {"her2_ish": "her2_ihc"}
