"""The frame of a visit, driven as a clinician drives it."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.consultation.state import Stage
from desktop.consultation.visit_view import VisitView
from desktop.theme import apply_theme
from desktop.widgets.painting import without_mnemonic
from guidance.treatment import Setting, Treatment


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def spoken(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def tab_stops(view: VisitView) -> list[QWidget]:
    """What Tab visits, from the first question once around."""
    start = QApplication.focusWidget()
    stops: list[QWidget] = []
    widget = start
    for _ in range(2000):
        widget = widget.nextInFocusChain()
        reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(view) and widget.isEnabled()
        if reachable and view.isAncestorOf(widget):
            stops.append(widget)
        if widget is start:
            break
    return stops


@pytest.fixture
def back_to_normal(qapp: QApplication):
    yield
    apply_theme(qapp)


class _Windows(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched)
        return False


def test_building_a_page_never_flashes_a_window_that_would_take_the_keyboard(qapp, visit, presenter) -> None:
    windows = _Windows()
    qapp.installEventFilter(windows)
    for number in range(1, 7):
        presenter.go_to_step(number)
        assert visit.intake.page(number).isAncestorOf(QApplication.focusWidget())
    presenter.answer("metastatic_sites", ("bone", "brain"))
    presenter.answer("spinal_cord_compression", "confirmed")
    qapp.removeEventFilter(windows)
    assert windows.shown == []


def test_every_question_of_the_edition_is_on_one_page(visit, knowledge) -> None:
    asked = [finding for step in knowledge.intake.steps for finding in visit.intake.page(step.number).views]
    assert sorted(asked) == sorted(knowledge.findings)


def test_a_new_visit_opens_on_the_first_open_question(visit, presenter) -> None:
    first = presenter.tools.knowledge.intake.steps[0].questions[0]
    assert visit.intake.page(1).views[first].row.isAncestorOf(QApplication.focusWidget())


def test_arriving_at_a_step_puts_the_keyboard_on_its_first_open_question(visit, presenter) -> None:
    presenter.answer("estrogen_receptor_percent", 95)
    presenter.go_to_step(2)
    assert visit.intake.page(2).views["progesterone_receptor_percent"].row.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize(("key", "step"), [(Qt.Key.Key_1, 1), (Qt.Key.Key_3, 3), (Qt.Key.Key_6, 6)])
@pytest.mark.usefixtures("visit")
def test_alt_and_a_number_open_a_step(qtbot, presenter, key, step: int) -> None:
    press(qtbot, key, Qt.KeyboardModifier.AltModifier)
    assert presenter.state.step == step


@pytest.mark.parametrize(
    ("key", "stage"), [(Qt.Key.Key_1, Stage.INTAKE), (Qt.Key.Key_2, Stage.OPTIONS), (Qt.Key.Key_4, Stage.HANDOUT)]
)
@pytest.mark.usefixtures("visit")
def test_ctrl_and_a_number_open_a_stage(qtbot, presenter, key, stage: Stage) -> None:
    press(qtbot, key, Qt.KeyboardModifier.ControlModifier)
    assert presenter.state.stage is stage


@pytest.mark.usefixtures("visit")
def test_changing_the_stage_keeps_the_number_being_typed(qtbot, presenter) -> None:
    presenter.go_to_step(2)
    qtbot.keyClicks(QApplication.focusWidget(), "95")
    press(qtbot, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert presenter.consultation.answers["estrogen_receptor_percent"] == 95


@pytest.mark.usefixtures("visit")
def test_alt_n_and_alt_b_go_forth_and_back(qtbot, presenter) -> None:
    press(qtbot, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: presenter.state.step == 2)
    press(qtbot, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: presenter.state.step == 1)


def test_f6_goes_round_the_regions_and_back(qtbot, visit) -> None:
    places = []
    for _ in range(4):
        press(qtbot, Qt.Key.Key_F6)
        here = QApplication.focusWidget()
        places.append(next(n for n, region in enumerate(visit.intake.regions()) if region.isAncestorOf(here)))
    assert places == [1, 2, 3, 0]


def test_f6_comes_back_to_the_question_left_behind(qtbot, visit, presenter) -> None:
    presenter.go_to_question("her2_ihc")
    for _ in range(4):
        press(qtbot, Qt.Key.Key_F6)
    assert visit.intake.page(2).views["her2_ihc"].row.isAncestorOf(QApplication.focusWidget())


def test_escape_in_the_live_panel_returns_to_the_question(qtbot, visit, presenter) -> None:
    presenter.go_to_question("her2_ihc")
    press(qtbot, Qt.Key.Key_F6)
    press(qtbot, Qt.Key.Key_Escape)
    assert visit.intake.page(2).views["her2_ihc"].row.isAncestorOf(QApplication.focusWidget())


@pytest.mark.usefixtures("visit")
def test_enter_in_the_live_panel_opens_that_kind_of_treatment(qtbot, presenter, knowledge) -> None:
    presenter.answer("estrogen_receptor_percent", 95)
    press(qtbot, Qt.Key.Key_F6)
    press(qtbot, Qt.Key.Key_Return)
    assert presenter.state.stage is Stage.OPTIONS
    assert knowledge.options[presenter.state.chosen_option].modality == "hormonal_therapy"


def test_f8_goes_to_the_next_question_not_known(qtbot, visit, presenter) -> None:
    presenter.go_to_question("estrogen_receptor_percent")
    press(qtbot, Qt.Key.Key_F8)
    assert visit.intake.page(2).views["progesterone_receptor_percent"].row.isAncestorOf(QApplication.focusWidget())


def test_f8_after_the_last_open_question_says_so_and_stays(qtbot, visit, presenter) -> None:
    presenter.go_to_question(presenter.state.workup.asked[-1])
    here = QApplication.focusWidget()
    press(qtbot, Qt.Key.Key_F8)
    assert QApplication.focusWidget() is here
    assert "No question after this one" in visit.intake.bar._notice.text()


def test_undo_moves_the_keyboard_to_what_it_changed(qtbot, visit, presenter) -> None:
    presenter.go_to_question("her2_ihc")
    qtbot.keyClicks(QApplication.focusWidget(), "1")
    presenter.go_to_step(6)
    press(qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert visit.intake.page(2).views["her2_ihc"].row.isAncestorOf(QApplication.focusWidget())
    assert presenter.consultation.answers == {}


def test_shift_u_marks_the_rest_of_the_step_not_known(qtbot, visit, presenter) -> None:
    presenter.go_to_question("estrogen_receptor_percent")
    press(qtbot, Qt.Key.Key_U, Qt.KeyboardModifier.ShiftModifier)
    assert set(visit.intake.page(2).views) - presenter.state.workup.hidden <= set(presenter.consultation.marks)


def test_tab_follows_rail_questions_bar_panel_and_app_bar(visit, presenter) -> None:
    presenter.go_to_step(2)
    stops = tab_stops(visit)
    parts = (visit.intake.page(2), visit.intake.bar, visit.intake.live, visit.app_bar)
    order = [next((n for n, part in enumerate(parts) if part.isAncestorOf(stop)), None) for stop in stops]
    known = [place for place in order if place is not None]
    turn = known.index(0) if known[0] != 0 else 0
    runs = [
        place
        for n, place in enumerate(known[turn:] + known[:turn])
        if n == 0 or place != (known[turn:] + known[:turn])[n - 1]
    ]
    assert runs in ([0, 1, 2, 3], [0, 1, 2, 3, 0])


def test_questions_follow_each_other_and_their_not_known_ticks(visit, presenter) -> None:
    presenter.go_to_step(2)
    page = visit.intake.page(2)
    stops = [stop for stop in tab_stops(visit) if page.isAncestorOf(stop)]
    findings = [
        next(f for f, view in page.views.items() if view.row.isAncestorOf(s))
        for s in stops
        if any(v.row.isAncestorOf(s) for v in page.views.values())
    ]
    order = [finding for n, finding in enumerate(findings) if n == 0 or findings[n - 1] != finding]
    asked = [f for f in page.views if not page.views[f].row.isHidden() and page.views[f].row.isVisibleTo(visit)]
    turn = order.index(asked[0])
    assert (order[turn:] + order[:turn])[: len(asked)] == asked


@pytest.mark.parametrize("number", range(1, 7))
def test_everything_that_takes_the_keyboard_has_a_name(visit, presenter, number: int) -> None:
    presenter.answer("metastatic_sites", ("bone", "brain"))
    presenter.add_treatment(Treatment("fulvestrant", Setting.METASTATIC, started="2025-01"))
    presenter.go_to_step(number)
    nameless = [stop for stop in tab_stops(visit) if not spoken(stop)]
    assert nameless == []


@pytest.mark.parametrize("number", range(1, 7))
def test_no_letter_is_the_mnemonic_of_two_buttons(visit, presenter, number: int) -> None:
    presenter.go_to_step(number)
    letters = []
    for button in visit.findChildren(QAbstractButton):
        text = button.text().replace("&&", "")
        if button.isVisibleTo(visit) and "&" in text:
            letters.append(text[text.index("&") + 1].lower())
    assert len(letters) == len(set(letters))
    assert "n" in letters
    assert without_mnemonic(visit.intake.bar.primary_button.text()).startswith("Next")


def test_showing_the_same_state_twice_changes_no_pixel(visit, presenter, qtbot) -> None:
    presenter.answer("estrogen_receptor_percent", 95)
    presenter.go_to_step(2)
    qtbot.wait(1)
    before = visit.grab().toImage()
    visit.show_state(presenter.state)
    assert visit.grab().toImage() == before


def test_a_contradiction_is_said_on_its_page_and_goes_when_settled(visit, presenter, wording) -> None:
    presenter.go_to_step(2)
    presenter.answer("her2_ihc", "three_plus")
    presenter.answer("her2_ish", "negative")
    conflict = presenter.state.workup.guidance.conflicts[0].id
    notice = visit.findChild(QWidget, f"conflict_{conflict}")
    assert notice.isVisibleTo(visit)
    assert wording.conflict(conflict)[0].rstrip(".") in notice.text()
    presenter.clear("her2_ish")
    assert not notice.isVisibleTo(visit)


def test_a_folded_section_opens_when_it_holds_an_answer(visit, presenter) -> None:
    row = visit.intake.page(1).views["histology"].row
    assert not row.isVisibleTo(visit)
    presenter.answer("histology", "lobular")
    assert row.isVisibleTo(visit)


def test_a_question_that_does_not_apply_is_not_shown(visit, presenter) -> None:
    presenter.go_to_step(1)
    presenter.answer("metastatic_sites", ("liver",))
    row = visit.intake.page(1).views["bone_complications"].row
    assert not row.isVisibleTo(visit)
    presenter.answer("metastatic_sites", ("liver", "bone"))
    assert row.isVisibleTo(visit)


def test_clicking_the_liver_on_the_body_ticks_it_in_the_list(qtbot, visit, presenter) -> None:
    body = visit.findChild(QWidget, "body_map")
    liver = body.findChild(QWidget, "spot_liver").geometry().center()
    qtbot.mouseClick(body, Qt.MouseButton.LeftButton, pos=liver)
    assert presenter.consultation.answers["metastatic_sites"] == ("liver",)


def test_own_words_are_kept_as_they_are_typed(qtbot, visit, presenter) -> None:
    presenter.go_to_step(6, "own_words")
    qtbot.keyClicks(QApplication.focusWidget(), "More <b>time</b>, uncle U")
    visit.settle()
    assert presenter.consultation.own_words == "More <b>time</b>, uncle U"


def test_the_urgent_strip_comes_at_once_and_leaves_the_keyboard_where_it_is(visit, presenter) -> None:
    presenter.go_to_question("urgent_signs")
    here = QApplication.focusWidget()
    presenter.answer("metastatic_sites", ("bone",))
    presenter.answer("urgent_signs", ("leg_weakness_numbness_or_bladder_change",))
    assert visit.strip.isVisibleTo(visit)
    assert QApplication.focusWidget() is here
    presenter.go_to(Stage.OPTIONS)
    assert visit.strip.isVisibleTo(visit)


def test_seen_shrinks_the_strip_to_a_line_with_the_time(qtbot, visit, presenter) -> None:
    presenter.answer("spinal_cord_compression", "confirmed")
    tall = visit.strip.sizeHint().height()
    while visit.strip.seen_button.isVisibleTo(visit):
        qtbot.mouseClick(visit.strip.seen_button, Qt.MouseButton.LeftButton)
    assert visit.strip.isVisibleTo(visit)
    assert visit.strip.sizeHint().height() < tall
    assert presenter.consultation.alerts_seen


def test_what_to_do_now_shows_the_steps_and_the_clinic_s_own_text(visit, presenter, wording) -> None:
    presenter.answer("spinal_cord_compression", "confirmed")
    visit.read_what_to_do()
    sheet = visit.findChild(QWidget, "urgent_sheet")
    shown = " ".join(
        label.text() for label in sheet.findChildren(QWidget) if hasattr(label, "text") and callable(label.text)
    )
    alert = presenter.state.workup.guidance.alerts[0].id
    assert wording.alert(alert).do_now[0] in shown
    assert "Ring extension 2222." in shown
    sheet.reject()


def test_showing_the_patient_asks_first_while_an_alert_is_unseen(qtbot, visit, presenter, wording) -> None:
    asked: list[tuple[str, str, str]] = []
    visit._ask = lambda *words: bool(asked.append(words))
    presenter.answer("spinal_cord_compression", "confirmed")
    with qtbot.assertNotEmitted(visit.show_to_patient_wanted):
        press(qtbot, Qt.Key.Key_F5)
    alert = presenter.state.workup.guidance.alerts[0].id
    assert asked[0][0] == wording.alert(alert).title


def test_without_an_alert_f5_shows_the_patient_at_once(qtbot, visit) -> None:
    with qtbot.waitSignal(visit.show_to_patient_wanted, timeout=500):
        press(qtbot, Qt.Key.Key_F5)


def test_a_failed_save_is_said_in_three_sentences_and_can_be_tried_again(visit, presenter, store) -> None:
    store.full = True
    presenter.answer("estrogen_receptor_percent", 95)
    assert "The disk is full." in visit.trouble.text()
    assert visit.trouble.isVisibleTo(visit)
    store.full = False
    presenter.save_again()
    assert not visit.trouble.isVisibleTo(visit)


def test_a_finished_visit_can_be_read_and_not_changed(visit, presenter) -> None:
    from guidance.consultation import SeenRecord

    presenter.finish(SeenRecord("2026.11", "", "2026-11-24T11:00:00+00:00", {}))
    presenter.go_to_step(2)
    assert not visit.intake.page(2).views["her2_ihc"].row.isEnabled()


@pytest.mark.parametrize("number", range(1, 7))
def test_a_compact_window_is_not_forced_to_be_larger_than_its_screen(visit, presenter, qtbot, number: int) -> None:
    visit.resize(1060, 560)
    presenter.answer("metastatic_sites", ("bone", "brain"))
    presenter.answer("spinal_cord_compression", "confirmed")
    presenter.go_to_step(number)
    qtbot.wait(1)
    hint = visit.minimumSizeHint()
    assert hint.width() <= 1040, hint
    assert hint.height() <= 540, hint


@pytest.mark.parametrize("number", range(1, 7))
def test_a_small_window_fits_eight_hundred_pixels(visit, presenter, qtbot, number: int) -> None:
    visit.resize(900, 560)
    presenter.go_to_step(number)
    qtbot.wait(1)
    visit.resize(800, 540)
    qtbot.wait(1)
    hint = visit.intake.minimumSizeHint()
    assert hint.width() <= 800, hint
    assert hint.height() <= 540, hint


@pytest.mark.parametrize(
    ("width", "height", "scale"), [(1366, 768, 1.0), (1093, 614, 1.0), (1366, 768, 1.5), (1920, 1080, 2.0)]
)
@pytest.mark.parametrize("number", range(1, 7))
@pytest.mark.usefixtures("back_to_normal")
def test_no_question_runs_out_of_its_page(
    qapp, qtbot, visit, presenter, width: int, height: int, scale: float, number: int
) -> None:
    apply_theme(qapp, "light", scale)
    visit.resize(width, height)
    presenter.answer("metastatic_sites", ("bone", "brain"))
    presenter.go_to_step(number)
    qtbot.wait(1)
    page = visit.intake.page(number)
    for view in page.views.values():
        row = view.row
        if row.isVisibleTo(visit):
            for child in row.findChildren(QWidget):
                if child.isVisibleTo(visit):
                    right = child.mapTo(row, child.rect().topRight()).x()
                    assert right <= row.width() + 1, (view.finding, child, right, row.width())


@pytest.mark.usefixtures("visit")
def test_typing_u_in_the_own_words_types_u(presenter) -> None:
    presenter.go_to_step(6, "own_words")
    field = QApplication.focusWidget()
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_U, Qt.KeyboardModifier.ShiftModifier, "U"))
    assert field.toPlainText() == "U"
    assert dict(presenter.consultation.marks) == {}


def test_one_quiet_announcement_tells_what_an_answer_moved(visit, presenter, monkeypatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr("desktop.consultation.intake_view.announce", lambda _widget, text: heard.append(text))
    presenter.answer("estrogen_receptor_percent", 0)
    presenter.answer("progesterone_receptor_percent", 0)
    assert heard == []
    assert visit.intake._news.isActive()
    visit.intake._news.timeout.emit()
    assert len(heard) == 1
    assert heard[0].startswith("Hormonal therapy")


def test_the_body_map_rings_the_site_that_has_the_keyboard_in_the_list(visit, presenter) -> None:
    presenter.go_to_question("metastatic_sites")
    body = visit.findChild(QWidget, "body_map")
    visit.intake.page(1).views["metastatic_sites"].control.widget.tick("liver").setFocus()
    assert body._ringed == "liver"


def test_the_stages_of_others_are_built_when_they_are_first_opened(qtbot, presenter) -> None:
    built: list[str] = []

    def build(_presenter: object) -> QWidget:
        built.append("options")
        return QWidget()

    view = VisitView(presenter, {Stage.OPTIONS: build})
    qtbot.addWidget(view)
    assert built == []
    presenter.go_to(Stage.OPTIONS)
    presenter.go_to(Stage.INTAKE)
    presenter.go_to(Stage.OPTIONS)
    assert built == ["options"]


def test_home_is_left_with_everything_typed_kept(qtbot, visit, presenter) -> None:
    presenter.go_to_step(2)
    qtbot.keyClicks(QApplication.focusWidget(), "95")
    with qtbot.waitSignal(visit.home_wanted, timeout=500):
        press(qtbot, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert presenter.consultation.answers["estrogen_receptor_percent"] == 95
