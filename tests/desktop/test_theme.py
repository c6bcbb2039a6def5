"""Letters, icons, palette and style sheet: what every screen is dressed in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QFontDatabase, QFontInfo, QPageLayout, QPageSize, QPainter, QPdfWriter, QRawFont
from PySide6.QtPdf import QPdfDocument

from desktop.icons import icon_names, pixmap
from desktop.theme import ROLES, Theme, current_theme, load_theme, theme_names
from desktop.tokens import FAMILY, STATUS_ICONS
from desktop.widgets.labels import PlainLabel

Wear = Callable[..., Theme]


@pytest.mark.usefixtures("qapp")
def test_all_four_weights_of_our_letters_are_there() -> None:
    assert {"Regular", "Medium", "SemiBold", "Bold"} <= set(QFontDatabase.styles(FAMILY))
    for weight in (400, 500, 600, 700):
        found = QFontInfo(load_theme("light").font("body", weight))
        assert (found.family(), found.weight()) == (FAMILY, weight)


@pytest.mark.parametrize("text", ["Il1 O0 ABCDEF", "Łódź řešení ğüşı", "38 °C – “a”, ‘b’… × ½"])
@pytest.mark.usefixtures("qapp")
def test_our_letters_have_every_sign_the_screens_use(text: str) -> None:
    raw = QRawFont.fromFont(load_theme("light").font())
    assert [sign for sign in text if not raw.supportsCharacter(ord(sign))] == []


@pytest.mark.usefixtures("qapp")
def test_text_comes_back_complete_from_a_pdf_in_our_letters(tmp_path: Path) -> None:
    said = "Dr. A. Example ABCDEF Łódź řešení ğüşı 38 °C"
    path = tmp_path / "letters.pdf"
    writer = QPdfWriter(str(path))
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    font = load_theme("light").font()
    font.setPointSize(14)
    painter.setFont(font)
    painter.drawText(400, 800, said)
    painter.end()
    document = QPdfDocument()
    document.load(str(path))
    assert document.getAllText(0).text().strip() == said
    document.close()


@pytest.mark.usefixtures("qapp")
def test_every_icon_can_be_drawn() -> None:
    for name in icon_names():
        picture = pixmap(name, "text", 24, 1.0).toImage()
        drawn = any(picture.pixelColor(x, y).alpha() for x in range(24) for y in range(24))
        assert drawn, name


def test_every_standing_has_an_icon_of_its_own() -> None:
    assert len(set(STATUS_ICONS.values())) == len(STATUS_ICONS)
    assert set(STATUS_ICONS.values()) <= set(icon_names())
    for name in theme_names():
        assert set(load_theme(name).statuses) == set(STATUS_ICONS)


def test_the_themes_know_the_same_colors() -> None:
    known = {frozenset(load_theme(name).colors) for name in theme_names()}
    assert len(known) == 1


def test_nothing_is_smaller_than_thirteen_but_key_caps() -> None:
    assert [role for role, (size, _, _) in ROLES.items() if size < 13] == ["key"]


def test_changing_the_theme_changes_what_is_on_screen(themed: Wear) -> None:
    label = PlainLabel("What does the report say?", "h1")
    label.show()
    assert label.palette().windowText().color() == load_theme("light").color("text")
    themed("dark")
    assert label.palette().windowText().color() == load_theme("dark").color("text")
    assert current_theme().name == "dark"
    label.close()


def test_text_grows_with_the_text_size(themed: Wear) -> None:
    label = PlainLabel("What does the report say?", "h1")
    label.show()
    assert label.font().pixelSize() == 24
    themed("light", 2.0)
    assert label.font().pixelSize() == 48
    label.close()
