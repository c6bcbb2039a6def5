"""The card beside the list: who is chosen, where the work stopped, and every visit of that person."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.identity import born_shown, name_shown
from desktop.patients.presenter import PatientsPresenter, PatientsState
from desktop.theme import current_theme
from desktop.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.widgets.card import Card
from desktop.widgets.dates import PartialDate
from desktop.widgets.key_cap import KeyCap
from desktop.widgets.labels import ElidedLabel, PlainLabel
from guidance.consultation import Status
from guidance.store import VisitSummary

_VISITS_SHOWN = 4


class CarryOnCard(Card):
    """Shows the chosen patient; hidden while there is none."""

    def __init__(self, presenter: PatientsPresenter, today: date) -> None:
        super().__init__()
        self._presenter = presenter
        self._today = today
        self._all_visits = ""
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("Carry on"), "small_head"))
        head.addStretch(1)
        head.addWidget(KeyCap("Enter"))
        self.body.addLayout(head)
        self._who = ElidedLabel("", "h2")
        self._details = ElidedLabel("", "small_muted")
        self.add(self._who)
        self.add(self._details)
        self._visits = QVBoxLayout()
        self._visits.setSpacing(current_theme().px(2))
        self.body.addLayout(self._visits)
        self._resume = PrimaryButton("", icon_after="arrow-right")
        self._resume.setObjectName("carry_on")
        self._resume.clicked.connect(presenter.carry_on)
        self.add(self._resume)
        self._start = SecondaryButton(self.tr("Start a new visit"))
        self._start.setObjectName("start_visit")
        self._start.clicked.connect(presenter.start_visit)
        self.add(self._start)

    def show_state(self, state: PatientsState) -> None:
        """Shows a state, any number of times."""
        row = state.chosen_row
        self.setVisible(row is not None)
        if row is None:
            return
        self._who.set_text(name_shown(row.patient))
        born = born_shown(row.patient, self._today)
        self._details.set_text(
            self.tr("Born {0}   ID {1}").format(born, row.patient.identifier or self.tr("Not known"))
        )
        draft = bool(row.draft_id)
        self._resume.setText(self.tr("&Resume consultation") if draft else self.tr("&Start consultation"))
        self._start.setVisible(draft)
        while (item := self._visits.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        every = self._all_visits == row.patient.id
        shown = state.visits if every else state.visits[:_VISITS_SHOWN]
        for visit in shown:
            self._visits.addWidget(self._visit_link(visit), 0, Qt.AlignmentFlag.AlignLeft)
        if len(state.visits) > len(shown):
            more = LinkButton(self.tr("All {0} visits").format(len(state.visits)), icon="chevron-down")
            more.setObjectName("all_visits")
            more.clicked.connect(lambda: self._show_all_visits(row.patient.id))
            self._visits.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_all_visits(self, patient_id: str) -> None:
        self._all_visits = patient_id
        self.show_state(self._presenter.state)

    def _visit_link(self, visit: VisitSummary) -> LinkButton:
        day = PartialDate.from_iso(visit.started_at[:10]).short()
        is_draft = visit.status is Status.DRAFT
        kind = self.tr("draft") if is_draft else self.tr("finished")
        link = LinkButton(f"{day}, {kind}", icon="pencil" if is_draft else "history")
        link.setObjectName(f"visit_{visit.id}")
        link.clicked.connect(lambda: self._presenter.open_visit(visit.id))
        return link
