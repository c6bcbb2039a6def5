"""The two fields of a sample: what was tested, and when it was taken. Both may be left open."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.consultation.sample_lines import specimens
from desktop.theme import current_theme
from desktop.widgets.date_field import DateField
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel
from desktop.widgets.painting import Themed
from desktop.widgets.segments import Segment, SegmentGroup
from guidance.samples import Sample, Specimen
from guidance.wording import Wording


class SampleFields(Themed, QWidget):
    """`settled` tells of a specimen that was chosen, and of a date once the keyboard leaves its field.

    Half a date, such as a year that is still becoming a month, is never told: it could change which result is newest.
    """

    settled = Signal()

    def __init__(
        self, question: str, wording: Wording, *, today: date, day_first: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        name = self.tr("{question}: sample").replace("{question}", question)
        segments = [Segment(specimen.value, words) for specimen, words in specimens(wording)]
        self.specimen = SegmentGroup(name, segments, inline=True)
        self.specimen.setObjectName("specimen")
        self.specimen.chosen.connect(lambda _id: self.settled.emit())
        self.specimen.cleared.connect(self.settled)
        self.specimen.unknown_pressed.connect(self._forget_specimen)
        taken = self.tr("{question}: sample taken").replace("{question}", question)
        self.date = DateField(taken, today=today, day_first=day_first, hint="Mar-2026")
        self.date.line.setObjectName("taken")
        self.date.line.editingFinished.connect(self.settled)
        self._flow = FlowLayout(self, spacing=12)
        self._flow.addWidget(_labeled(self.tr("Where it was taken from"), self.specimen))
        self._flow.addWidget(_labeled(self.tr("When it was taken"), self.date))

    def show_sample(self, sample: Sample) -> None:
        """Shows a sample, telling nobody."""
        self.specimen.choose(sample.specimen)
        self.date.set_value(sample.date)

    def sample(self) -> Sample:
        """The sample in the fields; a date that cannot be read is not known."""
        chosen = self.specimen.chosen_id()
        return Sample(Specimen(chosen) if chosen else None, self.date.value())

    def fault(self) -> str:
        """What is wrong with the date, or ""."""
        self.date.line.tell()
        return self.date.fault()

    def focus(self) -> None:
        """Puts the keyboard to the specimen."""
        self.specimen.focus()

    def focus_date(self) -> None:
        """Puts the keyboard to the date."""
        self.date.line.setFocus(Qt.FocusReason.TabFocusReason)
        self.date.line.selectAll()

    def _forget_specimen(self) -> None:
        self.specimen.choose(None)
        self.settled.emit()


def _labeled(text: str, control: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current_theme().px(2))
    column.addWidget(PlainLabel(text, "small_muted"))
    column.addWidget(control)
    return box
