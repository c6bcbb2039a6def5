"""The key file: the data key of the store, locked once with the passphrase and once with the recovery key.

The database is encrypted with a random data key that nobody ever sees. Each slot holds that key, sealed (AES-256-GCM)
with
a key that argon2id makes from the secret; the parameters are part of the seal. So a passphrase can change without
touching the database, and a wrong passphrase is told apart from a damaged file. The file itself is no secret.
"""

import json
import re
import secrets
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.engine import KEY_BYTES
from db.errors import named_os
from db.files import write_whole
from db.recovery import RecoveryKey
from db.seals import canonical, sha256
from guidance.store import StoreDamaged, StoreMissing, StoreTooNew

_FORMAT = 1
_LARGEST_FILE = 64 * 1024
_SALT_BYTES, _NONCE_BYTES, _SEALED_BYTES = 16, 12, KEY_BYTES + 16


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: argon2id passes, memory in KiB, and lanes. The default takes about an eighth of a
    second.
    """

    passes: int = 3
    memory: int = 64 * 1024
    lanes: int = 4

    def __post_init__(self) -> None:
        # The upper limits keep a forged file from eating the computer's memory before it is found out
        sound = 1 <= self.passes <= 20 and 1 <= self.lanes <= 8 and 8 * self.lanes <= self.memory <= 1024 * 1024
        if not sound:
            raise ValueError("no cost that argon2id can have here")


DEFAULT_COST = Cost()


class SlotKind(StrEnum):
    """Which secret opens a slot."""

    PASSPHRASE = "passphrase"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Slot:
    """One locked copy of the data key."""

    kind: SlotKind
    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class KeyFile:
    """All slots of one store. `store_id` is random and ties the file to its database."""

    store_id: str
    passphrase: Slot
    recovery: Slot

    def opened_with_passphrase(self, passphrase: str) -> bytes | None:
        """The data key, or None when the passphrase is another one."""
        return _opened(self.passphrase, self.store_id, _bytes_of(passphrase))

    def opened_with_recovery_key(self, recovery_key: RecoveryKey) -> bytes | None:
        """The data key, or None when the recovery key is another one."""
        return _opened(self.recovery, self.store_id, recovery_key.letters.encode())

    def with_passphrase(self, passphrase: str, data_key: bytes, cost: Cost) -> "KeyFile":
        """The file with another passphrase; the old one opens nothing any more."""
        return replace(
            self, passphrase=_sealed(SlotKind.PASSPHRASE, self.store_id, _bytes_of(passphrase), data_key, cost)
        )


def new_keys(passphrase: str, cost: Cost) -> tuple[KeyFile, bytes, RecoveryKey]:
    """The keys of a new store: the key file, the data key, the recovery key. Raises ValueError for no passphrase."""
    store_id, data_key, recovery_key = secrets.token_hex(16), secrets.token_bytes(KEY_BYTES), RecoveryKey.new()
    file = KeyFile(
        store_id,
        _sealed(SlotKind.PASSPHRASE, store_id, _bytes_of(passphrase), data_key, cost),
        _sealed(SlotKind.RECOVERY, store_id, recovery_key.letters.encode(), data_key, cost),
    )
    return file, data_key, recovery_key


def write_keys(path: Path, keys: KeyFile) -> None:
    """Replaces the key file whole. Raises StoreFull, StoreReadOnly, StoreUnreachable."""
    try:
        write_whole(path, key_file_bytes(keys))
    except OSError as fault:
        raise named_os(fault) from None


def read_keys(path: Path) -> KeyFile:
    """The key file. Raises StoreMissing, StoreDamaged, StoreTooNew, StoreUnreachable."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError:
        raise StoreMissing("no key file here") from None
    except OSError as fault:
        raise named_os(fault) from None
    return parsed_keys(content)


def key_file_bytes(keys: KeyFile) -> bytes:
    """The key file as it is written, with a checksum: a flipped bit must not look like a wrong passphrase."""
    content: dict[str, Any] = {
        "format": _FORMAT,
        "store_id": keys.store_id,
        "slots": [_slot_json(slot) for slot in (keys.passphrase, keys.recovery)],
    }
    content["checksum"] = sha256(canonical(content))
    return json.dumps(content, indent=1).encode() + b"\n"


def parsed_keys(content: bytes) -> KeyFile:
    """The key file from its bytes; anything but the exact shape is refused.

    Raises StoreDamaged or StoreTooNew.
    """
    if len(content) > _LARGEST_FILE:
        raise StoreDamaged("the key file is too large")
    try:
        read = json.loads(content)
        if isinstance(read, dict) and type(read.get("format")) is int and read["format"] > _FORMAT:
            raise StoreTooNew("the key file has a newer format")
        checksum = read.pop("checksum")
        if (
            set(read) != {"format", "store_id", "slots"}
            or read["format"] != _FORMAT
            or sha256(canonical(read)) != checksum
        ):
            raise StoreDamaged("the key file was changed")
        passphrase, recovery = (_slot(slot) for slot in read["slots"])
        if (passphrase.kind, recovery.kind) != (SlotKind.PASSPHRASE, SlotKind.RECOVERY):
            raise StoreDamaged("the key file lacks a slot")
        _hexadecimal(read["store_id"], 16)
        return KeyFile(read["store_id"], passphrase, recovery)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise StoreDamaged("the key file cannot be read") from None


def _slot_json(slot: Slot) -> dict[str, Any]:
    return {
        "kind": slot.kind.value,
        "argon2id": {"passes": slot.cost.passes, "memory_kib": slot.cost.memory, "lanes": slot.cost.lanes},
        "salt": slot.salt.hex(),
        "nonce": slot.nonce.hex(),
        "sealed": slot.sealed.hex(),
    }


def _slot(read: dict[str, Any]) -> Slot:
    cost = read["argon2id"]
    if set(read) != {"kind", "argon2id", "salt", "nonce", "sealed"} or set(cost) != {"passes", "memory_kib", "lanes"}:
        raise ValueError("another shape")
    if any(type(number) is not int for number in cost.values()):
        raise ValueError("a cost is a whole number")
    return Slot(
        SlotKind(read["kind"]),
        Cost(cost["passes"], cost["memory_kib"], cost["lanes"]),
        _hexadecimal(read["salt"], _SALT_BYTES),
        _hexadecimal(read["nonce"], _NONCE_BYTES),
        _hexadecimal(read["sealed"], _SEALED_BYTES),
    )


def _hexadecimal(text: str, length: int) -> bytes:
    # bytes.fromhex alone would let spaces through
    if not re.fullmatch(rf"[0-9a-f]{{{2 * length}}}", text):
        raise ValueError("not hexadecimal of the right length")
    return bytes.fromhex(text)


def _bytes_of(passphrase: str) -> bytes:
    if not passphrase:
        raise ValueError("a passphrase has at least one character")
    # The same word typed on two keyboards: e + accent and é
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def _sealed(kind: SlotKind, store_id: str, secret: bytes, data_key: bytes, cost: Cost) -> Slot:
    empty = Slot(kind, cost, secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES), b"")
    sealed = AESGCM(_wrapping_key(empty, secret)).encrypt(empty.nonce, data_key, _associated(empty, store_id))
    return replace(empty, sealed=sealed)


def _opened(slot: Slot, store_id: str, secret: bytes) -> bytes | None:
    try:
        return AESGCM(_wrapping_key(slot, secret)).decrypt(slot.nonce, slot.sealed, _associated(slot, store_id))
    except InvalidTag:
        return None


def _wrapping_key(slot: Slot, secret: bytes) -> bytes:
    cost = slot.cost
    return hash_secret_raw(secret, slot.salt, cost.passes, cost.memory, cost.lanes, KEY_BYTES, Type.ID)


def _associated(slot: Slot, store_id: str) -> bytes:
    bound = {name: value for name, value in _slot_json(slot).items() if name not in ("nonce", "sealed")}
    return canonical({"format": _FORMAT, "store_id": store_id, "slot": bound})
