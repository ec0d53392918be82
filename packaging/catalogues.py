"""Brings the Arabic catalogue up to date with the source and compiles it (``make catalogues``).

Extraction and compiling are Babel's. The compiled catalogue is committed, so that a plain ``pip install .``
has its Arabic; tests/test_translations.py fails when it is older than its source.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "locale" / "ar" / "LC_MESSAGES"
SOURCE = FOLDER / "kwtsms_desktop.po"
COMPILED = FOLDER / "kwtsms_desktop.mo"
_FIXED = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def extract() -> Catalog:
    """Every sentence of the source, with the files it stands in."""
    template = Catalog(project="kwtSMS Desktop", charset="utf-8")
    package = ROOT / "kwtsms_desktop"
    found = extract_from_dir(package, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("L10N:",))
    for file, _line, message, comments, context in sorted(found, key=lambda entry: (entry[0], entry[1])):
        # Without line numbers: they would change with every edit of the source.
        template.add(
            message, locations=[(f"kwtsms_desktop/{file}", None)], auto_comments=comments, context=context
        )
    return template


def load() -> Catalog:
    """The Arabic catalogue as it is."""
    with SOURCE.open("rb") as file:
        return read_po(file, locale="ar", domain="kwtsms_desktop")


def compiled(catalogue: Catalog) -> bytes:
    """What a catalogue compiles to."""
    output = io.BytesIO()
    write_mo(output, catalogue)
    return output.getvalue()


def main() -> int:
    """Update, compile, and say what is missing; returns 1 when anything is."""
    catalogue = load() if SOURCE.exists() else Catalog(locale="ar")
    catalogue.project, catalogue.version = "kwtSMS Desktop", "1"
    catalogue.header_comment = (
        "# The Arabic sentences of kwtSMS Desktop: edit them here, then run `make catalogues`."
    )
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = (
        "the kwtSMS Desktop authors"
    )
    catalogue.fuzzy = False
    catalogue.update(extract(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = (
        _FIXED  # a date of its own would change with every run
    )
    SOURCE.parent.mkdir(parents=True, exist_ok=True)
    with SOURCE.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, omit_header=False, include_lineno=False)
    catalogue = load()
    COMPILED.write_bytes(compiled(catalogue))
    missing = [message.id for message in catalogue if message.id and not complete(message.string)]
    for text in missing:
        print("no Arabic yet:", text)
    return 1 if missing else 0


def complete(translation: object) -> bool:
    """Whether a translation is there, in all its plural forms."""
    return all(translation) if isinstance(translation, (tuple, list)) else bool(translation)


if __name__ == "__main__":
    sys.exit(main())
