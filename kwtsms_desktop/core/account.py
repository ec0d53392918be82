"""A login of the gateway, and what the gateway tells about the account."""

from __future__ import annotations

from dataclasses import dataclass, field

TEST_SENDER = "KWT-SMS"
"""The shared sender every account has: for tests, slow, does not reach all operators (gateway-api.md §6)."""


@dataclass(frozen=True, slots=True)
class Login:
    """API user name and password, passed on exactly as given. Never printed, never logged."""

    username: str = field(repr=False)
    password: str = field(repr=False)

    def __repr__(self) -> str:
        return "Login(…)"


@dataclass(frozen=True, slots=True)
class Balance:
    """Credits of the account.

    Attributes:
        available: credits that can be spent now.
        purchased: credits ever bought; None when the gateway did not say.
    """

    available: float
    purchased: float | None
