"""One card for a new patient. Only a family name or a number is needed; a look-alike is shown and never blocks."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.identity import born_shown, name_shown
from desktop.patients.form import PatientForm
from desktop.patients.presenter import PatientsPresenter, PatientsState
from desktop.theme import current_theme
from desktop.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.widgets.card import Card
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.labels import PlainLabel
from desktop.widgets.scroll import ScrollColumn
from guidance.consultation import Patient
from guidance.wording import Languages

_WIDTH = 560


class NewPatientPage(QWidget):
    """The card. `left` says that the person went back without saving."""

    left = Signal()

    def __init__(
        self,
        presenter: PatientsPresenter,
        today: date,
        *,
        day_first: bool = False,
        languages: Languages = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("new_patient_page")
        self._presenter = presenter
        self._today = today
        theme = current_theme()
        self._form = PatientForm(today, day_first=day_first, languages=languages)
        card = Card(spacing=8, padding=20)
        card.setFixedWidth(theme.px(_WIDTH))
        card.add(PlainLabel(self.tr("New patient"), "h1"))
        card.add(
            PlainLabel(self.tr("A family name or an ID is enough. The rest can follow later."), "muted", wrap=True)
        )
        card.add(self._form)
        card.add(self._look_alike_card())
        buttons = QHBoxLayout()
        cancel = SecondaryButton(self.tr("&Cancel"))
        save = PrimaryButton(self.tr("&Save and begin"), icon_after="arrow-right")
        save.setObjectName("save_patient")
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        buttons.addWidget(save)
        card.body.addSpacing(theme.px(4))
        card.body.addLayout(buttons)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(inside, padding=(24, 12, 24, 12)))
        cancel.clicked.connect(self.left)
        save.clicked.connect(self._save)
        self._form.edited.connect(self._look_for_alikes)
        presenter.changed.connect(self.show_state)

    def start(self, query: str = "") -> None:
        """Empties the card; what was searched for becomes the family name, or the ID if it holds a figure."""
        typed = query.strip()
        if any(letter.isdigit() for letter in typed):
            self._form.show_patient(Patient("", identifier=typed))
        else:
            self._form.show_patient(Patient("", family_name=typed.title() if typed.islower() else typed))
        self._form.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, Esc goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def show_state(self, state: PatientsState) -> None:
        """Shows who could be this person already."""
        self._alike.setVisible(bool(state.alikes))
        if not state.alikes:
            return
        other = state.alikes[0].patient
        # One line is enough to know somebody by; the whole name is in the list
        name = name_shown(other)
        name = name if len(name) <= _NAME_SHOWN else f"{name[:_NAME_SHOWN]}…"
        text = self.tr("This may be {0}, born {1}, ID {2}.").format(
            name, born_shown(other, self._today), other.identifier or self.tr("not known")
        )
        more = len(state.alikes) - 1
        if more:
            text = f"{text} {self.tr('And {0} more.').format(more)}"
        self._alike_text.set("alert-triangle", text)

    def _look_alike_card(self) -> Card:
        self._alike = Card(kind="amber", padding=10, spacing=2)
        self._alike.setObjectName("look_alike")
        self._alike_text = IconLabel("alert-triangle", "", "body", color="amber", wrap=True)
        self._alike.add(self._alike_text)
        link = LinkButton(self.tr("Open that record instead"), small=True)
        link.setObjectName("open_look_alike")
        link.clicked.connect(self._open_look_alike)
        row = QHBoxLayout()
        row.addSpacing(current_theme().px(24))
        row.addWidget(link)
        row.addStretch(1)
        self._alike.body.addLayout(row)
        self._alike.hide()
        return self._alike

    def _save(self) -> None:
        if self._form.is_good():
            self._presenter.add_patient(self._form.patient())

    def _look_for_alikes(self) -> None:
        self._presenter.look_for_alikes(self._form.patient())

    def _open_look_alike(self) -> None:
        alikes = self._presenter.state.alikes
        if alikes:
            self._presenter.show_patient(alikes[0].patient)
            self.left.emit()


_NAME_SHOWN = 60
