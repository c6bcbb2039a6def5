"""What a treatment history that nobody has lived yet could say to the questions of the rules.

Questions are answered freely, as long as no two answers contradict each other: a taxane and no chemotherapy. That is
less than the truth (a contradiction that takes three answers goes unseen), so a rule may be thought possible that is
not, and never the other way round.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from math import ceil, floor, inf

from guidance.condition import (
    Alongside,
    Condition,
    Earliest,
    EntryCompare,
    EntryOneOf,
    Latest,
    Lines,
    ProgressedOn,
    Treated,
    walk,
)
from guidance.finding import YES, FindingId, Value
from guidance.profile import HISTORY, Profile
from guidance.treatment import NUMBER_LIMITS, OUTCOMES, PROGRESSED_WITHIN, Setting, Treatment, TreatmentKind
from guidance.treatment_history import (
    LINE_OF_THERAPY,
    NO_METASTATIC_TREATMENT,
    PRESENTATION,
    SYSTEMIC,
    TreatmentHistory,
    compare_range,
)
from guidance.verdict import Verdict

Question = Treated | ProgressedOn | Lines
Range = tuple[float, float]
"""The least and the most lines."""
Said = Verdict | Range
_FAVORABLE: Mapping[FindingId, Value] = {HISTORY: YES, NO_METASTATIC_TREATMENT: YES, PRESENTATION: "de_novo"}
"""With these, what is not listed was not given, in every setting."""
_MIDDLE_LINE = 2


def question_id(question: Question) -> str:
    """One id for what is one answer: all comparisons with the lines of a group share it."""
    return f"lines({question.group})" if isinstance(question, Lines) else repr(question)


def verdict_of(question: Question, said: Said | None) -> Verdict:
    """The verdict of a question; None is "not decided"."""
    if said is None:
        return Verdict.UNKNOWN
    if isinstance(said, Verdict):
        return said
    assert isinstance(question, Lines)
    return compare_range(*said, question.operator, question.value)


class ImaginedHistories:
    """The possible answers of histories made of these kinds of treatment."""

    def __init__(self, kinds: dict[str, TreatmentKind]) -> None:
        self._kinds = kinds
        self._members: dict[str, frozenset[str]] = {}
        self._answers: dict[Question, tuple[Verdict, ...]] = {}

    def answers(self, asked: Sequence[Question]) -> tuple[Said, ...]:
        """What can be said to questions that share one answer."""
        first = asked[0]
        if isinstance(first, Lines):
            return tuple(_ranges(first.group, [node.value for node in asked if isinstance(node, Lines)]))
        if first not in self._answers:
            can_be = isinstance(first, ProgressedOn) or first.where is None or self._some_entry(first, first.where)
            self._answers[first] = (*((Verdict.MET,) if can_be else ()), Verdict.NOT_MET, Verdict.UNKNOWN)
        return self._answers[first]

    def contradict(
        self, newest: Question, said: Mapping[Question, Said], values: Mapping[FindingId, Value | None]
    ) -> bool:
        """Whether the answer to `newest` cannot stand with another one, or with the findings that are decided."""
        if _needs_absence(said[newest]) and not self._absence_possible(newest, values):
            return True
        return any(
            other is not newest
            and (self._at_odds(newest, said[newest], other, it) or self._at_odds(other, it, newest, said[newest]))
            for other, it in said.items()
        )

    def absence_contradicted(self, said: Mapping[Question, Said], values: Mapping[FindingId, Value | None]) -> bool:
        """Whether something "was not given" although what is decided leaves the list open."""
        return any(_needs_absence(it) and not self._absence_possible(q, values) for q, it in said.items())

    def _absence_possible(self, question: Question, values: Mapping[FindingId, Value | None]) -> bool:
        known = {name: value for name, value in {**_FAVORABLE, **values}.items() if value is not None}
        setting = Setting.METASTATIC if isinstance(question, Lines) else question.setting
        return TreatmentHistory(Profile(known), self._kinds).absence_is_known(setting)

    def _at_odds(self, one: Question, of_one: Said, other: Question, of_other: Said) -> bool:
        """Whether `one` is answered higher than `other`, which it is part of, allows."""
        if isinstance(of_one, Verdict) and isinstance(of_other, Verdict):
            return of_one > of_other and self._entails(one, other)
        if isinstance(one, Lines) and isinstance(other, Lines):
            return self._more_than(one.group, of_one, other.group, of_other)
        if isinstance(one, Lines):
            return self._lines_without_entry(one.group, of_one, other, of_other)
        # An entry of metastatic treatment is a line
        assert isinstance(other, Lines)
        assert isinstance(of_other, tuple)
        return (
            of_one is Verdict.MET
            and _setting_within(_setting(one), Setting.METASTATIC)
            and self._within(_subject(one), other.group)
            and of_other[0] == 0
        )

    def _more_than(self, one: str, of_one: Said, other: str, of_other: Said) -> bool:
        assert isinstance(of_one, tuple)
        assert isinstance(of_other, tuple)
        if one == LINE_OF_THERAPY:
            # Each line that is over is a line; that the line is certain needs all of them
            return other == SYSTEMIC and of_one[0] == of_one[1] and not of_one[0] - 1 <= of_other[0] == of_other[1]
        return self._within(one, other) and (of_one[0] > of_other[0] or of_one[1] > of_other[1])

    def _lines_without_entry(self, group: str, of_lines: Said, other: Question, of_other: Said) -> bool:
        assert isinstance(of_lines, tuple)
        least = of_lines[0] - 1 if group == LINE_OF_THERAPY else of_lines[0]
        return (
            least >= 1
            and of_other is not Verdict.MET
            and isinstance(other, Treated)
            and other.where is None
            and other.setting in ("", Setting.METASTATIC)
            and self._within(SYSTEMIC if group == LINE_OF_THERAPY else group, other.subject)
        )

    def _entails(self, one: Question, other: Question) -> bool:
        """Whether every entry that answers `one` answers `other`, as far as their form tells."""
        if not self._within(_subject(one), _subject(other)) or not _setting_within(_setting(one), _setting(other)):
            return False
        if isinstance(other, Treated) and other.where is None:
            return True
        return _where(one) == _where(other)

    def _within(self, one: str, other: str) -> bool:
        return one == other or self._of(one) <= self._of(other)

    def _of(self, subject: str) -> frozenset[str]:
        """The kinds of treatment of a class or group."""
        if subject not in self._members:
            history = TreatmentHistory(Profile(), self._kinds)
            entries = (Treatment(kind, Setting.METASTATIC) for kind in self._kinds)
            self._members[subject] = frozenset(e.treatment for e in entries if history.belongs(e, subject))
        return self._members[subject]

    def _some_entry(self, question: Treated, where: Condition) -> bool:
        """Whether any entry, alone or with the ones it is compared with, meets the question."""
        nodes = tuple(walk(where))
        alike = {self._kinds[kind].groups: kind for kind in sorted(self._of(question.subject))}
        settings = [setting for setting in Setting if _setting_within(setting, question.setting)]
        for kind, setting, fields in product(alike.values(), settings, _fields(nodes)):
            entry = Treatment(kind, setting, **fields)  # type: ignore[arg-type]  # each field has its own type
            others = list(self._others(entry, nodes))
            for count in range(len(others) + 1):
                for beside in combinations(others, count):
                    known = Profile(_FAVORABLE, (entry, *beside))
                    if TreatmentHistory(known, self._kinds).treated(question) is Verdict.MET:
                        return True
        return False

    def _others(self, entry: Treatment, nodes: Iterable[Condition]) -> Iterator[Treatment]:
        line = entry.line or _MIDDLE_LINE
        for node in nodes:
            if isinstance(node, Alongside):
                for kind in sorted(self._of(node.treatment))[:1]:
                    yield Treatment(kind, entry.setting, outcome="completed", line=line)
            elif isinstance(node, Earliest | Latest):
                for kind in sorted(self._of(node.group))[:1]:
                    yield Treatment(kind, Setting.METASTATIC, line=line + (1 if isinstance(node, Latest) else -1))


def _needs_absence(said: Said) -> bool:
    return said is Verdict.NOT_MET if isinstance(said, Verdict) else said[1] < inf


def _ranges(group: str, limits: Iterable[float]) -> Iterator[Range]:
    """The ranges of lines between which comparisons with these limits make a difference."""
    first = 1 if group == LINE_OF_THERAPY else 0
    points = {first, *(point for limit in limits for point in range(ceil(limit) - 1, floor(limit) + 2))}
    counts = sorted(point for point in points if point >= first)
    yield from ((count, count) for count in counts)
    if group == LINE_OF_THERAPY:
        yield (first, inf)
        return
    yield from combinations(counts, 2)
    yield from ((count, inf) for count in counts)


def _fields(nodes: Iterable[Condition]) -> Iterator[dict[str, str | float | None]]:
    """Every way to fill in the fields of an entry that are asked for; what is not asked for makes no difference."""
    asked: dict[str, set[float]] = {}
    for node in nodes:
        if isinstance(node, EntryCompare | EntryOneOf):
            limits = asked.setdefault(node.field, set())
            if isinstance(node, EntryCompare) and not isinstance(node.value, str):
                limits.add(node.value)
    ways: dict[str, list[str | float | None]] = {"line": [_MIDDLE_LINE]}
    if asked.keys() & {"outcome", "progressed_within"}:
        ways["outcome"], ways["progressed_within"] = [*OUTCOMES, None], [*PROGRESSED_WITHIN, None]
    for name in asked.keys() & NUMBER_LIMITS.keys():
        low, high = NUMBER_LIMITS[name]
        step = 1 if name == "line" else 0.5
        around = {point for limit in asked[name] for point in (limit - step, limit, limit + step)}
        ways[name] = [*sorted(point for point in {low, high, *around} if low <= point <= high)]
    for way in product(*ways.values()):
        yield dict(zip(ways, way, strict=True))


def _subject(question: Question) -> str:
    return question.group if isinstance(question, Lines) else question.subject


def _setting(question: Question) -> str:
    return Setting.METASTATIC if isinstance(question, Lines) else question.setting


def _where(question: Question) -> Condition | None:
    if isinstance(question, ProgressedOn):
        return EntryCompare("outcome", "==", "progressed")
    return question.where if isinstance(question, Treated) else None


def _setting_within(one: str, other: str) -> bool:
    return not other or one == other or (other == "early" and one in (Setting.ADJUVANT, Setting.NEOADJUVANT))
