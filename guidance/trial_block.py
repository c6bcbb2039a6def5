"""A few trials that belong together: sets of further answers, laid out bit by bit for trials.py."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from guidance.finding import FindingId, Value

Answers = Mapping[FindingId, Value]


@dataclass(frozen=True, slots=True)
class TrialBlock:
    """Trials that belong together. `bits` says for each finding which of them (bit 0 is the first) give which value."""

    count: int
    bits: Mapping[FindingId, tuple[tuple[Value, int], ...]]

    @staticmethod
    def of(trials: Sequence[Answers]) -> "TrialBlock":
        """One trial for each of these sets of answers."""
        found: dict[FindingId, dict[Value, int]] = {}
        for place, answers in enumerate(trials):
            for finding, value in answers.items():
                of_finding = found.setdefault(finding, {})
                of_finding[value] = of_finding.get(value, 0) | 1 << place
        return TrialBlock(len(trials), {finding: tuple(values.items()) for finding, values in found.items()})

    @staticmethod
    def of_all(answers: Mapping[FindingId, Sequence[Value]]) -> "TrialBlock":
        """One trial for each way to choose a value of every finding; the last finding changes fastest."""
        return TrialBlock.of([dict(zip(answers, chosen, strict=True)) for chosen in product(*answers.values())])
