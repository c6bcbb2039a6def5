"""The program must not stop in the middle of a visit because of how its toolkit counts references."""

import sys

import pytest
from PySide6.QtCore import QObject

from desktop.lasting_constants import keep_constants


@pytest.mark.parametrize("constant", [None, True, False])
def test_a_long_visit_does_not_use_up_a_constant(constant: bool | None) -> None:
    keep_constants()
    thing = QObject()
    for _ in range(20_000):
        thing.setObjectName("row")
        thing.isWidgetType()
    assert sys.getrefcount(constant) > 1000


def test_keeping_the_constants_twice_changes_nothing() -> None:
    keep_constants()
    before = sys.getrefcount(None)
    assert keep_constants() is False
    assert abs(sys.getrefcount(None) - before) < 100
