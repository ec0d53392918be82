"""The language in use and the gettext functions that follow it.

One language for the whole process: the window and the command line each speak one at a time. Texts are
looked up when they are shown, never when a module is imported, so that switching takes effect at once.
"""

from __future__ import annotations

import gettext
import locale
from importlib import resources
from pathlib import Path

LANGUAGES = ("en", "ar")
"""The languages offered, the first one being the language of the source."""

_DOMAIN = "kwtsms_desktop"
_current = "en"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def _locale_folder() -> Path:
    """Where the compiled catalogues are: beside the code, in a wheel and in a frozen bundle alike."""
    return Path(str(resources.files("kwtsms_desktop.resources"))) / "locale"


def use_language(code: str) -> None:
    """Speak ``code`` from now on.

    Raises:
        ValueError: the language is not one of ``LANGUAGES``.
    """
    global _current, _catalogue
    if code not in LANGUAGES:
        message = f"unknown language {code!r}"
        raise ValueError(message)
    if code == "en":
        _catalogue = gettext.NullTranslations()
    else:
        _catalogue = gettext.translation(_DOMAIN, _locale_folder(), [code])
    _current = code


def current_language() -> str:
    """The code of the language in use."""
    return _current


def is_right_to_left() -> bool:
    """Whether the language in use is written from right to left."""
    return _current == "ar"


def system_language() -> str:
    """The offered language nearest to the operating system's."""
    try:
        name = locale.getlocale()[0] or ""
    except ValueError:  # a locale name Python cannot parse, as some Windows regions have
        name = ""
    return "ar" if name.lower().startswith("ar") else "en"


def _(message: str) -> str:
    """The sentence in the language in use."""
    return _catalogue.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The plural form that ``count`` takes (English has two, Arabic six)."""
    return _catalogue.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """The sentence in the language in use, where one English word has two meanings."""
    return _catalogue.pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802  (the conventional name that extractors look for)
    """Marks a sentence for translation where it is declared; it is translated where it is shown."""
    return message
