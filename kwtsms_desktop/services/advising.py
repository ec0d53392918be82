"""Advise: what to think of before a text is sent, from the text itself and from what was sent before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from kwtsms_desktop.core.advice import advise
from kwtsms_desktop.core.errors import Parameter
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.repeats import Repeats
from kwtsms_desktop.texts.formats import KUWAIT

__all__ = ["Advising", "Caution", "Message"]


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to think of.

    Attributes:
        details: parameters for its sentence; ``when`` is a UTC time.
    """

    reason: Reason
    details: Mapping[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """What is about to be sent.

    Attributes:
        template: as written, placeholders and all.
        text: as the first person would read it.
        abroad: how many recipients are outside Kuwait.
        send_at: when it is to begin; None for now.
    """

    list_id: int
    template: str
    text: str
    sender: str
    abroad: int
    is_test: bool
    send_at: datetime | None = None


class Advising:
    """Gives advice; nothing it says stops a campaign."""

    def __init__(
        self,
        open_database: Callable[[], Database],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._open_database = open_database
        self._now = now

    def cautions(self, message: Message) -> tuple[Caution, ...]:
        """Everything to think of, what costs most first. A test, which reaches nobody, may come at night."""
        local = (message.send_at or self._now()).astimezone(KUWAIT)
        at = None if message.is_test else local.hour * 60 + local.minute
        found = [
            Caution(reason) for reason in advise(message.text, message.sender, abroad=message.abroad, at=at)
        ]
        if message.send_at is not None:  # not "it is late", but "it will be"
            found = [_of_chosen_time(caution) for caution in found]
        with self._open_database() as database:
            repeat = Repeats(database).of(message.list_id, message.template)
        if repeat.people:
            details: dict[str, Parameter] = {"count": repeat.people, "when": repeat.last_at or ""}
            found.insert(0, Caution(Reason.SAME_TEXT_SENT, details))
        return tuple(found)


def _of_chosen_time(caution: Caution) -> Caution:
    return Caution(Reason.QUIET_TIME_CHOSEN) if caution.reason is Reason.QUIET_TIME else caution
