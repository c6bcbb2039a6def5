"""Where a command may write a file: a new name, or a file that it may replace."""

from pathlib import Path

from desktop.commands.output import Refused, complain


def file_target(path: Path) -> Path:
    """The place a file goes to, links followed. Raises Refused for a folder, a device and a missing folder.

    Files appear by taking the place of what is there, and a device must not lose its place.
    """
    try:
        target = path.resolve()
        taken = target.exists() and not target.is_file()
        homeless = not target.parent.is_dir()
    except (OSError, RuntimeError):
        # A name that is too long, a folder that cannot be looked into, or links that lead in a circle
        complain(f"{path} cannot be written to. Name another file.")
        raise Refused from None
    if taken:
        what = "a folder" if target.is_dir() else "a device"
        complain(f"{path} is {what}. Name a file.")
        raise Refused
    if homeless:
        complain(f"{path} lies in a folder that is not there. Make the folder first, or name another file.")
        raise Refused
    return target
