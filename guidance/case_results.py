"""Reads the `results` of a case file: what each sample said, with its specimen and its date.

    "results": [{"finding": "esr1", "value": "mutated", "specimen": "blood", "date": "2026-03"}]

A finding may have any number of results; the newest one is its answer (samples.py).
"""

from collections.abc import Iterable, Mapping

from guidance.case_fields import CaseFields
from guidance.case_text import kind_of, shown
from guidance.finding import FindingId, Value, ValueFault, checked
from guidance.samples import Result, Sample, Specimen, has_samples, newest

_KEYS = ("finding", "value", "specimen", "date")
_SPECIMENS = tuple(Specimen)


def read_results(raw: object, fields: CaseFields, findings: Mapping[FindingId, Value]) -> tuple[Result, ...]:
    """The results of a case, in the order of the file. `findings` are its plain answers, which must agree."""
    read: list[tuple[str, Result]] = []
    for place, entry in enumerate(fields.items(raw, "results"), start=1):
        path = f"results[{place}]"
        result = _result(entry, path, fields)
        if result is not None:
            read.append((path, result))
    _check_twins(read, fields)
    results = tuple(result for _, result in read)
    _check_answers(results, findings, fields)
    return results


def _result(raw: object, path: str, fields: CaseFields) -> Result | None:
    """The result of an entry; None when anything in it is wrong, so that one slip is told once."""
    faults_before = len(fields.faults)
    if not isinstance(raw, dict):
        fields.fault(path, f"this is {kind_of(raw)}, not an object", "put it between { and }")
        return None
    fields.only(raw, _KEYS, path)
    specimen = fields.one_of(raw.get("specimen"), _SPECIMENS, f"{path}.specimen")
    sample = Sample(Specimen(specimen) if specimen else None, fields.date_of(raw.get("date"), f"{path}.date"))
    if raw.get("finding") is None:
        fields.fault(f"{path}.finding", "the result has no finding", "name what was tested")
        return None
    name = fields.text(raw["finding"], f"{path}.finding")
    finding = fields.finding(name, f"{path}.finding") if name else None
    if finding is None:
        return None
    if not has_samples(finding):
        fields.fault(f"{path}.finding", f"{name} is no result of a tumor or blood sample", "move it to findings")
        return None
    if raw.get("value") is None:
        fields.fault(f"{path}.value", "the result has no value", "a test that is not back goes into tests_under_way")
        return None
    try:
        value = checked(finding, raw["value"])
    except ValueFault as fault:
        fields.fault(f"{path}.value", str(fault), fault.hint)
        return None
    return Result(name, value, sample) if len(fields.faults) == faults_before else None


def _check_twins(read: list[tuple[str, Result]], fields: CaseFields) -> None:
    """One sample has one result: two that differ would leave the order of the file to decide."""
    first: dict[tuple[FindingId, Sample], Value] = {}
    for path, result in read:
        known = first.setdefault((result.finding, result.sample), result.value)
        if known != result.value:
            hint = "correct one, or tell the samples apart by a more exact date"
            fields.fault(path, f"another result of the same sample says {shown(known)}", hint)


def _check_answers(results: Iterable[Result], findings: Mapping[FindingId, Value], fields: CaseFields) -> None:
    by_finding: dict[FindingId, list[Result]] = {}
    for result in results:
        by_finding.setdefault(result.finding, []).append(result)
    for finding, found in by_finding.items():
        latest = newest(found)
        if finding in findings and findings[finding] != latest.value:
            dated = f" of {latest.sample.date}" if latest.sample.date else ""
            hint = "leave it out here, or correct one of the two"
            fields.fault(f"findings.{finding}", f"the newest result{dated} says {shown(latest.value)}", hint)
