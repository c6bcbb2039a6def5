"""`plainly assess`: one JSON document on standard output."""

import json
import sys
from dataclasses import replace
from pathlib import Path

from desktop.commands.cases import Refused, case_from, complain, knowledge_here
from guidance.answer import answer_of, explanation_of
from guidance.assess import assess


def assess_case(path: Path, *, region: str | None, explain: str | None) -> int:
    """Judges a case. The same case and edition print the same bytes."""
    try:
        knowledge = knowledge_here()
        case = case_from(path, knowledge)
    except Refused:
        return 1
    profile = replace(case.profile, region=region) if region else case.profile
    guidance = assess(profile, knowledge)
    if explain is None:
        _print(answer_of(guidance))
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
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")


def _suggestion(word: str, known: object) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1)  # type: ignore[call-overload]  # a mapping of ids
    return f" Did you mean “{close[0]}”?" if close else ""
