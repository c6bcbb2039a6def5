"""The Rust engine of the Common Expression Language, through its Python binding.

The language has no names for intermediate results, so named formulas are worked out in layers: one expression gives a
list, its values become variables, the next expression uses them.
"""

from collections.abc import Sequence
from typing import Any

from benchmarks.peers.engine import PythonEngine, installed
from benchmarks.peers.expressions import Expressions, Spelling, plain
from benchmarks.rules import Rules
from benchmarks.two_valued import Formulas
from benchmarks.visits import Known, Visit

_SPELLING = Spelling("&&", "||", "!", '"', is_empty="size({}) == 0", only="{} == [{}]")


class Cel(PythonEngine):
    """Compiled programs; the input is a Python dictionary, as a caller has it."""

    title = "CEL (common-expression-language)"
    way = "compiled, from a dictionary"

    def __init__(self, rules: Rules, formulas: Formulas) -> None:
        super().__init__()
        cel = installed("cel")
        written = Expressions(formulas, _SPELLING, used_more_than=2, larger_than=30)
        self._rules = rules
        self._context = cel.Context
        self._layers = [(names, cel.compile(written.listed(names))) for names in written.layers()]
        self._standings = cel.compile(written.all_standings())
        self._parts = cel.compile(written.all_parts())

    def prepared(self, visit: Visit) -> Any:
        """The plain values."""
        return plain(self._rules, visit.entered)

    def judged(self, prepared: Any) -> Sequence[Any]:
        """One context and one call a layer."""
        return self._run(self._context(prepared), self._standings)

    def parts(self, visit: Visit) -> tuple[Sequence[int], Sequence[int]]:
        """Two contexts."""
        counted, entered = (self._both(known) for known in (visit.counted, visit.entered))
        half = len(counted) // 2
        return counted[:half], entered[half:]

    def _both(self, known: Known) -> Sequence[Any]:
        return self._run(self._context(plain(self._rules, known)), self._parts)

    def _run(self, context: Any, last: Any) -> Sequence[Any]:
        add = context.add_variable
        for names, program in self._layers:
            for name, value in zip(names, program.execute(context), strict=True):
                add(name, value)
        found: Sequence[Any] = last.execute(context)
        return found


class CelPrepared(Cel):
    """The same with inputs that were turned into the engine's own values beforehand."""

    way = "compiled, the input converted beforehand"

    def prepared(self, visit: Visit) -> Any:
        """A context, which the engine can read as it is."""
        return self._context(super().prepared(visit))

    def judged(self, prepared: Any) -> Sequence[Any]:
        """One call a layer."""
        return self._run(prepared, self._standings)
