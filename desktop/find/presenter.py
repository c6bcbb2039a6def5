"""Find or do: patients, questions, options and commands in one short list. It knows none of them by itself."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from desktop.background import Runs
from desktop.messages import message_for

MOST = 8


class Kind(StrEnum):
    """What a hit is."""

    PATIENT = "patient"
    QUESTION = "question"
    OPTION = "option"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that can be gone to or done. `detail` tells two alike apart, `key` is its own key."""

    kind: Kind
    text: str
    act: Callable[[], object]
    detail: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class FindState:
    """What the list shows; `chosen` is a place in `hits`."""

    query: str = ""
    hits: tuple[Hit, ...] = ()
    chosen: int = 0
    problem: str = ""


class FindPresenter(QObject):
    """The verbs. `known` are the hits of this screen; `patients` looks into the store and runs on the worker."""

    changed = Signal(object)
    decided = Signal(object)

    def __init__(
        self,
        known: Sequence[Hit],
        patients: Callable[[str], Sequence[Hit]],
        background: Runs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._known = tuple(known)
        self._patients = patients
        self._background = background
        self._asked = 0
        self._state = FindState(hits=self._matching(""))

    @property
    def state(self) -> FindState:
        """What the list shows now."""
        return self._state

    def search(self, query: str) -> None:
        """Finds what holds every word typed; patients come first, when they have been found."""
        self._asked += 1
        asked = self._asked
        others = self._matching(query)
        self._show(query=query, hits=others, chosen=0, problem="")
        if len(query.strip()) < 2:
            return

        def found(patients: Sequence[Hit]) -> None:
            if asked == self._asked:
                # Half of the places at most, so that a common name does not hide every question
                kept = tuple(patients)[: MOST // 2 if others else MOST]
                self._show(hits=(*kept, *others)[:MOST], chosen=0)

        self._background.run(lambda: self._patients(query), found, self._failed)

    def move(self, step: int) -> None:
        """Up or down in the list."""
        if self._state.hits:
            self._show(chosen=max(0, min(len(self._state.hits) - 1, self._state.chosen + step)))

    def decide(self, place: int | None = None) -> None:
        """Goes to a hit: the chosen one, or the one at a place. `decided` carries it."""
        chosen = self._state.chosen if place is None else place
        if 0 <= chosen < len(self._state.hits):
            self.decided.emit(self._state.hits[chosen])

    def _matching(self, query: str) -> tuple[Hit, ...]:
        words = plain(query).split()
        if not words:
            return tuple(hit for hit in self._known if hit.kind is Kind.COMMAND)[:MOST]
        matching = [hit for hit in self._known if all(word in plain(f"{hit.text} {hit.detail}") for word in words)]
        matching.sort(key=lambda hit: not plain(hit.text).startswith(words[0]))
        return tuple(matching[:MOST])

    def _failed(self, fault: Exception) -> None:
        message = message_for(fault)
        if message is None:
            raise fault
        self._show(problem=f"{message.text} ({message.code})")

    def _show(self, **changes: object) -> None:
        # The names are FindState's own fields; a wrong one raises at once
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self.changed.emit(self._state)


def plain(text: str) -> str:
    """A text without case and accents."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
