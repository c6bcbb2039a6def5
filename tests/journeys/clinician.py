"""One clinician at the keyboard. Only this file knows where things are; the journeys speak of the visit."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QWidget

from desktop.app import App
from desktop.background import Background
from desktop.consultation.single_keys import keys_of
from desktop.consultation.state import Stage
from desktop.consultation.visit_view import VisitView
from desktop.handout.view import HandoutView
from desktop.options.view import OptionsView
from desktop.patient_view.view import PatientWindow
from desktop.patients.view import PatientsView
from guidance.consultation import Consultation
from guidance.finding import Finding, Kind
from guidance.knowledge import KnowledgeBase

PASSPHRASE = "four plain words here"
_MOST_TABS = 400


class Clinician:
    """Drives one running app by keys; looks at it by object names and accessible names."""

    def __init__(self, app: App, knowledge: KnowledgeBase, saved_file: Path) -> None:
        self.app = app
        self.knowledge = knowledge
        self.saved_file = saved_file

    # letting in

    def starts(self) -> None:
        """Double clicks the program."""
        self.app.start()
        self.app.window.activateWindow()
        self.settles()

    def sets_up(self, name: str = "Dr A. Example") -> str:
        """First run: name, passphrase twice, the recovery key typed from the sheet. Returns the recovery key."""
        self.types(name)
        self.presses(Qt.Key.Key_Tab)
        self.types(PASSPHRASE)
        self.presses(Qt.Key.Key_Tab)
        self.types(PASSPHRASE)
        self.presses(Qt.Key.Key_Return)
        self.settles()
        shown = self._find(QLabel, "recovery_key").text()
        self.types(shown)
        self.presses(Qt.Key.Key_Return)
        self.settles()
        return shown

    def unlocks(self, passphrase: str = PASSPHRASE) -> None:
        """Types the passphrase."""
        self.types(passphrase)
        self.presses(Qt.Key.Key_Return)
        self.settles()

    def leaves(self) -> None:
        """Closes the program."""
        self.app.window.close()
        self.settles()

    # patients

    def adds_patient(self, family: str, given: str = "", born: str = "", identifier: str = "") -> None:
        """New patient by keyboard."""
        self.presses(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        for name, text in (("family_name", family), ("given_name", given), ("identifier", identifier)):
            self._find(QLineEdit, name).setFocus()
            self.types(text)
        if born:
            field = self._find(QWidget, "date_of_birth")
            field.setFocus()
            self.types(born)
        self._find(QLineEdit, "identifier").setFocus()
        self.presses(Qt.Key.Key_Return)
        self.settles()

    def finds_patient(self, text: str) -> None:
        """Types into the search and opens the only match."""
        self._find(QLineEdit, "patient_search").setFocus()
        self.types(text)
        self.presses(Qt.Key.Key_Return)
        self.settles()

    @property
    def is_at_patients(self) -> bool:
        """True on the home screen."""
        return isinstance(self.app.window.screen_shown, PatientsView)

    # the visit

    @property
    def visit(self) -> VisitView:
        """The open visit."""
        shown = self.app.window.screen_shown
        assert isinstance(shown, VisitView)
        return shown

    @property
    def consultation(self) -> Consultation:
        """The visit as a value."""
        return self.visit.presenter.consultation

    def answers(self, finding_id: str, answer: object) -> None:
        """Answers one question of the intake by keys alone."""
        finding = self.knowledge.findings[finding_id]
        self._goes_to(finding)
        match finding.kind:
            case Kind.NUMBER if self._is_typed():
                self.presses(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
                self.types(str(answer))
                self.presses(Qt.Key.Key_Return)
            case Kind.NUMBER:
                self.types(str(int(str(answer)) + 1))
            case Kind.SEVERAL:
                self._ticks(finding, tuple(answer))  # type: ignore[arg-type]
            case Kind.DATE:
                self.types(str(answer))
                self.presses(Qt.Key.Key_Return)
            case _:
                self.types(keys_of(finding, finding.values)[str(answer)])
        self.settles()

    def does_not_know(self, finding_id: str) -> None:
        """Presses U on a question."""
        self._goes_to(self.knowledge.findings[finding_id])
        self.presses(Qt.Key.Key_U)
        self.settles()

    def opens(self, stage: Stage) -> None:
        """Ctrl+1 to Ctrl+4."""
        number = list(Stage).index(stage) + 1
        self.presses(Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        self.settles()

    def includes(self, *options: str) -> None:
        """Ticks options in the list with Space."""
        for option in options:
            view = self.app.window.findChild(OptionsView)
            presenter = view._presenter
            presenter.choose(option)
            self._find(QWidget, "option_list").setFocus()
            self.presses(Qt.Key.Key_Space)
            self.settles()

    def standing(self, option: str) -> str:
        """How an option stands now."""
        assessment = self.visit.presenter.state.workup.assessment(option)
        return assessment.standing.value if assessment else ""

    def shows_the_patient(self) -> list[str]:
        """F5: the words on the patient's screen, then back."""
        self.presses(Qt.Key.Key_F5)
        self.settles()
        windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, PatientWindow) and w.isVisible()]
        words = [label.text() for window in windows for label in window.findChildren(QLabel)]
        for window in windows:
            window.close()
        self.app.window.activateWindow()
        self.settles()
        return words

    def saves_the_sheet(self) -> bytes:
        """Makes and saves the handout; returns the file's bytes."""
        self.opens(Stage.HANDOUT)
        self.settles()
        view = self.app.window.findChild(HandoutView)
        assert view.has_pages
        view._presenter.save()
        self.settles()
        return self.saved_file.read_bytes()

    def finishes(self) -> None:
        """Ctrl+Enter, then the button."""
        self.presses(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.settles()
        dialog = self.app.window.findChild(QDialog, "finish")
        dialog.findChild(QPushButton, "finish_visit").click()
        self.settles()

    # fingers and eyes

    def presses(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, to whatever has the keyboard."""
        QTest.keyClick(QApplication.focusWidget() or self.app.window, key, modifier)

    def types(self, text: str) -> None:
        """Letters, to whatever has the keyboard."""
        target = QApplication.focusWidget() or self.app.window
        if isinstance(target, QLineEdit) and not text.isascii():
            # A keyboard with these letters: QTest has none
            target.insert(text)
            target.textEdited.emit(target.text())
            return
        QTest.keyClicks(target, text)

    def settles(self) -> None:
        """Waits until everything asked for has arrived."""
        for _ in range(4):
            if isinstance(self.app.background, Background):
                self.app.background.wait_for_work()
            QApplication.processEvents()

    def _goes_to(self, finding: Finding) -> None:
        self.presses(Qt.Key(Qt.Key.Key_0 + finding.step), Qt.KeyboardModifier.AltModifier)
        self.settles()
        first: list[QWidget] = []
        for _ in range(_MOST_TABS):
            focus = QApplication.focusWidget()
            if focus is not None and self._belongs_to(focus, finding.id):
                return
            if focus is not None:
                first.append(focus)
            self.presses(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {finding.id}")

    def _belongs_to(self, widget: QWidget, name: str) -> bool:
        if widget.objectName() == f"{name}_not_known":
            return False
        while widget is not None:
            if widget.objectName() == name:
                return True
            widget = widget.parentWidget()
        return False

    def _ticks(self, finding: Finding, wanted: tuple[str, ...]) -> None:
        if not wanted:
            self.types("0")
            return
        keys = keys_of(finding, finding.choices)
        for value in wanted:
            assert keys[value], f"{value} has no key of its own"
            self.types(keys[value].lower())

    def _is_typed(self) -> bool:
        focus = QApplication.focusWidget()
        return isinstance(focus, QLineEdit)

    def _find(self, kind: type, name: str) -> QWidget:
        found = self.app.window.findChild(kind, name)
        assert found is not None, name
        return found
