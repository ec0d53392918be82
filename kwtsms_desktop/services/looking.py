"""Look: the beginning of a file, what was understood of it, and what is remembered of such files.

An office exports the same table from the same system every month. What its user said about one of these
files (heading row, phone columns …) holds for the next, recognised by its headings. What the user says
now always wins, and what does not fit the file any more is forgotten without a word.
"""

from __future__ import annotations

import contextlib
import dataclasses
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kwtsms_desktop.contacts.columns import column_names
from kwtsms_desktop.contacts.heading_words import fold
from kwtsms_desktop.contacts.source import DEFAULT_OPTIONS
from kwtsms_desktop.contacts.table import ContactFile, ImportOptions, TableRow, open_contact_file
from kwtsms_desktop.core.errors import UserError
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.services.list_marks import ExportedFrom, exported_columns, exported_from
from kwtsms_desktop.services.shapes import folded_cells, shape_of
from kwtsms_desktop.storage.contact_lists import ContactList
from kwtsms_desktop.storage.database import Database
from kwtsms_desktop.storage.file_shapes import FileShapes, RememberedMapping

__all__ = ["FilePreview", "Looking"]

_KINDS_THAT_HIDE_UNSEEN = frozenset({"xls", "xlsb"})


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What was understood of a file before anything is stored.

    Attributes:
        header_row: number of the row with the headings; 0 where there is none.
        phone_columns: 0-based; none when no column looks like one.
        phone_candidates: every column that looks like phone numbers, the likeliest first.
        hidden_columns: columns left out because the sheet hides them.
        mixed_columns: columns whose cells have more than one number format.
        can_tell_hidden: whether hidden rows of this kind of file are noticed (not in xls and xlsb).
        is_remembered: whether it is read as the user said of an earlier file of the same shape.
        corrects: the stored list whose exported problem rows these are.
        has_rows: whether anything stands below the headings.
        sample: the first rows of the file as they are, those above the headings included.
        chosen: what the user said of this file, or of an earlier one where that is remembered.
        shape: what files of the same make have in common; see ``services.shapes``.
    """

    path: Path
    file_name: str
    kind: str
    sheet: str | None
    sheets: tuple[str, ...]
    encoding: str | None
    delimiter: str | None
    header_row: int
    headings: tuple[str, ...]
    phone_columns: tuple[int, ...]
    phone_candidates: tuple[int, ...]
    hidden_rows: int
    hidden_columns: tuple[int, ...]
    mixed_columns: tuple[int, ...]
    can_tell_hidden: bool
    is_remembered: bool
    corrects: ContactList | None
    has_rows: bool
    sample: tuple[TableRow, ...]
    chosen: ImportOptions = DEFAULT_OPTIONS
    shape: str = ""

    @property
    def phone_column(self) -> int | None:
        """The first phone column."""
        return self.phone_columns[0] if self.phone_columns else None

    @property
    def column_names(self) -> tuple[str, ...]:
        """A name for every column, no two alike: what ``ImportOptions.phone_columns`` takes."""
        return column_names(self.headings)

    @property
    def as_understood(self) -> ImportOptions:
        """The options under which the file is read exactly as it was understood here, without a guess."""
        names = self.column_names
        return ImportOptions(
            sheet=self.sheet,
            header_row=self.header_row,
            phone_columns=tuple(names[column] for column in self.phone_columns),
            encoding=self.encoding,
            delimiter=self.delimiter,
            include_hidden=self.chosen.include_hidden,
        )


class Looking:
    """Looks into files, and remembers what users said of them."""

    def __init__(self, open_database: Callable[[], Database]) -> None:
        self._open_database = open_database

    def look(
        self,
        path: Path,
        options: ImportOptions = DEFAULT_OPTIONS,
        stop: threading.Event | None = None,
        *,
        is_first: bool = True,
        is_reminded: bool = True,
    ) -> FilePreview:
        """Read the beginning of a file and say what was understood.

        Args:
            path: the file.
            options: what the user says; the rest is remembered or guessed. Who names a heading row or
                phone columns is not reminded of an earlier file.
            stop: set it to give up.
            is_first: False when the user saw this file already: then ``options.include_hidden`` is the
                user's word also where it is False.
            is_reminded: False to guess as if no file of this shape had been read before.

        Raises:
            UserError: the file cannot be read as a list.
        """
        preview = _look(path, options, stop)
        with self._open_database() as database:
            exported = exported_from(database, preview.sample)
            if exported is not None and options.header_row in (None, exported.row):
                return _as_exported(preview, exported, options, stop)
            if not is_reminded or options.header_row is not None or options.phone_columns:
                return preview
            mapping = FileShapes(database).find(preview.shape)
        if mapping is None:
            return preview
        return _as_remembered(preview, mapping, options, stop, is_first=is_first) or preview

    def remember(self, preview: FilePreview) -> None:
        """Read the next files of this shape as this one is read. To be called when it was imported.

        A file that was read otherwise than it looks at first sight (another sheet, another encoding) is
        recognised by both sights.
        """
        shapes = {preview.shape: dataclasses.replace(preview.chosen, sheet=None)}
        if _needs_the_users_word(preview.chosen):
            with contextlib.suppress(UserError):  # cannot be read without the user's word, or is gone
                # Of two sheets alike the user's is not remembered: next month it is another one.
                shapes.setdefault(_look(preview.path, DEFAULT_OPTIONS, None).shape, preview.chosen)
        with self._open_database() as database:
            for shape, said in shapes.items():
                FileShapes(database).save(shape, _mapping(preview, said))


def _look(path: Path, options: ImportOptions, stop: threading.Event | None) -> FilePreview:
    with open_contact_file(path, options, stop) as file:
        return _preview(path, file, options)


def _preview(path: Path, file: ContactFile, options: ImportOptions) -> FilePreview:
    return FilePreview(
        path=path,
        file_name=file.file_name,
        kind=file.kind,
        sheet=file.sheet,
        sheets=file.sheets,
        encoding=file.encoding,
        delimiter=file.delimiter,
        header_row=file.header_row,
        headings=file.headings,
        phone_columns=file.phone_columns,
        phone_candidates=file.phone_candidates,
        hidden_rows=file.hidden_rows,
        hidden_columns=file.hidden_columns,
        mixed_columns=file.mixed_columns,
        can_tell_hidden=file.kind not in _KINDS_THAT_HIDE_UNSEEN,
        is_remembered=False,
        corrects=None,
        has_rows=file.has_rows,
        sample=file.sample,
        chosen=options,
        shape=shape_of(file.kind, file.sample),
    )


def _as_exported(
    preview: FilePreview, exported: ExportedFrom, options: ImportOptions, stop: threading.Event | None
) -> FilePreview:
    """An exported file of problem rows: its headings bear the mark, its phone columns are the list's."""
    if preview.header_row != exported.row:
        there = _look(preview.path, dataclasses.replace(options, header_row=exported.row), stop)
        preview = dataclasses.replace(there, chosen=options)
    phones = tuple(
        column
        for column, of_list in exported_columns(preview.headings, exported.contact_list).items()
        if of_list in exported.contact_list.phone_columns
    )
    is_free = not options.phone_columns and phones
    return dataclasses.replace(
        preview,
        corrects=exported.contact_list,
        phone_columns=phones if is_free else preview.phone_columns,
    )


def _needs_the_users_word(chosen: ImportOptions) -> bool:
    return bool(chosen.sheet or chosen.encoding or chosen.delimiter or chosen.include_hidden)


def _mapping(preview: FilePreview, said: ImportOptions) -> RememberedMapping:
    header = folded_cells(preview.headings) if preview.header_row else None
    return RememberedMapping(
        header=header,
        phones=tuple((fold(preview.headings[column]), column) for column in preview.phone_columns),
        sheet=said.sheet,
        encoding=said.encoding,
        delimiter=said.delimiter,
        include_hidden=said.include_hidden,
    )


def _as_remembered(
    preview: FilePreview,
    mapping: RememberedMapping,
    options: ImportOptions,
    stop: threading.Event | None,
    *,
    is_first: bool,
) -> FilePreview | None:
    """The file read as one of its shape was; None where that does not fit it."""
    is_hidden_open = is_first and options == DEFAULT_OPTIONS
    wanted = dataclasses.replace(
        options,
        sheet=options.sheet or mapping.sheet,
        encoding=options.encoding or mapping.encoding,
        delimiter=options.delimiter or mapping.delimiter,
        include_hidden=mapping.include_hidden if is_hidden_open else options.include_hidden,
    )
    try:
        if wanted != options:
            preview = _look(preview.path, wanted, stop)
        header_row = _row_of(mapping.header, preview.sample)
        if header_row is not None and header_row != preview.header_row:
            there = _look(preview.path, dataclasses.replace(wanted, header_row=header_row), stop)
            preview = dataclasses.replace(there, chosen=wanted)
    except UserError as error:
        if error.reason is Reason.CANCELLED_BY_USER:
            raise
        return None
    phones = _phones(mapping, preview.headings)
    if header_row is None or phones is None:
        return None
    return dataclasses.replace(preview, phone_columns=phones, is_remembered=True)


def _row_of(header: tuple[str, ...] | None, sample: Sequence[TableRow]) -> int | None:
    """Number of the row with these cells; 0 where there are to be no headings; None where it is not there."""
    if header is None:
        return 0
    return next((row.number for row in sample if folded_cells(row.cells) == header), None)


def _phones(mapping: RememberedMapping, headings: Sequence[str]) -> tuple[int, ...] | None:
    """The remembered phone columns in this file; None where one is missing."""
    folded = [fold(heading) for heading in headings]
    found: list[int] = []
    for heading, index in mapping.phones:
        if heading and folded.count(heading) == 1:
            found.append(folded.index(heading))
        elif index < len(folded) and folded[index] == heading:
            found.append(index)
        else:
            return None
    return tuple(found) or None
