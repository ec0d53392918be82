"""Compose: the text each person will read, cleaned and counted per row, and what all of it costs."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum

from kwtsms_desktop.core.errors import KwtsmsDesktopError, Parameter, UserError
from kwtsms_desktop.core.message import clean_text, is_blank
from kwtsms_desktop.core.numbering import match_prefix
from kwtsms_desktop.core.pacing import seconds_needed
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.core.savings import Saving, best_saving, surplus
from kwtsms_desktop.core.segments import (
    DEFAULT_MAX_SEGMENTS,
    Encoding,
    count_segments,
    replace_forcing,
    segments_of,
)
from kwtsms_desktop.core.template import Template
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.breathing import breathing
from kwtsms_desktop.services.events import Mailbox
from kwtsms_desktop.services.request_count import RequestCount
from kwtsms_desktop.storage.accounts import Accounts
from kwtsms_desktop.storage.block_list import BlockList
from kwtsms_desktop.storage.campaign_writer import PlannedRecipient
from kwtsms_desktop.storage.contact_lists import ContactLists
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.rows import Rows, RowToSend

TRIAL_PEOPLE = 5
"""With so many people a text is tried out before everybody gets it."""

_KUWAIT = "965"
_BYTE = 255
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
        first: only the first so many people, in the order of the list; None for all.
    """

    list_id: int
    accept_review: bool = False
    duplicates: Duplicates = Duplicates.FIRST
    account: str = ""
    first: int | None = None


@dataclass(frozen=True, slots=True)
class TextPlace:
    """One person's text among all of them.

    Attributes:
        row: number of the row in the file.
        characters: of the text as it is sent.
    """

    row: int
    characters: int
    segments: int


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
        longest: the longest text; the first of several.
        shortest: the shortest.
        saving: what taking a few characters out would save; None where it would save nothing.
        plain_credits: expected cost with the text's typography in the GSM alphabet (``plain_text``); None
            where there is none to replace.
        sizes: segments of each recipient, in order; one byte each.
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
    longest: TextPlace | None = None
    shortest: TextPlace | None = None
    saving: Saving | None = None
    plain_credits: int | None = None
    sizes: bytes = field(default=b"", repr=False)

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

    @property
    def replacing_saves(self) -> int:
        """Credits that plain quotes, dashes and the like would save."""
        return 0 if self.plain_credits is None else max(0, self.credits - self.plain_credits)

    def enough_for(self, balance: float) -> int:
        """For how many of the people, from the first on, a balance lasts."""
        if self.credits <= balance:
            return self.people
        left = balance
        for number, size in enumerate(self.sizes):
            left -= size
            if left < 0:
                return number
        return self.people


def plain_text(template: str, headings: tuple[str, ...]) -> str:
    """A text with its typography in the GSM alphabet where that says the same; placeholders stay as typed.

    Raises:
        UserError: a placeholder is unknown, ambiguous or broken.
    """
    return Template.parse(template, headings).with_literals(replace_forcing)


class Composer:
    """Turns a template and a row into the text that row's person reads.

    Attributes:
        surplus: characters by which the text composed last exceeds one segment fewer (``core.savings``).
    """

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
        self._counted: dict[str, tuple[Encoding, int, int]] = {}
        self.surplus = 0
        self._plain = clean_text(self._template.merge(())) if self._template.is_plain else None
        self._problems: dict[Reason, tuple[dict[str, Parameter], int]] = {}

    def text(self, cells: tuple[str, ...]) -> str:
        """The merged and cleaned text of a row.

        Raises:
            UserError: a placeholder has no value in this row and no fallback.
        """
        return self._plain if self._plain is not None else clean_text(self._template.merge(cells))

    def compose(self, row: RowToSend, phone: str) -> PlannedRecipient | None:
        """What this row's person gets, or None where that cannot be sent (see ``problem``)."""
        try:
            text = self._plain if self._plain is not None else self.text(row.cells)
        except UserError as error:
            self._note(error.reason, row=row.row, **error.parameters)
            return None
        if is_blank(text):
            self._note(Reason.TEXT_EMPTY_FOR_ROW, row=row.row)
            return None
        encoding, segments, self.surplus = self._count(text)
        if segments > self._max_segments:
            self._note(Reason.TEXT_TOO_LONG, row=row.row, segments=segments, limit=self._max_segments)
            return None
        return PlannedRecipient(row.row, phone, row.stored_cells, text, encoding.value, segments)

    @property
    def problem(self) -> UserError | None:
        """The first kind of problem met so far, with its first row and the number of rows."""
        for reason, (parameters, count) in self._problems.items():
            return UserError(reason, **{**parameters, "count": count})
        return None

    def _count(self, text: str) -> tuple[Encoding, int, int]:
        counted = self._counted.get(text)
        if counted is None:
            segments = count_segments(text)
            counted = (segments.encoding, segments.segments, surplus(segments))
            if len(self._counted) < 1000:  # equal texts repeat; a list of different ones must not pile up
                self._counted[text] = counted
        return counted

    def _note(self, reason: Reason, **parameters: Parameter) -> None:
        first, count = self._problems.get(reason, (parameters, 0))
        self._problems[reason] = (first, count + 1)


def audience_rows(database: Database, audience: Audience) -> Iterator[tuple[RowToSend, str]]:
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
    for row in Rows(database).to_send(audience.list_id, verdicts):
        for phone in row.proposals or ((row.phone,) if row.phone else ()):
            # Valid rows were tested by the check; what is only proposed was not.
            is_covered = not (row.proposals and coverage) or match_prefix(phone, coverage)
            if is_covered and phone not in blocked:
                yield row, phone


def compose_audience(
    rows: Iterable[tuple[RowToSend, str]], composer: Composer, audience: Audience
) -> Generator[PlannedRecipient, None, None]:
    """Every recipient once: the same number again is left out, unless its text differs and that is wished."""
    seen: set[int] = set()
    if audience.first == 0:
        return
    for row, phone in rows:
        recipient = composer.compose(row, phone)
        if recipient is None:
            continue
        by_text = audience.duplicates is Duplicates.ALL_TEXTS
        key = hash((phone, recipient.text)) if by_text else int(phone)
        if key not in seen:
            seen.add(key)
            yield recipient
            if len(seen) == audience.first:
                return


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
            plain = _plain_composer(template, contact_list.headings)
            with closing(everyone):  # a stopped count leaves it half read, and it reads the database
                return _count(everyone, composer, plain, mailbox, stop)


def _plain_composer(template: str, headings: tuple[str, ...]) -> Composer | None:
    """Composes the text with plain quotes and dashes; None where there is nothing to replace."""
    plain = plain_text(template, headings)
    return None if plain == template else Composer(plain, headings)


def _count(
    recipients: Iterator[PlannedRecipient],
    composer: Composer,
    plain: Composer | None,
    mailbox: Mailbox,
    stop: threading.Event,
) -> TextCost:
    segments: Counter[int] = Counter()
    encodings: set[str] = set()
    requests, plain_requests = RequestCount(), RequestCount()
    abroad = plain_credits = 0
    sizes, surpluses = bytearray(), Counter[int]()
    longest: PlannedRecipient | None = None
    shortest: PlannedRecipient | None = None
    for recipient in breathing(recipients, stop, mailbox):
        segments[recipient.segments] += 1
        sizes.append(min(recipient.segments, _BYTE))
        surpluses[composer.surplus] += 1
        encodings.add(recipient.encoding)
        requests.add(hash(recipient.text), recipient.phone)
        plain_requests.add(0, recipient.phone)
        abroad += not recipient.phone.startswith(_KUWAIT)
        if longest is None or len(recipient.text) > len(longest.text):
            longest = recipient
        if shortest is None or len(recipient.text) < len(shortest.text):
            shortest = recipient
        if plain is not None:
            is_gsm = recipient.encoding == Encoding.GSM7
            plain_credits += recipient.segments if is_gsm else segments_of(plain.text(recipient.cells))
    return TextCost(
        people=segments.total(),
        segments=dict(sorted(segments.items())),
        credits=sum(size * people for size, people in segments.items()),
        encoding=encodings.pop() if len(encodings) == 1 else "mixed" if encodings else "",
        texts=requests.texts,
        problem=composer.problem,
        requests=requests.count,
        plain_requests=plain_requests.count,
        trial_credits=sum(sizes[:TRIAL_PEOPLE]),
        abroad=abroad,
        longest=_place(longest),
        shortest=_place(shortest),
        saving=best_saving(surpluses),
        plain_credits=None if plain is None else plain_credits,
        sizes=bytes(sizes),
    )


def _place(recipient: PlannedRecipient | None) -> TextPlace | None:
    if recipient is None:
        return None
    return TextPlace(recipient.row, len(recipient.text), recipient.segments)
