"""The options screen at the keyboard and under the mouse."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.consultation.state import Stage
from desktop.options.option_list import OptionList
from desktop.options.view import OptionsView
from desktop.theme import Theme, current_theme
from desktop.widgets.keys import use_single_keys
from desktop.widgets.line_field import LineField

Shows = Callable[..., OptionsView]
Key = Qt.Key


def options_in(view: OptionsView) -> OptionList:
    return view.findChild(OptionList, "option_list")


def visit_in(view: OptionsView):
    return view._presenter.visit


def focused() -> QWidget:
    return QApplication.focusWidget()


def named(view: OptionsView, name: str) -> QWidget:
    (found,) = [w for w in view.findChildren(QWidget, name) if w.isVisible()]
    return found


def test_up_and_down_open_options_and_space_includes_them(qtbot: QtBot, view_of: Shows) -> None:
    view = view_of(6)
    rows = options_in(view)
    qtbot.keyClick(rows, Key.Key_Down)
    assert named(view, "option_name").text() == rows.current_row().text
    option = rows.current_row().option
    qtbot.keyClick(rows, Key.Key_Space)
    assert option in visit_in(view).consultation.discussed
    assert named(view, "include").isChecked()
    qtbot.keyClick(rows, Key.Key_Space)
    assert option not in visit_in(view).consultation.discussed


def test_left_folds_a_group_and_right_opens_it_without_losing_the_place(qtbot: QtBot, view_of: Shows) -> None:
    view = view_of(1)
    rows = options_in(view)
    group = rows.current_row().group
    qtbot.keyClick(rows, Key.Key_Left)
    assert (rows.current_row().group, rows.current_row().option, rows.current_row().folded) == (group, "", True)
    qtbot.keyClick(rows, Key.Key_Right)
    assert (rows.current_row().group, rows.current_row().folded) == (group, False)
    assert rows.hasFocus()


def test_w_shows_the_rule_and_keeps_the_keyboard_in_the_list(qtbot: QtBot, view_of: Shows) -> None:
    view = view_of(1)
    qtbot.keyClick(options_in(view), Key.Key_W)
    assert view._presenter.state.rule_shown
    assert "Hide the rule" in named(view, "show_rule").text()
    assert options_in(view).hasFocus()


def test_c_compares_and_slash_filters(qtbot: QtBot, view_of: Shows) -> None:
    view = view_of(1)
    qtbot.keyClick(options_in(view), "/")
    assert focused().objectName() == "option_filter"
    qtbot.keyClicks(focused(), "olaparib")
    assert [row.text for row in view._presenter.state.rows if row.option] == ["Olaparib"]
    qtbot.keyClick(focused(), Key.Key_Escape)
    assert options_in(view).hasFocus()
    assert view.findChild(LineField, "option_filter").text() == ""
    qtbot.keyClick(options_in(view), Key.Key_C)
    assert visit_in(view).state.stage is Stage.PATIENT_VIEW


def test_single_letters_do_nothing_when_they_are_switched_off(qtbot: QtBot, view_of: Shows) -> None:
    view = view_of(1)
    use_single_keys(False)
    qtbot.keyClick(options_in(view), Key.Key_C)
    qtbot.keyClick(options_in(view), Key.Key_W)
    assert visit_in(view).state.stage is Stage.OPTIONS
    assert not view._presenter.state.rule_shown


def test_enter_goes_to_the_detail_and_escape_back_to_the_list(qtbot: QtBot, view_of: Shows) -> None:
    view = view_of(1)
    qtbot.keyClick(options_in(view), Key.Key_Return)
    assert focused().objectName() == "include"
    qtbot.keyClick(focused(), Key.Key_Escape)
    assert options_in(view).hasFocus()


def test_a_filter_without_a_match_says_so(view_of: Shows) -> None:
    view = view_of(1)
    view._presenter.filter("zzz")
    words = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
    assert "No option has this in its name. Esc shows all again." in words


def test_a_fourth_option_asks_which_one_makes_room(qtbot: QtBot, view_of: Shows) -> None:
    view = view_of(1)
    rows = options_in(view)
    qtbot.keyClick(rows, Key.Key_Space)
    qtbot.mouseClick(named(view, "drop:capecitabine"), Qt.MouseButton.LeftButton)
    assert visit_in(view).consultation.discussed[-1] == "tamoxifen"
    assert not view.findChild(QWidget, "fourth_option").isVisible()
    assert rows.hasFocus()


def test_escape_keeps_the_three(qtbot: QtBot, view_of: Shows) -> None:
    view = view_of(1)
    before = visit_in(view).consultation.discussed
    qtbot.keyClick(options_in(view), Key.Key_Space)
    qtbot.keyClick(named(view, "keep_three"), Key.Key_Escape)
    assert visit_in(view).consultation.discussed == before
    assert options_in(view).hasFocus()


def test_the_mouse_ticks_at_the_box_and_opens_beside_it(qtbot: QtBot, view_of: Shows) -> None:
    view = view_of(6)
    rows = options_in(view)
    box = rows.visualRect(rows.model().index(2, 0))
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 200, box.center().y()))
    option = view._presenter.state.chosen
    assert option == view._presenter.state.rows[2].option
    assert option not in visit_in(view).consultation.discussed
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 20, box.center().y()))
    assert option in visit_in(view).consultation.discussed


def test_a_chip_opens_its_question(qtbot: QtBot, view_of: Shows) -> None:
    view = view_of(1)
    qtbot.mouseClick(named(view, "fact:estrogen_receptor_percent"), Qt.MouseButton.LeftButton)
    assert visit_in(view).state.focus.place == "estrogen_receptor_percent"


def test_showing_the_same_state_again_changes_no_widget(view_of: Shows) -> None:
    view = view_of(1)
    before = [id(widget) for widget in view.findChildren(QWidget)]
    for _ in range(3):
        view.show_state(view._presenter.state)
    assert [id(widget) for widget in view.findChildren(QWidget)] == before


def test_the_keyboard_stays_on_the_same_chip_when_another_answer_comes(view_of: Shows) -> None:
    view = view_of(1)
    named(view, "fact:estrogen_receptor_percent").setFocus()
    before = focused()
    visit_in(view).answer("progesterone_receptor_percent", 45)
    assert focused() is not before
    assert focused().objectName() == "fact:estrogen_receptor_percent"
    assert focused().isVisible()


def test_the_detail_keeps_its_place_when_another_answer_comes_and_starts_at_the_top_for_another_option(
    qtbot: QtBot, view_of: Shows
) -> None:
    view = view_of(1, size=(1093, 500))
    bar = view._scroll.verticalScrollBar()
    bar.setValue(150)
    visit_in(view).answer("progesterone_receptor_percent", 45)
    qtbot.wait(0)
    assert bar.value() == 150
    view._presenter.choose("fulvestrant")
    qtbot.wait(0)
    assert bar.value() == 0


def test_ticking_does_not_rebuild_the_detail(view_of: Shows) -> None:
    view = view_of(6)
    tick = named(view, "include")
    view._presenter.include(view._presenter.state.chosen)
    assert named(view, "include") is tick


def test_the_list_stays_where_it_was_scrolled_when_a_tick_changes(qtbot: QtBot, view_of: Shows) -> None:
    view = view_of(6)
    rows = options_in(view)
    for _ in range(14):
        qtbot.keyClick(rows, Key.Key_Down)
    place = rows.verticalScrollBar().value()
    assert place > 0
    qtbot.keyClick(rows, Key.Key_Space)
    assert rows.verticalScrollBar().value() == place


@pytest.mark.parametrize("number", [1, 5, 6])
def test_everything_that_takes_the_keyboard_has_a_name(view_of: Shows, number: int) -> None:
    view = view_of(number)
    for widget in view.findChildren(QWidget):
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and widget.isVisible():
            words = widget.text() if isinstance(widget, QAbstractButton) else ""
            assert widget.accessibleName() or words, widget


def test_no_two_buttons_share_a_mnemonic(view_of: Shows) -> None:
    view = view_of(1)
    letters = [
        button.shortcut().toString()
        for button in view.findChildren(QPushButton)
        if button.isVisible() and not button.shortcut().isEmpty()
    ]
    assert len(letters) == len(set(letters)) > 0


@pytest.mark.parametrize("number", [1, 5, 6])
def test_the_screen_fits_a_small_window(view_of: Shows, number: int) -> None:
    view = view_of(number, size=(1040, 430))
    assert view.minimumSizeHint().width() <= 800
    assert view.minimumSizeHint().height() <= 430
    assert view._scroll.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    ("size", "scale"), [((1366, 614), 1.0), ((1093, 460), 1.0), ((1920, 926), 1.0), ((1366, 614), 1.5)]
)
def test_no_text_is_cut(view_of: Shows, themed: Callable[..., Theme], size: tuple[int, int], scale: float) -> None:
    themed("light", scale)
    view = view_of(1, size=size)
    for option in ("fulvestrant", "trastuzumab_pertuzumab_maintenance", "palbociclib_in_her2_maintenance"):
        view._presenter.choose(option)
        QApplication.processEvents()
        for label in view._detail.findChildren(QLabel) + view._side.findChildren(QLabel):
            if label.isVisible() and label.text():
                needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
                assert label.height() >= needed - 1, label.text()
                assert label.width() >= label.minimumSizeHint().width() - 1, label.text()


def test_a_badge_has_a_line_of_its_own_in_the_list_and_is_not_cut(view_of: Shows) -> None:
    view = view_of(3, size=(1366, 768))
    view._presenter.fold("apart")
    QApplication.processEvents()
    shown = options_in(view)
    font = QFontMetrics(current_theme().font("small", 600))
    badges = [row.badge for row in view._presenter.state.rows if row.badge]
    assert badges
    for badge in badges:
        assert font.horizontalAdvance(badge) <= shown.viewport().width() - current_theme().px(42 + 8)
    short = [(place, row) for place, row in enumerate(view._presenter.state.rows) if row.option and len(row.text) < 25]
    heights = {bool(row.badge): shown.visualRect(shown.model().index(place, 0)).height() for place, row in short}
    assert heights[True] > heights[False]


def test_out_of_scope_says_why_and_leads_to_the_question(qtbot: QtBot, view_of: Shows) -> None:
    view = view_of(1)
    visit_in(view).answer("disease_setting", "early_stage")
    words = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
    assert "Early-stage disease: outside this aid" in words
    assert not view.findChild(QPushButton, "primary").isEnabled()
    qtbot.mouseClick(named(view, "go_to_question"), Qt.MouseButton.LeftButton)
    assert visit_in(view).state.focus.place == "disease_setting"
