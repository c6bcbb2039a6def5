"""The ways the memory can fail have names, and none of them carries a patient's words."""

import pytest

from guidance import store


def test_every_failure_is_a_failure_of_the_store() -> None:
    named = [item for item in vars(store).values() if isinstance(item, type) and issubclass(item, Exception)]
    assert len(named) > 10
    assert all(issubclass(item, store.StoreError) for item in named)


def test_a_wrong_passphrase_counts_down_and_waits() -> None:
    fault = store.WrongPassphrase(tries_left=2, wait=30)
    assert (str(fault), fault.tries_left, fault.wait) == ("wrong passphrase", 2, 30)


@pytest.mark.parametrize("mistyped", [True, False])
def test_a_wrong_recovery_key_is_not_counted(mistyped: bool) -> None:
    fault = store.WrongRecoveryKey(mistyped=mistyped)
    assert (fault.mistyped, fault.tries_left, fault.wait) == (mistyped, 0, 0)


def test_a_visit_changed_elsewhere_names_the_revision_that_is_there() -> None:
    assert str(store.ChangedElsewhere(4)) == "revision 4 is newer"
    assert store.ChangedElsewhere(4).current == 4
