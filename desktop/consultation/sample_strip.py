"""The sample behind an answer, folded into one line under it: where it came from, earlier results, what does not count.

Quiet until it is wanted. D in the row, or a click on the line, unfolds the fields; Esc or Enter folds them again.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.consultation.answers import ControlMaker
from desktop.consultation.result_form import ResultForm
from desktop.consultation.sample_fields import SampleFields
from desktop.consultation.sample_lines import SampleLines, sample_in_line
from desktop.theme import current_theme
from desktop.widgets.buttons import IconButton, LinkButton
from desktop.widgets.card import Card
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.keys import single_keys_are_on
from desktop.widgets.labels import ElidedLabel
from desktop.widgets.painting import Themed
from desktop.widgets.tick import Tick
from guidance.finding import Finding
from guidance.samples import Result, Sample


class SampleStrip(Themed, QWidget):
    """`sampled` carries a sample and whether it is that of the whole report, `added` and `removed` a result.

    `left` says that the keyboard may go back to the answer.
    """

    sampled = Signal(object, bool)
    added = Signal(object)
    removed = Signal(object)
    left = Signal()

    def __init__(self, finding: Finding, maker: ControlMaker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{finding.id}_sample")
        self._finding, self._maker = finding, maker
        self._label = maker.wording.label(finding.id)
        self._lines: SampleLines | None = None
        self._panel: _Panel | None = None
        self._line = LinkButton("", small=True)
        self._line.setObjectName("sample_line")
        self._line.setToolTip("D")
        self._line.clicked.connect(self.turn)
        self._earlier = QVBoxLayout()
        self._notes = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._line, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(self._earlier)
        self._column.addLayout(self._notes)
        self.hide()
        self.restyle()

    @property
    def panel(self) -> "_Panel | None":
        """The unfolded fields; None while they were never wanted."""
        return self._panel

    def show_lines(self, lines: SampleLines) -> None:
        """Shows the lines, any number of times."""
        self._line.setFocusPolicy(
            # With single keys Tab goes from an answer straight to the next one, and D opens the line
            Qt.FocusPolicy.ClickFocus if single_keys_are_on() else Qt.FocusPolicy.StrongFocus
        )
        if lines == self._lines:
            return
        before, self._lines = self._lines, lines
        text = self.tr("Sample: {sample}").replace("{sample}", lines.line) if lines.line else self._invitation()
        self._line.setText(text.replace("&", "&&"))
        self._line.set_icon(None if lines.line else "plus")
        self._line.setAccessibleName(f"{self._label}: {text[:1].lower()}{text[1:]}")
        if before is None or before.earlier != lines.earlier:
            self._show_earlier(lines.earlier)
        if before is None or before.notes != lines.notes:
            self._show_notes(lines.notes)
        if self._panel is not None:
            self._panel.show_lines(lines)
        self.setVisible(lines.anything)

    def turn(self) -> None:
        """Unfolds the fields and puts the keyboard into them, or folds them again."""
        if self._lines is None or not self._lines.anything:
            return
        if self._panel is not None and not self._panel.isHidden():
            self._fold()
            return
        if self._panel is None:
            self._panel = _Panel(self._finding, self._maker)
            self._panel.sampled.connect(self.sampled)
            self._panel.added.connect(self.added)
            self._panel.left.connect(self._fold)
            self._panel.grown.connect(self._bring_in)
            self._column.insertWidget(1, self._panel)
            self._put_in_order(self._panel)
        self._panel.open(self._lines)
        self._bring_in()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_column"):
            theme = current_theme()
            self._column.setSpacing(theme.px(4))
            self._earlier.setSpacing(theme.px(2))
            self._notes.setSpacing(theme.px(3))

    def _fold(self) -> None:
        if self._panel is not None:
            self._panel.hide()
        self.left.emit()

    def _bring_in(self) -> None:
        """Scrolls so that the unfolded fields are seen, once their height is known."""
        QTimer.singleShot(0, self, self._scroll)

    def _scroll(self) -> None:
        ancestor = self.parentWidget()
        while ancestor is not None and not isinstance(ancestor, QScrollArea):
            ancestor = ancestor.parentWidget()
        if isinstance(ancestor, QScrollArea) and self._panel is not None:
            ancestor.ensureWidgetVisible(self._panel, 0, current_theme().px(12))

    def _invitation(self) -> str:
        return self.tr("Add sample and date")

    def _put_in_order(self, panel: QWidget) -> None:
        """Tab goes from the line into the fields, which were built long after the rest of the page."""
        following = self._line.nextInFocusChain()
        inside = [w for w in panel.findChildren(QWidget) if w.focusPolicy() is not Qt.FocusPolicy.NoFocus]
        before: QWidget = self._line
        for widget in inside:
            QWidget.setTabOrder(before, widget)
            before = widget
        if following is not None:
            QWidget.setTabOrder(before, following)

    def _show_earlier(self, earlier: Sequence[tuple[Result, str]]) -> None:
        _empty(self._earlier)
        for result, line in earlier:
            said = self.tr("Earlier: {result}").replace("{result}", line)
            row = QHBoxLayout()
            holder = QWidget()
            holder.setLayout(row)
            row.setContentsMargins(current_theme().px(3), 0, 0, 0)
            row.setSpacing(current_theme().px(4))
            row.addWidget(ElidedLabel(said, "small_muted"))
            remove = IconButton("x", f"{self._label}: {self.tr('remove')} {line}", color="muted", side=22)
            remove.setFocusPolicy(self._line.focusPolicy())
            remove.clicked.connect(lambda _checked=False, gone=result: self.removed.emit(gone))
            row.addWidget(remove)
            row.addStretch(1)
            self._earlier.addWidget(holder)

    def _show_notes(self, notes: Sequence[str]) -> None:
        _empty(self._notes)
        for note in notes:
            self._notes.addWidget(IconLabel("history", note, "small", color="amber", size=15, wrap=True))


class _Panel(Card):
    """The unfolded fields: the sample of the answer, and a form for another result."""

    sampled = Signal(object, bool)
    added = Signal(object)
    left = Signal()
    grown = Signal()

    def __init__(self, finding: Finding, maker: ControlMaker) -> None:
        super().__init__(kind="sunken", padding=10, spacing=6)
        wording = maker.wording
        self._wording = wording
        label = wording.label(finding.id)
        self._lines: SampleLines | None = None
        self.same = LinkButton("", small=True, icon="copy")
        self.same.setObjectName("same_sample")
        self.same.clicked.connect(self._take_the_same)
        self.fields = SampleFields(label, wording, today=maker.today, day_first=maker.day_first)
        self.fields.settled.connect(self._tell)
        self.whole_report = Tick("", role="small")
        self.whole_report.setObjectName("whole_report")
        self.whole_report.clicked.connect(lambda _on: self._tell())
        self._more = LinkButton(self.tr("Add the result of another sample"), icon="plus", small=True)
        self._more.setObjectName("another_sample")
        self._more.setAccessibleName(f"{label}: {self.tr('add the result of another sample')}")
        self._more.clicked.connect(self.open_form)
        self._label = label
        self.form = ResultForm(finding, maker)
        self.form.hide()
        self.form.added.connect(self._add)
        self.form.left.connect(self._close_form)
        self.form.date_wanted.connect(self.fields.focus_date)
        for part in (self.same, self.fields, self.whole_report):
            self.body.addWidget(part)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.form)

    def open(self, lines: SampleLines) -> None:
        """Shows the fields of an answer, with the keyboard in them; of an open question the form alone."""
        self.form.hide()
        self.whole_report.setChecked(bool(lines.others) and lines.same == Sample())
        self.show_lines(lines)
        self.show()
        if not lines.answered:
            self.open_form()
        elif not self.same.isHidden():
            self.same.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.fields.focus()

    def show_lines(self, lines: SampleLines) -> None:
        """Shows what is recorded."""
        self._lines = lines
        self.fields.show_sample(lines.sample)
        self.fields.setVisible(lines.answered)
        self.same.setVisible(lines.answered and lines.same != Sample())
        if lines.same != Sample():
            text = self.tr("The same: {sample}").replace("{sample}", sample_in_line(lines.same, self._wording))
            self.same.setText(text.replace("&", "&&"))
            self.same.setAccessibleName(f"{self._label}: {text}")
        self._name_others(lines)
        self._more.setVisible(self.form.isHidden())

    def open_form(self) -> None:
        """Shows the form for another result."""
        lines = self._lines
        self._more.hide()
        self.form.open(answer_is_dated=lines is None or not lines.answered or bool(lines.sample.date))
        self.grown.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _name_others(self, lines: SampleLines) -> None:
        names = [self._wording.short(finding) or self._wording.label(finding) for finding in lines.others]
        self.whole_report.setVisible(lines.answered and bool(names))
        if names:
            text = self.tr("Also for {names}: the same report").replace("{names}", self._wording.listed(names))
            self.whole_report.setText(text.replace("&", "&&"))
            self.whole_report.setAccessibleName(f"{self._label}: {text}")

    def _tell(self) -> None:
        lines = self._lines
        if lines is None or self.fields.date.fault():
            return
        sample = self.fields.sample()
        whole = self.whole_report.isChecked() and not self.whole_report.isHidden()
        if sample != lines.sample or (whole and lines.others):
            self.sampled.emit(sample, whole)

    def _take_the_same(self) -> None:
        if self._lines is not None:
            self.sampled.emit(self._lines.same, False)
            self.left.emit()

    def _add(self, result: Result) -> None:
        self._close_form()
        self.added.emit(result)

    def _close_form(self) -> None:
        self.form.hide()
        if self._lines is not None and self._lines.answered:
            self._more.show()
            self.fields.focus()
        else:
            self.left.emit()


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
