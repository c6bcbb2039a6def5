"""The detail of one option: plain words, at a glance, why it is shown here, cautions, checks, companions."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.modality_icons import MODALITY_ICONS
from desktop.options.detail import OptionDetail, RuleLine
from desktop.options.presenter import OptionsPresenter, OptionsState
from desktop.options.side_view import put_in
from desktop.theme import current_theme
from desktop.widgets.buttons import LinkButton
from desktop.widgets.card import Card, Divider
from desktop.widgets.fact_chip import FactChip
from desktop.widgets.flow import FlowLayout
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.labels import PlainLabel
from desktop.widgets.painting import Themed
from desktop.widgets.status_chip import StatusChip
from desktop.widgets.tag import Tag
from desktop.widgets.tick import Tick
from guidance.option import Part

_MARKS = {"met": ("circle-check", "good"), "not_met": ("circle-minus", "muted"), "unknown": ("help-circle", "muted")}


class DetailView(Themed, QWidget):
    """Rebuilt when another option or another answer is shown; the tick and the rule change in place."""

    def __init__(self, presenter: OptionsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("option_detail")
        self._presenter = presenter
        self._column = QVBoxLayout(self)
        self._page: QWidget | None = None
        self._shown: object = None
        self._include = Tick("")
        self._rule = QWidget()
        self._show_rule = LinkButton("")
        self.why: QWidget | None = None
        self.restyle()

    def show_state(self, state: OptionsState) -> None:
        """Shows the detail of the chosen option, or why there is none."""
        detail = replace(state.detail, included=False) if state.detail else None
        key = (detail, state.out_of_scope, state.read_only)
        if key != self._shown:
            self._shown = key
            page = QWidget()
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(current_theme().px(10))
            if state.detail is None:
                self._fill_out_of_scope(column, state.out_of_scope)
            else:
                self._fill(column, state.detail, read_only=state.read_only)
            column.addStretch(1)
            put_in(self._column, page, self._page)
            self._page = page
        if state.detail is not None:
            self._include.setChecked(state.detail.included)
            self._rule.setVisible(state.rule_shown)
            self._show_rule.setText(self.tr("Hide the rule") if state.rule_shown else self.tr("Show the rule"))

    def take_focus(self) -> None:
        """Puts the keyboard on the first control of the detail."""
        if self._presenter.state.detail is not None:
            first = self._include if self._include.isEnabled() else self._show_rule
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "_column"):
            theme = current_theme()
            self._column.setContentsMargins(theme.px(24), theme.px(12), 0, theme.px(16))

    def _fill_out_of_scope(self, column: QVBoxLayout, said: tuple[str, str]) -> None:
        title, text = said
        self.why = None
        column.addWidget(IconLabel("info-circle", self.tr("No options are shown"), "muted"))
        column.addWidget(PlainLabel(title or self.tr("Outside the scope of this aid"), "h1", wrap=True))
        card = Card(kind="tint")
        card.add(PlainLabel(text, "plain", wrap=True))
        back = LinkButton(self.tr("Go to the question"), icon="arrow-left")
        back.setObjectName("go_to_question")
        conflicts = self._presenter.visit.state.workup.guidance.conflicts
        finding = next((c.findings[0] for c in conflicts if c.out_of_scope and c.findings), "")
        back.clicked.connect(lambda: self._presenter.go_to_question(finding))
        back.setVisible(bool(finding))
        card.body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(card)

    def _fill(self, column: QVBoxLayout, detail: OptionDetail, *, read_only: bool) -> None:
        add = column.addWidget
        add(self._head(detail, read_only=read_only))
        if detail.license_text:
            note = Card(kind="amber", padding=10)
            note.add(IconLabel("file-text", detail.license_text, "body", color="amber", wrap=True))
            add(note)
        add(self._plain_words(detail))
        add(self._glance(detail))
        self.why = self._why(detail)
        add(self.why)
        if detail.cautions:
            add(self._list_card(self.tr("Cautions for this patient"), detail.cautions, "alert-triangle", "amber"))
        if detail.checks_before:
            add(self._checks(self.tr("Check before starting"), detail.checks_before, primary=True))
        if detail.companions:
            add(self._list_card(self.tr("Goes with it"), detail.companions, "plus", "primary"))
        if detail.baseline_checks:
            title = self.tr("Also looked at before starting, not known yet")
            add(self._checks(title, detail.baseline_checks, primary=False))

    def _head(self, detail: OptionDetail, *, read_only: bool) -> QWidget:
        """Type, name and standing; the tick stands at the right of the type, so that a long name has its own line."""
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(6))
        above = QHBoxLayout()
        icon = MODALITY_ICONS.get(detail.modality, "list")
        above.addWidget(IconLabel(icon, detail.modality_name, "muted"), 1)
        self._include = Tick(self.tr("In patient view and handout"))
        self._include.setObjectName("include")
        self._include.setEnabled(not read_only)
        self._include.setChecked(detail.included)
        self._include.clicked.connect(lambda: self._presenter.include(detail.id))
        above.addWidget(self._include)
        column.addLayout(above)
        title = PlainLabel(detail.name, "h1", wrap=True)
        title.setObjectName("option_name")
        column.addWidget(title)
        marks = QWidget()
        flow = FlowLayout(marks, spacing=8)
        chip = StatusChip(detail.status, detail.standing_word, big=True)
        chip.setToolTip(detail.meaning)
        flow.addWidget(chip)
        if detail.badge:
            flow.addWidget(_big(Tag(detail.badge, tone="amber")))
        if detail.declined:
            flow.addWidget(_big(Tag(self.tr("the patient does not want this"), tone="amber")))
        column.addWidget(marks)
        return head

    def _plain_words(self, detail: OptionDetail) -> Card:
        card = Card(kind="tint", padding=14, spacing=6)
        title = self.tr("In plain words: {0}").format(detail.plain_title)
        card.add(IconLabel("message-circle", title, "h3", color="primary", wrap=True))
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
            row.addWidget(cell, 3 if "\n" in text else 2)  # what says several things has more room
        card.body.addLayout(row)
        return card

    def _why(self, detail: OptionDetail) -> Card:
        card = Card(padding=14, spacing=8)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("Why it is shown here"), "h3"))
        head.addStretch(1)
        self._show_rule = LinkButton("", icon="list-check", small=True)
        self._show_rule.setObjectName("show_rule")
        self._show_rule.clicked.connect(self._presenter.show_rule)
        head.addWidget(self._show_rule)
        card.body.addLayout(head)
        if detail.facts:
            chips = QWidget()
            flow = FlowLayout(chips, spacing=8)
            for fact in detail.facts:
                against = fact.verdict == "against"
                verdict = "not_met" if against else fact.verdict
                chip = FactChip(fact.text, fact.detail, known=verdict != "unknown", verdict=verdict)
                if against:
                    chip.setAccessibleName(self.tr("{0}, speaks against it").format(fact.text))
                chip.setObjectName(f"fact:{fact.finding}")
                chip.clicked.connect(lambda _=False, finding=fact.finding: self._presenter.go_to_question(finding))
                flow.addWidget(chip)
            card.add(chips)
        else:
            card.add(PlainLabel(detail.meaning, "muted", wrap=True))
        self._rule = self._rule_lines(detail.rule)
        self._rule.hide()
        card.add(self._rule)
        return card

    def _rule_lines(self, rule: tuple[RuleLine, ...]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, current_theme().px(4), 0, 0)
        column.setSpacing(current_theme().px(8))
        names = {
            Part.FITS: self.tr("Fits this cancer when"),
            Part.TIMING: self.tr("Its time has come when"),
            Part.STOPS: self.tr("Stopped by"),
            Part.CAUTIONS: self.tr("To be weighed"),
        }
        said = {"met": self.tr("Met"), "not_met": self.tr("Not met"), "unknown": self.tr("Not known yet")}
        for part, name in names.items():
            lines = [line for line in rule if line.part is part]
            if lines:
                column.addWidget(PlainLabel(name, "small_head"))
            for line in lines:
                icon, color = _MARKS[line.verdict]
                if part in (Part.STOPS, Part.CAUTIONS) and line.verdict == "met":
                    icon, color = "alert-triangle", "amber"
                shown = IconLabel(icon, line.sentence, "body", color=color, wrap=True)
                shown.setAccessibleName(f"{said[line.verdict]}: {line.sentence}")
                shown.setToolTip(said[line.verdict])
                column.addWidget(shown)
        return holder

    def _list_card(self, title: str, lines: tuple[str, ...], icon: str, color: str) -> Card:
        card = Card(padding=14)
        card.add(PlainLabel(title, "h3"))
        for line in lines:
            card.add(IconLabel(icon, line, "body", color=color, wrap=True))
        return card

    def _checks(self, title: str, checks: tuple[tuple[str, str], ...], *, primary: bool) -> Card:
        card = Card(kind="surface" if primary else "sunken", padding=14)
        card.add(PlainLabel(title, "h3" if primary else "small_head", wrap=True))
        chips = QWidget()
        flow = FlowLayout(chips, spacing=8)
        for finding, label in checks:
            chip = FactChip(label, self.tr("not known yet") if primary else "", known=False, verdict="unknown")
            chip.setObjectName(f"check:{finding}")
            chip.clicked.connect(lambda _=False, f=finding: self._presenter.go_to_question(f))
            flow.addWidget(chip)
        card.add(chips)
        return card


def _big(tag: Tag) -> QWidget:
    """A tag centered on the height of the big chip beside it."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(tag, 0, Qt.AlignmentFlag.AlignVCenter)
    holder.setFixedHeight(current_theme().px(28))
    return holder
