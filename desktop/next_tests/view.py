"""The sheet of next tests, at the right: the smallest set with its request line, then each test with what it moves."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.next_tests.presenter import NextTestsPresenter, NextTestsState
from desktop.next_tests.told import AnswerLine, FindingLines, NextTestLine, NextTestsTold
from desktop.theme import current_theme
from desktop.widgets.accessible import announce
from desktop.widgets.buttons import IconButton, LinkButton, SecondaryButton
from desktop.widgets.card import Card
from desktop.widgets.flow import FlowLayout
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.labels import PlainLabel
from desktop.widgets.overlay import Overlay, Side
from desktop.widgets.scroll import ScrollColumn
from desktop.widgets.status_chip import StatusChip
from desktop.widgets.tag import Tag

_WIDTH = 640
_ANSWER = 150


class NextTestsSheet(Overlay):
    """`question_wanted` and `what_if_wanted` carry a finding: to answer it, or only to try an answer."""

    question_wanted = Signal(str)
    what_if_wanted = Signal(str)

    def __init__(self, presenter: NextTestsPresenter) -> None:
        super().__init__(self.tr("Next tests"), side=Side.RIGHT, width=_WIDTH)
        self.setObjectName("next_tests")
        self._presenter = presenter
        presenter.setParent(self)
        theme = current_theme()
        told = presenter.state.told
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        if told.open_options:
            column.addWidget(self._smallest_set(told))
        else:
            column.addWidget(PlainLabel(self.tr("No option is open today."), "muted", wrap=True))
        self._answers: dict[str, QWidget] = {}
        self._toggles: dict[str, LinkButton] = {}
        if told.tests:
            column.addWidget(PlainLabel(self.tr("Each test, first the one that settles most"), "h3", wrap=True))
        for test in told.tests:
            column.addWidget(self._test(test))
        column.addStretch(1)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(24), theme.px(12), theme.px(12), theme.px(10))
        head.addWidget(PlainLabel(self.tr("Next tests"), "h1"))
        head.addStretch(1)
        close = IconButton("x", self.tr("Close the next tests"), key="Esc")
        close.setObjectName("close_next_tests")
        close.clicked.connect(self.left)
        head.addWidget(close)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self._scroll = ScrollColumn(inside)
        # The arrow keys scroll it
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(self._scroll, 1)
        presenter.changed.connect(self.show_state)
        self.show_state(presenter.state)

    def start(self) -> None:
        """Puts the keyboard on the copy button, or on the text, which the arrow keys scroll."""
        copy = self.findChild(QWidget, "copy_request")
        (copy or self._scroll).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: NextTestsState) -> None:
        """Shows a state, any number of times."""
        for test, answers in self._answers.items():
            is_open = test == state.opened
            answers.setVisible(is_open)
            self._toggles[test].set_icon("chevron-down" if is_open else "chevron-right")
        if state.told.request:
            self._copied.setVisible(state.copied)
            if state.copied:
                announce(self, self._copied.text())

    def _smallest_set(self, told: NextTestsTold) -> Card:
        card = Card(kind="tint", padding=14, spacing=8)
        title = self.tr("The smallest set that settles what is open today: {0}").format(self._counted(told))
        card.add(PlainLabel(title, "h3", wrap=True))
        if told.request:
            line = Card(padding=10)
            text = PlainLabel(told.request, "small", wrap=True)
            text.setObjectName("request_line")
            text.setAccessibleName(self.tr("Request: {0}").format(told.request))
            line.add(text)
            card.add(line)
            card.body.addLayout(self._copying())
            known = self.tr("A result that is known already belongs in the intake; no test is needed for it then.")
            card.add(PlainLabel(known, "tinted", wrap=True))
        if told.if_needed:
            said = self.tr("Only some results call for: {0}.").format(", ".join(told.if_needed))
            card.add(PlainLabel(said, "tinted", wrap=True))
        if told.questions:
            card.add(PlainLabel(self.tr("No test answers these. Ask:"), "foot_title", wrap=True))
            links = QWidget()
            flow = FlowLayout(links, spacing=4)
            for finding, name in told.questions:
                link = LinkButton(name.replace("&", "&&"), underline=True, small=True)
                link.setObjectName(f"ask:{finding}")
                link.clicked.connect(lambda _=False, wanted=finding: self.question_wanted.emit(wanted))
                flow.addWidget(link)
            card.add(links)
        return card

    def _counted(self, told: NextTestsTold) -> str:
        count = len(told.set_names) + len(told.if_needed)
        tests = self.tr("1 test") if count == 1 else self.tr("{0} tests").format(count)
        asked = len(told.questions)
        questions = self.tr("1 question") if asked == 1 else self.tr("{0} questions").format(asked)
        return ", ".join(part for part, number in ((tests, count), (questions, asked)) if number) or self.tr("nothing")

    def _copying(self) -> QHBoxLayout:
        row = QHBoxLayout()
        copy = SecondaryButton(self.tr("&Copy request"), icon="copy")
        copy.setObjectName("copy_request")
        copy.clicked.connect(self._presenter.copy_request)
        row.addWidget(copy)
        self._copied = IconLabel("circle-check", self.tr("Copied. Locking clears it."), "small", color="good")
        self._copied.setObjectName("copied")
        row.addWidget(self._copied)
        row.addStretch(1)
        return row

    def _test(self, test: NextTestLine) -> Card:
        card = Card(padding=12, spacing=6)
        head = QHBoxLayout()
        toggle = LinkButton(test.name.replace("&", "&&"), icon="chevron-right")
        toggle.setObjectName(f"test:{test.id}")
        toggle.clicked.connect(lambda _=False: self._presenter.open(test.id))
        self._toggles[test.id] = toggle
        head.addWidget(toggle)
        head.addStretch(1)
        settles = self.tr("settles {0} of {1}").format(test.settles, test.waiting)
        tag = Tag(settles, tone="primary") if test.settles else Tag(self.tr("bears on {0}").format(test.waiting))
        tag.setToolTip(
            self.tr("{0} options wait for it. It settles {1} whatever it says; some result decides {2}.").format(
                test.waiting, test.settles, test.moves
            )
        )
        head.addWidget(tag)
        card.body.addLayout(head)
        toggle.setAccessibleName(f"{test.name}, {settles}")
        card.add(PlainLabel(test.why, "small_muted", wrap=True))
        answers = QWidget()
        column = QVBoxLayout(answers)
        column.setContentsMargins(0, current_theme().px(4), 0, 0)
        column.setSpacing(current_theme().px(6))
        for lines in test.findings:
            column.addLayout(self._finding_head(lines))
            column.addLayout(self._table(lines))
        card.add(answers)
        self._answers[test.id] = answers
        return card

    def _finding_head(self, lines: FindingLines) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(PlainLabel(lines.name, "small_head"))
        row.addStretch(1)
        tried = LinkButton(self.tr("What if…"), small=True)
        tried.setObjectName(f"what_if:{lines.finding}")
        tried.setAccessibleName(self.tr("What if: try an answer for {0}").format(lines.name))
        tried.clicked.connect(lambda _=False: self.what_if_wanted.emit(lines.finding))
        row.addWidget(tried)
        return row

    def _table(self, lines: FindingLines) -> QGridLayout:
        theme = current_theme()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnMinimumWidth(0, theme.px(_ANSWER))
        grid.setColumnStretch(1, 1)
        for row, answer in enumerate(lines.answers):
            text = PlainLabel(answer.text, "small", wrap=True)
            text.setMaximumWidth(theme.px(_ANSWER + 60))
            grid.addWidget(text, row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self._brings(answer), row, 1)
        if lines.more:
            more = self.tr("{0} more answers make a difference.").format(lines.more)
            grid.addWidget(PlainLabel(more, "small_muted", wrap=True), len(lines.answers), 0, 1, 2)
        return grid

    def _brings(self, answer: AnswerLine) -> QWidget:
        chips = QWidget()
        chips.setToolTip(answer.detail.replace("&", "&amp;").replace("<", "&lt;"))
        flow = FlowLayout(chips, spacing=6)
        for standing, word, count in answer.brings:
            flow.addWidget(StatusChip(standing.value, f"{word}: {count}"))
        if answer.stays:
            flow.addWidget(StatusChip("depends", self.tr("Stays open: {0}").format(answer.stays)))
        return chips
