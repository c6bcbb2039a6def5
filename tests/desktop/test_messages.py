"""Every error of the store has its three sentences."""

import pytest

from desktop.messages import message_for
from guidance import store
from guidance.store import StoreError, WrongPassphrase

NAMED = [
    kind
    for kind in vars(store).values()
    if isinstance(kind, type) and issubclass(kind, StoreError) and kind is not StoreError
]


@pytest.mark.parametrize("kind", NAMED, ids=lambda kind: kind.__name__)
def test_an_error_says_what_happened_what_it_means_and_what_to_do(kind: type[StoreError]) -> None:
    fault = kind(3) if kind.__name__ == "ChangedElsewhere" else kind()
    message = message_for(fault)
    assert message is not None
    assert message.happened.endswith(".")
    assert message.meaning.endswith(".")
    assert message.now.endswith(".")
    assert "!" not in message.text


def test_codes_are_unique() -> None:
    codes = [message_for(kind(3) if kind.__name__ == "ChangedElsewhere" else kind()).code for kind in NAMED]
    assert len(set(codes)) == len(codes)


def test_a_waiting_time_is_told() -> None:
    assert "Wait 60 seconds" in message_for(WrongPassphrase(0, 60)).text
    assert "One try is left" in message_for(WrongPassphrase(1)).text


def test_what_nobody_named_has_no_words() -> None:
    assert message_for(ValueError("x")) is None
