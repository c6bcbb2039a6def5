"""The shipped edition, built in memory from its sources, and patients to ask it about."""

from functools import lru_cache
from pathlib import Path

import resources
from guidance.condition import Condition
from guidance.criteria import Facts, Reason
from guidance.expression import read
from guidance.finding import Value
from guidance.knowledge import KnowledgeBase
from guidance.pack.build import built
from guidance.pack.load import knowledge_from
from guidance.pack.problems import Problems
from guidance.pack.reader import PackFiles, read_pack
from guidance.profile import Profile
from guidance.treatment import Setting, Treatment

FOLDER = Path(resources.__file__).parent / "knowledge" / "metastatic_breast"

FIRST_VISIT: dict[str, Value] = {
    "disease_setting": "metastatic",
    "metastatic_presentation": "de_novo",
    "no_treatment_yet_for_metastatic_disease": "yes",
    "visceral_crisis": "no",
    "sex": "female",
    "age_years": 62,
    "menopausal_status": "postmenopausal",
    "ecog_performance_status": 1,
    "estrogen_receptor_percent": 90,
    "progesterone_receptor_percent": 40,
    "her2_ihc": "zero_null",
    "metastatic_sites": ("bone", "liver"),
}
"""A woman after menopause with hormone receptor-positive, HER2-negative disease, found with metastases, not treated
yet.
"""


@lru_cache(1)
def sources() -> PackFiles:
    """The files of the shipped edition."""
    return read_pack(FOLDER, Problems())


@lru_cache(1)
def edition() -> KnowledgeBase:
    """The shipped edition."""
    return knowledge_from(built(sources()))


def profile(*treatments: Treatment, region: str = "us", **values: Value) -> Profile:
    """A patient of whom only this is known."""
    return Profile(values, treatments, region)


def first_visit(*treatments: Treatment, region: str = "us", without: tuple[str, ...] = (), **values: Value) -> Profile:
    """The woman of FIRST_VISIT with other or fewer answers."""
    known = {name: value for name, value in {**FIRST_VISIT, **values}.items() if name not in without}
    return Profile(known, treatments, region)


def metastatic(
    treatment: str, line: int | None = 1, outcome: str | None = "progressed", months: float = 12
) -> Treatment:
    """A treatment of metastatic disease."""
    return Treatment(treatment, Setting.METASTATIC, outcome, months_on_treatment=months, line=line)


def early(
    treatment: str,
    progressed_within: str | None = None,
    *,
    outcome: str | None = "completed",
    months: float | None = None,
    setting: Setting = Setting.ADJUVANT,
) -> Treatment:
    """A treatment of early disease."""
    return Treatment(treatment, setting, outcome, progressed_within, months_on_treatment=months)


def judged(patient: Profile, condition: str | Condition) -> Reason:
    """The verdict of a condition of the shipped edition, with its reason."""
    return Facts(patient, edition().language).judge(read(condition) if isinstance(condition, str) else condition)


def said(patient: Profile, condition: str | Condition) -> str:
    """The verdict as a word: met, not_met or unknown."""
    return judged(patient, condition).verdict.word
