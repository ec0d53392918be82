"""What the settings page says of the account and of where its password is. No widgets."""

from __future__ import annotations

from kwtsms_desktop.core.dialling import Policy
from kwtsms_desktop.core.phone import read_phone
from kwtsms_desktop.services.account import AccountFacts, Store
from kwtsms_desktop.texts import _, ngettext
from kwtsms_desktop.texts.formats import age_text, number_text
from kwtsms_desktop.ui.direction import isolate_ltr

_EXAMPLE = "98765432"


def store_text(store: Store) -> str:
    """Where a password is kept, in words."""
    return {
        Store.WINDOWS: _("Your password is kept in the Windows Credential Manager."),
        Store.MACOS: _("Your password is kept in the macOS Keychain."),
        Store.SECRET_SERVICE: _("Your password is kept in your desktop's keyring (Secret Service)."),
        Store.KWALLET: _("Your password is kept in KWallet."),
        Store.MEMORY: _(
            "No keyring on this computer: you will be asked each time; nothing is written to disk."
        ),
    }[store]


def balance_fact(facts: AccountFacts) -> str:
    """``5,000 of 10,000 bought, 2 minutes ago``."""
    if facts.balance is None:
        return _("Not asked yet")
    amount = isolate_ltr(number_text(facts.balance.available))
    if facts.balance.purchased is not None:
        amount = _("{balance} of {purchased} bought").format(
            balance=amount, purchased=isolate_ltr(number_text(facts.balance.purchased))
        )
    if facts.balance_at is None:
        return amount
    return _("{amount}, {age}").format(amount=amount, age=age_text(facts.balance_at))


def senders_fact(facts: AccountFacts) -> str:
    """The sender IDs, or that there are none."""
    if facts.sender_ids is None:
        return _("Not asked yet")
    if not facts.sender_ids:
        return _("None yet. Register one at kwtsms.com.")
    return " · ".join(isolate_ltr(sender) for sender in facts.sender_ids)


def coverage_fact(facts: AccountFacts) -> str:
    """The countries the account can send to, by their codes."""
    if facts.prefixes is None:
        return _("Not asked yet")
    codes = " · ".join(isolate_ltr(f"+{code}") for code in facts.prefixes)
    words = ngettext("{count} country: {codes}", "{count} countries: {codes}", len(facts.prefixes))
    return words.format(count=number_text(len(facts.prefixes)), codes=codes)


def default_country_text(code: str) -> str:
    """What a default country code does, with an example where one fits.

    Args:
        code: digits; empty where it is turned off.
    """
    if not code:
        return _("Off: numbers without a country code are reported as wrong.")
    read = read_phone(_EXAMPLE, Policy(default_country=code))
    if read.phone != code + _EXAMPLE:
        return _("Numbers without a country code get {code} in front.").format(code=isolate_ltr(code))
    example = isolate_ltr(f"{_EXAMPLE} → {code} {_EXAMPLE}")
    return _("Numbers without a country code get it in front: {example}").format(example=example)
