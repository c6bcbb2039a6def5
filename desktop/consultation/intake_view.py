"""The intake: steps at the left, questions in the middle, what they mean at the right, actions at the bottom."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.consultation.answers import ControlMaker
from desktop.consultation.bounded import Thresholds
from desktop.consultation.live import announcement, links, modality_lines, progress
from desktop.consultation.meaning import Meanings
from desktop.consultation.own_words import OwnWords
from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.question_view import SAMPLE_KEY, QuestionTools, questions_that_can_be_sent
from desktop.consultation.rail_lines import rail_steps
from desktop.consultation.sample_lines import questions_with_samples
from desktop.consultation.single_keys import keys_of
from desktop.consultation.state import Stage, VisitState
from desktop.consultation.step_page import PICTURED, Parts, StepPage
from desktop.consultation.tab_order import focusable_in
from desktop.consultation.treatment_editor import TreatmentEditor
from desktop.consultation.treatment_fields import FormTools
from desktop.consultation.treatment_names import named_treatments
from desktop.modality_icons import MODALITY_ICONS
from desktop.theme import current_theme
from desktop.widgets.accessible import announce
from desktop.widgets.bottom_bar import BottomBar
from desktop.widgets.buttons import SecondaryButton
from desktop.widgets.live_panel import LiveLink, LivePanel, LiveRow
from desktop.widgets.painting import Themed
from desktop.widgets.rail import Rail
from desktop.widgets.scroll import ScrollColumn
from guidance.intake import Step
from guidance.profile import HISTORY

_COMPACT_BELOW, _SMALL_BELOW, _WIDE_FROM = 1280, 1040, 1600
_QUIET_MS = 700
"""One announcement an answer: only after so long without a further change."""
_WISHES = "priorities"


@dataclass(frozen=True, slots=True)
class VisitPreferences:
    """What the clinic has set: the order of figures in dates and the local emergency text.

    `warning` is shown in the banner ("Check name: …"), `demo` marks an invented patient.
    """

    day_first: bool = True
    emergency: str = ""
    warning: str = ""
    demo: str = "Demo patient – not a real person"


class IntakeView(Themed, QWidget):
    """The six steps with the rail, the live panel and the bottom bar. Pages are built when they are first opened."""

    def __init__(
        self,
        presenter: ConsultationPresenter,
        preferences: VisitPreferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("intake")
        self._presenter = presenter
        tools = presenter.tools
        self._steps = tools.knowledge.intake.steps
        self._meanings = Meanings(tools.knowledge, tools.wording)
        self._today: date = tools.now().astimezone().date()
        maker = ControlMaker(tools.wording, Thresholds(tools.knowledge), self._today, preferences.day_first)
        self._question_tools = QuestionTools(presenter, maker, self._meanings)
        self._can_be_sent = questions_that_can_be_sent(tools.knowledge.findings)
        self._with_samples = questions_with_samples(tools.knowledge)
        self._day_first = preferences.day_first
        self._pages: dict[int, StepPage] = {}
        self._ticket = presenter.state.focus.ticket
        self._step_shown = 0
        self._said = ""
        self._news = QTimer(self)
        self._news.setSingleShot(True)
        self._news.setInterval(_QUIET_MS)
        self._news.timeout.connect(self._announce)

        self.rail = Rail(self.tr("Steps of the intake"))
        self.menu = SecondaryButton("", icon_after="chevron-down")
        self.menu.setObjectName("steps_menu")
        self._stack = QStackedWidget()
        self._stack.setObjectName("steps")
        self.live = LivePanel()
        self.bar = BottomBar()
        self._lay_out()
        self._connect()
        self._fit(self.width())

    def show_state(self, state: VisitState) -> None:
        """Shows the state, any number of times."""
        page = self._page(state.step)
        page.show_state(state)
        step = self._steps[state.step - 1]
        self.rail.set_steps(rail_steps(state, self._meanings), step.id)
        self._render_live(state)
        self._render_bar(step, state)
        self._stack.setCurrentIndex(self._stack.indexOf(self._scrolls[state.step]))
        if state.stage is Stage.INTAKE:
            self._follow_focus(state, page)
        self._step_shown = state.step

    def page(self, number: int) -> StepPage:
        """The page of a step, counted from 1."""
        return self._page(number)

    def regions(self) -> tuple[QWidget, ...]:
        """The regions F6 visits: center, live panel, bottom bar, rail."""
        return self._stack, self.live, self.bar, self.rail

    def focus_region(self, region: QWidget) -> None:
        """Puts the keyboard into a region."""
        if region is self._stack:
            self._page(self._presenter.state.step).focus(self._presenter.state.focus.place, self._presenter.state)
        elif region is self.live:
            self.live.show()
            self.live.focus_rows()
        elif region is self.bar:
            self.bar.primary_button.setFocus()
        elif self._small():
            self.menu.setFocus()
        else:
            self.rail.rows.setFocus()

    def tab_stops(self) -> list[QWidget]:
        """Everything Tab visits, in order: rail, questions, bottom bar, live panel."""
        page = self._page(self._presenter.state.step)
        parts: tuple[QWidget, ...] = (self.rail, self.menu, page, self.bar, self.live)
        return [widget for part in parts for widget in focusable_in(part)]

    def say(self, text: str) -> None:
        """Says something quietly in the bottom bar, until the next change."""
        self.bar.set_notice(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "bar"):
            self._fit(self.width())

    # inside

    def _lay_out(self) -> None:
        self._scrolls: dict[int, ScrollColumn] = {}
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        center = QVBoxLayout()
        center.setContentsMargins(0, 0, 0, 0)
        center.setSpacing(0)
        self._menu_row = QHBoxLayout()
        self._menu_row.addWidget(self.menu)
        self._menu_row.addStretch(1)
        center.addLayout(self._menu_row)
        center.addWidget(self._stack, 1)
        middle.addWidget(self.rail)
        middle.addLayout(center, 1)
        middle.addWidget(self.live)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        presenter = self._presenter
        self.rail.chosen.connect(self._choose_step)
        self.live.activated.connect(self._open_modality)
        self.live.link_chosen.connect(presenter.go_to_question)
        self.live.left.connect(self._return_from_live)
        self.bar.back_pressed.connect(presenter.previous_step)
        self.bar.primary_pressed.connect(presenter.next_step)
        self.bar.secondary_pressed.connect(presenter.mark_rest_not_known)
        choices = QMenu(self)
        for step in self._steps:
            action = choices.addAction(f"{step.number} {step.title}")
            action.triggered.connect(lambda _checked=False, number=step.number: presenter.go_to_step(number))
        self.menu.setMenu(choices)

    def _page(self, number: int) -> StepPage:
        if number not in self._pages:
            step = self._steps[number - 1]
            page = StepPage(step, self._question_tools, self._can_be_sent, self._parts(step))
            scroll = ScrollColumn(page, padding=(24, 14, 24, 16))
            self._pages[number], self._scrolls[number] = page, scroll
            self._stack.addWidget(scroll)
        return self._pages[number]

    def _parts(self, step: Step) -> Parts:
        if HISTORY in step.questions:
            tools = self._presenter.tools
            names = named_treatments(tools.knowledge, tools.wording)
            form = FormTools(tools.knowledge, tools.wording, names, self._today, self._day_first)
            return Parts(after_first=(TreatmentEditor(self._presenter, form),))
        return Parts(below=(OwnWords(self._presenter),)) if _WISHES in step.questions else Parts()

    def _render_live(self, state: VisitState) -> None:
        rows = [
            LiveRow(
                id=line.modality,
                icon=MODALITY_ICONS.get(line.modality, "pill"),
                name=line.name,
                status=line.status,
                status_text=line.status_text,
                reason=line.reason,
                changed=line.changed,
                detail=line.detail,
            )
            for line in modality_lines(state, self._meanings)
        ]
        self.live.set_content(
            self.tr("What this means so far"),
            progress(state.workup),
            rows,
            foot_title=self.tr("Next answers that matter most"),
            foot_links=[LiveLink(link.finding, link.text) for link in links(state.workup, self._meanings)],
            changed_text=self.tr("Just changed"),
        )
        said = announcement(state, self._meanings)
        if said and said != self._said:
            self._news.start()
        self._said = said

    def _render_bar(self, step: Step, state: VisitState) -> None:
        self.bar.set_notice("")
        self.bar.set_back(self.tr("&Back") if step.number > 1 else None)
        last = step.number == len(self._steps)
        following = self.tr("Options") if last else self._steps[step.number].title
        text = self.tr("&Next: {step}").replace("{step}", following.replace("&", "&&"))
        self.bar.set_primary(text, icon_after="arrow-right")
        visit = state.workup.consultation
        left = [f for f in state.workup.questions(step) if f not in visit.answers and f not in visit.marks]
        rest = self.tr("Rest not known yet")
        self.bar.set_secondary(None if state.read_only else rest, enabled=bool(left))
        self.bar.set_hints(self._hints(step))
        self.menu.setText(
            self.tr("Step {number} of {count}: {title}")
            .replace("{number}", str(step.number))
            .replace("{count}", str(len(self._steps)))
            .replace("{title}", step.title)
        )

    def _hints(self, step: Step) -> list[tuple[str, str]]:
        if HISTORY in step.questions:
            return [
                ("A", self.tr("add")),
                ("Enter", self.tr("edit")),
                ("Del", self.tr("remove")),
                ("Alt N", self.tr("next step")),
            ]
        if PICTURED in step.questions:
            finding, words = self._presenter.tools.knowledge.findings[PICTURED], self._presenter.tools.wording
            keys = keys_of(finding, finding.choices)
            sites = [(keys[site], words.choice(PICTURED, site).lower()) for site in finding.choices[:2]]
            return [*sites, ("U", self.tr("not known yet")), ("Alt N", self.tr("next step"))]
        hints = [("Tab", self.tr("next")), ("U", self.tr("not known yet"))]
        if self._with_samples.intersection(step.questions):
            hints.append((SAMPLE_KEY, self.tr("sample and date")))
        return [*hints, ("Alt N", self.tr("next step")), ("Ctrl 2", self.tr("options"))]

    def _follow_focus(self, state: VisitState, page: StepPage) -> None:
        """Moves the keyboard only when a verb asked for it, never while somebody types."""
        if state.focus.ticket == self._ticket and self._step_shown == state.step:
            return
        arrived = self._step_shown != state.step and state.focus.ticket == self._ticket
        self._ticket = state.focus.ticket
        page.focus("" if arrived else state.focus.place, state)

    def _announce(self) -> None:
        if self._said:
            announce(self.live, self._said)

    def _choose_step(self, step_id: str) -> None:
        number = next((step.number for step in self._steps if step.id == step_id), None)
        if number is not None:
            self._presenter.go_to_step(number)

    def _open_modality(self, modality: str) -> None:
        lines = modality_lines(self._presenter.state, self._meanings)
        option = next((line.option for line in lines if line.modality == modality), "")
        if option:
            self._presenter.choose_option(option)
        self._presenter.go_to(Stage.OPTIONS)

    def _return_from_live(self) -> None:
        if self._small():
            self.live.hide()
        self.focus_region(self._stack)

    def _logical(self, width: int) -> float:
        return width / current_theme().text_scale

    def _small(self) -> bool:
        return self._logical(self.width()) < _SMALL_BELOW

    def _fit(self, width: int) -> None:
        """Breakpoints by logical width divided by text size."""
        logical = self._logical(width)
        compact, small = logical < _COMPACT_BELOW, logical < _SMALL_BELOW
        self.rail.set_compact(compact)
        self.rail.setVisible(not small)
        self.menu.setVisible(small)
        side = current_theme().px(8) if small else 0
        self._menu_row.setContentsMargins(3 * side, side, 3 * side, 0)
        self.live.set_wide(logical >= _WIDE_FROM)
        self.live.set_compact(compact)
        if small != self.live.isHidden():
            holds = QApplication.focusWidget()
            if not (small and holds is not None and self.live.isAncestorOf(holds)):
                self.live.setVisible(not small)
        self.bar.set_narrow(compact)
