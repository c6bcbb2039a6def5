"""Answers in words: in a list of answers, and as what is being tried."""

from PySide6.QtCore import QCoreApplication

from guidance.finding import Finding, FindingId, Kind, Value
from guidance.possible_answers import Limits, PossibleAnswer
from guidance.wording import Wording, shown_value


def answer_words(finding: Finding, answer: PossibleAnswer, wording: Wording) -> str:
    """One answer in a list under its question: "Mutated", "1 to 10 % of cells", "bone, without liver"."""
    if answer.limits is not None:
        return f"{_range(answer.limits, finding)} {wording.unit(finding.id)}".strip()
    if finding.kind is Kind.SEVERAL:
        return _ticks(finding, answer, wording)
    return wording.choice(finding.id, str(answer.value))


def tried_words(finding: Finding, answer: PossibleAnswer | None, wording: Wording) -> str:
    """An answer with what it answers: "ESR1 mutated", "Estrogen receptor: 1 to 10 % of cells"."""
    if answer is None:
        return wording.unknown(finding.id)
    if answer.limits is None and finding.kind is not Kind.SEVERAL:
        return wording.phrase(finding.id, answer.value)
    return f"{wording.label(finding.id)}: {answer_words(finding, answer, wording)}"


def known_words(finding: FindingId, value: Value | None, wording: Wording) -> str:
    """What is known now, or that nothing is."""
    return wording.phrase(finding, value) if value is not None else _said("Not known yet")


def _range(limits: Limits, finding: Finding) -> str:
    least, most = shown_value(limits.least), shown_value(limits.most)
    from_start = not limits.without_least and limits.least == finding.minimum
    to_end = not limits.without_most and limits.most == finding.maximum
    if limits.least == limits.most:
        return least
    if from_start:
        said = (
            _said("any number") if to_end else _said("below {most}") if limits.without_most else _said("up to {most}")
        )
    elif to_end:
        said = _said("above {least}") if limits.without_least else _said("{least} or more")
    else:
        low = _said("above {least}") if limits.without_least else _said("from {least}")
        said = f"{low} {_said('to below {most}') if limits.without_most else _said('to {most}')}"
        if not limits.without_least and not limits.without_most:
            said = _said("{least} to {most}")
    return said.replace("{least}", least).replace("{most}", most)


def _ticks(finding: Finding, answer: PossibleAnswer, wording: Wording) -> str:
    def named(ticks: tuple[str, ...]) -> str:
        return ", ".join(wording.choice(finding.id, tick) for tick in ticks)

    parts = [named(answer.includes)] if answer.includes else []
    if answer.without:
        parts.append(_said("without {names}").replace("{names}", named(answer.without)))
    if answer.something_else is not None:
        parts.append(_said("and something else") if answer.something_else else _said("and nothing else"))
    return ", ".join(parts) or wording.choice(finding.id, "")


def _said(text: str) -> str:
    return QCoreApplication.translate("answer_words", text)
