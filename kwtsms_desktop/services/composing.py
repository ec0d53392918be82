"""Compose: the text each person will read, cleaned and counted per row, and what all of it costs."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum

from kwtsms_desktop.core.batch import OpenBatch
from kwtsms_desktop.core.errors import KwtsmsDesktopError, Parameter, UserError
from kwtsms_desktop.core.message import clean_text, is_blank
from kwtsms_desktop.core.numbering import match_prefix
from kwtsms_desktop.core.pacing import seconds_needed
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.segments import DEFAULT_MAX_SEGMENTS, Encoding, count_segments
from kwtsms_desktop.core.template import Template
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.breathing import breathing
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.storage.accounts import Accounts
from kwtsms_desktop.storage.block_list import BlockList
from kwtsms_desktop.storage.campaigns import PlannedRecipient
from kwtsms_desktop.storage.contact_lists import ContactLists
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.rows import ListRow, Rows

TRIAL_PEOPLE = 5
"""With so many people a text is tried out before everybody gets it."""

_KUWAIT = "965"
_WORTH_SAYING_SECONDS = 60.0


class Duplicates(StrEnum):
    """Which of several rows with one number are sent to."""

    FIRST = "first"
    LAST = "last"
    ALL_TEXTS = "all-texts"  # every row whose text differs from what that number gets already


@dataclass(frozen=True, slots=True)
class Audience:
    """Which rows of a list are sent to.

    Attributes:
        accept_review: whether rows to look at are sent to, on every number that was read in them.
        account: whose coverage those numbers must have; they were not tested by the check.
    """

    list_id: int
    accept_review: bool = False
    duplicates: Duplicates = Duplicates.FIRST
    account: str = ""


@dataclass(frozen=True, slots=True)
class TextCost:
    """What a text means for a whole list.

    Attributes:
        people: recipients.
        segments: how many recipients get 1, 2, 3 … segments.
        credits: expected cost: segments, one credit each (gateway-api.md §5, Kuwait).
        encoding: ``gsm7``, ``ucs2``, or ``mixed`` where rows differ.
        texts: how many different texts.
        problem: why it cannot be sent as it is; None when it can.
        requests: how many requests it takes: people with equal texts share them.
        plain_requests: how many it would take if everybody got one text.
        trial_credits: expected cost of the first ``TRIAL_PEOPLE`` recipients.
        abroad: recipients outside Kuwait; what those cost is for the gateway to say (gateway-api.md §5).
    """

    people: int
    segments: Mapping[int, int]
    credits: int
    encoding: str
    texts: int
    problem: KwtsmsDesktopError | None
    requests: int = 0
    plain_requests: int = 0
    trial_credits: int = 0
    abroad: int = 0

    @property
    def trial_people(self) -> int:
        """How many people a trial goes to."""
        return min(self.people, TRIAL_PEOPLE)

    def seconds(self, rate: float) -> float:
        """How long sending takes at least, at so many requests a second.

        Raises:
            ValueError: the rate is not above 0.
        """
        return seconds_needed(self.requests, rate)

    def plain_seconds(self, rate: float) -> float:
        """How long it would take if everybody got one text.

        Raises:
            ValueError: the rate is not above 0.
        """
        return seconds_needed(self.plain_requests, rate)

    def is_slowed(self, rate: float) -> bool:
        """Whether it takes over a minute more because people's texts differ."""
        return self.seconds(rate) - self.plain_seconds(rate) > _WORTH_SAYING_SECONDS

    def enough_for(self, balance: float) -> int:
        """For how many of the people a balance lasts; where their texts differ in length, on average."""
        if self.credits <= balance:
            return self.people
        return max(0, int(balance * self.people / self.credits))


class Composer:
    """Turns a template and a row into the text that row's person reads."""

    def __init__(
        self, template: str, headings: tuple[str, ...], max_segments: int = DEFAULT_MAX_SEGMENTS
    ) -> None:
        """Prepare a template.

        Raises:
            UserError: it is empty after cleaning, or a placeholder is unknown, ambiguous or broken.
        """
        if is_blank(clean_text(template)):
            raise UserError(Reason.TEXT_EMPTY)
        self._template = Template.parse(template, headings)
        self._max_segments = max_segments
        self._counted: dict[str, tuple[Encoding, int]] = {}
        self._plain = clean_text(self._template.merge(())) if self._template.is_plain else None
        self._problems: dict[Reason, tuple[dict[str, Parameter], int]] = {}

    def text(self, cells: tuple[str, ...]) -> str:
        """The merged and cleaned text of a row.

        Raises:
            UserError: a placeholder has no value in this row and no fallback.
        """
        return self._plain if self._plain is not None else clean_text(self._template.merge(cells))

    def compose(self, row: ListRow, phone: str) -> PlannedRecipient | None:
        """What this row's person gets, or None where that cannot be sent (see ``problem``)."""
        try:
            text = self.text(row.cells)
        except UserError as error:
            self._note(error.reason, row=row.row, **error.parameters)
            return None
        if is_blank(text):
            self._note(Reason.TEXT_EMPTY_FOR_ROW, row=row.row)
            return None
        encoding, segments = self._count(text)
        if segments > self._max_segments:
            self._note(Reason.TEXT_TOO_LONG, row=row.row, segments=segments, limit=self._max_segments)
            return None
        return PlannedRecipient(
            row=row.row, phone=phone, cells=row.cells, text=text, encoding=encoding.value, segments=segments
        )

    @property
    def problem(self) -> UserError | None:
        """The first kind of problem met so far, with its first row and the number of rows."""
        for reason, (parameters, count) in self._problems.items():
            return UserError(reason, **{**parameters, "count": count})
        return None

    def _count(self, text: str) -> tuple[Encoding, int]:
        counted = self._counted.get(text)
        if counted is None:
            segments = count_segments(text)
            counted = (segments.encoding, segments.segments)
            if len(self._counted) < 1000:  # equal texts repeat; a list of different ones must not pile up
                self._counted[text] = counted
        return counted

    def _note(self, reason: Reason, **parameters: Parameter) -> None:
        first, count = self._problems.get(reason, (parameters, 0))
        self._problems[reason] = (first, count + 1)


def audience_rows(database: Database, audience: Audience) -> Iterator[tuple[ListRow, str]]:
    """Each row that may be sent to, with its number; a row to look at gives all its covered proposals.

    A number that was blocked since the list was checked is left out.
    """
    verdicts = [Verdict.VALID]
    if audience.accept_review:
        verdicts.append(Verdict.NEEDS_REVIEW)
    if audience.duplicates is Duplicates.ALL_TEXTS:
        verdicts.append(Verdict.DUPLICATE)
    coverage = Accounts(database).facts(audience.account).prefixes
    blocked = BlockList(database).numbers()
    for row in Rows(database).with_verdicts(audience.list_id, verdicts):
        for phone in row.proposals or ((row.phone,) if row.phone else ()):
            # Valid rows were tested by the check; what is only proposed was not.
            is_covered = not (row.proposals and coverage) or match_prefix(phone, coverage)
            if is_covered and phone not in blocked:
                yield row, phone


def compose_audience(
    rows: Iterable[tuple[ListRow, str]], composer: Composer, audience: Audience
) -> Generator[PlannedRecipient, None, None]:
    """Every recipient once: the same number again is left out, unless its text differs and that is wished."""
    seen: set[int] = set()
    for row, phone in rows:
        recipient = composer.compose(row, phone)
        if recipient is None:
            continue
        by_text = audience.duplicates is Duplicates.ALL_TEXTS
        key = hash((phone, recipient.text)) if by_text else int(phone)
        if key not in seen:
            seen.add(key)
            yield recipient


class Composing:
    """Counts a text against a list."""

    def __init__(self, open_database: Callable[[], Database]) -> None:
        self._open_database = open_database

    def cost(
        self, audience: Audience, template: str, max_segments: int, mailbox: Mailbox, stop: threading.Event
    ) -> TextCost:
        """What this text costs for this audience; a problem is reported in the result, not raised."""
        with self._open_database() as database:
            contact_list = ContactLists(database).get(audience.list_id)
            if contact_list is None:
                raise UserError(Reason.NO_SUCH_LIST, list=audience.list_id)
            try:
                composer = Composer(template, contact_list.headings, max_segments)
            except UserError as error:
                people = sum(1 for _row in audience_rows(database, audience))
                return TextCost(people, {}, 0, "", 0, error)
            everyone = compose_audience(audience_rows(database, audience), composer, audience)
            with closing(everyone):  # a stopped count leaves it half read, and it reads the database
                return _count(everyone, composer, mailbox, stop)


def _count(
    recipients: Iterator[PlannedRecipient], composer: Composer, mailbox: Mailbox, stop: threading.Event
) -> TextCost:
    segments: Counter[int] = Counter()
    encodings: set[str] = set()
    requests, plain_requests = _RequestCount(), _RequestCount()
    trial_credits = abroad = 0
    for number, recipient in enumerate(breathing(recipients, stop, mailbox), start=1):
        segments[recipient.segments] += 1
        encodings.add(recipient.encoding)
        requests.add(hash(recipient.text), recipient.phone)
        plain_requests.add(0, recipient.phone)
        trial_credits += recipient.segments if number <= TRIAL_PEOPLE else 0
        abroad += not recipient.phone.startswith(_KUWAIT)
    return TextCost(
        people=segments.total(),
        segments=dict(sorted(segments.items())),
        credits=sum(size * people for size, people in segments.items()),
        encoding=encodings.pop() if len(encodings) == 1 else "mixed" if encodings else "",
        texts=requests.texts,
        problem=composer.problem,
        requests=requests.count,
        plain_requests=plain_requests.count,
        trial_credits=trial_credits,
        abroad=abroad,
    )


class _RequestCount:
    """Counts the requests that recipients will share, by the rule that plans them (``core.batch``).

    Attributes:
        count: requests so far.
    """

    def __init__(self) -> None:
        self.count = 0
        self._open: dict[int, OpenBatch | str] = {}  # by text; a bare number where it is the only one

    @property
    def texts(self) -> int:
        """How many different texts there were."""
        return len(self._open)

    def add(self, text: int, phone: str) -> None:
        """One more recipient of a text, which is told by its hash."""
        present = self._open.get(text)
        if present is None:
            self._open[text] = phone
            self.count += 1
            return
        batch = _batch_with(present) if isinstance(present, str) else present
        if not batch.fits(phone):
            batch = OpenBatch()
            self.count += 1
        batch.add(phone)
        self._open[text] = batch


def _batch_with(phone: str) -> OpenBatch:
    batch = OpenBatch()
    batch.add(phone)
    return batch
