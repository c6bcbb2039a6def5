"""What the rail says of each step: how far it is, and the answers so far in one line."""

from PySide6.QtCore import QCoreApplication

from desktop.consultation.meaning import Meanings
from desktop.consultation.state import VisitState
from desktop.widgets.rail import RailStep
from guidance.finding import FindingId
from guidance.intake import Step
from guidance.profile import HISTORY

_LINE_PARTS = 3


def rail_steps(state: VisitState, meanings: Meanings) -> tuple[RailStep, ...]:
    """The steps as the rail shows them."""
    return tuple(_step(step, state, meanings) for step in state.workup.knowledge.intake.steps)


def checks(step: Step, state: VisitState) -> int:
    """How many things of a step need a second look: answers that cannot be used, and contradictions."""
    disputed = [
        c for c in state.workup.guidance.conflicts if c.findings and step_of_conflict(state, c.findings) == step
    ]
    return sum(1 for finding, _ in state.faults if finding in step.questions) + len(disputed)


def step_of_conflict(state: VisitState, findings: tuple[FindingId, ...]) -> Step | None:
    """The step where a contradiction is shown: that of its last finding, which is the one entered later."""
    steps = [state.workup.knowledge.intake.step_of(finding) for finding in findings]
    return max((step for step in steps if step is not None), key=lambda step: step.number, default=None)


def _step(step: Step, state: VisitState, meanings: Meanings) -> RailStep:
    return RailStep(step.id, step.title, _line(step, state, meanings), _progress(step, state))


def _progress(step: Step, state: VisitState) -> str:
    if checks(step, state):
        return "check"
    visit = state.workup.consultation
    usual = [f for section in step.sections if not section.folded for f in section.questions]
    asked = [f for f in usual if f not in state.workup.hidden]
    settled = [f for f in asked if f in visit.answers or f in visit.marks]
    if asked and len(settled) == len(asked):
        return "done"
    touched = bool(settled) or any(f in visit.answers or f in visit.marks for f in step.questions)
    return "part" if touched or (HISTORY in step.questions and visit.treatments) else "empty"


def _line(step: Step, state: VisitState, meanings: Meanings) -> str:
    faults = checks(step, state)
    if faults:
        return QCoreApplication.translate("rail", "{count} to check").replace("{count}", str(faults))
    workup = state.workup
    said: dict[str, None] = {}
    if HISTORY in step.questions and workup.consultation.treatments:
        count = len(workup.consultation.treatments)
        text = "{count} treatments" if count > 1 else "{count} treatment"
        said[QCoreApplication.translate("rail", text).replace("{count}", str(count))] = None
    for finding in _telling_first(step, state):
        phrase = meanings.in_short(workup, finding)
        if phrase:
            said[phrase] = None
        if len(said) == _LINE_PARTS:
            break
    if said:
        return ", ".join(said)
    names = [meanings.name(finding) for finding in workup.questions(step)[:_LINE_PARTS]]
    return ", ".join(names)


def _telling_first(step: Step, state: VisitState) -> list[FindingId]:
    """The asked questions of a step, the essential ones first."""
    findings = state.workup.knowledge.findings
    return sorted(state.workup.questions(step), key=lambda finding: not findings[finding].essential)
