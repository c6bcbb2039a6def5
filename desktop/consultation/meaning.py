"""What an answer means, in the clinician's words: the line under a row and the line in the rail.

No meaning is made up here. It is the phrase of the finding that follows from the answer ("ER-positive"), or of the
answer itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from guidance.condition import findings_of
from guidance.finding import Finding, FindingId, Kind, Value
from guidance.knowledge import KnowledgeBase
from guidance.wording import MissingWords, Wording
from guidance.workup import WorkUp

_NAMED = 3
"""How many ticked things one line names before it counts the rest."""


@dataclass(frozen=True)
class Meanings:
    """Reads answers with one edition and its words."""

    knowledge: KnowledgeBase
    wording: Wording

    def reading(self, workup: WorkUp, finding: FindingId) -> tuple[str, str]:
        """What the answer to a question means (strong) and what else to know. Both empty while it is open, or does not
        count.
        """
        value = workup.counted.values.get(finding)
        if value is None:
            return "", ""
        derived = self._derived(workup, finding)
        if derived:
            return derived, self.wording.help(finding)
        if self._says_more(self.knowledge.findings[finding], value):
            return _sentence(self.wording.phrase(finding, value)), ""
        return "", ""

    def in_short(self, workup: WorkUp, finding: FindingId) -> str:
        """One answer in a few words, for a list of answers: "ER-positive", "Bone, liver"; "" while it is open."""
        value = workup.counted.values.get(finding)
        if value is None:
            return ""
        if isinstance(value, tuple):
            return self._several(finding, value)
        return self._derived(workup, finding).rstrip(".") or self.wording.phrase(finding, value)

    def unknown(self, findings: Sequence[FindingId], limit: int) -> str:
        """What is not known yet, as many names as `limit` characters hold: "ESR1, PIK3CA not known yet"."""
        if not findings:
            return ""
        said = self.wording.unknown(findings[0])
        names = [self.name(finding) for finding in findings]
        for count in range(2, len(names) + 1):
            longer = f"{', '.join(names[:count])} not known yet"
            if len(longer) > limit:
                break
            said = longer
        return said

    def name(self, finding: FindingId) -> str:
        """The shortest name of a finding: "ER" rather than "Estrogen receptor", where the short one is a name."""
        short, label = self.wording.short(finding), self.wording.label(finding)
        return short if short and len(short) < len(label) and len(short.split()) <= 2 else label

    @cached_property
    def _followers(self) -> dict[FindingId, tuple[FindingId, ...]]:
        """For each finding the derived findings with several values whose rule reads it directly, in the pack's
        order.
        """
        found: dict[FindingId, dict[FindingId, None]] = {}
        for derived in self.knowledge.derived.values():
            if derived.kind is Kind.CHOICE:
                for case in derived.cases:
                    for finding in findings_of(case.when):
                        found.setdefault(finding, {})[derived.id] = None
        return {finding: tuple(ids) for finding, ids in found.items()}

    def _derived(self, workup: WorkUp, finding: FindingId) -> str:
        if finding in workup.hidden:
            return ""  # an answer that does not count has no meaning for this patient
        for derived in self._followers.get(finding, ()):
            value = workup.guidance.facts.derived_value(derived)
            if value is not None:
                try:
                    return _sentence(self.wording.phrase(derived, value))
                except MissingWords:
                    continue  # a label of the rule that nobody has words for
        return ""

    def _several(self, finding: FindingId, value: tuple[str, ...]) -> str:
        if not value:
            return self.wording.phrase(finding, value)
        names = [self.wording.choice(finding, item) for item in value]
        shown = [names[0], *(_lower(name) for name in names[1:_NAMED])]
        rest = len(names) - _NAMED
        return ", ".join(shown) + (f" +{rest}" if rest > 0 else "")

    def _says_more(self, finding: Finding, value: Value) -> bool:
        """Whether the phrase adds anything to what the control shows already."""
        if finding.kind is Kind.CHOICE and isinstance(value, str):
            shown = self.wording.choice(finding.id, value)
            return shown.casefold() not in self.wording.phrase(finding.id, value).casefold()
        return finding.kind is Kind.NUMBER and not self.wording.unit(finding.id)


def _sentence(phrase: str) -> str:
    phrase = phrase[:1].upper() + phrase[1:]
    return phrase if phrase.endswith((".", "?")) else f"{phrase}."


def _lower(name: str) -> str:
    """A name inside a line: "liver"; but "HER2" keeps its capitals."""
    return name if len(name) > 1 and name[1].isupper() else name[:1].lower() + name[1:]
