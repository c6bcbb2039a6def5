"""Checks that every word a screen or a sheet will ask for is there.

The rules of the pack say what the first language needs; every other language is held against the first one
(check_translations.py), and here only for what it must have by itself.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from guidance.card import CardPart
from guidance.option import MODALITIES, Standing
from guidance.pack.build import option_clauses
from guidance.pack.check_conditions import Names
from guidance.pack.check_numbers import check_numbers
from guidance.pack.check_translations import check_translations
from guidance.pack.problems import Problems, SourceFile
from guidance.pack.reader import WORD_FILES, PackFiles

READERS = ("clinician", "patient")
_CARD_KEYS = (
    "treatment_class",
    "title",
    "icon",
    "does",
    "how",
    "visits",
    "effects",
    "author",
    "reviewer",
    "reviewed",
    "due",
    "sources",
)
_SCREEN: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "",
        (
            "language",
            "window",
            "wait",
            "empty",
            "nothing_decided",
            "choices_too",
            "know_first",
            "option",
            "own_words",
        ),
    ),
    ("evidence", READERS),
    ("titles", ("none", "one", "two", "three")),
    ("rows", ("matters", "does", "how", "time", "effects")),
    ("numbers", ("counted", "people", "spoken", "none", "lead", "source", "effect")),
    ("grammar", ("list", "plural_endings")),
)
"""The sentences of the patient's page, by their table."""


def check_words(files: PackFiles, names: Names, problems: Problems) -> None:
    """Adds every missing word of every language."""
    for place, (language, words) in enumerate(files.words.items()):
        if any(name not in words for name in WORD_FILES):
            continue
        if place == 0:
            _check_findings(words["findings"], names, problems)
            _check_simple(files, words, problems)
            _check_names(files, words["names"], problems)
            _check_reasons(files, words["reasons"], problems)
            for table, keys in _SCREEN:
                tree = words["screen"].data
                _need(words["screen"], tree.get(table) if table else tree, keys, table or "the page", problems)
            _check_every_class_has_a_card(files, language, problems)
        _check_cards(files, language, names, problems)
    check_translations(files, problems)


def _check_findings(file: SourceFile, names: Names, problems: Problems) -> None:
    for finding in (*names.findings, *names.derived):
        table = file.data.get(finding)
        if table is None:
            problems.add(file, f"{finding} has no words")
            continue
        keys = ("label", "short", "question", "help") if finding in names.findings else ("label",)
        _need(file, table, (*keys, "unknown") if finding in names.findings else keys, finding, problems)
        values = names.values(finding)
        if not values:
            _need(file, table, READERS, finding, problems)
        for value in values:
            said = ("choice", *READERS) if finding in names.findings else READERS
            _need(file, table.get("values", {}).get(value), said, f"{finding}.values.{value}", problems)
        if names.kind(finding) == "several":
            _need(file, table.get("none"), ("choice", *READERS), f"{finding}.none", problems)


def _check_simple(files: PackFiles, words: Mapping[str, SourceFile], problems: Problems) -> None:
    wanted: dict[str, tuple[Iterable[str], tuple[str, ...]]] = {
        "alerts": (files.rules["alerts"].data, ("title", "message", "do_now", "patient")),
        "companions": (files.rules["companions"].data, READERS),
        "tests": (files.rules["tests"].data, ("label", "short", *READERS, "request")),
        "conflicts": (files.rules["conflicts"].data, ("title", "clinician")),
    }
    for name, (ids, keys) in wanted.items():
        for item in ids:
            _need(words[name], words[name].data.get(item), keys, item, problems)
    treatments = words["treatments"]
    for item in files.rules["treatments"].data:
        table = treatments.data.get("treatments", {}).get(item)
        _need(treatments, table, ("label", "patient", "names"), f"treatments.{item}", problems)


def _check_names(files: PackFiles, file: SourceFile, problems: Problems) -> None:
    groups: dict[str, Iterable[str]] = {
        "options": [source.data["id"] for source in files.options if "id" in source.data],
        "treatment_classes": files.rules["treatment_classes"].data,
        "modalities": MODALITIES,
        "standings": [standing.value for standing in Standing],
    }
    for group, ids in groups.items():
        for item in ids:
            _need(file, file.data.get(group, {}).get(item), READERS, f"{group}.{item}", problems)


def _check_reasons(files: PackFiles, file: SourceFile, problems: Problems) -> None:
    shared = file.data.get("clauses", {})
    own = file.data.get("options", {})
    checked: set[str] = set()
    for source in files.options:
        option_id = source.data.get("id", "")
        for part, clause, _set in option_clauses(source.data, files.rules["clause_sets"].data):
            clause_id = str(clause.get("id"))
            table = own.get(option_id, {}).get(clause_id)
            path = f"options.{option_id}.{clause_id}"
            if table is None:
                if clause_id in checked:
                    continue
                checked.add(clause_id)
                table, path = shared.get(clause_id), f"clauses.{clause_id}"
            _need(file, table, READERS, path, problems)
            if table is not None:
                for reader in READERS:
                    verdicts = ("met", "not_met", "unknown") if part in ("fits", "timing") else ("met",)
                    _need(file, table.get(reader), verdicts, f"{path}.{reader}", problems)


def _check_every_class_has_a_card(files: PackFiles, language: str, problems: Problems) -> None:
    used = {source.data.get("treatment_class") for source in files.options}
    for treatment_class in files.rules["treatment_classes"].data:
        if treatment_class in used and treatment_class not in files.cards[language]:
            problems.add(f"words/{language}/patient/{treatment_class}.md", "the card is missing")


def _check_cards(files: PackFiles, language: str, names: Names, problems: Problems) -> None:
    named = files.words[language]["names"]
    table = named.data.get("card_headings")
    _need(named, table, tuple(CardPart), "card_headings", problems)
    wanted = [str(table[part]) for part in CardPart if part in table] if table else []
    for name, file in files.cards[language].items():
        _need(file, file.data, _CARD_KEYS, name, problems)
        if file.data.get("treatment_class") != name:
            problems.add(file, f"the file is called {name}, the card {file.data.get('treatment_class')}")
        headings = [str(section["heading"]) for section in file.data["sections"]]
        if len(wanted) == len(CardPart) and headings != wanted:
            other = next((h for h, w in zip(headings, [*wanted, ""], strict=False) if h != w), "")
            problems.add(
                file,
                "the headings are not the fixed ones in their order",
                at=(f"## {other}",),
                hint="Use: " + ", ".join(wanted),
            )
        check_numbers(files, language, name, file, problems)
        cited = [*file.data.get("sources", ()), *(number.get("source") for number in file.data.get("numbers", ()))]
        for source in cited:
            if source not in names.sources:
                problems.add(file, f"“{source}” is no source of this pack", at=(str(source),))


def _need(
    file: SourceFile, table: Mapping[str, Any] | None, keys: Iterable[str], path: str, problems: Problems
) -> None:
    if table is None:
        problems.add(file, f"{path} has no words")
        return
    missing = [key for key in keys if key not in table]
    if missing:
        problems.add(file, f"{path} lacks {', '.join(missing)}", at=(path.rsplit(".", 1)[-1],))
