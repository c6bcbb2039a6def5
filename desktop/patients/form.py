"""The fields of a patient's details, for a new patient and for correcting those of a known one."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import current_theme
from desktop.widgets.date_field import DateField
from desktop.widgets.inline_error import InlineError
from desktop.widgets.labels import PlainLabel
from desktop.widgets.segments import Segment, SegmentGroup
from desktop.widgets.text_field import TextField
from desktop.widgets.tick import Tick
from guidance.consultation import Patient
from guidance.wording import Languages


class PatientForm(QWidget):
    """`edited` says that something that could name somebody else was changed."""

    edited = Signal()

    def __init__(
        self,
        today: date,
        *,
        day_first: bool,
        languages: Languages = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme = current_theme()
        self._shown = Patient("")
        self._family = self._field("family_name", self.tr("Family name"))
        self._given = self._field("given_name", self.tr("Given name"))
        self._title = self._field("patient_title", self.tr("Title"))
        self._prefers = self._field("preferred_name", self.tr("Likes to be called"))
        self._identifier = self._field("identifier", self.tr("ID"))
        self._born = DateField(self.tr("Date of birth"), today=today, day_first=day_first, with_age=True)
        self._born.setObjectName("date_of_birth")
        sexes = (
            Segment("female", self.tr("Female")),
            Segment("male", self.tr("Male")),
            Segment("other", self.tr("Other")),
        )
        self._sex = SegmentGroup(self.tr("Sex recorded at birth"), sexes)
        self._sex.setObjectName("sex_recorded")
        tongues = tuple(Segment(language, name) for language, name in languages)
        self._language = SegmentGroup(self.tr("Language for this person"), tongues)
        self._language.setObjectName("patient_language")
        # a person always has one: taking it back brings it back
        self._language.cleared.connect(self._show_language)
        self._large = Tick(self.tr("Needs large print"))
        self._large.setObjectName("large_print")
        self._problem = InlineError()
        self._problem.setObjectName("patient_problem")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self._problem)
        for fields in (
            ((self.tr("&Family name"), self._family, 3), (self.tr("&Title"), self._title, 1)),
            ((self.tr("&Given name"), self._given, 1), (self.tr("Likes to be called"), self._prefers, 1)),
            ((self.tr("&ID"), self._identifier, 1), (self.tr("&Date of birth"), self._born, 1)),
        ):
            column.addLayout(self._row(fields))
        column.addWidget(PlainLabel(self.tr("Sex recorded at birth"), "strong"))
        last = QHBoxLayout()
        last.addWidget(self._sex, 1)
        last.addWidget(self._large, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(last)
        for widget in (PlainLabel(self.tr("Language for this person"), "strong"), self._language):
            column.addWidget(widget)
            widget.setHidden(len(languages) < 2)
        for field in (self._family, self._given, self._identifier):
            field.textChanged.connect(lambda _text: self.edited.emit())
        self._born.entered.connect(lambda _text: self.edited.emit())

    def show_patient(self, patient: Patient) -> None:
        """Shows somebody's details, or an empty form for a patient without any."""
        self._shown = patient
        self._family.set_text(patient.family_name)
        self._given.set_text(patient.given_name)
        self._title.set_text(patient.title)
        self._prefers.set_text(patient.preferred_name)
        self._identifier.set_text(patient.identifier)
        self._born.line.clear()
        self._born.set_value(patient.date_of_birth)
        self._sex.choose(patient.sex_recorded or None)
        self._show_language()
        self._large.setChecked(patient.large_print)
        self._problem.set_text("")

    def start(self) -> None:
        """Puts the keyboard into the first field."""
        self._family.setFocus(Qt.FocusReason.OtherFocusReason)

    def patient(self) -> Patient:
        """The details as they are in the form; what the form does not show stays as it was."""
        return replace(
            self._shown,
            family_name=self._family.text().strip(),
            given_name=self._given.text().strip(),
            title=self._title.text().strip(),
            preferred_name=self._prefers.text().strip(),
            date_of_birth=self._born.value(),
            sex_recorded=self._sex.chosen_id() or "",
            identifier=self._identifier.text().strip(),
            language=self._language.chosen_id() or self._shown.language,
            large_print=self._large.isChecked(),
        )

    def is_good(self) -> bool:
        """True when this can be kept; otherwise says why, and puts the keyboard where it can be corrected."""
        patient = self.patient()
        if not patient.family_name and not patient.identifier:
            self.say(self.tr("Enter a family name or an ID, so that this person can be found again."))
            self._family.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        # What was typed counts, also while the pause after the last key is not over
        if self._born.line.text().strip() and not patient.date_of_birth:
            self.say(self.tr("The date of birth cannot be read. Correct it, or leave it empty."))
            self._born.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self.say("")
        return True

    def say(self, problem: str) -> None:
        """Shows what is wrong, or nothing."""
        self._problem.set_text(problem)

    def _show_language(self) -> None:
        self._language.choose(self._shown.language)

    def _field(self, name: str, question: str) -> TextField:
        field = TextField(question)
        field.setObjectName(name)
        return field

    def _row(self, fields: tuple[tuple[str, QWidget, int], ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(current_theme().px(12))
        for text, field, stretch in fields:
            column = QVBoxLayout()
            column.setSpacing(current_theme().px(4))
            label = PlainLabel(text, "strong")
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
            column.addStretch(1)
            row.addLayout(column, stretch)
        return row
