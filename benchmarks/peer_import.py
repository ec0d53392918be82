"""The way a script of today imports a list: openpyxl reads the workbook, the kwtSMS client checks each phone.

Run as a process of its own by ``import_lists.py``, with the client on ``PYTHONPATH``; nothing is stored, and
no duplicates are looked for: what it does is less than what it is compared with.

    peer_import.py FILE read-only|normal
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable

from openpyxl import load_workbook

PHONE = 2

# not a plain import: the client is installed for the measurement only, so that type checkers cannot see it
validate_phone_input: Callable[[str], tuple[bool, str | None, str]] = importlib.import_module(
    "kwtsms"
).validate_phone_input


def check(path: str, *, read_only: bool) -> dict[str, int]:
    """How many rows there are, and how many have a number that passes."""
    book = load_workbook(path, read_only=read_only, data_only=True)
    rows = book.worksheets[0].iter_rows(min_row=2, values_only=True)
    checked = []
    for number, cells in enumerate(rows, start=2):
        phone = cells[PHONE]
        checked.append((number, cells, validate_phone_input("" if phone is None else str(phone))))
    return {"rows": len(checked), "valid": sum(1 for _, _, answer in checked if answer[0])}


if __name__ == "__main__":
    print(json.dumps(check(sys.argv[1], read_only=sys.argv[2] == "read-only")))
