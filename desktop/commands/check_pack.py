"""`plainly check-pack`: all faults of a knowledge pack, and what nobody has reviewed yet."""

from pathlib import Path

from desktop.commands.output import complain, say
from guidance.pack.__main__ import HOME, checked_pack, report


def check(folder: Path | None) -> int:
    """Prints every fault and note. Exit 1 when there is a fault or no pack. Raises Refused."""
    place = folder or HOME
    if not place.is_dir():
        complain(f"{place} is not a folder. Name the folder of a knowledge pack.")
        return 1
    _, problems = checked_pack(place)
    text = report(problems)
    if problems.faults:
        complain(text)
        return 1
    say(text)
    return 0
