"""What the screens of one visit show: one frozen value, new after every verb."""

from dataclasses import dataclass, field
from enum import StrEnum

from guidance.finding import FindingId
from guidance.option import OptionId
from guidance.workup import WorkUp


class Stage(StrEnum):
    """The four stages of a visit. Any can be opened at any time."""

    INTAKE = "intake"
    OPTIONS = "options"
    PATIENT_VIEW = "patient_view"
    HANDOUT = "handout"


class Saving(StrEnum):
    """Whether what is on the screen is in the store."""

    SAVED = "saved"
    SAVING = "saving"
    NOT_SAVED = "not_saved"


@dataclass(frozen=True, slots=True)
class SaveMark:
    """The autosave mark. `at` is the clinic's local time ("10:42:07"), `fault` what stood in the way."""

    state: Saving
    at: str = ""
    fault: Exception | None = None


@dataclass(frozen=True, slots=True)
class Focus:
    """Where the keyboard should go: a finding or a part of the screen.

    `ticket` changes so that the same place can be asked for twice.
    """

    place: str = ""
    ticket: int = 0


@dataclass(frozen=True, slots=True)
class VisitState:
    """One visit as the screens show it.

    `just_changed` are the modalities whose standing the last answer moved, `moved_options` the options; both stay until
    the next
    answer that moves anything. `undo` and `redo` name what they would do, "" when there is nothing.
    """

    workup: WorkUp
    stage: Stage = Stage.INTAKE
    step: int = 1
    visited: frozenset[Stage] = field(default_factory=frozenset)
    chosen_option: OptionId = ""
    just_changed: frozenset[str] = field(default_factory=frozenset)
    moved_options: frozenset[OptionId] = field(default_factory=frozenset)
    undo: str = ""
    redo: str = ""
    save: SaveMark = SaveMark(Saving.SAVED)
    focus: Focus = Focus()
    faults: tuple[tuple[FindingId, str], ...] = ()

    @property
    def read_only(self) -> bool:
        """A finished visit can be read and corrected in a copy, not changed."""
        return self.workup.consultation.status.value == "finished"

    def fault(self, finding: FindingId) -> str:
        """What is wrong with the text typed for this question; "" when nothing is. Such text is shown and not used."""
        return dict(self.faults).get(finding, "")
