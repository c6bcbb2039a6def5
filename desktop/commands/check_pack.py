"""`plainly check-pack`: all faults of a knowledge pack, and what nobody has reviewed yet.

With `--last-good` it puts back the edition that last opened well, when the installed one is refused.
"""

from pathlib import Path

from desktop.commands.output import Refused, complain, say
from desktop.places import PACK, places_here
from guidance.knowledge import Edition
from guidance.pack.__main__ import HOME, checked_pack, report
from guidance.pack.last_good import REFUSED, kept_edition, put_back
from guidance.pack.load import PackRefused, load_pack

NO_WAY_BACK = "No edition that opened well is kept here. Install Plainly again, or run `make setup` where it was built."


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


def put_back_last_good() -> int:
    """Puts the kept edition in the place of a refused one, and says which one is in use now. Raises Refused."""
    try:
        edition = load_pack(PACK).edition
    except PackRefused as fault:
        complain(f"{fault}.")
    else:
        say(f"The installed content opens well: {named(edition)}. Nothing was changed.")
        return 0
    kept = places_here().last_good_edition
    had_one = PACK.is_file()
    try:
        edition = put_back(kept, PACK)
    except PackRefused:
        complain(NO_WAY_BACK)
        raise Refused from None
    except OSError as fault:
        complain(
            f"{PACK} cannot be written to ({fault.strerror}). Nothing was changed. "
            f"Ask whoever looks after this computer to copy {kept} there."
        )
        raise Refused from None
    aside = f" The refused file is now called {PACK.name}{REFUSED}." if had_one else ""
    say(f"In use now: {named(edition)}.{aside}")
    return 0


def way_back(kept: Path) -> str:
    """What to do about content that was refused."""
    edition = kept_edition(kept)
    if edition is None:
        return NO_WAY_BACK
    return f"{named(edition).capitalize()} opened well here before. To put it back: plainly check-pack --last-good"


def named(edition: Edition) -> str:
    """An edition as a person can tell it from another one."""
    return f"edition {edition.version}, evidence until {edition.evidence_until} ({edition.sha256[:12]})"
