"""Checks what the pack says of samples: which results go stale, what they then count as, and the words for it."""

from collections.abc import Iterable, Mapping
from typing import Any

from guidance.pack.problems import Problems, SourceFile, did_you_mean
from guidance.pack.reader import PackFiles
from guidance.samples import Specimen

STALE_AFTER = ("progression",)
_SENTENCES: Mapping[str, tuple[str, ...]] = {
    "specimens": tuple(Specimen),
    "in_line": tuple(Specimen),
    "order": ("growth", "results"),
    "apart": ("line",),
    "changed": ("line", "low"),
    "not_known": ("specimen", "date"),
}


def check_samples(files: PackFiles, problems: Problems) -> None:
    """Adds every fault of the rules on samples and of their words."""
    findings = files.rules["findings"]
    for name, table in findings.data.items():
        _check_finding(findings, name, table, problems)
    for words in files.words.values():
        if "samples" in words:
            _check_words(words["samples"], [n for n, t in findings.data.items() if "stale_after" in t], problems)


def _check_finding(file: SourceFile, name: str, table: Mapping[str, Any], problems: Problems) -> None:
    at = (f"[{name}]",)
    if table.get("stale_after", STALE_AFTER[0]) not in STALE_AFTER:
        hint = did_you_mean(str(table["stale_after"]), STALE_AFTER)
        problems.add(file, f"{name} goes stale after nothing that is known", at=(*at, "stale_after"), hint=hint)
    counts_as = table.get("counts_as", {})
    if counts_as and "stale_after" not in table:
        problems.add(file, f"{name} says what a stale result counts as, but not when it is stale", at=at)
    choices = table.get("choices", ())
    for value in (*counts_as, *counts_as.values()):
        if value not in choices:
            hint = did_you_mean(str(value), choices)
            problems.add(file, f"“{value}” is no choice of {name}", at=(*at, "counts_as"), hint=hint)
    # A stale result may only become vaguer: another value would be a result that nobody has seen
    for value, coarser in counts_as.items():
        if value in choices and coarser in choices and value not in table.get("coarse", {}).get(coarser, ()):
            problems.add(file, f"“{coarser}” does not leave “{value}” open", at=(*at, "counts_as"))
    other = table.get("read_with", name)
    if other not in file.data:
        problems.add(file, f"{name} is read with no known finding", at=at, hint=did_you_mean(str(other), file.data))


def _check_words(file: SourceFile, stale: Iterable[str], problems: Problems) -> None:
    wanted = {**_SENTENCES, **{f"stale.{name}": ("dated", "undated") for name in stale}}
    for path, keys in wanted.items():
        table: Any = file.data
        for part in path.split("."):
            table = table.get(part, {}) if isinstance(table, Mapping) else {}
        missing = [key for key in keys if key not in table]
        if missing:
            problems.add(file, f"{path} lacks {', '.join(missing)}")
