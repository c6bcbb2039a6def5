"""A case file: one patient and one visit as JSON, read for the commands, the demonstration and the benchmarks.

A file comes from outside, so nothing in it is trusted: every fault is listed at once with its path and a suggestion,
and a case with a fault is refused whole. A value that is null or absent is unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from guidance.case_fields import CaseFields
from guidance.case_results import read_results
from guidance.case_text import CaseFault, CaseRefused, kind_of, plain_object
from guidance.consultation import Consultation, HandoutChoices, Mark, MarkKind, Patient
from guidance.counted import Counted, what_counts
from guidance.finding import FindingId, Value, ValueFault, checked
from guidance.knowledge import KnowledgeBase
from guidance.option import OptionId
from guidance.profile import REGIONS, Profile
from guidance.sample_changes import Changed, changes_between
from guidance.samples import Result, sorted_out
from guidance.treatment import NUMBER_LIMITS, OUTCOMES, PROGRESSED_WITHIN, Setting, Treatment

__all__ = ["Case", "CaseFault", "CaseRefused", "consultation_of", "read_case"]

PRIORITIES = "priorities"
SECTIONS = (
    "about", "card", "known", "options", "comparison", "matters", "next_steps", "questions", "contacts", "words",
    "sources",
)  # fmt: skip
"""The parts of the sheet that may be left out. "When to call us" is not among them."""

_LONGEST_NOTE = 600
_NEARLY_AN_ID = 0.8
"""How alike a word must be to an id to be taken for a slip of the pen and not for the patient's own words."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a case file says, every value checked against the edition.

    `profile` holds what counts. `results` are the results with their samples, `counted` and `changed` what has to be
    said of them.
    `options` are what was talked about, in that order; empty when the file names none. `sent` are findings whose test
    is under way, with the ISO date it was sent or "". `matters` are ids of the finding `priorities`, `own_words` what
    the patient said. `patient` is None when the file says nothing of the person.
    """

    profile: Profile
    patient: Patient | None = None
    options: tuple[OptionId, ...] = ()
    choices: HandoutChoices = field(default_factory=HandoutChoices)
    matters: tuple[str, ...] = ()
    own_words: str = ""
    clinician: str = ""
    sent: Mapping[FindingId, str] = field(default_factory=dict)
    results: tuple[Result, ...] = ()
    counted: Counted = field(default_factory=Counted, compare=False)
    changed: tuple[Changed, ...] = field(default=(), compare=False)


def read_case(text: str, knowledge: KnowledgeBase) -> Case:
    """The case in the text of a file. Raises CaseRefused with all faults."""
    found, faults = plain_object(text)
    reader = _Reader(knowledge, faults)
    case = reader.case(found)
    if faults:
        raise CaseRefused(tuple(faults))
    return case


def consultation_of(case: Case, *, at: str, visit: str = "case") -> Consultation:
    """The case as a visit that takes place at `at` (a UTC ISO timestamp). `visit` is the id of the visit."""
    tested, samples = sorted_out(case.results)
    answers = {**case.profile.values, **tested}
    kept = {finding: answers.pop(finding) for finding in case.sent if finding in answers}
    if case.matters:
        given = answers.get(PRIORITIES, ())
        answers[PRIORITIES] = tuple(dict.fromkeys((*(given if isinstance(given, tuple) else ()), *case.matters)))
    return Consultation(
        id=visit,
        patient=replace(case.patient or Patient(id=""), id=f"{visit}-patient"),
        started_at=at,
        changed_at=at,
        region=case.profile.region,
        clinician=case.clinician,
        answers=answers,
        marks={finding: Mark(MarkKind.SENT, on, kept.get(finding)) for finding, on in case.sent.items()},
        samples=samples,
        treatments=case.profile.treatments,
        own_words=case.own_words,
        discussed=case.options,
        handout=case.choices,
    )


class _Reader(CaseFields):
    """Reads the parts of a case."""

    def case(self, found: Mapping[str, Any]) -> Case:
        names = ("region", "findings", "results", "treatments", "tests_under_way", "clinician", "patient", "handout")
        self.only(found, names, "")
        if "findings" not in found:
            self.fault("findings", "the case has no findings", "they may be empty: {}")
        findings = self._findings(found.get("findings", {}))
        results = read_results(found.get("results"), self, findings)
        region = self.one_of(found.get("region"), REGIONS, "region") or "us"
        treatments = tuple(
            entry
            for place, raw in enumerate(self.items(found.get("treatments"), "treatments"), start=1)
            if (entry := self._treatment(raw, f"treatments[{place}]")) is not None
        )
        handout = self.table(found.get("handout"), "handout")
        own_words = self.text(handout.get("own_words"), "handout.own_words", _LONGEST_NOTE)
        matters, said = self._matters(handout.get("matters"))
        sent = self._sent(found.get("tests_under_way"), findings)
        tested, samples = sorted_out(results)
        known = {**findings, **{name: value for name, value in tested.items() if name not in sent}}
        answers = {name: known[name] for name in self.knowledge.findings if name in known}
        counted = what_counts(answers, samples, treatments, self.knowledge)
        return Case(
            Profile(counted.values, treatments, region),
            patient=self._patient(found.get("patient"), findings.get("sex", "")),
            options=self._options(handout.get("options")),
            choices=self._choices(handout),
            matters=matters,
            own_words="\n".join(part for part in (own_words, *said) if part),
            clinician=self.text(found.get("clinician"), "clinician"),
            sent=sent,
            results=results,
            counted=counted,
            changed=changes_between(counted, samples, self.knowledge),
        )

    def _findings(self, raw: object) -> dict[FindingId, Value]:
        if not isinstance(raw, dict):
            self.fault("findings", f"this is {kind_of(raw)}, not an object", "write {} when nothing is known")
            return {}
        values: dict[FindingId, Value] = {}
        for name, value in raw.items():
            finding = self.finding(name, f"findings.{name}")
            if finding is None or value is None:
                continue
            try:
                values[name] = checked(finding, value)
            except ValueFault as fault:
                self.fault(f"findings.{name}", str(fault), fault.hint)
        return {name: values[name] for name in self.knowledge.findings if name in values}

    def _sent(self, raw: object, findings: Mapping[FindingId, Value]) -> dict[FindingId, str]:
        sent: dict[FindingId, str] = {}
        for name, on in self.table(raw, "tests_under_way").items():
            path = f"tests_under_way.{name}"
            if self.finding(name, path) is None:
                continue
            if name in findings:
                self.fault(path, "the result is among the findings already", "keep one of the two")
            sent[name] = self.date_of(on, path, whole=True)
        return sent

    def _treatment(self, raw: object, path: str) -> Treatment | None:
        table = self.table(raw, path)
        texts = ("name", "started", "stopped")
        self.only(table, ("treatment", "setting", "outcome", "progressed_within", *NUMBER_LIMITS, *texts), path)
        kind = self.id_of(table.get("treatment"), self.knowledge.treatment_kinds, f"{path}.treatment", "a treatment")
        setting = self.one_of(table.get("setting"), tuple(Setting), f"{path}.setting")
        for name in ("treatment", "setting"):
            if table.get(name) is None:
                self.fault(f"{path}.{name}", f"the entry has no {name}", "every treatment needs one")
        numbers = {name: self.number(table.get(name), name, f"{path}.{name}") for name in NUMBER_LIMITS}
        line = numbers["line"]
        outcome = self.one_of(table.get("outcome"), OUTCOMES, f"{path}.outcome")
        within = self.one_of(table.get("progressed_within"), PROGRESSED_WITHIN, f"{path}.progressed_within")
        name = self.text(table.get("name"), f"{path}.name")
        started, stopped = (self.date_of(table.get(key), f"{path}.{key}") for key in ("started", "stopped"))
        if not kind or not setting:
            return None
        return Treatment(
            kind,
            Setting(setting),
            outcome=outcome or None,
            progressed_within=within or None,
            months_since_end=numbers["months_since_end"],
            months_on_treatment=numbers["months_on_treatment"],
            line=None if line is None else int(line),
            name=name,
            started=started,
            stopped=stopped,
        )

    def _patient(self, raw: object, sex: object) -> Patient | None:
        if raw is None:
            return None
        table = self.table(raw, "patient")
        names = ("family_name", "given_name", "title", "preferred_name", "identifier")
        self.only(table, (*names, "date_of_birth", "language", "large_print", "demonstration"), "patient")
        texts = {name: self.text(table.get(name), f"patient.{name}") for name in names}
        return Patient(
            id="case-patient",
            sex_recorded=sex if isinstance(sex, str) else "",
            date_of_birth=self.date_of(table.get("date_of_birth"), "patient.date_of_birth"),
            language=self._language(table.get("language"), "patient.language"),
            large_print=self.yes(table.get("large_print"), "patient.large_print", otherwise=False),
            demonstration=self.yes(table.get("demonstration"), "patient.demonstration", otherwise=False),
            **texts,
        )

    def _options(self, raw: object) -> tuple[OptionId, ...]:
        chosen = [
            option
            for place, item in enumerate(self.items(raw, "handout.options"), start=1)
            if (option := self.id_of(item, self.knowledge.options, f"handout.options[{place}]", "an option"))
        ]
        for option in dict.fromkeys(o for o in chosen if chosen.count(o) > 1):
            self.fault("handout.options", f"{option} is listed twice", "list each option once")
        return tuple(chosen)

    def _choices(self, table: Mapping[str, Any]) -> HandoutChoices:
        self.only(
            table,
            (
                "options",
                "next_steps",
                "note",
                "matters",
                "own_words",
                "language",
                "paper",
                "text",
                "left_out",
                "show_name",
            ),
            "handout",
        )
        left_out = (
            self.one_of(item, SECTIONS, f"handout.left_out[{place}]")
            for place, item in enumerate(self.items(table.get("left_out"), "handout.left_out"), start=1)
        )
        steps = self.items(table.get("next_steps"), "handout.next_steps")
        return HandoutChoices(
            language=self._language(table.get("language"), "handout.language"),
            paper=self.one_of(table.get("paper"), ("a4", "letter"), "handout.paper") or "a4",
            text=self.one_of(table.get("text"), ("standard", "large"), "handout.text") or "standard",
            left_out=frozenset(part for part in left_out if part),
            next_steps=tuple(
                step
                for place, item in enumerate(steps, start=1)
                if (step := self.text(item, f"handout.next_steps[{place}]"))
            ),
            note=self.text(table.get("note"), "handout.note", _LONGEST_NOTE),
            show_name=self.yes(table.get("show_name"), "handout.show_name", otherwise=True),
        )

    def _matters(self, raw: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The priorities by id, and what else matters to the patient as it was said."""
        priorities = self.knowledge.findings[PRIORITIES].choices
        ids: list[str] = []
        said: list[str] = []
        for place, item in enumerate(self.items(raw, "handout.matters"), start=1):
            path = f"handout.matters[{place}]"
            words = self.text(item, path)
            if words in priorities:
                ids.append(words)
            elif get_close_matches(words, priorities, n=1, cutoff=_NEARLY_AN_ID):
                self.unknown(words, priorities, path, "a priority")
            elif words:
                said.append(words.replace("_", " ") if " " not in words else words)
        return tuple(dict.fromkeys(ids)), tuple(said)

    def _language(self, raw: object, path: str) -> str:
        return self.one_of(raw, tuple(self.knowledge.words), path) or "en"
