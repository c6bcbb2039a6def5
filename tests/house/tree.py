"""What the tests of the house look at: the files that belong to the project, and the sentences its code can show."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("guidance", "handout", "db", "desktop")
NOT_OURS = frozenset(
    {
        ".git",
        ".venv",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
        ".import_linter_cache",
        "__pycache__",
        "build",
        "dist",
        "demonstration",
        "htmlcov",
        "plainly.egg-info",
    }
)
TEXT = frozenset({".py", ".toml", ".md", ".txt", ".in", ".json", ".sh", ".svg", ".ini", ".mako", ".po", ".ts", ".qss"})


@cache
def text_files() -> tuple[Path, ...]:
    """Every text file of the project, as a clone would hold it. Built packs and what a visit left behind are not."""
    return tuple(sorted(_walked(ROOT)))


def sources(*rooms: str) -> tuple[Path, ...]:
    """The Python files of these rooms."""
    return tuple(path for room in rooms for path in sorted((ROOT / room).rglob("*.py")))


def named(path: Path) -> str:
    """A file's name as a reader of the project knows it."""
    return path.relative_to(ROOT).as_posix()


@cache
def syntax(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=named(path))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Every module a file imports, early or late, with the line."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a Python file that could reach a reader, with the line. Docstrings are not shown to anybody."""
    tree = syntax(path)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def places(pattern: str, path: Path) -> list[str]:
    """Where a file's text matches, as "file:line: match"."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = re.compile(pattern, re.IGNORECASE)
    return [
        f"{named(path)}:{number}: {match.group()}"
        for number, line in enumerate(lines, 1)
        for match in found.finditer(line)
    ]


def _walked(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in NOT_OURS and not _holds_demonstration_cases(path):
            continue
        if path.is_dir():
            yield from _walked(path)
        elif (path.suffix in TEXT or not path.suffix) and not _built(path):
            yield path


def _holds_demonstration_cases(path: Path) -> bool:
    return path.name == "demonstration" and path.parent.name == "resources"


def _built(path: Path) -> bool:
    return path.parent.name == "knowledge" or path.name.startswith(".coverage")
