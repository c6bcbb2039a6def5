"""`plainly demo`: plays a whole visit of the demonstration patient through the real screens, offscreen, into a folder.

The folder then holds a picture of every screen, the handout and the record of the visit. Everything is real: the
encrypted store, the reasoning, the paper. Only the patient is invented.
"""

import json
import os
import tempfile
from pathlib import Path

from desktop.commands.cases import knowledge_here
from desktop.commands.output import Refused, complain, say
from desktop.handout.files import write_whole
from guidance.knowledge import KnowledgeBase


def play(folder: Path) -> int:
    """Plays the visit. Exit 1 when the folder cannot be written or the visit cannot be played. Raises Refused."""
    # Whatever platform is set: the visit is played where nobody sees it
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    knowledge = knowledge_here()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = _played(folder, knowledge)
    except OSError as fault:
        # The name may be of a file in the folder; what has to change is the folder
        complain(f"{folder} cannot be written to ({fault.strerror}). Name another folder.")
        return 1
    say(f"{len(made)} files in {folder}: {', '.join(made)}")
    return 0


def _played(folder: Path, knowledge: KnowledgeBase) -> list[str]:
    """The names of the files it made. Raises OSError, Refused."""
    from PySide6.QtWidgets import QApplication

    from desktop.app import App
    from desktop.commands.demo_player import DidNotGetOn, Player
    from desktop.commands.quiet import without_size_hints
    from desktop.places import Places

    qt = QApplication.instance() or QApplication(["plainly"])
    if not isinstance(qt, QApplication):
        raise TypeError("the demonstration needs a QApplication")
    with without_size_hints(), tempfile.TemporaryDirectory(prefix="plainly-demonstration-") as home:
        sheet = Path(home) / "handout.pdf"
        app = App(qt, Places(Path(home)), knowledge=knowledge, choose_file=lambda _name: sheet)
        try:
            player = Player(qt, app, folder)
            player.play()
            pdf = sheet.read_bytes()
        except (DidNotGetOn, FileNotFoundError) as fault:
            where = str(fault) if isinstance(fault, DidNotGetOn) else "the sheet"
            complain(f"The demonstration came to a stop at {where}. The pictures show how far it got. Try it again.")
            raise Refused from None
        finally:
            app.end()
    write_whole(folder / sheet.name, pdf)
    record = json.dumps(player.record, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    write_whole(folder / "record.json", record.encode("utf-8"))
    return [*player.pictures, sheet.name, "record.json"]
