"""The home screen: find a patient in three seconds, or carry on."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.identity import born_shown, name_shown
from desktop.patients.carry_on import CarryOnCard
from desktop.patients.dialogs import DeleteDialog, IdentityDialog
from desktop.patients.edition_card import EditionCard
from desktop.patients.new_patient import NewPatientPage
from desktop.patients.patient_list import ListHead, PatientDelegate, last_visit_shown
from desktop.patients.presenter import PatientsPresenter, PatientsState
from desktop.theme import current_theme
from desktop.widgets.app_bar import AppBar
from desktop.widgets.bottom_bar import BottomBar
from desktop.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.widgets.card import Card
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.inline_error import Notice
from desktop.widgets.labels import PlainLabel
from desktop.widgets.row_list import RowList, RowModel
from desktop.widgets.scroll import ScrollColumn
from desktop.widgets.text_field import TextField
from guidance.consultation import Patient
from guidance.store import PatientSummary
from guidance.wording import Languages

_QUERY_SHOWN = 40


class PatientsView(QWidget):
    """Search and list at the left, carry on and the edition at the right."""

    lock_wanted = Signal()
    help_wanted = Signal()
    find_wanted = Signal()
    settings_wanted = Signal()
    demonstration_wanted = Signal()
    leave_demonstration_wanted = Signal()

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
        self.setObjectName("patients")
        self._presenter = presenter
        self._today = today
        self._day_first = day_first
        self._languages = languages
        self._app_bar = AppBar(subtitle=self.tr("Stage IV breast cancer"))
        self._app_bar.set_stages((), "")
        self._home = QWidget()
        self._new = NewPatientPage(presenter, today, day_first=day_first, languages=languages)
        self._new.left.connect(self._show_home)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._home)
        self._pages.addWidget(self._new)
        self._bottom = BottomBar()
        self._notice = Notice()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._app_bar, self._notice):
            column.addWidget(part)
        column.addWidget(self._pages, 1)
        column.addWidget(self._bottom)
        self._build_home()
        self._app_bar.lock_pressed.connect(self.lock_wanted)
        self._app_bar.help_pressed.connect(self.help_wanted)
        self._app_bar.settings_pressed.connect(self.settings_wanted)
        self._bottom.back_pressed.connect(self._back)
        self._app_bar.find_pressed.connect(self.find_wanted)
        for keys, act in (
            ("Ctrl+N", self.show_new_patient),
            ("Ctrl+K", self.find_wanted.emit),
            ("F1", self.help_wanted.emit),
            ("Ctrl+,", self.settings_wanted.emit),
        ):
            QShortcut(QKeySequence(keys), self, act)
        presenter.changed.connect(self.show_state)
        self.show_state(presenter.state)

    def show_new_patient(self) -> None:
        """Opens the card for a new patient."""
        self._new.start(self._search.text())
        self._pages.setCurrentWidget(self._new)
        self._bottom.set_back(self.tr("Back to patients"))
        self._bottom.set_hints((("Enter", self.tr("save and begin")), ("Esc", self.tr("back"))))

    def show_state(self, state: PatientsState) -> None:
        """Shows a state, any number of times."""
        if self._search.text() != state.query and not self._search.hasFocus():
            self._search.set_text(state.query)
        self._model.set_rows(state.rows)
        place = next((i for i, row in enumerate(state.rows) if row.patient.id == state.chosen), -1)
        if place >= 0:
            self._list.setCurrentIndex(self._model.index(place))
        self._list.setVisible(bool(state.rows))
        self._empty.setVisible(not state.rows and not state.busy)
        self._empty_text.set_text(
            self.tr("No patient matches “{0}”. Check the spelling, or add a new patient.").format(state.query)
            if state.query
            else self.tr("No patients yet. Add your first one, or look around with demonstration patients.")
        )
        query = state.query.replace("&", "&&")
        query = query if len(query) <= _QUERY_SHOWN else f"{query[:_QUERY_SHOWN]}…"
        self._empty_add.setText(self.tr("Add “{0}”").format(query) if query else self.tr("New patient"))
        self._empty_demo.setVisible(not state.query and not state.demonstration)
        one = len(state.rows) == 1
        text = self.tr("1 patient on this computer") if one else self.tr("{0} patients on this computer")
        self._count.set_text(text.format(len(state.rows)))
        if state.problem:
            self._notice.set(state.problem, kind="urgent", actions=[(self.tr("Try again"), self._presenter.refresh)])
        elif state.demonstration:
            said = self.tr("Demonstration: these people are invented. Nothing here touches your clinic's records.")
            leave = (self.tr("Leave the demonstration"), self.leave_demonstration_wanted.emit)
            if self._notice.isHidden() or self._notice.text() != said:
                self._notice.set(said, kind="amber", actions=[leave])
        else:
            self._notice.clear()
        self._carry_card.show_state(state)
        self._edition_card.show_state(state)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move in the list while the keyboard stays in the search field; Enter carries on."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and watched is self._search:
                self._move(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._search_now()
                self._presenter.carry_on()
                return True
        if (
            event.type() == QEvent.Type.ContextMenu
            and isinstance(event, QContextMenuEvent)
            and event.reason() == QContextMenuEvent.Reason.Keyboard
        ):
            self.show_row_menu()
            return True
        return super().eventFilter(watched, event)

    def show_row_menu(self) -> None:
        """Opens the menu of the chosen row, below it."""
        row = self._presenter.state.chosen_row
        if row is None:
            return
        menu = self.row_menu(row)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box = self._list.visible_box(self._list.currentIndex().row())
        menu.popup(self._list.viewport().mapToGlobal(box.bottomLeft() + QPoint(current_theme().px(16), 0)))

    def row_menu(self, row: PatientSummary) -> QMenu:
        """What can be done with one patient."""
        menu = QMenu(self)
        menu.setObjectName("row_menu")
        carry_on = self.tr("&Resume consultation") if row.draft_id else self.tr("&Start consultation")
        menu.addAction(carry_on, self._presenter.carry_on)
        if row.draft_id:
            menu.addAction(self.tr("Start a &new visit"), self._presenter.start_visit)
        menu.addAction(self.tr("&Edit details…"), lambda: self.edit_details(row.patient))
        menu.addSeparator()
        menu.addAction(self.tr("&Delete patient…"), lambda: self.ask_to_delete(row))
        return menu

    def edit_details(self, patient: Patient) -> None:
        """Opens a patient's details."""
        dialog = IdentityDialog(patient, self._today, day_first=self._day_first, languages=self._languages, parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.kept.connect(self._presenter.change_patient)
        dialog.kept.connect(lambda _patient: dialog.accept())
        dialog.open()

    def ask_to_delete(self, row: PatientSummary) -> None:
        """Asks before a patient is deleted."""
        dialog = DeleteDialog(row.patient, row.visits, self._today, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._presenter.delete_patient(row.patient.id, dialog.typed()))
        dialog.open()

    def showEvent(self, event: object) -> None:
        """Puts the keyboard into the search field."""
        super().showEvent(event)  # type: ignore[arg-type]  # Qt hands over a QShowEvent
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_home(self) -> None:
        theme = current_theme()
        row = QHBoxLayout(self._home)
        row.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(18))
        row.setSpacing(theme.px(24))
        left = QVBoxLayout()
        left.setSpacing(theme.px(12))
        left.addWidget(PlainLabel(self.tr("Patients"), "h1"))
        top = QHBoxLayout()
        top.setSpacing(theme.px(10))
        self._search = TextField(
            self.tr("Find a patient"), placeholder=self.tr("Name, ID or date of birth"), tall=True, icon="search"
        )
        self._search.setObjectName("patient_search")
        self._search.installEventFilter(self)
        self._search_later = QTimer(self, singleShot=True, interval=120)
        self._search_later.timeout.connect(self._search_now)
        self._search.textEdited.connect(lambda _text: self._search_later.start())
        new = PrimaryButton(self.tr("New &patient"), icon="user-plus", tall=True)
        new.setObjectName("new_patient")
        new.clicked.connect(self.show_new_patient)
        top.addWidget(self._search, 1)
        top.addWidget(new)
        left.addLayout(top)
        left.addWidget(self._list_card(), 1)
        row.addLayout(left, 1)
        right = QVBoxLayout()
        right.setSpacing(theme.px(12))
        self._carry_card = CarryOnCard(self._presenter, self._today)
        self._edition_card = EditionCard(self._today)
        offline = Card(kind="sunken")
        offline.add(IconLabel("wifi-off", self.tr("Works without a network"), "h3", color="primary"))
        offline.add(
            PlainLabel(
                self.tr("Nothing leaves this computer unless you print or save a file."), "small_muted", wrap=True
            )
        )
        right.setContentsMargins(0, 0, 0, 0)
        for card in (self._carry_card, self._edition_card, offline):
            right.addWidget(card)
        right.addStretch(1)
        beside = QWidget()
        beside.setLayout(right)
        scroll = ScrollColumn(beside, padding=(0, 0, 0, 0))
        scroll.setFixedWidth(theme.px(332))
        row.addWidget(scroll)
        self._show_home()

    def _list_card(self) -> Card:
        theme = current_theme()
        card = Card(padding=0, spacing=0)
        head = ListHead((self.tr("Patient"), self.tr("Born"), self.tr("ID"), self.tr("Last consultation")))
        card.add(head)
        card.add_divider()
        self._model: RowModel[PatientSummary] = RowModel(self._spoken, _whole_name)
        self._list = RowList(self.tr("Patients"))
        self._list.setObjectName("patient_list")
        self._list.setModel(self._model)
        self._list.setItemDelegate(PatientDelegate(self._list, self._today))
        self._list.row_chosen.connect(self._row_chosen)
        self._list.doubleClicked.connect(lambda _index: self._presenter.carry_on())
        self._list.installEventFilter(self)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._list.customContextMenuRequested.connect(lambda _place: self.show_row_menu())
        self._list.selectionModel().currentChanged.connect(lambda now, _before: self._row_chosen(now.row()))
        card.body.addWidget(self._list, 1)
        self._empty = QWidget()
        empty = QVBoxLayout(self._empty)
        empty.setContentsMargins(theme.px(24), theme.px(32), theme.px(24), theme.px(32))
        self._empty_text = PlainLabel("", "muted", wrap=True)
        self._empty_add = SecondaryButton(self.tr("New patient"), icon="user-plus")
        self._empty_add.clicked.connect(self.show_new_patient)
        self._empty_demo = LinkButton(self.tr("Look around with demonstration patients"))
        self._empty_demo.setObjectName("try_demonstration")
        self._empty_demo.clicked.connect(self.demonstration_wanted)
        ways = QHBoxLayout()
        ways.setSpacing(theme.px(12))
        ways.addWidget(self._empty_add)
        ways.addWidget(self._empty_demo)
        ways.addStretch(1)
        empty.setSpacing(theme.px(16))
        empty.addWidget(self._empty_text)
        empty.addLayout(ways)
        empty.addStretch(1)
        card.body.addWidget(self._empty, 1)
        card.add_divider()
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        self._count = PlainLabel("", "small_muted")
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(IconLabel("database", self.tr("Stored only on this computer, encrypted"), "small_muted"))
        card.body.addLayout(foot)
        return card

    def _spoken(self, row: PatientSummary) -> str:
        parts = [
            name_shown(row.patient),
            self.tr("Born {0}").format(born_shown(row.patient, self._today)),
            last_visit_shown(row, self._today),
        ]
        if row.look_alike:
            parts.append(self.tr("Check name: similar to another patient"))
        return ". ".join(parts) + "."

    def _search_now(self) -> None:
        self._search_later.stop()
        if self._search.text() != self._presenter.state.query:
            self._presenter.search(self._search.text())

    def _move(self, step: int) -> None:
        rows = self._presenter.state.rows
        if rows:
            here = self._list.currentIndex().row()
            self._presenter.choose(rows[max(0, min(len(rows) - 1, here + step))].patient.id)

    def _row_chosen(self, place: int) -> None:
        rows = self._presenter.state.rows
        if 0 <= place < len(rows):
            self._presenter.choose(rows[place].patient.id)

    def _show_home(self) -> None:
        self._pages.setCurrentWidget(self._home)
        self._bottom.set_back(None)
        self._bottom.set_hints(
            (
                ("↑ ↓", self.tr("choose")),
                ("Enter", self.tr("resume")),
                ("Ctrl N", self.tr("new patient")),
                ("Ctrl L", self.tr("lock")),
                ("F1", self.tr("all keys")),
            )
        )
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_at(self, patient: Patient) -> None:
        """Shows one patient, found elsewhere."""
        self._show_home()
        self._presenter.show_patient(patient)
        self._search.set_text(self._presenter.state.query)

    def _back(self) -> None:
        if self._pages.currentWidget() is not self._home:
            self._show_home()


def _whole_name(row: PatientSummary) -> str:
    """The tooltip of a row: what may not fit into it."""
    name = name_shown(row.patient)
    return f"{name}, ID {row.patient.identifier}" if row.patient.identifier else name
