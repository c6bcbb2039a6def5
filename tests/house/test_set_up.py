"""Set-up says which package is missing by the name that system uses."""

import ctypes
import runpy
import sys

import pytest

from tests.house.tree import ROOT

SCRIPT = str(ROOT / "requirements" / "libraries.py")


@pytest.fixture
def without_egl(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> None:
        if name == "libEGL.so.1":
            raise OSError(name)

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", load)


@pytest.mark.parametrize(("system", "package"), [("debian", "libegl1"), ("fedora", "libglvnd-egl")])
def test_a_missing_library_is_named_as_its_system_names_it(
    system: str,
    package: str,
    without_egl: None,  # noqa: ARG001  the machine it runs on
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", [SCRIPT, system])
    runpy.run_path(SCRIPT, run_name="__main__")
    assert capsys.readouterr().out == f"{package}\n"


def test_a_computer_that_has_them_all_is_told_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: name)
    monkeypatch.setattr(sys, "argv", [SCRIPT, "debian"])
    runpy.run_path(SCRIPT, run_name="__main__")
    assert capsys.readouterr().out == "\n"
