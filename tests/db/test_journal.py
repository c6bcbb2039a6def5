"""The journal tells what happened, in the transaction of what it tells, and any change of it is seen."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from db.journal import Anchor, Event, Journal
from db.store import EncryptedStore
from db.tables import journal
from guidance.consultation import Consultation, Patient
from guidance.store import SheetEvent, StoreFull
from tests.db.clinic import Clinic

Start = Callable[..., Consultation]
Finish = Callable[..., Consultation]


def told(store: EncryptedStore) -> list[tuple[str, str]]:
    return [(entry.event, entry.about) for entry in store.reading(store.journal.entries)]


def faults(store: EncryptedStore, anchor: Anchor | None = None) -> list[str]:
    return store.reading(lambda connection: store.journal.faults(connection, anchor))


def test_a_whole_visit_is_told_in_order(
    records: EncryptedStore, eleanor: Patient, start: Start, finished: Finish
) -> None:
    records.save_patient(eleanor)
    draft = records.save(start(eleanor))
    records.open(draft.id)
    records.save(finished(draft))
    records.sheet_left(SheetEvent.PRINTED, draft.id)
    records.sheet_left(SheetEvent.EXPORTED, draft.id)
    records.save(start(eleanor, "second"))
    records.delete("second")
    records.delete_patient(eleanor.id)
    events = told(records)
    assert [event for event, _ in events[:2]] == ["store_created", "store_opened"]
    assert events[2:] == [
        ("patient_saved", eleanor.id),
        ("visit_saved", "visit-1"),
        ("visit_opened", "visit-1"),
        ("visit_finished", "visit-1"),
        ("sheet_printed", "visit-1"),
        ("sheet_exported", "visit-1"),
        ("visit_saved", "second"),
        ("visit_deleted", "second"),
        ("patient_deleted", eleanor.id),
    ]
    assert faults(records) == []


def test_entries_hold_ids_hashes_and_counts_only(
    records: EncryptedStore, full_visit: Consultation, finished: Finish
) -> None:
    records.save(finished(full_visit))
    records.delete_patient(full_visit.patient.id)
    allowed = {"patient", "revision", "sha256", "visits", "count"}
    for entry in records.reading(records.journal.entries):
        assert set(entry.facts) <= allowed
        assert "Winterbourne" not in str(entry)


def test_a_save_that_is_refused_is_not_told(records: EncryptedStore, eleanor: Patient, start: Start) -> None:
    visit = records.save(start(eleanor))
    before = told(records)
    with pytest.raises(Exception, match="newer"):
        records.save(start(eleanor, visit.id))
    assert told(records) == before


def test_when_the_journal_cannot_be_written_nothing_is_saved(
    records: EncryptedStore, eleanor: Patient, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> int:
        raise StoreFull

    monkeypatch.setattr(Journal, "add", fails)
    with pytest.raises(StoreFull):
        records.save(start(eleanor))
    monkeypatch.undo()
    assert records.patients() == []


def test_entries_tell_the_time_of_the_clock(clinic: Clinic) -> None:
    store = clinic.founded()
    assert {entry.at for entry in store.reading(store.journal.entries)} == {clinic.clock.now.isoformat()}
    store.close()


# Forgery: each change is made in a transaction that is then thrown away

CHANGES = ("edit", "delete", "swap", "repeat", "cut in the middle", "insert", "another seal", "another number")


def forge(connection: Connection, how: str, seq: int, last: int, dice: random.Random) -> None:
    rows = {row.seq: row for row in connection.execute(select(journal))}
    one, other = rows[seq], rows[seq % last + 1]
    match how:
        case "edit":
            at = dice.randrange(len(one.event))
            changed = one.event[:at] + chr(ord(one.event[at]) ^ 1) + one.event[at + 1 :]
            connection.execute(update(journal).where(journal.c.seq == seq).values(event=changed))
        case "delete":
            connection.execute(delete(journal).where(journal.c.seq == seq))
        case "swap":
            for here, there in ((one, other), (other, one)):
                values = {"event": there.event, "mac": there.mac}
                connection.execute(update(journal).where(journal.c.seq == here.seq).values(values))
        case "repeat":
            connection.execute(insert(journal).values(seq=last + 1, event=one.event, mac=one.mac))
        case "cut in the middle":
            connection.execute(delete(journal).where(journal.c.seq <= seq))
        case "insert":
            connection.execute(insert(journal).values(seq=last + 1, event=one.event, mac=bytes(32)))
        case "another seal":
            at = dice.randrange(32)
            changed_mac = one.mac[:at] + bytes([one.mac[at] ^ 1]) + one.mac[at + 1 :]
            connection.execute(update(journal).where(journal.c.seq == seq).values(mac=changed_mac))
        case "another number":
            connection.execute(update(journal).where(journal.c.seq == seq).values(seq=last + 5))


class Undo(Exception):
    """Ends a transaction whose changes are not wanted."""


@pytest.mark.parametrize("how", CHANGES)
def test_any_forgery_of_the_journal_is_seen(
    records: EncryptedStore, eleanor: Patient, mavis: Patient, how: str
) -> None:
    for number in range(6):
        records.save_patient((eleanor, mavis)[number % 2])
    last = len(told(records))
    anchor = records.reading(records.journal.anchor)
    dice = random.Random(how)

    def attempt(connection: Connection, seq: int) -> Any:
        forge(connection, how, seq, last, dice)
        assert records.journal.faults(connection, anchor), f"{how} {seq}"
        raise Undo

    for seq in range(1, last + 1):
        with pytest.raises(Undo):
            records.writing(lambda connection, seq=seq: attempt(connection, seq), lambda _: False)  # type: ignore[misc]  # a bound default
    assert faults(records, anchor) == []


def test_a_tail_that_was_cut_off_is_seen_against_an_anchor(records: EncryptedStore, eleanor: Patient) -> None:
    records.save_patient(eleanor)
    anchor = records.reading(records.journal.anchor)
    records.writing(
        lambda connection: connection.execute(delete(journal).where(journal.c.seq == anchor.seq)), lambda _: False
    )
    assert faults(records) == []
    assert faults(records, anchor) == [f"the journal ends at entry {anchor.seq - 1} and had {anchor.seq}"]


def test_a_journal_written_anew_is_seen_against_an_anchor(clinic: Clinic) -> None:
    store = clinic.founded()
    anchor = store.reading(store.journal.anchor)
    clinic.clock.passes(1)

    def anew(connection: Connection) -> None:
        connection.execute(delete(journal))
        for _ in range(anchor.seq):
            store.journal.add(connection, Event.STORE_OPENED, clinic.clock())

    store.writing(anew, lambda _: False)
    assert faults(store) == []
    assert faults(store, anchor) == [f"the journal was written anew before entry {anchor.seq}"]
    store.close()


def test_an_entry_that_cannot_be_read_is_still_listed(records: EncryptedStore) -> None:
    records.writing(lambda connection: connection.execute(update(journal).values(event="{")), lambda _: False)
    assert {event for event, _ in told(records)} == {"unreadable"}
    assert faults(records) == ["entry 1 of the journal was changed"]
