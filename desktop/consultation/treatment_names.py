"""Finds a treatment by what people type: a drug, a brand, a regimen or the class; several joined by "+".

A regimen can stand for several classes ("AC-T" is an anthracycline and a taxane): one name then makes several entries.
Names can also be joined by a word, as they are said aloud: "letrozole with palbociclib", "letrozol y palbociclib".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from guidance.knowledge import KnowledgeBase
from guidance.wording import Wording

JOINING_WORDS = ("and", "with", "y", "e", "con")
"""Words between two names, of every language that is typed here: an English drug name also stands in a Spanish text."""
# Only between spaces: "co-trastuzumab" or "vitamin E," are one name
_JOINED = re.compile(rf"\s*[+,]\s*|\s+(?:{'|'.join(JOINING_WORDS)})\s+", re.IGNORECASE)
SHORTEST = 2
"""Suggestions begin after this many letters."""


@dataclass(frozen=True, slots=True)
class NamedTreatment:
    """A name people use and the classes of the history it stands for."""

    name: str
    treatments: tuple[str, ...]
    class_name: str

    @property
    def text(self) -> str:
        """As it stands in the list of suggestions: "Letrozole, aromatase inhibitor"."""
        same = self.class_name.casefold() == self.name.casefold()
        return self.name if same or not self.class_name else f"{self.name}, {_lower(self.class_name)}"


def named_treatments(knowledge: KnowledgeBase, wording: Wording) -> tuple[NamedTreatment, ...]:
    """Every name that can be typed, the classes themselves included, in alphabetical order."""
    classes: dict[str, list[str]] = {}
    spelled: dict[str, str] = {}
    for treatment in knowledge.treatment_kinds:
        for name in (wording.treatment(treatment), *wording.treatment_names(treatment)):
            key = name.casefold()
            spelled.setdefault(key, name[:1].upper() + name[1:])
            if treatment not in classes.setdefault(key, []):
                classes[key].append(treatment)
    return tuple(
        NamedTreatment(spelled[key], tuple(ids), " + ".join(wording.treatment(treatment) for treatment in ids))
        for key, ids in sorted(classes.items())
    )


def parts_of(text: str) -> list[str]:
    """The names in a typed text: "letr + palb" has two."""
    return [part for part in _JOINED.split(text.strip()) if part]


def suggestions(names: Iterable[NamedTreatment], typed: str, most: int = 8) -> list[NamedTreatment]:
    """The names that fit the last part of the text: first those that begin with it, then those with such a word."""
    known, whole = tuple(names), typed.strip().casefold()
    parts = parts_of(typed)
    if not parts or len(parts[-1]) < SHORTEST or typed.rstrip().endswith(("+", ",")):
        return []
    # A class may have "and" in its own name
    is_one = any(name.name.casefold().startswith(whole) for name in known)
    wanted = whole if is_one else parts[-1].casefold()
    begins = [name for name in known if name.name.casefold().startswith(wanted)]
    inside = [
        name
        for name in known
        if name not in begins and any(word.startswith(wanted) for word in re.findall(r"\w+", name.text.casefold()))
    ]
    return [*begins, *inside][:most]


def found(names: Iterable[NamedTreatment], typed: str) -> tuple[NamedTreatment, ...]:
    """What a typed text stands for, one name for each part; empty when a part stands for nothing."""
    known = tuple(names)
    whole = [name for name in known if typed.strip().casefold() in (name.name.casefold(), name.text.casefold())]
    if whole:
        return (whole[0],)
    result = []
    for part in parts_of(typed):
        same = [name for name in known if part.casefold() in (name.name.casefold(), name.text.casefold())]
        fitting = same or suggestions(known, part)
        if not fitting:
            return ()
        result.append(fitting[0])
    return tuple(result)


def exactly_found(names: Iterable[NamedTreatment], typed: str) -> tuple[NamedTreatment, ...]:
    """As `found`, but only whole names count: nothing is guessed from a few letters."""
    known = {name.name.casefold(): name for name in names}
    whole = known.get(typed.strip().casefold())
    if whole is not None:
        return (whole,)
    parts = [part.casefold() for part in parts_of(typed)]
    return tuple(known[part] for part in parts) if parts and all(part in known for part in parts) else ()


def _lower(name: str) -> str:
    return name if len(name) > 1 and not name[1].islower() else name[:1].lower() + name[1:]
