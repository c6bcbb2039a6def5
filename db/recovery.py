"""The recovery key: what opens the records when the passphrase is forgotten. It is printed once and kept in a safe."""

import hashlib
import secrets
from dataclasses import dataclass, field

from guidance.store import WrongRecoveryKey

# Crockford's alphabet: no I, L, O, U, so that nothing on paper can be read two ways
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SECRET_LETTERS = 32  # 160 bits
_CHECK_LETTERS = 3  # 15 bits: a slip of the pen goes unnoticed once in 32768
_GROUP = 5


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """A recovery key. `str()` is what is printed: seven groups of five letters, the last three letters a checksum."""

    letters: str = field(repr=False)

    def __str__(self) -> str:
        whole = self.letters + _check_letters(self.letters)
        return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))

    @classmethod
    def new(cls) -> "RecoveryKey":
        """A new random key."""
        return cls("".join(secrets.choice(_LETTERS) for _ in range(_SECRET_LETTERS)))

    @classmethod
    def read(cls, typed: str) -> "RecoveryKey":
        """The key as somebody typed it from paper; case, spaces and dashes do not matter, O is 0, I and L are 1.

        Raises WrongRecoveryKey with `mistyped` when a letter is missing or wrong.
        """
        letters = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(_READ_AS)
        secret, check = letters[:_SECRET_LETTERS], letters[_SECRET_LETTERS:]
        if len(letters) != _SECRET_LETTERS + _CHECK_LETTERS or check != _check_letters(secret):
            raise WrongRecoveryKey(mistyped=True)
        return cls(secret)


def _check_letters(secret: str) -> str:
    number = int.from_bytes(hashlib.sha256(secret.encode()).digest()[:4], "big")
    return "".join(_LETTERS[(number >> (5 * place)) & 31] for place in range(_CHECK_LETTERS))
