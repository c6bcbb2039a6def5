"""The patients of the comparison: what every engine is given, and what it has to answer.

Questions to the treatment history are answered once, here, by the readable implementation, and handed to all engines
alike: none of the others could read a history.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import resources
from guidance.assess import assess
from guidance.condition import Given, Lines
from guidance.criteria import Facts
from guidance.finding import Value, checked
from guidance.knowledge import KnowledgeBase
from guidance.profile import Profile
from guidance.tables import HistoryQuestion
from guidance.treatment import Setting, Treatment
from guidance.treatment_history import compare_range
from guidance.verdict import truth

CASES = Path(resources.__file__).parent / "knowledge" / "metastatic_breast" / "cases"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a patient: the answers, the region, and what the history says to each question (0, 1 or 3)."""

    values: Mapping[str, Value]
    region: str
    history: Mapping[HistoryQuestion, int]


@dataclass(frozen=True, slots=True)
class Visit:
    """One patient.

    `counted` is without the answers that contradict each other, for what fits and when; without a contradiction it is
    `entered`. `conflicts` says of every conflict of the edition whether it is on. `standings` is the right answer in
    the order of the options, empty outside the scope.
    """

    profile: Profile
    entered: Known
    counted: Known
    conflicts: tuple[bool, ...]
    out_of_scope: bool
    standings: tuple[str, ...]


def visit_of(profile: Profile, knowledge: KnowledgeBase, questions: tuple[HistoryQuestion, ...]) -> Visit:
    """The visit of a profile, with the standings that `assess` gives."""
    guidance = assess(profile, knowledge)
    entered = _known(profile, knowledge, questions)
    counted = _known(profile.without(guidance.disputed), knowledge, questions) if guidance.conflicts else entered
    return Visit(
        profile,
        entered,
        counted,
        conflicts=tuple(conflict in guidance.conflicts for conflict in knowledge.conflicts),
        out_of_scope=any(conflict.out_of_scope for conflict in guidance.conflicts),
        standings=tuple(assessment.standing.value for assessment in guidance.options.values()),
    )


def worked_patients(knowledge: KnowledgeBase) -> list[Profile]:
    """The worked patients that the edition brings, in the order of their files."""
    files = sorted(CASES.glob("*.toml"))
    return [_profile(tomllib.loads(path.read_text(encoding="utf-8")), knowledge) for path in files]


def _profile(case: Mapping[str, Any], knowledge: KnowledgeBase) -> Profile:
    values = {name: checked(knowledge.findings[name], value) for name, value in case["findings"].items()}
    entries = (Treatment(**{**entry, "setting": Setting(entry["setting"])}) for entry in case.get("treatments", ()))
    return Profile(values, tuple(entries), case.get("region", "us").lower())


def _known(profile: Profile, knowledge: KnowledgeBase, questions: tuple[HistoryQuestion, ...]) -> Known:
    facts = Facts(profile, knowledge.language)
    return Known(profile.values, profile.region, {question: _answer(facts, question) for question in questions})


def _answer(facts: Facts, question: HistoryQuestion) -> int:
    match question:
        case Lines(group, operator, value):
            return int(compare_range(*facts.history.counted(group), operator, value))
        case Given(group):
            least, most = facts.history.counted(group)
            return int(truth(least == most))
        case _:
            return int(facts.judge(question).verdict)
