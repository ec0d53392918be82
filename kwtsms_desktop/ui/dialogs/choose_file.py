"""The system's own dialog for choosing a contact list file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from kwtsms_desktop.texts import _

_KINDS = "*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt"


def choose_list_file(parent: QWidget, folder: str = "") -> Path | None:
    """Have the user choose a file of a kind that can be a list; None when the dialog was left.

    Args:
        parent: the widget it belongs to.
        folder: where it starts; the user's documents where empty.
    """
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    lists, everything = _("Excel and CSV files"), _("All files")
    filters = f"{lists} ({_KINDS});;{everything} (*)"
    name, _chosen = QFileDialog.getOpenFileName(parent, _("Choose a file"), folder or documents, filters)
    return Path(name) if name else None
