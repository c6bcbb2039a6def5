"""Red flags: what must be said before anything else. No standing, filter or unknown touches them."""

from collections.abc import Iterable
from dataclasses import dataclass

from guidance.criteria import Facts
from guidance.finding import FindingId
from guidance.option import Alert
from guidance.verdict import Verdict


@dataclass(frozen=True, slots=True)
class RaisedAlert:
    """An alert that is on, and the findings that raised it."""

    alert: Alert
    because: tuple[FindingId, ...]

    @property
    def id(self) -> str:
        """The alert's id."""
        return self.alert.id


def raised_alerts(facts: Facts, alerts: Iterable[Alert]) -> tuple[RaisedAlert, ...]:
    """The alerts that are on: lower rank first, ties in the vocabulary's order."""
    raised = []
    for alert in alerts:
        reasons = [facts.judge(trigger) for trigger in alert.triggers]
        met = [reason.because for reason in reasons if reason.verdict is Verdict.MET]
        if met:
            because = frozenset().union(*met)
            raised.append(RaisedAlert(alert, tuple(f for f in facts.language.findings if f in because)))
    return tuple(sorted(raised, key=lambda item: item.alert.rank))
