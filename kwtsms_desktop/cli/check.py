"""``check``: import and check a list. No account, no network, nothing kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from kwtsms_desktop.app import sample_list
from kwtsms_desktop.cli.documents import check_document, phone_column_names
from kwtsms_desktop.cli.session import Session
from kwtsms_desktop.core.errors import CredentialsError
from kwtsms_desktop.core.verdict import Verdict
from kwtsms_desktop.services.checking import CheckOptions, CheckSummary, KeepDuplicate, ListRow
from kwtsms_desktop.services.importing import Importing, ImportOptions
from kwtsms_desktop.services.reporting import explain_row
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import number_text
from kwtsms_desktop.texts.statuses import verdict_text


def run_check(session: Session) -> int:
    """Check a file and print the verdicts; the list is forgotten afterwards."""
    began = time.monotonic()
    with session.app.for_now() as app:
        summary = import_and_check(session, app.importing)
        if summary is None:
            return 130
        list_id = summary.contact_list.id
        rows = app.checking.all_rows(list_id) if session.arguments.rows else None
        if session.arguments.report:
            app.reporting.write_check(list_id, session.arguments.report)
        document = check_document(summary, rows, time.monotonic() - began)
        session.say(document, _lines(summary, rows))
    return 0


def import_and_check(session: Session, importing: Importing) -> CheckSummary | None:
    """Store a file as a checked list, as the options say; None when interrupted."""
    arguments = session.arguments
    options = ImportOptions(
        sheet=arguments.sheet,
        header_row=arguments.header_row,
        phone_columns=tuple(arguments.phone_columns),
        encoding=arguments.encoding,
        delimiter=arguments.delimiter,
        include_hidden=arguments.include_hidden,
    )
    keep = KeepDuplicate.LAST if arguments.duplicates == "last" else KeepDuplicate.FIRST
    check = CheckOptions(default_country=_country(session), keep=keep, account=_known_account(session))
    return importing.store(_path(session), options, check, session.mailbox, session.stop)


def _path(session: Session) -> Path:
    name = session.arguments.file
    return sample_list() if session.arguments.demo and name == "sample" else Path(name)


def _country(session: Session) -> str:
    country = session.arguments.country
    if country is None:
        return session.app.settings.load().default_country
    return "" if country == "none" else str(country)


def _known_account(session: Session) -> str:
    """The account whose cached coverage is used, if there is an account at all."""
    try:
        return session.choose_account()
    except CredentialsError:
        return ""


def _lines(summary: CheckSummary, rows: list[ListRow] | None) -> Iterator[str]:
    found = summary.contact_list
    yield guess_line(summary)
    ready = summary.verdicts[Verdict.VALID]
    if len(found.phone_columns) > 1:
        words = ngettext(
            "{ready} of {count} phone cell can be sent to.",
            "{ready} of {count} phone cells can be sent to.",
            found.entries,
        )
    else:
        words = ngettext(
            "{ready} of {count} row can be sent to.", "{ready} of {count} rows can be sent to.", found.entries
        )
    yield words.format(ready=number_text(ready), count=number_text(found.entries))
    for verdict in Verdict:
        count = summary.verdicts[verdict]
        if count:
            line = f"  {verdict_text(verdict):<20} {number_text(count):>9}"
            if verdict is Verdict.VALID and summary.repaired:
                line += "  " + _("({count} repaired)").format(count=number_text(summary.repaired))
            yield line
    for row in rows or ():
        word = verdict_text(row.verdict) if row.verdict else ""
        yield f"  {row.row:>7}  {row.input[:24]:<24}  {row.phone or '':<15}  {word} · {explain_row(row)}"


def guess_line(summary: CheckSummary) -> str:
    """What was understood of the file, in one line."""
    found = summary.contact_list
    parts = [found.file_name]
    if found.sheet:
        parts.append(_("sheet {sheet}").format(sheet=found.sheet))
    if found.encoding:
        parts.append(found.encoding)
    if found.header_row:
        parts.append(_("headings in row {row}").format(row=found.header_row))
    names = ", ".join(phone_column_names(found).values())
    parts.append(_("phone numbers in {column}").format(column=names))
    return " · ".join(parts)
