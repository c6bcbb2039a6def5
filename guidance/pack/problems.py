"""What is wrong with a pack, all of it at once, each with its place and a hint."""

from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault (or, when `notice`, something a reviewer should know).

    `line` and `column` count from 1; 0 is "the file".
    """

    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    notice: bool = False

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        hint = f" {self.hint}" if self.hint else ""
        return f"{place}: {self.message}.{hint}"


@dataclass(slots=True)
class SourceFile:
    """One file of the pack: its path inside the pack, its text and what was read from it."""

    path: PurePosixPath
    text: str
    data: dict[str, Any] = field(default_factory=dict)

    def place(self, *words: str, column: int = 1) -> tuple[int, int]:
        """The line and column where the last word stands, looked for after the words before it, as well as that can
        be told.
        """
        start = 0
        for word in words:
            found = self.text.find(word, start)
            if found < 0:
                break
            start = found
        line_start = self.text.rfind("\n", 0, start) + 1
        return self.text.count("\n", 0, start) + 1, start - line_start + column


@dataclass(slots=True)
class Problems:
    """Collects everything that is found."""

    found: list[Problem] = field(default_factory=list)

    def add(
        self, file: SourceFile | str, message: str, *, at: tuple[str, ...] = (), column: int = 1, hint: str = ""
    ) -> None:
        """Adds a fault. `at` are words that lead to its place in the file."""
        if isinstance(file, str):
            self.found.append(Problem(file, 0, 0, message, hint))
            return
        line, start = file.place(*at, column=column) if at else (1, 1)
        self.found.append(Problem(str(file.path), line, start, message, hint))

    def note(self, file: str, message: str) -> None:
        """Adds something that is not wrong and that a reviewer should know."""
        self.found.append(Problem(file, 0, 0, message, notice=True))

    def note_at(self, file: SourceFile, message: str, *, at: tuple[str, ...] = (), hint: str = "") -> None:
        """The same with its place. `at` are words that lead there."""
        line, column = file.place(*at) if at else (1, 1)
        self.found.append(Problem(str(file.path), line, column, message, hint, notice=True))

    @property
    def faults(self) -> list[Problem]:
        """What must be mended, in the order of the files."""
        return sorted(problem for problem in self.found if not problem.notice)

    @property
    def notices(self) -> list[Problem]:
        """What a reviewer should know."""
        return [problem for problem in self.found if problem.notice]


def did_you_mean(word: str, known: object) -> str:
    """A suggestion, or nothing."""
    close = get_close_matches(word, list(known), n=1)  # type: ignore[call-overload]  # any iterable of names
    return f"Did you mean “{close[0]}”?" if close else ""
