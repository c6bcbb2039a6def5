"""`plainly` without a command: the app. Without a display it says so, and how to see a demonstration."""

import os
import sys

from desktop.commands.output import complain
from desktop.places import places_here


def open_window() -> int:
    """Runs the app. Exit 2 without a display, 1 when the clinical content cannot be used."""
    offscreen = os.environ.get("QT_QPA_PLATFORM", "")
    needs_display = sys.platform.startswith("linux") and not offscreen
    if needs_display and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        complain(
            "There is no display here, so no window can be opened. "
            "To see a demonstration: plainly demo --out demonstration"
        )
        return 2
    from desktop.start import run

    return run(places_here())
