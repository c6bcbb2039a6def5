"""The journal: what happened to these records, in an order that cannot be changed unseen.

Every entry is chained to the one before by an HMAC whose key comes from the data key. An entry is written in the
transaction of what it tells, so neither exists without the other. It holds ids, counts and hashes, never a word about a
patient. Cutting off the newest entries shows only against an anchor outside, so every backup carries one.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, func, insert, select

from db.seals import canonical, derived_key
from db.tables import journal

_BEGINNING = b"\0" * 32


class Event(StrEnum):
    """What can happen to the records."""

    STORE_CREATED = "store_created"
    STORE_OPENED = "store_opened"
    RECOVERY_KEY_USED = "recovery_key_used"
    PASSPHRASE_CHANGED = "passphrase_changed"
    UNLOCK_FAILED = "unlock_failed"
    PATIENT_SAVED = "patient_saved"
    PATIENT_DELETED = "patient_deleted"
    VISIT_OPENED = "visit_opened"
    VISIT_SAVED = "visit_saved"
    VISIT_FINISHED = "visit_finished"
    VISIT_DELETED = "visit_deleted"
    SHEET_PRINTED = "sheet_printed"
    SHEET_EXPORTED = "sheet_exported"
    BACKED_UP = "backed_up"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it was read: its number, when (UTC ISO), what, about which id, and small facts."""

    seq: int
    at: str
    event: str
    about: str
    facts: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The newest entry's number and seal, to be kept outside the store."""

    seq: int
    mac: str


class Journal:
    """Writes and checks the journal of one store. Holds the sealing key, not the data key."""

    def __init__(self, data_key: bytes) -> None:
        self._key = derived_key(data_key, "journal 1")

    def add(
        self,
        connection: Connection,
        event: Event,
        now: datetime,
        about: str = "",
        facts: Mapping[str, str | int] | None = None,
    ) -> int:
        """Adds an entry inside the caller's transaction; returns its number. `facts` are hashes and counts only."""
        seq, before = _head(connection)
        entry = {"at": now.isoformat(), "event": event.value, "about": about, "facts": dict(facts or {})}
        text = canonical(entry).decode()
        mac = self._mac(before, seq + 1, text)
        connection.execute(insert(journal).values(seq=seq + 1, event=text, mac=mac))
        return seq + 1

    def anchor(self, connection: Connection) -> Anchor:
        """The newest entry; number 0 for an empty journal."""
        seq, mac = _head(connection)
        return Anchor(seq, mac.hex())

    def entries(self, connection: Connection) -> list[Entry]:
        """Every entry, oldest first. Call `faults` to know whether they can be trusted."""
        rows = connection.execute(select(journal.c.seq, journal.c.event).order_by(journal.c.seq))
        return [_entry(seq, text) for seq, text in rows]

    def faults(self, connection: Connection, anchor: Anchor | None = None) -> list[str]:
        """What is wrong with the chain, in words without a patient; empty when it is whole.

        With an anchor also a journal that was cut or written anew before it is found.
        """
        before, count = _BEGINNING, 0
        for seq, text, mac in connection.execute(select(journal).order_by(journal.c.seq)):
            count += 1
            if seq != count:
                return [f"the journal lacks entry {count}"]
            if not hmac.compare_digest(self._mac(before, seq, text), bytes(mac)):
                return [f"entry {seq} of the journal was changed"]
            before = bytes(mac)
            if anchor is not None and seq == anchor.seq and before.hex() != anchor.mac:
                return [f"the journal was written anew before entry {seq}"]
        if anchor is not None and count < anchor.seq:
            return [f"the journal ends at entry {count} and had {anchor.seq}"]
        return []

    def seal(self, content: bytes) -> str:
        """A seal on something that leaves the store, such as a backup's list of contents."""
        return hmac.new(self._key, b"outside\0" + content, hashlib.sha256).hexdigest()

    def _mac(self, before: bytes, seq: int, text: str) -> bytes:
        return hmac.new(
            self._key, b"entry\0" + seq.to_bytes(8, "big") + before + text.encode(), hashlib.sha256
        ).digest()


def _head(connection: Connection) -> tuple[int, bytes]:
    newest = select(func.max(journal.c.seq)).scalar_subquery()
    row = connection.execute(select(journal.c.seq, journal.c.mac).where(journal.c.seq == newest)).first()
    return (row.seq, bytes(row.mac)) if row else (0, _BEGINNING)


def _entry(seq: int, text: str) -> Entry:
    try:
        read = json.loads(text)
        return Entry(seq, str(read["at"]), str(read["event"]), str(read["about"]), dict(read["facts"]))
    except (ValueError, KeyError, TypeError):
        return Entry(seq, "", "unreadable", "", {})
