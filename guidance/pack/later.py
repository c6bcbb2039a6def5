"""A part of an edition that is made when somebody first looks into it: not all of it is needed for the first answer."""

from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from functools import cached_property
from typing import TypeVar

Thing = TypeVar("Thing")


class Later(Mapping[str, Thing]):
    """A mapping that cannot be changed."""

    def __init__(self, make: Callable[[], Mapping[str, Thing]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[str, Thing]:
        return self._make()

    def __getitem__(self, name: str) -> Thing:
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def __contains__(self, name: object) -> bool:
        return name in self._made

    def keys(self) -> KeysView[str]:
        """The names, in their order."""
        return self._made.keys()

    def values(self) -> ValuesView[Thing]:
        """What they stand for."""
        return self._made.values()

    def items(self) -> ItemsView[str, Thing]:
        """Both."""
        return self._made.items()
