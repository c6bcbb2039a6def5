"""Finishing a visit: what was entered, what is still open, what was shown and printed.

Then it is kept and never changes.
"""

import hashlib

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.state import Saving, VisitState
from desktop.messages import message_for
from desktop.theme import current_theme
from desktop.widgets.buttons import PrimaryButton, SecondaryButton
from desktop.widgets.card import Card
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.inline_error import InlineError
from desktop.widgets.labels import PlainLabel
from desktop.widgets.text_field import TextField
from guidance.answer import answer_of
from guidance.consultation import Consultation, MarkKind, SeenRecord


def seen_record(presenter: ConsultationPresenter, pdf: bytes) -> SeenRecord:
    """What was in front of the people in the room, as it is kept with the visit."""
    edition = presenter.tools.knowledge.edition
    workup = presenter.state.workup
    return SeenRecord(
        edition=edition.version,
        pack_sha256=edition.sha256,
        finished_at=presenter.tools.now().isoformat(timespec="seconds"),
        guidance=answer_of(workup.guidance, workup.counted, workup.changed_samples),
        language=presenter.consultation.handout.language,
        pdf=pdf,
        pdf_sha256=hashlib.sha256(pdf).hexdigest() if pdf else "",
    )


class FinishDialog(QDialog):
    """One page. `finish_wanted` is the decision; Esc and "Keep as draft" change nothing."""

    finish_wanted = Signal()

    def __init__(self, presenter: ConsultationPresenter, pdf: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("finish")
        self.setWindowTitle(self.tr("Finish visit"))
        self._presenter = presenter
        self._waiting = False
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(28), theme.px(24), theme.px(28), theme.px(24))
        column.setSpacing(theme.px(12))
        column.addWidget(PlainLabel(self.tr("Finish this visit"), "h1"))
        said = self.tr("It is then kept as it was seen. It can be read and corrected in a copy, never changed.")
        column.addWidget(PlainLabel(said, "muted", wrap=True))
        card = Card()
        for icon, text in self._lines(presenter.consultation, pdf):
            card.add(IconLabel(icon, text, "body", color="primary", wrap=True))
        column.addWidget(card)
        label = PlainLabel(self.tr("For the &next visit"), "strong")
        column.addWidget(label)
        self._note = TextField(self.tr("For the next visit"), placeholder=self.tr("One line, for the team"))
        self._note.set_text(presenter.consultation.next_visit_note)
        label.setBuddy(self._note)
        column.addWidget(self._note)
        self._problem = InlineError()
        column.addWidget(self._problem)
        column.addStretch(1)
        buttons = QHBoxLayout()
        self._keep = SecondaryButton(self.tr("&Keep as draft"))
        self._finish = PrimaryButton(self.tr("&Finish visit"), icon="check")
        self._finish.setObjectName("finish_visit")
        buttons.addWidget(self._keep)
        buttons.addStretch(1)
        buttons.addWidget(self._finish)
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(560))
        self._keep.clicked.connect(self.reject)
        self._finish.clicked.connect(self._decide)
        self._keep.setFocus()
        self._keep.setDefault(True)
        presenter.finished.connect(self._show_finished)
        presenter.changed.connect(self._show_saving)

    def _lines(self, visit: Consultation, pdf: bytes) -> list[tuple[str, str]]:
        workup = self._presenter.state.workup
        wording = self._presenter.tools.wording
        sent = [finding for finding, mark in visit.marks.items() if mark.kind is MarkKind.SENT]
        unknown = len(workup.asked) - len(workup.answered)
        names = ", ".join(wording.option(option) for option in visit.discussed)
        return [
            ("list-check", self.tr("{0} answers known, {1} not known yet").format(len(workup.answered), unknown)),
            (
                "test-pipe",
                self.tr("Tests under way: {0}").format(", ".join(map(wording.label, sent)) or self.tr("none")),
            ),
            ("messages", self.tr("Options talked about: {0}").format(names or self.tr("none"))),
            ("file-text", self.tr("The sheet is kept with the visit.") if pdf else self.tr("No sheet was made.")),
        ]

    def _decide(self) -> None:
        note = self._note.text().strip()
        if note != self._presenter.consultation.next_visit_note:
            self._presenter.note_for_next_visit(note)
        self._finish.setEnabled(False)
        self._problem.set_text("")
        self._waiting = True
        self.finish_wanted.emit()

    def _show_finished(self, _visit: Consultation) -> None:
        self._waiting = False
        self.accept()

    def _show_saving(self, state: VisitState) -> None:
        """Says why the visit could not be finished; it is still a draft then."""
        if not self._waiting or state.save.state is not Saving.NOT_SAVED:
            return
        self._waiting = False
        fault = state.save.fault
        message = message_for(fault) if fault is not None else None
        said = f"{message.text} ({message.code})" if message else self.tr("The visit could not be kept. Try again.")
        self._problem.set_text(said)
        self._finish.setEnabled(True)
