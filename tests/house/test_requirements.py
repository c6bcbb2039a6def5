"""The same program everywhere: every package is pinned with its hashes, and the lists agree with each other."""

import re
import tomllib

import pytest

from tests.house.tree import ROOT

FOLDER = ROOT / "requirements"


def _pins(name: str) -> dict[str, str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    found = [re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)", line) for line in lines]
    return {match.group(1): match.group(2) for match in found if match}


def _wanted() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    dependencies: list[str] = project["dependencies"]
    return dependencies


@pytest.mark.parametrize("name", ["runtime.txt", "development.txt"])
def test_every_pinned_package_carries_a_hash(name: str) -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", (FOLDER / name).read_text(encoding="utf-8").strip())
    assert len(entries) > 10
    assert [entry.split("\n")[0] for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []


def test_the_program_is_tested_with_the_versions_it_is_installed_with() -> None:
    tested = _pins("development.txt")
    assert {name: tested.get(name) for name in _pins("runtime.txt")} == _pins("runtime.txt")


def test_the_list_to_pin_is_the_list_of_the_project() -> None:
    listed = [line for line in (FOLDER / "runtime.in").read_text(encoding="utf-8").split("\n") if line.strip()]
    assert [line for line in listed if not line.startswith("#")] == _wanted()


def test_each_dependency_is_pinned() -> None:
    pinned = {name.lower().replace("_", "-") for name in _pins("runtime.txt")}
    assert {re.split(r"[<>=]", wanted)[0].lower() for wanted in _wanted()} <= pinned
