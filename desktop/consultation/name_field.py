"""The name of a treatment, found after two letters. Enter takes the first suggestion; "+" joins several."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from desktop.consultation.treatment_names import (
    NamedTreatment,
    exactly_found,
    found,
    parts_of,
    suggestions,
)
from desktop.widgets.text_field import TextField


class _Suggester(QCompleter):
    """Completes the last of several names; what stands before it stays."""

    def __init__(self, field: "NameField") -> None:
        super().__init__(field)
        self._field = field
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        chosen = self._field.suggestion(index.row())
        return self._field.with_last(chosen.name if chosen else str(index.data()))


class NameField(TextField):
    """`found` is told when a person took a name; `left` when Escape empties it."""

    found = Signal()
    left = Signal()

    def __init__(
        self,
        question: str,
        names: Sequence[NamedTreatment],
        *,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(question, placeholder=placeholder, parent=parent)
        self.setObjectName("treatment_name")
        self._all = tuple(names)
        self._offered: list[NamedTreatment] = []
        self._model = QStringListModel(self)
        self._suggester = _Suggester(self)
        self._suggester.setModel(self._model)
        self._popup = QListView()
        self._popup.setObjectName("treatment_suggestions")
        self._popup.setAccessibleName(question)
        self._suggester.setPopup(self._popup)
        self.setCompleter(self._suggester)
        self.textEdited.connect(self._suggest)
        self._suggester.activated.connect(lambda _text: self.found.emit())

    def names(self) -> tuple[NamedTreatment, ...]:
        """What the text stands for; only whole names count."""
        return exactly_found(self._all, self.text())

    def fault(self) -> str:
        """Why the text stands for nothing."""
        if not self.text().strip():
            return self.tr("Type the name of a treatment.")
        return self.tr("This name is not in the list, so the rules cannot use it. Try the generic name or the class.")

    def suggestion(self, place: int) -> NamedTreatment | None:
        """The suggestion at a place of the list."""
        return self._offered[place] if 0 <= place < len(self._offered) else None

    def with_last(self, name: str) -> str:
        """The text with its last part replaced by a whole name."""
        if name.casefold().startswith(self.text().strip().casefold()):
            return name
        return " + ".join([*parts_of(self.text())[:-1], name])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isReadOnly() and self.text().strip():
            self._take_first()
            return
        if event.key() == Qt.Key.Key_Escape and self.text() and not self.isReadOnly():
            self.clear()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _take_first(self) -> None:
        taken = found(self._all, self.text())
        if taken:
            self.setText(" + ".join(name.name for name in taken))
        self._popup.hide()
        self.found.emit()

    def _suggest(self, text: str) -> None:
        self._offered = suggestions(self._all, text)
        self._model.setStringList([name.text for name in self._offered])
        if not self._offered:
            self._popup.hide()
            return
        self._suggester.complete()
        self._popup.setCurrentIndex(self._suggester.completionModel().index(0, 0))
