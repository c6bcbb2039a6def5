"""What each screen is for and which keys it has, as plain values; the help sheet and find-or-do show the same list."""

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where a person is when asking for help."""

    PATIENTS = "patients"
    INTAKE = "intake"
    OPTIONS = "options"
    PATIENT_VIEW = "patient_view"
    HANDOUT = "handout"


@dataclass(frozen=True, slots=True)
class Help:
    """The title of a screen, what can be done there, and its own keys as (key, what it does)."""

    title: str
    lines: tuple[str, ...]
    keys: tuple[tuple[str, str], ...]


HELP: dict[Place, Help] = {
    Place.PATIENTS: Help(
        "Patients",
        (
            "Type any part of a name, an ID or a date of birth.",
            "Enter resumes the draft, or starts a visit.",
            "Finished visits are listed at the right and can be read.",
            "Details and deletion are in the menu of a row.",
        ),
        (
            ("↑ ↓", "choose a patient"),
            ("Enter", "resume or start"),
            ("Ctrl N", "new patient"),
            ("Shift F10", "menu of the row"),
        ),
    ),
    Place.INTAKE: Help(
        "Intake",
        (
            "Six short steps. Any step can be left open.",
            "“Not known yet” is an answer: it never counts as no.",
            "Every answer is saved at once, and can be undone.",
            "The panel at the right shows what an answer changes.",
        ),
        (
            ("Alt 1", "step 1, up to Alt 6"),
            ("U", "not known yet"),
            ("Shift U", "the rest of this step is not known yet"),
            ("D", "the sample and date of a result"),
            ("F8", "next question not known"),
            ("F6", "next region"),
            ("Alt N", "next step"),
        ),
    ),
    Place.OPTIONS: Help(
        "Options",
        (
            "Options are sorted by what is known, never ranked.",
            "“Depends on an answer” names the answer that is missing.",
            "Each option shows why it stands where it does, and its sources.",
            "Tick the ones you want to talk about.",
        ),
        (
            ("↑ ↓", "choose an option"),
            ("Space", "include or leave out"),
            ("W", "why: the rule in words"),
            ("C", "compare side by side"),
            ("/", "filter"),
        ),
    ),
    Place.PATIENT_VIEW: Help(
        "Patient view",
        (
            "The page for the two of you: one to three options, the same rows for each.",
            "No surname, number or alert is on it.",
            "F5 shows it full screen; Esc ends that.",
        ),
        (("F5", "full screen"), ("1", "show only one, up to 3"), ("0", "show all"), ("B", "blank for a moment")),
    ),
    Place.HANDOUT: Help(
        "Handout",
        (
            "What you see is what is printed.",
            "Leave out parts a person does not want to take home.",
            "“When to call us” is always printed.",
            "A saved file is not encrypted: keep it where it belongs.",
        ),
        (("Ctrl P", "print"), ("Ctrl S", "save as PDF"), ("Ctrl Enter", "finish the visit")),
    ),
}

EVERYWHERE: tuple[tuple[str, str], ...] = (
    ("Tab", "next control"),
    ("Ctrl K", "find or do"),
    ("Ctrl 1", "intake, up to Ctrl 4 for the handout"),
    ("Ctrl Z", "undo"),
    ("Ctrl Shift Z", "redo"),
    ("F5", "show to patient"),
    ("F7", "what if: try an answer, nothing is recorded"),
    ("F9", "next tests, with a request to copy"),
    ("Ctrl P", "print the handout"),
    ("Ctrl L", "lock now"),
    ("F1", "this help"),
    ("Ctrl ,", "settings"),
    ("Alt Home", "all patients"),
    ("Esc", "close what is on top"),
)
