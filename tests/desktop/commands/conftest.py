"""A command line in this process, and a real one in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.__main__ import main
from desktop.places import DEMONSTRATION_CASES

ROOT = Path(__file__).resolve().parents[3]

ELEANOR = DEMONSTRATION_CASES / "1_hormone_positive_her2_low.json"
"""A whole case with treatments, a patient and options to talk about."""
EVERYTHING_UNKNOWN = DEMONSTRATION_CASES / "6_everything_unknown.json"


@dataclass(frozen=True)
class Answer:
    """What a command came to: its exit status, standard output and standard error."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def plainly(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Runs a command: plainly("assess", file)."""

    def run(*words: str | Path) -> Answer:
        try:
            status = main([str(word) for word in words])
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 1
        said = capsys.readouterr()
        return Answer(status, said.out, said.err)

    return run


Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def process() -> Process:
    """Runs a command in a process of its own. `settings` of the environment replace those of the tests; None takes
    one away.
    """

    def run(
        *words: str | Path, settings: dict[str, str | None] | None = None, **how: Any
    ) -> "subprocess.CompletedProcess[bytes]":
        given = {**os.environ, **(settings or {})}
        environment = {name: value for name, value in given.items() if value is not None}
        command = [sys.executable, "-m", "desktop", *(str(word) for word in words)]
        told = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how}
        return subprocess.run(command, cwd=ROOT, env=environment, timeout=60, check=False, **told)

    return run


@pytest.fixture
def case(tmp_path: Path) -> Callable[..., Path]:
    """Writes a case file: case(findings={…}), or case("the very text")."""

    def write(content: str | bytes | None = None, **parts: Any) -> Path:
        file = tmp_path / "case.json"
        if content is None:
            content = json.dumps({"findings": {}, **parts})
        file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return file

    return write


@pytest.fixture(autouse=True)
def nothing_else_is_written(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The clinic's own records are out of reach, and a command writes nothing but what it is told to."""
    home = tmp_path / "home"
    monkeypatch.setenv("PLAINLY_HOME", str(home))
    elsewhere = tmp_path_factory.mktemp("here")
    monkeypatch.chdir(elsewhere)
    yield
    assert list(elsewhere.iterdir()) == []
