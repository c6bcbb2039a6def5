"""Which clinical content is in use, beside the list of patients."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.patients.presenter import PatientsState
from desktop.widgets.card import Card
from desktop.widgets.dates import PartialDate
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.labels import PlainLabel


class EditionCard(Card):
    """The edition, who approved it, and what is amiss: its review is overdue, or it stands in for a refused one."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(kind="sunken", parent=parent)
        self._today = today
        self.add(IconLabel("books", self.tr("Clinical content"), "h3", color="primary"))
        self._text = PlainLabel("", "small_muted", wrap=True)
        self.add(self._text)
        self._stands_in = self._warning()
        self._overdue = self._warning()

    def show_state(self, state: PatientsState) -> None:
        """Shows a state, any number of times."""
        edition = state.edition
        until = PartialDate.from_iso(edition.evidence_until).short()
        approved = (
            self.tr("Approved by {0}.").format(edition.approved_by)
            if edition.approved_by
            else self.tr("No clinician has approved this edition yet.")
        )
        text = self.tr("Edition {0}. Evidence until {1}.").format(edition.version, until)
        self._text.set_text(f"{text} {approved}")
        self._stands_in.setVisible(bool(state.refused))
        if state.refused:
            said = self.tr(
                "This is the edition that last opened well here. The installed file cannot be used: {0}."
            ).format(state.refused)
            self._stands_in.set("alert-triangle", said)
        overdue = bool(edition.review_due) and edition.review_due < self._today.isoformat()
        self._overdue.setVisible(overdue)
        if overdue:
            due = PartialDate.from_iso(edition.review_due).short()
            self._overdue.set("alert-triangle", self.tr("Its review was due {0}.").format(due))

    def _warning(self) -> IconLabel:
        label = IconLabel("alert-triangle", "", "small_strong", color="amber", wrap=True)
        label.hide()
        self.add(label)
        return label
