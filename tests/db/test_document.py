"""Documents are for ever, and read strictly: a damaged record never becomes a quiet "unknown"."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.document import VISIT_FORMAT, consultation_text, patient_text, read_consultation, read_patient
from guidance.consultation import Consultation, Mark, MarkKind, Patient
from guidance.samples import Samples
from guidance.store import StoreDamaged, StoreTooNew

SAMPLES = Path(__file__).parent / "samples"
Finish = Callable[..., Consultation]


def test_every_field_survives(full_visit: Consultation, finished: Finish) -> None:
    visit = finished(full_visit)
    assert visit.seen is not None
    assert read_consultation(consultation_text(visit), visit.seen.pdf) == visit


def test_the_document_holds_the_hash_of_the_sheet_and_not_the_sheet(full_visit: Consultation, finished: Finish) -> None:
    text = consultation_text(finished(full_visit))
    assert "the very sheet" not in text
    assert "pdf_sha256" in text


def test_the_same_visit_is_the_same_document(full_visit: Consultation) -> None:
    other_order = replace(full_visit, answers=dict(reversed(list(full_visit.answers.items()))))
    assert consultation_text(other_order) == consultation_text(full_visit)


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = text | st.integers(-(10**6), 10**6) | st.floats(allow_nan=False, allow_infinity=False) | st.tuples(text, text)


@settings(database=None, derandomize=True, deadline=None)
@given(st.dictionaries(text, values, max_size=5), text, st.dictionaries(text, values | st.none(), max_size=3))
def test_any_answers_survive(answers: dict[str, Any], words: str, kept: dict[str, Any]) -> None:
    marks = {finding: Mark(MarkKind.SENT, on=words, kept=value) for finding, value in kept.items()}
    visit = Consultation("v", Patient("p", family_name=words), "", "", answers=answers, marks=marks, own_words=words)
    again = read_consultation(consultation_text(visit))
    assert again == visit
    assert {key: type(value) for key, value in again.answers.items()} == {k: type(v) for k, v in answers.items()}


def test_an_old_visit_of_format_1_opens_as_it_was_written(full_visit: Consultation, finished: Finish) -> None:
    visit = finished(replace(full_visit, samples=Samples()))
    assert visit.seen is not None
    assert read_consultation((SAMPLES / "visit_format_1.json").read_text("utf-8"), visit.seen.pdf) == visit


def test_an_old_visit_of_format_2_opens_as_it_was_written(full_visit: Consultation, finished: Finish) -> None:
    visit = finished(full_visit)
    assert visit.seen is not None
    assert read_consultation((SAMPLES / "visit_format_2.json").read_text("utf-8"), visit.seen.pdf) == visit


def test_an_old_visit_is_written_again_in_the_newest_format() -> None:
    opened = read_consultation((SAMPLES / "visit_format_1.json").read_text("utf-8"))
    again = json.loads(consultation_text(opened))
    assert again["format"] == VISIT_FORMAT
    assert again["samples"] == {"of": {}, "earlier": []}


def test_an_old_patient_of_format_1_opens_as_written(eleanor: Patient) -> None:
    assert read_patient((SAMPLES / "patient_format_1.json").read_text("utf-8")) == eleanor


def faulty(full_visit: Consultation, change: Callable[[dict[str, Any]], Any]) -> str:
    document = json.loads(consultation_text(full_visit))
    change(document)
    return json.dumps(document)


FAULTS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a missing field": lambda d: d.pop("treatments"),
    "an unknown field": lambda d: d.update(extra=1),
    "a missing field inside": lambda d: d["patient"].pop("title"),
    "an unknown field inside": lambda d: d["handout"].update(extra=1),
    "a yes where a number belongs": lambda d: d.update(revision=True),
    "a number where a yes belongs": lambda d: d["patient"].update(large_print=1),
    "a yes as an answer": lambda d: d["answers"].update(er=True),
    "nothing as an answer": lambda d: d["answers"].update(er=None),
    "an object as an answer": lambda d: d["answers"].update(er={}),
    "a list of numbers as an answer": lambda d: d["answers"].update(er=[1]),
    "a part month as a line": lambda d: d["treatments"][0].update(line=1.5),
    "a text as months": lambda d: d["treatments"][0].update(months_since_end="1"),
    "an unknown setting": lambda d: d["treatments"][0].update(setting="palliative"),
    "an unknown status": lambda d: d.update(status="signed"),
    "an unknown specimen": lambda d: d["samples"]["of"]["her2_ihc"].update(specimen="hair"),
    "a sample of no day": lambda d: d["samples"]["of"]["her2_ihc"].update(date="2026-02-30"),
    "a date in words": lambda d: d["samples"]["earlier"][0].update(date="May 2019"),
    "an earlier result without a value": lambda d: d["samples"]["earlier"][0].pop("value"),
    "samples in an old format": lambda d: d.update(format=1),
    "no samples in the new format": lambda d: d.pop("samples"),
    "an unknown mark": lambda d: d["marks"]["esr1"].update(kind="lost"),
    "a text instead of a list": lambda d: d.update(discussed="fulvestrant"),
    "a list instead of an object": lambda d: d.update(answers=[]),
    "no format": lambda d: d.pop("format"),
    "a yes as format": lambda d: d.update(format=True),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_document_is_refused_for(full_visit: Consultation, fault: str) -> None:
    with pytest.raises(StoreDamaged) as refused:
        read_consultation(faulty(full_visit, FAULTS[fault]))
    assert "garden" not in str(refused.value)
    assert "Winterbourne" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    ["", "{", "null", "[]", '"text"', "[" * 100_000, '{"format":1,"format":1}', '{"format":1,"x":NaN}',
     '{"format":1,"x":1e999}', '{"format":1,"x":' + "9" * 5000 + "}"],
    ids=lambda text: text[:12] or "nothing",
)  # fmt: skip
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(StoreDamaged):
        read_consultation(text)
    with pytest.raises(StoreDamaged):
        read_patient(text)


def test_a_document_of_a_newer_program_says_so(full_visit: Consultation, eleanor: Patient) -> None:
    with pytest.raises(StoreTooNew):
        read_consultation(faulty(full_visit, lambda d: d.update(format=VISIT_FORMAT + 1, news="x")))
    with pytest.raises(StoreTooNew):
        read_patient(patient_text(eleanor).replace('"format":1', '"format":2'))
