"""Reading a case file for the headless commands, with every fault told at once on standard error."""

import sys
from pathlib import Path

from desktop.places import PACK
from guidance.case import Case, CaseRefused, read_case
from guidance.knowledge import KnowledgeBase
from guidance.pack.load import PackRefused, load_pack

_LARGEST = 2_000_000


class Refused(Exception):
    """The input is wrong; everything there is to say was said."""


def complain(text: str) -> None:
    """Says what is wrong."""
    sys.stderr.write(text.rstrip() + "\n")


def knowledge_here() -> KnowledgeBase:
    """The edition of this installation. Raises Refused."""
    try:
        return load_pack(PACK)
    except PackRefused as fault:
        complain(f"{fault}.")
        raise Refused from None


def case_from(path: Path, knowledge: KnowledgeBase) -> Case:
    """The case of a file. Raises Refused after naming every fault with its place and what to do."""
    try:
        if path.stat().st_size > _LARGEST:
            complain(f"{path.name} is larger than a case can be. Nothing was read.")
            raise Refused
        text = path.read_text(encoding="utf-8")
    except OSError as fault:
        complain(f"{path} cannot be read ({fault.strerror}). Check the name and try again.")
        raise Refused from None
    except UnicodeDecodeError:
        complain(f"{path.name} is not UTF-8 text. Save it as UTF-8 and try again.")
        raise Refused from None
    try:
        return read_case(text, knowledge)
    except CaseRefused as fault:
        complain(str(fault))
        raise Refused from None
