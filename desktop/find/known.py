"""What can be found or done from a visit, and the patients of the store, as hits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.state import Stage
from desktop.consultation.visit_view import VisitView
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


@dataclass(frozen=True, slots=True)
class Ways:
    """What the program can do from anywhere."""

    help: Callable[[], object]
    settings: Callable[[], object]
    lock: Callable[[], object]
    patients: Callable[[], object]
    details: Callable[[], object]


def commands_at_home(ways: Ways, add_patient: Callable[[], object]) -> tuple[Hit, ...]:
    """What can be done on the home screen."""
    return (Hit(Kind.COMMAND, "New patient", add_patient, key="Ctrl N"), *_everywhere(ways))


def commands_in_visit(ways: Ways, visit: VisitView) -> tuple[Hit, ...]:
    """What can be done in a visit."""
    return (
        Hit(Kind.COMMAND, "Show to patient", visit.show_to_patient, key="F5"),
        Hit(Kind.COMMAND, "Print the handout", visit.print_handout, key="Ctrl P"),
        Hit(Kind.COMMAND, "Finish visit", visit.finish_wanted.emit, key="Ctrl Enter"),
        Hit(Kind.COMMAND, "Patient details", ways.details, key="Alt I"),
        Hit(Kind.COMMAND, "What if…", visit.what_if_wanted.emit, key="F7"),
        Hit(Kind.COMMAND, "Next tests", visit.next_tests_wanted.emit, key="F9"),
        Hit(Kind.COMMAND, "All patients", ways.patients, key="Alt Home"),
        *_everywhere(ways),
    )


def _everywhere(ways: Ways) -> tuple[Hit, ...]:
    return (
        Hit(Kind.COMMAND, "Help and keys", ways.help, key="F1"),
        Hit(Kind.COMMAND, "Settings", ways.settings, key="Ctrl ,"),
        Hit(Kind.COMMAND, "Lock", ways.lock, key="Ctrl L"),
    )
