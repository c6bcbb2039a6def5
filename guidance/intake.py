"""Which questions this patient meets, in order, and how answers become a profile.

Answers to questions that are hidden now are kept in the consultation but do not enter the profile.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from guidance.condition import Condition
from guidance.criteria import Facts, Language
from guidance.finding import FindingId
from guidance.profile import Profile
from guidance.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Section:
    """A few questions that belong together on a page. `folded` ones are rarely needed."""

    title: str
    questions: tuple[FindingId, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the intake: the questions of one source document."""

    id: str
    number: int
    title: str
    question: str
    hint: str
    sections: tuple[Section, ...]

    @property
    def questions(self) -> tuple[FindingId, ...]:
        """Every question of the page, in order."""
        return tuple(finding for section in self.sections for finding in section.questions)


@dataclass(frozen=True, slots=True)
class Intake:
    """The steps in order."""

    steps: tuple[Step, ...]

    def step_of(self, finding: FindingId) -> Step | None:
        """The step that asks for this finding."""
        return next((step for step in self.steps if finding in step.questions), None)


def hidden_findings(
    answers: Profile, shown_when: Mapping[FindingId, Condition], language: Language, kept: frozenset[FindingId]
) -> frozenset[FindingId]:
    """The findings whose question is surely not put to this patient now, answered or not.

    Hiding one answer can hide the next question, so this repeats until nothing changes. `kept` stay visible whatever
    their
    condition says: they take part in a conflict that somebody has to settle.
    """
    hidden: frozenset[FindingId] = frozenset()
    while True:
        facts = Facts(answers.without(hidden), language)
        now = frozenset(
            finding
            for finding, condition in shown_when.items()
            if finding not in kept and facts.judge(condition).verdict is Verdict.NOT_MET
        )
        if now <= hidden:
            return hidden
        hidden |= now
