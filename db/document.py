"""A consultation as a document, and back, without losing a field.

Documents are for ever: a visit of today opens in every later version of the program. `format` says how one is read;
a format is never changed, only followed by another. Reading is strict, since a record that cannot be trusted must say
so. Format 2 of a visit added the samples behind its answers; a visit of format 1 has none.
The bytes of the printed sheet are not in the document; they stand in their own table, and the document keeps their
hash.
"""

import json
import math
from types import MappingProxyType
from typing import Any

from db.strict import Fields, parsed, text_of
from guidance.consultation import (
    Consultation,
    HandoutChoices,
    Mark,
    MarkKind,
    Patient,
    SeenRecord,
    Status,
)
from guidance.finding import Value
from guidance.partial_date import span_of
from guidance.samples import Result, Sample, Samples, Specimen
from guidance.store import StoreDamaged, StoreTooNew
from guidance.treatment import Setting, Treatment

VISIT_FORMAT = 2
PATIENT_FORMAT = 1
_WITH_SAMPLES = 2


def consultation_text(consultation: Consultation) -> str:
    """The document of a visit. Raises ValueError for a value that no finding can have, such as NaN."""
    seen = consultation.seen
    return _written(
        {
            "format": VISIT_FORMAT,
            "id": consultation.id,
            "patient": _patient_json(consultation.patient),
            "started_at": consultation.started_at,
            "changed_at": consultation.changed_at,
            "region": consultation.region,
            "clinician": consultation.clinician,
            "status": consultation.status.value,
            "corrects": consultation.corrects,
            "revision": consultation.revision,
            "answers": {finding: _value_json(value) for finding, value in consultation.answers.items()},
            "marks": {finding: _mark_json(mark) for finding, mark in consultation.marks.items()},
            "samples": _samples_json(consultation.samples),
            "treatments": [_treatment_json(treatment) for treatment in consultation.treatments],
            "own_words": consultation.own_words,
            "discussed": list(consultation.discussed),
            "alerts_seen": dict(consultation.alerts_seen),
            "handout": _handout_json(consultation.handout),
            "next_visit_note": consultation.next_visit_note,
            "seen": None if seen is None else _seen_json(seen),
        }
    )


def read_consultation(text: str, pdf: bytes = b"") -> Consultation:
    """The visit of a document; `pdf` are the bytes of its printed sheet.

    Raises StoreDamaged or StoreTooNew.
    """
    fields = Fields(parsed(text), "visit")
    written_in = _known_format(fields.anything("format"), VISIT_FORMAT)
    consultation = Consultation(
        id=fields.text("id"),
        patient=_patient(fields.anything("patient"), "visit.patient"),
        started_at=fields.text("started_at"),
        changed_at=fields.text("changed_at"),
        region=fields.text("region"),
        clinician=fields.text("clinician"),
        status=fields.word("status", Status),
        corrects=fields.text("corrects"),
        revision=fields.whole("revision"),
        answers=MappingProxyType(fields.mapping("answers", _value)),
        marks=MappingProxyType(fields.mapping("marks", _mark)),
        samples=_samples(fields.anything("samples"), "visit.samples") if written_in >= _WITH_SAMPLES else Samples(),
        treatments=fields.each("treatments", _treatment),
        own_words=fields.text("own_words"),
        discussed=fields.texts("discussed"),
        alerts_seen=MappingProxyType(fields.mapping("alerts_seen", text_of)),
        handout=_handout(fields.anything("handout"), "visit.handout"),
        next_visit_note=fields.text("next_visit_note"),
        seen=_seen(fields.anything("seen"), "visit.seen", pdf),
    )
    fields.done()
    return consultation


def patient_text(patient: Patient) -> str:
    """The document of a patient."""
    return _written({"format": PATIENT_FORMAT, **_patient_json(patient)})


def read_patient(text: str) -> Patient:
    """The patient of a document. Raises StoreDamaged or StoreTooNew."""
    read = parsed(text)
    if isinstance(read, dict):
        _known_format(read.pop("format", None), PATIENT_FORMAT)
    return _patient(read, "patient")


def _written(document: dict[str, Any]) -> str:
    # In ASCII even half a character survives, as a field that cuts an emoji in two leaves it
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def _known_format(found: object, newest: int) -> int:
    if type(found) is not int or found < 1:
        raise StoreDamaged("a record has no format")
    if found > newest:
        raise StoreTooNew("a record was written by a newer program")
    return found


def _patient_json(patient: Patient) -> dict[str, Any]:
    return {
        "id": patient.id,
        "family_name": patient.family_name,
        "given_name": patient.given_name,
        "title": patient.title,
        "preferred_name": patient.preferred_name,
        "date_of_birth": patient.date_of_birth,
        "sex_recorded": patient.sex_recorded,
        "identifier": patient.identifier,
        "language": patient.language,
        "large_print": patient.large_print,
        "demonstration": patient.demonstration,
    }


def _patient(read: object, place: str) -> Patient:
    fields = Fields(read, place)
    patient = Patient(
        id=fields.text("id"),
        family_name=fields.text("family_name"),
        given_name=fields.text("given_name"),
        title=fields.text("title"),
        preferred_name=fields.text("preferred_name"),
        date_of_birth=fields.text("date_of_birth"),
        sex_recorded=fields.text("sex_recorded"),
        identifier=fields.text("identifier"),
        language=fields.text("language"),
        large_print=fields.flag("large_print"),
        demonstration=fields.flag("demonstration"),
    )
    fields.done()
    return patient


def _value_json(value: Value) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _value(read: object, place: str) -> Value:
    if isinstance(read, list):
        return tuple(text_of(item, place) for item in read)
    if isinstance(read, str | int | float) and not isinstance(read, bool) and _is_sound(read):
        return read
    raise StoreDamaged(f"{place} holds what is no value")


def _is_sound(value: str | float) -> bool:
    return isinstance(value, str) or math.isfinite(value)


def _mark_json(mark: Mark) -> dict[str, Any]:
    return {
        "kind": mark.kind.value,
        "on": mark.on,
        "kept": None if mark.kept is None else _value_json(mark.kept),
    }


def _mark(read: object, place: str) -> Mark:
    fields = Fields(read, place)
    kept = fields.anything("kept")
    mark = Mark(
        kind=fields.word("kind", MarkKind),
        on=fields.text("on"),
        kept=None if kept is None else _value(kept, f"{place}.kept"),
    )
    fields.done()
    return mark


def _samples_json(samples: Samples) -> dict[str, Any]:
    return {
        "of": {finding: _sample_json(sample) for finding, sample in samples.of.items()},
        "earlier": [
            {"finding": result.finding, "value": _value_json(result.value), **_sample_json(result.sample)}
            for result in samples.earlier
        ],
    }


def _samples(read: object, place: str) -> Samples:
    fields = Fields(read, place)
    samples = Samples(of=fields.mapping("of", _sample), earlier=fields.each("earlier", _result))
    fields.done()
    return samples


def _sample_json(sample: Sample) -> dict[str, Any]:
    return {"specimen": None if sample.specimen is None else sample.specimen.value, "date": sample.date}


def _sample(read: object, place: str) -> Sample:
    fields = Fields(read, place)
    sample = _sample_of(fields, place)
    fields.done()
    return sample


def _result(read: object, place: str) -> Result:
    fields = Fields(read, place)
    result = Result(
        finding=fields.text("finding"),
        value=_value(fields.anything("value"), f"{place}.value"),
        sample=_sample_of(fields, place),
    )
    fields.done()
    return result


def _sample_of(fields: Fields, place: str) -> Sample:
    specimen, date = fields.maybe_text("specimen"), fields.text("date")
    try:
        # Dates of samples decide what counts, so one that is no date is damage and not a gap
        span_of(date)
        return Sample(None if specimen is None else Specimen(specimen), date)
    except ValueError:
        raise StoreDamaged(f"{place} is no sample") from None


def _treatment_json(treatment: Treatment) -> dict[str, Any]:
    return {
        "treatment": treatment.treatment,
        "setting": treatment.setting.value,
        "outcome": treatment.outcome,
        "progressed_within": treatment.progressed_within,
        "months_since_end": treatment.months_since_end,
        "months_on_treatment": treatment.months_on_treatment,
        "line": treatment.line,
        "name": treatment.name,
        "started": treatment.started,
        "stopped": treatment.stopped,
    }


def _treatment(read: object, place: str) -> Treatment:
    fields = Fields(read, place)
    treatment = Treatment(
        treatment=fields.text("treatment"),
        setting=fields.word("setting", Setting),
        outcome=fields.maybe_text("outcome"),
        progressed_within=fields.maybe_text("progressed_within"),
        months_since_end=fields.maybe_number("months_since_end"),
        months_on_treatment=fields.maybe_number("months_on_treatment"),
        line=fields.maybe_whole("line"),
        name=fields.text("name"),
        started=fields.text("started"),
        stopped=fields.text("stopped"),
    )
    fields.done()
    return treatment


def _handout_json(choices: HandoutChoices) -> dict[str, Any]:
    return {
        "language": choices.language,
        "paper": choices.paper,
        "text": choices.text,
        "left_out": sorted(choices.left_out),
        "next_steps": list(choices.next_steps),
        "note": choices.note,
        "show_name": choices.show_name,
    }


def _handout(read: object, place: str) -> HandoutChoices:
    fields = Fields(read, place)
    choices = HandoutChoices(
        language=fields.text("language"),
        paper=fields.text("paper"),
        text=fields.text("text"),
        left_out=frozenset(fields.texts("left_out")),
        next_steps=fields.texts("next_steps"),
        note=fields.text("note"),
        show_name=fields.flag("show_name"),
    )
    fields.done()
    return choices


def _seen_json(seen: SeenRecord) -> dict[str, Any]:
    return {
        "edition": seen.edition,
        "pack_sha256": seen.pack_sha256,
        "finished_at": seen.finished_at,
        "guidance": dict(seen.guidance),
        "language": seen.language,
        "pdf_sha256": seen.pdf_sha256,
    }


def _seen(read: object, place: str, pdf: bytes) -> SeenRecord | None:
    if read is None:
        return None
    fields = Fields(read, place)
    seen = SeenRecord(
        edition=fields.text("edition"),
        pack_sha256=fields.text("pack_sha256"),
        finished_at=fields.text("finished_at"),
        guidance=MappingProxyType(dict(fields.plain("guidance"))),
        language=fields.text("language"),
        pdf=pdf,
        pdf_sha256=fields.text("pdf_sha256"),
    )
    fields.done()
    return seen
