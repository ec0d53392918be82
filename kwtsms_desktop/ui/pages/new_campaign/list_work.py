"""What the List step has done by services, and the words for it."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kwtsms_desktop.app import App
from kwtsms_desktop.core.errors import StorageError
from kwtsms_desktop.services.checking import CheckOptions, CheckSummary
from kwtsms_desktop.services.correcting import PutBackResult
from kwtsms_desktop.services.events import Job, Mailbox, Progress, Stop
from kwtsms_desktop.services.history import ContactList
from kwtsms_desktop.services.looking import FilePreview
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.ui.names import named
from kwtsms_desktop.ui.pages.new_campaign.recent_files import RecentFile, existing_files
from kwtsms_desktop.ui.shell import Shell

_WHOLE_SAMPLE = 50  # a shorter sample holds every row of the file


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be begun with: stored lists, the newest first, and files."""

    lists: Sequence[ContactList]
    files: Sequence[RecentFile]


def offers_job(app: App) -> Job[Offers]:
    """Read what can be begun with."""
    return lambda _mailbox, _stop: Offers(
        app.history.lists(), existing_files(app.settings.load().recent_files)
    )


def import_job(app: App, preview: FilePreview, check: CheckOptions) -> Job[CheckSummary | None]:
    """Import and check a file as it was understood; None where that was stopped, and nothing is left then."""

    def _import(mailbox: Mailbox, stop: Stop) -> CheckSummary | None:
        summary = app.importing.store(preview.path, preview.as_understood, check, mailbox, stop)
        if summary is None:
            return None
        with contextlib.suppress(StorageError):  # the list is there; how it was read is only a convenience
            app.looking.remember(preview)
        if stop.is_set():  # the user cancelled when the last row was in already
            app.lists.delete(summary.contact_list.id)
            return None
        return summary

    return _import


def put_back_job(
    app: App, preview: FilePreview, corrected: ContactList, check: CheckOptions
) -> Job[PutBackResult]:
    """Put corrected rows back into the list they came from."""

    def _put_back(mailbox: Mailbox, stop: Stop) -> PutBackResult:
        return app.correcting.put_back(
            preview.path, preview.as_understood, corrected.id, check, mailbox, stop
        )

    return _put_back


def remember_file(shell: Shell, path: Path) -> None:
    """Offer this file the next time."""
    try:
        shell.change_settings(recent_files=shell.settings.with_recent_file(path).recent_files)
    except StorageError as error:
        shell.tell_error(error)


def put_back_text(preview: FilePreview) -> str:
    """What the button says that puts corrected rows back: with their count where it is known."""
    if len(preview.sample) >= _WHOLE_SAMPLE:
        return _("Put the corrected rows back")
    count = sum(1 for row in preview.sample if row.number > preview.header_row and not row.is_blank)
    return ngettext("Put {count} corrected row back", "Put {count} corrected rows back", count).format(
        count=number_text(count)
    )


def no_rows_words(preview: FilePreview) -> str:
    """Why nobody can be sent to, and what to click."""
    if len(preview.sheets) > 1:
        return _("There are no rows on this sheet. Choose another sheet, or another row of headings.")
    return _("There are no rows under the headings. Are the headings in another row? Click its number.")


def progress_words(progress: Progress) -> str:
    """How far an import is: each row is read and checked at once."""
    words = ngettext("Reading and checking… {count} row", "Reading and checking… {count} rows", progress.done)
    return words.format(count=number_text(progress.done))


def put_back_words(result: PutBackResult) -> str:
    """What came of corrected rows, with those of which nothing came."""
    name = named(result.summary.contact_list.name)
    if result.corrected:
        words = ngettext(
            "{count} row of “{name}” was corrected. The rest is as it was.",
            "{count} rows of “{name}” were corrected. The rest is as it was.",
            result.corrected,
        )
        sentences = [words.format(count=number_text(result.corrected), name=name)]
    else:
        sentences = [_("Nothing was changed: the rows are as they are in “{name}”.").format(name=name)]
    if result.unknown_rows:
        words = ngettext(
            "{count} row of the file is not in the list and was passed over.",
            "{count} rows of the file are not in the list and were passed over.",
            result.unknown_rows,
        )
        sentences.append(words.format(count=number_text(result.unknown_rows)))
    if result.repeated:
        words = ngettext(
            "{count} row came back more than once and differently: it stays as it was.",
            "{count} rows came back more than once and differently: they stay as they were.",
            len(result.repeated),
        )
        sentences.append(words.format(count=number_text(len(result.repeated))))
    return " ".join(sentences)


def was_all_put_back(result: PutBackResult) -> bool:
    """Whether every row of the file found its place."""
    return not result.unknown_rows and not result.repeated
