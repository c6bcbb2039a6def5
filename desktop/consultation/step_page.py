"""One page of the intake: its question as the title, contradictions to settle, then the questions in their sections."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.consultation.body_map import BodyMap
from desktop.consultation.question_view import QuestionTools, QuestionView
from desktop.consultation.rail_lines import step_of_conflict
from desktop.consultation.sample_lines import questions_with_samples
from desktop.consultation.sites_picture import SitesPicture
from desktop.consultation.state import VisitState
from desktop.theme import current_theme
from desktop.widgets.buttons import LinkButton
from desktop.widgets.choice_list import ChoiceList
from desktop.widgets.inline_error import Notice
from desktop.widgets.labels import PlainLabel
from desktop.widgets.painting import Themed
from desktop.widgets.question_row import QuestionCard
from guidance.finding import FindingId
from guidance.intake import Section, Step

PICTURED = "metastatic_sites"
"""The question whose answers are places on the body."""

_NARROW_BELOW = 700


class PagePart(Protocol):
    """A part of a page that is more than one question. `place` is what "go to" calls it."""

    place: str

    def show_state(self, state: VisitState) -> None:
        """Shows the state."""
        ...

    def focus(self) -> None:
        """Puts the keyboard into the part."""
        ...


@dataclass(frozen=True)
class Parts:
    """The parts of one page: some after its first section, some below all questions."""

    after_first: Sequence[PagePart] = ()
    below: Sequence[PagePart] = ()


class StepPage(Themed, QWidget):
    """Every question of a step, built once. Folded sections open by themselves when they hold an answer."""

    def __init__(
        self,
        step: Step,
        tools: QuestionTools,
        can_be_sent: frozenset[FindingId],
        parts: Parts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.step = step
        self.setObjectName(f"step_{step.id}")
        self._tools, self._can_be_sent, self._parts = tools, can_be_sent, parts
        self._with_samples = questions_with_samples(tools.meanings.knowledge)
        self.views: dict[FindingId, QuestionView] = {}
        self._sections: list[_SectionBox] = []
        self._picture: SitesPicture | None = None
        self._conflicts: dict[str, Notice] = {}
        self.title = PlainLabel(step.question, "h1", wrap=True)
        self._hint = PlainLabel(step.hint, "muted", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.title)
        self._column.addWidget(self._hint)
        self._notices = QVBoxLayout()
        self._column.addLayout(self._notices)
        for number, section in enumerate(step.sections):
            self._add_section(section)
            for part in () if number else parts.after_first:
                self._add_part(part)
        for part in parts.below:
            self._add_part(part)
        self._column.addStretch(1)
        self.restyle()

    def show_state(self, state: VisitState) -> None:
        """Shows the state, any number of times."""
        self._show_conflicts(state)
        for part in (*self._parts.after_first, *self._parts.below):
            part.show_state(state)
        if self._picture is not None:
            self._picture.show_state(state)
        for view in self.views.values():
            view.show_state(state)
        for section in self._sections:
            section.follow(state)

    def has(self, place: str) -> bool:
        """Whether a finding or a part of the screen is on this page."""
        return place in self.views or any(
            part.place == place for part in (*self._parts.after_first, *self._parts.below)
        )

    def focus(self, place: str, state: VisitState) -> None:
        """Puts the keyboard to a place, or without one to the first question that is still open."""
        for part in (*self._parts.after_first, *self._parts.below):
            if part.place == place:
                part.focus()
                return
        finding = place if place in self.views else self._first_open(state)
        for section in self._sections:
            if finding in section.findings:
                section.unfold()
        if finding in self.views:
            self.views[finding].focus()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_column"):
            theme = current_theme()
            self._column.setSpacing(theme.px(8))
            self._notices.setSpacing(theme.px(6))

    def _first_open(self, state: VisitState) -> FindingId:
        visit = state.workup.consultation
        asked = state.workup.questions(self.step)
        usual = {f for section in self.step.sections if not section.folded for f in section.questions}
        open_now = [f for f in asked if f in usual and f not in visit.answers and f not in visit.marks]
        return next(iter(open_now or asked), "")

    def _add_part(self, part: PagePart) -> None:
        if isinstance(part, QWidget):
            self._column.addWidget(part)

    def _add_section(self, section: Section) -> None:
        box = _SectionBox(section)
        for finding in section.questions:
            view = QuestionView(
                self._tools.meanings.knowledge.findings[finding],
                self._tools,
                can_be_sent=finding in self._can_be_sent,
                has_samples=finding in self._with_samples,
                parent=self,
            )
            self.views[finding] = view
            if finding == PICTURED:
                box.add_pictured(view.row, self._pictured(view))
            else:
                box.add(view.row)
        self._sections.append(box)
        self._column.addWidget(box)

    def _pictured(self, view: QuestionView) -> BodyMap:
        meanings, sites = self._tools.meanings, view.control.widget
        assert isinstance(sites, ChoiceList)
        finding = meanings.knowledge.findings[view.finding]
        self._picture = SitesPicture(self._tools.presenter, finding, meanings.wording, sites)
        return self._picture.map

    def _show_conflicts(self, state: VisitState) -> None:
        """Contradictions stand on the page where the later of their answers was given."""
        here = [
            conflict.id
            for conflict in state.workup.guidance.conflicts
            if (step := step_of_conflict(state, conflict.findings)) is not None and step.number == self.step.number
        ]
        for conflict, notice in self._conflicts.items():
            if conflict not in here:
                notice.clear()
        for conflict in here:
            if conflict not in self._conflicts:
                self._conflicts[conflict] = Notice()
                self._conflicts[conflict].setObjectName(f"conflict_{conflict}")
                self._notices.addWidget(self._conflicts[conflict])
            notice = self._conflicts[conflict]
            if notice.isHidden():
                title, advice = self._tools.meanings.wording.conflict(conflict)
                notice.set(f"{title.rstrip('.')}. {advice}", kind="amber")


class _SectionBox(Themed, QWidget):
    """A section: its title (which folds it, if it is rarely needed) and its questions on cards."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.findings = frozenset(section.questions)
        self._open = not section.folded
        self._cards: list[QuestionCard] = []
        self._picture: BodyMap | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._title: PlainLabel | None = None
        self._fold: LinkButton | None = None
        if section.folded:
            self._fold = LinkButton(section.title.replace("&", "&&"), icon="plus")
            self._fold.clicked.connect(self._turn)
            self._column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        elif section.title:
            self._title = PlainLabel(section.title, "h2")
            self._column.addWidget(self._title)
        self._show()
        self.restyle()

    def add(self, row: QWidget) -> None:
        """Adds a question."""
        if not self._cards or self._cards[-1].property("pictured"):
            self._new_card()
        self._cards[-1].add_row(row)

    def add_pictured(self, row: QWidget, picture: BodyMap) -> None:
        """Adds a question with a picture at its left."""
        self._picture = picture
        card = QuestionCard([row])
        card.setProperty("pictured", True)
        beside = QHBoxLayout()
        beside.setSpacing(current_theme().px(14))
        beside.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        self._cards.append(card)
        self._column.addLayout(beside)

    def follow(self, state: VisitState) -> None:
        """Hides a section without questions for this patient; opens a folded one that holds an answer."""
        visit = state.workup.consultation
        shown = self.findings - state.workup.hidden
        self.setVisible(bool(shown))
        if any(f in visit.answers or f in visit.marks or state.fault(f) for f in shown):
            self.unfold()
        for card in self._cards:
            card.setVisible(self._open and any(not row.isHidden() for row in card.rows))

    def unfold(self) -> None:
        """Shows the questions."""
        if not self._open:
            self._open = True
            self._show()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_column"):
            theme = current_theme()
            self._column.setSpacing(theme.px(6))
            if self._title is not None:
                self._title.setContentsMargins(0, theme.px(8), 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._picture is not None:
            self._picture.set_narrow(event.size().width() < current_theme().px(_NARROW_BELOW))

    def _new_card(self) -> None:
        card = QuestionCard()
        self._cards.append(card)
        self._column.addWidget(card)
        card.setVisible(self._open)

    def _turn(self) -> None:
        self._open = not self._open
        self._show()

    def _show(self) -> None:
        if self._fold is not None:
            self._fold.set_icon("minus" if self._open else "plus")
            self._fold.setAccessibleDescription(self.tr("Open") if self._open else self.tr("Folded"))
        for card in self._cards:
            card.setVisible(self._open and any(not row.isHidden() for row in card.rows))
