"""Contrast of the colours, by the formula of WCAG 2.2."""

from __future__ import annotations

import dataclasses
import re

import pytest

from kwtsms_desktop.ui.tokens import DARK, LIGHT, Role, Tokens

SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("surface", "sunken", "raised", "hover")
READ_ON_ALL_GROUNDS = ("text", "muted", "accent", "success", "warning", "danger", "info")


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_formula_knows_black_on_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@SCHEMES
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", READ_ON_ALL_GROUNDS)
def test_text_can_be_read_on_every_ground(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@SCHEMES
@pytest.mark.parametrize("role", list(Role))
def test_role_can_be_read_on_its_own_ground(tokens: Tokens, role: Role) -> None:
    assert contrast(tokens.colour(role), tokens.soft(role)) >= 4.5


@SCHEMES
@pytest.mark.parametrize(
    "role", [Role.ACCENT, Role.SUCCESS, Role.WARNING, Role.DANGER, Role.INFO, Role.MUTED]
)
@pytest.mark.parametrize("ink", ["text", "accent"])
def test_text_and_links_can_be_read_on_soft_grounds(tokens: Tokens, role: Role, ink: str) -> None:
    assert contrast(getattr(tokens, ink), tokens.soft(role)) >= 4.5


@SCHEMES
@pytest.mark.parametrize("role", [Role.WARNING, Role.DANGER, Role.MUTED])
def test_cells_of_a_selected_row_can_be_read(tokens: Tokens, role: Role) -> None:
    assert contrast(tokens.colour(role), tokens.accent_soft) >= 4.5


@SCHEMES
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("on_accent", "accent"),
        ("on_accent", "accent_hover"),
        ("on_danger", "danger"),
        ("on_danger", "danger_hover"),
        ("on_success", "success"),
    ],
)
def test_text_can_be_read_on_solid_grounds(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@SCHEMES
@pytest.mark.parametrize("ground", ["surface", "raised"])
@pytest.mark.parametrize("line", ["outline", "accent"])
def test_outlines_of_controls_can_be_seen(tokens: Tokens, line: str, ground: str) -> None:
    assert contrast(getattr(tokens, line), getattr(tokens, ground)) >= 3


@SCHEMES
def test_every_colour_is_written_in_full(tokens: Tokens) -> None:
    values = {key: value for key, value in dataclasses.asdict(tokens).items() if key != "is_dark"}
    assert [key for key, value in values.items() if not re.fullmatch("#[0-9a-f]{6}", value)] == []
