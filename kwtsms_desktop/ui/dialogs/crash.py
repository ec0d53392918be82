"""The crash dialog: what broke, as a report that the user can read and copy.

The report is the same text that the log gets: numbers shortened, secrets hidden. A traceback holds code and
no message texts; the words of the exception are left out where they could hold data.
"""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from kwtsms_desktop import __version__
from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.log import formatter
from kwtsms_desktop.texts import _
from kwtsms_desktop.texts.reasons import action_text, reason_text
from kwtsms_desktop.ui.tokens import GRID, MARGIN
from kwtsms_desktop.ui.widgets.labels import label

_log = logging.getLogger("kwtsms_desktop.crash")


class CrashHook(QObject):
    """Catches what nobody caught, writes it to the log and shows it; the program goes on."""

    def __init__(self) -> None:
        super().__init__()
        self._before = sys.excepthook
        self._dialog: CrashDialog | None = None

    def install(self) -> None:
        """From now on, an exception in a slot is shown instead of lost."""
        sys.excepthook = self._on_exception

    def remove(self) -> None:
        """Leave things as they were."""
        sys.excepthook = self._before

    @property
    def dialog(self) -> CrashDialog | None:
        """The dialog on show, if there is one."""
        return self._dialog if self._dialog is not None and self._dialog.isVisible() else None

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        _log.error("unexpected error", exc_info=(kind, error, trace))
        if self.dialog is None:  # one is enough: the first of several is the cause
            self._dialog = CrashDialog(crash_report(kind, error, trace))
            self._dialog.show()


class CrashDialog(QDialog):
    """A sentence, the report, and a button that copies it."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong"))
        self.resize(640, 420)
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._report.setAccessibleName(_("Report"))
        code = Reason.INTERNAL.value
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(_("Copy the report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("copy")
        copy.clicked.connect(self._on_copy)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(2 * GRID)
        column.addWidget(label(reason_text(code), "headline", wrap=True))
        column.addWidget(label(action_text(code), wrap=True))
        column.addWidget(self._report, 1)
        column.addWidget(
            label(_("There are no numbers, messages or passwords in this report."), "caption", wrap=True)
        )
        column.addWidget(buttons)

    @property
    def report(self) -> str:
        """The text that can be copied."""
        return self._report.toPlainText()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)


def crash_report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Where it broke, in which version, on which system; without the exception's own words."""
    lines = [
        f"kwtSMS Desktop {__version__}",
        f"Python {platform.python_version()} · PySide6 {PySide6.__version__} · {platform.platform()}",
        "",
    ]
    for frame in traceback.extract_tb(trace):
        lines.append(f"{_short(frame.filename)}:{frame.lineno} in {frame.name}")
    lines.append(f"{kind.__name__} ({len(str(error))} characters of details are in the log)")
    return formatter.clean("\n".join(lines))


def _short(file: str) -> str:
    """The path below the package: the folders above it may hold somebody's name."""
    return file[file.find("kwtsms_desktop") :] if "kwtsms_desktop" in file else file.rpartition("/")[2]
