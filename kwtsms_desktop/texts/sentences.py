"""The table of sentences: what is said for every Reason, Repair and Removal, and the next step.

Placeholders are the parameters that come with the code (``core.reasons`` lists them).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kwtsms_desktop.core.reasons import Reason, Removal, Repair
from kwtsms_desktop.texts.campaign_sentences import CAMPAIGN_SENTENCES
from kwtsms_desktop.texts.file_sentences import FILE_SENTENCES
from kwtsms_desktop.texts.gateway_sentences import GATEWAY_SENTENCES
from kwtsms_desktop.texts.language import N_
from kwtsms_desktop.texts.row_sentences import ROW_SENTENCES

HOLDERS: Mapping[str, str] = MappingProxyType(
    {"window": N_("this program's window"), "command line": N_("the command line")}
)
"""Who may hold the send lock, as ``Options.holder`` calls them."""

NO_SUGGESTION = N_("Insert a column of your list instead. For a literal brace write {{{{ or }}}}.")
"""The next step for an unknown placeholder that no column's name is near to."""

SENTENCES: Mapping[Reason, tuple[str, str]] = MappingProxyType(
    {**ROW_SENTENCES, **FILE_SENTENCES, **CAMPAIGN_SENTENCES, **GATEWAY_SENTENCES}
)
"""What is said, and what can be done about it (may be empty)."""

REPAIRS: Mapping[Repair, str] = MappingProxyType(
    {
        Repair.ARABIC_DIGITS: N_("Arabic digits"),
        Repair.PERSIAN_DIGITS: N_("Persian digits"),
        Repair.OTHER_DIGITS: N_("digits of another script"),
        Repair.SEPARATORS_REMOVED: N_("spaces and signs taken out"),
        Repair.HIDDEN_REMOVED: N_("hidden characters taken out"),
        Repair.APOSTROPHE_REMOVED: N_("apostrophe taken out"),
        Repair.PREFIX_REMOVED: N_("+ or 00 taken off"),
        Repair.TRUNK_ZERO_REMOVED: N_("extra zero taken out"),
        Repair.REPEAT_REMOVED: N_("same number written twice, taken once"),
        Repair.COUNTRY_CODE_ADDED: N_("country code added"),
        Repair.DECIMAL_ZERO_REMOVED: N_("“.0” taken off"),
        Repair.E_NOTATION_EXPANDED: N_("Excel's E+ form written out"),
        Repair.LABEL_REMOVED: N_("“tel:” taken off"),
    }
)

REMOVALS: Mapping[Removal, str] = MappingProxyType(
    {
        Removal.EMOJI: N_("emoji"),
        Removal.HIDDEN: N_("hidden character"),
        Removal.CONTROL: N_("control character"),
        Removal.TAG: N_("HTML tag"),
        Removal.DIGIT: N_("Arabic digit, written as a Latin one"),
        Removal.LINE_BREAK: N_("line break of another system"),
        Removal.BROKEN: N_("broken character"),
    }
)
