"""The edition that last opened well is kept as it was, and comes back only when somebody asks for it."""

import json
from pathlib import Path

import pytest

from guidance.pack import last_good
from guidance.pack.__main__ import HOME
from guidance.pack.build import built, write_pack
from guidance.pack.last_good import keep, kept_edition, put_back
from guidance.pack.load import PackRefused, load_pack
from guidance.pack.problems import Problems
from guidance.pack.reader import read_pack


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return _built("2026.11", tmp_path_factory.mktemp("built"))


def _built(edition: str, folder: Path) -> bytes:
    body = built(read_pack(HOME, Problems()))
    body["pack"] = {**body["pack"], "edition": edition}
    write_pack(body, folder / "pack.json")
    return (folder / "pack.json").read_bytes()


@pytest.fixture
def pack(tmp_path: Path, whole: bytes) -> Path:
    path = tmp_path / "program" / "pack.json"
    path.parent.mkdir()
    path.write_bytes(whole)
    return path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "home" / "edition" / "last_good.json"


def test_a_pack_that_opened_well_is_kept_once(pack: Path, kept: Path, whole: bytes) -> None:
    assert kept_edition(kept) is None
    assert keep(pack, kept)
    assert kept.read_bytes() == whole
    assert not keep(pack, kept)
    assert kept_edition(kept) == load_pack(pack).edition


def test_a_newer_edition_takes_the_place_of_the_kept_one(pack: Path, kept: Path, tmp_path: Path) -> None:
    keep(pack, kept)
    pack.write_bytes(_built("2027.02", tmp_path))
    assert keep(pack, kept)
    edition = kept_edition(kept)
    assert edition is not None
    assert edition.version == "2027.02"


@pytest.mark.parametrize("content", [b"", b"not a pack", b"{}\n"])
def test_a_pack_that_does_not_open_is_never_kept(pack: Path, kept: Path, whole: bytes, content: bytes) -> None:
    keep(pack, kept)
    pack.write_bytes(content)
    with pytest.raises(PackRefused):
        keep(pack, kept)
    assert kept.read_bytes() == whole
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_a_copy_that_was_damaged_is_made_again(pack: Path, kept: Path, whole: bytes) -> None:
    keep(pack, kept)
    kept.write_bytes(whole[:-9])
    assert kept_edition(kept) is None
    assert keep(pack, kept)
    assert kept.read_bytes() == whole


def test_what_is_put_back_is_the_kept_file_and_the_refused_one_stays_beside_it(
    pack: Path, kept: Path, whole: bytes
) -> None:
    keep(pack, kept)
    damaged = whole.replace(b'"rank":1', b'"rank":2', 1)
    pack.write_bytes(damaged)
    with pytest.raises(PackRefused):
        load_pack(pack)
    edition = put_back(kept, pack)
    assert edition == load_pack(pack).edition
    assert pack.read_bytes() == whole
    assert pack.with_name("pack.json.refused").read_bytes() == damaged


def test_a_pack_that_is_gone_comes_back(pack: Path, kept: Path, whole: bytes) -> None:
    keep(pack, kept)
    pack.unlink()
    put_back(kept, pack)
    assert pack.read_bytes() == whole
    assert [path.name for path in pack.parent.iterdir()] == [pack.name]


@pytest.mark.parametrize("kept_content", [None, b"not a pack"])
def test_without_a_good_copy_nothing_is_touched(pack: Path, kept: Path, kept_content: bytes | None) -> None:
    pack.write_bytes(b"damaged")
    if kept_content is not None:
        kept.parent.mkdir(parents=True)
        kept.write_bytes(kept_content)
    with pytest.raises(PackRefused):
        put_back(kept, pack)
    assert pack.read_bytes() == b"damaged"
    assert [path.name for path in pack.parent.iterdir()] == [pack.name]


def test_a_disk_that_fills_up_leaves_the_pack_as_it_was(
    pack: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(pack, kept)
    pack.write_bytes(b"damaged")

    def full(_path: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(last_good, "_write", full)
    with pytest.raises(OSError, match="No space left"):
        put_back(kept, pack)
    assert pack.read_bytes() == b"damaged"


def test_a_whole_pack_of_another_program_version_is_refused_and_not_a_crash(tmp_path: Path) -> None:
    body = built(read_pack(HOME, Problems()))
    del body["clauses"]
    write_pack(body, tmp_path / "pack.json")
    with pytest.raises(PackRefused, match="built for another version"):
        load_pack(tmp_path / "pack.json")


def test_another_schema_is_told_with_both_numbers(pack: Path) -> None:
    header, content = pack.read_bytes().split(b"\n", 1)
    pack.write_bytes(json.dumps({**json.loads(header), "plainly_pack": 99}).encode() + b"\n" + content)
    with pytest.raises(PackRefused, match="schema 99, this program reads schema"):
        load_pack(pack)
