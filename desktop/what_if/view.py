"""The what-if sheet: a question at the left, its answers and what would move at the right. Nothing is recorded."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import current_theme
from desktop.what_if.presenter import MoveLine, QuestionLine, Tried, WhatIfPresenter, WhatIfState
from desktop.what_if.rows import AnswerDelegate, MoveDelegate, QuestionDelegate, spoken_move
from desktop.widgets.accessible import announce
from desktop.widgets.buttons import IconButton, LinkButton
from desktop.widgets.card import Card, Divider
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.labels import PlainLabel
from desktop.widgets.overlay import Overlay, Side
from desktop.widgets.row_list import RowList, RowModel
from desktop.widgets.text_field import TextField

_WIDTH = 860
_QUESTIONS = 300
_ANSWERS_SHOWN = 6


class WhatIfSheet(Overlay):
    """`question_wanted` carries a finding that somebody wants to answer in the record after all."""

    question_wanted = Signal(str)

    def __init__(self, presenter: WhatIfPresenter, *, at_answers: bool = False) -> None:
        super().__init__(self.tr("What if"), side=Side.RIGHT, width=_WIDTH)
        self.setObjectName("what_if")
        self._presenter, self._at_answers = presenter, at_answers
        presenter.setParent(self)
        self._showing = False
        self._said = ""
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addLayout(self._head())
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self._left_column())
        columns.addWidget(Divider(vertical=True))
        columns.addWidget(self._right_column(), 1)
        self.body.addWidget(Divider())
        self.body.addLayout(columns, 1)
        presenter.changed.connect(self.show_state)
        self.show_state(presenter.state)

    def start(self) -> None:
        """Puts the keyboard on the answers of a question that was asked for, or on the questions."""
        (self._answers if self._at_answers and self._presenter.state.answers else self._questions).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def show_state(self, state: WhatIfState) -> None:
        """Shows a state, any number of times."""
        self._showing = True
        if self._filter.text().strip() != state.query:
            self._filter.set_text(state.query)
        self._question_rows.set_rows(state.questions)
        place = next((n for n, line in enumerate(state.questions) if line.finding == state.chosen), -1)
        _stand(self._questions, place)
        self._nothing.setVisible(not state.questions)
        self._title.set_text(state.title)
        self._now.set_text(self.tr("Now: {0}").format(state.now) if state.title else "")
        self._answer_rows.set_rows(state.answers)
        self._answers.setAccessibleName(self.tr("Answers to try: {0}").format(state.title))
        self._answers.setFixedHeight(min(len(state.answers), _ANSWERS_SHOWN) * current_theme().px(36))
        _stand(self._answers, state.place)
        self._go_to.setVisible(bool(state.chosen))
        self._show_tried(state.tried)
        self._showing = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Right goes from the questions to the answers and Left back; Down goes from the filter to the questions."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {
                (self._filter, Qt.Key.Key_Down): self._questions,
                (self._filter, Qt.Key.Key_Return): self._questions,
                (self._questions, Qt.Key.Key_Right): self._answers,
                (self._answers, Qt.Key.Key_Left): self._questions,
            }
            target = next((to for (at, key), to in steps.items() if at is watched and key == event.key()), None)
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _head(self) -> QVBoxLayout:
        theme = current_theme()
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("What if…"), "h1"))
        head.addStretch(1)
        close = IconButton("x", self.tr("Leave the what-if"), key="Esc")
        close.setObjectName("close_what_if")
        close.clicked.connect(self.left)
        head.addWidget(close)
        self._notice = Card(kind="tint", padding=10)
        self._trying = IconLabel("eye", "", "strong", color="primary", wrap=True)
        self._trying.setObjectName("trying")
        self._notice.add(self._trying)
        column = QVBoxLayout()
        column.setContentsMargins(theme.px(24), theme.px(12), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addLayout(head)
        column.addWidget(self._notice)
        return column

    def _left_column(self) -> QWidget:
        theme = current_theme()
        left = QWidget()
        left.setFixedWidth(theme.px(_QUESTIONS))
        column = QVBoxLayout(left)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(8), theme.px(8))
        column.setSpacing(theme.px(8))
        self._filter = TextField(self.tr("Find a question"), placeholder=self.tr("Find a question"), icon="search")
        self._filter.setObjectName("what_if_filter")
        self._filter.textEdited.connect(self._presenter.search)
        self._filter.installEventFilter(self)
        column.addWidget(self._filter)
        self._nothing = PlainLabel(self.tr("No question has this in its name."), "muted", wrap=True)
        column.addWidget(self._nothing)
        self._question_rows: RowModel[QuestionLine] = RowModel(lambda line: f"{line.text}, {line.now}", _explained)
        self._questions = RowList(self.tr("Questions"))
        self._questions.setObjectName("what_if_questions")
        self._questions.setModel(self._question_rows)
        self._questions.setItemDelegate(QuestionDelegate(self._questions))
        self._questions.left.connect(self.left)
        self._questions.row_chosen.connect(lambda _place: self._answers.setFocus(Qt.FocusReason.OtherFocusReason))
        self._questions.installEventFilter(self)
        self._questions.selectionModel().currentChanged.connect(self._question_moved)
        column.addWidget(self._questions, 1)
        return left

    def _right_column(self) -> QWidget:
        theme = current_theme()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(12))
        column.setSpacing(theme.px(6))
        row = QHBoxLayout()
        self._title = PlainLabel("", "h2", wrap=True)
        row.addWidget(self._title, 1)
        self._go_to = LinkButton(self.tr("Answer it in the record"), icon="arrow-right", small=True)
        self._go_to.setObjectName("go_to_question")
        self._go_to.clicked.connect(lambda: self.question_wanted.emit(self._presenter.state.chosen))
        row.addWidget(self._go_to, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        self._now = PlainLabel("", "muted", wrap=True)
        column.addWidget(self._now)
        self._answer_rows: RowModel[str] = RowModel(lambda text: text, lambda text: text)
        self._answers = RowList("")
        self._answers.setObjectName("what_if_answers")
        self._answers.setModel(self._answer_rows)
        self._answers.setItemDelegate(AnswerDelegate(self._answers))
        self._answers.left.connect(self.left)
        self._answers.row_chosen.connect(self._presenter.try_answer)
        self._answers.installEventFilter(self)
        self._answers.selectionModel().currentChanged.connect(self._answer_moved)
        column.addWidget(self._answers)
        column.addWidget(Divider())
        self._notes = QWidget()
        self._note_column = QVBoxLayout(self._notes)
        self._note_column.setContentsMargins(0, theme.px(4), 0, theme.px(2))
        column.addWidget(self._notes)
        self._result = PlainLabel("", "h3", wrap=True)
        self._result.setObjectName("what_if_result")
        column.addWidget(self._result)
        self._move_rows: RowModel[MoveLine] = RowModel(spoken_move, spoken_move)
        self._moves = RowList(self.tr("Options that would move"))
        self._moves.setObjectName("what_if_moves")
        self._moves.setModel(self._move_rows)
        self._moves.setItemDelegate(MoveDelegate(self._moves))
        self._moves.left.connect(self.left)
        column.addWidget(self._moves, 1)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)
        return right

    def _show_tried(self, tried: Tried | None) -> None:
        if tried is None:
            self._trying.set("eye", self.tr("Choose an answer to try. The record is not changed."))
            self._result.set_text("")
        else:
            said = self.tr("Trying: {0}. The record is not changed.").format(tried.trying.rstrip("."))
            self._trying.set("eye", said)
            self._result.set_text(self._counted(len(tried.moves)))
            news = f"{said} {self._result.text()}"
            if news != self._said:
                announce(self, news)
            self._said = news
        self._result.setVisible(tried is not None)
        while (item := self._note_column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        notes = tried.notes if tried else ()
        for icon, text in notes:
            self._note_column.addWidget(IconLabel(icon, text, "body", color="amber", wrap=True))
        self._notes.setVisible(bool(notes))
        moves = tried.moves if tried else ()
        self._move_rows.set_rows(moves)
        self._moves.setVisible(bool(moves))
        self._rest.setVisible(not moves)
        self._moves.scrollToTop()

    def _counted(self, count: int) -> str:
        if count == 0:
            return self.tr("No option would move.")
        return self.tr("1 option would move") if count == 1 else self.tr("{0} options would move").format(count)

    def _question_moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        rows = self._question_rows.rows()
        if not self._showing and 0 <= now.row() < len(rows):
            self._presenter.choose(rows[now.row()].finding)

    def _answer_moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not self._showing and now.isValid():
            self._presenter.try_answer(now.row())


def _explained(line: QuestionLine) -> str:
    return f"{line.text}: {line.now}"


def _stand(rows: RowList, place: int) -> None:
    if rows.currentIndex().row() != place:
        rows.setCurrentIndex(rows.model().index(place, 0) if place >= 0 else QModelIndex())
