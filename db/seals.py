"""Seals on what is kept: the hash of a content, and keys derived from the data key for one purpose each."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def sha256(content: bytes) -> str:
    """The SHA-256 of the content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def canonical(value: Mapping[str, Any]) -> bytes:
    """The one spelling of a JSON object that is hashed and signed. Raises ValueError for NaN."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode()


def derived_key(data_key: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose that says nothing about the data key."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"plainly {purpose}".encode()).derive(data_key)
