"""Undo and redo by keeping earlier values. Each step knows what it did, so that undo can say so and go there."""

from dataclasses import dataclass, replace

from guidance.consultation import Consultation


@dataclass(frozen=True, slots=True)
class Step:
    """One change: the visit before it, what it was called, and the place (a finding id or a screen part) it happened
    at.
    """

    before: Consultation
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class History:
    """The visit now and every way back and forth."""

    present: Consultation
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()

    def changed(self, after: Consultation, name: str, place: str) -> "History":
        """The history with one more step; a change that changes nothing is no step."""
        if after == self.present:
            return self
        return History(after, (*self.past, Step(self.present, name, place)))

    def undone(self) -> "History":
        """One step back, or the same when there is none."""
        if not self.past:
            return self
        *rest, last = self.past
        return History(last.before, tuple(rest), (Step(self.present, last.name, last.place), *self.future))

    def redone(self) -> "History":
        """One step forward, or the same when there is none."""
        if not self.future:
            return self
        first, *rest = self.future
        return History(first.before, (*self.past, Step(self.present, first.name, first.place)), tuple(rest))

    def saved_as(self, revision: int) -> "History":
        """The same history after the store gave the visit a new revision, so that undo never brings an old revision
        back.
        """

        def renewed(visit: Consultation) -> Consultation:
            return replace(visit, revision=revision)

        def steps(of: tuple[Step, ...]) -> tuple[Step, ...]:
            return tuple(replace(step, before=renewed(step.before)) for step in of)

        return History(renewed(self.present), steps(self.past), steps(self.future))
