"""What is said of a file, or of a message text, that cannot be used, and the next step."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.texts.language import N_

FILE_SENTENCES: Mapping[Reason, tuple[str, str]] = MappingProxyType(
    {
        # files
        Reason.FILE_MISSING: (
            N_("There is no file “{file}”."),
            N_("Check the name, or choose the file again."),
        ),
        Reason.FILE_IS_FOLDER: (N_("“{file}” is a folder."), N_("Choose a file in it.")),
        Reason.FILE_NOT_READABLE: (
            N_("“{file}” cannot be opened."),
            N_("Close it in other programs, or copy it to your own folder, and try again."),
        ),
        Reason.FILE_EMPTY: (N_("“{file}” is empty."), N_("Choose a file with people in it.")),
        Reason.FILE_KIND_UNKNOWN: (
            N_("“{file}” is not a kind of file this program reads."),
            N_("Save it as Excel (.xlsx) or CSV and choose that file."),
        ),
        Reason.FILE_NOT_WHAT_IT_SAYS: (
            N_("“{file}” is not a spreadsheet, whatever its name says."),
            N_("Open it in the program it came from and save it as Excel (.xlsx) or CSV."),
        ),
        Reason.FILE_ENCRYPTED: (
            N_("“{file}” is protected by a password."),
            N_("Open it in Excel, remove the password (File, Info, Protect Workbook) and save it."),
        ),
        Reason.FILE_DAMAGED: (
            N_("“{file}” is damaged and cannot be read."),
            N_("Open it in Excel and save it again as .xlsx or CSV."),
        ),
        Reason.FILE_TOO_BIG: (
            N_("“{file}” is too big to be a list of people."),
            N_("Delete the sheets and columns you do not need, save it and try again."),
        ),
        Reason.FILE_TOO_SLOW: (
            N_("“{file}” took too long to read."),
            N_("Delete the sheets you do not need, or save the list as CSV."),
        ),
        Reason.ENCODING_WRONG: (
            N_("“{file}” is not written in {encoding}."),
            N_("Choose another encoding and look at the sample."),
        ),
        Reason.ENCODING_UNKNOWN: (
            N_("No encoding is called “{encoding}”."),
            N_("Use utf-8, utf-16 or windows-1256, or leave it out to have it guessed."),
        ),
        Reason.DELIMITER_UNKNOWN: (
            N_("“{delimiter}” cannot separate columns."),
            N_("Use one character: comma, semicolon, tab or |."),
        ),
        Reason.NO_SUCH_SHEET: (
            N_("There is no sheet “{sheet}”."),
            N_("The file has these sheets: {sheets}."),
        ),
        Reason.NO_SUCH_COLUMN: (
            N_("There is no column “{column}”."),
            N_("The file has these columns: {columns}."),
        ),
        Reason.NO_SUCH_HEADER_ROW: (
            N_("The file has no row {row} for its headings."),
            N_("Choose the row that the headings are in, or 0 for none."),
        ),
        Reason.NO_PHONE_COLUMN: (
            N_("No column looks like phone numbers."),
            N_("Say which one it is. The file has these columns: {columns}."),
        ),
        Reason.NO_ROWS: (
            N_("“{file}” has headings but no rows under them."),
            N_("Choose the sheet that the people are in."),
        ),
        Reason.COUNTRY_CODE_UNKNOWN: (
            N_("No country has the code “{country}”."),
            N_("Use digits such as 965, or leave it empty to add no country code."),
        ),
        Reason.NO_SUCH_LIST: (N_("There is no contact list {list}."), N_("It may have been deleted.")),
        Reason.NO_ROOM_FOR_NUMBER: (
            N_("Row {row} had no number in this column when the file was read, so nothing is sent to it."),
            N_("Write both numbers into the cell that has one, with a comma between them, and accept them."),
        ),
        # lists
        Reason.LIST_NAME_EMPTY: (N_("A list needs a name."), ""),
        Reason.TOO_FEW_LISTS: (
            N_("It takes at least two lists to merge."),
            N_("Select them in the table of lists."),
        ),
        Reason.TOO_MANY_VALUES: (
            N_("The column “{column}” has more than {limit} different values: too many for a list each."),
            N_("Choose a column that holds groups, such as an area or a branch."),
        ),
        Reason.ONE_VALUE_ONLY: (
            N_("All rows have the same value in the column “{column}”: there is nothing to split."),
            N_("Choose another column."),
        ),
        Reason.NOT_FROM_THIS_LIST: (
            N_("The file “{file}” does not hold rows that were exported from the list “{list}”."),
            N_("Choose the exported file of this list, with its first column as it was."),
        ),
        Reason.PASTED_NOTHING: (
            N_("There is no text to paste."),
            N_("Copy the cells or the numbers first."),
        ),
        Reason.PASTED_TOO_MUCH: (
            N_("This is more than can be pasted ({limit} MB)."),
            N_("Save it as a file and drop the file here."),
        ),
        # texts
        Reason.TEXT_EMPTY: (
            N_("The message is empty, or nothing is left of it once emoji and hidden characters are out."),
            N_("Write a message."),
        ),
        Reason.TEXT_EMPTY_FOR_ROW: (
            N_("The message for row {row} is empty (rows with this problem: {count})."),
            N_("Write some text around the placeholder, or leave these rows out."),
        ),
        Reason.TEXT_TOO_LONG: (
            N_("The message for row {row} takes {segments} segments; {limit} is the most (rows: {count})."),
            N_("Shorten the text."),
        ),
        Reason.PLACEHOLDER_UNKNOWN: (
            N_("The list has no column “{name}”."),
            N_("Did you mean “{suggestion}”? For a literal brace write {{{{ or }}}}."),
        ),
        Reason.PLACEHOLDER_AMBIGUOUS: (
            N_("“{name}” fits more than one column: {columns}."),
            N_("Use the column's letter instead."),
        ),
        Reason.PLACEHOLDER_EMPTY: (
            N_("“{name}” is empty in row {row} (rows with this problem: {count})."),
            N_("Fill these cells, or say what to write instead: {{{name}|customer}}."),
        ),
        Reason.PLACEHOLDER_BROKEN: (
            N_("There is a brace at character {position} that does not belong to a placeholder."),
            N_("For a literal brace write {{{{ or }}}}."),
        ),
        Reason.TEXT_FILE_UNREADABLE: (
            N_("The text file “{file}” cannot be read."),
            N_("Save it as UTF-8 and check its name."),
        ),
    }
)
"""Sentence and next step for files, columns and texts."""
