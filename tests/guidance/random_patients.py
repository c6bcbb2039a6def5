"""Patients nobody chose: seeded, with many gaps, some with a long history and some with contradictions."""

from collections.abc import Iterator
from random import Random

from guidance.finding import Finding, Kind, Value
from guidance.knowledge import KnowledgeBase
from guidance.profile import REGIONS, Profile
from guidance.treatment import OUTCOMES, PROGRESSED_WITHIN, Setting, Treatment
from tests.guidance.values_to_try import possible_values


def random_patients(knowledge: KnowledgeBase, count: int, seed: int) -> Iterator[Profile]:
    """So many patients; the same seed gives the same ones."""
    chance = Random(seed)
    answers = {name: _answers(knowledge, finding) for name, finding in knowledge.findings.items()}
    classes = sorted(knowledge.treatment_kinds)
    for _ in range(count):
        known = chance.choice((0.05, 0.3, 0.6, 0.9, 1.0))
        values = {
            name: _answer(chance, knowledge.findings[name], values)
            for name, values in answers.items()
            if chance.random() < known
        }
        if chance.random() < 0.9:
            # Early-stage disease has no standings, so it is left to a few
            values["disease_setting"] = "metastatic"
        entries = chance.choice((0, 0, 1, 2, 4, 7))
        treatments = tuple(_treatment(chance, classes) for _ in range(entries))
        yield Profile(values, treatments, chance.choice(REGIONS))


def _answers(knowledge: KnowledgeBase, finding: Finding) -> tuple[Value, ...]:
    if finding.kind is Kind.DATE:
        return ("2026-11-23",)
    return (*possible_values(knowledge, finding), *knowledge.coarse.get(finding.id, ()))


def _answer(chance: Random, finding: Finding, values: tuple[Value, ...]) -> Value:
    if finding.kind is Kind.SEVERAL:
        return tuple(choice for choice in finding.choices if chance.random() < 0.15)
    return chance.choice(values)


def _treatment(chance: Random, classes: list[str]) -> Treatment:
    setting = chance.choice((Setting.METASTATIC, Setting.METASTATIC, Setting.ADJUVANT, Setting.NEOADJUVANT))
    metastatic = setting is Setting.METASTATIC
    return Treatment(
        chance.choice(classes),
        setting,
        outcome=chance.choice((None, *OUTCOMES)),
        progressed_within=None if metastatic else chance.choice((None, *PROGRESSED_WITHIN)),
        months_since_end=chance.choice((None, 0, 8, 40)),
        months_on_treatment=chance.choice((None, 2, 5.5, 6, 12, 24, 60)),
        line=chance.choice((None, 1, 1, 2, 3)) if metastatic else None,
    )
