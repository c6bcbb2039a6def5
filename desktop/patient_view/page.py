"""What the patient sees, as a value: one to three ways forward with the same rows, in the same order, in the same
words as the sheet.
"""

from dataclasses import dataclass

from desktop.consultation.live import NEEDS_ANSWER, status_of
from guidance.consultation import Consultation
from guidance.option import OptionId, Part, Standing
from guidance.wording import Card, EffectNumber, Wording
from guidance.workup import WorkUp

MOST_COLUMNS = 3
MOST_QUESTIONS = 3
SHARED_EFFECT = "tiredness"
_LETTERS = "ABC"


@dataclass(frozen=True, slots=True)
class Column:
    """One way forward.

    `warning` is set when it is not safe now, `note` when something has to be known first or it is for later. `effect`
    is None when there is no good number; `source` says where the number comes from.
    """

    letter: str
    option: OptionId
    title: str
    icon: str
    does: str
    how: str
    visits: str
    effect: EffectNumber | None
    effects: str
    source: str = ""
    warning: str = ""
    note: str = ""
    questions: tuple[str, ...] = ()
    may_help: str = ""


@dataclass(frozen=True, slots=True)
class PatientPage:
    """One page of the patient view.

    `letters` are the options that can be shown alone, `left_over` counts those that do not fit beside each other.
    `alone` is true when the page has room to say more about its only option.
    """

    title: str
    subtitle: str
    matters: str
    columns: tuple[Column, ...]
    foot: str
    choices_too: str
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
    titles = {
        0: "What we can talk about",
        1: "One way forward we can talk about",
        2: "Two ways forward we can talk about",
        3: "Three ways forward we can talk about",
    }
    return PatientPage(
        title=titles[len(chosen)],
        subtitle="Nothing has been decided. Ask anything, and take time to think.",
        matters=_matters(consultation, plain),
        columns=chosen,
        foot=_foot(chosen),
        choices_too="No treatment for now, or a second opinion, are choices too.",
        left_over=max(0, len(options) - MOST_COLUMNS),
        letters=tuple(column.letter for column in columns),
    )


def _foot(columns: tuple[Column, ...]) -> str:
    said = "Numbers come from studies with many people. They are not a forecast for one person."
    letters: dict[str, list[str]] = {}
    for column in columns:
        if column.source:
            letters.setdefault(column.source, []).append(column.letter)
    sources = [f"{' and '.join(named)}: {source}." for source, named in letters.items()]
    return " ".join([said, *sources]) if sources else ""


def _columns(options: list[OptionId], workup: WorkUp, plain: Wording) -> tuple[Column, ...]:
    cards = [plain.card(workup.knowledge.options[option].treatment_class) for option in options]
    shared = [sum(card.treatment_class == other.treatment_class for other in cards) > 1 for card in cards]
    return tuple(
        _column(letter, option, card, workup, plain, named=named)
        for letter, option, card, named in zip(_LETTERS, options, cards, shared, strict=False)
    )


def _column(letter: str, option: OptionId, card: Card, workup: WorkUp, plain: Wording, *, named: bool) -> Column:
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
        note = "We need to know more about you first."
    elif assessment.standing in (Standing.DEPENDS, Standing.LATER, Standing.NOT_EXPECTED):
        note = plain.standing(assessment.standing) + "."
    number = card.number(SHARED_EFFECT, option)
    return Column(
        letter=letter,
        option=option,
        title=plain.option(option) if named else card.title,
        icon=card.icon,
        does=card.does,
        how=card.how,
        visits=card.visits,
        effect=number,
        effects=card.effects,
        source=_source(number, workup) if number else "",
        warning=warning,
        note=note,
        questions=card.section("Questions you might ask").bullets[:MOST_QUESTIONS],
        may_help=" ".join(card.section("How it may help").paragraphs),
    )


def _source(number: EffectNumber, workup: WorkUp) -> str:
    source = workup.knowledge.sources[number.source]
    return f"{source.title} ({source.year})"


def _matters(consultation: Consultation, plain: Wording) -> str:
    if consultation.own_words.strip():
        return f"“{consultation.own_words.strip()}”"
    chosen = consultation.answers.get("priorities")
    if isinstance(chosen, tuple) and chosen:
        return " · ".join(plain.choice("priorities", value) for value in chosen)
    return ""
