"""What an option would come to if somebody knew more: many trials of one patient, worked out side by side.

Each trial is the patient with a few further answers, and one bit of a number. A condition is met in some trials and not
met in others, which makes two numbers; "and" and "or" join all trials of a condition at once. So every answer of every
test costs about as much as judging the patient a few times, and nothing has to be left out or guessed.
"""

from collections.abc import Iterable, Mapping

from guidance.assess import Guidance
from guidance.condition import Compare, Condition
from guidance.finding import FindingId, Value
from guidance.option import OptionId, Standing
from guidance.profile import HISTORY
from guidance.rule_lines import Do
from guidance.rulebook import Reads, Rulebook
from guidance.treatment_history import FINDINGS_BESIDE_THE_ENTRIES
from guidance.trial_block import TrialBlock

_Told = list[tuple[Value, int]]


class Trials:
    """Some options of one guidance under the further answers of some blocks, which stand one after the other."""

    def __init__(
        self, guidance: Guidance, rulebook: Rulebook, blocks: Iterable[TrialBlock], options: Iterable[OptionId]
    ) -> None:
        given: dict[FindingId, dict[Value, int]] = {}
        count = 0
        for block in blocks:
            for finding, values in block.bits.items():
                of_finding = given.setdefault(finding, {})
                for value, bits in values:
                    of_finding[value] = of_finding.get(value, 0) | bits << count
            count += block.count
        self._book = rulebook
        self._every = every = (1 << count) - 1
        course, safety = 0, rulebook.contradictions
        for option in options:
            course |= rulebook.course_of[option]
            safety |= rulebook.safety_of[option]
        self._entered = entered = _Worked(guidance, rulebook, given, every, {}, safety | course)
        disputed: dict[FindingId, int] = {}
        self._outside = 0
        for conflict, number in zip(guidance.knowledge.conflicts, rulebook.conflicts, strict=True):
            on = entered.met[number]
            if on:
                for finding in conflict.findings:
                    disputed[finding] = disputed.get(finding, 0) | on
                if conflict.out_of_scope:
                    self._outside |= on
        # What counts for fits and timing: an answer in a conflict is unknown until somebody settles it
        self._counted = _Worked(guidance, rulebook, given, every, disputed, course) if disputed else entered

    def standings(self, option: OptionId) -> dict[Standing, int]:
        """For each standing the trials in which the option comes to it. A trial outside the scope is in none."""
        lines, counted, entered = self._book.options[option], self._counted, self._entered
        unfit, fit = _all(lines.fits, counted, self._every)
        untimely, timely = _all(lines.timing, counted, self._every)
        passed = _either(lines.passing, counted.not_met)
        stopped = _either(lines.stops, entered.met)
        lowered = _either(lines.cautions, entered.met) | _either(lines.must_know, counted.not_met)
        inside = self._every & ~self._outside
        kept = inside & ~unfit
        unsuitable = kept & stopped
        kept &= ~stopped
        late = kept & untimely
        kept &= ~untimely
        ready = kept & fit & timely
        return {
            Standing.RELEVANT: ready & ~lowered,
            Standing.CAUTION: ready & lowered,
            Standing.DEPENDS: kept & ~ready,
            Standing.LATER: late & ~passed,
            Standing.UNSUITABLE: unsuitable,
            Standing.NOT_EXPECTED: inside & unfit | late & passed,
        }

    def missing(self, option: OptionId) -> dict[FindingId, int]:
        """For each finding the trials in which the option is undecided and names it as missing."""
        undecided = self.standings(option)[Standing.DEPENDS]
        if not undecided:
            return {}
        lines = self._book.options[option]
        found: dict[FindingId, int] = {}
        for number in (*lines.fits, *lines.timing):
            _add(found, self._counted.missing(number), undecided)
        return found


class _Worked:
    """The needed lines of the rulebook for all trials: the trials in which it is met, and those in which it is not.

    `given` are the further answers with their trials. `disputed` are the trials in which a finding, although answered,
    counts as unknown.
    """

    def __init__(
        self,
        guidance: Guidance,
        rulebook: Rulebook,
        given: Mapping[FindingId, Mapping[Value, int]],
        every: int,
        disputed: Mapping[FindingId, int],
        needed: int,
    ) -> None:
        self._guidance, self._book, self._given = guidance, rulebook, given
        self._every, self._disputed = every, disputed
        self._missing: dict[int, dict[FindingId, int]] = {}
        self.met = [0] * len(rulebook.lines)
        self.not_met = [0] * len(rulebook.lines)
        self._work(needed)

    def missing(self, number: int) -> dict[FindingId, int]:
        """For each finding the trials in which the line is open and the finding would settle it."""
        if number not in self._missing:
            is_open = self._every & ~(self.met[number] | self.not_met[number])
            self._missing[number] = self._named(number, is_open) if is_open else {}
        return self._missing[number]

    def _work(self, needed: int) -> None:
        met, not_met, every = self.met, self.not_met, self._every
        histories = self._histories()
        told: dict[FindingId, _Told] = {}
        for number, line in self._book.in_order(needed):
            do, parts = line.do, line.parts
            if do is Do.ANSWER:
                finding = line.finding
                if finding not in told:
                    told[finding] = self._told(finding)
                yes, no = _read(self._book.reads[number], told[finding])
            elif do is Do.ALL:
                yes, no = every, 0
                for part in parts:
                    yes &= met[part]
                    no |= not_met[part]
            elif do is Do.ANY:
                yes, no = 0, every
                for part in parts:
                    yes |= met[part]
                    no &= not_met[part]
            elif do is Do.CASE:
                yes, no = met[parts[0]], not_met[parts[0]]
                for other in parts[1:]:
                    no |= met[other] & ~yes
            elif do is Do.HISTORY:
                yes = no = 0
                for said, bits in histories:
                    if said[number] == 3:
                        yes |= bits
                    elif said[number] == 0:
                        no |= bits
            elif do is Do.NOT:
                yes, no = not_met[parts[0]], met[parts[0]]
            elif do is Do.SURELY:
                yes = met[parts[0]]
                no = every ^ yes
            elif do is Do.POSSIBLY:
                no = not_met[parts[0]]
                yes = every ^ no
            elif do is Do.OTHERWISE:
                no = 0
                for part in parts:
                    no |= met[part]
                yes = every ^ no
            elif do is Do.GIVEN:
                yes = self._is_given(line.finding)
                no = every ^ yes
            else:
                yes, no = (every, 0) if do is Do.ALWAYS or self._is_here(line.asks) else (0, every)
            met[number] = yes
            not_met[number] = no

    def _told(self, finding: FindingId) -> _Told:
        """Every value of a finding with its trials, the one that is known already with all the others."""
        counting = self._every & ~self._disputed.get(finding, 0)
        told: _Told = []
        for value, bits in self._given.get(finding, _NOTHING).items():
            told.append((value, bits & counting))
            counting &= ~bits
        known = self._guidance.profile.values.get(finding)
        if known is not None:
            told.append((known, counting))
        return told

    def _is_here(self, asks: Condition | None) -> bool:
        if not isinstance(asks, Compare):
            raise TypeError("only the region is compared here")
        return (self._guidance.profile.region == asks.value) is (asks.operator == "==")

    def _is_given(self, finding: FindingId) -> int:
        given = 0
        for _, bits in self._told(finding):
            given |= bits
        return given

    def _histories(self) -> list[tuple[Mapping[int, int], int]]:
        """What the history says, for each set of trials in which the findings beside its entries are the same."""
        profile = self._guidance.profile
        sets: list[tuple[dict[FindingId, Value], int]] = [({}, self._every)]
        for finding in sorted(FINDINGS_BESIDE_THE_ENTRIES):
            for value, bits in self._told(finding):
                apart = [({**beside, finding: value}, kept) for beside, of in sets if (kept := of & bits)]
                sets = [(beside, kept) for beside, of in sets if (kept := of & ~bits)] + apart
        return [(self._book.said_by(profile.treatments, *beside.items()), bits) for beside, bits in sets]

    def _named(self, number: int, is_open: int) -> dict[FindingId, int]:
        line = self._book.lines[number]
        found: dict[FindingId, int] = {}
        if line.do is Do.ANSWER:
            found[line.finding] = is_open
        elif line.do is Do.HISTORY:
            found[HISTORY] = is_open
        elif line.do in (Do.ALL, Do.ANY, Do.NOT):
            for part in line.parts:
                _add(found, self.missing(part), is_open)
        elif line.do is Do.CASE:
            rest = is_open
            for finding, when in line.needs:
                bits = is_open if when is None else is_open & self.met[when]
                _add(found, {finding: bits}, is_open)
                rest &= ~bits
            _add(found, self.missing(line.parts[0]), rest)
        return found


_NOTHING: Mapping[Value, int] = {}


def _read(reads: Reads | None, told: _Told) -> tuple[int, int]:
    if reads is None:
        raise TypeError("a line that asks nothing cannot be read")
    yes = no = 0
    for value, bits in told:
        verdict = reads(value)
        if verdict == 3:
            yes |= bits
        elif verdict == 0:
            no |= bits
    return yes, no


def _all(numbers: Iterable[int], worked: _Worked, every: int) -> tuple[int, int]:
    """The trials in which one of the lines is not met, and those in which all are."""
    broken, kept = 0, every
    for number in numbers:
        broken |= worked.not_met[number]
        kept &= worked.met[number]
    return broken, kept


def _either(numbers: Iterable[int], of: list[int]) -> int:
    found = 0
    for number in numbers:
        found |= of[number]
    return found


def _add(found: dict[FindingId, int], more: Mapping[FindingId, int], among: int) -> None:
    for finding, bits in more.items():
        kept = bits & among
        if kept:
            found[finding] = found.get(finding, 0) | kept
