"""The shipped colors, measured: readable text, visible edges, and standings that stay apart for every kind of eye."""

from itertools import combinations
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import pytest
from PySide6.QtGui import QColor

from desktop.theme import Theme, load_theme, theme_names

Triple = tuple[float, float, float]
THEMES = [load_theme(name) for name in theme_names()]
FULL, EDGE, PATIENT = 4.5, 3.0, 7.0
HUES = ("relevant", "caution", "depends", "later", "not_expected", "unsuitable")

# Machado, Oliveira, Fernandes 2009, severity 1.0, for linear RGB
EYES: dict[str, tuple[Triple, Triple, Triple]] = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(color: QColor) -> Triple:
    """sRGB to linear RGB, 0 to 1."""

    def straight(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return straight(color.redF()), straight(color.greenF()), straight(color.blueF())


def contrast(one: QColor, other: QColor) -> float:
    """WCAG contrast ratio, 1 to 21."""
    light, dark = sorted(
        (0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (linear(one), linear(other))),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


def lab(color: QColor, eye: str) -> Triple:
    """CIE Lab (D65) as an eye sees it."""
    seen = linear(color)
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, seen, strict=True)))) for row in EYES[eye]
    )
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: Triple, other: Triple) -> float:
    """CIEDE2000."""
    lightness1, a1, b1 = one
    lightness2, a2, b2 = other
    chroma = (hypot(a1, b1) + hypot(a2, b2)) / 2
    stretch = 1 + 0.5 * (1 - sqrt(chroma**7 / (chroma**7 + 25.0**7)))
    c1, c2 = hypot(stretch * a1, b1), hypot(stretch * a2, b2)
    h1, h2 = (degrees(atan2(b, stretch * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = h2 - h1
    turn = 0.0 if c1 * c2 == 0 else turn - 360 if turn > 180 else turn + 360 if turn < -180 else turn
    d_hue = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    mean_l, mean_c = (lightness1 + lightness2) / 2, (c1 + c2) / 2
    mean_h = h1 + h2 if c1 * c2 == 0 else (h1 + h2 + (360 if abs(h1 - h2) > 180 else 0)) / 2 % 360
    t = (
        1
        - 0.17 * cos(radians(mean_h - 30))
        + 0.24 * cos(radians(2 * mean_h))
        + 0.32 * cos(radians(3 * mean_h + 6))
        - 0.20 * cos(radians(4 * mean_h - 63))
    )
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / sqrt(20 + (mean_l - 50) ** 2)
    s_c, s_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    rotation = -sin(radians(60 * exp(-(((mean_h - 275) / 25) ** 2)))) * 2 * sqrt(mean_c**7 / (mean_c**7 + 25.0**7))
    parts = ((lightness2 - lightness1) / s_l, (c2 - c1) / s_c, d_hue / s_h)
    return sqrt(sum(part * part for part in parts) + rotation * parts[1] * parts[2])


def test_the_color_difference_agrees_with_published_pairs() -> None:
    assert difference((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert difference((50, -1.3802, -84.2814), (50, 0, -82.7485)) == pytest.approx(1.0, abs=1e-4)
    assert difference((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447)) == pytest.approx(1.4441, abs=1e-4)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        ("text", "surface app sunken tint"),
        ("muted", "surface app sunken tint"),
        ("subtle", "surface app sunken"),
        ("primary", "surface app"),
        ("on_primary", "primary primary_hover primary_press"),
        ("on_tint", "tint tint2"),
        ("on_banner", "banner"),
        ("banner_muted", "banner"),
        ("amber", "surface app"),
        ("good", "surface app"),
        ("urgent", "surface app urgent_bg"),
        ("on_urgent", "urgent_solid"),
        ("patient_muted", "patient_bg patient_card"),
    ],
)
def test_text_can_be_read_on_every_ground_it_stands_on(theme: Theme, text: str, grounds: str) -> None:
    for ground in grounds.split():
        assert contrast(theme.color(text), theme.color(ground)) >= FULL, ground


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_patients_read_at_the_highest_contrast(theme: Theme) -> None:
    for ground in ("patient_bg", "patient_card"):
        assert contrast(theme.color("patient_text"), theme.color(ground)) >= PATIENT


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_edges_of_controls_can_be_seen(theme: Theme) -> None:
    for ground in ("surface", "app"):
        assert contrast(theme.color("control"), theme.color(ground)) >= EDGE
    assert contrast(theme.color("urgent_solid"), theme.color("app")) >= EDGE
    needs_answer = theme.status("needs_answer")
    assert contrast(needs_answer.border, needs_answer.background) >= EDGE


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_one_tone_of_the_focus_ring_shows_on_any_ground(theme: Theme) -> None:
    tones = theme.color("focus_in"), theme.color("focus_out")
    assert contrast(*tones) >= EDGE
    for ground in ("surface", "app", "primary", "banner", "urgent_solid", "tint"):
        assert max(contrast(tone, theme.color(ground)) for tone in tones) >= EDGE, ground


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_a_standing_can_be_read_in_its_chip_and_in_its_row(theme: Theme) -> None:
    for standing, look in theme.statuses.items():
        assert contrast(look.text, look.background) >= FULL, standing
        assert contrast(look.text, theme.color("surface")) >= FULL, standing
        assert contrast(theme.color("muted"), look.background) >= FULL, standing


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_standings_stay_apart_for_every_kind_of_eye(theme: Theme, eye: str) -> None:
    seen = {standing: lab(theme.status(standing).text, eye) for standing in HUES}
    closest = min((difference(seen[one], seen[other]), one, other) for one, other in combinations(HUES, 2))
    assert closest[0] >= 9.0, closest
