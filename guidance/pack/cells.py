"""Decides which formula is worked out in which cell of `guidance/tables.py`.

A formula that only asks for given answers needs no cell: the numbers of these answers can say it themselves. Every
other one is worked out in one cell, in which all answers that decide it meet. Where they do not fit into a byte, its
parts are *handed on*: each is worked out in an earlier layer, and the cell is told the result, as one bit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guidance.pack.signals import FALSE, TRUE, Answer, Question, Signal, Signals
from guidance.tables import CONTENTS

BITS = 8
_EVERY_CONTENT = (1 << CONTENTS) - 1


@dataclass(frozen=True, slots=True)
class Code:
    """How a cell is told the answer to one question: answers that it need not tell apart have the same code.

    The first answer has the code 0, so that "not answered" is said by saying nothing.
    """

    question: Question
    by_answer: Mapping[Answer, int]

    @property
    def bits(self) -> int:
        """How many bits the code needs."""
        return max(self.by_answer.values()).bit_length()


class Cell:
    """One byte: what it is told, and the formulas it works out from that.

    `bits` holds the place of each bit that is handed on to it, `codes` each code with its first bit.
    """

    def __init__(self, signals: Signals, told: frozenset[Signal], terms: Iterable[Signal]) -> None:
        self.terms = tuple(terms)
        self._signals = signals
        handed_on, asked = _sorted(signals, told)
        self.bits = {signal: place for place, signal in enumerate(handed_on)}
        self.codes: dict[Question, tuple[int, Code]] = {}
        start = len(self.bits)
        for question, told_apart in asked.items():
            code = _code(question, told_apart)
            self.codes[question] = (start, code)
            start += code.bits
        self._truths: dict[Signal, int] = {}

    def truth(self, signal: Signal) -> int:
        """The contents for which a formula holds: bit 5 is set when it holds for the content 5."""
        if signal < 0:
            return _EVERY_CONTENT ^ self.truth(-signal)
        if signal not in self._truths:
            self._truths[signal] = self._worked_out(signal)
        return self._truths[signal]

    def _worked_out(self, signal: Signal) -> int:
        if signal in self.bits:
            return _where(self.bits[signal], 1, {1})
        asked = self._signals.answers_of(signal)
        if asked:
            start, code = self.codes[asked.question]
            return _where(start, code.bits, {code.by_answer[answer] for answer in asked.answers})
        found = 0
        for part in self._signals.parts[signal]:
            found |= self.truth(part)
        return found


class Layout:
    """Which formulas are worked out in which layer, and what each of them says.

    `flags` are the flags that a formula raises, `hands_on` the formulas that are handed on when it holds.
    """

    def __init__(self, signals: Signals) -> None:
        self.signals = signals
        self.flags: dict[Signal, int] = {}
        self.hands_on: dict[Signal, list[Signal]] = {}
        self._decided_by: dict[Signal, frozenset[Signal]] = {}
        self._layer_of: dict[Signal, int] = {}
        self._widths: dict[tuple[Question, tuple[frozenset[Answer], ...]], int] = {}

    def raises(self, signal: Signal, flag: int) -> None:
        """Says that a formula raises a flag; so does each of its ways."""
        for term in sorted(self.signals.ways(signal) - {FALSE}):
            self.flags[term] = self.flags.get(term, 0) | flag

    def layers(self) -> list[list[Cell]]:
        """The cells of each layer, once all flags are said."""
        layers: list[list[Signal]] = []
        for term in self._terms():
            layer = self._layer(term)
            layers += [[] for _ in range(layer + 1 - len(layers))]
            layers[layer].append(term)
        return [self._packed(terms) for terms in layers]

    def is_said_by_answers(self, term: Signal) -> bool:
        """Whether it only asks for given answers (or always holds)."""
        asked = self.signals.answers_of(term)
        return term == TRUE or (asked is not None and None not in asked.answers)

    def _terms(self) -> list[Signal]:
        """What needs a cell: what raises flags, and what is handed on for that."""
        terms = list(self.flags)
        for term in terms:
            for formula in self._handed_on_for(term):
                for way in sorted(self.signals.ways(formula)):
                    if way not in self.flags and way not in self.hands_on:
                        terms.append(way)
                    known = self.hands_on.setdefault(way, [])
                    if formula not in known:
                        known.append(formula)
        return [term for term in terms if not self.is_said_by_answers(term)]

    def _handed_on_for(self, term: Signal) -> list[Signal]:
        if self.is_said_by_answers(term):
            return []
        return sorted(told for told in self.decided_by(term) if told in self.signals.parts)

    def decided_by(self, signal: Signal) -> frozenset[Signal]:
        """What a cell is told to work a formula out: what decides its parts, or the parts, or at worst itself."""
        signal = abs(signal)
        if signal not in self.signals.parts:
            return frozenset({signal})
        if signal not in self._decided_by:
            parts = [abs(part) for part in self.signals.parts[signal]]
            choices = (frozenset().union(*map(self.decided_by, parts)), frozenset(parts), frozenset({signal}))
            self._decided_by[signal] = next(told for told in choices if self._width(told) <= BITS)
        return self._decided_by[signal]

    def _layer(self, term: Signal) -> int:
        """The first layer in which everything that decides it is known."""
        if term not in self._layer_of:
            ways = {way for formula in self._handed_on_for(term) for way in self.signals.ways(formula)}
            before = [self._layer(way) for way in ways if not self.is_said_by_answers(way)]
            self._layer_of[term] = 1 + max(before, default=-1)
        return self._layer_of[term]

    def _packed(self, terms: Iterable[Signal]) -> list[Cell]:
        """Fills one cell after the other: with the widest formula, then with those that add least to it."""
        left = {term: self.decided_by(term) for term in sorted(terms)}
        alone = {term: self._width(told) for term, told in left.items()}
        cells = []
        while left:
            first = max(left, key=alone.__getitem__)
            told, inside = left.pop(first), [first]
            fitting = list(left)
            while True:
                widths = {term: self._width(told | left[term]) for term in fitting if term in left}
                fitting = [term for term, width in widths.items() if width <= BITS]
                if not fitting:
                    break
                best = min(fitting, key=lambda term: widths[term] - alone[term])
                told |= left.pop(best)
                inside.append(best)
            cells.append(Cell(self.signals, told, inside))
        return cells

    def _width(self, told: frozenset[Signal]) -> int:
        """How many bits of a cell it takes to be told this."""
        handed_on, asked = _sorted(self.signals, told)
        return len(handed_on) + sum(
            self._width_of(question, tuple(told_apart)) for question, told_apart in asked.items()
        )

    def _width_of(self, question: Question, told_apart: tuple[frozenset[Answer], ...]) -> int:
        key = (question, told_apart)
        if key not in self._widths:
            self._widths[key] = _code(question, told_apart).bits
        return self._widths[key]


def _sorted(signals: Signals, told: frozenset[Signal]) -> tuple[list[Signal], dict[Question, list[frozenset[Answer]]]]:
    """What is handed on, and for each question the groups of answers that are told apart."""
    handed_on: list[Signal] = []
    asked: dict[Question, list[frozenset[Answer]]] = {}
    for signal in sorted(told):
        answered = signals.answers_of(signal)
        if answered is None:
            handed_on.append(signal)
        else:
            asked.setdefault(answered.question, []).append(answered.answers)
    return handed_on, asked


def _code(question: Question, told_apart: Iterable[frozenset[Answer]]) -> Code:
    alike: dict[tuple[bool, ...], int] = {}
    by_answer = {}
    for answer in question.answers:
        seen = tuple(answer in answers for answers in told_apart)
        by_answer[answer] = alike.setdefault(seen, len(alike))
    return Code(question, by_answer)


def _where(start: int, bits: int, wanted: set[int]) -> int:
    """The contents whose bits from `start` on are one of the wanted codes."""
    mask = (1 << bits) - 1
    return sum(1 << content for content in range(CONTENTS) if content >> start & mask in wanted)
