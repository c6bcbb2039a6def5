"""What every part of the sheet is made from: the visit, what follows from it, the words, the clinic, the day."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guidance.card import Card, CardPart
from guidance.consultation import Consultation, HandoutChoices
from guidance.finding import FindingId, Value
from guidance.option import Assessment, OptionId, Standing
from guidance.wording import MissingWords, Reader, Wording, filled_in
from guidance.workup import WorkUp
from handout.clinic import Clinic

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class TalkedAbout:
    """One option of the talk: its letter, how it stands, its card. `same_as` is the letter of an earlier option with
    the same card, or "".
    """

    letter: str
    name: str
    assessment: Assessment
    card: Card
    same_as: str = ""


@dataclass(frozen=True)
class Visit:
    """One visit, ready to be told on paper. `wording` speaks to the patient."""

    consultation: Consultation
    workup: WorkUp
    wording: Wording
    choices: HandoutChoices
    clinic: Clinic
    date: dt.date

    def says(self, *path: str, **filled: str) -> str:
        """A fixed sentence of the sheet with its places filled in; what is filled in is never read for places again."""
        return filled_in(self.wording.fixed(*path), filled)

    def lists(self, *path: str) -> tuple[str, ...]:
        """A fixed list of the sheet. Raises MissingWords."""
        node: Any = self.wording.words
        for name in ("handout", *path):
            if not isinstance(node, Mapping) or name not in node:
                raise MissingWords(f"{self.wording.language}: handout.{'.'.join(path)}")
            node = node[name]
        return tuple(str(item) for item in node)

    def on(self, iso: str) -> str:
        """An ISO date, or the part of it that is known, in words: "24 November 2026", "November 2026", "2026"."""
        parts = iso[:10].split("-")
        if len(parts) == 1:
            return iso
        month = self.lists("months")[int(parts[1]) - 1]
        if len(parts) == 2:
            return self.says("month_of", month=month, year=parts[0])
        return self.says("date", day=str(int(parts[2])), month=month, year=parts[0])

    @property
    def today(self) -> str:
        """The day of the visit in words."""
        return self.on(self.date.isoformat())

    @property
    def patient_name(self) -> str:
        """The name on the sheet, "" when it is left off or not known."""
        patient = self.consultation.patient
        if not self.choices.show_name:
            return ""
        return " ".join(part for part in (patient.given_name, patient.family_name) if part)

    @property
    def has_spread(self) -> bool:
        """Whether it is known that the cancer has spread; nothing on the sheet says so while it is open."""
        return self.value("disease_setting") == "metastatic"

    def signs(self, card: Card) -> tuple[str, ...]:
        """When to call, by the card; a pregnancy is not named to a patient who is not asked about one."""
        pregnant = self.says("call_us", "pregnant") if "pregnancy" in self.workup.hidden else ""
        return tuple(sign for sign in card.section(CardPart.CALL_THE_SAME_DAY).bullets if sign != pregnant)

    def value(self, finding: FindingId) -> Value | None:
        """An answer that counts, None while it is unknown."""
        return self.workup.profile.values.get(finding)

    def tells(self, finding: FindingId) -> tuple[str, ...]:
        """What an answer says to the patient, nothing while it is unknown."""
        value = self.value(finding)
        return () if value is None else self.wording.phrases(finding, value)

    def follows(self, finding: FindingId) -> str:
        """What a derived finding says to the patient, "" while it is open."""
        value = self.workup.guidance.facts.derived_value(finding)
        return "" if value is None else self.wording.phrase(finding, value)

    def for_clinicians(self) -> Wording:
        """The same words for the other reader, for the card that is shown in another hospital."""
        return Wording(self.wording.words, self.wording.language, Reader.CLINICIAN)

    def letters(self, option: TalkedAbout) -> str:
        """The letter of an option with those of later ones that share its card: "A", "A or B"."""
        said = option.letter
        for other in self.options():
            if other.same_as == option.letter and other.assessment.standing is not Standing.UNSUITABLE:
                said = self.says("or", one=said, other=other.letter)
        return said

    def options(self) -> tuple[TalkedAbout, ...]:
        """The options of the talk in the order they were chosen; none outside the scope of the aid."""
        return tuple(self._talked_about())

    def _talked_about(self) -> Iterator[TalkedAbout]:
        first: dict[str, str] = {}
        judged = [a for option in self.consultation.discussed if (a := self.workup.assessment(option)) is not None]
        for place, assessment in enumerate(judged):
            treatment_class = assessment.option.treatment_class
            mark = letter(place)
            yield TalkedAbout(
                mark,
                self.wording.option(assessment.id),
                assessment,
                self.wording.card(treatment_class),
                first.get(treatment_class, ""),
            )
            if assessment.standing is not Standing.UNSUITABLE:
                first.setdefault(treatment_class, mark)


def letter(place: int) -> str:
    """The letter of the option at a place that counts from 0: A to Z, then AA."""
    rounds, rest = divmod(place, len(_ALPHABET))
    return (letter(rounds - 1) if rounds else "") + _ALPHABET[rest]


def options_by_default(workup: WorkUp) -> tuple[OptionId, ...]:
    """What a sheet tells of when nobody chose: every option that stands at relevant or caution."""
    return tuple(a.id for a in workup.guidance.options.values() if a.standing in (Standing.RELEVANT, Standing.CAUTION))
