"""Reads the files of a pack as they are written: TOML for rules and words, Markdown with a TOML head for the patient
cards.

Nothing is judged here but form: a file that cannot be read is a problem with its place, and reading goes on with the
next one.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from guidance.pack.problems import Problem, Problems, SourceFile

RULE_FILES = (
    "pack.toml",
    "findings.toml",
    "treatments.toml",
    "derived.toml",
    "intake.toml",
    "clause_sets.toml",
    "agents.toml",
    "governance.toml",
    "invariants.toml",
    "alerts.toml",
    "companions.toml",
    "tests.toml",
    "conflicts.toml",
    "treatment_classes.toml",
    "sources.toml",
    "time_at_home.toml",
)
WORD_FILES = (
    "findings",
    "treatments",
    "reasons",
    "companions",
    "alerts",
    "tests",
    "conflicts",
    "names",
    "glossary",
    "handout",
    "screen",
    "samples",
)
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(slots=True)
class PackFiles:
    """Everything a pack folder holds.

    `words` is by language, then file name; `cards` by language, then treatment class.
    """

    rules: dict[str, SourceFile] = field(default_factory=dict)
    options: list[SourceFile] = field(default_factory=list)
    cases: list[SourceFile] = field(default_factory=list)
    words: dict[str, dict[str, SourceFile]] = field(default_factory=dict)
    cards: dict[str, dict[str, SourceFile]] = field(default_factory=dict)


def read_pack(folder: Path, problems: Problems) -> PackFiles:
    """Reads a pack folder. What cannot be read is added to `problems`."""
    files = PackFiles()
    for name in RULE_FILES:
        source = _read_toml(folder, PurePosixPath(name), problems)
        if source is not None:
            files.rules[name.removesuffix(".toml")] = source
    files.options = [s for p in _below(folder, "options", ".toml") if (s := _read_toml(folder, p, problems))]
    files.cases = [s for p in _below(folder, "cases", ".toml") if (s := _read_toml(folder, p, problems))]
    pack = files.rules.get("pack")
    languages = pack.data.get("languages", []) if pack else []
    for language in languages if isinstance(languages, list) else []:
        place = PurePosixPath("words") / str(language)
        files.words[str(language)] = {
            name: source
            for name in WORD_FILES
            if (source := _read_toml(folder, place / f"{name}.toml", problems)) is not None
        }
        files.cards[str(language)] = {
            path.stem: source
            for path in _below(folder, str(place / "patient"), ".md")
            if (source := _read_card(folder, path, problems)) is not None
        }
    return files


def _below(folder: Path, part: str, ending: str) -> Iterator[PurePosixPath]:
    for path in sorted((folder / part).rglob(f"*{ending}")):
        yield PurePosixPath(path.relative_to(folder).as_posix())


def _text(folder: Path, path: PurePosixPath, problems: Problems) -> str | None:
    try:
        return (folder / path).read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.add(str(path), "the file is missing")
    except (OSError, UnicodeDecodeError) as fault:
        problems.add(str(path), f"the file cannot be read ({type(fault).__name__})")
    return None


def _read_toml(folder: Path, path: PurePosixPath, problems: Problems) -> SourceFile | None:
    text = _text(folder, path, problems)
    if text is None:
        return None
    return _parsed(SourceFile(path, text), text, problems, first_line=0)


def _parsed(source: SourceFile, toml: str, problems: Problems, first_line: int) -> SourceFile | None:
    try:
        source.data = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as fault:
        place = _TOML_PLACE.search(str(fault))
        line, column = (int(place[1]) + first_line, int(place[2])) if place else (1, 1)
        what = _TOML_PLACE.sub("", str(fault)).strip()
        problems.found.append(Problem(str(source.path), line, column, f"this is not TOML: {what}"))
        return None
    return source


def _read_card(folder: Path, path: PurePosixPath, problems: Problems) -> SourceFile | None:
    text = _text(folder, path, problems)
    if text is None:
        return None
    source = SourceFile(path, text)
    head = re.match(r"\+\+\+\n(.*?)\n\+\+\+\n", text, re.DOTALL)
    if not head:
        problems.add(source, "the card has no head between +++ lines", hint="Start with +++, then TOML, then +++.")
        return None
    if _parsed(source, head[1], problems, first_line=1) is None:
        return None
    source.data["sections"] = list(_sections(text[head.end() :]))
    return source


def _sections(body: str) -> Iterator[dict[str, object]]:
    for block in re.split(r"^## ", body, flags=re.MULTILINE)[1:]:
        heading, _, rest = block.partition("\n")
        paragraphs: list[str] = []
        bullets: list[str] = []
        for chunk in re.split(r"\n\s*\n", rest.strip()):
            lines = chunk.splitlines()
            loose: list[str] = []
            for line in lines:
                if line.startswith("- "):
                    bullets.append(line[2:].strip())
                elif line.startswith("  ") and bullets and not loose:
                    bullets[-1] += " " + line.strip()
                else:
                    loose.append(line.strip())
            if any(loose):
                paragraphs.append(" ".join(loose))
        yield {"heading": heading.strip(), "paragraphs": paragraphs, "bullets": bullets}
