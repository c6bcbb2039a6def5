"""What answers would make of undecided options, each answer by itself or all answers of a test together.

Everything that is asked of one patient is worked out in one go (trials.py).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from guidance.assess import Guidance
from guidance.finding import Finding, FindingId, Kind
from guidance.option import OptionId, Standing
from guidance.possible_answers import PossibleAnswer, coarse_answers, put_together
from guidance.rulebook import Asking, rulebook_of
from guidance.trial_block import TrialBlock
from guidance.trials import Trials

_Brought = Mapping[OptionId, Sequence[Standing | None]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Findings that become known together, and the options to tell of."""

    findings: tuple[FindingId, ...]
    options: tuple[OptionId, ...]


@dataclass(frozen=True, slots=True)
class AnswerMoves:
    """What one answer alone would make of each option that it bears on, be it that the option stays undecided.

    `too_coarse` is an answer that leaves its own question open. An option is left out where the answer takes the visit
    outside the scope of the aid.
    """

    finding: FindingId
    answer: PossibleAnswer
    options: dict[OptionId, Standing]
    too_coarse: bool = False


def outcomes(guidance: Guidance, wanted: Sequence[Wanted]) -> list[dict[OptionId, tuple[Standing, ...]]]:
    """For each set of findings, the standings that its options could come to once all of these findings are known."""
    rulebook = rulebook_of(guidance.knowledge)
    beside_each_other = _Blocks()
    asked: list[dict[OptionId, TrialBlock]] = []
    for item in wanted:
        beside = rulebook.beside(item.findings, guidance.profile.values, guidance.disputed)
        blocks = {option: rulebook.block(rulebook.asking(option, item.findings, beside)) for option in item.options}
        for block in blocks.values():
            beside_each_other.add(block)
        asked.append(blocks)
    options = tuple(dict.fromkeys(option for item in wanted for option in item.options))
    trials = beside_each_other.trials(guidance, options)
    standings = {option: [(s, bits) for s, bits in trials.standings(option).items() if bits] for option in options}
    told = []
    for blocks in asked:
        here = [(option, beside_each_other.bits(block)) for option, block in blocks.items()]
        told.append({option: tuple([s for s, bits in standings[option] if bits & among]) for option, among in here})
    return told


def answer_moves(guidance: Guidance, asked: Iterable[tuple[FindingId, Sequence[OptionId]]]) -> tuple[AnswerMoves, ...]:
    """For each answer to each of the findings, what it would make of these options if nothing else got known.

    The findings keep their order. Numbers are told as ranges that do not overlap, with all options in each; ticks as
    far as they make a difference to an option.
    """
    beside_each_other = _Blocks()
    of_findings = [_Asked.of(finding, options, guidance) for finding, options in asked]
    for item in of_findings:
        for block in (item.coarse_block, *item.blocks.values()):
            beside_each_other.add(block)
    options = tuple(dict.fromkeys(option for item in of_findings for option in item.blocks))
    trials = beside_each_other.trials(guidance, options)
    standings = {option: trials.standings(option) for option in options}
    return tuple(moves for item in of_findings for moves in item.told(standings, beside_each_other))


class _Blocks:
    """Blocks of trials beside each other, each of them once."""

    def __init__(self) -> None:
        self._blocks: list[TrialBlock] = []
        self._places: dict[int, int] = {}
        self._bits: dict[int, int] = {}
        self._count = 0

    def add(self, block: TrialBlock) -> None:
        if id(block) not in self._places:
            self._blocks.append(block)
            self._places[id(block)] = self._count
            self._bits[id(block)] = ((1 << block.count) - 1) << self._count
            self._count += block.count

    def place(self, block: TrialBlock) -> int:
        """The bit of the first trial of a block."""
        return self._places[id(block)]

    def bits(self, block: TrialBlock) -> int:
        """The bits of all trials of a block."""
        return self._bits[id(block)]

    def trials(self, guidance: Guidance, options: Sequence[OptionId]) -> Trials:
        return Trials(guidance, rulebook_of(guidance.knowledge), self._blocks, options)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The trials of one finding: for each option the answers that it tells apart, and the answers that are coarse."""

    finding: Finding
    answers: dict[OptionId, tuple[PossibleAnswer, ...]]
    blocks: dict[OptionId, TrialBlock]
    coarse: tuple[PossibleAnswer, ...]
    coarse_block: TrialBlock

    @staticmethod
    def of(finding: FindingId, options: Sequence[OptionId], guidance: Guidance) -> "_Asked":
        knowledge, known = guidance.knowledge, guidance.profile.values
        rulebook = rulebook_of(knowledge)
        beside = rulebook.beside((finding,), known, guidance.disputed)
        bears_on = [option for option in options if finding in rulebook.asked(option)]
        if knowledge.findings[finding].kind is Kind.NUMBER:
            # One scale for all options, so that the answers can be read as a table
            everywhere = ((finding, rulebook.asking_anywhere(finding), beside.coarse.get(finding, "")),)
            asking: dict[OptionId, Asking] = dict.fromkeys(bears_on, everywhere)
        else:
            asking = {option: rulebook.asking(option, (finding,), beside) for option in bears_on}
        # Coarse as it is, the answer there is now would be no news
        coarse = coarse_answers(knowledge.findings[finding], knowledge.coarse.get(finding, ()))
        news = tuple(answer for answer in coarse if answer.value != known.get(finding))
        return _Asked(
            knowledge.findings[finding],
            {option: rulebook.answers(*asked[0]) for option, asked in asking.items()},
            {option: rulebook.block(asked) for option, asked in asking.items()},
            news,
            TrialBlock.of([{finding: answer.value} for answer in news]),
        )

    def told(self, standings: dict[OptionId, dict[Standing, int]], blocks: _Blocks) -> Iterator[AnswerMoves]:
        brought = {option: self._brought(option, standings[option], blocks) for option in self.answers}
        found = self._as_a_table(brought) if self.finding.kind is Kind.NUMBER else self._by_answer(brought)
        for answer in sorted(found, key=lambda answer: answer.order(self.finding)):
            yield AnswerMoves(self.finding.id, answer, found[answer])
        place = blocks.place(self.coarse_block)
        for n, answer in enumerate(self.coarse):
            stays = {option: _at(place + n, standings[option]) for option in self.answers}
            yield AnswerMoves(self.finding.id, answer, _known(stays), too_coarse=True)

    def _brought(self, option: OptionId, standings: dict[Standing, int], blocks: _Blocks) -> list[Standing | None]:
        place = blocks.place(self.blocks[option])
        return [_at(place + n, standings) for n in range(len(self.answers[option]))]

    def _by_answer(self, brought: _Brought) -> dict[PossibleAnswer, dict[OptionId, Standing]]:
        """Each option with the answers that make a difference to it."""
        found: dict[PossibleAnswer, dict[OptionId, Standing]] = {}
        for option, standings in brought.items():
            for answer, standing in put_together(self.finding, self.answers[option], standings):
                found.setdefault(answer, {}).update(_known({option: standing}))
        return found

    def _as_a_table(self, brought: _Brought) -> dict[PossibleAnswer, dict[OptionId, Standing]]:
        """Every option with the same answers, which do not overlap."""
        if not brought:
            return {}
        answers = next(iter(self.answers.values()))
        columns = list(zip(*brought.values(), strict=True))
        together = put_together(self.finding, answers, columns)
        return {answer: _known(dict(zip(brought, column, strict=True))) for answer, column in together}


def _known(standings: Mapping[OptionId, Standing | None]) -> dict[OptionId, Standing]:
    return {option: standing for option, standing in standings.items() if standing is not None}


def _at(place: int, standings: dict[Standing, int]) -> Standing | None:
    """The standing in one trial, None outside the scope."""
    return next((standing for standing, bits in standings.items() if bits >> place & 1), None)
