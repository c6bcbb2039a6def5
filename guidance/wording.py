"""All words of one edition in one language, for one reader: the clinician (short, clinical) or the patient (plain
words).

Rules hold no prose and prose holds no rule: a sentence belongs to an id, and is looked up here. A missing sentence is a
fault of the
pack (`check` reports it), so a look-up raises MissingWords instead of inventing something.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from guidance.card import Card, CardPart, card_from
from guidance.finding import FindingId, Value
from guidance.knowledge import KnowledgeBase
from guidance.option import Clause, OptionId, Part, Standing

_JUST_BELOW, _JUST_ABOVE = 0.75, 0.25
_PLACE = re.compile(r"\{(\w+)\}")


Languages = tuple[tuple[str, str], ...]
"""Languages with what each is called by those who speak it: ("es", "Español")."""


class Reader(StrEnum):
    """Who reads."""

    CLINICIAN = "clinician"
    PATIENT = "patient"


class MissingWords(LookupError):
    """The edition has no words for this id in this language."""


@dataclass(frozen=True, slots=True)
class AlertWords:
    """What an alert says: to the clinician first, and one safety-net sentence for the patient."""

    title: str
    message: str
    do_now: tuple[str, ...]
    patient: str


@dataclass(frozen=True, slots=True)
class WordsOfTest:
    """What a test is called, why it matters, and the line for the request form."""

    label: str
    short: str
    text: str
    request: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word explained in one sentence."""

    term: str
    meaning: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wording:
    """The words of one language for one reader. `words` is the edition's tree of that language."""

    words: Mapping[str, Any]
    language: str
    reader: Reader

    def label(self, finding: FindingId) -> str:
        """The row label of a finding."""
        return self._text("findings", finding, "label")

    def short(self, finding: FindingId) -> str:
        """The second, muted line under the label ("ER"); may be empty."""
        return self._text("findings", finding, "short")

    def question(self, finding: FindingId) -> str:
        """The full question."""
        return self._text("findings", finding, "question")

    def help(self, finding: FindingId) -> str:
        """One or two sentences of help; may be empty."""
        return self._text("findings", finding, "help")

    def unit(self, finding: FindingId) -> str:
        """The unit as it is written after a number."""
        return str(self._table("findings", finding).get("unit", ""))

    def choice(self, finding: FindingId, value: str) -> str:
        """The text of one button or tick ("" stands for the empty list, "none of these")."""
        return self._text(*self._value_path(finding, value), "choice")

    def phrases(self, finding: FindingId, value: Value) -> tuple[str, ...]:
        """What the answer says, to this reader: one phrase, or one for each ticked value."""
        if isinstance(value, tuple):
            return tuple(self._text(*self._value_path(finding, item), self.reader) for item in value or ("",))
        if isinstance(value, int | float) or self._table("findings", finding).get(self.reader):
            shown = shown_percent(value) if self.unit(finding).startswith("%") else shown_value(value)
            return (self._text("findings", finding, self.reader).replace("{value}", shown),)
        return (self._text(*self._value_path(finding, value), self.reader),)

    def phrase(self, finding: FindingId, value: Value) -> str:
        """The phrases in one line."""
        return ("; " if self.reader is Reader.CLINICIAN else " ").join(self.phrases(finding, value))

    def unknown(self, finding: FindingId) -> str:
        """What is said while the finding is not known yet."""
        return self._text("findings", finding, "unknown", self.reader)

    def option(self, option: OptionId) -> str:
        """The name of an option."""
        return self._text("names", "options", option, self.reader)

    def treatment_class(self, treatment_class: str) -> str:
        """The name of a treatment class."""
        return self._text("names", "treatment_classes", treatment_class, self.reader)

    def modality(self, modality: str) -> str:
        """The name of one of the seven kinds of treatment."""
        return self._text("names", "modalities", modality, self.reader)

    def standing(self, standing: Standing) -> str:
        """The word of a standing."""
        return self._text("names", "standings", standing.value, self.reader)

    def standing_meaning(self, standing: Standing) -> str:
        """One sentence on what a standing means."""
        return self._text("names", "standings", standing.value, "meaning")

    def license_badge(self, license_id: str) -> str:
        """The badge of a license ("off label"); empty when approved."""
        return self._text("names", "licenses", license_id, "badge")

    def license(self, license_id: str) -> str:
        """One sentence on a license."""
        return self._text("names", "licenses", license_id, self.reader)

    def evidence_of(self, day: str) -> str:
        """Of which month the evidence is: "evidence of June 2026". `day` is an ISO date."""
        year, month, *_ = day.split("-")
        name = str(self._table("handout")["months"][int(month) - 1])
        named = filled_in(self.fixed("month_of"), {"month": name, "year": year})
        return self.screen("evidence", self.reader, month=named)

    def clause(self, option: OptionId, clause: Clause, verdict: str) -> str:
        """The sentence of a clause and its verdict ("met", "not_met", "unknown"); an option may have its own."""
        reasons = self._table("reasons")
        own = reasons.get("options", {}).get(option, {}).get(clause.id)
        table = own if own is not None else reasons.get("clauses", {}).get(clause.id)
        try:
            sentences = table[self.reader]
            if verdict in sentences or clause.part in (Part.FITS, Part.TIMING):
                return str(sentences[verdict])
            # A concern is only worded for when it is met
            template = str(reasons["templates"]["concern_not_known"][self.reader])
            return template.replace("{concern}", str(sentences["met"]))
        except (KeyError, TypeError):
            raise MissingWords(f"reasons: {option}.{clause.id} {self.reader} {verdict}") from None

    def alert(self, alert: str) -> AlertWords:
        """What an alert says."""
        table = self._table("alerts", alert)
        return AlertWords(table["title"], table["message"], tuple(table["do_now"]), table["patient"])

    def companion(self, companion: str) -> str:
        """What a companion means."""
        return self._text("companions", companion, self.reader)

    def conflict(self, conflict: str) -> tuple[str, str]:
        """The title of a conflict and what to do about it."""
        return self._text("conflicts", conflict, "title"), self._text("conflicts", conflict, "clinician")

    def test(self, test: str) -> WordsOfTest:
        """What a test is called and why it matters."""
        table = self._table("tests", test)
        return WordsOfTest(table["label"], table["short"], table[self.reader], table["request"])

    def treatment(self, treatment: str) -> str:
        """The name of a class of the treatment history."""
        key = "label" if self.reader is Reader.CLINICIAN else "patient"
        return self._text("treatments", "treatments", treatment, key)

    def treatment_names(self, treatment: str) -> tuple[str, ...]:
        """Drug, brand and regimen names by which a class can be found."""
        return tuple(self._table("treatments", "treatments", treatment).get("names", ()))

    def treatment_field(self, field: str, value: str) -> str:
        """The text of a setting, outcome or `progressed_within` value on a button."""
        return self._text("treatments", field, value, "choice")

    def fixed(self, *path: str) -> str:
        """A sentence of the sheet that belongs to no finding (handout.toml)."""
        return self._text("handout", *path)

    def screen(self, *path: str, **filled: str) -> str:
        """A sentence of the patient's page (screen.toml) with its places filled in."""
        return filled_in(self._text("screen", *path), filled)

    def sample(self, *path: str, **filled: str) -> str:
        """A sentence on the sample behind a result (samples.toml) with its places filled in."""
        return filled_in(self._text("samples", *path), filled)

    def listed(self, items: Sequence[str]) -> str:
        """A list as it is said aloud: "A, B and C"."""
        *most, last = items or ("",)
        return self.screen("grammar", "list", most=", ".join(most), last=last) if most else last

    @property
    def plural_endings(self) -> tuple[str, ...]:
        """What a word of the glossary may end in besides itself, so that it is found in a text."""
        return tuple(self._table("screen", "grammar")["plural_endings"])

    @property
    def translation_note(self) -> str:
        """What a reader must be told about the translation: "" where it was checked, or where nothing was translated.

        A language with a [translation] in names.toml was translated; `checked_by` names who checked it.
        """
        table = self._table("names").get("translation")
        return "" if table is None or table["checked_by"] else str(table["note"])

    def card_heading(self, part: CardPart) -> str:
        """The heading of a part of every card."""
        return self._text("names", "card_headings", part)

    def card(self, treatment_class: str) -> Card:
        """The plain-language card of a treatment class."""
        return card_from(self._table("patient", treatment_class))

    @cached_property
    def glossary(self) -> tuple[Term, ...]:
        """The words explained, in alphabetical order."""
        terms = [Term(t["term"], t["meaning"], tuple(t.get("also", ()))) for t in self._table("glossary").values()]
        return tuple(sorted(terms, key=lambda item: _alphabetical(item.term)))

    def _value_path(self, finding: FindingId, value: str) -> tuple[str, ...]:
        return ("findings", finding, "values", value) if value else ("findings", finding, "none")

    def _table(self, *path: str) -> Mapping[str, Any]:
        node: Any = self.words
        for name in path:
            try:
                node = node[name]
            except (KeyError, TypeError):
                raise MissingWords(f"{self.language}: {'.'.join(path)}") from None
        if not isinstance(node, Mapping):
            raise MissingWords(f"{self.language}: {'.'.join(path)}")
        return node

    def _text(self, *path: str) -> str:
        *tables, name = path
        try:
            return str(self._table(*tables)[name])
        except KeyError:
            raise MissingWords(f"{self.language}: {'.'.join(path)}") from None


def wording_of(knowledge: KnowledgeBase, language: str, reader: Reader) -> Wording:
    """The words of an edition. Raises MissingWords when the edition has none in this language."""
    if language not in knowledge.words:
        raise MissingWords(f"the edition has no words in “{language}”")
    return Wording(knowledge.words[language], language, reader)


def spoken_language(knowledge: KnowledgeBase, wanted: str) -> str:
    """The language somebody wants, or the edition's first one where it has no words in that."""
    return wanted if wanted in knowledge.words else next(iter(knowledge.words))


def languages_of(knowledge: KnowledgeBase) -> Languages:
    """The languages of an edition, the first one first."""
    return tuple(
        (language, wording_of(knowledge, language, Reader.PATIENT).screen("language")) for language in knowledge.words
    )


def filled_in(sentence: str, places: Mapping[str, str]) -> str:
    """A sentence with its {places} filled in; what is filled in is never read for places again."""
    return _PLACE.sub(lambda place: places.get(place[1], place[0]), sentence)


def shown_value(value: Value) -> str:
    """A number without a needless decimal; text as it is."""
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def shown_percent(value: Value) -> str:
    """A percentage as it was reported.

    "<1" and ">90" are kept as numbers just below or above the limit (0.75, 90.25): laboratories report whole percents.
    """
    if isinstance(value, int | float):
        whole, part = divmod(value, 1)
        if part == _JUST_BELOW:
            return f"<{whole + 1:g}"
        if part == _JUST_ABOVE:
            return f">{whole:g}"
    return shown_value(value)


def _alphabetical(word: str) -> str:
    """A word as dictionaries sort it: accents do not count, and ñ is a letter of its own after n."""
    parted = unicodedata.normalize("NFD", word.casefold().replace("ñ", "n~"))
    return "".join(letter for letter in parted if unicodedata.category(letter) != "Mn")
