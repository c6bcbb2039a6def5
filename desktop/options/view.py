"""The options screen: list at the left, one option in the middle, what would change it and its sources at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.consultation.state import Stage
from desktop.options.detail_view import DetailView, SideView
from desktop.options.option_list import OptionList
from desktop.options.presenter import OptionsPresenter, OptionsState, Row
from desktop.theme import current_theme
from desktop.widgets.bottom_bar import BottomBar
from desktop.widgets.labels import PlainLabel
from desktop.widgets.scroll import ScrollColumn
from desktop.widgets.segments import Segment, SegmentGroup
from desktop.widgets.text_field import TextField

_SIDE_FROM = 1180


class OptionsView(QWidget):
    """`show_to_patient_wanted` asks for the patient view in front of the patient."""

    show_to_patient_wanted = Signal()

    def __init__(self, presenter: OptionsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("options")
        self._presenter = presenter
        theme = current_theme()
        left = QFrame()
        left.setProperty("bar", "left")
        left.setFixedWidth(theme.px(350))
        column = QVBoxLayout(left)
        column.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), 0)
        column.setSpacing(theme.px(8))
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("Options"), "h2"))
        head.addStretch(1)
        segments = (Segment("standing", self.tr("Status")), Segment("modality", self.tr("Type")))
        self._grouping = SegmentGroup(self.tr("Group the options by"), segments, inline=True)
        self._grouping.chosen.connect(lambda chosen: presenter.group_by_modality(chosen == "modality"))
        self._grouping.cleared.connect(lambda: presenter.group_by_modality(presenter.state.by_modality))
        head.addWidget(self._grouping)
        column.addLayout(head)
        self._filter = TextField(self.tr("Filter the options"), placeholder=self.tr("Filter"), icon="search")
        self._filter.setObjectName("option_filter")
        self._filter.textEdited.connect(presenter.filter)
        column.addWidget(self._filter)
        self._list = OptionList(self.tr("Options"), self._spoken)
        self._list.setObjectName("option_list")
        self._list.option_chosen.connect(presenter.choose)
        self._list.option_ticked.connect(presenter.include)
        self._list.group_folded.connect(presenter.fold)
        self._list.letter_pressed.connect(self._letter)
        self._list.detail_wanted.connect(self._focus_detail)
        column.addWidget(self._list, 1)
        self._detail = DetailView(presenter)
        self._detail.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._side = SideView(presenter)
        self._side_scroll = ScrollColumn(self._side)
        self._side_scroll.setFixedWidth(theme.px(354))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(ScrollColumn(self._detail), 1)
        row.addWidget(self._side_scroll)
        self._bottom = BottomBar()
        self._bottom.back_pressed.connect(lambda: presenter.visit.go_to(Stage.INTAKE))
        self._bottom.secondary_pressed.connect(lambda: presenter.visit.go_to(Stage.PATIENT_VIEW))
        self._bottom.primary_pressed.connect(self.show_to_patient_wanted)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row, 1)
        whole.addWidget(self._bottom)
        self.setFocusProxy(self._list)
        presenter.changed.connect(self.show_state)
        self.show_state(presenter.state)

    def show_state(self, state: OptionsState) -> None:
        """Shows a state, any number of times."""
        self._grouping.choose("modality" if state.by_modality else "standing")
        self._list.show_rows(state)
        self._detail.show_state(state)
        self._side.show_state(state)
        count = len(state.discussed)
        self._bottom.set_back(self.tr("&Back to intake"))
        self._bottom.set_hints(
            (
                ("↑ ↓", self.tr("option")),
                ("Space", self.tr("include")),
                ("W", self.tr("why")),
                ("F5", self.tr("show to patient")),
            )
        )
        self._bottom.set_secondary(self.tr("&Compare ({0})").format(count), "columns-3", enabled=count > 0)
        self._bottom.set_primary(self.tr("Sho&w to patient"), icon="presentation", enabled=count > 0)
        self._bottom.set_notice("" if count else self.tr("Tick the options you want to talk about."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side_scroll.setVisible(event.size().width() / current_theme().text_scale >= _SIDE_FROM)

    def _spoken(self, row: Row) -> str:
        if not row.option:
            folded = self.tr("folded") if row.folded else self.tr("open")
            return f"{row.text}, {row.count}, {folded}"
        parts = [row.text, row.note, row.badge, self.tr("included") if row.included else self.tr("not included")]
        return ", ".join(part for part in parts if part)

    def _focus_detail(self) -> None:
        self._detail.setFocus(Qt.FocusReason.TabFocusReason)

    def _letter(self, letter: str) -> None:
        if letter == "w":
            self._presenter.show_rule()
        elif letter == "c":
            self._presenter.visit.go_to(Stage.PATIENT_VIEW)
        else:
            self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
