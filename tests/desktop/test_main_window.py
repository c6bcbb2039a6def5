"""The frame: one screen, what covers it, what lies over it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.widgets.overlay import Overlay, Side


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def screen() -> tuple[QWidget, QLineEdit, QLineEdit]:
    whole = QWidget()
    column = QVBoxLayout(whole)
    first, second = QLineEdit(), QLineEdit()
    column.addWidget(first)
    column.addWidget(second)
    return whole, first, second


def test_a_covered_screen_is_out_of_reach_and_its_name_is_gone(window: MainWindow) -> None:
    whole, _first, second = screen()
    window.show_screen(whole, "WINTERBOURNE")
    second.setFocus()
    covered = window.cover(QWidget())
    assert covered is whole
    assert not whole.isVisible()
    assert not whole.isEnabled()
    assert window.windowTitle() == "Plainly"
    window.uncover(whole, "WINTERBOURNE")
    assert window.focusWidget() is second
    assert "WINTERBOURNE" in window.windowTitle()


def test_a_panel_takes_the_keyboard_and_gives_it_back(window: MainWindow) -> None:
    whole, _first, second = screen()
    window.show_screen(whole)
    second.setFocus()
    panel = Overlay("Panel", side=Side.MIDDLE, width=400)
    button = QPushButton("Press")
    panel.body.addWidget(button)
    window.lay_over(panel)
    assert window.focusWidget() is button
    QTest.keyClick(button, Qt.Key.Key_Tab)
    assert window.focusWidget() is button
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=panel.rect().bottomRight())
    assert window.overlay is None
    assert window.focusWidget() is second


def test_a_cover_ends_the_panel_first(window: MainWindow) -> None:
    whole, *_ = screen()
    window.show_screen(whole)
    window.lay_over(Overlay("Panel", side=Side.RIGHT, width=400))
    window.cover(QWidget())
    assert window.overlay is None
    window.uncover(whole, "")
    assert whole.isEnabled()


def test_another_screen_lets_go_of_all_before(window: MainWindow) -> None:
    window.show_screen(QWidget())
    window.cover(QWidget())
    last = QWidget()
    window.show_screen(last)
    assert window.screen_shown is last
    assert window._stack.count() == 1
