"""Fields for words: one line, a passphrase, a note. Words are kept as typed and never read as markup."""

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from desktop.icons import icon
from desktop.theme import current_theme
from desktop.widgets.line_field import PAUSE_MS, LineField
from desktop.widgets.painting import Themed


class TextField(LineField):
    """One line. `tall` is 44 high, for the main field of a screen."""

    def __init__(
        self,
        question: str,
        *,
        placeholder: str = "",
        tall: bool = False,
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(question, parent=parent)
        self._tall = tall
        self._leading: tuple[str, QAction] | None = None
        self.setProperty("tall", tall)
        self.set_hint(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if icon is not None:
            action = QAction(self)
            self.addAction(action, QLineEdit.ActionPosition.LeadingPosition)
            self._leading = (icon, action)
            self.restyle()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(240), theme.px(44 if self._tall else 38))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(96), self.sizeHint().height())

    def restyle(self) -> None:
        super().restyle()
        if self._leading is not None:
            name, action = self._leading
            action.setIcon(icon(name, "muted", current_theme().px(18)))


class PassphraseField(TextField):
    """A passphrase, with an eye to show it. It can be pasted, and is never remembered or corrected by the system."""

    def __init__(self, question: str, *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(question, placeholder=placeholder, tall=True, parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(self)
        self._eye.setCheckable(True)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._eye.toggled.connect(self._show)
        self._show(False)

    def restyle(self) -> None:
        super().restyle()
        if self.actions():
            name = "eye-off" if self._eye.isChecked() else "eye"
            self._eye.setIcon(icon(name, "text", current_theme().px(18)))

    def _show(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.setText("Hide passphrase" if shown else "Show passphrase")
        self.restyle()


class NoteField(Themed, QPlainTextEdit):
    """Several lines of at most `limit` characters; what is over the limit is not taken."""

    entered = Signal(str)
    count_changed = Signal(int)

    def __init__(
        self, question: str, *, placeholder: str = "", limit: int = 600, rows: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._limit, self._rows = limit, rows
        self._told = ""
        self._silent = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.tell)
        self.setAccessibleName(question)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._typed)

    def set_text(self, text: str) -> None:
        """Shows a text, telling nobody. What is being typed just now is not disturbed."""
        if self._pause.isActive() or text == self.toPlainText():
            return
        self._silent = True
        self.setPlainText(text)
        self._silent = False
        self._told = text

    def tell(self) -> None:
        """Tells at once what was typed and not yet told."""
        self._pause.stop()
        text = self.toPlainText()
        if text != self._told:
            self._told = text
            self.entered.emit(text)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(320), self._rows * theme.px(20) + theme.px(26))

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(120), self.sizeHint().height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.tell()

    def _typed(self) -> None:
        text = self.toPlainText()
        if len(text) > self._limit:
            place = self.textCursor().position()
            self._silent, silent = True, self._silent
            self.setPlainText(text[: self._limit])
            cursor = self.textCursor()
            cursor.setPosition(min(place, self._limit))
            self.setTextCursor(cursor)
            self._silent = silent
        self.count_changed.emit(len(self.toPlainText()))
        if not self._silent:
            self._pause.start()
