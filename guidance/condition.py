"""A condition as a value: what the one-line expressions of the pack mean once they are read.

The tree holds names and limits, never a function, so that it can be stored, compared, proved over and turned into
Python source.
`as_data` and `from_data` carry it through JSON.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
SETTINGS = ("neoadjuvant", "adjuvant", "metastatic", "early")
"""`early` means neoadjuvant or adjuvant."""


@dataclass(frozen=True, slots=True)
class Compare:
    """`finding operator value`: a choice, yes/no, number or the region against a constant."""

    finding: str
    operator: str
    value: str | float


@dataclass(frozen=True, slots=True)
class OneOf:
    """`finding in {a, b}`."""

    finding: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Includes:
    """`finding includes a`, asked of a `several` finding."""

    finding: str
    value: str


@dataclass(frozen=True, slots=True)
class Empty:
    """`empty(finding)`: a `several` finding was asked and nothing applies."""

    finding: str


@dataclass(frozen=True, slots=True)
class Only:
    """`only(finding, a)`: a `several` finding holds nothing but `a`."""

    finding: str
    value: str


@dataclass(frozen=True, slots=True)
class Given:
    """`given(finding)`: there is a value. Never unknown."""

    finding: str


@dataclass(frozen=True, slots=True)
class EntryCompare:
    """Inside `treated(…)`: a field of the history entry against a constant."""

    field: str
    operator: str
    value: str | float


@dataclass(frozen=True, slots=True)
class EntryOneOf:
    """Inside `treated(…)`: `outcome in {…}`."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alongside:
    """Inside `treated(…)`: `alongside(trastuzumab)`, given in the same line and setting and not grown on."""

    treatment: str


@dataclass(frozen=True, slots=True)
class Earliest:
    """Inside `treated(…)`: `earliest(endocrine)`, the entry belongs to the first metastatic line of that group."""

    group: str


@dataclass(frozen=True, slots=True)
class Latest:
    """Inside `treated(…)`: `latest(systemic)`, the entry belongs to the last metastatic line of that group."""

    group: str


@dataclass(frozen=True, slots=True)
class Treated:
    """`treated(subject, setting, where)`: a history entry of this class or group exists, in this setting, of which
    `where` holds.

    `had(…)` reads the same. `setting` is "" for any.
    """

    subject: str
    setting: str = ""
    where: "Condition | None" = None


@dataclass(frozen=True, slots=True)
class ProgressedOn:
    """`progressed_on(subject, setting)`: the cancer grew or came back on an entry of this class or group."""

    subject: str
    setting: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """`lines(group) >= 1`: distinct metastatic lines of a group against a number."""

    group: str
    operator: str
    value: float


@dataclass(frozen=True, slots=True)
class All:
    """`a and b`."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """`a or b`."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`not a`."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Surely:
    """`surely(a)`: counts only when known. Unknown is not met."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Possibly:
    """`possibly(a)`: cautious. Unknown is met."""

    part: "Condition"


Condition = (
    Compare
    | OneOf
    | Includes
    | Empty
    | Only
    | Given
    | EntryCompare
    | EntryOneOf
    | Alongside
    | Earliest
    | Latest
    | Treated
    | ProgressedOn
    | Lines
    | All
    | AnyOf
    | Not
    | Surely
    | Possibly
)

_NODES: dict[str, type] = {
    node.__name__: node
    for node in (
        Compare,
        OneOf,
        Includes,
        Empty,
        Only,
        Given,
        EntryCompare,
        EntryOneOf,
        Alongside,
        Earliest,
        Latest,
        Treated,
        ProgressedOn,
        Lines,
        All,
        AnyOf,
        Not,
        Surely,
        Possibly,
    )
}


def as_data(condition: Condition) -> list[Any]:
    """The tree as JSON lists: node name, then its fields."""

    def plain(part: Any) -> Any:
        if type(part).__name__ in _NODES:
            return as_data(part)
        if isinstance(part, tuple):
            return [plain(item) for item in part]
        return part

    return [type(condition).__name__, *(plain(getattr(condition, name)) for name in condition.__slots__)]


def from_data(data: Sequence[Any]) -> Condition:
    """The tree back from JSON lists. Raises KeyError for an unknown node."""

    name, *fields = data
    # Most nodes hold only text and numbers; this runs thousands of times before the first answer
    fields = [_field(part) for part in fields]
    node: Condition = _NODES[name](*fields)
    return node


def _field(part: Any) -> Any:
    if not isinstance(part, list):
        return part
    if part and isinstance(part[0], list):
        return tuple([from_data(item) for item in part])
    return from_data(part) if part and part[0] in _NODES else tuple(part)


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """The direct sub-conditions."""
    match condition:
        case All(parts) | AnyOf(parts):
            return parts
        case Not(part) | Surely(part) | Possibly(part):
            return (part,)
        case Treated(where=where) if where is not None:
            return (where,)
        case _:
            return ()


def walk(condition: Condition) -> Iterator[Condition]:
    """The condition and everything below it."""
    yield condition
    for part in parts_of(condition):
        yield from walk(part)


def findings_of(condition: Condition) -> frozenset[str]:
    """The ids (given or derived) the condition names directly."""
    return frozenset(
        node.finding for node in walk(condition) if isinstance(node, Compare | OneOf | Includes | Empty | Only | Given)
    )
