"""A sheet is saved whole or not at all, and a failure is worded."""

import errno
from pathlib import Path

import pytest

from desktop.handout.files import file_words, write_whole


def test_a_sheet_is_written_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "sheet.pdf", b"%PDF new")
    assert (tmp_path / "sheet.pdf").read_bytes() == b"%PDF new"
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.pdf"]


def test_a_full_disk_leaves_the_old_sheet_and_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(b"%PDF old")

    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="full"):
        write_whole(target, b"%PDF new")
    assert target.read_bytes() == b"%PDF old"
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.pdf"]


def test_a_folder_that_is_not_there_is_a_fault_and_not_a_crash(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_whole(tmp_path / "gone" / "sheet.pdf", b"x")


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "cannot be written to"), (errno.EIO, "Nothing was written")],
)
def test_each_failure_says_what_to_do(number: int, said: str) -> None:
    words = file_words(OSError(number, "winterbourne/sheet.pdf"))
    assert said in words
    assert "save again" in words
    assert "winterbourne" not in words
