"""What the patient sees, as a value: one to three ways forward with the same rows, in the same order, in the same
words as the sheet.
"""

from dataclasses import dataclass, replace

from desktop.consultation.live import NEEDS_ANSWER, status_of
from guidance.card import COMPARED, Card, CardPart, EffectNumber, compared_effect
from guidance.consultation import Consultation
from guidance.option import OptionId, Part, Standing
from guidance.time_told import SCANS, TimeLine, time_told
from guidance.wording import Wording
from guidance.workup import WorkUp

MOST_COLUMNS = 3
MOST_QUESTIONS = 3
_LETTERS = "ABC"


_TITLES = ("none", "one", "two", "three")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the page: its label, which is the same for every option, and what it says of this one."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A row that says several things: its label and one short line for each."""

    label: str
    lines: tuple[TimeLine, ...]

    @property
    def said(self) -> tuple[str, ...]:
        """The lines as they are written."""
        return tuple(line.said for line in self.lines)

    def without(self, about: str) -> "Lines":
        """The same row without the line about one thing."""
        return replace(self, lines=tuple(line for line in self.lines if line.about != about))


@dataclass(frozen=True, slots=True)
class Effect:
    """The figure that is compared: the row's label, how many of how many, and both in a sentence to be read aloud."""

    label: str
    text: str
    spoken: str
    people: int
    out_of: int


@dataclass(frozen=True, slots=True)
class Column:
    """One way forward.

    `spoken` names it to a screen reader. `warning` is set when it is not safe now, `note` when something has to be
    known first or it is for later. `effect` is a plain row when there is no good number; `source` says where the number
    comes from. `may_help` and `questions` are shown where an option has the page to itself.
    """

    letter: str
    option: OptionId
    title: str
    spoken: str
    icon: str
    does: Row
    how: Row
    time: Lines
    effect: Effect | Row
    effects: Row
    may_help: Row
    questions_label: str
    questions: tuple[str, ...] = ()
    source: str = ""
    warning: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PatientPage:
    """One page of the patient view, in the language of the patient (`language` is its tag, such as "es").

    `letters` are the options that can be shown alone, `left_over` counts those that do not fit beside each other.
    `alone` is true when the page has room to say more about its only option. `matters` is a row without text where
    nothing was said; `translation_note` is "" where there is nothing to tell; `empty` stands where no option is chosen
    and `wait` where the page is blanked.
    """

    language: str
    title: str
    subtitle: str
    matters: Row
    columns: tuple[Column, ...]
    foot: str
    choices_too: str
    translation_note: str
    empty: str
    wait: str
    left_over: int = 0
    letters: tuple[str, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether one option has the page to itself."""
        return len(self.columns) == 1


def page_of(workup: WorkUp, plain: Wording, shown: int = 0) -> PatientPage:
    """The page for the options that were chosen; `shown` from 1 shows a single one."""
    consultation = workup.consultation
    options = [option for option in consultation.discussed if workup.assessment(option) is not None]
    columns = _columns(options[:MOST_COLUMNS], workup, plain)
    chosen = (columns[shown - 1],) if 0 < shown <= len(columns) else columns
    if len(chosen) == MOST_COLUMNS:
        # three have less room, and scans are much the same for all of them
        chosen = tuple(replace(column, time=column.time.without(SCANS)) for column in chosen)
    return PatientPage(
        language=plain.language,
        title=plain.screen("titles", _TITLES[len(chosen)]),
        subtitle=plain.screen("nothing_decided"),
        matters=Row(plain.screen("rows", "matters"), _matters(consultation, plain)),
        columns=chosen,
        foot=_foot(chosen, plain),
        choices_too=plain.screen("choices_too"),
        translation_note=plain.translation_note,
        empty=plain.screen("empty"),
        wait=plain.screen("wait"),
        left_over=max(0, len(options) - MOST_COLUMNS),
        letters=tuple(column.letter for column in columns),
    )


def _foot(columns: tuple[Column, ...], plain: Wording) -> str:
    letters: dict[str, list[str]] = {}
    for column in columns:
        if column.source:
            letters.setdefault(column.source, []).append(column.letter)
    if not letters:
        return ""
    sources = [
        plain.screen("numbers", "source", letters=plain.listed(named), source=source)
        for source, named in letters.items()
    ]
    return " ".join([plain.screen("numbers", "lead"), *sources])


def _columns(options: list[OptionId], workup: WorkUp, plain: Wording) -> tuple[Column, ...]:
    cards = [plain.card(workup.knowledge.options[option].treatment_class) for option in options]
    shared = [sum(card.treatment_class == other.treatment_class for other in cards) > 1 for card in cards]
    effect = compared_effect(tuple(zip(cards, options, strict=True))) or COMPARED[0]
    return tuple(
        _column(letter, option, card, effect, workup, plain, named=named)
        for letter, option, card, named in zip(_LETTERS, options, cards, shared, strict=False)
    )


def _column(
    letter: str, option: OptionId, card: Card, effect: str, workup: WorkUp, plain: Wording, *, named: bool
) -> Column:
    assessment = workup.guidance.options[option]
    warning = note = ""
    if assessment.standing is Standing.UNSUITABLE:
        stops = [
            plain.clause(option, judged.clause, "met")
            for judged in workup.guidance.explain(assessment.option)
            if judged.clause.part is Part.STOPS and judged.verdict == "met"
        ]
        warning = " ".join([plain.standing(assessment.standing) + ".", *stops])
    elif status_of(assessment, workup) == NEEDS_ANSWER:
        note = plain.screen("know_first")
    elif assessment.standing in (Standing.DEPENDS, Standing.LATER, Standing.NOT_EXPECTED):
        note = plain.standing(assessment.standing) + "."
    number = card.number(effect, option)
    title = plain.option(option) if named else card.title
    time = workup.knowledge.time_at_home(option)

    def row(name: str) -> Row:
        return Row(plain.screen("rows", name), str(getattr(card, name)))

    return Column(
        letter=letter,
        option=option,
        title=title,
        spoken=plain.screen("option", letter=letter, title=title),
        icon=card.icon,
        does=row("does"),
        how=row("how"),
        time=Lines(plain.screen("rows", "time"), time_told(time, card.visits, plain)),
        effect=_effect(effect, number, plain),
        effects=row("effects"),
        may_help=Row(
            plain.card_heading(CardPart.HOW_IT_MAY_HELP), " ".join(card.section(CardPart.HOW_IT_MAY_HELP).paragraphs)
        ),
        questions_label=plain.card_heading(CardPart.QUESTIONS),
        questions=card.section(CardPart.QUESTIONS).bullets[:MOST_QUESTIONS],
        source=_source(number, workup) if number else "",
        warning=warning,
        note=note,
    )


def _effect(effect: str, number: EffectNumber | None, plain: Wording) -> Effect | Row:
    if number is None:
        return Row(plain.screen("numbers", "effect", effect), plain.screen("numbers", "none"))
    places = {"people": str(number.people), "out_of": str(number.out_of), "label": number.label}
    label, text, spoken = (plain.screen("numbers", name, **places) for name in ("counted", "people", "spoken"))
    return Effect(label, text, spoken, number.people, number.out_of)


def _source(number: EffectNumber, workup: WorkUp) -> str:
    source = workup.knowledge.sources[number.source]
    return f"{source.title} ({source.year})"


def _matters(consultation: Consultation, plain: Wording) -> str:
    if consultation.own_words.strip():
        return plain.screen("own_words", words=consultation.own_words.strip())
    chosen = consultation.answers.get("priorities")
    if isinstance(chosen, tuple) and chosen:
        return " · ".join(plain.choice("priorities", value) for value in chosen)
    return ""
