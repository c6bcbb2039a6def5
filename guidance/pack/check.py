"""Finds everything that is wrong with a pack, all at once. Serves the author, CI and the loader's builder alike.

Names are checked against the findings, choices, classes and sources of the same pack; words are checked for being there
at all in every
language. What nobody has reviewed, or what is overdue, is a notice.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from guidance.option import MODALITIES
from guidance.pack.build import listed_companions, option_clauses
from guidance.pack.check_conditions import ConditionChecker, Names
from guidance.pack.check_governance import check_governance
from guidance.pack.check_possible import check_possible
from guidance.pack.check_reading import check_reading
from guidance.pack.check_samples import check_samples
from guidance.pack.check_time_at_home import check_time_at_home
from guidance.pack.check_words import check_words
from guidance.pack.problems import Problems, SourceFile, did_you_mean
from guidance.pack.reader import RULE_FILES, PackFiles
from guidance.profile import REGIONS

LICENSES = ("approved", "off_label", "pending", "not_licensed", "unknown")
OPTION_KEYS = (
    "id",
    "modality",
    "also",
    "treatment_class",
    "contains",
    "license",
    "license_note",
    "guidelines_differ",
    "must_know",
    "uses",
    "companions",
    "fits",
    "stops",
    "cautions",
    "timing",
    "facts_ref",
)
CLAUSE_KEYS = ("id", "when", "sources", "otherwise")


def check_pack(files: PackFiles, problems: Problems, today: date | None = None) -> None:
    """Adds every problem of a pack that could be read. `today` decides what is overdue (the day of the check)."""
    if any(name.removesuffix(".toml") not in files.rules for name in RULE_FILES):
        return
    names = Names.of(files)
    checker = ConditionChecker(names, problems)
    _check_shape(files, problems)
    _check_derived(files.rules["derived"], names, checker, problems)
    _check_intake(files, names, checker, problems)
    _check_rule_tables(files, names, checker, problems)
    cited = _check_options(files, names, checker, problems)
    check_possible(files, checker.sound, problems)
    cited |= check_time_at_home(files, problems, today or date.today())
    _check_sources(files, cited, problems)
    check_words(files, names, problems)
    check_reading(files, problems)
    check_samples(files, problems)
    check_governance(files, problems, today or date.today())


def _check_shape(files: PackFiles, problems: Problems) -> None:
    for name, table in files.rules["findings"].data.items():
        _needs(files.rules["findings"], name, table, ("kind", "step", "group", "facts_ref"), problems)
    for name, table in files.rules["treatment_classes"].data.items():
        if table.get("modality") not in MODALITIES:
            hint = did_you_mean(str(table.get("modality")), MODALITIES)
            problems.add(
                files.rules["treatment_classes"], f"{name} has no known modality", at=(f"[{name}]",), hint=hint
            )


def _check_derived(file: SourceFile, names: Names, checker: ConditionChecker, problems: Problems) -> None:
    for name, table in file.data.items():
        at = (f"[{name}]",)
        if "kind" not in table:
            problems.add(file, f"{name} lacks kind", at=at)
        if table.get("kind") == "yes_no" and "yes" not in table:
            problems.add(file, f"{name} does not say when it is yes", at=at)
        if name in names.findings:
            problems.add(file, f"{name} is a given finding already", at=at)
        for text in table.get("when", {}).values():
            checker.check(file, text, at)
        for key in ("yes", "no"):
            if key in table:
                checker.check(file, table[key], at)
        for needed in table.get("missing", ()):
            _known(needed["finding"], names.findings, "finding", file, at, problems)
            if "when" in needed:
                checker.check(file, needed["when"], at)


def _check_intake(files: PackFiles, names: Names, checker: ConditionChecker, problems: Problems) -> None:
    file = files.rules["intake"]
    asked = Counter(q for step in file.data["steps"] for section in step["sections"] for q in section["questions"])
    for finding, count in asked.items():
        _known(finding, names.findings, "finding", file, (finding,), problems)
        if count > 1:
            problems.add(file, f"{finding} is asked {count} times", at=(finding,))
    for finding in names.findings:
        if finding not in asked:
            problems.add(file, f"{finding} is never asked", hint="Add it to a step.")
    for finding, text in file.data.get("shown_when", {}).items():
        _known(finding, names.findings, "finding", file, ("shown_when", finding), problems)
        checker.check(file, text, ("shown_when", finding))


def _check_rule_tables(files: PackFiles, names: Names, checker: ConditionChecker, problems: Problems) -> None:
    alerts, conflicts, tests = files.rules["alerts"], files.rules["conflicts"], files.rules["tests"]
    for name, table in alerts.data.items():
        _needs(alerts, name, table, ("rank", "triggers", "facts_ref"), problems)
        for text in table.get("triggers", ()):
            checker.check(alerts, text, (f"[{name}]",))
    for name, table in conflicts.data.items():
        _needs(conflicts, name, table, ("findings", "when"), problems)
        if "when" in table:
            checker.check(conflicts, table["when"], (f"[{name}]",))
        for finding in table.get("findings", ()):
            _known(finding, names.findings, "finding", conflicts, (f"[{name}]",), problems)
    for name, table in tests.data.items():
        _needs(tests, name, table, ("fills", "specimen"), problems)
        for finding in table.get("fills", ()):
            _known(finding, names.findings, "finding", tests, (f"[{name}]",), problems)
        if "when" in table:
            checker.check(tests, table["when"], (f"[{name}]",))


def _check_options(files: PackFiles, names: Names, checker: ConditionChecker, problems: Problems) -> set[str]:
    sets = files.rules["clause_sets"]
    cited: set[str] = set()
    for set_id, table in sets.data.items():
        for part in ("fits", "stops", "cautions", "timing"):
            for clause in table.get(part, ()):
                cited |= _check_clause(sets, clause, names, checker, problems, (f"[{set_id}]", f"{part} = ["))
        _check_companions(sets, table.get("companions", ()), names, checker, problems, (f"[{set_id}]",))
    seen: dict[str, str] = {}
    listed = files.rules["pack"].data.get("options", ())
    for file in files.options:
        option = file.data
        if option.get("id") not in listed:
            problems.add(files.rules["pack"], f"{option.get('id')} is not in the list of options")
        _check_option_head(file, files, names, problems, seen)
        ids: Counter[str] = Counter()
        for _part, clause, set_id in option_clauses(option, sets.data):
            ids[str(clause.get("id"))] += 1
            if not set_id:
                cited |= _check_clause(file, clause, names, checker, problems, ())
        for clause_id, count in ids.items():
            if count > 1:
                said = f"the clause “{clause_id}” stands {count} times"
                problems.add(file, said, at=(f'"{clause_id}"',), hint="Give each another id.")
        if not any(part == "fits" for part, _, _ in option_clauses(option, sets.data)):
            problems.add(file, "the option says nowhere whom it fits", hint="Add [[fits]] or use a clause set.")
        _check_companions(file, option.get("companions", ()), names, checker, problems)
        _check_one_condition_each(file, listed_companions(option, sets.data), problems)
    for option_id in listed:
        if option_id not in seen:
            problems.add(files.rules["pack"], f"{option_id} is listed and has no file", at=(f'"{option_id}"',))
    return cited


def _check_option_head(
    file: SourceFile, files: PackFiles, names: Names, problems: Problems, seen: dict[str, str]
) -> None:
    option = file.data
    for key in option:
        if key not in OPTION_KEYS:
            problems.add(
                file, f"“{key}” is not a word this table knows", at=(key,), hint=did_you_mean(key, OPTION_KEYS)
            )
    for key in ("id", "modality", "treatment_class", "contains", "license", "facts_ref"):
        if key not in option:
            problems.add(file, f"the option lacks {key}")
            return
    if option["id"] in seen:
        said = f"{option['id']} is defined in {seen[option['id']]} already"
        problems.add(file, said, at=(f'"{option["id"]}"',), hint="Give one of them another id.")
    seen[option["id"]] = str(file.path)
    if file.path.stem != option["id"]:
        problems.add(file, f"the file is called {file.path.stem}, the option {option['id']}", at=("id",))
    for modality in (option["modality"], *option.get("also", ())):
        _known(modality, MODALITIES, "modality", file, (modality,), problems)
    classes = files.rules["treatment_classes"].data
    _known(option["treatment_class"], classes, "treatment class", file, ("treatment_class",), problems)
    for agent in option["contains"]:
        _known(agent, files.rules["agents"].data, "agent", file, ("contains", f'"{agent}"'), problems)
    for finding in option.get("must_know", ()):
        _known(finding, names.findings, "finding", file, ("must_know", finding), problems)
    for set_id in option.get("uses", ()):
        _known(set_id, files.rules["clause_sets"].data, "clause set", file, ("uses", set_id), problems)
    for region in REGIONS:
        if option["license"].get(region) not in LICENSES:
            problems.add(
                file,
                f"the license in {region} is missing or unknown",
                at=("license",),
                hint=f"Use one of {', '.join(LICENSES)}.",
            )


def _check_clause(
    file: SourceFile,
    clause: Mapping[str, Any],
    names: Names,
    checker: ConditionChecker,
    problems: Problems,
    at: tuple[str, ...],
) -> set[str]:
    place = (*at, f'id = "{clause.get("id")}"')
    for key in clause:
        if key not in CLAUSE_KEYS:
            problems.add(file, f"“{key}” is not a word of a clause", at=place, hint=did_you_mean(key, CLAUSE_KEYS))
    for key in ("id", "when"):
        if key not in clause:
            problems.add(file, f"a clause lacks {key}", at=place)
            return set()
    checker.check(file, clause["when"], place)
    sources = clause.get("sources", ())
    if not sources:
        problems.add(file, f"the clause “{clause['id']}” cites no source", at=place)
    for source in sources:
        _known(source, names.sources, "source", file, (*place, f'"{source}"'), problems)
    if clause.get("otherwise", "later") not in ("later", "not_expected"):
        problems.add(file, f"the clause “{clause['id']}” cannot lead to {clause['otherwise']}", at=place)
    return set(sources)


def _check_companions(
    file: SourceFile,
    companions: Iterable[Any],
    names: Names,
    checker: ConditionChecker,
    problems: Problems,
    at: tuple[str, ...] = (),
) -> None:
    for item in companions:
        name = item if isinstance(item, str) else item.get("id", "")
        place = (*at, "companions = [", f'"{name}"')
        _known(name, names.companions, "companion", file, place, problems)
        if not isinstance(item, str):
            checker.check(file, item["when"], place)


def _check_one_condition_each(file: SourceFile, companions: Iterable[Any], problems: Problems) -> None:
    """A companion that a set brings under one condition and the option under another would lose one of them."""
    conditions: dict[str, set[str]] = {}
    for item in companions:
        if not isinstance(item, str):
            conditions.setdefault(item["id"], set()).add(" ".join(item["when"].split()))
    for name, found in conditions.items():
        if len(found) > 1:
            problems.add(
                file,
                f"the companion {name} has {len(found)} conditions",
                at=(f'"{name}"',),
                hint="Join them with `or`.",
            )


def _check_sources(files: PackFiles, cited: set[str], problems: Problems) -> None:
    for cards in files.cards.values():
        for card in cards.values():
            cited |= set(card.data.get("sources", ())) | {n.get("source") for n in card.data.get("numbers", ())}
    for source in files.rules["sources"].data:
        if source not in cited:
            hint = "Cite it in a clause or a card, or take it out."
            problems.note_at(files.rules["sources"], f"nobody cites {source}", at=(f"[{source}]",), hint=hint)


def _needs(file: SourceFile, name: str, table: Mapping[str, Any], keys: tuple[str, ...], problems: Problems) -> None:
    missing = [key for key in keys if key not in table]
    if missing:
        problems.add(file, f"{name} lacks {', '.join(missing)}", at=(f"[{name}]",))


def _known(
    name: str, known: Iterable[str], what: str, file: SourceFile, at: tuple[str, ...], problems: Problems
) -> None:
    if name not in known:
        problems.add(file, f"“{name}” is no {what} of this pack", at=at, hint=did_you_mean(name, known))
