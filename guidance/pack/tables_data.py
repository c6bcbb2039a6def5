"""Carries the tables of an edition through JSON, so that the built pack brings them and nothing is compiled at a start.

Whole numbers are written in base 16: they have hundreds of digits.
"""

from typing import Any

from guidance import condition
from guidance.tables import Asked, Tables


def as_data(tables: Tables) -> dict[str, Any]:
    """The tables as plain data."""
    return {
        "choices": {name: {value: hex(x) for value, x in values.items()} for name, values in tables.choices.items()},
        "numbers": {name: [limits, [hex(x) for x in numbers]] for name, (limits, numbers) in tables.numbers.items()},
        "lists": {
            name: [[condition.as_data(one.condition), hex(one.no), hex(one.yes)] for one in asked]
            for name, asked in tables.lists.items()
        },
        "regions": {region: hex(x) for region, x in tables.regions.items()},
        "history": [[condition.as_data(asked), *map(hex, numbers)] for asked, numbers in tables.history.items()],
        "always": hex(tables.always),
        "layers": [[_table_as_data(table) for table in layer] for layer in tables.layers],
        "options": tables.options,
        "conflicts": tables.conflicts,
    }


def from_data(data: dict[str, Any]) -> Tables:
    """The tables back from plain data."""
    return Tables(
        choices={name: {value: int(x, 16) for value, x in values.items()} for name, values in data["choices"].items()},
        numbers={
            name: (tuple(limits), tuple([int(x, 16) for x in numbers]))
            for name, (limits, numbers) in data["numbers"].items()
        },
        lists={
            name: tuple([Asked(_condition(one), int(no, 16), int(yes, 16)) for one, no, yes in asked])
            for name, asked in data["lists"].items()
        },
        regions={region: int(x, 16) for region, x in data["regions"].items()},
        history={
            _condition(asked): (int(unmet, 16), int(unknown, 16), int(met, 16))
            for asked, unmet, unknown, met in data["history"]
        },
        always=int(data["always"], 16),
        layers=tuple([tuple([_table_from_data(*table) for table in layer]) for layer in data["layers"]]),
        options=tuple(data["options"]),
        conflicts=data["conflicts"],
    )


def _condition(data: list[Any]) -> Any:
    # What kind of condition stands at a place is known from `as_data`
    return condition.from_data(data)


def _table_as_data(table: tuple[int, ...]) -> list[Any]:
    """Which of its distinct numbers each content has (two digits each), and these numbers."""
    distinct = list(dict.fromkeys(table))
    return [bytes(map(distinct.index, table)).hex(), [hex(x) for x in distinct]]


def _table_from_data(places: str, distinct: list[str]) -> tuple[int, ...]:
    numbers = [int(x, 16) for x in distinct]
    return tuple(map(numbers.__getitem__, bytes.fromhex(places)))
