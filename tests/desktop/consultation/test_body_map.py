"""The body map mirrors the list, and can be used instead of it."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from desktop.consultation.body_figure import SHEET, figure, head_to_foot, organs
from desktop.consultation.body_map import BodyMap, Site
from desktop.consultation.single_keys import keys_of


@pytest.fixture
def body(qtbot: QtBot, knowledge, wording) -> BodyMap:
    finding = knowledge.findings["metastatic_sites"]
    keys = keys_of(finding, finding.choices)
    sites = [Site(value, wording.choice(finding.id, value), keys[value]) for value in finding.choices]
    view = BodyMap("Sites", sites, ("Patient’s right", "Patient’s left"))
    qtbot.addWidget(view)
    view.resize(266, 526)
    view.show()
    return view


def test_the_figure_is_the_same_on_both_sides() -> None:
    box = figure().boundingRect()
    assert box.center().x() == pytest.approx(SHEET.width() / 2, abs=0.5)


@pytest.mark.parametrize("organ", organs(), ids=lambda organ: organ.id)
def test_every_organ_lies_on_the_figure_and_its_line_ends_on_it(organ) -> None:
    assert figure().boundingRect().contains(organ.shape.boundingRect())
    assert organ.shape.boundingRect().adjusted(-2, -2, 2, 2).contains(organ.anchor)


def test_every_organ_is_a_site_of_the_edition(knowledge) -> None:
    assert {organ.id for organ in organs()} <= set(knowledge.findings["metastatic_sites"].choices)


@pytest.mark.parametrize("site", ["liver", "brain", "lung", "bone", "peritoneum", "lymph_nodes", "adrenal", "ovary"])
def test_a_click_on_an_organ_tells_its_site(qtbot, body, site: str) -> None:
    spot = body.findChild(object, f"spot_{site}").geometry().center()
    with qtbot.waitSignal(body.toggled, timeout=500) as told:
        qtbot.mouseClick(body, Qt.MouseButton.LeftButton, pos=spot)
    assert told.args == [site]


def test_every_organ_can_be_hit_within_twelve_pixels(body) -> None:
    for organ in organs():
        for dx, dy in ((0, 0), (3, 0), (0, 3)):
            assert body._hit(QPointF(organ.anchor.x() + dx, organ.anchor.y() + dy))


def test_a_letter_ticks_and_arrows_go_from_head_to_foot(qtbot, body) -> None:
    told: list[str] = []
    body.toggled.connect(told.append)
    body.setFocus()
    qtbot.keyClicks(body, "b")
    body._current = head_to_foot()[0]
    qtbot.keyClick(body, Qt.Key.Key_Down)
    qtbot.keyClick(body, Qt.Key.Key_Space)
    assert told == ["bone", head_to_foot()[1]]


def test_a_screen_reader_meets_a_list_of_check_boxes(body, wording) -> None:
    body.set_ticked(("liver",))
    spoken = QAccessible.queryAccessibleInterface(body)
    assert spoken.role() == QAccessible.Role.List
    liver = QAccessible.queryAccessibleInterface(body.findChild(object, "spot_liver"))
    assert liver.role() == QAccessible.Role.CheckBox
    assert liver.state().checked
    assert liver.text(QAccessible.Text.Name) == wording.choice("metastatic_sites", "liver")


def test_ticking_changes_the_picture_beyond_its_color(body) -> None:
    plain = body.grab().toImage()
    body.set_ticked(("liver",))
    ticked = body.grab().toImage()
    changed = [x for x in range(10, 60) for y in range(120, 260) if plain.pixel(x, y) != ticked.pixel(x, y)]
    assert changed  # the label stands beside the figure


def test_showing_the_same_sites_twice_changes_nothing(body) -> None:
    body.set_ticked(("bone", "liver"))
    before = body.grab().toImage()
    body.set_ticked(("bone", "liver"))
    assert body.grab().toImage() == before


def test_many_sites_at_once_are_still_drawn(body, knowledge) -> None:
    body.set_ticked(knowledge.findings["metastatic_sites"].choices)
    assert not body.grab().isNull()
