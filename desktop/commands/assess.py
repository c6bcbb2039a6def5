"""`plainly assess`: one JSON document on standard output."""

import json
from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from desktop.commands.cases import case_from, knowledge_here
from desktop.commands.output import complain, say
from guidance.answer import answer_of, explanation_of
from guidance.assess import assess


def assess_case(path: Path, *, region: str | None, explain: str | None) -> int:
    """Judges a case. The same case and edition print the same bytes. Raises Refused."""
    knowledge = knowledge_here()
    case = case_from(path, knowledge)
    profile = replace(case.profile, region=region) if region else case.profile
    guidance = assess(profile, knowledge)
    if explain is None:
        _print(answer_of(guidance, case.counted, case.changed))
        return 0
    if explain not in knowledge.options:
        complain(f"“{explain}” is no option of this edition.{_suggestion(explain, knowledge.options)}")
        return 1
    if explain not in guidance.options:
        complain("Early-stage disease is outside the scope of this aid, so no option is judged.")
        return 1
    _print(explanation_of(guidance, explain))
    return 0


def _print(answer: object) -> None:
    say(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False))


def _suggestion(word: str, known: Iterable[str]) -> str:
    close = get_close_matches(word, known, n=1)
    return f" Did you mean “{close[0]}”?" if close else ""
