"""Beside one option: what would change how it stands, and where what is said of it comes from."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.options.detail import ChangeLine, OptionDetail, SourceLine
from desktop.options.presenter import OptionsPresenter, OptionsState
from desktop.theme import current_theme
from desktop.widgets.buttons import LinkButton
from desktop.widgets.card import Card
from desktop.widgets.dates import short_date
from desktop.widgets.labels import PlainLabel
from desktop.widgets.painting import Themed
from desktop.widgets.status_chip import StatusChip
from guidance.finding import FindingId

_MOST_CHANGES = 6
_MOST_ANSWERS = 3


class SideView(Themed, QWidget):
    """Rebuilt when another option or another answer is shown; it keeps nothing.

    `what_if_wanted` carries the question whose answer somebody wants to try, "" for any.
    """

    what_if_wanted = Signal(str)

    def __init__(self, presenter: OptionsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("option_side")
        self._presenter = presenter
        self._column = QVBoxLayout(self)
        self._page: QWidget | None = None
        self._shown: tuple[object, ...] | None = None
        self.restyle()

    def show_state(self, state: OptionsState) -> None:
        """Shows the side column of the chosen option."""
        detail = state.detail
        key = (detail.id, detail.changes, detail.sources) if detail else ()
        if key == self._shown:
            return
        self._shown = key
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(12))
        if detail is not None:
            column.addWidget(self._changes(detail))
            column.addWidget(self._sources(detail))
        column.addStretch(1)
        put_in(self._column, page, self._page)
        self._page = page

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_column"):
            theme = current_theme()
            self._column.setContentsMargins(0, theme.px(12), theme.px(24), theme.px(16))

    def _changes(self, detail: OptionDetail) -> Card:
        card = Card(spacing=6)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("What would change this"), "h3"))
        head.addStretch(1)
        head.addWidget(self._what_if("", self.tr("What if…")))
        card.body.addLayout(head)
        if not detail.changes:
            said = self.tr("No open answer would change it today. A new result, or another treatment, may.")
            card.add(PlainLabel(said, "muted", wrap=True))
        for place, change in enumerate(detail.changes[:_MOST_CHANGES]):
            if place:
                card.add_divider()
            self._add_change(card, change)
        more = len(detail.changes) - _MOST_CHANGES
        if more > 0:
            card.add_divider()
            card.add(PlainLabel(self.tr("{0} more open answers bear on it.").format(more), "small_muted", wrap=True))
        return card

    def _add_change(self, card: Card, change: ChangeLine) -> None:
        head = QHBoxLayout()
        link = LinkButton(change.text, small=True)
        link.setObjectName(f"change:{change.finding}")
        words = self.tr(", or ").join(word for _, word in change.standings)
        link.setAccessibleName(self.tr("{0}: could bring {1}").format(change.text, words))
        link.clicked.connect(lambda _=False, finding=change.finding: self._presenter.go_to_question(finding))
        head.addWidget(link)
        head.addStretch(1)
        head.addWidget(self._what_if(change.finding, self.tr("Try")))
        card.body.addLayout(head)
        for brought in change.brought:
            answers = self.tr(", or ").join(brought.answers[:_MOST_ANSWERS])
            if len(brought.answers) > _MOST_ANSWERS:
                answers = self.tr("{0}, or another").format(answers)
            row = QHBoxLayout()
            row.addWidget(PlainLabel(answers, "small", wrap=True), 1)
            row.addWidget(StatusChip(brought.standing.value, brought.word), 0, Qt.AlignmentFlag.AlignVCenter)
            card.body.addLayout(row)

    def _what_if(self, finding: FindingId, text: str) -> LinkButton:
        """Opens the what-if sheet, at this question if there is one."""
        button = LinkButton(text, small=True)
        button.setObjectName(f"what_if:{finding}")
        button.setToolTip(self.tr("Try an answer without changing the record"))
        named = self._presenter.visit.tools.wording.label(finding) if finding else ""
        button.setAccessibleName(self.tr("What if: try an answer for {0}").format(named) if named else text)
        button.clicked.connect(lambda _=False: self.what_if_wanted.emit(finding))
        return button

    def _sources(self, detail: OptionDetail) -> Card:
        card = Card(spacing=6)
        edition = self._presenter.visit.tools.knowledge.edition
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("Sources"), "h3"))
        head.addStretch(1)
        head.addWidget(PlainLabel(self.tr("Edition {0}").format(edition.version), "small_muted"))
        card.body.addLayout(head)
        _add_sources(card, 1, (source for source in detail.sources if source.checked))
        unread = [source for source in detail.sources if not source.checked]
        if unread:
            card.add(PlainLabel(self.tr("Not read again for this edition"), "small_head"))
            _add_sources(card, 1 + len(detail.sources) - len(unread), unread)
        card.add_divider()
        until = short_date(date.fromisoformat(edition.evidence_until))
        if edition.approved_by:
            said = self.tr("Evidence until {0}. Approved by {1}.").format(until, edition.approved_by)
        else:
            said = self.tr("Evidence until {0}. No clinician has approved this edition yet.").format(until)
        card.add(PlainLabel(said, "small_muted", wrap=True))
        return card


def _add_sources(card: Card, first: int, sources: Iterable[SourceLine]) -> None:
    for number, source in enumerate(sources, first):
        row = QHBoxLayout()
        row.setSpacing(current_theme().px(6))
        place = PlainLabel(str(number), "small_strong")
        place.setFixedWidth(current_theme().px(18))
        row.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
        title = PlainLabel(f"{source.title} ({source.year})", "small", wrap=True)
        # a tooltip is read as markup if it looks like it
        title.setToolTip(source.reference.replace("&", "&amp;").replace("<", "&lt;"))
        row.addWidget(title, 1)
        card.body.addLayout(row)


def put_in(column: QVBoxLayout, page: QWidget, before: QWidget | None) -> None:
    """Puts a page where another was. What had the keyboard there keeps it, if the new page has a control of that
    name.
    """
    focused = before.focusWidget() if before is not None else None
    name = focused.objectName() if focused is not None and focused.hasFocus() else ""
    column.addWidget(page, 1)
    page.show()
    heir = page.findChild(QWidget, name) if name else None
    if heir is not None:
        heir.setFocus(Qt.FocusReason.OtherFocusReason)
    if before is not None:
        column.removeWidget(before)
        before.hide()
        before.deleteLater()
