"""`plainly demo`: plays a whole visit of the demonstration patient through the real screens, offscreen, into a folder.

The folder then holds a picture of every screen, the handout and the record of the visit. Everything is real: the
encrypted store, the
reasoning, the paper. Only the patient is invented.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

from desktop.commands.cases import Refused, complain, knowledge_here


def play(folder: Path) -> int:
    """Plays the visit. Exit 1 when the folder cannot be written or the clinical content cannot be used."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        knowledge = knowledge_here()
        folder.mkdir(parents=True, exist_ok=True)
    except Refused:
        return 1
    except OSError as fault:
        complain(f"{folder} cannot be written to ({fault.strerror}). Name another folder.")
        return 1
    from PySide6.QtWidgets import QApplication

    from desktop.app import App
    from desktop.commands.demo_player import Player
    from desktop.places import Places

    qt = QApplication.instance() or QApplication(["plainly"])
    if not isinstance(qt, QApplication):
        raise TypeError("the demonstration needs a QApplication")
    with tempfile.TemporaryDirectory(prefix="plainly-demonstration-") as home:
        app = App(qt, Places(Path(home)), knowledge=knowledge, choose_file=lambda _name: folder / "handout.pdf")
        player = Player(qt, app, folder)
        player.play()
        record = player.record
    (folder / "record.json").write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    made = sorted(path.name for path in folder.iterdir())
    sys.stdout.write(f"{len(made)} files in {folder}: {', '.join(made)}\n")
    return 0
