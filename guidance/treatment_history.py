"""What the treatment history can answer, and what it leaves open.

An entry that is missing was "not given" only if the list is complete; a field that is missing inside an entry is
unknown. Counting lines
gives a range. Source of the rules: vocabulary of the consultation, section 2.
"""

from dataclasses import dataclass
from math import inf

from guidance.condition import (
    All,
    Alongside,
    AnyOf,
    Condition,
    Earliest,
    EntryCompare,
    EntryOneOf,
    Latest,
    Not,
    Treated,
)
from guidance.finding import YES
from guidance.profile import HISTORY, Profile
from guidance.treatment import Setting, Treatment, TreatmentKind
from guidance.verdict import Verdict, negated, truth

LOCAL_GROUPS = frozenset({"partner", "supportive", "local"})
"""Groups that are no systemic cancer treatment."""
SYSTEMIC = "systemic"
NO_METASTATIC_TREATMENT = "no_treatment_yet_for_metastatic_disease"
PRESENTATION = "metastatic_presentation"
DISEASE_FREE_INTERVAL = "disease_free_interval_months"
FINDINGS_BESIDE_THE_ENTRIES = frozenset({HISTORY, NO_METASTATIC_TREATMENT, PRESENTATION, DISEASE_FREE_INTERVAL})
"""All the history reads besides its entries. A finding that is read here and not named here would be tried in vain."""
LINE_OF_THERAPY = "line_of_therapy"
_CURATIVE_INTENT_GROUPS = frozenset({"chemotherapy", "her2", "immune"})


@dataclass(frozen=True, slots=True)
class TreatmentHistory:
    """The entries of one profile with the classes they belong to."""

    profile: Profile
    kinds: dict[str, TreatmentKind]

    def belongs(self, entry: Treatment, subject: str) -> bool:
        """True when the entry is of this class or counts for this group (`systemic` is every group that treats the
        whole body).
        """
        groups = self.kinds[entry.treatment].groups
        if subject == SYSTEMIC:
            return not LOCAL_GROUPS.issuperset(groups)
        return entry.treatment == subject or subject in groups

    def entries(self, subject: str, setting: str) -> list[Treatment]:
        """The entries of a class or group in a setting ("" is any, "early" is neoadjuvant or adjuvant)."""
        return [e for e in self.profile.treatments if self.belongs(e, subject) and _in_setting(e, setting)]

    def absence_is_known(self, setting: str) -> bool:
        """True when "not listed" means "not given" in this setting."""
        given = self.profile.values
        if given.get(HISTORY) == YES:
            return True
        no_metastatic = given.get(NO_METASTATIC_TREATMENT) == YES
        no_early = given.get(PRESENTATION) == "de_novo"
        if setting == Setting.METASTATIC:
            return no_metastatic
        if setting in ("early", Setting.ADJUVANT, Setting.NEOADJUVANT):
            return no_early
        return no_metastatic and no_early

    def treated(self, question: Treated) -> Verdict:
        """Whether such an entry exists."""
        verdicts = [
            Verdict.MET if question.where is None else self._judge(entry, question.where)
            for entry in self.entries(question.subject, question.setting)
        ]
        return self._exists(verdicts, question.setting)

    def progressed_on(self, subject: str, setting: str) -> Verdict:
        """Whether the cancer grew, or came back, on such an entry."""
        return self._exists([progressed(entry) for entry in self.entries(subject, setting)], setting)

    def lines(self, group: str) -> tuple[float, float]:
        """The least and the most metastatic lines of a group that the entries allow."""
        entries = self.entries(group, Setting.METASTATIC)
        numbered = {entry.line for entry in entries if entry.line is not None}
        without = sum(entry.line is None for entry in entries)
        least = max(len(numbered), 1 if entries else 0)
        most: float = len(numbered) + without
        return least, most if self.absence_is_known(Setting.METASTATIC) else inf

    def line_of_therapy(self) -> int | None:
        """The line being decided now: one more than the lines that are over. None when it cannot be said."""
        least, most = self.lines(SYSTEMIC)
        if least != most:
            return None
        by_line: dict[int | None, list[Treatment]] = {}
        for entry in self.entries(SYSTEMIC, Setting.METASTATIC):
            by_line.setdefault(entry.line, []).append(entry)
        return 1 + sum(any(entry.outcome != "ongoing" for entry in group) for group in by_line.values())

    def counted(self, what: str) -> tuple[float, float]:
        """The least and the most of what a derived finding counts: the lines of a group, or the line of therapy."""
        if what != LINE_OF_THERAPY:
            return self.lines(what)
        line = self.line_of_therapy()
        return (1, inf) if line is None else (line, line)

    def classes(self, subject: str, setting: str) -> tuple[str, ...]:
        """The class ids of the entries, for an explanation."""
        return tuple(dict.fromkeys(entry.treatment for entry in self.entries(subject, setting)))

    def _exists(self, verdicts: list[Verdict], setting: str) -> Verdict:
        if Verdict.MET in verdicts:
            return Verdict.MET
        if Verdict.UNKNOWN in verdicts or not self.absence_is_known(setting):
            return Verdict.UNKNOWN
        return Verdict.NOT_MET

    def _judge(self, entry: Treatment, where: Condition) -> Verdict:
        match where:
            case All(parts):
                return min(self._judge(entry, part) for part in parts)
            case AnyOf(parts):
                return max(self._judge(entry, part) for part in parts)
            case Not(part):
                return negated(self._judge(entry, part))
            case EntryOneOf(field, values):
                return _among(self._possible(entry, field), frozenset(values))
            case EntryCompare(field, operator, str() as value):
                verdict = _among(self._possible(entry, field), frozenset({value}))
                return negated(verdict) if operator == "!=" else verdict
            case EntryCompare(field, operator, value):
                number = getattr(entry, field)
                return Verdict.UNKNOWN if number is None else compare_range(number, number, operator, float(value))
            case Alongside(treatment):
                return self._alongside(entry, treatment)
            case Earliest(group):
                return self._at_an_end(entry, group, last=False)
            case Latest(group):
                return self._at_an_end(entry, group, last=True)
            case _:
                raise TypeError(f"{type(where).__name__} cannot be asked of a history entry")

    def _possible(self, entry: Treatment, field: str) -> frozenset[str]:
        """The values a field can still have."""
        if field == "outcome":
            return _possible_outcomes(entry)
        if entry.progressed_within is not None:
            return frozenset({entry.progressed_within})
        if entry.setting == Setting.METASTATIC:
            return frozenset({"none"})
        if entry.outcome == "progressed":
            return frozenset({"on_treatment"})
        possible = {"on_treatment", "within_6_months", "within_12_months", "later"}
        if entry.outcome not in (None, "ongoing"):
            possible.discard("on_treatment")
        # The disease-free interval counts from the last curative-intent treatment, so each of them ended at least so
        # long ago
        interval = self.profile.values.get(DISEASE_FREE_INTERVAL)
        if isinstance(interval, int | float) and not _CURATIVE_INTENT_GROUPS.isdisjoint(
            self.kinds[entry.treatment].groups
        ):
            if interval > 6:
                possible -= {"on_treatment", "within_6_months"}
            if interval > 12:
                possible -= {"within_12_months"}
        return frozenset(possible)

    def _alongside(self, entry: Treatment, treatment: str) -> Verdict:
        verdict = Verdict.NOT_MET
        for other in self.entries(treatment, entry.setting):
            unnumbered = entry.line is None or other.line is None
            together = Verdict.UNKNOWN if unnumbered else truth(entry.line == other.line)
            verdict = max(verdict, min(together, negated(progressed(other))))
        return verdict

    def _at_an_end(self, entry: Treatment, group: str, *, last: bool) -> Verdict:
        """Whether the entry belongs to the first (or last) metastatic line of a group."""
        entries = self.entries(group, Setting.METASTATIC)
        if entry not in entries:
            return Verdict.NOT_MET
        lines = [other.line for other in entries if other.line is not None]
        if entry.line is None or len(lines) < len(entries):
            # Without line numbers only a single entry can be placed
            return Verdict.MET if len(entries) == 1 else Verdict.UNKNOWN
        return truth(entry.line == (max(lines) if last else min(lines)))


def progressed(entry: Treatment) -> Verdict:
    """Whether the cancer grew or came back on this treatment."""
    if entry.outcome == "progressed" or entry.progressed_within == "on_treatment":
        return Verdict.MET
    if entry.outcome is None and entry.progressed_within is None:
        return Verdict.UNKNOWN
    return Verdict.NOT_MET


def compare_range(least: float, most: float, operator: str, value: float) -> Verdict:
    """The verdict of a comparison when the number is only known to lie between two limits."""
    match operator:
        case "<":
            sure, excluded = most < value, least >= value
        case "<=":
            sure, excluded = most <= value, least > value
        case ">":
            sure, excluded = least > value, most <= value
        case ">=":
            sure, excluded = least >= value, most < value
        case "==":
            sure, excluded = least == most == value, not least <= value <= most
        case _:
            sure, excluded = not least <= value <= most, least == most == value
    if sure:
        return Verdict.MET
    return Verdict.NOT_MET if excluded else Verdict.UNKNOWN


def _in_setting(entry: Treatment, setting: str) -> bool:
    if not setting:
        return True
    if setting == "early":
        return entry.setting != Setting.METASTATIC
    return entry.setting == setting


def _possible_outcomes(entry: Treatment) -> frozenset[str]:
    if entry.progressed_within == "on_treatment":
        return frozenset({"progressed"})
    if entry.outcome is not None:
        return frozenset({entry.outcome})
    everything = frozenset({"ongoing", "completed", "progressed", "stopped_toxicity", "other"})
    return everything if entry.progressed_within is None else everything - {"progressed"}


def _among(possible: frozenset[str], wanted: frozenset[str]) -> Verdict:
    if possible <= wanted:
        return Verdict.MET
    return Verdict.NOT_MET if possible.isdisjoint(wanted) else Verdict.UNKNOWN
