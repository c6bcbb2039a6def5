"""The detail of one option: plain words, at a glance, why it is shown here, cautions, checks, companions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.options.detail import OptionDetail, RuleLine
from desktop.options.option_list import MODALITY_ICONS
from desktop.options.presenter import OptionsPresenter, OptionsState
from desktop.theme import current_theme
from desktop.widgets.buttons import LinkButton
from desktop.widgets.card import Card, Divider
from desktop.widgets.fact_chip import FactChip
from desktop.widgets.flow import FlowLayout
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.labels import PlainLabel
from desktop.widgets.status_chip import StatusChip
from desktop.widgets.tag import Tag
from desktop.widgets.tick import Tick
from guidance.option import Part

_MARKS = {"met": ("circle-check", "good"), "not_met": ("circle-minus", "muted"), "unknown": ("help-circle", "muted")}


class DetailView(QWidget):
    """Rebuilt from the detail each time another option or another answer is shown; it keeps nothing."""

    def __init__(self, presenter: OptionsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._column = QVBoxLayout(self)
        theme = current_theme()
        self._column.setContentsMargins(theme.px(24), theme.px(12), theme.px(12), theme.px(16))
        self._column.setSpacing(theme.px(10))
        self._shown: object = None

    def show_state(self, state: OptionsState) -> None:
        """Shows the detail of the chosen option, or why there is none."""
        key = (state.detail, state.rule_shown, state.out_of_scope)
        if key == self._shown:
            return
        self._shown = key
        clear(self._column)
        if state.detail is None:
            self._column.addWidget(PlainLabel(self.tr("Outside the scope of this aid"), "h1"))
            self._column.addWidget(PlainLabel(state.out_of_scope, "body", wrap=True))
            self._column.addStretch(1)
            return
        self._show(state.detail, rule_shown=state.rule_shown)

    def _show(self, detail: OptionDetail, *, rule_shown: bool) -> None:
        add = self._column.addWidget
        add(IconLabel(MODALITY_ICONS.get(detail.modality, "list"), detail.modality_name, "muted"))
        head = QWidget()
        row = FlowLayout(head, spacing=10)
        title = PlainLabel(detail.name, "h1", wrap=False)
        title.setObjectName("option_name")
        row.addWidget(title)
        chip = StatusChip(detail.standing.value, detail.standing_word, big=True)
        chip.setToolTip(detail.meaning)
        row.addWidget(chip)
        if detail.badge:
            row.addWidget(Tag(detail.badge, tone="amber"))
        if detail.declined:
            row.addWidget(Tag(self.tr("the patient does not want this"), tone="amber"))
        add(head)
        include = Tick(self.tr("In patient view and handout"))
        include.setObjectName("include")
        include.setChecked(detail.included)
        include.clicked.connect(lambda: self._presenter.include(detail.id))
        add(include)
        if detail.license_text:
            note = Card(kind="amber", padding=10)
            note.add(PlainLabel(detail.license_text, "body", wrap=True))
            add(note)
        add(self._plain_words(detail))
        add(self._glance(detail))
        add(self._why(detail, rule_shown=rule_shown))
        if detail.cautions:
            add(self._list_card(self.tr("Cautions for this patient"), detail.cautions, "alert-triangle", "amber"))
        if detail.checks_before:
            add(self._checks(self.tr("Check before starting"), detail.checks_before, primary=True))
        if detail.companions:
            add(self._list_card(self.tr("Goes with it"), detail.companions, "plus", "primary"))
        if detail.baseline_checks:
            add(
                self._checks(
                    self.tr("Also looked at before starting, not known yet"), detail.baseline_checks, primary=False
                )
            )
        self._column.addStretch(1)

    def _plain_words(self, detail: OptionDetail) -> Card:
        card = Card(kind="tint")
        card.add(
            IconLabel(
                "message-circle", self.tr("In plain words: {0}").format(detail.plain_title), "h3", color="primary"
            )
        )
        card.add(PlainLabel(detail.plain_words, "plain", wrap=True))
        return card

    def _glance(self, detail: OptionDetail) -> Card:
        theme = current_theme()
        card = Card(padding=0)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (icon, name, text) in enumerate(detail.glance):
            if place:
                row.addWidget(Divider(vertical=True))
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setContentsMargins(theme.px(14), theme.px(10), theme.px(14), theme.px(10))
            column.setSpacing(theme.px(4))
            column.addWidget(IconLabel(icon, name, "small_head", color="primary"))
            column.addWidget(PlainLabel(text, "body", wrap=True))
            column.addStretch(1)
            row.addWidget(cell, 1)
        card.body.addLayout(row)
        return card

    def _why(self, detail: OptionDetail, *, rule_shown: bool) -> Card:
        card = Card(spacing=10)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("Why it is shown here"), "h3"))
        head.addStretch(1)
        text = self.tr("Hide the rule") if rule_shown else self.tr("Show the rule")
        show = LinkButton(text, icon="list-check")
        show.setObjectName("show_rule")
        show.clicked.connect(self._presenter.show_rule)
        head.addWidget(show)
        card.body.addLayout(head)
        chips = QWidget()
        flow = FlowLayout(chips, spacing=8)
        for fact in detail.facts:
            chip = FactChip(fact.text, fact.detail, known=fact.verdict != "unknown", verdict=fact.verdict)
            chip.clicked.connect(lambda _=False, finding=fact.finding: self._presenter.go_to_question(finding))
            flow.addWidget(chip)
        if detail.facts:
            card.add(chips)
        else:
            card.add(PlainLabel(detail.meaning, "muted", wrap=True))
        if rule_shown:
            self._add_rule(card, detail.rule)
        return card

    def _add_rule(self, card: Card, rule: tuple[RuleLine, ...]) -> None:
        names = {
            Part.FITS: self.tr("Fits this cancer when"),
            Part.TIMING: self.tr("Its time has come when"),
            Part.STOPS: self.tr("Stopped by"),
            Part.CAUTIONS: self.tr("To be weighed"),
        }
        for part, name in names.items():
            lines = [line for line in rule if line.part is part]
            if not lines:
                continue
            card.add(PlainLabel(name, "small_head"))
            for line in lines:
                icon, color = _MARKS[line.verdict]
                if part in (Part.STOPS, Part.CAUTIONS) and line.verdict == "met":
                    icon, color = "alert-triangle", "amber"
                card.add(IconLabel(icon, line.sentence, "body", color=color, wrap=True))

    def _list_card(self, title: str, lines: tuple[str, ...], icon: str, color: str) -> Card:
        card = Card()
        card.add(PlainLabel(title, "h3"))
        for line in lines:
            card.add(IconLabel(icon, line, "body", color=color, wrap=True))
        return card

    def _checks(self, title: str, checks: tuple[tuple[str, str], ...], *, primary: bool) -> Card:
        card = Card(kind="surface" if primary else "sunken")
        card.add(PlainLabel(title, "h3" if primary else "small_head"))
        chips = QWidget()
        flow = FlowLayout(chips, spacing=8)
        for finding, label in checks:
            chip = FactChip(label, self.tr("not known yet") if primary else "", known=False, verdict="unknown")
            chip.clicked.connect(lambda _=False, f=finding: self._presenter.go_to_question(f))
            flow.addWidget(chip)
        card.add(chips)
        return card


class SideView(QWidget):
    """The right column: what would change this, and the sources."""

    def __init__(self, presenter: OptionsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        theme = current_theme()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.px(12), theme.px(24), theme.px(16))
        self._column.setSpacing(theme.px(10))
        self._shown: object = None

    def show_state(self, state: OptionsState) -> None:
        """Shows the side column of the chosen option."""
        if state.detail == self._shown:
            return
        self._shown = state.detail
        clear(self._column)
        if state.detail is not None:
            self._column.addWidget(self._changes(state.detail))
            self._column.addWidget(self._sources(state.detail))
        self._column.addStretch(1)

    def _changes(self, detail: OptionDetail) -> Card:
        card = Card()
        card.add(PlainLabel(self.tr("What would change this"), "h3"))
        if not detail.changes:
            said = self.tr("No open answer would change it today. A new result, or another treatment, may.")
            card.add(PlainLabel(said, "muted", wrap=True))
        for place, change in enumerate(detail.changes[:5]):
            if place:
                card.add_divider()
            link = LinkButton(change.text)
            link.clicked.connect(lambda _=False, finding=change.finding: self._presenter.go_to_question(finding))
            card.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            chips = QWidget()
            flow = FlowLayout(chips, spacing=6)
            for standing, word in change.standings:
                flow.addWidget(StatusChip(standing.value, word))
            card.add(chips)
        return card

    def _sources(self, detail: OptionDetail) -> Card:
        card = Card()
        edition = self._presenter.visit.tools.knowledge.edition
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("Sources"), "h3"))
        head.addStretch(1)
        head.addWidget(PlainLabel(self.tr("Edition {0}").format(edition.version), "small_muted"))
        card.body.addLayout(head)
        for source in detail.sources[:8]:
            card.add(PlainLabel(f"{source.title} ({source.year})", "small", wrap=True))
        until = self.tr("Evidence until {0}. No clinician has approved this edition yet.").format(
            edition.evidence_until
        )
        if edition.approved_by:
            until = self.tr("Evidence until {0}. Approved by {1}.").format(edition.evidence_until, edition.approved_by)
        card.add(PlainLabel(until, "small_muted", wrap=True))
        return card


def clear(layout: QVBoxLayout) -> None:
    """Takes everything out of a column."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if isinstance(widget, QWidget | QFrame):
            widget.hide()
            widget.deleteLater()
