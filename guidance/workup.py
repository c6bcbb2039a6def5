"""Everything that follows from one consultation: the one value a screen shows."""

from dataclasses import dataclass
from functools import cached_property

from guidance.assess import Guidance, assess
from guidance.consultation import Consultation
from guidance.counted import Counted, what_counts
from guidance.criteria import Facts
from guidance.finding import FindingId
from guidance.intake import Step, hidden_findings
from guidance.knowledge import KnowledgeBase
from guidance.option import MODALITIES, Assessment, OptionId, Standing
from guidance.profile import Profile
from guidance.questions import NextTest, OpenQuestion, answers_that_matter, next_tests, open_questions
from guidance.sample_changes import Changed, changes_between
from guidance.smallest_set import SmallestSet, smallest_set
from guidance.verdict import Verdict

_FAVORABLE = (Standing.RELEVANT, Standing.CAUTION, Standing.DEPENDS, Standing.LATER, Standing.UNSUITABLE)


@dataclass(frozen=True)
class WorkUp:
    """The consultation, worked up with one edition. Immutable; a new answer makes a new work-up.

    `counted` are the answers that count after a look at their samples, whether their questions are asked or not.
    """

    consultation: Consultation
    knowledge: KnowledgeBase
    hidden: frozenset[FindingId]
    guidance: Guidance
    counted: Counted

    @property
    def profile(self) -> Profile:
        """What is known of the patient: the answers whose questions are asked."""
        return self.guidance.profile

    def questions(self, step: Step) -> tuple[FindingId, ...]:
        """The questions of a step that this patient meets."""
        return tuple(finding for finding in step.questions if finding not in self.hidden)

    @cached_property
    def asked(self) -> tuple[FindingId, ...]:
        """Every question this patient meets, in order."""
        return tuple(finding for step in self.knowledge.intake.steps for finding in self.questions(step))

    @cached_property
    def answered(self) -> tuple[FindingId, ...]:
        """The asked questions that have a value which counts."""
        return tuple(finding for finding in self.asked if finding in self.counted.values)

    @cached_property
    def changed_samples(self) -> tuple[Changed, ...]:
        """The receptors that an earlier sample shows otherwise."""
        return changes_between(self.counted, self.consultation.samples, self.knowledge)

    @cached_property
    def next_tests(self) -> tuple[NextTest, ...]:
        """The decision-changing tests."""
        return next_tests(self.guidance)

    @cached_property
    def smallest_set(self) -> SmallestSet:
        """The fewest tests that settle today's open options, and the questions that go with them."""
        return smallest_set(self.guidance)

    @cached_property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """What only asking can settle."""
        return open_questions(self.guidance)

    @cached_property
    def answers_that_matter(self) -> tuple[FindingId, ...]:
        """Unknown findings that undecided options wait for, most awaited first."""
        return answers_that_matter(self.guidance)

    @cached_property
    def by_standing(self) -> dict[Standing, tuple[Assessment, ...]]:
        """The options grouped by standing, each group in the vocabulary's order."""
        return {
            standing: tuple(a for a in self.guidance.options.values() if a.standing is standing)
            for standing in Standing
        }

    @cached_property
    def by_modality(self) -> dict[str, Standing | None]:
        """For each of the seven modalities the most favorable standing of its options; None when there is no
        guidance.
        """
        best: dict[str, Standing | None] = {}
        for modality in MODALITIES:
            found = {a.standing for a in self.guidance.options.values() if a.option.modality == modality}
            best[modality] = next((s for s in (*_FAVORABLE, Standing.NOT_EXPECTED) if s in found), None)
        return best

    def assessment(self, option: OptionId) -> Assessment | None:
        """One option judged, or None when the visit is outside the scope."""
        return self.guidance.options.get(option)


def work_up(consultation: Consultation, knowledge: KnowledgeBase) -> WorkUp:
    """Works up a visit. Conflicts are looked for among all answers, so that no contradiction is hidden silently."""
    counted = what_counts(consultation.answers, consultation.samples, consultation.treatments, knowledge)
    entered = Profile(counted.values, consultation.treatments, consultation.region)
    facts = Facts(entered, knowledge.language)
    conflicts = [c for c in knowledge.conflicts if facts.judge(c.when).verdict is Verdict.MET]
    disputed = frozenset(finding for conflict in conflicts for finding in conflict.findings)
    hidden = hidden_findings(entered, knowledge.shown_when, knowledge.language, disputed)
    return WorkUp(consultation, knowledge, hidden, assess(entered.without(hidden), knowledge), counted)
