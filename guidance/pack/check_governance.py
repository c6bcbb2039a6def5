"""Says what nobody has read yet and what is due for another reading. Such things are no faults: they are notices."""

from collections.abc import Mapping
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from guidance.pack.problems import Problems, SourceFile
from guidance.pack.reader import PackFiles

_KEYS = ("files", "what", "author", "reviewer", "reviewed", "due")


def check_governance(files: PackFiles, problems: Problems, today: date) -> None:
    """Adds blocks without an owner as faults; what is unread or overdue on `today` as notices."""
    if not files.rules["pack"].data.get("approved_by"):
        problems.note("pack.toml", "no clinician has approved this edition yet")
    _check_blocks(files, problems, today)
    for language, cards in files.cards.items():
        unread = sum(not card.data.get("reviewer") for card in cards.values())
        if unread:
            problems.note(f"words/{language}/patient", f"{unread} of {len(cards)} cards have no reviewer yet")
        for card in cards.values():
            check_due(card, card.data, "the card", ("due",), problems, today)


def _check_blocks(files: PackFiles, problems: Problems, today: date) -> None:
    source = files.rules["governance"]
    blocks = source.data.get("block", [])
    unread = []
    for block in blocks:
        place = (f'"{block.get("files", "")}"',)
        missing = [key for key in _KEYS if key not in block]
        if missing:
            problems.add(source, f"a block lacks {', '.join(missing)}", at=place)
            continue
        if bool(block["reviewer"]) != bool(block["reviewed"]):
            problems.add(source, "a review needs both a name and a date", at=place)
        if not block["reviewer"]:
            unread.append(block["what"])
        check_due(source, block, block["what"], place, problems, today)
    if unread:
        problems.note(str(source.path), f"{len(unread)} of {len(blocks)} blocks have no reviewer yet")
    for path in sorted(_paths(files)):
        owners = [block for block in blocks if fnmatchcase(path, block.get("files", ""))]
        if len(owners) != 1:
            said = "stands in no block" if not owners else f"stands in {len(owners)} blocks"
            problems.add(source, f"{path} {said}", hint="Every file of rules and words has one owner.")


def check_due(
    file: SourceFile, block: Mapping[str, Any], what: str, at: tuple[str, ...], problems: Problems, today: date
) -> None:
    """A due date that is none is a fault; one before `today` is a notice. `at` leads to it."""
    due = str(block.get("due", ""))
    try:
        overdue = date.fromisoformat(due) < today
    except ValueError:
        problems.add(file, f"“{due}” is no date on which a review is due", at=at, hint="Write it as 2027-05-31.")
        return
    if overdue:
        hint = "Have it read again, then write who read it, when, and when it is due next."
        problems.note_at(file, f"the review of {what} was due on {due}", at=(*at, due), hint=hint)


def _paths(files: PackFiles) -> set[str]:
    own = {"pack.toml", "governance.toml"}
    sources = [*files.rules.values(), *files.options, *files.cases]
    sources += [source for words in files.words.values() for source in words.values()]
    return {str(source.path) for source in sources} - own
