"""The plain-language card of a class of treatments: what a patient is told of it, part by part, and its figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from guidance.option import OptionId


class CardPart(StrEnum):
    """The eight parts of a card in their order. Each language has its own headings for them (names.toml)."""

    WHAT_IT_IS = "what_it_is"
    WHAT_IT_IS_FOR = "what_it_is_for"
    HOW_IT_IS_GIVEN = "how_it_is_given"
    HOW_IT_MAY_HELP = "how_it_may_help"
    COMMON_SIDE_EFFECTS = "common_side_effects"
    CALL_THE_SAME_DAY = "call_the_same_day"
    DAILY_LIFE = "daily_life"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True)
class EffectNumber:
    """A natural frequency: about `people` of `out_of` people.

    `label` completes the sentence; `source` is a source id. `options` are the options of the card that it was counted
    with; without any it holds for all of them.
    """

    effect: str
    label: str
    people: int
    source: str
    options: tuple[OptionId, ...] = ()
    out_of: int = 100


@dataclass(frozen=True, slots=True)
class CardSection:
    """One part of a card: its heading in the card's language, its paragraphs and its bullets."""

    id: CardPart
    heading: str
    paragraphs: tuple[str, ...]
    bullets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """The plain-language card of a treatment class.

    `does`, `how`, `visits` and `effects` are the short lines of a comparison.
    """

    treatment_class: str
    title: str
    icon: str
    does: str
    how: str
    visits: str
    effects: str
    sections: tuple[CardSection, ...]
    numbers: tuple[EffectNumber, ...]
    sources: tuple[str, ...]
    author: str
    reviewer: str
    reviewed: str
    due: str

    def section(self, part: CardPart) -> CardSection:
        """One part of the card."""
        return next(section for section in self.sections if section.id is part)

    def numbers_of(self, option: OptionId) -> tuple[EffectNumber, ...]:
        """The figures that were counted with one option of the card."""
        return tuple(number for number in self.numbers if not number.options or option in number.options)

    def number(self, effect: str, option: OptionId) -> EffectNumber | None:
        """The figure of a shared effect for one option of the card.

        None if nobody counted it, or if it was counted with another treatment of the same card.
        """
        return next((number for number in self.numbers_of(option) if number.effect == effect), None)


COMPARED = ("tiredness", "nausea", "diarrhea", "hair_loss", "nerve_damage")
"""Effects that many medicines share. They are compared first, in this order."""


def compared_effect(options: Sequence[tuple[Card, OptionId]]) -> str:
    """The effect that most of the options have a figure for, so that they can be compared; a shared one before others.

    "" where none of them has any figure.
    """
    figures = [dict.fromkeys(number.effect for number in card.numbers_of(option)) for card, option in options]
    for effects in (COMPARED, tuple(dict.fromkeys(effect for known in figures for effect in known))):
        counts = {effect: sum(effect in known for known in figures) for effect in effects}
        most = max(counts.values(), default=0)
        if most:
            return next(effect for effect in effects if counts[effect] == most)
    return ""


def card_from(table: Mapping[str, Any]) -> Card:
    """A card of the built edition, which has every part."""
    return Card(
        **{
            name: table[name]
            for name in (
                "treatment_class",
                "title",
                "icon",
                "does",
                "how",
                "visits",
                "effects",
                "author",
                "reviewer",
                "reviewed",
                "due",
            )
        },
        sections=tuple(
            CardSection(part, s["heading"], tuple(s["paragraphs"]), tuple(s["bullets"]))
            for part, s in zip(CardPart, table["sections"], strict=True)
        ),
        numbers=tuple(
            EffectNumber(n["effect"], n["label"], n["people"], n["source"], tuple(n.get("options", ())))
            for n in table.get("numbers", ())
        ),
        sources=tuple(table["sources"]),
    )
