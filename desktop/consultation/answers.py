"""The controls a question is answered with. Which one is decided by the finding's kind, never by its name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.consultation.bounded import Thresholds, shown_number
from desktop.consultation.single_keys import keys_of
from desktop.widgets.choice_list import Choice, ChoiceList
from desktop.widgets.date_field import DateField
from desktop.widgets.dates import PartialDate
from desktop.widgets.number_field import NumberField
from desktop.widgets.segments import Segment, SegmentGroup
from guidance.finding import Finding, Kind, Value
from guidance.wording import Wording

_FEW = 6
"""A scale of at most so many whole numbers is chosen, not typed."""
_WHOLE_UNITS = frozenset({"%", "grade", "years", "lesions", "weeks", "score", "months", "ms"})
_LONG_CHOICE = 30
"""Choices with more letters than this stand under each other."""


@dataclass(frozen=True, slots=True)
class AnswerVerbs:
    """What a control may do with its question: answer it, take the answer back, say "not known yet", report a fault."""

    answer: Callable[[object], None]
    clear: Callable[[], None]
    unknown: Callable[[], None]
    fault: Callable[[str], None]


class AnswerControl(Protocol):
    """One control with its question."""

    @property
    def widget(self) -> QWidget:
        """What stands in the row."""
        ...

    def show(self, value: Value | None, *, unknown: bool, faulty: bool) -> None:
        """Shows an answer, telling nobody. A faulty text stays as it was typed."""
        ...

    def focus(self) -> None:
        """Puts the keyboard into the control."""
        ...


@dataclass(frozen=True)
class ControlMaker:
    """Makes the control of any finding."""

    wording: Wording
    thresholds: Thresholds
    today: date
    day_first: bool

    def control(self, finding: Finding, verbs: AnswerVerbs) -> AnswerControl:
        """The control for the finding's kind."""
        match finding.kind:
            case Kind.NUMBER if is_scale(finding):
                return _Scale(finding, self.wording, verbs)
            case Kind.NUMBER:
                return _Number(finding, self.wording, self.thresholds, verbs)
            case Kind.SEVERAL:
                return _Several(finding, self.wording, verbs)
            case Kind.DATE:
                return _Date(finding, self.wording, verbs, self.today, self.day_first)
            case _:
                return _One(finding, self.wording, verbs)


class _Segmented:
    """A control of segments, of which one is chosen; `read` turns its word into the answer."""

    def __init__(self, widget: SegmentGroup, verbs: AnswerVerbs, read: Callable[[str], Value] = str) -> None:
        self.widget = widget
        self.widget.chosen.connect(lambda word: verbs.answer(read(word)))
        self.widget.cleared.connect(verbs.clear)
        self.widget.unknown_pressed.connect(verbs.unknown)

    def show(self, value: Value | None, *, unknown: bool, faulty: bool) -> None:  # noqa: ARG002  nothing to mistype
        self.widget.choose(str(value) if value is not None else None)
        self.widget.set_unknown(unknown)

    def focus(self) -> None:
        self.widget.focus()


class _One(_Segmented):
    """One of a few choices, yes and no among them."""

    def __init__(self, finding: Finding, wording: Wording, verbs: AnswerVerbs) -> None:
        keys = keys_of(finding, finding.values)
        segments = [_segment(value, wording.choice(finding.id, value), keys[value]) for value in finding.values]
        stacked = any(len(segment.text) > _LONG_CHOICE for segment in segments)
        super().__init__(SegmentGroup(wording.label(finding.id), segments, stacked=stacked), verbs)


class _Scale(_Segmented):
    """A short scale of whole numbers, chosen by its figure: ECOG 0 to 4."""

    def __init__(self, finding: Finding, wording: Wording, verbs: AnswerVerbs) -> None:
        figures = [str(figure) for figure in range(int(finding.minimum or 0), int(finding.maximum or 0) + 1)]
        segments = [Segment(figure, figure, key=figure) for figure in figures]
        super().__init__(SegmentGroup(wording.label(finding.id), segments), verbs, int)


class _Number:
    """A number, typed as it was reported."""

    def __init__(self, finding: Finding, wording: Wording, thresholds: Thresholds, verbs: AnswerVerbs) -> None:
        self._finding, self._thresholds, self._verbs = finding, thresholds, verbs
        self._shown: Value | None = None
        self.widget = NumberField(
            wording.label(finding.id),
            minimum=finding.minimum or 0,
            maximum=finding.maximum or 0,
            unit=wording.unit(finding.id),
            decimals=0 if finding.unit in _WHOLE_UNITS else 1,
        )
        self.widget.entered.connect(self._entered)
        self.widget.unknown_pressed.connect(verbs.unknown)

    def show(self, value: Value | None, *, unknown: bool, faulty: bool) -> None:
        self.widget.set_unknown(unknown)
        if faulty or (value == self._shown and value is not None):
            self._shown = value
            return
        self._shown = value
        if value is None:
            if not unknown:
                self.widget.set_text("")
        elif isinstance(value, int | float) and self._number() != value:
            self.widget.set_text(shown_number(value))

    def focus(self) -> None:
        self.widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.widget.selectAll()

    def _number(self) -> float | None:
        return self._thresholds.number(self.widget.reading(), self._finding)

    def _entered(self) -> None:
        reading = self.widget.reading()
        if reading.fault:
            self._verbs.fault(reading.fault)
            return
        if reading.number is None:
            self._verbs.clear()
            return
        number = self._number()
        if number is None:
            self._verbs.fault(_said("The rules need the number itself here. Enter it, or press U for not known yet."))
            return
        self._shown = number
        self._verbs.answer(number)


class _Several:
    """Several things may be so, or none of them."""

    def __init__(self, finding: Finding, wording: Wording, verbs: AnswerVerbs) -> None:
        self._verbs = verbs
        keys = keys_of(finding, finding.choices)
        choices = [_tick(value, wording.choice(finding.id, value), keys[value]) for value in finding.choices]
        none = wording.choice(finding.id, "")
        self.widget = ChoiceList(wording.label(finding.id), choices, columns=2, none_text=none)
        self.widget.changed.connect(self._changed)
        self.widget.none_chosen.connect(lambda on: verbs.answer(()) if on else verbs.clear())
        self.widget.unknown_pressed.connect(verbs.unknown)

    def show(self, value: Value | None, *, unknown: bool, faulty: bool) -> None:  # noqa: ARG002  nothing to mistype
        chosen = value if isinstance(value, tuple) else ()
        self.widget.set_chosen(chosen, none=value == ())
        self.widget.setProperty("unknown", unknown)

    def focus(self) -> None:
        self.widget.focus()

    def _changed(self, chosen: tuple[str, ...]) -> None:
        # The last tick taken away leaves the question open: only "none of these" says that nothing applies
        if chosen:
            self._verbs.answer(chosen)
        else:
            self._verbs.clear()


class _Date:
    """A day of the calendar. A month or a year alone is asked about, never filled up."""

    def __init__(self, finding: Finding, wording: Wording, verbs: AnswerVerbs, today: date, day_first: bool) -> None:
        self._verbs = verbs
        self.widget = DateField(wording.label(finding.id), today=today, day_first=day_first, hint="14-Mar-2024")
        self.widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.widget.entered.connect(self._entered)
        self.widget.unknown_pressed.connect(verbs.unknown)
        self.widget.fault_changed.connect(lambda fault: verbs.fault(fault) if fault else None)

    def show(self, value: Value | None, *, unknown: bool, faulty: bool) -> None:
        self.widget.set_unknown(unknown)
        if not faulty and not unknown:
            self.widget.set_value(str(value) if value is not None else "")

    def focus(self) -> None:
        self.widget.line.setFocus(Qt.FocusReason.TabFocusReason)
        self.widget.line.selectAll()

    def _entered(self, iso: str) -> None:
        if not iso:
            self._verbs.clear()
        elif PartialDate.from_iso(iso).precision != "day":
            self._verbs.fault(_said("Add the day, for example 14-Mar-2024. A month alone cannot be kept here."))
        else:
            self._verbs.answer(iso)


def _segment(value: str, words: str, key: str) -> Segment:
    """A choice as a segment: "0, ultralow" has its detail in small letters."""
    text, _, detail = words.partition(", ")
    return Segment(value, text, detail, key, spoken=words)


def _tick(value: str, words: str, key: str) -> Choice:
    """A choice as a tick; a long one may be shortened where it is narrow, so the whole of it is in its tooltip."""
    return Choice(value, words, key, words if len(words) > _LONG_CHOICE else "")


def is_scale(finding: Finding) -> bool:
    low, high = finding.minimum, finding.maximum
    if low is None or high is None or not (float(low).is_integer() and float(high).is_integer()):
        return False
    return high - low < _FEW


def _said(text: str) -> str:
    return QCoreApplication.translate("answers", text)
