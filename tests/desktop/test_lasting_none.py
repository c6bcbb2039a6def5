"""The program must not stop in the middle of a visit because of how its toolkit counts references."""

import sys

from PySide6.QtCore import QObject

from desktop.lasting_none import keep_none


def test_a_long_visit_does_not_use_up_none() -> None:
    keep_none()
    thing = QObject()
    for _ in range(20_000):
        thing.setObjectName("row")
    assert sys.getrefcount(None) > 1000


def test_keeping_none_twice_changes_nothing() -> None:
    keep_none()
    before = sys.getrefcount(None)
    assert keep_none() is False
    assert abs(sys.getrefcount(None) - before) < 100
