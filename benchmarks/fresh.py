"""One measurement in a process that has done nothing before: `python -m benchmarks.fresh NAME PACK` prints seconds.

What is imported first is not counted: the start of Python and its modules is another matter than the pack.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from guidance.assess import assess
from guidance.evaluator import Evaluator
from guidance.pack.load import load_pack
from guidance.profile import Profile

_FIRST = Profile({"disease_setting": "metastatic", "sex": "female", "estrogen_receptor_percent": 90})


def _whole(pack: Path) -> float:
    lines = pack.read_bytes().splitlines()
    return _seconds(lambda: [json.loads(line) for line in lines])


def _parsed(pack: Path) -> float:
    content = pack.read_bytes().split(b"\n")[1]
    return _seconds(lambda: json.loads(content))


def _loaded(pack: Path) -> float:
    return _seconds(lambda: load_pack(pack))


def _judged(pack: Path) -> float:
    return _seconds(lambda: assess(_FIRST, load_pack(pack)).options)


def _evaluated(pack: Path) -> float:
    return _seconds(lambda: Evaluator(load_pack(pack)).standings(_FIRST))


def _seconds(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


_MEASUREMENTS: Mapping[str, Callable[[Path], float]] = {
    "whole": _whole,
    "parsed": _parsed,
    "loaded": _loaded,
    "judged": _judged,
    "evaluated": _evaluated,
}

if __name__ == "__main__":
    sys.stdout.write(repr(_MEASUREMENTS[sys.argv[1]](Path(sys.argv[2]))))
