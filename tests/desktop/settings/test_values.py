"""The clinic's choices survive a restart, and nonsense in the file does no harm."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.settings.values import Settings, SettingsFile
from desktop.settings.view import SettingsView
from desktop.widgets.segments import SegmentGroup
from desktop.widgets.tick import Tick


def test_settings_come_back_as_they_were_written(tmp_path: Path) -> None:
    wanted = Settings("Dr Ł. Ünal", 'Klinik; "a" = b', lock_minutes=3, text_scale=1.25, name_in_title=False)
    SettingsFile(tmp_path / "deep" / "settings.ini").write(wanted)
    assert SettingsFile(tmp_path / "deep" / "settings.ini").read() == wanted


def test_what_makes_no_sense_keeps_its_default(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_text("[General]\nlock_minutes=never\ntext_scale=9\nclinician=A\n", encoding="utf-8")
    found = SettingsFile(path).read()
    assert found.lock_minutes == Settings().lock_minutes
    assert found.text_scale == 2.0
    assert found.clinician == "A"


def test_a_change_is_told_at_once(qtbot: QtBot) -> None:
    view = SettingsView(Settings())
    qtbot.addWidget(view)
    told: list[Settings] = []
    view.changed.connect(told.append)
    view.findChild(Tick, "single_letter_keys").click()
    view.findChild(SegmentGroup, "lock_minutes").chosen.emit("10")
    assert told[-1] == Settings(single_letter_keys=False, lock_minutes=10)
