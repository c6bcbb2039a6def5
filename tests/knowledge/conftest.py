"""The edition as it is written in the pack folder, not the file that was built some time ago."""

import pytest

from guidance.knowledge import KnowledgeBase
from guidance.pack.__main__ import HOME
from guidance.pack.build import built
from guidance.pack.check import check_pack
from guidance.pack.load import knowledge_from
from guidance.pack.problems import Problems
from guidance.pack.reader import read_pack


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    problems = Problems()
    files = read_pack(HOME, problems)
    check_pack(files, problems)
    assert problems.faults == []
    return knowledge_from(built(files))
