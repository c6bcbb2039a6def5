"""What is shown and spoken: labels, chips, bars, the panel, the ring."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme import Theme
from desktop.widgets.app_bar import AppBar, Stage
from desktop.widgets.banner import BannerField, Identity, PatientBanner
from desktop.widgets.bottom_bar import BottomBar
from desktop.widgets.buttons import IconButton, PrimaryButton
from desktop.widgets.fact_chip import FactChip
from desktop.widgets.focus_ring import MARGIN, FocusRing
from desktop.widgets.icon_array import IconArray
from desktop.widgets.inline_error import InlineError, Notice
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.live_panel import LiveLink, LivePanel, LiveRow
from desktop.widgets.rail import Rail, RailStep
from desktop.widgets.scroll import ScrollColumn
from desktop.widgets.status_chip import StatusChip
from desktop.widgets.toast import Toast
from desktop.widgets.urgent_strip import UrgentStrip

AWKWARD = 'Nurse <Anna> & "Co"'
ROWS = (
    LiveRow("hormonal", "pill", "Hormonal therapy", "relevant", "Relevant now", "ER 95%", changed=True),
    LiveRow("surgery", "slice", "Surgery", "needs_answer", "Needs an answer", "Sites of disease"),
)


def spoken_role(widget: QWidget) -> QAccessible.Role:
    """The role a screen reader is told."""
    return QAccessible.queryAccessibleInterface(widget).role()


def test_a_name_with_markup_is_shown_letter_for_letter(qtbot: QtBot) -> None:
    label = PlainLabel(AWKWARD)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == AWKWARD


def test_a_shortened_name_is_whole_in_its_tooltip_without_becoming_markup(qtbot: QtBot) -> None:
    label = ElidedLabel("")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.set_text("<b>" * 40)
    assert label.toolTip() == "&lt;b>" * 40


def test_headings_chips_and_pictures_have_their_roles(qtbot: QtBot) -> None:
    heading, chip, array = (
        PlainLabel("Title", "h1"),
        StatusChip("relevant", "Relevant now"),
        IconArray(2, 10, "2 in 10"),
    )
    for widget, role in (
        (heading, QAccessible.Role.Heading),
        (chip, QAccessible.Role.StaticText),
        (array, QAccessible.Role.Graphic),
    ):
        qtbot.addWidget(widget)
        assert spoken_role(widget) == role
    assert QAccessible.queryAccessibleInterface(heading).text(QAccessible.Text.Name) == "Title"
    assert QAccessible.queryAccessibleInterface(chip).text(QAccessible.Text.Name) == "Status: Relevant now"


@pytest.mark.usefixtures("qapp")
def test_a_standing_nobody_has_drawn_is_refused() -> None:
    with pytest.raises(KeyError):
        StatusChip("recommended", "Best")


@pytest.mark.usefixtures("qapp")
def test_more_people_than_there_are_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="11 of 10"):
        IconArray(11, 10)


def test_a_fact_says_whether_it_is_known(qtbot: QtBot) -> None:
    known, open_fact = FactChip("ER-positive", "95%"), FactChip("ESR1", known=False)
    for chip in (known, open_fact):
        qtbot.addWidget(chip)
    assert known.accessibleName() == "ER-positive, 95%, met"
    assert open_fact.accessibleName() == "ESR1, not known yet"


def test_icon_buttons_have_a_name_and_tell_their_key(qtbot: QtBot) -> None:
    button = IconButton("lock", "Lock", key="Ctrl+L")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("Lock", "Lock (Ctrl+L)")


def test_a_button_keeps_its_mnemonic_and_its_words(qtbot: QtBot) -> None:
    button = PrimaryButton("&Next: Where it is")
    qtbot.addWidget(button)
    assert button.shortcut().toString() == "Alt+N"
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == "Next: Where it is"


def test_the_stages_of_a_visit_can_be_opened_in_any_order(qtbot: QtBot) -> None:
    bar = AppBar()
    qtbot.addWidget(bar)
    bar.set_stages([Stage("intake", "Intake", "done"), Stage("options", "Options")], "intake")
    tab = bar.findChild(QPushButton, "stage_options")
    assert isinstance(tab, QPushButton)
    with qtbot.waitSignal(bar.stage_chosen) as said:
        tab.click()
    assert said.args == ["options"]


def test_undo_names_what_it_takes_back(qtbot: QtBot) -> None:
    bar = AppBar()
    qtbot.addWidget(bar)
    bar.set_stages([Stage("intake", "Intake")], "intake")
    assert not bar.undo_button.isEnabled()
    bar.set_undo("HER2 staining 1+")
    assert bar.undo_button.isEnabled()
    assert bar.undo_button.accessibleName() == "Undo: HER2 staining 1+"


def test_the_bars_have_their_heights_at_every_text_size(qtbot: QtBot, themed: Callable[..., Theme]) -> None:
    bars = {AppBar(): 48, PatientBanner(): 50, BottomBar(): 56}
    for bar in bars:
        qtbot.addWidget(bar)
    for scale in (1.0, 1.5, 2.0):
        themed("light", scale)
        assert [bar.sizeHint().height() for bar in bars] == [round(high * scale) for high in bars.values()]


def test_a_very_long_name_never_pushes_the_banner_wider(qtbot: QtBot) -> None:
    banner = PatientBanner()
    qtbot.addWidget(banner)
    banner.set_identity(Identity("O’BRIEN‑ŁÓDŹ" * 20, AWKWARD, fields=(BannerField("Born", "Not known"),)))
    banner.resize(800, 50)
    banner.grab()
    assert banner.minimumSizeHint().width() <= 800
    banner.set_identity(None)
    assert banner.isHidden()


def test_the_alarm_is_shown_until_it_is_seen_and_takes_no_focus(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    strip, field = UrgentStrip(), QPushButton("Answer")
    column.addWidget(strip)
    column.addWidget(field)
    column.addStretch(1)
    window.resize(1000, 300)
    window.show()
    field.setFocus()
    strip.show_alert("Act today", "One sentence.")
    QApplication.processEvents()
    assert spoken_role(strip) == QAccessible.Role.AlertMessage
    assert (strip.height(), window.focusWidget()) == (62, field)
    with qtbot.waitSignal(strip.seen_pressed):
        strip.seen_button.click()
    strip.show_seen("Urgent: act today, seen 10:44")
    QApplication.processEvents()
    assert strip.height() == 28
    strip.clear()
    assert strip.isHidden()


def test_the_rail_says_where_one_is_and_goes_where_one_presses(qtbot: QtBot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    rail.set_steps(
        [RailStep("receptors", "Receptors", "ER-positive", "done"), RailStep("sites", "Where it is")], "sites"
    )
    model = rail.rows.model()
    assert model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "1 Receptors, complete. ER-positive"
    assert model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole) == "2 Where it is, nothing entered, open"
    qtbot.keyClick(rail.rows, Qt.Key.Key_Up)
    with qtbot.waitSignal(rail.chosen) as said:
        qtbot.keyClick(rail.rows, Qt.Key.Key_Return)
    assert said.args == ["receptors"]


def test_a_live_row_is_spoken_whole_and_opens_its_kind(qtbot: QtBot) -> None:
    panel = LivePanel()
    qtbot.addWidget(panel)
    panel.set_content("What this means so far", "1 of 24 answers known", ROWS)
    model = panel.rows.model()
    said = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Hormonal therapy: Relevant now. ER 95%. Just changed"
    panel.focus_rows()
    panel.rows.setCurrentIndex(model.index(1, 0))
    with qtbot.waitSignal(panel.activated) as opened:
        qtbot.keyClick(panel.rows, Qt.Key.Key_Return)
    assert opened.args == ["surgery"]
    with qtbot.waitSignal(panel.left):
        qtbot.keyClick(panel.rows, Qt.Key.Key_Escape)


def test_an_open_answer_is_a_link_to_its_question(qtbot: QtBot) -> None:
    panel = LivePanel()
    qtbot.addWidget(panel)
    panel.set_content("Title", "", ROWS, foot_title="Next", foot_links=[LiveLink("esr1", "ESR1")])
    link = panel.findChild(QPushButton, "open_esr1")
    assert isinstance(link, QPushButton)
    with qtbot.waitSignal(panel.link_chosen) as said:
        link.click()
    assert said.args == ["esr1"]


def test_when_nothing_can_be_worked_out_no_old_result_is_left_standing(qtbot: QtBot) -> None:
    panel = LivePanel()
    qtbot.addWidget(panel)
    panel.set_content("Title", "", ROWS)
    panel.set_content("Title", "", ROWS, problem="This panel could not be worked out. Your answers are saved.")
    assert panel.rows.model().rowCount() == 0


def test_rows_give_up_their_reasons_only_when_there_is_no_height(qtbot: QtBot) -> None:
    panel = LivePanel()
    qtbot.addWidget(panel)
    rows = [LiveRow(str(place), "pill", "Kind", "later", "Later", "Reason") for place in range(7)]
    panel.set_content("Title", "Sub", rows)
    panel.show()
    for height, short in ((700, False), (500, False), (360, True)):
        panel.resize(348, height)
        QApplication.processEvents()
        assert panel.short_rows() is short, height


def test_errors_and_notices_stand_only_while_there_is_something_to_say(qtbot: QtBot) -> None:
    error, notice = InlineError(), Notice()
    pressed: list[str] = []
    for widget in (error, notice):
        qtbot.addWidget(widget)
        assert widget.isHidden()
    error.set_text("Enter a number from 0 to 100.")
    assert not error.isHidden()
    notice.set("Could not save.", kind="urgent", actions=[("Try again", lambda: pressed.append("again"))])
    notice.findChildren(QPushButton)[0].click()
    assert pressed == ["again"]
    notice.clear()
    assert notice.isHidden()


def test_a_toast_says_what_worked(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    toast = Toast(window)
    toast.say("Handout sent")
    assert toast.text() == "Handout sent"
    assert window.rect().contains(toast.geometry())


def test_the_ring_is_shown_after_a_key_and_not_after_the_mouse(qtbot: QtBot, qapp: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    first, second = QPushButton("First"), QPushButton("Second")
    row.addWidget(first)
    row.addWidget(second)
    ring = FocusRing(qapp)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert ring.target() is None
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert ring.target() is second
    drawn = [child for child in window.children() if type(child).__name__ == "_Ring"]
    assert [child.geometry() for child in drawn if isinstance(child, QWidget) and child.isVisible()] == [
        second.geometry().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    ]
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert ring.target() is None
    qapp.removeEventFilter(ring)


def test_the_focus_is_brought_into_view(qtbot: QtBot) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    for place in range(40):
        column.addWidget(QLabel(str(place)))
    last = QPushButton("Last")
    column.addWidget(last)
    scroll = ScrollColumn(content)
    qtbot.addWidget(scroll)
    scroll.resize(400, 300)
    scroll.show()
    scroll.activateWindow()
    qtbot.waitUntil(scroll.isActiveWindow)
    last.setFocus()
    assert scroll.verticalScrollBar().value() > 0
    assert not last.visibleRegion().isEmpty()
