"""The proofs are set up once for a test run."""

import pytest

from guidance.knowledge import KnowledgeBase
from tests.knowledge.proofs.provers import Proofs


@pytest.fixture(scope="session")
def proofs(knowledge: KnowledgeBase) -> Proofs:
    """The SAT prover over the shipped edition."""
    return Proofs(knowledge)
