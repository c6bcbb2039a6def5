"""One question on the page: its row, its control, "not known yet", what the answer means and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from desktop.consultation.answers import AnswerControl, AnswerVerbs, ControlMaker, is_scale
from desktop.consultation.meaning import Meanings
from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.sample_lines import SampleLines, sample_lines
from desktop.consultation.sample_strip import SampleStrip
from desktop.consultation.sent import SentControl
from desktop.consultation.state import VisitState
from desktop.consultation.wide_row import WideRow
from desktop.widgets.dates import PartialDate
from desktop.widgets.keys import single_key
from desktop.widgets.number_field import NumberField
from desktop.widgets.question_row import QuestionRow
from guidance.consultation import Mark, MarkKind
from guidance.finding import Finding, FindingId, Kind, Value
from guidance.samples import Sample

SAMPLE_KEY = "D"
"""Opens the sample and date of the answer whose row has the keyboard."""


@dataclass(frozen=True)
class QuestionTools:
    """What every question of a visit works with."""

    presenter: ConsultationPresenter
    maker: ControlMaker
    meanings: Meanings


class QuestionView(QObject):
    """Draws one question from the state, any number of times, and calls the verbs of the visit."""

    def __init__(
        self,
        finding: Finding,
        tools: QuestionTools,
        *,
        can_be_sent: bool,
        has_samples: bool = False,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.finding = finding.id
        self._presenter, self._meanings = tools.presenter, tools.meanings
        self._drawn: object = None
        presenter, words = tools.presenter, tools.maker.wording
        verbs = AnswerVerbs(
            answer=lambda value: presenter.answer(finding.id, value),
            clear=lambda: presenter.clear(finding.id),
            unknown=self._toggle_unknown,
            fault=lambda message: presenter.report_fault(finding.id, message),
        )
        self.control: AnswerControl = tools.maker.control(finding, verbs)
        self._sent: SentControl | None = None
        shown = self.control.widget
        if can_be_sent:
            self._sent = SentControl(
                words.label(finding.id),
                shown,
                unit=words.unit(finding.id),
                today=tools.maker.today,
                day_first=tools.maker.day_first,
            )
            self._sent.marked.connect(self._mark_sent)
            shown = self._sent
        title, sub = words.label(finding.id), words.short(finding.id)
        unit = "" if can_be_sent or is_scale(finding) else words.unit(finding.id)
        wide = finding.kind is Kind.SEVERAL
        self.row: QuestionRow | WideRow = (
            WideRow(title, sub, shown) if wide else QuestionRow(title, "", shown, unit=unit)
        )
        # A reading may take two lines: with a fixed height the second would be cut off after the page got narrower
        wraps = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        wraps.setHeightForWidth(True)
        self.row.reading.setSizePolicy(wraps)
        if isinstance(self.row, QuestionRow):
            # Only now the line has a parent: shown before, it would be a window for a moment and take the keyboard
            self.row.set_sub(sub)
        self.samples = self._add_samples(finding, tools.maker) if has_samples else None
        self.row.setObjectName(finding.id)
        self._help = words.help(finding.id)
        self._explain(words.question(finding.id))
        if self.row.unknown is not None:
            self.row.unknown.setObjectName(f"{finding.id}_not_known")
            self.row.unknown.marked.connect(self._mark)
        for part in (self.row, *self.row.findChildren(QWidget)):
            part.installEventFilter(self)

    def show_state(self, state: VisitState) -> None:
        """Shows the answer, its mark and what it means. The same state twice changes nothing."""
        visit = state.workup.consultation
        value: Value | None = visit.answers.get(self.finding)
        mark = visit.marks.get(self.finding)
        hidden = self.finding in state.workup.hidden
        fault = state.fault(self.finding)
        reading = self._meanings.reading(state.workup, self.finding)
        lines = self._lines(state)
        drawn = (value, mark, hidden, fault, reading, lines, state.read_only)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        unknown = mark is not None
        self.control.show(value, unknown=unknown, faulty=bool(fault))
        if self._sent is not None:
            sent = mark is not None and mark.kind is MarkKind.SENT
            self._sent.show_mark(sent=sent, on=mark.on if mark is not None and sent else "")
        if self.row.unknown is not None:
            self.row.unknown.set_marked(mark is not None and mark.kind is MarkKind.NOT_KNOWN_YET)
            # Tab goes from an answered question straight to the next one; the tick stays in reach by U and by mouse
            answered = value is not None
            self.row.unknown.setFocusPolicy(Qt.FocusPolicy.ClickFocus if answered else Qt.FocusPolicy.StrongFocus)
        self.row.set_reading(*reading)
        if lines is not None and lines.notes:
            self.row.control.setAccessibleDescription(" ".join((*filter(None, reading), *lines.notes)))
        noted = lines is not None and bool(lines.notes)
        self.row.set_note("" if noted and mark is None else self._note(mark, read=bool(reading[1])))
        if self.samples is not None and lines is not None:
            self.samples.show_lines(lines)
        self.row.set_fault(fault)
        self.row.setEnabled(not state.read_only)
        self.row.setVisible(not hidden)

    def focus(self) -> None:
        """Puts the keyboard into the question."""
        self.control.focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._presenter.look_at(self.finding)
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_U
            and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
            and not _takes_letters(watched)
        ):
            self._presenter.mark_rest_not_known()
            return True
        if (
            self.samples is not None
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and single_key(event) == SAMPLE_KEY
            and not _takes_letters(watched)
        ):
            if isinstance(watched, NumberField):
                watched.tell()  # a number that was typed just now is the answer whose sample is meant
            self.samples.turn()
            return True
        return super().eventFilter(watched, event)

    def _add_samples(self, finding: Finding, maker: ControlMaker) -> SampleStrip:
        strip, presenter = SampleStrip(finding, maker), self._presenter
        strip.sampled.connect(self._record_sample)
        strip.added.connect(presenter.add_result)
        strip.removed.connect(presenter.remove_result)
        strip.left.connect(self.focus)
        assert isinstance(self.row, QuestionRow)
        self.row.add_below(strip)
        return strip

    def _record_sample(self, sample: Sample, whole_report: bool) -> None:
        lines = self._lines(self._presenter.state)
        also = lines.others if lines is not None and whole_report else ()
        self._presenter.record_sample(self.finding, sample, also)

    def _lines(self, state: VisitState) -> SampleLines | None:
        if self.samples is None:
            return None
        return sample_lines(state.workup, self._meanings.wording, self.finding)

    def _mark(self, on: bool) -> None:
        if on:
            self._presenter.mark_not_known(self.finding)
        else:
            self._presenter.unmark(self.finding)

    def _toggle_unknown(self) -> None:
        self._mark(self.finding not in self._presenter.consultation.marks)

    def _mark_sent(self, sent: bool, on: str) -> None:
        if sent:
            self._presenter.mark_sent(self.finding, on)
        else:
            self._presenter.unmark(self.finding)

    def _note(self, mark: Mark | None, *, read: bool) -> str:
        """The quiet line: what a sent test means, else the help, unless the reading of the answer says it already."""
        if mark is None or mark.kind is not MarkKind.SENT:
            return "" if read else self._help
        if not mark.on:
            return self.tr("Sent. The options say that the result is awaited.")
        day = PartialDate.from_iso(mark.on).short()
        return self.tr("Sent {day}. The options say that the result is awaited.").replace("{day}", day)

    def _explain(self, question: str) -> None:
        """The full question and its help: on hover, and for screen readers."""
        self.row.title.setToolTip(question.replace("&", "&amp;").replace("<", "&lt;"))
        self.row.title.setAccessibleDescription(f"{question} {self._help}".strip())


def _takes_letters(watched: QObject) -> bool:
    return isinstance(watched, QLineEdit) and not isinstance(watched, NumberField)


def questions_that_can_be_sent(findings: Mapping[FindingId, Finding]) -> frozenset[FindingId]:
    """The findings whose test goes to a laboratory and comes back later: the genes and markers."""
    return frozenset(finding.id for finding in findings.values() if finding.group == "genomics")
