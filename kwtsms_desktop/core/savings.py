"""What a shorter text would save: how many characters to take out so that people get a segment fewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kwtsms_desktop.core.segments import (
    GSM_MULTI,
    GSM_SINGLE,
    UCS2_MULTI,
    UCS2_SINGLE,
    Encoding,
    SegmentCount,
)

MOST_CHARACTERS = 15
"""More than so many are another text, not a shorter one."""

_ENOUGH = 0.8


@dataclass(frozen=True, slots=True)
class Saving:
    """Taking ``characters`` out of the text saves a segment, and so a credit, for ``people``."""

    characters: int
    people: int


def surplus(count: SegmentCount) -> int:
    """Characters by which a text exceeds one segment fewer; 0 where that does not hold for any of them.

    A character that takes two units moves the borders of segments: such texts are left out.
    """
    if count.segments <= 1 or count.units != count.characters:
        return 0
    is_gsm = count.encoding is Encoding.GSM7
    single, multi = (GSM_SINGLE, GSM_MULTI) if is_gsm else (UCS2_SINGLE, UCS2_MULTI)
    fewer = count.segments - 1
    return count.units - (single if fewer == 1 else fewer * multi)


def best_saving(people: Mapping[int, int]) -> Saving | None:
    """The fewest characters that help nearly everybody whom a few can help; None where nobody is.

    Args:
        people: how many people's texts have each surplus.
    """
    few = {size: count for size, count in people.items() if 0 < size <= MOST_CHARACTERS}
    reachable = sum(few.values())
    helped = 0
    for size in sorted(few):
        helped += few[size]
        if helped >= _ENOUGH * reachable:
            return Saving(size, helped)
    return None
