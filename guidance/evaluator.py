"""The standings alone, fast: every answer of a patient is looked up once, and all options are judged at once.

For the live panel and for judging many patients. `assess.py` explains and is the meaning of the rules; this says the
same without the reasons, from the tables that `tables.py` describes.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache, reduce
from operator import or_
from sys import intern
from typing import Any

from guidance.condition import Given, Lines, ProgressedOn
from guidance.finding import FindingId, Value
from guidance.knowledge import KnowledgeBase
from guidance.option import OptionId, Standing
from guidance.pack.compile import tables_of
from guidance.profile import Profile
from guidance.tables import SAFETY, HistoryQuestion, Tables, standing_of
from guidance.treatment import Treatment
from guidance.treatment_history import FINDINGS_BESIDE_THE_ENTRIES, TreatmentHistory, compare_range
from guidance.verdict import Verdict, truth

FlagsOf = Callable[[Mapping[FindingId, Value], int], bytes]
_READ = tuple(sorted(FINDINGS_BESIDE_THE_ENTRIES))
_HISTORIES_KEPT = 256
_ANSWERS_KEPT = 4096
_STANDINGS = tuple(standing_of(flags) for flags in range(256))


class _Answers(dict[tuple[FindingId, Value], int]):
    """The number of every answer. For a measured number or a list it is worked out when it is first met."""

    def __init__(self, tables: Tables) -> None:
        super().__init__(
            ((intern(finding), intern(value)), number)
            for finding, values in tables.choices.items()
            for value, number in values.items()
        )
        self._number_of = tables.number_of
        self._full = len(self) + _ANSWERS_KEPT

    def __missing__(self, answer: tuple[FindingId, Value]) -> int:
        number = self._number_of(*answer)
        if len(self) < self._full:
            self[answer] = number
        return number


def flags_function(tables: Tables) -> FlagsOf:
    """The function that gives the flags of every option, then those of every conflict.

    It is given a patient's answers and what is joined beside them (`Tables.beside_values`). Its source has one line for
    each layer, in which the table of every cell is asked for the content of its cell. A loop would do the same, and
    take a third longer.
    """
    lines = ["row = reduce(or_, map(number_of, values.items()), row)"]
    names: dict[str, Any] = {"reduce": reduce, "or_": or_, "number_of": _Answers(tables).__getitem__}
    first = 0
    for layer in tables.layers:
        places = range(first, first + len(layer))
        names |= {f"table_{place}": table for place, table in zip(places, layer, strict=True)}
        found = " | ".join(f"table_{place}[content[{place}]]" for place in places)
        lines += ["content = row.to_bytes(length, 'little')", f"row |= {found}"]
        first += len(layer)
    lines.append(f"return row.to_bytes(length, 'little')[{first}:]")
    names["length"] = first + len(tables.options) + tables.conflicts
    source = "def flags(values, row):\n" + "".join(f"    {line}\n" for line in lines)
    # Nothing but names and places of cells is in the source
    exec(compile(source, "<tables of the edition>", "exec"), names)
    flags: FlagsOf = names["flags"]
    return flags


class Evaluator:
    """The rules of one edition, ready to judge. Building it takes some milliseconds, so keep it."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.tables = tables_of(knowledge)
        self._knowledge = knowledge
        self._options = self.tables.options
        self._flags_of = flags_function(self.tables)
        # While somebody answers questions the history stays the same, so its answers are kept for a while
        self._beside = lru_cache(_HISTORIES_KEPT)(self._beside_values)

    def standings(self, profile: Profile) -> dict[OptionId, Standing]:
        """The standing of every option, as `assess` gives it; empty when the visit is outside the scope."""
        flags = self._flags(profile)
        conflicts = flags[len(self._options) :]
        if any(conflicts):
            found = [conflict for conflict, on in zip(self._knowledge.conflicts, conflicts, strict=True) if on]
            if any(conflict.out_of_scope for conflict in found):
                return {}
            # Disputed answers are unknown for what fits and when; what they would stop stays stopped
            disputed = frozenset(finding for conflict in found for finding in conflict.findings)
            undisputed = self._flags(profile.without(disputed))
            flags = bytes(one & SAFETY | other & ~SAFETY for one, other in zip(flags, undisputed, strict=True))
        return dict(zip(self._options, map(_STANDINGS.__getitem__, flags), strict=False))

    def _flags(self, profile: Profile) -> bytes:
        values = profile.values
        beside = self._beside(profile.region, profile.treatments, *map(values.get, _READ))
        return self._flags_of(values, beside)

    def _beside_values(self, region: str, treatments: tuple[Treatment, ...], *read: Value | None) -> int:
        values = {name: value for name, value in zip(_READ, read, strict=True) if value is not None}
        history = TreatmentHistory(Profile(values, treatments), dict(self._knowledge.treatment_kinds))
        answers = {question: _answer(history, question) for question in self.tables.history}
        return self.tables.beside_values(region, answers)


def _answer(history: TreatmentHistory, question: HistoryQuestion) -> Verdict:
    match question:
        case Lines(group, operator, value):
            return compare_range(*history.counted(group), operator, value)
        case Given(group):
            least, most = history.counted(group)
            return truth(least == most)
        case ProgressedOn(subject, setting):
            return history.progressed_on(subject, setting)
        case _:
            return history.treated(question)
