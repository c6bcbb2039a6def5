"""Puts one visit together: the frame with its stages, the patient's window, finishing."""

from collections.abc import Callable
from datetime import datetime
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
from desktop.options.presenter import OptionsPresenter
from desktop.options.view import OptionsView
from desktop.patient_view.view import PatientStage, PatientWindow
from desktop.settings.values import Settings
from guidance.consultation import Consultation
from guidance.knowledge import KnowledgeBase
from guidance.store import ConsultationStore
from guidance.wording import Reader, Wording, wording_of


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
) -> VisitView:
    """The screens of one visit, ready to be shown."""
    presenter = ConsultationPresenter(consultation, VisitTools(knowledge, wording, store, background, now))
    plain = wording_of(knowledge, wording.language, Reader.PATIENT)
    windows: list[PatientWindow] = []

    def visit_date() -> datetime:
        return now().astimezone()

    def options_stage(visit: ConsultationPresenter) -> OptionsView:
        options = OptionsView(OptionsPresenter(visit, plain, parent=visit))
        options.show_to_patient_wanted.connect(view.show_to_patient)
        return options

    def patient_stage(visit: ConsultationPresenter) -> PatientStage:
        stage = PatientStage(visit, plain)
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
        window = PatientWindow(presenter, plain)
        windows[:] = [window]
        window.showFullScreen()

    def finish() -> None:
        pdf = sheets[0].current_pdf() if sheets else b""
        dialog = FinishDialog(presenter, pdf, view)
        dialog.finish_wanted.connect(lambda: presenter.finish(seen_record(presenter, pdf)))
        dialog.accepted.connect(view.home_wanted)
        dialog.open()

    view.show_to_patient_wanted.connect(show_to_patient)
    view.finish_wanted.connect(finish)
    QShortcut(QKeySequence("Ctrl+Return"), view, finish)
    presenter.setParent(view)
    return view
