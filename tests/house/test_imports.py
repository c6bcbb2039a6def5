"""The rooms know only what they should. Import-linter holds the layers; these are the rules it cannot word."""

import sys

import pytest

from tests.house.tree import ROOMS, imported, named, sources

OWNERS = {
    "PySide6": {"desktop"},
    "sqlalchemy": {"db"},
    "alembic": {"db"},
    "sqlcipher3": {"db"},
    "argon2": {"db"},
    "cryptography": {"db"},
    "reportlab": {"handout"},
    "uharfbuzz": {"handout"},
}
# Whatever speaks over a network. The program never does
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc"}
NETWORK |= {"requests", "httpx", "aiohttp", "urllib3", "PySide6.QtNetwork", "PySide6.QtWebSockets"}
OUTSIDE_THE_HEAD = {"os", "io", "time", "pathlib", "tempfile", "shutil", "subprocess", "random", "secrets", "locale"}


def test_the_reasoning_needs_nothing_but_python() -> None:
    strangers = [
        f"{named(path)}:{line}: {module}"
        for path in sources("guidance")
        for line, module in imported(path)
        if (root := module.split(".")[0]) != "guidance" and root not in sys.stdlib_module_names
    ]
    assert strangers == []


def test_the_reasoning_sees_no_disk_no_clock_and_no_chance() -> None:
    seen = [
        f"{named(path)}:{line}: {module}"
        for path in sources("guidance")
        if "pack" not in path.parts
        for line, module in imported(path)
        if module.split(".")[0] in OUTSIDE_THE_HEAD
    ]
    assert seen == []


@pytest.mark.parametrize("library", sorted(OWNERS))
def test_a_library_is_named_in_its_own_room_only(library: str) -> None:
    elsewhere = [
        f"{named(path)}:{line}: {module}"
        for room in set(ROOMS) - OWNERS[library]
        for path in sources(room)
        for line, module in imported(path)
        if module.split(".")[0] == library
    ]
    assert elsewhere == []


def test_no_room_can_speak_over_a_network() -> None:
    speaking = [
        f"{named(path)}:{line}: {module}"
        for path in sources(*ROOMS)
        for line, module in imported(path)
        if module in NETWORK or module.split(".")[0] in NETWORK
    ]
    assert speaking == []


def test_presenters_know_no_widget() -> None:
    drawing = [
        f"{named(path)}:{line}: {module}"
        for path in sources("desktop")
        if path.name == "presenter.py"
        for line, module in imported(path)
        if module in {"PySide6.QtWidgets", "PySide6.QtGui"} or module.split(".")[-1] == "view"
    ]
    assert drawing == []
