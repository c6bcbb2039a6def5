"""Puts one visit together: the frame with its stages, the patient's window, finishing."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut

from desktop.background import Runs
from desktop.consultation.intake_view import VisitPreferences
from desktop.consultation.presenter import ConsultationPresenter, VisitTools
from desktop.consultation.state import Stage
from desktop.consultation.visit_view import VisitView
from desktop.finish.view import FinishDialog, seen_record
from desktop.handout.making import make_pdf
from desktop.handout.presenter import HandoutPresenter
from desktop.handout.printing import choose_pdf_file, print_pages, printers_here
from desktop.handout.view import HandoutView
from desktop.looking_ahead import LaysOver, LookingAhead
from desktop.options.presenter import OptionsPresenter
from desktop.options.view import OptionsView
from desktop.patient_view.view import PatientStage, PatientWindow
from desktop.settings.values import Settings
from guidance.consultation import Consultation
from guidance.knowledge import KnowledgeBase
from guidance.store import ConsultationStore
from guidance.wording import Reader, Wording, spoken_language, wording_of


def build_visit(
    consultation: Consultation,
    *,
    knowledge: KnowledgeBase,
    wording: Wording,
    store: ConsultationStore,
    background: Runs,
    settings: Settings,
    now: Callable[[], datetime],
    choose_file: Callable[[str], Path | None] | None = None,
    printers: Callable[[], tuple[str, ...]] = printers_here,
    lay_over: LaysOver | None = None,
) -> VisitView:
    """The screens of one visit, ready to be shown. `lay_over` shows a panel over them."""
    presenter = ConsultationPresenter(consultation, VisitTools(knowledge, wording, store, background, now))
    plain = wording_of(knowledge, wording.language, Reader.PATIENT)
    spoken = wording_of(knowledge, spoken_language(knowledge, consultation.patient.language), Reader.PATIENT)
    windows: list[PatientWindow] = []

    def visit_date() -> datetime:
        return now().astimezone()

    def options_stage(visit: ConsultationPresenter) -> OptionsView:
        options = OptionsView(OptionsPresenter(visit, plain, parent=visit))
        options.show_to_patient_wanted.connect(view.show_to_patient)
        options.what_if_wanted.connect(ahead.show_what_if)
        options.next_tests_wanted.connect(ahead.show_next_tests)
        return options

    def patient_stage(visit: ConsultationPresenter) -> PatientStage:
        stage = PatientStage(visit, spoken)
        stage.full_screen_wanted.connect(view.show_to_patient)
        return stage

    def handout_stage(visit: ConsultationPresenter) -> HandoutView:
        handout = HandoutPresenter(
            visit,
            background,
            lambda workup: make_pdf(workup, settings, visit_date().date()),
            printers=printers,
            print_pdf=lambda pdf: print_pages(view, pdf),
            choose_file=choose_file or (lambda proposed: choose_pdf_file(view, proposed)),
            parent=visit,
        )
        screen = HandoutView(handout)
        screen.finish_wanted.connect(view.finish_wanted)
        view.print_wanted.connect(handout.print_sheet)
        view.save_sheet_wanted.connect(handout.save)
        sheets.append(handout)
        return screen

    sheets: list[HandoutPresenter] = []
    view = VisitView(
        presenter,
        {Stage.OPTIONS: options_stage, Stage.PATIENT_VIEW: patient_stage, Stage.HANDOUT: handout_stage},
        preferences=VisitPreferences(day_first=settings.day_first, emergency=settings.emergency),
    )

    def show_to_patient() -> None:
        window = PatientWindow(presenter, spoken)
        windows[:] = [window]
        window.showFullScreen()

    def finish() -> None:
        pdf = sheets[0].current_pdf() if sheets else b""
        dialog = FinishDialog(presenter, pdf, view)
        dialog.finish_wanted.connect(lambda: presenter.finish(seen_record(presenter, pdf)))
        dialog.accepted.connect(view.home_wanted)
        dialog.open()

    def look_ahead(show: Callable[[], None]) -> None:
        view.settle()
        show()

    view.show_to_patient_wanted.connect(show_to_patient)
    view.finish_wanted.connect(finish)
    QShortcut(QKeySequence("Ctrl+Return"), view, finish)
    ahead = LookingAhead(presenter, lay_over or (lambda _sheet: None))
    view.intake.live.what_if_wanted.connect(ahead.show_what_if)
    view.intake.live.next_tests_wanted.connect(ahead.show_next_tests)
    for key, wanted, show in (
        ("F7", view.what_if_wanted, ahead.show_what_if),
        ("F9", view.next_tests_wanted, ahead.show_next_tests),
    ):
        QShortcut(QKeySequence(key), view, partial(look_ahead, show))
        wanted.connect(partial(look_ahead, show))
    presenter.setParent(view)
    return view
