"""The design tokens: every colour and distance of the window, once for light and once for dark.

Rule: text keeps a contrast of 4.5:1 with every ground it may stand on (WCAG 2.2, 1.4.3), and the outline of a
control one of 3:1 (1.4.11); ``tests/ui/test_tokens.py`` computes both.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

GRID = 8
"""Unit of all distances, in pixels."""

MARGIN = 24
"""Distance between a page's content and the edge of the page."""

RADIUS = 8
"""Corner radius of controls, strips and cards."""

ROW_HEIGHT = 32
"""Height of a table row that holds one line."""

TALL_ROW_HEIGHT = 40
"""Height of a table row that holds a reason above its value."""

CONTROL_HEIGHT = 36
"""Height of a button or an input."""


class Role(StrEnum):
    """What a colour means. A role never stands alone: a word or an icon says the same."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"
    INFO = "info"
    TEST = "test"
    ON_ACCENT = "on_accent"
    ON_SUCCESS = "on_success"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one scheme, as ``#rrggbb``.

    Attributes:
        surface: ground of the pages.
        sunken: ground of the side bar.
        raised: ground of cards, inputs and tables.
        hover: ground of a row or quiet control under the pointer.
        text: what is read.
        muted: captions, and what may be overlooked; still 4.5:1.
        disabled: text of what cannot be used now (exempt from the contrast rule).
        border: hairlines between things.
        outline: border of inputs and of unselected controls; 3:1.
        accent: the one accent colour: primary buttons, links, the present step, focus.
        accent_hover: the same under the pointer.
        on_accent: text on ``accent``.
        success: done, ready, accepted; also the solid LIVE badge.
        warning: unsure, to look at.
        danger: wrong, refused, cannot be undone.
        danger_hover: the same under the pointer.
        on_danger: text on ``danger``.
        info: worth knowing, nothing to do.
        test: text of the TEST badge, amber.
        test_border: border of the TEST badge.
    """

    is_dark: bool
    surface: str
    sunken: str
    raised: str
    hover: str
    text: str
    muted: str
    disabled: str
    border: str
    outline: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    success: str
    success_soft: str
    on_success: str
    warning: str
    warning_soft: str
    danger: str
    danger_hover: str
    danger_soft: str
    on_danger: str
    info: str
    info_soft: str
    test: str
    test_soft: str
    test_border: str
    neutral_soft: str

    def colour(self, role: Role) -> str:
        """Foreground of a role."""
        return {
            Role.TEXT: self.text,
            Role.MUTED: self.muted,
            Role.ACCENT: self.accent,
            Role.SUCCESS: self.success,
            Role.WARNING: self.warning,
            Role.DANGER: self.danger,
            Role.INFO: self.info,
            Role.TEST: self.test,
            Role.ON_ACCENT: self.on_accent,
            Role.ON_SUCCESS: self.on_success,
        }[role]

    def soft(self, role: Role) -> str:
        """Ground of a role, on which its foreground can be read; soft but for the two ``ON_`` roles."""
        return {
            Role.TEXT: self.neutral_soft,
            Role.MUTED: self.neutral_soft,
            Role.ACCENT: self.accent_soft,
            Role.SUCCESS: self.success_soft,
            Role.WARNING: self.warning_soft,
            Role.DANGER: self.danger_soft,
            Role.INFO: self.info_soft,
            Role.TEST: self.test_soft,
            Role.ON_ACCENT: self.accent,
            Role.ON_SUCCESS: self.success,
        }[role]


LIGHT = Tokens(
    is_dark=False,
    surface="#f6f8f9",
    sunken="#ecf0f2",
    raised="#ffffff",
    hover="#f0f4f5",
    text="#14212a",
    muted="#52616c",
    disabled="#98a4ad",
    border="#dce2e6",
    outline="#83919b",
    accent="#0b6573",
    accent_hover="#084c57",
    accent_soft="#dceef1",
    on_accent="#ffffff",
    success="#176c3d",
    success_soft="#def2e6",
    on_success="#ffffff",
    warning="#865000",
    warning_soft="#fcf0d6",
    danger="#b02a22",
    danger_hover="#8c1f19",
    danger_soft="#fbe8e6",
    on_danger="#ffffff",
    info="#1d579b",
    info_soft="#e3edf9",
    test="#6f4400",
    test_soft="#ffe6b0",
    test_border="#d99a1c",
    neutral_soft="#e8edf0",
)

DARK = Tokens(
    is_dark=True,
    surface="#151a1f",
    sunken="#101418",
    raised="#1d242a",
    hover="#252e35",
    text="#e6ecf0",
    muted="#a1afb9",
    disabled="#66747f",
    border="#303b44",
    outline="#73828d",
    accent="#5fc3d1",
    accent_hover="#82d3de",
    accent_soft="#173a42",
    on_accent="#05262c",
    success="#74d19c",
    success_soft="#16372a",
    on_success="#06281a",
    warning="#eebb64",
    warning_soft="#3a2d13",
    danger="#ff9d94",
    danger_hover="#ffb8b1",
    danger_soft="#452321",
    on_danger="#3d0b07",
    info="#92bff2",
    info_soft="#1c3250",
    test="#ffd27a",
    test_soft="#46340c",
    test_border="#a67c22",
    neutral_soft="#2a343c",
)
