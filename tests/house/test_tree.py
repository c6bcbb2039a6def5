"""The tree holds what a newcomer expects, and nothing of one computer or one network."""

import re

from tests.house.tree import NOT_OURS, ROOMS, ROOT, places, sources, text_files

TOP = {*ROOMS, "resources", "tests", "docs", "benchmarks", "requirements"}
TOP |= {"Makefile", "README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml"}

# Written in two halves, so that this list is not found by itself
INDEXES = ("py" + "pi.", "pythonhos" + "ted", "index-" + "url", "find-" + "links", "trusted-" + "host")
INDEXES += ("npm" + "js.", "deb.deb" + "ian", "archive.ubu" + "ntu", "art" + "ifactory")
MACHINES = (
    r"/ho" + r"me/\w+",
    r"/Use" + r"rs/\w+",
    r"C:\\+Use" + r"rs",
    r"(?<![\w.}])/wo" + r"rk/",
    r"/tm" + r"p/\w",
)


def test_the_top_level_is_the_one_that_was_agreed() -> None:
    # An editor's own hidden folder is not ours to judge
    assert {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - NOT_OURS <= TOP


def test_no_file_names_a_place_to_download_from() -> None:
    found = [place for path in text_files() for word in INDEXES for place in places(re.escape(word), path)]
    assert found == []


def test_no_file_names_a_folder_of_one_computer() -> None:
    found = [place for path in text_files() for pattern in MACHINES for place in places(pattern, path)]
    assert found == []


def test_no_work_is_put_off_in_a_comment() -> None:
    marks = "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"))
    found = [place for path in sources(*ROOMS, "tests") for place in places(rf"#.*\b({marks})\b", path)]
    assert found == []


def test_every_room_says_why_each_module_exists() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in sources(*ROOMS)
        if path.name != "__init__.py" and not path.read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []
