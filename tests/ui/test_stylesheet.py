from __future__ import annotations

import re
from importlib import resources

import pytest

from kwtsms_desktop.ui import stylesheet
from kwtsms_desktop.ui.stylesheet import style_sheet
from kwtsms_desktop.ui.tokens import DARK, LIGHT, Tokens

PIXELS = {"title": 21, "headline": 17, "body": 14, "caption": 12}
SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
ICONS = resources.files("kwtsms_desktop.resources") / "icons"


@SCHEMES
def test_every_name_is_filled_in(tokens: Tokens) -> None:
    assert "$" not in style_sheet(tokens, PIXELS)


def test_no_colour_is_written_by_hand() -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", "".join(stylesheet._PARTS)) == []


def test_nothing_is_said_of_left_or_right() -> None:
    assert re.findall(r"\b(left|right)\b", "".join(stylesheet._PARTS)) == []


@SCHEMES
def test_every_picture_exists(tokens: Tokens) -> None:
    names = set(re.findall(r"url\(icons:([^)]+)\)", style_sheet(tokens, PIXELS)))
    assert names
    assert [name for name in names if not (ICONS / name).is_file()] == []


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        ("check-light.svg", LIGHT.on_accent),
        ("partly-light.svg", LIGHT.on_accent),
        ("check-dark.svg", DARK.on_accent),
        ("partly-dark.svg", DARK.on_accent),
    ],
)
def test_ticks_have_the_colour_of_text_on_the_accent(picture: str, expected: str) -> None:
    assert f'stroke="{expected}"' in (ICONS / picture).read_text("utf-8")
