"""The two dialogs about one patient: correcting the details, and deleting everything. The safe way is the default."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.identity import born_shown, name_shown
from desktop.patients.form import PatientForm
from desktop.theme import current_theme
from desktop.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.inline_error import InlineError
from desktop.widgets.labels import PlainLabel
from desktop.widgets.text_field import TextField
from guidance.consultation import Patient
from guidance.wording import Languages


class IdentityDialog(QDialog):
    """A patient's details. `kept` carries the corrected ones; the dialog stays until it is told how that went."""

    kept = Signal(object)

    def __init__(
        self,
        patient: Patient,
        today: date,
        *,
        day_first: bool,
        languages: Languages = (),
        read_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("identity")
        self.setWindowTitle(self.tr("Patient details"))
        self.setModal(True)
        theme = current_theme()
        self._read_only = read_only
        self._form = PatientForm(today, day_first=day_first, languages=languages)
        self._form.show_patient(patient)
        self._form.setEnabled(not read_only)
        said = (
            self.tr("This visit is finished, so the details are shown as they were then.")
            if read_only
            else self.tr("The details of this person, in every visit that is not finished.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(16))
        column.setSpacing(theme.px(10))
        column.addWidget(PlainLabel(self.tr("Patient details"), "h1"))
        column.addWidget(PlainLabel(said, "muted", wrap=True))
        column.addWidget(self._form)
        column.addStretch(1)
        buttons = QHBoxLayout()
        leave = SecondaryButton(self.tr("&Close") if read_only else self.tr("&Cancel"))
        save = PrimaryButton(self.tr("&Save"))
        save.setObjectName("save_identity")
        save.setVisible(not read_only)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        buttons.addWidget(save)
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(560))
        leave.clicked.connect(self.reject)
        save.clicked.connect(self._keep)
        if not read_only:
            self._form.start()

    def say(self, problem: str) -> None:
        """Shows why the details could not be kept."""
        self._form.say(problem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._read_only:
            self._keep()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        if self._form.is_good():
            self.kept.emit(self._form.patient())


def words_to_type(patient: Patient) -> str:
    """What must be typed before a patient is deleted: the number, or the name of somebody without one."""
    return patient.identifier or patient.family_name


class DeleteDialog(QDialog):
    """Names the patient, asks for the number to be typed, and has Keep as its default. Accepted when it was right."""

    def __init__(self, patient: Patient, visits: int, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("delete_patient")
        self.setWindowTitle(self.tr("Delete patient"))
        self.setModal(True)
        self._wanted = words_to_type(patient)
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(16))
        column.setSpacing(theme.px(10))
        column.addWidget(IconLabel("alert-triangle", self.tr("Delete this patient?"), "h2", color="urgent", wrap=True))
        column.addWidget(PlainLabel(_breakable(name_shown(patient)), "h3", wrap=True))
        who = self.tr("Born {0}, ID {1}").format(
            born_shown(patient, today), _breakable(patient.identifier) or self.tr("not known")
        )
        column.addWidget(PlainLabel(who, "body", wrap=True))
        count = self.tr("1 visit") if visits == 1 else self.tr("{0} visits").format(visits)
        lost = self.tr("The details and {0} are removed from this computer. This cannot be undone.").format(count)
        column.addWidget(PlainLabel(lost, "body", wrap=True))
        ask = self.tr("Type the &ID to delete") if patient.identifier else self.tr("Type the &family name to delete")
        self._typed = TextField(ask.replace("&", ""))
        self._typed.setObjectName("delete_typed")
        label = PlainLabel(ask, "strong")
        label.setBuddy(self._typed)
        column.addWidget(label)
        column.addWidget(self._typed)
        self._error = InlineError()
        column.addWidget(self._error)
        column.addStretch(1)
        delete = SecondaryButton(self.tr("&Delete for ever"), icon="trash")
        delete.setObjectName("delete_for_ever")
        keep = PrimaryButton(self.tr("&Keep"))
        keep.setObjectName("keep_patient")
        buttons = QHBoxLayout()
        buttons.addWidget(delete)
        buttons.addStretch(1)
        buttons.addWidget(keep)
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(480))
        self.setMaximumWidth(theme.px(640))
        keep.clicked.connect(self.reject)
        delete.clicked.connect(self._decide)
        self._typed.textChanged.connect(lambda _text: self._error.set_text(""))
        keep.setDefault(True)
        keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> str:
        """What was typed."""
        return self._typed.text()

    def _decide(self) -> None:
        if self._typed.text().strip() == self._wanted.strip():
            self.accept()
            return
        self._error.set_text(self.tr("That is not what is written above. Nothing was deleted."))
        self._typed.setFocus(Qt.FocusReason.OtherFocusReason)


def _breakable(text: str) -> str:
    """A long word with places where a line may end, so that nothing of it is cut; the eye sees no difference."""
    words = []
    for word in text.split(" "):
        words.append("\u200b".join(word[i : i + 24] for i in range(0, len(word), 24)) if len(word) > 24 else word)
    return " ".join(words)
