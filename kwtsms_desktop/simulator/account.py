"""One account of the simulated gateway, with everything about it that can change while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field

SHARED_SENDER = "KWT-SMS"
"""What a handset shows when the sender asked for is not the account's own (gateway-api.md §6)."""

BANNED_SENDERS = ("ZAIN", "Ooredoo", "KFH", "NBK")
"""Bank and telecom names that the vendor's policy page lists as rejected (gateway-api.md §6)."""


@dataclass(slots=True)
class SimulatedAccount:
    """The state of one account. Without arguments it is the demo account.

    Attributes:
        username: API user name, compared exactly.
        password: API password, compared exactly.
        balance: credits that can be spent now.
        purchased: credits ever bought.
        sender_ids: the account's own sender IDs, case sensitive.
        prefixes: country codes that are active; no other number has a route.
        banned_senders: names refused with ERR008, whatever their case.
        api_on: False answers ERR001.
        access: False answers ERR004.
        blocked: True answers ERR005.
        allow_list: the IP allow-list; None means there is no lockdown, anything else answers
            ERR024 to addresses that are not in it.
    """

    username: str = "demo"
    password: str = field(default="demo", repr=False)
    balance: float = 5000
    purchased: float = 10000
    sender_ids: list[str] = field(default_factory=lambda: [SHARED_SENDER, "MYSHOP"])
    prefixes: list[str] = field(default_factory=lambda: ["965", "971"])
    banned_senders: list[str] = field(default_factory=lambda: list(BANNED_SENDERS))
    api_on: bool = True
    access: bool = True
    blocked: bool = False
    allow_list: list[str] | None = None

    def sender_shown(self, asked: str) -> str:
        """The sender a handset shows; the gateway replaces an unknown one without a word."""
        return asked if asked in self.sender_ids else SHARED_SENDER

    def bans(self, sender: str) -> bool:
        """Whether the gateway refuses this sender by name."""
        return sender.casefold() in {name.casefold() for name in self.banned_senders}
