"""Three-valued truth (Kleene).

Not met, unknown and met are the numbers 0, 1 and 3, so that "and" is `&` and "or" is `|`.
"""

from enum import IntEnum


class Verdict(IntEnum):
    """What can be said of a condition today."""

    NOT_MET = 0
    UNKNOWN = 1
    MET = 3

    @property
    def word(self) -> str:
        """The id used in files and answers: "met", "not_met" or "unknown"."""
        return _WORDS[self]


_WORDS = {Verdict.NOT_MET: "not_met", Verdict.UNKNOWN: "unknown", Verdict.MET: "met"}


def negated(verdict: Verdict) -> Verdict:
    """Not: unknown stays unknown."""
    if verdict is Verdict.UNKNOWN:
        return verdict
    return Verdict.NOT_MET if verdict is Verdict.MET else Verdict.MET


def truth(is_true: bool) -> Verdict:
    """The verdict of something that is known for certain."""
    return Verdict.MET if is_true else Verdict.NOT_MET
