"""Choosing: by mouse, by arrow, by single key; never lost by a slip."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.choice_list import Choice, ChoiceList
from desktop.widgets.keys import use_single_keys
from desktop.widgets.not_known import NotKnownCheck
from desktop.widgets.segments import Segment, SegmentGroup

STAINING = (
    Segment("none", "0", "none"),
    Segment("ultralow", "0", "ultralow", "L"),
    Segment("one", "1+", key="1", spoken="1 plus"),
    Segment("two", "2+", key="2"),
    Segment("three", "3+", key="3"),
)
SITES = (Choice("bone", "Bone", "B"), Choice("liver", "Liver", "L"), Choice("lung", "Lung", "G"))


def staining(qtbot: QtBot) -> SegmentGroup:
    """The question of HER2 staining, shown."""
    group = SegmentGroup("HER2 staining", STAINING)
    qtbot.addWidget(group)
    group.resize(600, 38)
    group.show()
    group.activateWindow()
    qtbot.waitUntil(group.isActiveWindow)
    return group


def cell(group: SegmentGroup, choice: str) -> QRadioButton:
    """One segment."""
    found = group.findChild(QRadioButton, choice)
    assert isinstance(found, QRadioButton)
    return found


def sites(qtbot: QtBot) -> ChoiceList:
    """The list of sites, shown."""
    choices = ChoiceList("Sites", SITES, none_text="None of these")
    qtbot.addWidget(choices)
    choices.show()
    choices.activateWindow()
    qtbot.waitUntil(choices.isActiveWindow)
    return choices


def test_a_click_chooses_and_is_told(qtbot: QtBot) -> None:
    group = staining(qtbot)
    with qtbot.waitSignal(group.chosen) as said:
        qtbot.mouseClick(cell(group, "one"), Qt.MouseButton.LeftButton)
    assert said.args == ["one"]
    assert group.chosen_id() == "one"


def test_a_double_click_keeps_the_answer(qtbot: QtBot) -> None:
    group = staining(qtbot)
    qtbot.mouseClick(cell(group, "one"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(cell(group, "one"), Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(cell(group, "one"), Qt.MouseButton.LeftButton)
    assert group.chosen_id() == "one"


def test_the_score_is_the_key(qtbot: QtBot) -> None:
    group = staining(qtbot)
    group.focus()
    told: list[str] = []
    group.chosen.connect(told.append)
    for key in ("L", "2", "3"):
        qtbot.keyClick(group.focusWidget() or cell(group, "none"), key)
    assert told == ["ultralow", "two", "three"]


def test_an_arrow_moves_the_choice(qtbot: QtBot) -> None:
    group = staining(qtbot)
    group.choose("one")
    group.focus()
    qtbot.keyClick(cell(group, "one"), Qt.Key.Key_Right)
    assert group.chosen_id() == "two"


def test_delete_takes_the_choice_back(qtbot: QtBot) -> None:
    group = staining(qtbot)
    group.choose("one")
    with qtbot.waitSignal(group.cleared):
        qtbot.keyClick(cell(group, "one"), Qt.Key.Key_Delete)
    assert group.chosen_id() is None


def test_showing_a_choice_tells_nobody(qtbot: QtBot) -> None:
    group = staining(qtbot)
    told: list[str] = []
    group.chosen.connect(told.append)
    group.choose("two")
    group.choose(None)
    assert told == []
    assert group.chosen_id() is None


def test_u_asks_for_not_known_yet_and_a_choice_answers_again(qtbot: QtBot) -> None:
    group = staining(qtbot)
    group.choose("one")
    with qtbot.waitSignal(group.unknown_pressed):
        qtbot.keyClick(cell(group, "one"), "u")
    group.set_unknown(True)
    assert group.chosen_id() is None
    qtbot.mouseClick(cell(group, "three"), Qt.MouseButton.LeftButton)
    assert (group.chosen_id(), group.is_unknown()) == ("three", False)


def test_single_keys_can_be_switched_off(qtbot: QtBot) -> None:
    group = staining(qtbot)
    use_single_keys(False)
    qtbot.keyClick(cell(group, "none"), "2")
    assert group.chosen_id() is None


def test_a_group_is_one_tab_stop(qtbot: QtBot) -> None:
    group = staining(qtbot)
    group.choose("two")
    stops = [segment.id for segment in STAINING if cell(group, segment.id).focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["two"]


def test_every_segment_is_a_radio_button_named_by_its_question(qtbot: QtBot) -> None:
    group = staining(qtbot)
    group.choose("one")
    spoken = QAccessible.queryAccessibleInterface(cell(group, "one"))
    assert spoken.role() == QAccessible.Role.RadioButton
    assert spoken.text(QAccessible.Text.Name) == "HER2 staining: 1 plus"
    assert spoken.state().checked


def test_choosing_never_moves_the_row_beyond_its_length(qtbot: QtBot) -> None:
    group = staining(qtbot)
    before = group.sizeHint()
    group.choose("two")
    assert group.sizeHint() == before


def test_segments_stand_closer_rather_than_in_a_second_row(qtbot: QtBot) -> None:
    group = staining(qtbot)
    row = group.height()
    wide = group.sizeHint().width()
    width_of_words = cell(group, "three").width()
    for narrower, rows in ((0, 1), (20, 1), (60, 2)):
        group.resize(wide - narrower, group.heightForWidth(wide - narrower))
        assert (group.height() > row) == (rows == 2)
        last = cell(group, "three")
        assert last.geometry().right() < group.width()
        # Closer together, with all the words of each
        assert not last.toolTip()
        assert (last.width() < width_of_words) == (rows == 1 and narrower > 0)
    group.resize(wide, row)
    assert cell(group, "three").width() == width_of_words


def test_many_segments_go_on_in_further_rows(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    group = SegmentGroup("Many", [Segment(str(place), f"Choice number {place}") for place in range(6)])
    column = QVBoxLayout(window)
    column.addWidget(group)
    column.addStretch(1)
    window.resize(420, 400)
    window.show()
    assert all(group.rect().contains(cell(group, str(place)).geometry()) for place in range(6))
    assert group.height() > 38 * 2


def test_not_known_yet_tells_only_of_a_person(qtbot: QtBot) -> None:
    check = NotKnownCheck("HER2 staining")
    qtbot.addWidget(check)
    told: list[bool] = []
    check.marked.connect(told.append)
    check.set_marked(True)
    assert told == []
    qtbot.keyClick(check, "u")
    assert told == [False]
    assert check.accessibleName() == "HER2 staining: not known yet"
    assert (check.sizeHint().width(), check.sizeHint().height()) == (136, 38)


def test_letters_tick_and_untick(qtbot: QtBot) -> None:
    choices = sites(qtbot)
    told: list[tuple[str, ...]] = []
    choices.changed.connect(told.append)
    for key in ("l", "b", "l"):
        qtbot.keyClick(choices.tick("bone"), key)
    assert told == [("liver",), ("bone", "liver"), ("bone",)]


def test_none_of_these_clears_the_others_and_is_not_the_same_as_nothing_ticked(qtbot: QtBot) -> None:
    choices = sites(qtbot)
    choices.set_chosen(["bone"])
    assert not choices.is_none()
    with qtbot.waitSignal(choices.none_chosen) as said:
        qtbot.keyClick(choices.tick("bone"), "0")
    assert said.args == [True]
    assert (choices.chosen(), choices.is_none()) == ((), True)
    qtbot.keyClick(choices.tick("bone"), "g")
    assert (choices.chosen(), choices.is_none()) == (("lung",), False)


def test_arrows_move_in_the_list_without_ticking(qtbot: QtBot) -> None:
    choices = sites(qtbot)
    choices.focus()
    qtbot.keyClick(choices.tick("bone"), Qt.Key.Key_Right)
    assert choices.tick("liver").focusPolicy() & Qt.FocusPolicy.TabFocus
    assert choices.chosen() == ()
