"""Reading a case file for the headless commands, with every fault told at once on standard error."""

from pathlib import Path

from desktop.commands.output import Refused, complain
from desktop.places import PACK, places_here
from guidance.case import Case, CaseRefused, read_case
from guidance.knowledge import KnowledgeBase
from guidance.pack.load import PackRefused, load_pack

_LARGEST = 4_000_000
"""Bytes. A case has at most a million characters; nothing is read beyond what they could take."""


def knowledge_here() -> KnowledgeBase:
    """The edition of this installation. Raises Refused."""
    try:
        return load_pack(PACK)
    except PackRefused as fault:
        from desktop.commands.check_pack import way_back

        complain(f"{fault}. {way_back(places_here().last_good_edition)}")
        raise Refused from None


def case_from(path: Path, knowledge: KnowledgeBase) -> Case:
    """The case of a file. Raises Refused after naming every fault with its place and what to do."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as fault:
        complain(f"{path} cannot be read ({fault.strerror}). Check the name and try again.")
        raise Refused from None
    if len(content) > _LARGEST:
        complain(f"{path.name} is larger than a case can be, so it was not read. Check the name and try again.")
        raise Refused
    try:
        return read_case(content.decode("utf-8"), knowledge)
    except UnicodeDecodeError:
        complain(f"{path.name} is not UTF-8 text. Save it as UTF-8 and try again.")
        raise Refused from None
    except CaseRefused as fault:
        complain(str(fault))
        raise Refused from None
