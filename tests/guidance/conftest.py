"""The shipped edition for the tests of the reasoning."""

import pytest

from guidance.knowledge import KnowledgeBase
from tests.guidance.edition import edition


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    """The shipped edition, built in memory from its sources."""
    return edition()
