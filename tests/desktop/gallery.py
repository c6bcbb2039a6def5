"""Pictures for eyes: the widgets as they stand together on a screen, in every theme.

    python tests/desktop/gallery.py FOLDER [--scale 1.5]

Texts and names are invented and say nothing about medicine.
"""

import argparse
import os
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.theme import apply_theme, theme_names
from desktop.widgets.app_bar import AppBar, Stage
from desktop.widgets.banner import BannerField, Identity, PatientBanner
from desktop.widgets.bottom_bar import BottomBar
from desktop.widgets.buttons import IconButton, LinkButton, PrimaryButton, SecondaryButton
from desktop.widgets.card import Card
from desktop.widgets.choice_list import Choice, ChoiceList
from desktop.widgets.date_field import DateField
from desktop.widgets.drop_down import DropDown
from desktop.widgets.fact_chip import FactChip
from desktop.widgets.flow import FlowLayout
from desktop.widgets.focus_ring import FocusRing
from desktop.widgets.icon_array import IconArray
from desktop.widgets.icon_label import IconLabel
from desktop.widgets.inline_error import InlineError, Notice
from desktop.widgets.key_cap import KeyHint
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.live_panel import LiveLink, LivePanel, LiveRow
from desktop.widgets.number_field import NumberField, PercentField
from desktop.widgets.painting import remember_keyboard
from desktop.widgets.question_row import QuestionCard, QuestionRow
from desktop.widgets.rail import Rail, RailStep
from desktop.widgets.scroll import ScrollColumn
from desktop.widgets.segments import Segment, SegmentGroup
from desktop.widgets.status_chip import StatusChip
from desktop.widgets.tag import Tag
from desktop.widgets.text_field import NoteField, PassphraseField, TextField
from desktop.widgets.toast import Toast
from desktop.widgets.urgent_strip import UrgentStrip

STANDINGS = (
    ("relevant", "Relevant now"),
    ("caution", "Worth discussing"),
    ("depends", "Depends on a test"),
    ("later", "Later"),
    ("unsuitable", "Not suitable now"),
    ("not_expected", "Not expected to help"),
    ("needs_answer", "Needs an answer"),
)
TODAY = date(2026, 11, 24)


def ground(kind: str) -> QWidget:
    """A plain widget with a ground color."""
    widget = QWidget()
    widget.setProperty("ground", kind)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return widget


def intake(*, urgent: bool = False, compact: bool = False) -> tuple[QWidget, SegmentGroup]:
    """A step of the intake with all its bars."""
    window = ground("app")
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    bar = AppBar()
    stages = [Stage("intake", "Intake"), Stage("options", "Options", "done" if urgent else "todo")]
    bar.set_stages([*stages, Stage("patient", "Patient view"), Stage("handout", "Handout")], "intake")
    bar.set_saved("10:42" if compact else "Saved 10:42")
    bar.set_undo("HER2 staining 1+")
    banner = PatientBanner()
    banner.set_identity(
        Identity(
            "WINTERBOURNE",
            "Eleanor (Mrs)",
            "",
            (
                BannerField("Born", "14-Mar-1968 (58y)", "Date of birth"),
                BannerField("Sex", "Female", "Sex recorded at birth"),
                BannerField("ID", "DEMO-1042", "Hospital number"),
            ),
            demo="Demo patient – not a real person",
            spoken="Patient: WINTERBOURNE, Eleanor, Mrs.",
        )
    )
    strip = UrgentStrip()
    if urgent:
        strip.show_alert("Something dangerous – act today", "One sentence about it. Follow your pathway first.")
    bottom = BottomBar()
    bottom.set_back("Back")
    bottom.set_hints([("Tab", "next"), ("U", "not known yet"), ("Alt N", "next step"), ("↑ ↓", "options")])
    bottom.set_secondary("Skip step")
    bottom.set_primary("&Next: Where it is", icon_after="arrow-right")
    bottom.set_narrow(compact)
    for part in (bar, banner, strip):
        column.addWidget(part)
    middle = QHBoxLayout()
    middle.setSpacing(0)
    column.addLayout(middle, 1)
    column.addWidget(bottom)

    rail = Rail()
    rail.set_compact(compact)
    rail.set_steps(
        [
            RailStep("receptors", "Receptors", "4 of 5 answered", "part"),
            RailStep("sites", "Where it is", "Sites, urgent signs", "done" if urgent else "empty"),
            RailStep("genes", "Genes and markers", "ESR1, PIK3CA, BRCA and several others", "empty"),
            RailStep("past", "Past treatment", "Timeline", "check" if urgent else "empty"),
            RailStep("health", "Health and cautions", "Heart, lungs, fitness", "empty"),
            RailStep("matters", "What matters", "In the patient's words", "empty"),
        ],
        "receptors",
    )
    middle.addWidget(rail)
    content, focus = questions()
    middle.addWidget(ScrollColumn(content), 1)
    panel = LivePanel()
    panel.set_compact(compact)
    bar.set_narrow(compact)
    panel.set_content(
        "What this means so far",
        "4 of 24 answers known",
        [
            LiveRow("a", "pill", "Hormonal therapy", "relevant", "Relevant now", "ER 95%", changed=True),
            LiveRow("b", "target", "Targeted therapy", "depends", "Depends on a test", "ESR1, PIK3CA not known yet"),
            LiveRow("c", "droplet", "Chemotherapy", "caution", "Worth discussing", "Widens the choice", changed=True),
            LiveRow("d", "shield", "Immunotherapy", "not_expected", "Not expected to help", "ER-positive"),
            LiveRow("e", "radioactive", "Radiation", "needs_answer", "Needs an answer", "Sites of disease"),
            LiveRow("f", "slice", "Surgery", "unsuitable", "Not suitable now", "Sites of disease"),
            LiveRow("g", "bone", "Bone and support", "later", "Later", "Sites of disease"),
        ],
        foot_title="Next answers that matter most",
        foot_links=[LiveLink("x", "Sites of disease"), LiveLink("y", "ESR1"), LiveLink("z", "Past treatment")],
    )
    middle.addWidget(panel)
    return window, focus


def questions() -> tuple[QWidget, SegmentGroup]:
    """The middle of the step."""
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    column.addWidget(PlainLabel("What does the pathology report say?", "h1"))
    column.addWidget(PlainLabel("Enter what you have. Anything can be ‘not known yet’ and changed later.", "muted"))
    sample = QHBoxLayout()
    sample.addWidget(PlainLabel("Sample", "strong"))
    samples = SegmentGroup("Sample", [Segment("a", "Breast", "Apr-2019"), Segment("b", "Liver", "02-Nov-2026")])
    samples.choose("b")
    sample.addWidget(samples, 1)
    sample.addWidget(LinkButton("Add sample", icon="plus"))
    column.addLayout(sample)
    first = PercentField("Receptor one")
    first.set_text("95")
    row_one = QuestionRow("Estrogen receptor", "ER", first, unit="% of cells")
    row_one.set_reading("ER-positive.", "1 to 10% is shown as ‘ER-low’.")
    second = PercentField("Receptor two")
    second.set_unknown(True)
    row_two = QuestionRow("Progesterone receptor", "PR", second, unit="% of cells")
    assert row_two.unknown is not None
    row_two.unknown.set_marked(True)
    staining = SegmentGroup(
        "HER2 staining",
        [
            Segment("0", "0", "none"),
            Segment("ultralow", "0", "ultralow", "L"),
            *(Segment(x, x) for x in ("1+", "2+", "3+")),
        ],
    )
    staining.choose("1+")
    row_three = QuestionRow("HER2 staining", "IHC score", staining)
    row_three.set_reading("HER2-low.", "Gene test (ISH) is only asked for when the score is 2+.")
    meno = SegmentGroup("Menopausal status", [Segment(x, x) for x in ("Pre", "Peri", "Post", "Male")])
    meno.set_unknown(True)
    row_four = QuestionRow("Menopausal status", "Ovaries suppressed: Pre", meno)
    assert row_four.unknown is not None
    row_four.unknown.set_marked(True)
    column.addWidget(QuestionCard([row_one, row_two, row_three, row_four]))
    more = LinkButton("Add Ki-67, grade or Allred score", icon="plus")
    column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
    plain = Card(kind="tint")
    head = QHBoxLayout()
    head.addWidget(IconLabel("message-circle", "In plain words", "foot_title", color="on_tint"))
    head.addWidget(LinkButton("Use in handout", icon="plus"))
    plain.body.addLayout(head)
    plain.add(PlainLabel("Words a tired person understands, over two lines if they must be. " * 2, "plain", wrap=True))
    column.addWidget(plain)
    column.addStretch(1)
    return content, staining


def pieces() -> QWidget:
    """Everything that is not on the step."""
    window = ground("app")
    row = QHBoxLayout(window)
    left, right = QVBoxLayout(), QVBoxLayout()
    row.addLayout(left, 1)
    row.addLayout(right, 1)
    sites = [Choice("bone", "Bone", "B"), Choice("liver", "Liver", "L"), Choice("lung", "Lung", "G")]
    ticks = ChoiceList("Sites", [*sites, Choice("skin", "Skin", "S")], none_text="None of these")
    ticks.set_chosen(["bone", "liver"])
    left.addWidget(ticks)
    bare = Card()
    signs = [Choice("a", "New leg weakness or numbness"), Choice("b", "Severe headache or fits")]
    bare.add(ChoiceList("Any of these today?", signs, boxed=False, none_text="None of these"))
    left.addWidget(bare)
    stacked = SegmentGroup(
        "Activity",
        [
            Segment("0", "0", "Fully active"),
            Segment("1", "1", "Light work"),
            Segment("2", "2", "Up more than half the day"),
        ],
        stacked=True,
    )
    stacked.choose("1")
    left.addWidget(stacked)
    wrapped = SegmentGroup("Many", [Segment(str(n), f"Choice number {n}") for n in range(7)], inline=True)
    wrapped.choose("3")
    left.addWidget(wrapped)
    fields = QuestionCard()
    birth = DateField("Born", today=TODAY, with_age=True)
    birth.set_value("1968-03-14")
    clash = DateField("Started", today=TODAY)
    clash.line.setText("3/4/2024")
    faulty = NumberField("Heart", minimum=5, maximum=90, unit="percent")
    faulty.set_text("140")
    fault_row = QuestionRow("Heart", "LVEF", faulty, unit="%")
    fault_row.set_fault(faulty.reading().fault)
    fields.add_row(QuestionRow("Born", "", birth, unknown=False))
    fields.add_row(QuestionRow("Started", "", clash))
    fields.add_row(fault_row)
    left.addWidget(fields)
    left.addWidget(TextField("Find", placeholder="Surname, ID or date of birth", tall=True, icon="search"))
    secret = PassphraseField("Passphrase")
    secret.setText("something long")
    left.addWidget(secret)
    left.addWidget(NoteField("Note", placeholder="Anything to add in your own words"))
    left.addStretch(1)

    chips = QWidget()
    flow = FlowLayout(chips)
    for standing, text in STANDINGS:
        flow.addWidget(StatusChip(standing, text))
    flow.addWidget(StatusChip("relevant", "Relevant now", big=True))
    flow.addWidget(StatusChip("depends", "Depends on a test", bare=True))
    for tone in ("muted", "amber", "urgent", "good", "primary", "demo"):
        flow.addWidget(Tag(f"{tone} tag", tone=tone, icon="info-circle" if tone == "primary" else None))
    right.addWidget(chips)
    facts = Card()
    facts.add(PlainLabel("Why it is shown here", "h3"))
    holder = QWidget()
    fact_flow = FlowLayout(holder)
    fact_flow.addWidget(FactChip("ER-positive", "95%, 02-Nov-2026"))
    fact_flow.addWidget(FactChip("Postmenopausal"))
    fact_flow.addWidget(FactChip("Cancer grew on letrozole + palbociclib", "Oct-2026"))
    fact_flow.addWidget(FactChip("ESR1", "not known yet", known=False))
    fact_flow.addWidget(FactChip("HER2-positive", verdict="not_met"))
    facts.add(holder)
    right.addWidget(facts)
    buttons = QHBoxLayout()
    for button in (
        PrimaryButton("Unlock", tall=True),
        SecondaryButton("Past visits", icon="history"),
        LinkButton("What changed", underline=True),
        IconButton("zoom-in", "Larger"),
    ):
        buttons.addWidget(button)
    right.addLayout(buttons)
    disabled = QHBoxLayout()
    for off in (PrimaryButton("Print"), SecondaryButton("Undo"), LinkButton("Add"), IconButton("lock", "Lock")):
        off.setEnabled(False)
        disabled.addWidget(off)
    right.addLayout(disabled)
    language = DropDown("Language")
    language.set_items([("en", "English"), ("es", "Spanish")])
    language.choose("en")
    right.addWidget(language)
    array = QHBoxLayout()
    array.addWidget(IconArray(2, 10, "About 2 in 10"))
    array.addWidget(PlainLabel("2 in 10", "h2"), 1)
    right.addLayout(array)
    right.addWidget(IconArray(7, 100, "About 7 in 100"))
    for kind in ("info", "amber", "urgent", "good"):
        notice = Notice()
        notice.set("Could not save. The disk is full.", kind=kind, actions=[("Try again", lambda: None)])
        right.addWidget(notice)
    error = InlineError()
    error.set_text("Enter a number from 0 to 100.")
    right.addWidget(error)
    right.addWidget(ElidedLabel("A very long line that does not fit and is shortened " * 3))
    right.addWidget(KeyHint("↑ ↓", "choose"))
    seen = UrgentStrip()
    seen.show_seen("Urgent: something dangerous, seen 10:44")
    right.addWidget(seen)
    right.addStretch(1)
    toast = Toast(window)
    toast.say("Handout sent to printer OPD-2")
    return window


def main() -> None:
    """Draws the pictures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--scale", type=float, default=1.0)
    arguments.add_argument("--theme", action="append")
    given = arguments.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    for theme in given.theme or theme_names():
        apply_theme(app, theme, given.scale)
        ring = FocusRing(app)
        remember_keyboard(True)
        for name, size, urgent, compact in (
            ("intake", (1366, 768), False, False),
            ("urgent", (1366, 768), True, False),
            ("compact", (1093, 614), False, True),
        ):
            window, staining = intake(urgent=urgent, compact=compact)
            window.resize(*size)
            window.show()
            window.activateWindow()
            staining.focus()
            app.processEvents()
            window.grab().save(str(given.folder / f"{theme}-{name}.png"))
            window.close()
            window.deleteLater()
        window = pieces()
        window.resize(1366, 1300)
        window.show()
        app.processEvents()
        window.grab().save(str(given.folder / f"{theme}-pieces.png"))
        window.close()
        window.deleteLater()
        ring.deleteLater()
        app.processEvents()


if __name__ == "__main__":
    main()
