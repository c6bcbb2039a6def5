"""What can be found or done from a visit, and the patients of the store, as hits."""

from collections.abc import Callable
from datetime import date

from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.state import Stage
from desktop.find.presenter import Hit, Kind
from desktop.identity import born_shown, name_shown
from guidance.consultation import Patient
from guidance.store import ConsultationStore, PatientSummary


def in_visit(visit: ConsultationPresenter) -> tuple[Hit, ...]:
    """The stages, the questions that are asked now, and the options of a visit."""
    wording, workup = visit.tools.wording, visit.state.workup
    stages = (
        (Stage.INTAKE, "Go to intake"),
        (Stage.OPTIONS, "Go to options"),
        (Stage.PATIENT_VIEW, "Go to patient view"),
        (Stage.HANDOUT, "Go to handout"),
    )

    def go(stage: Stage) -> Callable[[], object]:
        return lambda: visit.go_to(stage)

    def ask(finding: str) -> Callable[[], object]:
        return lambda: visit.go_to_question(finding)

    def open_option(option: str) -> Callable[[], object]:
        def act() -> None:
            visit.choose_option(option)
            visit.go_to(Stage.OPTIONS)

        return act

    return (
        *(Hit(Kind.COMMAND, name, go(stage), key=f"Ctrl {n}") for n, (stage, name) in enumerate(stages, start=1)),
        *(Hit(Kind.QUESTION, wording.label(finding), ask(finding)) for finding in workup.asked),
        *(
            Hit(Kind.OPTION, wording.option(option), open_option(option), wording.standing(assessment.standing))
            for option, assessment in workup.guidance.options.items()
        ),
    )


def patients_of(
    store: ConsultationStore, today: date, open_patient: Callable[[Patient], object]
) -> Callable[[str], tuple[Hit, ...]]:
    """A search for patients, for the worker."""

    def search(query: str) -> tuple[Hit, ...]:
        return tuple(_patient_hit(row, today, open_patient) for row in store.patients(query, limit=8))

    return search


def _patient_hit(row: PatientSummary, today: date, open_patient: Callable[[Patient], object]) -> Hit:
    patient = row.patient
    detail = f"Born {born_shown(patient, today)}, ID {patient.identifier or 'not known'}"
    return Hit(Kind.PATIENT, name_shown(patient), lambda: open_patient(patient), detail)
