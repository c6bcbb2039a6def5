"""Starts the program: the clinical content first, because without it there is nothing to show."""

import logging
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.app import App
from desktop.crash import CrashWatch
from desktop.places import PACK, Places
from desktop.settings.values import SettingsFile
from desktop.theme import apply_theme
from guidance.pack.load import PackRefused, load_pack

_log = logging.getLogger(__name__)


def run(places: Places) -> int:
    """Runs the program until its window is closed. 1 when the clinical content cannot be used."""
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(qt, QApplication):
        raise TypeError("a window needs a QApplication")
    try:
        knowledge, refused = load_pack(PACK), ""
    except PackRefused as fault:
        from desktop.edition_refused import edition_to_use

        settings = SettingsFile(places.settings).read()
        apply_theme(qt, settings.theme, settings.text_scale)
        kept = edition_to_use(fault, places.last_good_edition)
        if kept is None:
            return 1
        knowledge, refused = kept, str(fault)
    app = App(qt, places, knowledge=knowledge, refused=refused)
    CrashWatch(app.show_crash).install()
    app.start()
    if not refused:
        # After the first frame: it reads the file once more
        QTimer.singleShot(0, lambda: _keep_edition(places))
    return qt.exec()


def _keep_edition(places: Places) -> None:
    from guidance.pack.last_good import keep

    try:
        keep(PACK, places.last_good_edition)
    except (OSError, PackRefused) as fault:
        # Nobody is hindered by it today
        _log.warning("the edition could not be kept: %s", type(fault).__name__)
