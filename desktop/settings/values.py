"""What a clinic and a clinician have chosen, as one frozen value. Nothing about patients is ever kept here."""

from dataclasses import asdict, dataclass, fields
from pathlib import Path

from PySide6.QtCore import QSettings


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices. `lock_minutes` is 1 to 15, `text_scale` 1.0 to 2.0, `theme` "light", "dark" or "high_contrast".

    `emergency` is the clinic's own emergency pathway, shown when an urgent alert is read; phones and hours are printed
    on the sheet.
    """

    clinician: str = ""
    clinic: str = ""
    phone_day: str = ""
    phone_night: str = ""
    hours: str = ""
    emergency: str = ""
    paid_by: str = ""
    region: str = "us"
    paper: str = "letter"
    theme: str = "light"
    text_scale: float = 1.0
    lock_minutes: int = 5
    single_letter_keys: bool = True
    day_first: bool = False
    name_in_title: bool = True


class SettingsFile:
    """Reads and writes the settings file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Settings:
        """The settings of the file; what is missing or makes no sense keeps its default."""
        stored = QSettings(str(self._path), QSettings.Format.IniFormat)
        found = {}
        for item in fields(Settings):
            value = stored.value(item.name, None)
            if value is not None:
                kept = _converted(value, item.default)
                if kept is not None:
                    found[item.name] = kept
        return Settings(**found)  # type: ignore[arg-type]  # the names are Settings' own fields

    def write(self, settings: Settings) -> None:
        """Writes every setting."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        stored = QSettings(str(self._path), QSettings.Format.IniFormat)
        for name, value in asdict(settings).items():
            stored.setValue(name, value)
        stored.sync()


def _converted(value: object, default: object) -> object | None:
    if isinstance(default, bool):
        return str(value).lower() in ("true", "1", "yes")
    try:
        if isinstance(default, int):
            return max(1, min(15, int(str(value))))
        if isinstance(default, float):
            return max(1.0, min(2.0, float(str(value))))
    except ValueError:
        return None
    return str(value)
