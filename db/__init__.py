"""The memory: an encrypted store of consultations. This is its one door; nothing else of the room is meant for others.

A store is a folder with an encrypted database and a key file. It is opened with a passphrase, or with the recovery key
that is printed when the store is made.
"""

from db.backup import BackupReport, back_up, check_backup, restore, verify
from db.door import (
    change_passphrase,
    check_passphrase,
    create_store,
    open_store,
    open_with_recovery_key,
    store_exists,
)
from db.keys import Cost
from db.recovery import RecoveryKey

__all__ = [
    "BackupReport",
    "Cost",
    "RecoveryKey",
    "back_up",
    "change_passphrase",
    "check_backup",
    "check_passphrase",
    "create_store",
    "open_store",
    "open_with_recovery_key",
    "restore",
    "store_exists",
    "verify",
]
