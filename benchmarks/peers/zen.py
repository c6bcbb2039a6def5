"""ZEN, a business rules engine written in Rust, through its Python binding.

One compiled expression gives all standings; named formulas are assigned in front of it. A decision graph of the same
rules gave the same answers and took forty times as long (5.7 ms).
"""

import json
from collections.abc import Sequence
from typing import Any

from benchmarks.peers.engine import PythonEngine, installed
from benchmarks.peers.expressions import Expressions, Spelling, plain
from benchmarks.rules import Rules
from benchmarks.two_valued import Formulas
from benchmarks.visits import Known, Visit

# Two lists are never equal in this language, so "only this one" is said in two parts
_SPELLING = Spelling("and", "or", "not", "'", is_empty="len({}) == 0", only="(len({0}) == 1 and {1} in {0})")


class Zen(PythonEngine):
    """A compiled expression; the input is a Python dictionary, as a caller has it."""

    title = "ZEN (zen-engine)"
    way = "compiled, from a dictionary"

    def __init__(self, rules: Rules, formulas: Formulas) -> None:
        super().__init__()
        zen = installed("zen")
        written = Expressions(formulas, _SPELLING, used_more_than=2, larger_than=200)
        named = "".join(f"{name} = {written.body(name)}; " for name in written.named)
        self._rules = rules
        self._standings_of = zen.compile_expression(named + written.all_standings()).evaluate
        self._parts_of = zen.compile_expression(named + written.all_parts()).evaluate

    def prepared(self, visit: Visit) -> Any:
        """The plain values."""
        return plain(self._rules, visit.entered)

    def judged(self, prepared: Any) -> Sequence[Any]:
        """One call."""
        found: Sequence[Any] = self._standings_of(prepared)
        return found

    def parts(self, visit: Visit) -> tuple[Sequence[int], Sequence[int]]:
        """Two calls."""
        counted, entered = (self._both(known) for known in (visit.counted, visit.entered))
        half = len(counted) // 2
        return counted[:half], entered[half:]

    def _both(self, known: Known) -> Sequence[Any]:
        found: Sequence[Any] = self._parts_of(plain(self._rules, known))
        return found


class ZenPrepared(Zen):
    """The same with inputs that were written as JSON beforehand, which this engine reads faster than a dictionary."""

    way = "compiled, from JSON written beforehand"

    def prepared(self, visit: Visit) -> Any:
        """The plain values as JSON bytes."""
        return json.dumps(super().prepared(visit)).encode()
