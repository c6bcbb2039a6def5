"""A language that says less, more or something else than the first one is a fault with its place."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from guidance.pack.__main__ import HOME, checked_pack
from guidance.pack.check_translations import check_translations
from guidance.pack.problems import Problem, Problems
from guidance.pack.reader import read_pack

ENGLISH = {
    "names.toml": """\
[options.tamoxifen]
clinician = "Tamoxifen"
patient = "Tamoxifen tablets"

[options.olaparib]
clinician = "Olaparib"
patient = "Olaparib tablets"
""",
    "reasons.toml": """\
[clauses.her2_low]
clinician = { met = "HER2-low", not_met = "Not HER2-low" }
patient = { met = "The cancer carries a small amount of HER2.", not_met = "It does not." }
""",
    "alerts.toml": """\
[hypercalcemia]
title = "High calcium"
do_now = [
  "Send blood tests.",
  "Take an ECG.",
]
""",
    "treatments.toml": """\
[treatments.tamoxifen]
names = ["Tamoxifen", "Nolvadex"]
""",
    "glossary.toml": """\
[biopsy]
term = "biopsy"
meaning = "A test of a tiny piece."
also = ["biopsies"]

[drip]
term = "drip"
meaning = "A slow flow into a vein."
""",
    "handout.toml": """\
[sources]
made = "Made on {date} with edition {edition}."

[call_us]
emergency_ending = ": get emergency help at once"
any_hour_ending = ": call at any hour"
pregnant = "you think you may be pregnant"
""",
    "patient/tamoxifen.md": """\
+++
treatment_class = "tamoxifen"
title = "Tamoxifen tablets"
icon = "pill"
does = "It blocks estrogen."
sources = ["label"]

[[numbers]]
effect = "tiredness"
label = "feel tired"
people = 12
source = "label"
+++

## What it is

A tablet.

## What it is for

Cancer.

## How it is given

By mouth, once every 24 hours.

## How it may help

It may help.

## Common side effects

- Hot flashes
- Feeling tired

## Call us the same day if

- you have a fever: call at any hour
- you pass out: get emergency help at once
- you think you may be pregnant
- your leg hurts

## Daily life

As usual.

## Questions

- How long?
""",
}

SPANISH = {
    "names.toml": """\
[options.tamoxifen]
clinician = "Tamoxifeno"
patient = "Pastillas de tamoxifeno"

[options.olaparib]
clinician = "Olaparib"
patient = "Pastillas de olaparib"

[translation]
checked_by = "A. Traductora"
note = "Aún no revisada."
""",
    "reasons.toml": """\
[clauses.her2_low]
clinician = { met = "HER2 bajo", not_met = "No es HER2 bajo" }
patient = { met = "El cáncer tiene poco HER2.", not_met = "No lo tiene." }
""",
    "alerts.toml": """\
[hypercalcemia]
title = "Calcio alto"
do_now = [
  "Pida análisis.",
  "Haga un ECG.",
]
""",
    "treatments.toml": """\
[treatments.tamoxifen]
names = ["Tamoxifeno", "Nolvadex", "Taxus"]
""",
    "glossary.toml": """\
[biopsy]
term = "biopsia"
meaning = "Una prueba de un pedacito."
also = []

[drip]
term = "goteo"
meaning = "Un líquido que entra despacio en la vena."
also = ["goteos"]
""",
    "handout.toml": """\
[sources]
made = "Edición {edition}, hecha el {date}."

[call_us]
emergency_ending = ": pida ayuda de inmediato"
any_hour_ending = ": llame a cualquier hora"
pregnant = "cree que puede haber un embarazo"
""",
    "patient/tamoxifen.md": """\
+++
treatment_class = "tamoxifen"
title = "Pastillas de tamoxifeno"
icon = "pill"
does = "Bloquea el estrógeno."
sources = ["label"]

[[numbers]]
effect = "tiredness"
label = "sienten cansancio"
people = 12
source = "label"
+++

## Qué es

Una pastilla.

## Para qué sirve

Cáncer.

## Cómo se da

Por la boca, una vez cada 24 horas.

## Cómo puede ayudar

Puede ayudar.

## Efectos secundarios comunes

- Bochornos
- Cansancio

## Llámenos el mismo día si

- tiene fiebre: llame a cualquier hora
- se desmaya: pida ayuda de inmediato
- cree que puede haber un embarazo
- le duele la pierna

## Cómo es la vida diaria

Como siempre.

## Preguntas

- ¿Cuánto tiempo?
""",
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of words only: two languages that say the same."""
    (tmp_path / "pack.toml").write_text('languages = ["en", "es"]\n', encoding="utf-8")
    for language, files in (("en", ENGLISH), ("es", SPANISH)):
        for name, text in files.items():
            path = tmp_path / "words" / language / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return tmp_path


def differences(pack: Path) -> Problems:
    problems = Problems()
    check_translations(read_pack(pack, Problems()), problems)
    return problems


@pytest.fixture
def after(pack: Path) -> Callable[[str, str, str], list[Problem]]:
    """The faults after one change in one file."""

    def changed(file: str, before: str, now: str) -> list[Problem]:
        path = pack / "words" / file
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{before} is not once in {file}"
        path.write_text(text.replace(before, now), encoding="utf-8")
        return differences(pack).faults

    return changed


def test_two_languages_that_say_the_same_have_no_fault(pack: Path) -> None:
    problems = differences(pack)
    assert problems.faults == []
    assert problems.notices == []


@pytest.mark.parametrize(
    ("file", "before", "now", "place", "said"),
    [
        (
            "es/names.toml",
            '[options.olaparib]\nclinician = "Olaparib"\npatient = "Pastillas de olaparib"\n',
            "",
            "words/es/names.toml:1:1",
            "options.olaparib is missing. It stands in words/en/names.toml:5:1.",
        ),
        (
            "es/names.toml",
            'patient = "Pastillas de olaparib"\n',
            "",
            "words/es/names.toml:6:1",
            "options.olaparib.patient is missing. It stands in words/en/names.toml:7:1 and says “Olaparib tablets”.",
        ),
        (
            "en/names.toml",
            'patient = "Tamoxifen tablets"\n',
            "",
            "words/en/names.toml:2:1",
            "options.tamoxifen.patient is missing. It stands in words/es/names.toml:3:1",
        ),
        (
            "es/reasons.toml",
            ', not_met = "No lo tiene."',
            "",
            "words/es/reasons.toml:3:13",
            "clauses.her2_low.patient.not_met is missing. It stands in words/en/reasons.toml:3:",
        ),
        (
            "es/glossary.toml",
            '[biopsy]\nterm = "biopsia"\nmeaning = "Una prueba de un pedacito."\nalso = []\n',
            "",
            "words/es/glossary.toml:1:1",
            "biopsy is missing",
        ),
        ("es/names.toml", '"Tamoxifeno"', '""', "words/es/names.toml:2:1", "options.tamoxifen.clinician says nothing"),
        ("es/names.toml", '"Tamoxifeno"', "7", "words/es/names.toml:2:1", "is not the same kind of thing"),
        (
            "es/handout.toml",
            "{date}",
            "{fecha}",
            "words/es/handout.toml:2:1",
            "sources.made has the places edition, fecha, not date, edition. Compare words/en/handout.toml:2:1.",
        ),
        (
            "es/handout.toml",
            ", hecha el {date}",
            "",
            "words/es/handout.toml:2:1",
            "sources.made has the places edition, not date, edition",
        ),
        (
            "es/alerts.toml",
            '  "Haga un ECG.",\n',
            "",
            "words/es/alerts.toml:3:1",
            "hypercalcemia.do_now has 1 items, not 2. Compare words/en/alerts.toml:3:1.",
        ),
        ("es/alerts.toml", "ECG", "{ECG}", "words/es/alerts.toml:3:1", "has the places ECG, not none"),
        ("es/names.toml", "[translation]", "[other]", "words/en/names.toml:5:1", "other is missing"),
        ("es/names.toml", 'checked_by = "A. Traductora"\n', "", "words/es/names.toml:9:1", "who checked"),
        ("es/patient/tamoxifen.md", '"pill"', '"drip"', ":4:1", "icon is another than in the original. It is pill"),
        ("es/patient/tamoxifen.md", 'sources = ["label"]', "sources = []", ":6:1", "sources is another"),
        ("es/patient/tamoxifen.md", '"Bloquea el estrógeno."', '" "', ":5:1", "does says nothing"),
        ("es/patient/tamoxifen.md", "people = 12", "people = 21", ":8:1", "people of this number is another"),
        ("es/patient/tamoxifen.md", '"sienten cansancio"', '""', ":8:1", "this number has no label"),
        ("es/patient/tamoxifen.md", "[[numbers]]", "[[figures]]", ":1:1", "the card has 0 numbers, not 1"),
        (
            "es/patient/tamoxifen.md",
            "- Bochornos\n",
            "",
            ":31:1",
            "“Efectos secundarios comunes” has 1 bullets, not 2",
        ),
        ("es/patient/tamoxifen.md", "Como siempre.\n", "", ":43:1", "lacks its sentences"),
        ("es/patient/tamoxifen.md", "24 horas", "12 horas", ":23:1", "“Cómo se da” has the figures 12, not 24"),
        (
            "es/patient/tamoxifen.md",
            ": pida ayuda de inmediato",
            "",
            ":39:1",
            "this sign is for the same day here, and an emergency in words/en/patient/tamoxifen.md. "
            "The words for that are “: pida ayuda de inmediato”.",
        ),
        (
            "es/patient/tamoxifen.md",
            ": llame a cualquier hora",
            ": pida ayuda de inmediato",
            ":38:1",
            "this sign is an emergency here, and for any hour",
        ),
        (
            "es/patient/tamoxifen.md",
            "puede haber",
            "hay",
            ":40:1",
            "this sign is for the same day here, and a pregnancy",
        ),
    ],
)
def test_a_difference_is_said_with_the_place_where_it_belongs(
    after: Callable[[str, str, str], list[Problem]], file: str, before: str, now: str, place: str, said: str
) -> None:
    faults = [str(fault) for fault in after(file, before, now)]
    assert any(place in fault and said in fault for fault in faults), faults


def test_one_difference_is_one_fault(after: Callable[[str, str, str], list[Problem]]) -> None:
    assert len(after("es/names.toml", 'patient = "Pastillas de olaparib"\n', "")) == 1


@pytest.mark.parametrize(("language", "other"), [("es", "en"), ("en", "es")])
def test_a_card_of_one_language_only_is_missing_in_the_other(pack: Path, language: str, other: str) -> None:
    (pack / "words" / language / "patient" / "tamoxifen.md").unlink()
    (fault,) = differences(pack).faults
    assert fault.file == f"words/{language}/patient/tamoxifen.md"
    assert fault.message == "the card is missing"
    assert f"words/{other}/patient" in fault.hint


def test_a_translation_that_nobody_has_checked_is_a_notice(
    pack: Path, after: Callable[[str, str, str], list[Problem]]
) -> None:
    assert after("es/names.toml", '"A. Traductora"', '""') == []
    (notice,) = differences(pack).notices
    assert str(notice) == "words/es/names.toml: no qualified translator has checked this language yet."


def test_a_language_must_say_who_checked_it(after: Callable[[str, str, str], list[Problem]]) -> None:
    table = '[translation]\nchecked_by = "A. Traductora"\nnote = "Aún no revisada."\n'
    (fault,) = after("es/names.toml", table, "")
    assert fault.message == "nothing says who checked this translation"
    assert "[translation]" in fault.hint


def test_one_language_has_nothing_to_be_compared_with(pack: Path) -> None:
    (pack / "pack.toml").write_text('languages = ["en"]\n', encoding="utf-8")
    problems = differences(pack)
    assert problems.found == []


def test_what_is_missing_in_the_whole_pack_is_said_once(tmp_path: Path) -> None:
    """The words of the shipped edition as their own translation, but for one name, one clause and one heading."""
    folder = tmp_path / "pack"
    _copy(HOME, folder)
    head = folder / "pack.toml"
    head.write_text(re.sub(r"languages = .*", 'languages = ["en", "qaa"]', head.read_text("utf-8")), "utf-8")
    words = folder / "words" / "qaa"
    _copy(folder / "words" / "en", words)
    names = words / "names.toml"
    said = names.read_text("utf-8").replace('daily_life = "What daily life looks like"\n', "")
    said = said.replace("[options.tamoxifen]", "[options.tamoxifen_]")
    names.write_text(f'{said}\n[translation]\nchecked_by = ""\nnote = "Not checked."\n', "utf-8")
    reasons = words / "reasons.toml"
    reasons.write_text(reasons.read_text("utf-8").replace("[clauses.her2_low]", "[clauses.her2_lo]"), "utf-8")
    found = sorted(
        (fault.file, fault.message) for fault in checked_pack(folder)[1].faults if fault.file != "governance.toml"
    )
    assert found == [
        ("words/en/names.toml", "options.tamoxifen_ is missing"),
        ("words/en/reasons.toml", "clauses.her2_lo is missing"),
        ("words/qaa/names.toml", "card_headings lacks daily_life"),
        ("words/qaa/names.toml", "card_headings.daily_life is missing"),
        ("words/qaa/names.toml", "options.tamoxifen is missing"),
        ("words/qaa/reasons.toml", "clauses.her2_low is missing"),
    ]


def _copy(folder: Path, target: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and "es" not in path.relative_to(folder).parts:
            to = target / path.relative_to(folder)
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(path.read_bytes())
