"""One card for a new patient. Only a family name or a number is needed; a look-alike is shown and never blocks."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.identity import born_shown, name_shown
from desktop.patients.presenter import PatientsPresenter, PatientsState
from desktop.theme import current_theme
from desktop.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.widgets.card import Card
from desktop.widgets.date_field import DateField
from desktop.widgets.inline_error import InlineError
from desktop.widgets.labels import PlainLabel
from desktop.widgets.scroll import ScrollColumn
from desktop.widgets.segments import Segment, SegmentGroup
from desktop.widgets.text_field import TextField
from desktop.widgets.tick import Tick
from guidance.consultation import Patient

_WIDTH = 560


class NewPatientPage(QWidget):
    """The card. `left` says that the person went back without saving."""

    left = Signal()

    def __init__(self, presenter: PatientsPresenter, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("new_patient_page")
        self._presenter = presenter
        self._today = today
        theme = current_theme()
        self._family = self._field("family_name", self.tr("Family name"))
        self._given = self._field("given_name", self.tr("Given name"))
        self._title = self._field("patient_title", self.tr("Title"))
        self._prefers = self._field("preferred_name", self.tr("Likes to be called"))
        self._identifier = self._field("identifier", self.tr("ID"))
        self._born = DateField(self.tr("Date of birth"), today=today)
        self._born.setObjectName("date_of_birth")
        sexes = (
            Segment("female", self.tr("Female")),
            Segment("male", self.tr("Male")),
            Segment("other", self.tr("Other")),
        )
        self._sex = SegmentGroup(self.tr("Sex recorded at birth"), sexes)
        self._sex.setObjectName("sex_recorded")
        self._large = Tick(self.tr("Needs large print"))
        card = Card(spacing=10, padding=24)
        card.setFixedWidth(theme.px(_WIDTH))
        card.add(PlainLabel(self.tr("New patient"), "h1"))
        card.add(
            PlainLabel(self.tr("A family name or an ID is enough. The rest can follow later."), "muted", wrap=True)
        )
        self._problem = InlineError()
        card.add(self._problem)
        for fields in (
            ((self.tr("&Family name"), self._family, 3), (self.tr("&Title"), self._title, 1)),
            ((self.tr("&Given name"), self._given, 1), (self.tr("&Likes to be called"), self._prefers, 1)),
            ((self.tr("&Date of birth"), self._born, 1), (self.tr("&ID"), self._identifier, 1)),
        ):
            card.body.addLayout(self._row(fields))
        card.add(PlainLabel(self.tr("Sex recorded at birth"), "strong"))
        card.add(self._sex)
        card.add(self._large)
        self._alike = LinkButton("", icon="alert-triangle")
        self._alike.hide()
        card.add(self._alike)
        buttons = QHBoxLayout()
        cancel = SecondaryButton(self.tr("&Cancel"))
        save = PrimaryButton(self.tr("&Save and begin"), icon_after="arrow-right")
        save.setObjectName("save_patient")
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        buttons.addWidget(save)
        card.body.addSpacing(theme.px(8))
        card.body.addLayout(buttons)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(24))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(inside))
        cancel.clicked.connect(self.left)
        save.clicked.connect(self._save)
        self._alike.clicked.connect(self._open_look_alike)
        for field in (self._family, self._given, self._identifier):
            field.textChanged.connect(lambda _text: self._look_for_alikes())
        self._born.entered.connect(lambda _text: self._look_for_alikes())
        presenter.changed.connect(self.show_state)

    def start(self, query: str = "") -> None:
        """Empties the card; what was searched for becomes the family name."""
        for field in (self._family, self._given, self._title, self._prefers, self._identifier):
            field.set_text("")
        if query and not any(letter.isdigit() for letter in query):
            self._family.set_text(query.strip().title())
        self._born.set_value("")
        self._sex.choose(None)
        self._large.setChecked(False)
        self._problem.set_text("")
        self._family.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, Esc goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

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

    def _patient(self) -> Patient:
        return Patient(
            id="",
            family_name=self._family.text().strip(),
            given_name=self._given.text().strip(),
            title=self._title.text().strip(),
            preferred_name=self._prefers.text().strip(),
            date_of_birth=self._born.value(),
            sex_recorded=self._sex.chosen_id() or "",
            identifier=self._identifier.text().strip(),
            large_print=self._large.isChecked(),
        )

    def _save(self) -> None:
        patient = self._patient()
        if not patient.family_name and not patient.identifier:
            self._problem.set_text(self.tr("Enter a family name or an ID, so that this person can be found again."))
            self._family.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._born.fault():
            self._problem.set_text(self.tr("The date of birth cannot be read. Correct it, or leave it empty."))
            self._born.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._presenter.add_patient(patient)

    def show_state(self, state: PatientsState) -> None:
        """Shows who could be this person already."""
        self._alike.setVisible(bool(state.alikes))
        if state.alikes:
            other = state.alikes[0].patient
            text = self.tr("This may be {0}, born {1}. Open that record?")
            self._alike.setText(text.format(name_shown(other), born_shown(other, self._today)).replace("&", "&&"))

    def _look_for_alikes(self) -> None:
        self._presenter.look_for_alikes(self._patient())

    def _open_look_alike(self) -> None:
        alikes = self._presenter.state.alikes
        if alikes:
            self._presenter.search(alikes[0].patient.identifier or alikes[0].patient.family_name)
            self._presenter.choose(alikes[0].patient.id)
            self.left.emit()
