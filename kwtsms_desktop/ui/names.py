"""Names from outside (files, sheets, headings, lists), made fit to stand in a sentence of ours."""

from __future__ import annotations

_FIRST_STRONG_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_LONGEST_NAME = 40  # characters; a heading may be a sentence


def named(text: str) -> str:
    """A name, not too long, in its own direction whatever stands around it."""
    shown = text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"
    return f"{_FIRST_STRONG_ISOLATE}{shown}{_END_OF_ISOLATE}"
