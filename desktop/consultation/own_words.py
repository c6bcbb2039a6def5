"""What the patient said, in the patient's words. It never changes a standing."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.state import VisitState
from desktop.consultation.whereabouts import OWN_WORDS
from desktop.widgets.card import Card
from desktop.widgets.labels import PlainLabel
from desktop.widgets.text_field import NoteField


class OwnWords(QWidget):
    """A note of a few lines, kept as it is typed."""

    place = OWN_WORDS

    def __init__(self, presenter: ConsultationPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(OWN_WORDS)
        title = self.tr("In their own words")
        hint = self.tr("Ask: what matters most to you right now? Write it as it is said.")
        self.note = NoteField(title, placeholder=self.tr("For example: I want to be well for my daughter’s wedding."))
        self.note.entered.connect(presenter.say_in_own_words)
        card = Card(padding=16, spacing=6)
        card.add(PlainLabel(title, "h3"))
        card.add(PlainLabel(hint, "small_muted", wrap=True))
        card.add(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def show_state(self, state: VisitState) -> None:
        """Shows the words."""
        self.note.set_text(state.workup.consultation.own_words)
        self.note.setReadOnly(state.read_only)

    def focus(self) -> None:
        """Puts the keyboard into the note."""
        self.note.setFocus()
