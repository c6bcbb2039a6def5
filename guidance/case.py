"""A case file: one patient and one visit as JSON, read for the commands, the demonstration and the benchmarks.

A file comes from outside, so nothing in it is trusted: every fault is listed at once with its path and a suggestion,
and a case with a fault is refused whole. A value that is null or absent is unknown.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from guidance.case_text import CaseFault, CaseRefused, kind_of, plain_object, shown
from guidance.consultation import Consultation, HandoutChoices, Mark, MarkKind, Patient
from guidance.finding import Finding, FindingId, Value, ValueFault, checked
from guidance.knowledge import KnowledgeBase
from guidance.option import OptionId
from guidance.profile import REGIONS, Profile
from guidance.treatment import NUMBER_LIMITS, OUTCOMES, PROGRESSED_WITHIN, Setting, Treatment

__all__ = ["Case", "CaseFault", "CaseRefused", "consultation_of", "read_case"]

PRIORITIES = "priorities"
SECTIONS = (
    "about", "card", "known", "options", "comparison", "matters", "next_steps", "questions", "contacts", "words",
    "sources",
)  # fmt: skip
"""The parts of the sheet that may be left out. "When to call us" is not among them."""

_LONGEST_LINE = 300
_LONGEST_NOTE = 600
_MOST_ITEMS = 200
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_NEARLY_AN_ID = 0.8
"""How alike a word must be to an id to be taken for a slip of the pen and not for the patient's own words."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a case file says, every value checked against the edition.

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
    answers = dict(case.profile.values)
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
        marks={finding: Mark(MarkKind.SENT, on) for finding, on in case.sent.items()},
        treatments=case.profile.treatments,
        own_words=case.own_words,
        discussed=case.options,
        handout=case.choices,
    )


@dataclass(slots=True)
class _Reader:
    """Reads the parts of a case and collects what is wrong with them."""

    knowledge: KnowledgeBase
    faults: list[CaseFault]

    def case(self, found: Mapping[str, Any]) -> Case:
        names = ("region", "findings", "treatments", "tests_under_way", "clinician", "patient", "handout")
        self._only(found, names, "")
        if "findings" not in found:
            self._fault("findings", "the case has no findings", "they may be empty: {}")
        findings = self._findings(found.get("findings", {}))
        region = self._one_of(found.get("region"), REGIONS, "region") or "us"
        treatments = tuple(
            entry
            for place, raw in enumerate(self._list(found.get("treatments"), "treatments"), start=1)
            if (entry := self._treatment(raw, f"treatments[{place}]")) is not None
        )
        handout = self._table(found.get("handout"), "handout")
        own_words = self._text(handout.get("own_words"), "handout.own_words", _LONGEST_NOTE)
        matters, said = self._matters(handout.get("matters"))
        return Case(
            Profile(findings, treatments, region),
            patient=self._patient(found.get("patient"), findings.get("sex", "")),
            options=self._options(handout.get("options")),
            choices=self._choices(handout),
            matters=matters,
            own_words="\n".join(part for part in (own_words, *said) if part),
            clinician=self._text(found.get("clinician"), "clinician"),
            sent=self._sent(found.get("tests_under_way"), findings),
        )

    def _findings(self, raw: object) -> dict[FindingId, Value]:
        if not isinstance(raw, dict):
            self._fault("findings", f"this is {kind_of(raw)}, not an object", "write {} when nothing is known")
            return {}
        values: dict[FindingId, Value] = {}
        for name, value in raw.items():
            finding = self._finding(name, f"findings.{name}")
            if finding is None or value is None:
                continue
            try:
                values[name] = checked(finding, value)
            except ValueFault as fault:
                self._fault(f"findings.{name}", str(fault), fault.hint)
        return {name: values[name] for name in self.knowledge.findings if name in values}

    def _finding(self, name: str, path: str) -> Finding | None:
        if name in self.knowledge.derived:
            self._fault(path, f"{name} follows from other findings and is not entered", "leave it out")
        elif name not in self.knowledge.findings:
            self._unknown(name, self.knowledge.findings, path, "a finding")
        else:
            return self.knowledge.findings[name]
        return None

    def _sent(self, raw: object, findings: Mapping[FindingId, Value]) -> dict[FindingId, str]:
        sent: dict[FindingId, str] = {}
        for name, on in self._table(raw, "tests_under_way").items():
            path = f"tests_under_way.{name}"
            if self._finding(name, path) is None:
                continue
            if name in findings:
                self._fault(path, "the result is among the findings already", "keep one of the two")
            sent[name] = self._date(on, path, whole=True)
        return sent

    def _treatment(self, raw: object, path: str) -> Treatment | None:
        table = self._table(raw, path)
        texts = ("name", "started", "stopped")
        self._only(table, ("treatment", "setting", "outcome", "progressed_within", *NUMBER_LIMITS, *texts), path)
        kind = self._id(table.get("treatment"), self.knowledge.treatment_kinds, f"{path}.treatment", "a treatment")
        setting = self._one_of(table.get("setting"), tuple(Setting), f"{path}.setting")
        for name in ("treatment", "setting"):
            if table.get(name) is None:
                self._fault(f"{path}.{name}", f"the entry has no {name}", "every treatment needs one")
        numbers = {name: self._number(table.get(name), name, f"{path}.{name}") for name in NUMBER_LIMITS}
        line = numbers["line"]
        outcome = self._one_of(table.get("outcome"), OUTCOMES, f"{path}.outcome")
        within = self._one_of(table.get("progressed_within"), PROGRESSED_WITHIN, f"{path}.progressed_within")
        name = self._text(table.get("name"), f"{path}.name")
        started, stopped = (self._date(table.get(key), f"{path}.{key}") for key in ("started", "stopped"))
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

    def _number(self, raw: object, name: str, path: str) -> int | float | None:
        if raw is None:
            return None
        low, high = NUMBER_LIMITS[name]
        expected = f"write a {'whole ' if name == 'line' else ''}number from {low} to {high}"
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            self._fault(path, f"{shown(raw)} is not a number", expected)
        elif not math.isfinite(raw) or not low <= raw <= high or (name == "line" and raw != int(raw)):
            self._fault(path, f"{raw} is outside the limits", expected)
        else:
            return int(raw) if raw == int(raw) else raw
        return None

    def _patient(self, raw: object, sex: object) -> Patient | None:
        if raw is None:
            return None
        table = self._table(raw, "patient")
        names = ("family_name", "given_name", "title", "preferred_name", "identifier")
        self._only(table, (*names, "date_of_birth", "language", "large_print", "demonstration"), "patient")
        texts = {name: self._text(table.get(name), f"patient.{name}") for name in names}
        return Patient(
            id="case-patient",
            sex_recorded=sex if isinstance(sex, str) else "",
            date_of_birth=self._date(table.get("date_of_birth"), "patient.date_of_birth"),
            language=self._language(table.get("language"), "patient.language"),
            large_print=self._yes(table.get("large_print"), "patient.large_print", otherwise=False),
            demonstration=self._yes(table.get("demonstration"), "patient.demonstration", otherwise=False),
            **texts,
        )

    def _options(self, raw: object) -> tuple[OptionId, ...]:
        chosen = [
            option
            for place, item in enumerate(self._list(raw, "handout.options"), start=1)
            if (option := self._id(item, self.knowledge.options, f"handout.options[{place}]", "an option"))
        ]
        for option in dict.fromkeys(o for o in chosen if chosen.count(o) > 1):
            self._fault("handout.options", f"{option} is listed twice", "list each option once")
        return tuple(chosen)

    def _choices(self, table: Mapping[str, Any]) -> HandoutChoices:
        self._only(
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
            self._one_of(item, SECTIONS, f"handout.left_out[{place}]")
            for place, item in enumerate(self._list(table.get("left_out"), "handout.left_out"), start=1)
        )
        steps = self._list(table.get("next_steps"), "handout.next_steps")
        return HandoutChoices(
            language=self._language(table.get("language"), "handout.language"),
            paper=self._one_of(table.get("paper"), ("a4", "letter"), "handout.paper") or "a4",
            text=self._one_of(table.get("text"), ("standard", "large"), "handout.text") or "standard",
            left_out=frozenset(part for part in left_out if part),
            next_steps=tuple(
                step
                for place, item in enumerate(steps, start=1)
                if (step := self._text(item, f"handout.next_steps[{place}]"))
            ),
            note=self._text(table.get("note"), "handout.note", _LONGEST_NOTE),
            show_name=self._yes(table.get("show_name"), "handout.show_name", otherwise=True),
        )

    def _matters(self, raw: object) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The priorities by id, and what else matters to the patient as it was said."""
        priorities = self.knowledge.findings[PRIORITIES].choices
        ids: list[str] = []
        said: list[str] = []
        for place, item in enumerate(self._list(raw, "handout.matters"), start=1):
            path = f"handout.matters[{place}]"
            words = self._text(item, path)
            if words in priorities:
                ids.append(words)
            elif get_close_matches(words, priorities, n=1, cutoff=_NEARLY_AN_ID):
                self._unknown(words, priorities, path, "a priority")
            elif words:
                said.append(words.replace("_", " ") if " " not in words else words)
        return tuple(dict.fromkeys(ids)), tuple(said)

    def _language(self, raw: object, path: str) -> str:
        return self._one_of(raw, tuple(self.knowledge.words), path) or "en"

    def _date(self, raw: object, path: str, *, whole: bool = False) -> str:
        text = self._text(raw, path)
        if not text:
            return ""
        found = _PARTIAL_DATE.fullmatch(text)
        if found and (not whole or found[3]):
            year, month, day = (int(part or 1) for part in found.groups())
            try:
                date(year, month, day)
            except ValueError:
                self._fault(path, f"{shown(text)} is not a day of the calendar", "write it as 2026-11-23")
            return text
        self._fault(path, f"{shown(text)} is not a date", "write it as 2026-11-23")
        return ""

    def _text(self, raw: object, path: str, longest: int = _LONGEST_LINE) -> str:
        if raw is None:
            return ""
        if not isinstance(raw, str):
            self._fault(path, f"this is {kind_of(raw)}, not text", "put it in quotes")
        elif len(raw) > longest:
            self._fault(path, f"the text is longer than {longest} characters", "make it shorter")
        else:
            return raw.strip()
        return ""

    def _yes(self, raw: object, path: str, *, otherwise: bool) -> bool:
        if raw is None:
            return otherwise
        if not isinstance(raw, bool):
            self._fault(path, f"{shown(raw)} is not true or false", "write true or false without quotes")
            return otherwise
        return raw

    def _one_of(self, raw: object, allowed: tuple[str, ...], path: str) -> str:
        return self._id(raw, [str(item) for item in allowed], path, "one of the values")

    def _id(self, raw: object, known: Iterable[str], path: str, what: str) -> str:
        if raw is None:
            return ""
        if not isinstance(raw, str):
            self._fault(path, f"this is {kind_of(raw)}, not text", "put it in quotes")
            return ""
        if raw not in known:
            self._unknown(raw, known, path, what)
            return ""
        return raw

    def _list(self, raw: object, path: str) -> list[Any]:
        if raw is None:
            return []
        if not isinstance(raw, list):
            self._fault(path, f"this is {kind_of(raw)}, not a list", "put it between [ and ]")
            return []
        if len(raw) > _MOST_ITEMS:
            self._fault(path, f"the list is longer than {_MOST_ITEMS}", "make it shorter")
        return raw[:_MOST_ITEMS]

    def _table(self, raw: object, path: str) -> dict[str, Any]:
        if raw is None:
            return {}
        if not isinstance(raw, dict):
            self._fault(path, f"this is {kind_of(raw)}, not an object", "put it between { and }")
            return {}
        return raw

    def _only(self, table: Mapping[str, Any], names: tuple[str, ...], path: str) -> None:
        for name in table:
            if name not in names:
                self._unknown(name, names, f"{path}.{name}" if path else name, "a key of this part")

    def _unknown(self, name: str, known: Iterable[str], path: str, what: str) -> None:
        names = list(known)
        close = get_close_matches(name, names, n=1)
        few = 12
        hint = f"did you mean “{close[0]}”?" if close else ("use: " + ", ".join(names) if len(names) <= few else "")
        self._fault(path, f"{shown(name)} is not {what}", hint)

    def _fault(self, path: str, message: str, hint: str = "") -> None:
        self.faults.append(CaseFault(path, message, hint))
