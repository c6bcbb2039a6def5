"""The words of a sheet as they are read aloud: to measure how easy they are, and to prove that none is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from handout.sheet import (
    Block,
    Bullets,
    Callout,
    Checklist,
    ComparisonTable,
    Contacts,
    CutOutCard,
    Fact,
    FactTable,
    GlossaryList,
    Handout,
    Heading,
    IconArray,
    Numbered,
    OptionBlock,
    Paragraph,
    SmallPrint,
    Text,
    WritingLines,
)


def reading_order(handout: Handout) -> tuple[str, ...]:
    """Every text of the sheet, without the running lines, bullets and numbers. Empty texts are left out."""
    return tuple(text for text in _sheet(handout) if text.strip())


def _sheet(handout: Handout) -> Iterator[str]:
    yield from (handout.title, handout.subtitle, handout.mark)
    for section in handout.sections:
        yield section.title
        yield from _blocks(section.blocks)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield _plain(block.text)
        case Bullets() | Numbered() | Checklist():
            yield from map(_plain, block.items)
        case FactTable():
            yield block.caption
            yield from _facts(block.facts)
        case CutOutCard():
            yield block.title
            yield from _facts(block.facts)
        case ComparisonTable():
            yield block.caption
            yield from _comparison(block)
        case IconArray():
            yield block.label
        case WritingLines():
            yield block.label
        case Contacts():
            for entry in block.entries:
                yield from (entry.name, entry.note, entry.phone)
        case GlossaryList():
            for term in block.terms:
                yield from (term.word, _plain(term.meaning))
        case SmallPrint():
            yield from map(_plain, block.paragraphs)
        case Callout():
            yield block.title
            yield from _blocks(block.blocks)
        case OptionBlock():
            yield from (block.letter, block.name)
            yield from _blocks(block.blocks)
        case _:
            assert_never(block)


def _facts(facts: tuple[Fact, ...]) -> Iterator[str]:
    for fact in facts:
        yield from (fact.label, _plain(fact.value))


def _comparison(block: ComparisonTable) -> Iterator[str]:
    for index, column in enumerate(block.columns):
        if block.letters:
            yield block.letters[index]
        yield column
    for row in block.rows:
        yield row.header
        yield from map(_plain, row.cells)


def _plain(text: Text) -> str:
    return text if isinstance(text, str) else "".join(run.text for run in text)
