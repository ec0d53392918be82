"""Language and direction of the window, and the direction of single texts in it.

Rule: the direction comes from the program's own language, never from the system's; digits are 0-9 in both
languages; and what is read from left to right in every language (phones, IDs, amounts) is wrapped in bidi
isolates before it is painted, and unwrapped before it is copied (Unicode UAX #9, 2.4).
"""

from __future__ import annotations

import logging
import unicodedata
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from kwtsms_desktop import texts

_log = logging.getLogger(__name__)

_ISOLATE = "\u2066"  # LEFT-TO-RIGHT ISOLATE
_END = "\u2069"  # POP DIRECTIONAL ISOLATE
_TRANSLATOR = "qtTranslator"

# The Arabic locale whose digits are 0-9 and whose decimal mark is a point; ar_KW has Arabic-Indic digits.
_LOCALES = {
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
    "ar": QLocale(QLocale.Language.Arabic, QLocale.Country.UnitedArabEmirates),
}


def apply_language(app: QApplication, code: str) -> None:
    """Speak ``code`` from now on: sentences, layout direction, digits, dates and Qt's own dialogs.

    Widgets that exist keep their texts: rebuild them afterwards (``MainWindow.rebuild``).

    Raises:
        ValueError: the language is not one of ``texts.LANGUAGES``.
    """
    texts.use_language(code)
    QLocale.setDefault(_LOCALES[code])
    _translate_qt(app, code)
    # After the translator: installing qtbase_ar.qm turns the layout by itself, leaving it out must not.
    app.setLayoutDirection(direction_of_language())


def direction_of_language() -> Qt.LayoutDirection:
    """The layout direction of the program's language."""
    return Qt.LayoutDirection.RightToLeft if texts.is_right_to_left() else Qt.LayoutDirection.LeftToRight


def isolate_ltr(text: str) -> str:
    """``text`` drawn from left to right whatever stands around it (``+965 9876 5432`` in an Arabic line)."""
    return f"{_ISOLATE}{text}{_END}" if text else ""


def without_isolates(text: str) -> str:
    """``text`` as it may leave the window: without the isolates that ``isolate_ltr`` put in."""
    return text.replace(_ISOLATE, "").replace(_END, "")


def is_mostly_rtl(text: str) -> bool:
    """Whether more letters of ``text`` are written from right to left than from left to right."""
    right = left = 0
    for character in text:
        kind = unicodedata.bidirectional(character)
        right += kind in {"R", "AL"}
        left += kind == "L"
    return right > left


def direction_of_text(text: str) -> Qt.LayoutDirection:
    """The direction an editor or a cell should have for ``text``: that of most of its letters.

    The program's own direction where it has no letters, or as many of one kind as of the other.
    """
    kinds = [unicodedata.bidirectional(character) for character in text]
    right, left = sum(kind in {"R", "AL"} for kind in kinds), kinds.count("L")
    if right == left:
        return direction_of_language()
    return Qt.LayoutDirection.RightToLeft if right > left else Qt.LayoutDirection.LeftToRight


def _translate_qt(app: QApplication, code: str) -> None:
    """Let Qt's own dialogs speak ``code`` too, where its catalogue came with Qt."""
    old = app.findChild(QTranslator, _TRANSLATOR)
    if old is not None:
        app.removeTranslator(old)
        old.setParent(None)
    if code == "en":
        return
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    translator = QTranslator(app)
    translator.setObjectName(_TRANSLATOR)
    if translator.load(str(folder / f"qtbase_{code}.qm")):
        app.installTranslator(translator)
    else:
        _log.warning("no qtbase_%s.qm in this Qt: its own dialogs stay English", code)
