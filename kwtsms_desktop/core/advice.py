"""What the sender of a text should know before paying for it. Nothing here stops anything.

Sources: links are fine to Kuwait, abroad carriers may block them and charge (gateway-api.md §5); a text with
a code must name the company (rule of the Kuwaiti telecom authority, same section); Kuwaiti operators want no
promotion between 21:00 and 09:00. A line whose first letter belongs to the other direction than most of its
letters is drawn in the wrong order by phones (Unicode UAX #9, P2 and P3: the first strong letter decides).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from kwtsms_desktop.core.reasons import Reason

QUIET_FROM = 21 * 60
"""From this minute of the day on operators want no promotion, Kuwait time."""

QUIET_UNTIL = 9 * 60
"""Until this one."""


def advise(
    text: str, sender: str, *, abroad: int = 0, at: int | None = None, names: Collection[str] = ()
) -> tuple[Reason, ...]:
    """The warnings that a text deserves, the costliest first.

    Args:
        text: as it will be sent, placeholders filled or not.
        sender: the sender ID it goes out under.
        abroad: how many recipients are outside Kuwait.
        at: minute of the day in Kuwait at which sending would begin; None: not known.
        names: other names the company goes by.
    """
    found = []
    if abroad and holds_link(text):
        found.append(Reason.LINK_ABROAD)
    if asks_for_name(text, (sender, *names)):
        found.append(Reason.CODE_WITHOUT_NAME)
    if at is not None and is_quiet_time(at) and not _is_about_code(text):
        found.append(Reason.QUIET_TIME)
    if wrong_direction_lines(text):
        found.append(Reason.MIXED_DIRECTION)
    return tuple(found)


def holds_link(text: str) -> bool:
    """Whether a phone would make a link of something in the text."""
    return _LINK.search(text) is not None


def asks_for_name(text: str, names: Collection[str]) -> bool:
    """Whether the text gives a code and none of these names."""
    if not _is_about_code(text):
        return False
    said = _letters(text)
    return not any((name := _letters(one)) and name in said for one in names)


def is_quiet_time(at: int) -> bool:
    """Whether operators want no promotion at this minute of the day in Kuwait."""
    return at >= QUIET_FROM or at < QUIET_UNTIL


def wrong_direction_lines(text: str) -> tuple[int, ...]:
    """The 0-based numbers of lines that begin with a letter of the direction that most of them have not."""
    return tuple(number for number, line in enumerate(text.splitlines()) if _begins_wrongly(line))


_LINK = re.compile(
    r"https?://\S|\bwww\.\w|\b[a-z0-9-]+\.(?:com|net|org|info|biz|co|me|ly|gl|io|app|shop|store|link|page|site|online"
    r"|kw|sa|ae|qa|bh|om|eg|jo|uk|us|edu|gov)(?![\w.@-])(?:/\S*)?",
    re.IGNORECASE | re.ASCII,
)
_CODE_WORDS = re.compile(
    r"\b(?:otp|pin|passcode|one[- ]time|verification|verify|login code|security code|your code|code is)\b"
    r"|رمز (?:ال)?(?:تحقق|تفعيل|دخول|أمان|تأكيد)|كود|الرقم السري|كلمة (?:ال)?مرور",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![0-9])[0-9]{4,8}(?![0-9])|\{[^{}]+\}")
_LEAST_FOREIGN = 3  # letters: an initial or a size (XL) does not make a line of another direction


def _is_about_code(text: str) -> bool:
    return _CODE_WORDS.search(text) is not None and _CODE.search(text) is not None


def _letters(text: str) -> str:
    """Letters and digits alone, without case: ``MY-SHOP`` is said by ``My Shop``."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _begins_wrongly(line: str) -> bool:
    directions = [_DIRECTIONS.get(unicodedata.bidirectional(character), "") for character in line]
    strong = [direction for direction in directions if direction]
    if not strong:
        return False
    first = strong[0]
    of_first = strong.count(first)
    return of_first >= _LEAST_FOREIGN and len(strong) - of_first > of_first


_DIRECTIONS = {"L": "ltr", "R": "rtl", "AL": "rtl"}
