"""The generated evaluator read as formulas: its Python source is run once for every patient at the same time.

Nothing of the rules is looked at here, only the source that ships. A value of the source is kept as the numbers it can
be, each with the patients for whom it is that number; a finding is kept as its name, until it is compared.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic

from guidance.finding import FindingId
from tests.knowledge.proofs.logic import Algebra, F, Patients, Three

_UNMET, _UNKNOWN, _MET = 0, 1, 3


@dataclass(frozen=True, slots=True)
class Raw:
    """A finding's value as the source holds it, None while it is not given."""

    finding: FindingId


Numbers = dict[int, Any]
"""The numbers a value can be, each with its formula; for every patient exactly one of them."""


class Source(Generic[F]):
    """Runs the source of one edition for every patient of a prover."""

    def __init__(self, source: str, patients: Patients[F], values: Callable[[FindingId], tuple[str, ...]]) -> None:
        (function,) = ast.parse(source).body
        assert isinstance(function, ast.FunctionDef)
        self._function = function
        self._patients = patients
        self._algebra: Algebra[F] = patients.algebra
        self._values = values

    def run(
        self, history: list[Three[F]], disputed: dict[FindingId, F] | None = None
    ) -> tuple[list[Numbers], list[Numbers], list[F]]:
        """The courses, the safeties and the conflicts that are on. A disputed finding counts as not given."""
        run = _Run(self._patients, self._algebra, history, disputed or {}, self._values)
        for line in self._function.body:
            if isinstance(line, ast.Assign):
                (target,) = line.targets
                assert isinstance(target, ast.Name)
                run.names[target.id] = run.value(line.value)
        return (
            run.names["courses"],
            run.names["safeties"],
            [numbers.get(_MET, self._algebra.false) for numbers in run.names["conflicts"]],
        )


@dataclass(slots=True)
class _Run(Generic[F]):
    patients: Patients[F]
    algebra: Algebra[F]
    history: list[Three[F]]
    disputed: dict[FindingId, F]
    values: Callable[[FindingId], tuple[str, ...]]
    names: dict[str, Any] = field(default_factory=dict)

    def value(self, node: ast.expr) -> Any:
        match node:
            case ast.Name(id=name):
                return self.names[name]
            case ast.Constant(value=int() as number) if not isinstance(number, bool):
                return {number: self.algebra.true}
            case ast.Tuple(elts=items):
                return [self.value(item) for item in items]
            case ast.Attribute():
                return None
            case ast.Call(args=[ast.Constant(value=str() as finding)]):
                return Raw(finding)
            case ast.Subscript(value=ast.Name(id="history"), slice=ast.Constant(value=int() as place)):
                answer = self.history[place]
                unknown = self.algebra.no(self.algebra.either((answer.met, answer.unmet)))
                return {_MET: answer.met, _UNMET: answer.unmet, _UNKNOWN: unknown}
            case ast.Subscript(value=ast.Tuple(elts=table), slice=index):
                return self._chosen(self.value(index), [self.value(item) for item in table])
            case ast.BinOp(left, ast.BitAnd(), right):
                return self._joined(self.value(left), self.value(right), lambda one, other: one & other)
            case ast.BinOp(left, ast.BitOr(), right):
                return self._joined(self.value(left), self.value(right), lambda one, other: one | other)
            case ast.IfExp(test, body, orelse):
                return self._either_way(self.holds(test), self.value(body), self.value(orelse))
        raise NotImplementedError(ast.unparse(node))

    def holds(self, node: ast.expr) -> F:
        match node:
            case ast.BoolOp(ast.And(), parts):
                return self.algebra.both(self.holds(part) for part in parts)
            case ast.BoolOp(ast.Or(), parts):
                return self.algebra.either(self.holds(part) for part in parts)
            case ast.UnaryOp(ast.Not(), ast.Name(id=name)) if isinstance(self.names[name], Raw):
                finding = self.names[name].finding
                return self.algebra.no(self.algebra.either(self._ticks(finding).values()))
            case ast.UnaryOp(ast.Not(), part):
                return self.algebra.no(self.holds(part))
            case ast.Compare(left, [operator], [right]):
                return self._compared(left, operator, right)
            case _:
                numbers = self.value(node)
                return self.algebra.either(formula for number, formula in numbers.items() if number)

    def _compared(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> F:
        if isinstance(left, ast.Name) and left.id == "region":
            same = self.patients.in_region(ast.literal_eval(right))
            return same if isinstance(operator, ast.Eq) else self.algebra.no(same)
        if isinstance(operator, ast.In) and isinstance(left, ast.Constant) and isinstance(right, ast.Name):
            return self._ticks(self.names[right.id].finding)[left.value]
        if isinstance(left, ast.Name) and isinstance(self.names.get(left.id), Raw):
            return self._raw_compared(self.names[left.id].finding, operator, ast.literal_eval(right))
        numbers = self.value(left)
        wanted = ast.literal_eval(right)
        assert isinstance(operator, ast.Eq)
        return self.algebra.both((numbers.get(wanted, self.algebra.false),))

    def _raw_compared(self, finding: FindingId, operator: ast.cmpop, wanted: Any) -> F:
        match operator:
            case ast.Is():
                return self._is(finding, None)
            case ast.In():
                return self.algebra.either(self._is(finding, value) for value in wanted)
            case ast.Eq() if isinstance(wanted, tuple):
                ticks = self._ticks(finding)
                return self.algebra.both(
                    formula if value in wanted else self.algebra.no(formula) for value, formula in ticks.items()
                )
            case ast.Eq() if isinstance(wanted, str):
                return self._is(finding, wanted)
            case _:
                symbol = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
                return self._known(finding, self.patients.compares(finding, symbol[type(operator)], float(wanted)))

    def _is(self, finding: FindingId, value: str | None) -> F:
        if value is None:
            return self.algebra.no(self._known(finding, self.patients.given(finding)))
        return self._known(finding, self.patients.equals(finding, value))

    def _known(self, finding: FindingId, formula: F) -> F:
        if finding not in self.disputed:
            return formula
        return self.algebra.both((formula, self.algebra.no(self.disputed[finding])))

    def _ticks(self, finding: FindingId) -> dict[str, F]:
        return {value: self._known(finding, self.patients.includes(finding, value)) for value in self.values(finding)}

    def _chosen(self, index: Numbers, table: list[Numbers]) -> Numbers:
        found: dict[int, list[F]] = {}
        for place, formula in index.items():
            for number, other in table[place].items():
                found.setdefault(number, []).append(self.algebra.both((formula, other)))
        return {number: self.algebra.either(ways) for number, ways in found.items()}

    def _joined(self, one: Numbers, other: Numbers, how: Callable[[int, int], int]) -> Numbers:
        found: dict[int, list[F]] = {}
        for left, formula in one.items():
            for right, too in other.items():
                found.setdefault(how(left, right), []).append(self.algebra.both((formula, too)))
        return {number: self.algebra.either(ways) for number, ways in found.items()}

    def _either_way(self, test: F, one: Numbers, other: Numbers) -> Numbers:
        against = self.algebra.no(test)
        found: dict[int, list[F]] = {}
        for numbers, when in ((one, test), (other, against)):
            for number, formula in numbers.items():
                found.setdefault(number, []).append(self.algebra.both((when, formula)))
        return {number: self.algebra.either(ways) for number, ways in found.items()}
