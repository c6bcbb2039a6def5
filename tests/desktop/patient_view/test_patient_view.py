"""The patient's page as it is seen: balanced, never cut, never a word that is not for the patient."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.state import Stage
from desktop.patient_view.page import page_of
from desktop.patient_view.page_view import PatientPageView
from desktop.patient_view.presenter import PatientState, PatientViewPresenter
from desktop.patient_view.view import PatientStage, PatientWindow
from desktop.theme import Theme
from desktop.widgets.icon_array import IconArray
from guidance.knowledge import KnowledgeBase
from guidance.option import Standing
from guidance.wording import Wording

Visits = Callable[..., ConsultationPresenter]
EVERYBODY = (1, 2, 3, 4, 5, 6)
LONG_WORDS = "I want to know that the cello stays possible. " * 12
ROWS = (
    "What it does",
    "How you have it",
    "Time this takes",
    "Common or important effects",
)


@pytest.fixture
def page_of_visit(qtbot: QtBot, visit_of: Visits, plain: Wording) -> Callable[..., PatientPageView]:
    def shown(number: int, size: tuple[int, int] = (1366, 768), alone: int = 0, **changes: object) -> PatientPageView:
        presenter = PatientViewPresenter(visit_of(number, **changes), plain)
        if alone:
            presenter.show_one(alone)
        page = PatientPageView()
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        page.show_state(presenter.state)
        settle(page)
        return page

    return shown


@pytest.fixture
def window_of(qtbot: QtBot, visit_of: Visits, plain: Wording) -> Callable[..., PatientWindow]:
    def shown(number: int) -> PatientWindow:
        window = PatientWindow(visit_of(number), plain)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.setFocus()
        return window

    return shown


@pytest.fixture
def stage_of(qtbot: QtBot, visit_of: Visits, plain: Wording) -> Callable[..., PatientStage]:
    def shown(number: int, size: tuple[int, int] = (1366, 614)) -> PatientStage:
        stage = PatientStage(visit_of(number), plain)
        qtbot.addWidget(stage)
        stage.resize(*size)
        stage.show()
        stage.activateWindow()
        qtbot.waitUntil(stage.isActiveWindow)
        stage.setFocus()
        return stage

    return shown


def settle(widget: QWidget) -> None:
    layout = widget.layout()
    assert layout is not None
    layout.activate()
    widget.grab()


def labels(widget: QWidget) -> list[QLabel]:
    return [label for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def words(widget: QWidget) -> str:
    shown = [label.text() for label in labels(widget)]
    spoken = [child.accessibleName() for child in widget.findChildren(QWidget) if child.isVisible()]
    return "\n".join([*shown, *spoken])


def top_of(label: QLabel, page: QWidget) -> int:
    return label.mapTo(page, QPoint(0, 0)).y()


def assert_nothing_is_cut(page: QWidget) -> None:
    for label in labels(page):
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        assert label.height() >= needed - 1, label.text()
        corner = label.mapTo(page, QPoint(label.width(), label.height()))
        assert corner.x() <= page.width() + 1, label.text()
        assert corner.y() <= page.height() + 1, label.text()


@pytest.mark.parametrize("number", EVERYBODY)
def test_the_same_rows_stand_at_the_same_height_in_the_same_type(
    page_of_visit: Callable[..., PatientPageView], number: int
) -> None:
    page = page_of_visit(number)
    columns = len({label.text() for label in labels(page) if label.text() in "ABC"})
    for name in ROWS:
        row = [label for label in labels(page) if label.text() == name]
        assert len(row) in (2, 3)
        assert columns in (0, len(row))
        assert len({label.font().pixelSize() for label in row}) == 1
        heights = [top_of(label, page) for label in row]
        assert max(heights) - min(heights) <= 2
        assert max(label.width() for label in row) - min(label.width() for label in row) <= 2


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (1366, 560), (1093, 420), (2560, 1440)])
@pytest.mark.parametrize(("number", "alone"), [(1, 0), (2, 0), (5, 0), (5, 2), (6, 0)])
def test_no_text_is_cut_on_any_screen(
    page_of_visit: Callable[..., PatientPageView], size: tuple[int, int], number: int, alone: int
) -> None:
    assert_nothing_is_cut(page_of_visit(number, size, alone))


def test_long_words_of_the_patient_and_long_titles_shrink_the_letters_and_are_not_cut(
    page_of_visit: Callable[..., PatientPageView],
) -> None:
    long_names = (
        "trastuzumab_deruxtecan_pertuzumab",
        "trastuzumab_deruxtecan_her2_ultralow",
        "trastuzumab_deruxtecan_her2_low",
    )
    page = page_of_visit(1, (1366, 560), own_words=LONG_WORDS, discussed=long_names)
    assert_nothing_is_cut(page)
    assert LONG_WORDS.strip() in words(page)


def test_every_option_fits_beside_two_others(
    page_of_visit: Callable[..., PatientPageView], knowledge: KnowledgeBase, visit_of: Visits, plain: Wording
) -> None:
    page = page_of_visit(1)
    workup = visit_of(1).state.workup
    one_of_each = list({option.treatment_class: option.id for option in knowledge.options.values()}.values())
    for first in range(0, len(one_of_each), 3):
        consultation = workup.consultation.discussing(tuple(one_of_each[first : first + 3]))
        page.show_state(PatientState(page_of(replace(workup, consultation=consultation), plain)))
        settle(page)
        assert_nothing_is_cut(page)


def test_a_large_screen_has_large_letters(page_of_visit: Callable[..., PatientPageView]) -> None:
    small, large = page_of_visit(6, (1366, 768)).text_scale(), page_of_visit(6, (1920, 1080)).text_scale()
    assert large / small == pytest.approx(1920 / 1366, rel=0.05)
    assert page_of_visit(6, (3840, 2160)).text_scale() <= 1.8


def test_the_text_size_setting_does_not_change_the_page(
    page_of_visit: Callable[..., PatientPageView], themed: Callable[..., Theme]
) -> None:
    page = page_of_visit(1)
    before = [(label.text(), label.font().pixelSize()) for label in labels(page)]
    themed("light", 1.5)
    settle(page)
    assert [(label.text(), label.font().pixelSize()) for label in labels(page)] == before
    assert_nothing_is_cut(page)


@pytest.mark.parametrize("number", EVERYBODY)
def test_no_surname_number_standing_or_alert_is_ever_on_the_page(
    window_of: Callable[..., PatientWindow], wording: Wording, number: int
) -> None:
    window = window_of(number)
    visit = window._presenter.visit
    patient = visit.consultation.patient
    alerts = [wording.alert(raised.alert.id) for raised in visit.state.workup.guidance.alerts]
    forbidden = [patient.family_name, patient.identifier, *(wording.standing(s) for s in Standing)]
    forbidden += [alert.title for alert in alerts] + ["Needs an answer", "off label", "recommended"]
    for shown in range(len(window._presenter.state.page.letters) + 1):
        window._presenter.show_one(shown) if shown else window._presenter.show_all()
        for secret in filter(None, forbidden):
            # "Later" may end a sentence for the patient: of short words only whole lines count
            whole_line = f"^{re.escape(secret)}$"
            found = re.search(re.escape(secret) if len(secret) > 5 else whole_line, words(window), re.MULTILINE)
            assert found is None, secret


def test_a_number_is_said_as_people_in_a_hundred_and_drawn_in_ten(
    page_of_visit: Callable[..., PatientPageView],
) -> None:
    page = page_of_visit(1, discussed=("trastuzumab_deruxtecan_her2_low", "tamoxifen"))
    (figures,) = page.findChildren(IconArray)
    assert figures.accessibleName() == "About 54 in 100 people feel more tired than usual"
    shown = [label.text() for label in labels(page)]
    assert "54 in 100" in shown
    assert shown.count("We do not have a good number for this.") == 1


def test_each_line_of_the_time_stands_for_itself(page_of_visit: Callable[..., PatientPageView]) -> None:
    page = page_of_visit(1)
    shown = [label.text() for label in labels(page)]
    first = shown.index("Treatment visits: 3 in the first month, then 1 a month")
    assert shown[first - 1 : first + 2] == [
        "Time this takes",
        "Treatment visits: 3 in the first month, then 1 a month",
        "For the injections: 2 to 4 minutes",
    ]


def test_not_safe_now_is_said_calmly_with_words_and_a_sign(page_of_visit: Callable[..., PatientPageView]) -> None:
    page = page_of_visit(5)
    marks = page.findChildren(QWidget, "mark")
    assert len(marks) == 2
    assert all(mark.property("card") == "tint" for mark in marks)
    assert all("Not safe for you right now." in words(mark) for mark in marks)


def test_one_option_alone_says_how_it_may_help_and_what_people_ask(
    page_of_visit: Callable[..., PatientPageView],
) -> None:
    page = page_of_visit(1, alone=1)
    shown = [label.text() for label in labels(page)]
    assert {"One way forward we can talk about", "How it may help", "Questions you might ask"} <= set(shown)
    assert sum(text.endswith("?") for text in shown) == 3


def test_each_card_is_a_group_with_its_option(page_of_visit: Callable[..., PatientPageView]) -> None:
    assert "Option A: Fulvestrant injections" in words(page_of_visit(1))


def test_all_user_text_is_plain(page_of_visit: Callable[..., PatientPageView]) -> None:
    page = page_of_visit(1, own_words="<b>My</b> garden & my dog")
    assert "“<b>My</b> garden & my dog”" in [label.text() for label in labels(page)]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels(page))


def test_the_keys_of_the_stage(qtbot: QtBot, stage_of: Callable[..., PatientStage]) -> None:
    stage = stage_of(1)
    shown = []
    for key in ("2", "3", "0"):
        qtbot.keyClick(stage, key)
        shown.append(stage._presenter.state.shown)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(stage, key)
        shown.append(stage._presenter.state.shown)
    qtbot.keyClick(stage, Qt.Key.Key_Escape)
    shown.append(stage._presenter.state.shown)
    assert shown == [2, 3, 0, 1, 0, 3, 0]
    qtbot.keyClick(stage, Qt.Key.Key_B)
    assert words(stage.page).strip() == "One moment, please"


def test_the_stage_can_be_worked_by_mouse_and_leads_on(qtbot: QtBot, stage_of: Callable[..., PatientStage]) -> None:
    stage = stage_of(1)
    qtbot.mouseClick(stage.findChild(QWidget, "blank"), Qt.MouseButton.LeftButton)
    assert stage._presenter.state.blank
    qtbot.mouseClick(stage.findChild(QWidget, "primary"), Qt.MouseButton.LeftButton)
    assert stage._presenter.visit.state.stage is Stage.HANDOUT


def test_the_stage_fits_a_small_window(stage_of: Callable[..., PatientStage]) -> None:
    stage = stage_of(1, (1040, 442))
    assert stage.minimumSizeHint().width() <= 800
    assert stage.minimumSizeHint().height() <= 442
    settle(stage)
    assert_nothing_is_cut(stage.page)


def test_with_nothing_chosen_the_stage_says_what_to_do(stage_of: Callable[..., PatientStage]) -> None:
    stage = stage_of(6)
    for option in stage._presenter.visit.consultation.discussed:
        stage._presenter.visit.discuss(option, False)
    assert "Choose one to three options first." in words(stage.page)
    assert not stage.findChild(QWidget, "secondary").isEnabled()


def test_the_window_follows_the_visit_and_ends_with_escape(
    qtbot: QtBot, window_of: Callable[..., PatientWindow]
) -> None:
    window = window_of(1)
    window._presenter.visit.discuss("capecitabine", False)
    assert "Two ways forward we can talk about" in words(window)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_the_bar_comes_with_tab_stays_while_used_and_goes(
    qtbot: QtBot, window_of: Callable[..., PatientWindow]
) -> None:
    window = window_of(1)
    back = window.findChild(QWidget, "back_from_patient")
    assert not back.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Tab)
    assert back.isVisible()
    assert back.hasFocus()
    window.hide_bar()
    assert back.isVisible()
    window.setFocus()
    window.hide_bar()
    assert not back.isVisible()


def test_the_bar_comes_with_the_mouse(qtbot: QtBot, window_of: Callable[..., PatientWindow]) -> None:
    window = window_of(1)
    qtbot.mouseMove(window, QPoint(300, 300))
    qtbot.mouseMove(window, QPoint(340, 320))
    assert window.findChild(QWidget, "back_from_patient").isVisible()


def test_a_locked_program_shows_the_patient_nothing(window_of: Callable[..., PatientWindow]) -> None:
    window = window_of(1)
    window.cover()
    assert [label.text() for label in labels(window)] == ["One moment, please"]


def test_the_same_state_builds_nothing_again(page_of_visit: Callable[..., PatientPageView]) -> None:
    page = page_of_visit(1)
    before = [id(widget) for widget in page.findChildren(QWidget)]
    state = page._state
    assert isinstance(state, PatientState)
    page.show_state(state)
    assert [id(widget) for widget in page.findChildren(QWidget)] == before


def test_letters_get_smaller_from_title_to_label(page_of_visit: Callable[..., PatientPageView]) -> None:
    page = page_of_visit(6)
    fonts: dict[str, QFont] = {label.text(): label.font() for label in labels(page)}
    wanted = ("Two ways forward we can talk about", "Palliative care", "As often as you need", "What it does")
    sizes = [fonts[text].pixelSize() for text in wanted]
    assert all(larger > smaller for larger, smaller in pairwise(sizes))
