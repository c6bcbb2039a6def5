"""Where things are on this computer: the program's own data, and the folder of the clinic's records.

`PLAINLY_HOME` moves everything, for a second clinic on one computer and for tests.
"""

import os
from dataclasses import dataclass
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
PACK = RESOURCES / "knowledge" / "metastatic_breast.json"
DEMONSTRATION_CASES = RESOURCES / "demonstration"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one installation: `records` holds the clinic's store, `demonstration` the invented patients."""

    home: Path

    @property
    def records(self) -> Path:
        """The folder of the clinic's encrypted store."""
        return self.home / "records"

    @property
    def demonstration(self) -> Path:
        """The folder of the demonstration store, which never holds a real patient."""
        return self.home / "demonstration"

    @property
    def last_good_edition(self) -> Path:
        """A copy of the clinical content that last opened well."""
        return self.home / "edition" / "last_good.json"

    @property
    def settings(self) -> Path:
        """The settings file; it holds nothing about patients."""
        return self.home / "settings.ini"


def places_here() -> Places:
    """The places of this computer's user."""
    given = os.environ.get("PLAINLY_HOME")
    if given:
        return Places(Path(given).expanduser().resolve())
    if os.name == "nt":
        return Places(Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "Plainly")
    return Places(Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "plainly")
