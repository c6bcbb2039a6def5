"""Brings the project's own letters into Qt, so that I, l, 1 and 0, O differ on every machine."""

import logging
from importlib.resources import files

from PySide6.QtGui import QFontDatabase

log = logging.getLogger(__name__)


def load_fonts() -> bool:
    """Loads every font file of the interface. False, and a line in the log, if one cannot be loaded: the system's
    letters are used instead."""
    complete = True
    for file in sorted(files("resources").joinpath("interface/fonts").iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".ttf"):
            continue
        if QFontDatabase.addApplicationFontFromData(file.read_bytes()) < 0:
            log.warning("font %s could not be loaded", file.name)
            complete = False
    return complete
