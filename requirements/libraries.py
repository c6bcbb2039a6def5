"""Names the system packages that Qt needs and this machine lacks, on one line.

The wheels of PySide6 bring Qt itself; they rely on the system for the libraries below. A missing one would show only
as a crash without a word, so it is looked for by loading it, which is what Qt will do. Found by adding packages to a
bare Debian until the program ran.
"""

import ctypes
import os
import sys
from typing import NamedTuple


class Library(NamedTuple):
    """A shared library by the name it is loaded with, and the package that holds it."""

    name: str
    debian: str
    fedora: str


ALWAYS = (
    Library("libGL.so.1", "libgl1", "libglvnd-glx"),
    Library("libEGL.so.1", "libegl1", "libglvnd-egl"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libfreetype.so.6", "libfreetype6", "freetype"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
)
FOR_A_WINDOW = (
    Library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    Library("libwayland-client.so.0", "libwayland-client0", "libwayland-client"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor"),
    Library("libcups.so.2", "libcups2", "cups-libs"),
)


def is_missing(library: Library) -> bool:
    """Whether this library cannot be loaded."""
    try:
        ctypes.CDLL(library.name)
    except OSError:
        return True
    return False


def wanted() -> tuple[Library, ...]:
    """The libraries that matter here: those of a window only where a window can open, or where root may install."""
    if sys.platform != "linux":
        return ()
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return ALWAYS + FOR_A_WINDOW if has_display or os.geteuid() == 0 else ALWAYS


def main() -> None:
    """Prints the missing packages by the names of `debian` (and Ubuntu) or `fedora`; nothing when all is there."""
    system = sys.argv[1] if len(sys.argv) > 1 else "debian"
    missing = [library for library in wanted() if is_missing(library)]
    packages = [library.fedora if system == "fedora" else library.debian for library in missing]
    sys.stdout.write(" ".join(dict.fromkeys(packages)) + "\n")


if __name__ == "__main__":
    main()
