"""Composing the sheet: what it holds, how it is printed, and the bytes that are previewed, saved, printed and kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.background import Runs
from desktop.consultation.presenter import ConsultationPresenter
from desktop.consultation.state import VisitState
from desktop.handout.files import file_words, write_whole
from desktop.messages import message_for
from guidance.consultation import HandoutChoices
from guidance.store import SheetEvent
from guidance.wording import Languages, languages_of
from guidance.workup import WorkUp

SECTIONS = (
    "about",
    "card",
    "known",
    "options",
    "comparison",
    "matters",
    "next_steps",
    "questions",
    "call_us",
    "contacts",
    "words",
    "sources",
)
ALWAYS_PRINTED = frozenset({"call_us"})
_PAUSE_MS = 150
PdfMaker = Callable[[WorkUp], bytes]


@dataclass(frozen=True, slots=True)
class HandoutState:
    """What the composer shows.

    `pdf` are the very bytes that will be printed. `languages` are those the sheet can be made in, `typed_in` is the
    language in which the clinician works and types.
    """

    choices: HandoutChoices
    pdf: bytes = b""
    making: bool = False
    problem: str = ""
    said: str = ""
    printers: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    languages: Languages = ()
    typed_in: str = ""
    read_only: bool = False

    @property
    def language(self) -> str:
        """The language the sheet is made in: the chosen one, or the first where the edition has no words in that."""
        known = [language for language, _ in self.languages]
        return self.choices.language if self.choices.language in known or not known else known[0]


class HandoutPresenter(QObject):
    """The verbs of the composer."""

    changed = Signal(object)

    def __init__(
        self,
        visit: ConsultationPresenter,
        background: Runs,
        make_pdf: PdfMaker,
        *,
        printers: Callable[[], tuple[str, ...]],
        print_pdf: Callable[[bytes], bool],
        choose_file: Callable[[str], Path | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._visit = visit
        self._background = background
        self._make_pdf = make_pdf
        self._print_pdf = print_pdf
        self._choose_file = choose_file
        self._made_for: object = None
        self._fresh_for: object = None
        consultation = visit.consultation
        self._state = HandoutState(
            consultation.handout,
            printers=printers(),
            options=consultation.discussed,
            read_only=visit.state.read_only,
            languages=languages_of(visit.tools.knowledge),
            typed_in=visit.tools.wording.language,
            pdf=consultation.seen.pdf if consultation.seen else b"",
        )
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._make)
        visit.changed.connect(self._visit_changed)

    @property
    def state(self) -> HandoutState:
        """What the composer shows now."""
        return self._state

    @property
    def visit(self) -> ConsultationPresenter:
        """The visit this sheet belongs to."""
        return self._visit

    def current_pdf(self) -> bytes:
        """The sheet as the visit stands now, made on the spot where the preview is a moment behind.

        What is saved, printed and kept is never the sheet of an earlier answer. Empty if no sheet was made yet.
        """
        visit = self._visit.state
        if self._state.pdf and not visit.read_only and self._key(visit) != self._fresh_for:
            self._later.stop()
            self._made_for = self._fresh_for = self._key(visit)
            self._show(pdf=self._make_pdf(visit.workup), making=False, problem="")
        return self._state.pdf

    def start(self) -> None:
        """Makes the first preview, when the screen is opened."""
        if not self._state.pdf and not self._state.making:
            self._make()

    def set_language(self, language: str) -> None:
        """The language of the sheet, a tag such as "es". What was typed stays as it was typed."""
        self._choose(language=language)

    def set_text_size(self, text: str) -> None:
        """ "standard" (14 pt) or "large" (18 pt)."""
        self._choose(text=text)

    def set_paper(self, paper: str) -> None:
        """ "a4" or "letter"."""
        self._choose(paper=paper)

    def show_name(self, wanted: bool) -> None:
        """Prints the name, or leaves it off."""
        self._choose(show_name=wanted)

    def include(self, section: str, wanted: bool) -> None:
        """Prints a section or leaves it out. "When to call us" is always printed."""
        if section in ALWAYS_PRINTED:
            return
        left_out = self._state.choices.left_out - {section} if wanted else self._state.choices.left_out | {section}
        self._choose(left_out=left_out)

    def set_steps(self, steps: tuple[str, ...]) -> None:
        """Changes the next steps; empty lines are not kept."""
        self._choose(next_steps=tuple(step.strip() for step in steps if step.strip()))

    def set_note(self, note: str) -> None:
        """Changes the clinician's own note."""
        self._choose(note=note)

    def save(self) -> None:
        """Saves the sheet as a file somebody chooses. The proposed name says nothing about the patient."""
        if not self._state.pdf:
            return
        day = self._visit.tools.now().astimezone().date().isoformat()
        target = self._choose_file(f"treatment-options-{day}.pdf")
        if target is None:
            return
        try:
            write_whole(target, self.current_pdf())
        except OSError as fault:
            self._show(problem=file_words(fault), said="")
        else:
            self._show(problem="", said="Saved. This file is not encrypted.")
            self._note(SheetEvent.EXPORTED)

    def print_sheet(self) -> None:
        """Prints the sheet, or saves it where no printer is set up."""
        if not self._state.printers:
            self.save()
        elif self._state.pdf and self._print_pdf(self.current_pdf()):
            self._show(said="The sheet was sent to the printer.", problem="")
            self._note(SheetEvent.PRINTED)

    def _note(self, event: SheetEvent) -> None:
        """Tells the journal of the store that a sheet left the program."""
        store, visit = self._visit.tools.store, self._visit.consultation.id
        self._background.run(lambda: store.sheet_left(event, visit), lambda _: None, self._not_noted)

    def _choose(self, **changes: object) -> None:
        # The names are HandoutChoices' own fields; a wrong one raises at once
        self._visit.set_handout(replace(self._state.choices, **changes))  # type: ignore[arg-type]

    def _visit_changed(self, state: VisitState) -> None:
        consultation = state.workup.consultation
        self._show(choices=consultation.handout, options=consultation.discussed, read_only=state.read_only)
        if self._made_for is not None and not state.read_only and self._key(state) != self._made_for:
            self._later.start()

    def _key(self, state: VisitState) -> object:
        visit = state.workup.consultation
        return (visit.answers, visit.treatments, visit.discussed, visit.handout, visit.own_words, visit.marks)

    def _make(self) -> None:
        workup = self._visit.state.workup
        self._made_for = self._key(self._visit.state)
        self._show(making=True)
        key = self._made_for

        def done(pdf: bytes) -> None:
            if key == self._made_for:
                self._fresh_for = key
                self._show(pdf=pdf, making=False, problem="")

        self._background.run(lambda: self._make_pdf(workup), done, self._failed)

    def _not_noted(self, fault: Exception) -> None:
        """The sheet has left; only the journal does not say so."""
        message = message_for(fault)
        if message is None:
            raise fault
        happened = f"{self._state.said} Only the note of it in the records is missing."
        self._show(problem=f"{happened} {message.happened} ({message.code})")

    def _failed(self, fault: Exception) -> None:
        self._show(
            making=False, problem="The sheet could not be made. Your answers are safe. Leave out a part and try again."
        )
        raise fault

    def _show(self, **changes: object) -> None:
        # The names are HandoutState's own fields; a wrong one raises at once
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self.changed.emit(self._state)
