"""What the sheet that goes home says, as values: no paper, no ink, no markup.

The patient view and the PDF are two renderings of one `Handout`, so screen and paper cannot disagree. Text is text
everywhere: a name such as `Nurse <Anna>` is printed as it is written, because nothing here is ever parsed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

HIGHEST_OUT_OF = 200
"""More little figures than this cannot be told apart on paper."""

LINK_SCHEMES = ("https://", "mailto:", "tel:")


class Style(Enum):
    """How a paragraph is set: as running text, as the one sentence to remember, or stepped back."""

    BODY = "body"
    LEAD = "lead"
    QUIET = "quiet"


class Tone(Enum):
    """The look of a box: plain paper, calm (tinted), or urgent (when to call us)."""

    PLAIN = "plain"
    CALM = "calm"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look. `language` (BCP 47) is given when it differs from the sheet's; `link` is
    https, mailto or tel.

    Raises ValueError for a link of another kind: paper that is opened on a screen must not open anything else.
    """

    text: str
    bold: bool = False
    language: str | None = None
    link: str | None = None

    def __post_init__(self) -> None:
        if self.link is not None and not self.link.startswith(LINK_SCHEMES):
            raise ValueError("a link on the sheet starts with https://, mailto: or tel:")


Text = str | tuple[Run, ...]
"""Words for the reader: one string, or runs where a part is bold, foreign or a link. A line feed starts a new line.
"""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section. Level 3 stands under the section's own title, level 4 under an option's name."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if self.level not in (3, 4):
            raise ValueError(
                "a heading inside a section has level 3 or 4; the sheet's title is 1, a section's title is 2"
            )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One thought in running text."""

    text: Text
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Bullets:
    """Things in no order."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Steps in order, numbered from `start`."""

    items: tuple[Text, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Checklist:
    """Things to tick off with a pen: each has an empty box before it."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what is known under it."""

    label: str
    value: Text


@dataclass(frozen=True, slots=True)
class FactTable:
    """Two columns: what it is, what it says. The caption is optional."""

    facts: tuple[Fact, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class CutOutCard:
    """A card with a dashed edge, to cut out and carry."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One question and the answer of each column, in the columns' order."""

    header: str
    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """Options side by side. All columns are set alike and equally wide; `letters` are the badges of the options, if
    they have one.

    Raises ValueError when a row has not one cell for each column, or the letters do not match the columns.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    letters: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.columns or any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("each row of a comparison has one cell for each column")
        if self.letters and len(self.letters) != len(self.columns):
            raise ValueError("a comparison has a letter for each column or none")


@dataclass(frozen=True, slots=True)
class IconArray:
    """So many of so many people, drawn as little figures. `label` is the text twin printed beside them ("12 out of
    100 people feel very tired"), `alternative` what a screen reader says in place of the picture.

    Raises ValueError when the count does not fit the whole, the whole cannot be drawn, or a text is missing.
    """

    people: int
    out_of: int
    label: str
    alternative: str

    def __post_init__(self) -> None:
        if not 0 <= self.people <= self.out_of <= HIGHEST_OUT_OF or self.out_of == 0:
            raise ValueError(f"a picture of people shows 0 up to all of at most {HIGHEST_OUT_OF}")
        if not self.label.strip() or not self.alternative.strip():
            raise ValueError("a picture of people needs its sentence and its alternative text")


@dataclass(frozen=True, slots=True)
class WritingLines:
    """Empty lines to write on by hand, under a label."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call: a name, a number, and when or what for."""

    name: str
    phone: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contacts:
    """The people to call, most urgent first."""

    entries: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means."""

    word: str
    meaning: Text


@dataclass(frozen=True, slots=True)
class GlossaryList:
    """Words explained."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """Where the facts come from and what the sheet is not: set quieter than the rest, never smaller."""

    paragraphs: tuple[Text, ...]


Simple = (
    Heading
    | Paragraph
    | Bullets
    | Numbered
    | Checklist
    | FactTable
    | IconArray
    | WritingLines
    | Contacts
    | GlossaryList
    | SmallPrint
)
"""What may stand inside a box."""


@dataclass(frozen=True, slots=True)
class Callout:
    """A box that catches the eye. Its title is a heading one level below what it stands in; it may be empty."""

    title: str
    blocks: tuple[Simple, ...]
    tone: Tone = Tone.CALM


@dataclass(frozen=True, slots=True)
class OptionBlock:
    """One option with its letter badge. Everything about it is set under its name; headings in it have
    level 4.
    """

    letter: str
    name: str
    blocks: tuple[Simple | Callout | CutOutCard, ...]


Block = Simple | Callout | CutOutCard | ComparisonTable | OptionBlock


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the sheet with its heading (level 2). `id` names it for the composer; a calm or urgent tone puts all
    of it in a box.

    An untitled section has no heading and stands at the top of the sheet, before the first titled one. A box holds no
    option, table or further box: raises ValueError.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    tone: Tone = Tone.PLAIN

    def __post_init__(self) -> None:
        if self.tone is not Tone.PLAIN and any(
            isinstance(block, Callout | CutOutCard | ComparisonTable | OptionBlock) for block in self.blocks
        ):
            raise ValueError(f"section {self.id}: a box holds simple blocks only")


@dataclass(frozen=True, slots=True)
class Handout:
    """The sheet. `date` is the day of the visit and becomes the date of the document, so the same sheet is the same
    bytes every time.

    `header_left`, `header_right` and `footer` run on every page beside `page_line`, which holds {page} and {pages}.
    `mark` runs across every page of a sheet that is not for a real person; it is also printed once as a sentence, so
    it can be heard. `author` is the clinic. No title, subject or author holds a patient's name: they can be seen
    without opening the document.

    Raises ValueError where headings skip a level, an untitled section comes late, two sections share an id, or the
    page line lacks a number.
    """

    title: str
    language: str
    subject: str
    author: str
    date: dt.date
    sections: tuple[Section, ...]
    page_line: str
    subtitle: str = ""
    header_left: str = ""
    header_right: str = ""
    footer: str = ""
    mark: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip() or not self.language.strip():
            raise ValueError("a sheet has a title and a language")
        if "{page}" not in self.page_line or "{pages}" not in self.page_line:
            raise ValueError("the page line holds {page} and {pages}")
        ids = [section.id for section in self.sections]
        if len(set(ids)) != len(ids):
            raise ValueError("two sections of a sheet share an id")
        titled = [bool(section.title.strip()) for section in self.sections]
        if titled != sorted(titled):
            raise ValueError("untitled sections stand before the first titled one")
        for section in self.sections:
            _check_levels(section)


def _check_levels(section: Section) -> None:
    deepest = 2 if section.title.strip() else 1
    for level in _levels(section):
        if level > deepest + 1:
            raise ValueError(f"section {section.id}: a heading of level {level} stands under one of level {deepest}")
        deepest = level


def _levels(section: Section) -> Iterator[int]:
    for block in section.blocks:
        if isinstance(block, Heading):
            yield block.level
        elif isinstance(block, OptionBlock):
            yield 3
            yield from (4 for part in block.blocks if isinstance(part, Heading | Callout | CutOutCard))
        elif isinstance(block, Callout | CutOutCard) and block.title.strip():
            yield 3
