"""What the workbook reader does not tell of a sheet: what is hidden or merged, and how values look.

calamine gives hidden rows and columns like any other, error cells and all but the first of merged ones as
empty, and of numbers their values only. All of it stands in the sheet's XML, which is searched piece by piece
while it is unpacked, never held whole. Known for xlsx, xlsm and ods; in xls and xlsb nothing is found.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from kwtsms_desktop.contacts.scan_ods import scan_ods, shown_in_ods
from kwtsms_desktop.contacts.scan_xlsx import scan_xlsx
from kwtsms_desktop.contacts.sheet_parts import SCAN_ERRORS, SheetScan, ShownRow, column_index

__all__ = ["SCAN_ERRORS", "SheetScan", "ShownRow", "column_index", "scan_sheet", "shown_rows"]


def scan_sheet(path: Path, kind: str, sheet: str) -> SheetScan:
    """Search one sheet of a workbook.

    Raises:
        One of ``SCAN_ERRORS``: the file is not built as expected.
    """
    if kind in ("xlsx", "xlsm"):
        with zipfile.ZipFile(path) as archive:
            return scan_xlsx(archive, sheet)
    if kind == "ods":
        with zipfile.ZipFile(path) as archive:
            return scan_ods(archive, sheet)
    return SheetScan()


def shown_rows(path: Path, kind: str, sheet: str) -> Iterator[ShownRow]:
    """What cells of numbers, dates and times show, where the file itself says so: in ods.

    The rows come in ascending order, those without such cells left out. They end early where the file is
    not built as expected.
    """
    if kind != "ods":
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield from shown_in_ods(archive, sheet)
    except SCAN_ERRORS:
        return
