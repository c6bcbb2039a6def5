"""Reads the pack's one-line conditions, such as `her2_status == low and not metastatic_sites includes brain`.

The text is parsed by Python's own `ast`, of which a small part is allowed; that gives line and column for nothing.
`includes` is turned into the operator `@` before parsing (padded, so that columns stay true).
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from guidance.condition import (
    SETTINGS,
    All,
    Alongside,
    AnyOf,
    Compare,
    Condition,
    Earliest,
    Empty,
    EntryCompare,
    EntryOneOf,
    Given,
    Includes,
    Latest,
    Lines,
    Not,
    OneOf,
    Only,
    Possibly,
    ProgressedOn,
    Surely,
    Treated,
)

ENTRY_FIELDS = ("outcome", "progressed_within", "months_since_end", "months_on_treatment", "line")
FUNCTIONS = (
    "had",
    "treated",
    "progressed_on",
    "lines",
    "given",
    "empty",
    "only",
    "surely",
    "possibly",
)
_ENTRY_FUNCTIONS: dict[str, type[Alongside | Earliest | Latest]] = {
    "alongside": Alongside,
    "earliest": Earliest,
    "latest": Latest,
}
_OPERATORS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


@dataclass(frozen=True, slots=True)
class ExpressionFault(Exception):
    """What is wrong with an expression, and where (`column` counts from 1)."""

    message: str
    column: int = 1
    hint: str = ""

    def __str__(self) -> str:
        return f"column {self.column}: {self.message}"


def read(text: str) -> Condition:
    """The condition of one expression. Raises ExpressionFault. Names are not checked here (see pack/check.py)."""
    return _condition(_parsed(text), in_entry=False)


def joined_by_and(text: str) -> tuple[tuple[str, Condition], ...]:
    """The parts that must all hold, each as it is written; one part, when there is no `and` at the top.

    Raises ExpressionFault.
    """
    one_line = _one_line(text)

    def parts(node: ast.expr) -> Iterator[ast.expr]:
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            for value in node.values:
                yield from parts(value)
        else:
            yield node

    return tuple((_written(part, one_line), _condition(part, in_entry=False)) for part in parts(_parsed(text)))


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _written(node: ast.expr, one_line: str) -> str:
    # Python counts columns in bytes
    return one_line.encode()[node.col_offset : node.end_col_offset].decode()


def _parsed(text: str) -> ast.expr:
    prepared = re.sub(r"\bincludes\b", lambda found: "@".ljust(len(found.group())), _one_line(text))
    try:
        return ast.parse(prepared, mode="eval").body
    except SyntaxError as fault:
        raise ExpressionFault("this is not a condition", fault.offset or 1, "write: finding == value and …") from None


def _condition(node: ast.expr, *, in_entry: bool) -> Condition:
    match node:
        case ast.BoolOp(op, values):
            parts = tuple(_condition(value, in_entry=in_entry) for value in values)
            return All(parts) if isinstance(op, ast.And) else AnyOf(parts)
        case ast.UnaryOp(ast.Not(), operand):
            return Not(_condition(operand, in_entry=in_entry))
        case ast.BinOp(left, ast.MatMult(), right) if not in_entry:
            return Includes(_name(left), _name(right))
        case ast.Compare(left, [operator], [right]):
            return _comparison(left, operator, right, in_entry=in_entry)
        case ast.Call():
            return _call(node, in_entry=in_entry)
        case ast.Compare():
            raise _fault(node, "two comparisons in a row", "join them with `and`")
        case ast.Name(id=name):
            raise _fault(node, f"“{name}” stands alone", f"write `{name} == yes`")
        case _:
            raise _fault(
                node, "this form is not part of the language", "use == != < <= > >= in {…} and or not includes"
            )


def _comparison(left: ast.expr, operator: ast.cmpop, right: ast.expr, *, in_entry: bool) -> Condition:
    if isinstance(operator, ast.In):
        if not isinstance(right, ast.Set):
            raise _fault(right, "`in` needs a set", "write `in {a, b}`")
        values = tuple(_name(item) for item in right.elts)
        name = _name(left)
        return EntryOneOf(name, values) if in_entry else OneOf(name, values)
    symbol = _OPERATORS.get(type(operator))
    if symbol is None:
        raise _fault(left, "this comparison is not part of the language", "use == != < <= > >= or in {…}")
    if isinstance(left, ast.Call):
        if in_entry or _name(left.func) != "lines":
            raise _fault(left, "only lines(…) can be compared with a number")
        (group,) = _arguments(left, 1, 1)
        return Lines(_name(group), symbol, _number(right))
    value = _constant(right)
    return EntryCompare(_name(left), symbol, value) if in_entry else Compare(_name(left), symbol, value)


def _call(node: ast.Call, *, in_entry: bool) -> Condition:
    name = _name(node.func)
    if in_entry:
        if name not in _ENTRY_FUNCTIONS:
            hint = "only alongside(…), earliest(…) and latest(…) can"
            raise _fault(node, f"“{name}(…)” cannot stand inside treated(…)", hint)
        subject = _name(_arguments(node, 1, 1)[0])
        return _ENTRY_FUNCTIONS[name](subject)
    match name:
        case "had" | "treated":
            return _treated(node)
        case "progressed_on":
            first, *rest = _arguments(node, 1, 2)
            return ProgressedOn(_name(first), _setting(rest[0]) if rest else "")
        case "given":
            return Given(_name(_arguments(node, 1, 1)[0]))
        case "empty":
            return Empty(_name(_arguments(node, 1, 1)[0]))
        case "only":
            finding, value = _arguments(node, 2, 2)
            return Only(_name(finding), _name(value))
        case "surely":
            return Surely(_condition(_arguments(node, 1, 1)[0], in_entry=False))
        case "possibly":
            return Possibly(_condition(_arguments(node, 1, 1)[0], in_entry=False))
        case "lines":
            raise _fault(node, "lines(…) gives a number", "compare it: lines(endocrine) >= 1")
        case _:
            raise _fault(node, f"“{name}” is not a function of the language", "use " + ", ".join(FUNCTIONS))


def _treated(node: ast.Call) -> Treated:
    subject, *rest = _arguments(node, 1, 3)
    setting, where = "", None
    if rest and isinstance(rest[0], ast.Name):
        setting = _setting(rest.pop(0))
    if rest:
        where = _condition(rest.pop(0), in_entry=True)
    if rest:
        raise _fault(rest[0], "too much in this call", "write treated(class, setting, condition)")
    return Treated(_name(subject), setting, where)


def _arguments(node: ast.Call, least: int, most: int) -> list[ast.expr]:
    if node.keywords or not least <= len(node.args) <= most:
        raise _fault(node, f"“{_name(node.func)}” takes {least} to {most} values")
    return node.args


def _setting(node: ast.expr) -> str:
    name = _name(node)
    if name not in SETTINGS:
        raise _fault(node, f"“{name}” is not a setting", "use " + ", ".join(SETTINGS))
    return name


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    raise _fault(node, "a name belongs here")


def _number(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return node.value
    raise _fault(node, "a number belongs here")


def _constant(node: ast.expr) -> str | float:
    return node.id if isinstance(node, ast.Name) else _number(node)


def _fault(node: ast.expr, message: str, hint: str = "") -> ExpressionFault:
    return ExpressionFault(message, node.col_offset + 1, hint)
