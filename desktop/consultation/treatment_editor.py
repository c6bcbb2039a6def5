"""What treatment so far: the timeline, the table under it, and the row that adds."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.state import VisitState
from desktop.consultation.timeline import END_MARKS, Bar, Timeline, TimelineWords
from desktop.consultation.treatment_fields import FormTools
from desktop.consultation.treatment_form import TreatmentForm
from desktop.consultation.treatment_table import TreatmentLine, TreatmentTable
from desktop.consultation.treatment_times import place_in_time, shown
from desktop.consultation.whereabouts import TREATMENTS
from desktop.theme import current_theme
from desktop.widgets.card import Card
from desktop.widgets.painting import Themed
from guidance.treatment import Setting, Treatment

_ICONS = {
    "endocrine": "pill",
    "targeted": "target",
    "her2": "target",
    "chemotherapy": "droplet",
    "immune": "shield",
    "partner": "pill",
    "supportive": "bone",
}
_CAME_BACK = ("within_6_months", "within_12_months", "later")
_LOCAL_ICONS = {"radiotherapy": "radioactive", "surgery": "slice"}


class TreatmentEditor(Themed, QWidget):
    """Shows the treatment history and calls the verbs of the visit."""

    place = TREATMENTS

    def __init__(self, presenter: ConsultationPresenter, tools: FormTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter, self._tools = presenter, tools
        words = TimelineWords(
            early=self.tr("Early disease"),
            stage_four=self.tr("Stage IV"),
            today=self.tr("Today"),
            empty=self.tr("No treatment with a date yet. Type a name below."),
            spoken=self.tr("Treatment timeline, {first} to {last}, {count} treatments"),
        )
        self.timeline = Timeline(words, tools.today)
        self.table = TreatmentTable(
            self.tr("Treatments so far"),
            [
                self.tr("Treatment"),
                self.tr("When"),
                self.tr("Started"),
                self.tr("Stopped"),
                self.tr("How it ended"),
            ],
        )
        self.form = TreatmentForm(tools)
        self._table_card = Card(padding=0, spacing=0)
        self._table_card.add(self.table)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.timeline)
        self._column.addWidget(self._table_card)
        self._column.addWidget(self.form)
        self._connect()
        self.restyle()

    def show_state(self, state: VisitState) -> None:
        """Shows the history. The same state twice changes nothing."""
        entries = state.workup.consultation.treatments
        self.timeline.set_bars([self._bar(place, entry) for place, entry in enumerate(entries)])
        lines = [self._line(place, entries) for place in range(len(entries))]
        self.table.set_lines([lines[place] for place in newest_first(entries)])
        self._table_card.setVisible(bool(entries))
        self.form.show_history(entries)
        self.form.setVisible(not state.read_only)

    def focus(self) -> None:
        """Puts the keyboard into the name of a new treatment."""
        self.form.focus()
        self._bring_form_in()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_column"):
            self._column.setSpacing(current_theme().px(10))

    def _connect(self) -> None:
        self.form.added.connect(lambda entries: self._presenter.add_treatment(*entries))
        self.form.changed.connect(self._presenter.replace_treatment)
        self.form.removed.connect(self._presenter.remove_treatment)
        self.form.left.connect(self._return_to_table)
        self.form.grown.connect(self._bring_form_in)
        self.table.edited.connect(self.form.edit)
        self.table.removed.connect(self._presenter.remove_treatment)
        self.table.adding.connect(self.form.focus)
        self.table.pointed.connect(self.timeline.ring)

    def _bring_form_in(self) -> None:
        """Scrolls so that the whole form is seen, once its new height is known."""
        QTimer.singleShot(0, self, self._scroll_to_form)

    def _scroll_to_form(self) -> None:
        ancestor = self.parentWidget()
        while ancestor is not None and not isinstance(ancestor, QScrollArea):
            ancestor = ancestor.parentWidget()
        if isinstance(ancestor, QScrollArea):
            ancestor.ensureWidgetVisible(self.form, 0, current_theme().px(12))

    def _return_to_table(self) -> None:
        target = self.table if self.table.isVisible() else self.form.name
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _name(self, entry: Treatment) -> str:
        return entry.name or self._tools.wording.treatment(entry.treatment)

    def _bar(self, place: int, entry: Treatment) -> Bar:
        return Bar(place, self._name(entry), self._icon(entry.treatment), entry)

    def _icon(self, treatment: str) -> str:
        local = next((mark for start, mark in _LOCAL_ICONS.items() if treatment.startswith(start)), None)
        groups = self._tools.knowledge.treatment_kinds[treatment].groups
        return local or next((_ICONS[group] for group in groups if group in _ICONS), "pill")

    def _line(self, place: int, entries: tuple[Treatment, ...]) -> TreatmentLine:
        words, entry = self._tools.wording, entries[place]
        setting = words.treatment_field("setting", entry.setting.value)
        if entry.setting is Setting.METASTATIC and entry.line is not None:
            setting = self.tr("{setting}, line {line}").replace("{setting}", setting).replace("{line}", str(entry.line))
        ended = words.treatment_field("outcome", entry.outcome) if entry.outcome else self.tr("Not known yet")
        if entry.progressed_within in _CAME_BACK:
            span = words.treatment_field("progressed_within", entry.progressed_within)
            ended = self.tr("Came back: {span}").replace("{span}", span.lower())
        name, kind = self._name(entry), words.treatment(entry.treatment)
        # A regimen stands in several rows; only its classes tell them apart
        alike = sum(self._name(other) == name and other.setting is entry.setting for other in entries) > 1
        return TreatmentLine(
            place,
            f"{name} · {kind}" if alike else name,
            setting,
            shown(entry.started),
            shown(entry.stopped),
            ended,
            END_MARKS.get(entry.outcome or "", ""),
            tip=name if name.casefold() == kind.casefold() else f"{name}: {kind}",
        )


def newest_first(entries: tuple[Treatment, ...]) -> list[int]:
    """The places of the entries, the latest start first; what has no date comes before, as it was entered last."""

    def started(place: int) -> float:
        at = place_in_time(entries[place].started or entries[place].stopped, end=False)
        return float("inf") if at is None else at

    return sorted(range(len(entries)), key=lambda place: (-started(place), -place))
