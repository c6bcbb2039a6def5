"""Where the records are, and that the invented people are elsewhere."""

from pathlib import Path

import pytest

from desktop.places import Places, places_here


def test_the_demonstration_never_shares_a_folder_with_real_records(tmp_path: Path) -> None:
    places = Places(tmp_path)
    assert places.demonstration != places.records
    assert not places.demonstration.is_relative_to(places.records)
    assert not places.records.is_relative_to(places.demonstration)


def test_a_second_clinic_can_have_a_home_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PLAINLY_HOME", str(tmp_path / "second"))
    assert places_here().home == tmp_path / "second"
