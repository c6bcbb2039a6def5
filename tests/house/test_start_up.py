"""Slow libraries stay out of the first frame. What is loaded is a fact; how long it took depends on the computer."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

PACK = ROOT / "resources" / "knowledge" / "metastatic_breast.json"

# PySide6, with what it brings along to start
QT = {"PySide6", "shiboken6", "shibokensupport", "signature_bootstrap", "__feature__"}

BEFORE = """
import json, sys
before = set(sys.modules)
"""
AFTER = """
import sys
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
sys.stdout.write(json.dumps(sorted(loaded - set(sys.stdlib_module_names))))
"""
ENTRY = "import desktop.__main__"
FIRST_FRAME = """
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.app import App
from desktop.places import Places
qt = QApplication([])
app = App(qt, Places(Path(sys.argv[1])))
app.start()
qt.processEvents()
assert app.window.isVisible()
"""


def test_naming_the_program_loads_nothing_slow(tmp_path: Path) -> None:
    assert _loaded(ENTRY, tmp_path) <= {"desktop"}


@pytest.mark.skipif(not PACK.exists(), reason="the knowledge pack is not built: make setup")
def test_the_first_frame_needs_only_qt_and_the_reasoning(tmp_path: Path) -> None:
    assert _loaded(FIRST_FRAME, tmp_path) <= {"desktop", "guidance", "resources"} | QT


def _loaded(program: str, home: Path) -> set[str]:
    """The packages that are not Python's own, once a fresh interpreter has run this."""
    # Measuring coverage would load packages of its own
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "PYTHONPATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", BEFORE + program + AFTER, str(home)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    names: list[str] = json.loads(done.stdout.splitlines()[-1])
    # The way an editable installation finds the project
    return {name for name in names if not name.startswith("__editable__")}
