"""The key file, the recovery key, and counting wrong passphrases."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from db import Cost, RecoveryKey, change_passphrase, check_passphrase, open_with_recovery_key
from db.attempts import Attempts, read_attempts
from db.journal import Event
from db.keys import KeyFile, key_file_bytes, new_keys, parsed_keys
from db.store import EncryptedStore
from guidance.store import StoreDamaged, StoreTooNew, WrongPassphrase, WrongRecoveryKey
from tests.db.clinic import PASSPHRASE, WEAK, Clinic, Clock


@pytest.fixture
def locked(clinic: Clinic) -> Clinic:
    """A clinic whose records are closed."""
    clinic.founded().close()
    return clinic


def refused(clinic: Clinic, passphrase: str = "not this one") -> WrongPassphrase:
    with pytest.raises(WrongPassphrase) as wrong:
        clinic.opened(passphrase)
    return wrong.value


def events(store: EncryptedStore) -> list[tuple[str, dict[str, Any]]]:
    entries = store.reading(store.journal.entries)
    return [(entry.event, dict(entry.facts)) for entry in entries]


# the key file


def test_a_guess_costs_64_mebibytes_and_three_passes_unless_a_test_says_otherwise() -> None:
    assert Cost() == Cost(passes=3, memory=64 * 1024, lanes=4)


def test_the_data_key_is_random_and_both_secrets_open_it() -> None:
    keys, data_key, recovery_key = new_keys("pass", WEAK)
    other_keys, other_data_key, _ = new_keys("pass", WEAK)
    assert keys.opened_with_passphrase("pass") == keys.opened_with_recovery_key(recovery_key) == data_key
    assert len(data_key) == 32
    assert data_key != other_data_key
    assert keys.store_id != other_keys.store_id


def test_other_secrets_do_not_open_it() -> None:
    keys, _, _ = new_keys("pass", WEAK)
    assert keys.opened_with_passphrase("Pass") is None
    assert keys.opened_with_recovery_key(RecoveryKey.new()) is None


def test_the_same_word_typed_on_two_keyboards_is_the_same_passphrase() -> None:
    keys, data_key, _ = new_keys("caf\u00e9 \ufb01ne", WEAK)
    assert keys.opened_with_passphrase("cafe\u0301 fine") == data_key


def test_an_empty_passphrase_is_none() -> None:
    with pytest.raises(ValueError, match="at least one"):
        new_keys("", WEAK)


def test_the_key_file_reads_back_and_holds_neither_secret() -> None:
    keys, data_key, recovery_key = new_keys("open sesame", WEAK)
    content = key_file_bytes(keys)
    assert parsed_keys(content) == keys
    for secret in (b"sesame", data_key, data_key.hex().encode(), recovery_key.letters.encode()):
        assert secret not in content


def test_a_slot_of_another_store_does_not_open_this_one() -> None:
    ours, _, _ = new_keys("pass", WEAK)
    theirs, _, _ = new_keys("pass", WEAK)
    assert KeyFile(ours.store_id, theirs.passphrase, ours.recovery).opened_with_passphrase("pass") is None


def each_change(content: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every value of the key file, changed in several ways; (what was changed, the changed file)."""

    def walk(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        yield path
        if isinstance(value, dict | list):
            for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
                yield from walk(inner, (*path, key))

    for path in walk(content, ()):
        if not path:
            continue
        for new in (None, True, -1, 0, 1.5, 2**31, 2**70, "", "0g", "00" * 9, [], {}, [[]], "x" * 32):
            changed = json.loads(json.dumps(content))
            place = changed
            for key in path[:-1]:
                place = place[key]
            if place[path[-1]] != new:
                place[path[-1]] = new
                yield f"{path}={new!r}", changed
        changed = json.loads(json.dumps(content))
        place = changed
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]
        yield f"{path} gone", changed


def is_refused(content: bytes) -> bool:
    try:
        parsed_keys(content)
    except (StoreDamaged, StoreTooNew):
        return True
    return False


def test_any_change_of_the_key_file_is_damage_and_never_a_wrong_passphrase() -> None:
    keys, _, _ = new_keys("pass", WEAK)
    content = json.loads(key_file_bytes(keys))
    for what, changed in each_change(content):
        assert is_refused(json.dumps(changed).encode()), what


@pytest.mark.parametrize("content", [b"", b"null", b"[]", b"{}", b"\xff\xfe", b"[" * 60_000, b" " * 100_000])
def test_what_is_no_key_file_is_damage(content: bytes) -> None:
    with pytest.raises(StoreDamaged):
        parsed_keys(content)


@pytest.mark.parametrize(
    "cost", [(0, 64, 1), (21, 64, 1), (1, 7, 1), (1, 8, 2), (1, 64, 0), (1, 128, 9), (1, 2**21, 1)]
)
def test_a_cost_that_would_stop_the_computer_is_refused(cost: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="argon2id"):
        Cost(*cost)


# the recovery key


def test_the_recovery_key_is_printed_in_seven_groups_of_five() -> None:
    groups = str(RecoveryKey.new()).split("-")
    assert [len(group) for group in groups] == [5] * 7


def test_the_recovery_key_does_not_show_itself_in_a_trace() -> None:
    key = RecoveryKey.new()
    assert key.letters not in repr(key)


@pytest.mark.parametrize(
    "as_typed",
    [str.lower, lambda key: key.replace("-", " "), lambda key: key.replace("-", ""), lambda key: f"  {key}\n",
     lambda key: key.replace("0", "O").replace("1", "l")],
)  # fmt: skip
def test_the_recovery_key_is_read_as_people_type_it(as_typed: Callable[[str], str]) -> None:
    key = RecoveryKey("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    assert RecoveryKey.read(as_typed(str(key))) == key


def test_every_slip_of_one_letter_is_noticed() -> None:
    printed = str(RecoveryKey("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
    for at, right in enumerate(printed):
        for wrong in set("0A7ZM") - {right, "-"}:
            if right == "-":
                continue
            with pytest.raises(WrongRecoveryKey) as slip:
                RecoveryKey.read(printed[:at] + wrong + printed[at + 1 :])
            assert slip.value.mistyped


@pytest.mark.parametrize("typed", ["", "-", "ABCDE", "🙂" * 35, "Ａ" * 35])
def test_what_is_no_recovery_key_is_a_slip(typed: str) -> None:
    with pytest.raises(WrongRecoveryKey):
        RecoveryKey.read(typed)


def test_the_recovery_key_opens_the_records_and_sets_a_new_passphrase(locked: Clinic) -> None:
    store = open_with_recovery_key(
        locked.folder, str(locked.recovery_key).lower(), "a new one", cost=WEAK, clock=locked.clock
    )
    assert store.patients() == []
    store.close()
    assert refused(locked, PASSPHRASE).tries_left == 4
    locked.opened("a new one").close()


def test_the_recovery_key_stays_valid_after_use(locked: Clinic) -> None:
    for passphrase in ("first", "second"):
        typed = str(locked.recovery_key)
        open_with_recovery_key(locked.folder, typed, passphrase, cost=WEAK, clock=locked.clock).close()
    locked.opened("second").close()


def test_the_recovery_key_does_not_set_an_empty_passphrase(locked: Clinic) -> None:
    with pytest.raises(ValueError, match="at least one"):
        open_with_recovery_key(locked.folder, str(locked.recovery_key), "", cost=WEAK, clock=locked.clock)
    locked.opened().close()


def test_another_clinics_recovery_key_opens_nothing_and_is_no_slip(locked: Clinic) -> None:
    before = locked.keys.read_bytes()
    with pytest.raises(WrongRecoveryKey) as wrong:
        open_with_recovery_key(locked.folder, str(RecoveryKey.new()), "mine now", cost=WEAK, clock=locked.clock)
    assert not wrong.value.mistyped
    assert locked.keys.read_bytes() == before
    locked.opened().close()


def test_the_recovery_key_works_while_wrong_passphrases_make_others_wait(locked: Clinic) -> None:
    for _ in range(6):
        refused(locked)
    typed = str(locked.recovery_key)
    open_with_recovery_key(locked.folder, typed, "a new one", cost=WEAK, clock=locked.clock).close()
    locked.opened("a new one").close()


# changing the passphrase


def test_a_changed_passphrase_replaces_the_old_one_while_the_records_are_open(clinic: Clinic) -> None:
    store = clinic.founded()
    change_passphrase(clinic.folder, PASSPHRASE, "another", cost=WEAK, clock=clinic.clock)
    check_passphrase(clinic.folder, "another", clock=clinic.clock)
    with pytest.raises(WrongPassphrase):
        check_passphrase(clinic.folder, PASSPHRASE, clock=clinic.clock)
    assert store.patients() == []
    store.close()
    again = clinic.opened("another")
    assert ("passphrase_changed", {"count": 1}) in events(again)
    again.close()


def test_the_passphrase_is_not_changed_without_the_old_one(locked: Clinic) -> None:
    before = locked.keys.read_bytes()
    with pytest.raises(WrongPassphrase):
        change_passphrase(locked.folder, "not this one", "mine", cost=WEAK, clock=locked.clock)
    assert locked.keys.read_bytes() == before


def test_the_passphrase_is_not_changed_to_nothing(locked: Clinic) -> None:
    with pytest.raises(ValueError, match="at least one"):
        change_passphrase(locked.folder, PASSPHRASE, "", cost=WEAK, clock=locked.clock)
    locked.opened().close()


# counting


def test_five_wrong_passphrases_lead_to_a_wait_that_grows(locked: Clinic) -> None:
    seen = [refused(locked) for _ in range(5)]
    assert [(wrong.tries_left, wrong.wait) for wrong in seen] == [(4, 0), (3, 0), (2, 0), (1, 0), (0, 60)]
    locked.clock.passes(60)
    assert refused(locked).wait == 120
    locked.clock.passes(120)
    assert refused(locked).wait == 240


def test_the_wait_survives_a_restart_and_holds_for_the_right_passphrase_too(locked: Clinic) -> None:
    for _ in range(5):
        refused(locked)
    locked.clock.passes(20.5)
    assert refused(locked, PASSPHRASE).wait == 40
    locked.clock.passes(40)
    locked.opened().close()


def test_a_right_passphrase_starts_the_count_again(locked: Clinic) -> None:
    for _ in range(4):
        refused(locked)
    locked.opened().close()
    assert refused(locked).tries_left == 4


def test_a_wrong_passphrase_changes_no_record(locked: Clinic) -> None:
    before = (locked.database.read_bytes(), locked.keys.read_bytes())
    refused(locked)
    refused(locked, "")
    assert (locked.database.read_bytes(), locked.keys.read_bytes()) == before


def test_tries_at_the_locked_screen_count_as_well(clinic: Clinic) -> None:
    store = clinic.founded()
    for left in (4, 3):
        with pytest.raises(WrongPassphrase) as wrong:
            check_passphrase(clinic.folder, "not this one", clock=clinic.clock)
        assert wrong.value.tries_left == left
    check_passphrase(clinic.folder, PASSPHRASE, clock=clinic.clock)
    store.close()


def test_the_journal_hears_of_failures_at_the_next_opening(locked: Clinic) -> None:
    for _ in range(3):
        refused(locked)
    check_passphrase(locked.folder, PASSPHRASE, clock=locked.clock)
    store = locked.opened()
    assert events(store)[-2:] == [("unlock_failed", {"count": 3}), ("store_opened", {})]
    store.close()
    again = locked.opened()
    assert [event for event, _ in events(again)].count("unlock_failed") == 1
    again.close()


def test_no_wait_is_longer_than_an_hour() -> None:
    clock = Clock()
    assert Attempts(failed=10**9, last=clock.now).wait(clock.now) == 3600


def test_a_clock_put_back_does_not_lock_the_clinic_out(locked: Clinic) -> None:
    locked.clock.passes(10 * 365 * 86400)
    for _ in range(5):
        refused(locked)
    locked.clock.passes(-10 * 365 * 86400)
    assert refused(locked, PASSPHRASE).wait == 60
    locked.clock.passes(60)
    locked.opened().close()


@pytest.mark.parametrize(
    "spoiled",
    [b"", b"\xff", b"[]", b'{"failed": "many"}', b'{"failed":1e999,"last":"","unreported":{}}',
     b'{"failed":9,"last":"2026-11-24","unreported":{}}', b'{"failed":-5,"last":"","unreported":{"x":1}}',
     b'{"failed":9,"last":"9999-12-31T23:59:59+00:00","unreported":{"store_opened":9}}'],
)  # fmt: skip
def test_a_spoiled_count_does_not_keep_the_right_person_out_for_long(locked: Clinic, spoiled: bytes) -> None:
    (locked.folder / "records.attempts").write_bytes(spoiled)
    if read_attempts(locked.folder / "records.attempts").failed >= 5:
        refused(locked)
        locked.clock.passes(3600)
    locked.opened().close()


def test_every_event_has_a_word_of_its_own() -> None:
    assert len({event.value for event in Event}) == len(Event)


def test_the_key_file_can_be_read_by_its_owner_only(locked: Clinic) -> None:
    for file in locked.folder.iterdir():
        assert isinstance(file, Path)
        if file != locked.database:
            assert file.stat().st_mode & 0o077 == 0
    assert locked.folder.stat().st_mode & 0o077 == 0
