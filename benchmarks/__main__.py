"""`python -m benchmarks`: how fast Plainly is beside other engines, and its own goals. `make benchmark` prepares it."""

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import resources
from benchmarks.goals import load, proof_seconds, work
from benchmarks.peers.asp import Clingo
from benchmarks.peers.cel import Cel, CelPrepared
from benchmarks.peers.cql import Cql, cql_version
from benchmarks.peers.engine import Engine, Unavailable
from benchmarks.peers.plainly import AsCalled, HistoryAnew, Tables
from benchmarks.peers.zen import Zen, ZenPrepared
from benchmarks.rules import Rules, exported
from benchmarks.timing import side_by_side
from benchmarks.two_valued import lowered
from benchmarks.visits import Visit, visit_of, worked_patients
from guidance.knowledge import KnowledgeBase
from guidance.pack.load import load_pack
from tests.guidance.random_patients import random_patients

PACK = Path(resources.__file__).parent / "knowledge" / "metastatic_breast.json"
SEED = 20261124
_MICRO, _MILLI = 1_000_000, 1_000


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured."""

    random_patients: int
    rounds: int
    rounds_of_goals: int
    starts: int


_FULL = Effort(random_patients=300, rounds=60, rounds_of_goals=3, starts=9)
_QUICK = Effort(random_patients=20, rounds=3, rounds_of_goals=1, starts=1)


def main(arguments: list[str] | None = None) -> int:
    """Exit 0, or 1 when Plainly itself is wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few rounds, only to see that everything runs")
    parser.add_argument("--no-proofs", action="store_true", help="do not run the proofs")
    options = parser.parse_args(arguments)
    effort = _QUICK if options.quick else _FULL

    knowledge = load_pack(PACK)
    rules = exported(knowledge)
    worked = [visit_of(profile, knowledge, rules.questions) for profile in worked_patients(knowledge)]
    profiles = random_patients(knowledge, effort.random_patients, SEED)
    others = [visit_of(profile, knowledge, rules.questions) for profile in profiles]

    _say(f"{_machine()}; edition {knowledge.edition.version}, {len(rules.options)} options")
    _say()
    ours_are_right = _compare(knowledge, rules, worked, others, effort)
    _say()
    _goals(knowledge, worked, effort, with_proofs=not options.no_proofs)
    return 0 if ours_are_right else 1


def _compare(knowledge: KnowledgeBase, rules: Rules, worked: list[Visit], others: list[Visit], effort: Effort) -> bool:
    everybody = [*worked, *others]
    timed = [visit for visit in worked if not any(visit.conflicts)]
    right: list[Engine] = []
    remarks: list[str] = []
    ours_are_right = True
    for start in _engines(knowledge, rules):
        try:
            engine = start()
        except Unavailable as missing:
            remarks.append(f"Not compared, not installed: {missing}")
            continue
        engine.take(everybody)
        wrong = _wrong(engine, everybody)
        if wrong:
            remarks.append(f"Not compared, {wrong} of {len(everybody)} patients differ: {engine.title}, {engine.way}")
            ours_are_right = ours_are_right and engine.title != Tables.title
            engine.close()
            continue
        engine.take(timed)
        right.append(engine)
    _say(f"All standings of one patient ({len(timed)} worked patients; the same answers for {len(everybody)})")
    _say()
    _say("| Engine | How | Median, µs | Beside Plainly |")
    _say("|---|---|---:|---:|")
    medians = side_by_side(right, effort.rounds)
    for engine, seconds in sorted(zip(right, medians, strict=True), key=lambda pair: pair[1]):
        _say(f"| {engine.title} | {engine.way} | {_micro(seconds)} | {seconds / medians[0]:.1f} × |")
        engine.close()
    for remark in remarks:
        _say(remark)
    return ours_are_right


def _engines(knowledge: KnowledgeBase, rules: Rules) -> Iterator[Callable[[], Engine]]:
    """Plainly's lookup tables are the first: the others are set beside it."""
    formulas = lowered(rules)
    yield lambda: Tables(knowledge)
    yield lambda: AsCalled(knowledge)
    yield lambda: HistoryAnew(knowledge)
    yield lambda: Zen(rules, formulas)
    yield lambda: ZenPrepared(rules, formulas)
    yield lambda: Cel(rules, formulas)
    yield lambda: CelPrepared(rules, formulas)
    yield lambda: Clingo(rules, formulas)
    yield lambda: Cql(rules)


def _wrong(engine: Engine, visits: list[Visit]) -> int:
    return sum(found != visit.standings for visit, found in zip(visits, engine.standings(), strict=True))


def _goals(knowledge: KnowledgeBase, worked: list[Visit], effort: Effort, *, with_proofs: bool) -> None:
    patients = [visit.profile for visit in worked if not visit.out_of_scope]
    done = work(knowledge, patients, effort.rounds_of_goals)
    started = load(PACK, effort.starts)
    proofs = proof_seconds() if with_proofs else None
    _say("| What | Goal | Today |")
    _say("|---|---|---|")
    _say(
        f"| Full reasons of all options | ≤ 3 × the bare standings | {done.explained * _MILLI:.1f} ms: "
        f"{done.explained / done.evaluated:.0f} × the fast evaluator, "
        f"{done.explained / done.judged:.1f} × the readable implementation |"
    )
    _say(
        f"| Next tests | ≤ 10 × one evaluation | {done.next_tests * _MILLI:.1f} ms: "
        f"{done.next_tests / done.evaluated:.0f} × the fast evaluator, "
        f"{done.next_tests / done.judged:.2f} × the readable implementation |"
    )
    _say(
        f"| Pack load to the first answer | ≤ `json.loads` + 5 ms | `json.loads` {started.whole * _MILLI:.1f} ms "
        f"(rules alone {started.parsed * _MILLI:.1f}); "
        f"loaded {started.loaded * _MILLI:.1f} ms; judged {started.judged * _MILLI:.1f} ms; "
        f"by the fast evaluator {started.evaluated * _MILLI:.1f} ms |"
    )
    if with_proofs:
        _say(f"| All proofs | ≤ 60 s | {'not run here' if proofs is None else f'{proofs:.0f} s'} |")


def _micro(seconds: float) -> str:
    micro = seconds * _MICRO
    return f"{micro:.1f}" if micro < 10 else f"{micro:.0f}"


def _machine() -> str:
    return f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}, {_versions()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _versions() -> str:
    found = [f"cql-execution {version}"] if (version := cql_version()) else []
    for package in ("common-expression-language", "zen-engine", "clingo"):
        try:
            found.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            continue
    return ", ".join(found)


def _say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
