"""The sheets of the six demonstration patients, made from the files of the pack, for tests of what a sheet says."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import resources
from guidance.case import consultation_of, read_case
from guidance.consultation import Consultation
from guidance.knowledge import KnowledgeBase
from guidance.pack.build import built
from guidance.pack.load import knowledge_from
from guidance.pack.problems import Problems
from guidance.pack.reader import read_pack
from guidance.wording import Reader, wording_of
from guidance.workup import WorkUp, work_up
from handout.clinic import Clinic
from handout.compose import compose
from handout.reading import reading_order
from handout.sheet import Block, Callout, Contact, Handout, OptionBlock, Section

HOME = Path(resources.__file__).parent
FILES = sorted((HOME / "demonstration").glob("*.json"))
PATIENTS = [file.stem for file in FILES]
ELEANOR, ROSA, IMANI, WALTER, MEI_LING, SAM = PATIENTS
DAY = dt.date(2026, 11, 24)
CLINIC = Clinic("Breast clinic, Example Hospital", "555 0142", (Contact("Nurse Dana Reyes", "555 0143"),))


@cache
def knowledge() -> KnowledgeBase:
    """The edition as its authors left it, so that a test never meets a stale build."""
    problems = Problems()
    return knowledge_from(built(read_pack(HOME / "knowledge" / "metastatic_breast", problems)))


def visit_of(patient: str, /, **changed: Any) -> Consultation:
    """The visit of a demonstration patient; `changed` replaces whole parts of the case file."""
    case: dict[str, Any] = json.loads((HOME / "demonstration" / f"{patient}.json").read_text(encoding="utf-8"))
    for name, part in changed.items():
        case[name] = {**case.get(name, {}), **part} if isinstance(part, Mapping) else part
    return consultation_of(read_case(json.dumps(case), knowledge()), at="2026-11-24T10:00:00+00:00")


def worked_up(visit: Consultation) -> WorkUp:
    """What follows from the visit."""
    return work_up(visit, knowledge())


def sheet_of(visit: Consultation, clinic: Clinic = CLINIC) -> Handout:
    """The sheet of a visit."""
    wording = wording_of(knowledge(), "en", Reader.PATIENT)
    return compose(visit, worked_up(visit), wording, visit.handout, clinic=clinic, visit_date=DAY)


@cache
def demonstration(patient: str) -> Handout:
    """The sheet of a demonstration patient as the file has it."""
    return sheet_of(visit_of(patient))


def section(sheet: Handout, name: str) -> Section:
    """One part of a sheet."""
    return next(part for part in sheet.sections if part.id == name)


def said(sheet: Handout, *names: str) -> str:
    """All that a sheet says, or that its named parts say, a line a text."""
    parts = tuple(part for part in sheet.sections if not names or part.id in names)
    return "\n".join(reading_order(replace(sheet, sections=parts)))


def options(sheet: Handout) -> tuple[OptionBlock, ...]:
    """The options of a sheet."""
    return tuple(block for block in section(sheet, "options").blocks if isinstance(block, OptionBlock))


def boxes(blocks: tuple[Block, ...]) -> tuple[Callout, ...]:
    """The boxes among the blocks."""
    return tuple(block for block in blocks if isinstance(block, Callout))
