"""The figures of Plainly alone: what reasons, next tests and loading cost, as ratios measured in one run."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.timing import undisturbed
from guidance.assess import Guidance, assess
from guidance.evaluator import Evaluator
from guidance.knowledge import KnowledgeBase
from guidance.profile import Profile
from guidance.questions import next_tests

# Something as short as one evaluation is measured so many times in a row
_TIMES = 50
ROOT = Path(__file__).resolve().parents[1]
PROOFS = ROOT / "tests" / "knowledge" / "proofs" / "__main__.py"


@dataclass(frozen=True, slots=True)
class Work:
    """Seconds that one patient takes (the median over the patients)."""

    evaluated: float
    """The standings of all options by the fast evaluator."""
    judged: float
    """The standings of all options by the readable implementation, with what is missing, checks and companions."""
    explained: float
    """The same with the reason of every clause of every option."""
    next_tests: float
    """The next tests, once all options are judged."""


def work(knowledge: KnowledgeBase, patients: Sequence[Profile], rounds: int) -> Work:
    """What one patient costs, the four measured in turn."""
    evaluator = Evaluator(knowledge)
    found = [
        [
            _seconds(partial(evaluator.standings, patient), _TIMES),
            _seconds(partial(_judged, patient, knowledge)),
            _seconds(partial(_explained, patient, knowledge)),
            _next_tests(assess(patient, knowledge)),
        ]
        for patient in patients
        for _ in range(rounds)
    ]
    evaluated, judged, explained, asked = (median(column) for column in zip(*found, strict=True))
    return Work(evaluated, judged, explained, asked)


@dataclass(frozen=True, slots=True)
class Load:
    """Seconds in a process of its own, without the start of Python and the imports."""

    whole: float
    """`json.loads` of all lines of the built pack, the words of both languages among them."""
    parsed: float
    """`json.loads` of its rules alone."""
    loaded: float
    """The pack loaded."""
    judged: float
    """The pack loaded and all options of a first patient judged by the readable implementation."""
    evaluated: float
    """The pack and its tables loaded, and all standings of a first patient given by the fast evaluator."""


def load(pack: Path, rounds: int) -> Load:
    """What loading costs, each in fresh processes in turn."""
    found = [
        [_fresh(name, pack) for name in ("whole", "parsed", "loaded", "judged", "evaluated")] for _ in range(rounds)
    ]
    return Load(*(median(column) for column in zip(*found, strict=True)))


def proof_seconds() -> float | None:
    """How long all proofs take, or None where they cannot run."""
    python = ROOT / ".venv" / "bin" / "python"
    if not PROOFS.exists() or not python.exists():
        return None
    start = time.perf_counter()
    done = subprocess.run([python, "-m", "tests.knowledge.proofs"], cwd=ROOT, capture_output=True, check=False)
    return time.perf_counter() - start if done.returncode == 0 else None


def _judged(patient: Profile, knowledge: KnowledgeBase) -> object:
    return assess(patient, knowledge).options


def _explained(patient: Profile, knowledge: KnowledgeBase) -> None:
    guidance = assess(patient, knowledge)
    for assessment in guidance.options.values():
        guidance.explain(assessment.option)


def _next_tests(guidance: Guidance) -> float:
    _ = guidance.options
    return _seconds(partial(next_tests, guidance))


def _seconds(task: Callable[[], object], times: int = 1) -> float:
    def measured() -> float:
        start = time.perf_counter()
        for _ in range(times):
            task()
        return (time.perf_counter() - start) / times

    return undisturbed(measured)


def _fresh(name: str, pack: Path) -> float:
    command = [sys.executable, "-m", "benchmarks.fresh", name, str(pack)]
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout)
