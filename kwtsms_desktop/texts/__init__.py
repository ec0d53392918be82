"""Every sentence of the program, in English and Arabic (gettext). Knows codes and statuses; no Qt.

The English sentence is the message id. Catalogues live in ``resources/locale``; ``make catalogues``
brings them up to date with the source.
"""

from kwtsms_desktop.texts.language import (
    LANGUAGES,
    N_,
    _,
    current_language,
    is_right_to_left,
    ngettext,
    pgettext,
    system_language,
    use_language,
)

__all__ = [
    "LANGUAGES",
    "N_",
    "_",
    "current_language",
    "is_right_to_left",
    "ngettext",
    "pgettext",
    "system_language",
    "use_language",
]
