"""The unlock card: sign in, lock, first run, recovery key. Shows nothing else of the program."""

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.icons import paint_icon
from desktop.theme import current_theme
from desktop.unlock.presenter import Mode, UnlockPresenter, UnlockState, strength_in_words
from desktop.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from desktop.widgets.card import Card
from desktop.widgets.inline_error import InlineError
from desktop.widgets.labels import PlainLabel
from desktop.widgets.text_field import PassphraseField, TextField

_WIDTH = 460
_ROUND = 48


class UnlockView(QWidget):
    """One card in the middle of the banner color."""

    def __init__(self, presenter: UnlockPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unlock")
        self.setProperty("ground", "banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._presenter = presenter
        self._attempt = 0
        self._page: _Page | None = None
        theme = current_theme()
        self._card = Card(kind="lock", padding=32, spacing=12)
        self._card.setFixedWidth(theme.px(_WIDTH))
        self._title = PlainLabel("", "h1")
        self._icon = _RoundIcon()
        head = QHBoxLayout()
        head.setSpacing(theme.px(14))
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        self._card.body.addLayout(head)
        self._reason = PlainLabel("", "muted", wrap=True)
        self._card.add(self._reason)
        self._sign_in = _SignIn(presenter)
        self._first_run = _FirstRun(presenter)
        self._recovery = _RecoveryKey(presenter)
        self._forgotten = _Forgotten(presenter)
        for page in (self._sign_in, self._first_run, self._recovery, self._forgotten):
            self._card.add(page)
            page.hide()
        foot = PlainLabel(self.tr("Plainly  ·  works offline  ·  nothing leaves this computer"), "banner_label")
        foot.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.addStretch(3)
        # A row of its own: an aligned widget would not get the height its wrapped lines need
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._card)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addSpacing(theme.px(24))
        column.addWidget(foot, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(4)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(presenter.second_passed)
        presenter.changed.connect(self.show_state)
        self.show_state(presenter.state)

    @property
    def presenter(self) -> UnlockPresenter:
        """The verbs of this card."""
        return self._presenter

    def show_state(self, state: UnlockState) -> None:
        """Shows a state, any number of times."""
        name = "key" if state.mode in (Mode.RECOVERY_KEY, Mode.FORGOTTEN) else "lock"
        self._icon.show_icon(name)
        titles = {
            Mode.FIRST_RUN: self.tr("Set up Plainly"),
            Mode.RECOVERY_KEY: self.tr("Your recovery key"),
            Mode.SIGN_IN: self.tr("Sign in"),
            Mode.LOCKED: self.tr("Locked"),
            Mode.FORGOTTEN: self.tr("Use the recovery key"),
        }
        reasons = {
            Mode.FIRST_RUN: self.tr(
                "Records are kept in an encrypted file on this computer. The passphrase is the only way in, so choose "
                "one you can remember: four or more words work well."
            ),
            Mode.RECOVERY_KEY: self.tr(
                "If the passphrase is ever lost, only this key opens the records. Write it down or print it, and keep "
                "it in a safe place away from this computer."
            ),
            Mode.SIGN_IN: self.tr("Enter your passphrase to open the records on this computer."),
            Mode.LOCKED: self.tr("Your work is saved and nothing is shown."),
            Mode.FORGOTTEN: self.tr("Type the key from the sheet you kept, then choose a new passphrase."),
        }
        self._title.set_text(titles[state.mode])
        self._reason.set_text(
            state.message if state.mode is Mode.LOCKED and not state.is_fault else reasons[state.mode]
        )
        pages: dict[Mode, _Page] = {
            Mode.FIRST_RUN: self._first_run,
            Mode.RECOVERY_KEY: self._recovery,
            Mode.SIGN_IN: self._sign_in,
            Mode.LOCKED: self._sign_in,
            Mode.FORGOTTEN: self._forgotten,
        }
        page = pages[state.mode]
        arrived = not page.isVisibleTo(self._card)
        for other in dict.fromkeys(pages.values()):
            other.setVisible(other is page)
        page.show_state(state)
        self._page = page
        if arrived or state.attempt != self._attempt:
            page.start()
        self._attempt = state.attempt
        if state.wait and not self._clock.isActive():
            self._clock.start()
        elif not state.wait:
            self._clock.stop()

    def showEvent(self, event: object) -> None:
        """Puts the keyboard into the first field."""
        super().showEvent(event)  # type: ignore[arg-type]  # Qt hands over a QShowEvent
        if self._page is not None:
            self._page.start()


class _RoundIcon(QWidget):
    """The drawing of the card, on a round ground."""

    def __init__(self) -> None:
        super().__init__()
        self._name = "lock"
        side = current_theme().px(_ROUND)
        self.setFixedSize(side, side)

    def show_icon(self, name: str) -> None:
        """Shows another drawing."""
        self._name = name
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("tint"))
        painter.drawEllipse(self.rect())
        side = theme.px(26)
        middle = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_icon(painter, self._name, middle, theme.color("primary"))


class _Page(QWidget):
    """One page of the card."""

    def __init__(self, presenter: UnlockPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().px(8))
        self._error = InlineError()

    def show_state(self, state: UnlockState) -> None:
        """Shows a state."""
        self._error.set_text(state.message if state.is_fault else "")

    def start(self) -> None:
        """Puts the keyboard where typing begins."""

    def _labeled(self, text: str, field: QWidget) -> None:
        label = PlainLabel(text, "strong")
        label.setBuddy(field)
        self._column.addWidget(label)
        self._column.addWidget(field)


class _SignIn(_Page):
    def __init__(self, presenter: UnlockPresenter) -> None:
        super().__init__(presenter)
        self._who_label = PlainLabel(self.tr("Signed in as"), "small_muted")
        self._who = PlainLabel("", "h3")
        self._column.addWidget(self._who_label)
        self._column.addWidget(self._who)
        self._passphrase = PassphraseField(self.tr("Passphrase"))
        self._passphrase.setObjectName("passphrase")
        self._labeled(self.tr("Passphrase"), self._passphrase)
        self._column.addWidget(self._error)
        self._unlock = PrimaryButton(self.tr("Unlock"), tall=True)
        self._unlock.setObjectName("unlock_button")
        self._column.addSpacing(current_theme().px(4))
        self._column.addWidget(self._unlock)
        links = _flush_left()
        self._lost = LinkButton(self.tr("Forgotten passphrase"), underline=True)
        self._demo = LinkButton(self.tr("Look around with demonstration patients"), underline=True)
        for link in (self._lost, self._demo):
            links.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(links)
        self._unlock.clicked.connect(self._try)
        self._passphrase.returnPressed.connect(self._try)
        self._lost.clicked.connect(presenter.forgotten)
        self._demo.clicked.connect(presenter.look_around)

    def show_state(self, state: UnlockState) -> None:
        super().show_state(state)
        for widget in (self._who_label, self._who):
            widget.setVisible(bool(state.clinician))
        self._who.set_text(state.clinician)
        self._demo.setVisible(state.mode is Mode.SIGN_IN)
        # While locked the records are open, and the recovery key is for records that are not
        self._lost.setVisible(state.mode is Mode.SIGN_IN)
        waiting = self.tr("Try again in {0} s").format(state.wait)
        self._unlock.setText(waiting if state.wait else self.tr("Opening…") if state.busy else self.tr("Unlock"))
        self._unlock.setEnabled(not state.wait and not state.busy)

    def start(self) -> None:
        self._passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        self._passphrase.selectAll()

    def _try(self) -> None:
        self._presenter.unlock(self._passphrase.text())


class _FirstRun(_Page):
    def __init__(self, presenter: UnlockPresenter) -> None:
        super().__init__(presenter)
        self._name = TextField(self.tr("Your name"), placeholder=self.tr("Dr A. Example"), tall=True)
        self._name.setObjectName("clinician_name")
        self._labeled(self.tr("Your name"), self._name)
        self._passphrase = PassphraseField(self.tr("Passphrase"))
        self._passphrase.setObjectName("new_passphrase")
        self._labeled(self.tr("Passphrase"), self._passphrase)
        self._strength = PlainLabel("", "small_muted", wrap=True)
        self._column.addWidget(self._strength)
        self._again = PassphraseField(self.tr("The same passphrase again"))
        self._again.setObjectName("new_passphrase_again")
        self._labeled(self.tr("The same passphrase again"), self._again)
        self._column.addWidget(self._error)
        self._create = PrimaryButton(self.tr("Make the records"), tall=True)
        self._create.setObjectName("create_records")
        self._demo = LinkButton(self.tr("Look around with demonstration patients"), underline=True)
        self._demo.setObjectName("look_around")
        self._column.addSpacing(current_theme().px(4))
        self._column.addWidget(self._create)
        links = _flush_left()
        links.addWidget(self._demo, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addLayout(links)
        self._passphrase.textChanged.connect(lambda text: self._strength.set_text(strength_in_words(text)))
        self._create.clicked.connect(self._make)
        self._again.returnPressed.connect(self._make)
        self._demo.clicked.connect(presenter.look_around)

    def show_state(self, state: UnlockState) -> None:
        super().show_state(state)
        self._create.setText(self.tr("Making the records…") if state.busy else self.tr("Make the records"))
        self._create.setEnabled(not state.busy)

    def start(self) -> None:
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self) -> None:
        self._presenter.create(self._name.text(), self._passphrase.text(), self._again.text())


class _RecoveryKey(_Page):
    def __init__(self, presenter: UnlockPresenter) -> None:
        super().__init__(presenter)
        self._key = PlainLabel("", "h2", wrap=True)
        self._key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._key.setAccessibleName(self.tr("Recovery key"))
        self._key.setObjectName("recovery_key")
        self._column.addWidget(self._key)
        self._typed = TextField(self.tr("Type the key from your sheet"), tall=True)
        self._typed.setObjectName("recovery_key_typed")
        self._labeled(self.tr("Type the key from your sheet"), self._typed)
        self._column.addWidget(self._error)
        go_on = PrimaryButton(self.tr("I have kept the key"), tall=True)
        go_on.setObjectName("recovery_key_kept")
        self._column.addWidget(go_on)
        go_on.clicked.connect(self._confirm)
        self._typed.returnPressed.connect(self._confirm)

    def show_state(self, state: UnlockState) -> None:
        super().show_state(state)
        # Groups with spaces: a line then ends between two groups, never inside one
        self._key.set_text(state.recovery_key.replace("-", " "))

    def start(self) -> None:
        self._typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        self._presenter.confirm_recovery_key(self._typed.text())


class _Forgotten(_Page):
    def __init__(self, presenter: UnlockPresenter) -> None:
        super().__init__(presenter)
        self._key = TextField(self.tr("Recovery key"), tall=True)
        self._labeled(self.tr("Recovery key"), self._key)
        self._passphrase = PassphraseField(self.tr("New passphrase"))
        self._labeled(self.tr("New passphrase"), self._passphrase)
        self._again = PassphraseField(self.tr("The same passphrase again"))
        self._labeled(self.tr("The same passphrase again"), self._again)
        self._column.addWidget(self._error)
        recover = PrimaryButton(self.tr("Open the records"), tall=True)
        back = SecondaryButton(self.tr("Back to the passphrase"))
        self._column.addWidget(recover)
        self._column.addWidget(back)
        recover.clicked.connect(self._recover)
        back.clicked.connect(presenter.remembered)
        self._open = recover
        self._again.returnPressed.connect(self._recover)

    def show_state(self, state: UnlockState) -> None:
        super().show_state(state)
        self._open.setText(self.tr("Opening…") if state.busy else self.tr("Open the records"))
        self._open.setEnabled(not state.busy)

    def start(self) -> None:
        self._key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _recover(self) -> None:
        self._presenter.recover(self._key.text(), self._passphrase.text(), self._again.text())


def _flush_left() -> QVBoxLayout:
    """A column for links whose words, not their frames, stand under the fields."""
    links = QVBoxLayout()
    links.setContentsMargins(-current_theme().px(LinkButton.PADDING), 0, 0, 0)
    links.setSpacing(0)
    return links
