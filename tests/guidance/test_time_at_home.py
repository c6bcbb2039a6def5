"""The time that a treatment takes: what is read of it, and how it is said in both languages."""

from typing import Any

import pytest

from guidance.card import compared_effect
from guidance.time_at_home import AtHome, GivenBy, Range, TimeAtHome, time_from, times_of
from guidance.time_told import MOST_LINES, time_told
from guidance.wording import Reader, Wording, wording_of
from tests.guidance.bilingual import ENGLISH, SPANISH, bilingual
from tests.guidance.edition import edition

BOTH = (ENGLISH, SPANISH)


def words(language: str) -> Wording:
    return wording_of(bilingual(), language, Reader.PATIENT)


def told(language: str = ENGLISH, visits: str = "", **known: Any) -> list[str]:
    """The lines of these facts; without `visits` only those that have a figure."""
    time = time_from({**known, "sources": ["somebody"]})
    return [line.said for line in time_told(time, visits, words(language)) if line.said]


def test_an_option_takes_its_own_table_in_place_of_that_of_its_class() -> None:
    options = [{"id": name, "treatment_class": "tablets"} for name in ("one", "other", "unknown")]
    options.append({"id": "elsewhere", "treatment_class": "surgery"})
    own = {"other": {"visits_a_month": [3, 3], "sources": ["b"]}, "unknown": {}}
    tables = {"tablets": {"at_home": "daily", "sources": ["a"], "author": "us", "options": own}}
    assert times_of(options, tables) == {
        "one": {"at_home": "daily", "sources": ["a"]},
        "other": {"visits_a_month": [3, 3], "sources": ["b"]},
    }


def test_what_is_not_known_is_none_and_never_nothing() -> None:
    time = time_from({"at_home": "daily", "sources": ["a"]})
    assert time == TimeAtHome(at_home=AtHome.DAILY, sources=("a",))
    assert (time.visits_a_month, time.given_by, time.months_at_first) == (None, None, None)


def test_the_edition_knows_the_time_of_an_option() -> None:
    time = edition().time_at_home("trastuzumab_emtansine")
    assert time is not None
    assert (time.given_by, time.minutes_first_time, time.minutes_each_time) == (
        GivenBy.DRIP,
        Range(180, 180),
        Range(60, 60),
    )
    assert edition().time_at_home("gedatolisib_fulvestrant") is None
    assert edition().time_at_home("early_palliative_care") is None


def test_every_source_of_the_time_is_a_source_of_the_edition() -> None:
    known = edition().sources
    assert all(source in known for option in edition().times for source in edition().times[option]["sources"])


@pytest.mark.parametrize(
    ("known", "english", "spanish"),
    [
        ({"visits_a_month": [1, 1]}, "Treatment visits: 1 a month", "Visitas de tratamiento: 1 al mes"),
        ({"visits_a_month": [1, 2]}, "Treatment visits: 1 or 2 a month", "Visitas de tratamiento: 1 o 2 al mes"),
        ({"visits_a_month": [7, 8]}, "Treatment visits: 7 to 8 a month", "Visitas de tratamiento: de 7 a 8 al mes"),
        (
            {"visits_in_3_months": [1, 4]},
            "Treatment visits: 1 to 4 in 3 months",
            "Visitas de tratamiento: de 1 a 4 en 3 meses",
        ),
        ({"visits_in_all": [1, 10]}, "Treatment visits: 1 to 10 in all", "Visitas de tratamiento: de 1 a 10 en total"),
        (
            {"visits_in_first_month": [3, 3], "visits_a_month": [1, 1]},
            "Treatment visits: 3 in the first month, then 1 a month",
            "Visitas de tratamiento: 3 en el primer mes, luego 1 al mes",
        ),
        (
            {"blood_tests_a_month_at_first": [2, 2], "months_at_first": 2, "blood_tests_a_month": [1, 1]},
            "Blood tests: 2 a month for 2 months, then 1 a month",
            "Análisis de sangre: 2 al mes durante 2 meses, luego 1 al mes",
        ),
        (
            {"blood_tests_a_month_at_first": [5, 6], "months_at_first": 1},
            "Blood tests: 5 or 6 in the first month",
            "Análisis de sangre: 5 o 6 en el primer mes",
        ),
        (
            {"at_home": "with_breaks"},
            "At home: tablets, with days off in between",
            "En casa: pastillas, con días de descanso",
        ),
        ({"months_between_scans": [1, 1]}, "Scans: about every month", "Estudios de imágenes: más o menos cada mes"),
        (
            {"weeks_between_scans": [6, 6]},
            "Scans: about every 6 weeks",
            "Estudios de imágenes: más o menos cada 6 semanas",
        ),
        (
            {"months_between_scans": [2, 4]},
            "Scans: every 2 to 4 months",
            "Estudios de imágenes: cada 2 a 4 meses",
        ),
    ],
)
def test_a_figure_is_said_as_people_say_it(known: dict[str, Any], english: str, spanish: str) -> None:
    assert told(ENGLISH, **known) == [english]
    assert told(SPANISH, **known) == [spanish]


@pytest.mark.parametrize(
    ("minutes", "english", "spanish"),
    [
        ([1, 1], "1 minute", "1 minuto"),
        ([2, 5], "2 to 5 minutes", "de 2 a 5 minutos"),
        ([60, 60], "1 hour", "1 hora"),
        ([60, 90], "60 to 90 minutes", "de 60 a 90 minutos"),
        ([90, 90], "90 minutes", "90 minutos"),
        ([75, 75], "75 minutes", "75 minutos"),
        ([30, 120], "30 minutes to 2 hours", "de 30 minutos a 2 horas"),
        ([120, 180], "2 or 3 hours", "2 o 3 horas"),
        ([210, 210], "3 and a half hours", "3 horas y media"),
        ([150, 210], "2 and a half hours to 3 and a half hours", "de 2 horas y media a 3 horas y media"),
    ],
)
def test_a_length_is_in_the_unit_that_people_use(minutes: list[int], english: str, spanish: str) -> None:
    assert told(ENGLISH, minutes_each_time=minutes, given_by="drip") == [f"For a drip: {english}"]
    assert told(SPANISH, minutes_each_time=minutes, given_by="drip") == [f"Para el goteo: {spanish}"]


def test_the_first_time_is_told_apart() -> None:
    known = {"minutes_first_time": [90, 90], "minutes_each_time": [30, 30], "given_by": "injection"}
    assert told(ENGLISH, **known) == ["For the injections: 90 minutes the first time, then 30 minutes"]
    assert told(SPANISH, **known) == ["Para las inyecciones: 90 minutos la primera vez, luego 30 minutos"]


def test_the_line_of_the_card_stands_where_no_figure_of_the_visits_is_known() -> None:
    assert told(visits="Mostly check-ups", at_home="daily") == ["Mostly check-ups", "At home: tablets each day"]
    assert told(visits="Mostly check-ups", visits_a_month=[1, 1]) == ["Treatment visits: 1 a month"]
    (line,) = time_told(None, "Mostly check-ups", words(ENGLISH))
    assert (line.lead, line.said) == ("", "Mostly check-ups")


@pytest.mark.parametrize("language", BOTH)
def test_every_option_is_told_in_a_few_short_lines(language: str) -> None:
    plain, knowledge = words(language), bilingual()
    for option in knowledge.options.values():
        visits = plain.card(option.treatment_class).visits
        lines = [line.said for line in time_told(knowledge.time_at_home(option.id), visits, plain)]
        assert 1 <= len(lines) <= MOST_LINES
        assert all(0 < len(line) <= 90 and "{" not in line for line in lines), lines


@pytest.mark.parametrize("language", BOTH)
def test_the_figure_that_is_compared_is_a_shared_one_where_there_is_any(language: str) -> None:
    plain = words(language)

    def chosen(*pairs: tuple[str, str]) -> str:
        return compared_effect([(plain.card(name), option) for name, option in pairs])

    fulvestrant, capecitabine = ("fulvestrant_injections", "fulvestrant"), ("capecitabine_tablets", "capecitabine")
    conjugate = ("trastuzumab_deruxtecan_infusions", "trastuzumab_deruxtecan_her2_low")
    assert chosen(conjugate) == "tiredness"
    assert chosen(fulvestrant, conjugate, capecitabine) == "nausea"
    assert chosen(("bone_strengthening_medicines", "zoledronic_acid")) == "flu_like"
    assert chosen(("bone_strengthening_medicines", "denosumab")) == ""
    assert chosen() == ""
