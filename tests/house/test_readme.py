"""What the README says is so: its commands, its dependencies, its links."""

import re
import tomllib

import pytest

from desktop.commands.parser import parsed
from tests.house.tree import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _code(text: str) -> list[str]:
    return re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL) + re.findall(r"`([^`\n]+)`", text)


def _package(requirement: str) -> str:
    return re.split(r"[<>=\[]", requirement)[0]


def test_every_make_command_named_here_exists() -> None:
    named = set(re.findall(r"\bmake ([a-z]+)`?(?:\s|$|,|\.|`)", "\n".join(_code(README))))
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert {"run", "test", "setup"} <= named
    assert named <= targets


NAMED_COMMANDS = sorted(set(re.findall(r"\bplainly ([a-z][a-z-]+)", "\n".join(_code(README)))))


@pytest.mark.parametrize("command", NAMED_COMMANDS)
def test_every_command_of_the_program_named_here_exists(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parsed([command, "--help"])
    assert left.value.code == 0
    assert f"plainly {command}" in capsys.readouterr().out


@pytest.mark.parametrize("package", [_package(wanted) for wanted in PROJECT["dependencies"]])
def test_every_dependency_is_named_with_a_reason(package: str) -> None:
    row = re.search(rf"^\| `?{re.escape(package)}`? \| (.+) \|$", README, re.MULTILINE | re.IGNORECASE)
    assert row, f"{package} has no row in the README's table of dependencies"
    assert len(row.group(1).split()) >= 5, f"{package} needs a reason"


def test_every_file_linked_here_exists() -> None:
    linked = re.findall(r"\]\(([^)#]+)\)", README)
    assert linked
    assert [link for link in linked if "://" not in link and not (ROOT / link).exists()] == []


def test_the_license_is_the_one_that_is_declared() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert PROJECT["license"] == "Apache-2.0"
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text


def test_the_evidence_date_is_that_of_the_knowledge() -> None:
    pack = tomllib.loads((ROOT / "resources/knowledge/metastatic_breast/pack.toml").read_text(encoding="utf-8"))
    assert pack["evidence_until"] in README
    assert bool(pack["approved_by"]) != ("No clinician has approved" in README)
