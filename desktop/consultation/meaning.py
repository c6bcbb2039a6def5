"""What an answer means, in the clinician's words: the line under a row and the line in the rail.

No meaning is made up here. It is the phrase of the finding that follows from the answer ("ER-positive"), or of the
answer itself.
"""

from functools import lru_cache
from types import MappingProxyType

from guidance.condition import walk
from guidance.consultation import Mark, MarkKind
from guidance.finding import Finding, FindingId, Kind, Value
from guidance.knowledge import KnowledgeBase
from guidance.wording import MissingWords, Wording
from guidance.workup import WorkUp

_LIST_LIMIT = 3
"""How many ticked things one line names before it counts the rest."""


def reading(workup: WorkUp, wording: Wording, finding: FindingId) -> tuple[str, str]:
    """What the answer to a question means (strong) and what else to know about it. Both empty while it is open."""
    value = workup.consultation.answers.get(finding)
    if value is None:
        return "", ""
    derived = _derived_phrase(workup, wording, finding)
    if derived:
        return derived, wording.help(finding)
    if _says_more(workup.knowledge.findings[finding], value, wording):
        return _sentence(wording.phrase(finding, value)), ""
    return "", ""


def in_short(workup: WorkUp, wording: Wording, finding: FindingId) -> str:
    """One answer in a few words for a list of answers: "ER-positive", "Bone, liver"; "" while it is open."""
    value = workup.consultation.answers.get(finding)
    if value is None:
        return ""
    if isinstance(value, tuple):
        return several_in_short(wording, finding, value)
    return _derived_phrase(workup, wording, finding).rstrip(".") or wording.phrase(finding, value)


def several_in_short(wording: Wording, finding: FindingId, value: tuple[str, ...]) -> str:
    """The ticked things of a list, the first few by name: "Bone, liver, lung and 2 more"."""
    if not value:
        return wording.phrase(finding, value)
    names = [wording.choice(finding, item) for item in value]
    shown = [names[0], *(_lower(name) for name in names[1:_LIST_LIMIT])]
    rest = len(names) - _LIST_LIMIT
    return ", ".join(shown) + (f" +{rest}" if rest > 0 else "")


def unknown_in_short(wording: Wording, findings: tuple[FindingId, ...], limit: int) -> str:
    """What is not known yet, as many names as fit: "ESR1, PIK3CA not known yet"."""
    if not findings:
        return ""
    alone = wording.unknown(findings[0])
    if len(findings) == 1 or len(alone) > limit:
        return alone
    names = [short_name(wording, finding) for finding in findings]
    said = alone
    for count in range(2, len(names) + 1):
        longer = f"{', '.join(names[:count])} not known yet"
        if len(longer) > limit:
            break
        said = longer
    return said


def short_name(wording: Wording, finding: FindingId) -> str:
    """The shortest name of a finding: "ER" rather than "Estrogen receptor", when the short one is a name."""
    short, label = wording.short(finding), wording.label(finding)
    return short if short and len(short) < len(label) and len(short.split()) <= 2 else label


def marked_phrase(mark: Mark | None) -> MarkKind | None:
    """What a mark says, or None when there is none."""
    return None if mark is None else mark.kind


@lru_cache(maxsize=8)
def followers(knowledge: KnowledgeBase) -> "MappingProxyType[FindingId, tuple[FindingId, ...]]":
    """For each finding the derived findings with several values whose rule reads it directly, in the pack's order."""
    found: dict[FindingId, list[FindingId]] = {}
    for derived in knowledge.derived.values():
        if derived.kind is not Kind.CHOICE:
            continue
        for case in derived.cases:
            for node in walk(case.when):
                finding = getattr(node, "finding", None)
                if finding in knowledge.findings and derived.id not in found.setdefault(finding, []):
                    found[finding].append(derived.id)
    return MappingProxyType({finding: tuple(ids) for finding, ids in found.items()})


def _derived_phrase(workup: WorkUp, wording: Wording, finding: FindingId) -> str:
    facts = workup.guidance.facts
    for derived in followers(workup.knowledge).get(finding, ()):
        value = facts.derived_value(derived)
        if value is None:
            continue
        try:
            return _sentence(wording.phrase(derived, value))
        except MissingWords:
            continue  # a label of the rule that nobody has words for is no meaning
    return ""


def _says_more(finding: Finding, value: Value, wording: Wording) -> bool:
    """Whether the phrase adds anything to what the control shows already."""
    if finding.kind is Kind.CHOICE and isinstance(value, str):
        return wording.phrase(finding.id, value).casefold() != wording.choice(finding.id, value).casefold()
    return False


def _sentence(phrase: str) -> str:
    phrase = phrase[:1].upper() + phrase[1:]
    return phrase if phrase.endswith((".", "?")) else f"{phrase}."


def _lower(name: str) -> str:
    """A name inside a line: "liver", but "HER2" and "ER" keep their capitals."""
    return name if len(name) > 1 and name[1].isupper() else name[:1].lower() + name[1:]
