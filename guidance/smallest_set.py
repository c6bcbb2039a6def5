"""The smallest set of tests and questions that settles today's open options.

**Open** is an option that stands at `depends` today. **Needed** is every finding that an open option waits for today,
or would still wait for after some answers to the others: HER2 staining is needed, and so is the gene test, because the
staining can come back as 2+. The set is settled in advance: its tests can be ordered at once, whatever one of them will
say. (Somebody who waits for each result may get by with fewer.)

The tests are the fewest that fill every needed finding that a test can fill for this patient; of several sets of the
same size it is the one whose tests the pack names first. The questions are the needed findings that no test fills.

So once all its tests are back, no open option waits for anything that a test could fill, whatever they say; and once
the questions are answered as well, no open option waits for anything of this set. An answer that is too coarse to be a
result (a negative blood test where tissue is needed) is no result yet, answers that contradict each other have to be
settled first, and asking for the history means asking until it is complete.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from math import ceil

from guidance.assess import Guidance
from guidance.finding import FindingId, Value
from guidance.option import MedicalTest, OptionId
from guidance.profile import HISTORY
from guidance.questions import offered_tests, waited_for
from guidance.rulebook import Rulebook, rulebook_of
from guidance.trial_block import Answers, TrialBlock
from guidance.trials import Trials
from guidance.wording import Wording


@dataclass(frozen=True, slots=True)
class SmallestSet:
    """Tests in the pack's order and questions in the vocabulary's order.

    `if_needed` are those of the tests that no option waits for today: only some results of the others call for them.
    """

    tests: tuple[MedicalTest, ...] = ()
    questions: tuple[FindingId, ...] = ()
    if_needed: tuple[MedicalTest, ...] = ()

    @property
    def today(self) -> tuple[MedicalTest, ...]:
        """The tests that are awaited whatever the others say."""
        return tuple(test for test in self.tests if test not in self.if_needed)


def smallest_set(guidance: Guidance) -> SmallestSet:
    """The smallest set for one patient; empty when nothing is open."""
    needed = needed_findings(guidance)
    offered = offered_tests(guidance)
    fills = [needed.intersection(test.fills) for test in offered]
    fillable = frozenset().union(*fills)
    chosen = [offered[place] for place in fewest(fillable, fills)]
    today = frozenset(waited_for(guidance))
    return SmallestSet(
        tests=tuple(chosen),
        questions=tuple(f for f in guidance.knowledge.findings if f in needed and f not in fillable),
        if_needed=tuple(test for test in chosen if today.isdisjoint(test.fills)),
    )


def request_line(tests: SmallestSet, wording: Wording, if_needed: str) -> str:
    """The tests as one line for a request form: "(1) …; (2) …; if needed: (3) …". Empty when there is none.

    `if_needed` are the words before the tests that only some results call for.
    """
    ordered = (*tests.today, *tests.if_needed)
    texts = [wording.test(test.id).request for test in ordered]
    if len(texts) > 1:
        texts = [f"({number}) {text}" for number, text in enumerate(texts, 1)]
    if tests.today and tests.if_needed:
        first = len(tests.today)
        texts[first] = f"{if_needed}: {texts[first]}"
    return "; ".join(texts)


def needed_findings(guidance: Guidance) -> frozenset[FindingId]:
    """Every finding that an open option waits for, today or after some answers to what it waits for.

    All options and all answers go forward together, one finding at a time, until each way has come to an end: a
    decided option, or nothing left to ask.
    """
    rulebook = rulebook_of(guidance.knowledge)
    branches = _Branches(guidance, rulebook)
    ways = [_Way(assessment.id, {}) for assessment in guidance.options.values() if assessment.missing]
    needed: set[FindingId] = set()
    while ways:
        block = TrialBlock.of([way.answers for way in ways])
        options = tuple(dict.fromkeys(way.option for way in ways))
        trials = Trials(guidance, rulebook, (block,), options)
        missing = {option: trials.missing(option) for option in options}
        following: list[_Way] = []
        for place, way in enumerate(ways):
            waits_for = [f for f, bits in missing[way.option].items() if bits >> place & 1 and f not in way.answers]
            needed.update(waits_for)
            following += branches.after(way, waits_for)
        ways = following
    return frozenset(needed)


@dataclass(frozen=True, slots=True)
class _Way:
    """An open option and the answers that some results have given so far."""

    option: OptionId
    answers: Answers


class _Branches:
    """The ways on from a way: one for each answer to the awaited finding that has the fewest."""

    def __init__(self, guidance: Guidance, rulebook: Rulebook) -> None:
        self._known, self._disputed = guidance.profile.values, guidance.disputed
        self._order = {finding: place for place, finding in enumerate(guidance.knowledge.findings)}
        self._rulebook = rulebook
        self._found: dict[tuple[OptionId, FindingId, frozenset[FindingId]], list[Value]] = {}

    def after(self, way: _Way, waits_for: Iterable[FindingId]) -> list[_Way]:
        """Empty when nothing is left that an answer could tell."""
        # The history is no single answer: it is asked for as a whole
        can_be_answered = [finding for finding in waits_for if finding != HISTORY]
        if not can_be_answered:
            return []
        answers = {finding: self._answers(way, finding) for finding in can_be_answered}
        first = min(can_be_answered, key=lambda finding: (len(answers[finding]), self._order[finding]))
        return [_Way(way.option, {**way.answers, first: value}) for value in answers[first]]

    def _answers(self, way: _Way, finding: FindingId) -> list[Value]:
        key = (way.option, finding, frozenset(way.answers))
        if key not in self._found:
            beside = self._rulebook.beside((finding,), {**self._known, **way.answers}, self._disputed)
            asking = self._rulebook.asking(way.option, (finding,), beside)
            self._found[key] = [answer.value for asked in asking for answer in self._rulebook.answers(*asked)]
        return self._found[key]


def fewest(wanted: Set[FindingId], fills: Sequence[Set[FindingId]]) -> tuple[int, ...]:
    """The places of the fewest sets that hold everything wanted, in order; of equally few the earliest ones.

    Exact: every way to fill a finding is tried, and given up only when it cannot become better. Raises ValueError when
    something wanted is in none of the sets.
    """
    if not wanted <= frozenset().union(*fills):
        raise ValueError("a wanted finding is filled by nothing")
    best: tuple[int, ...] | None = None

    def fill(left: Set[FindingId], chosen: tuple[int, ...]) -> None:
        nonlocal best
        if not left:
            found = tuple(sorted(chosen))
            if best is None or (len(found), found) < (len(best), best):
                best = found
            return
        if best is not None and len(chosen) + _at_least(left, fills) > len(best):
            return
        ways = {finding: [n for n, filled in enumerate(fills) if finding in filled] for finding in sorted(left)}
        for place in min(ways.values(), key=len):
            fill(left - fills[place], (*chosen, place))

    fill(frozenset(wanted), ())
    return best or ()


def _at_least(left: Set[FindingId], fills: Sequence[Set[FindingId]]) -> int:
    """How many sets are needed at the least: the largest one fills so many at once."""
    largest = max(len(left & filled) for filled in fills)
    return ceil(len(left) / largest)
