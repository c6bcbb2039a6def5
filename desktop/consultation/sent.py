""" "Sent": a test is under way. Neither an answer nor "not known yet", so it has a tick and a date of its own."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme import current_theme
from desktop.widgets.date_field import DateField
from desktop.widgets.keys import single_key
from desktop.widgets.labels import PlainLabel
from desktop.widgets.painting import Themed
from desktop.widgets.tick import Tick


class SentControl(Themed, QWidget):
    """The control of a question with "Sent" beside it. `marked(sent, iso date or "")` is told on user action only."""

    marked = Signal(bool, str)

    def __init__(
        self,
        question: str,
        control: QWidget,
        *,
        unit: str,
        today: date,
        day_first: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tick = Tick(self.tr("Sent"), role="small")
        self._tick.setAccessibleName(self.tr("{question}: test sent").replace("{question}", question))
        self._tick.setObjectName("sent")
        self._tick.setToolTip("S")
        self._tick.clicked.connect(lambda on: self.marked.emit(on, ""))
        label = self.tr("{question}: sent on").replace("{question}", question)
        self._date = DateField(label, today=today, day_first=day_first, hint=self.tr("Sent on"))
        self._date.entered.connect(lambda iso: self.marked.emit(True, iso))
        self._date.hide()
        self._row = QHBoxLayout()
        wraps = control.sizePolicy().hasHeightForWidth()
        top = Qt.AlignmentFlag.AlignTop
        self._row.addWidget(control, 1 if wraps else 0, top)
        if unit:
            self._row.addWidget(PlainLabel(unit, "muted"))
        if not wraps:
            self._row.addStretch(1)
        self._row.addWidget(self._tick, 0, top)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._row)
        self._column.addWidget(self._date)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.restyle()

    def show_mark(self, *, sent: bool, on: str) -> None:
        """Shows the tick and the date, telling nobody."""
        self._tick.setChecked(sent)
        self._date.set_value(on)
        self._date.setVisible(sent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Keys the control does not take come here
        if single_key(event) == "S":
            self._tick.click()
            return
        super().keyPressEvent(event)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_column"):
            theme = current_theme()
            self._row.setSpacing(theme.px(10))
            # A tick is 30 high, a segment 38: their words stand on one line
            self._tick.setMinimumHeight(theme.px(38))
            self._column.setSpacing(theme.px(4))
