"""The options screen: list at the left, one option in the middle, what would change it and its sources at the right."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.consultation.state import Stage
from desktop.options.detail_view import DetailView
from desktop.options.fourth import FourthOption
from desktop.options.option_list import OptionList
from desktop.options.presenter import OptionsPresenter, OptionsState, Row
from desktop.options.side_view import SideView
from desktop.theme import current_theme
from desktop.widgets.bottom_bar import BottomBar
from desktop.widgets.buttons import SecondaryButton
from desktop.widgets.labels import PlainLabel
from desktop.widgets.painting import Themed
from desktop.widgets.scroll import ScrollColumn
from desktop.widgets.segments import Segment, SegmentGroup
from desktop.widgets.text_field import TextField

_SIDE_FROM = 1180
_LIST, _NARROW_LIST = 350, 300
_DETAIL, _SIDE, _GAP = 1040, 354, 14


class OptionsView(Themed, QWidget):
    """`show_to_patient_wanted` asks for the patient view in front of the patient, `next_tests_wanted` for the sheet of
    next tests. `what_if_wanted` carries the question whose answer somebody wants to try, "" for any.
    """

    show_to_patient_wanted = Signal()
    what_if_wanted = Signal(str)
    next_tests_wanted = Signal()

    def __init__(self, presenter: OptionsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("options")
        self._presenter = presenter
        self._shown_option = ""
        self._left = self._list_column()
        self._detail = DetailView(presenter)
        self._side = SideView(presenter)
        self._side.what_if_wanted.connect(self.what_if_wanted)
        self._fourth = FourthOption()
        self._fourth.dropped.connect(self._drop)
        self._fourth.kept.connect(self._keep_three)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._scroll = ScrollColumn(self._content(), max_width=_DETAIL + _GAP + _SIDE, padding=(0, 0, 0, 0))
        self._scroll.setObjectName("option_scroll")
        center = QVBoxLayout()
        center.setContentsMargins(0, 0, 0, 0)
        center.setSpacing(0)
        center.addWidget(self._fourth)
        center.addWidget(self._scroll, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addLayout(center, 1)
        self._bottom = BottomBar()
        self._bottom.back_pressed.connect(lambda: presenter.visit.go_to(Stage.INTAKE))
        self._bottom.secondary_pressed.connect(self._compare)
        self._bottom.primary_pressed.connect(self.show_to_patient_wanted)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row, 1)
        whole.addWidget(self._bottom)
        find = QShortcut(QKeySequence("Ctrl+F"), self, self._focus_filter)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.setFocusProxy(self._list)
        self.restyle()
        presenter.changed.connect(self.show_state)
        self.show_state(presenter.state)

    def show_state(self, state: OptionsState) -> None:
        """Shows a state, any number of times."""
        bar = self._scroll.verticalScrollBar()
        place = bar.value() if state.chosen == self._shown_option else 0
        self._shown_option = state.chosen
        self._grouping.choose("modality" if state.by_modality else "standing")
        if self._filter.text().strip() != state.query:
            self._filter.set_text(state.query)
        self._list.show_rows(state.rows, state.chosen)
        self._nothing.setVisible(not state.rows and bool(state.query))
        for part in (self._grouping, self._filter, *self._looking_ahead):
            part.setEnabled(not state.out_of_scope[0])
        self._detail.show_state(state)
        self._side.show_state(state)
        if self._side.isHidden() is (state.detail is not None):
            self._side.setVisible(state.detail is not None)
            self.restyle()
        bar.setValue(place)
        # the new page is measured after this event, and may have brought its focus into view
        QTimer.singleShot(0, self, lambda: bar.setValue(place))
        self._fourth.show_state(state)
        self._show_bar(state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._presenter.state.fourth[0]:
            self._keep_three()
        elif not self._list.hasFocus():
            was_filtering = self._filter.hasFocus()
            self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if was_filtering:
                self._presenter.filter("")
        elif self._presenter.state.query:
            self._presenter.filter("")
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        if not hasattr(self, "_bottom"):
            return
        theme = current_theme()
        roomy = self.width() / theme.text_scale >= _SIDE_FROM
        self._left.setFixedWidth(theme.px(_LIST if roomy else _NARROW_LIST))
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(across if roomy else down)
        self._beside.setSpacing(theme.px(_GAP) if roomy else 0)
        self._side.setMinimumWidth(theme.px(_SIDE) if roomy else 0)
        self._side.setMaximumWidth(theme.px(_SIDE if roomy else _DETAIL))
        self._side.setContentsMargins(0 if roomy else theme.px(24), 0, 0, 0)
        alone = not roomy or self._side.isHidden()
        self._detail.setContentsMargins(0, 0, theme.px(24) if alone else 0, 0)
        self._detail.setMaximumWidth(theme.px(_DETAIL))
        self._bottom.set_narrow(not roomy)
        column = self._left.layout()
        if column is not None:
            column.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), 0)
            column.setSpacing(theme.px(8))

    def _list_column(self) -> QFrame:
        presenter = self._presenter
        left = QFrame()
        left.setProperty("bar", "left")
        column = QVBoxLayout(left)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("Options"), "h2"))
        head.addStretch(1)
        segments = (Segment("standing", self.tr("Status")), Segment("modality", self.tr("Type")))
        self._grouping = SegmentGroup(self.tr("Group the options by"), segments, inline=True)
        self._grouping.chosen.connect(lambda chosen: presenter.group_by_modality(chosen == "modality"))
        self._grouping.cleared.connect(lambda: self.show_state(presenter.state))
        head.addWidget(self._grouping)
        column.addLayout(head)
        self._filter = TextField(self.tr("Filter the options"), placeholder=self.tr("Filter by name"), icon="search")
        self._filter.setObjectName("option_filter")
        self._filter.textEdited.connect(presenter.filter)
        self._filter.returnPressed.connect(self._focus_list)
        column.addWidget(self._filter)
        self._nothing = PlainLabel(self.tr("No option has this in its name. Esc shows all again."), "muted", wrap=True)
        self._nothing.hide()
        column.addWidget(self._nothing)
        self._list = OptionList(self.tr("Options"), self._spoken)
        self._list.setObjectName("option_list")
        self._list.option_chosen.connect(presenter.choose)
        self._list.option_ticked.connect(presenter.include)
        self._list.group_folded.connect(presenter.fold)
        self._list.letter_pressed.connect(self._letter)
        self._list.detail_wanted.connect(self._detail_wanted)
        self._list.left.connect(lambda: presenter.filter(""))
        column.addWidget(self._list, 1)
        column.addLayout(self._ahead())
        return left

    def _ahead(self) -> QHBoxLayout:
        """The ways to look ahead, at the foot of the list."""
        tests = SecondaryButton(self.tr("Next &tests"), icon="test-pipe")
        tests.setObjectName("next_tests")
        tests.setToolTip(self.tr("What to test and to ask, and what each answer would move (F9)"))
        tests.clicked.connect(self.next_tests_wanted)
        tried = SecondaryButton(self.tr("Wh&at if…"), icon="eye")
        tried.setObjectName("what_if")
        tried.setToolTip(self.tr("Try an answer without changing the record (F7)"))
        tried.clicked.connect(lambda: self.what_if_wanted.emit(""))
        row = QHBoxLayout()
        row.setSpacing(current_theme().px(8))
        row.setContentsMargins(0, 0, 0, current_theme().px(10))
        row.addWidget(tests, 1)
        row.addWidget(tried, 1)
        self._looking_ahead = (tests, tried)
        return row

    def _content(self) -> QWidget:
        content = QWidget()
        outer = QHBoxLayout(content)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._beside.addWidget(self._detail, 1)
        self._beside.addWidget(self._side)
        self._side.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        outer.addLayout(self._beside, 1)
        return content

    def _show_bar(self, state: OptionsState) -> None:
        count = len(state.discussed)
        possible = count > 0 and state.detail is not None
        self._bottom.set_back(self.tr("&Back to intake"))
        self._bottom.set_hints(
            (
                ("↑ ↓", self.tr("option")),
                ("Space", self.tr("include")),
                ("W", self.tr("why")),
                ("F7", self.tr("what if")),
                ("F9", self.tr("next tests")),
            )
        )
        self._bottom.set_secondary(self.tr("&Compare ({0})").format(count), "columns-3", enabled=possible)
        self._bottom.set_primary(self.tr("Sho&w to patient"), icon="presentation", enabled=possible)
        nudge = count == 0 and bool(state.rows)
        self._bottom.set_notice(self.tr("Tick the options you want to talk about.") if nudge else "")

    def _spoken(self, row: Row) -> str:
        if not row.option:
            folded = self.tr("folded") if row.folded else self.tr("open")
            return f"{row.text}, {row.count}, {folded}"
        included = self.tr("included") if row.included else self.tr("not included")
        return ", ".join(dict.fromkeys(p for p in (row.text, row.note, row.status_word, row.badge, included) if p))

    def _drop(self, option: str) -> None:
        self._presenter.drop_for_fourth(option)
        self._focus_list()

    def _keep_three(self) -> None:
        self._presenter.keep_three()
        self._focus_list()

    def _compare(self) -> None:
        if self._presenter.state.discussed and self._presenter.state.detail:
            self._presenter.visit.go_to(Stage.PATIENT_VIEW)

    def _focus_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _focus_filter(self) -> None:
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def _detail_wanted(self) -> None:
        self._detail.take_focus()

    def _letter(self, letter: str) -> None:
        if letter == "W":
            self._presenter.show_rule()
            if self._presenter.state.rule_shown:
                QTimer.singleShot(0, self, self._bring_why_into_view)
        elif letter == "C":
            self._compare()
        else:
            self._focus_filter()

    def _bring_why_into_view(self) -> None:
        why, content = self._detail.why, self._scroll.widget()
        if why is not None and content is not None:
            top = why.mapTo(content, why.rect().topLeft()).y()
            bar = self._scroll.verticalScrollBar()
            if top + why.height() > bar.value() + self._scroll.viewport().height():
                bar.setValue(max(0, top - current_theme().px(12)))
