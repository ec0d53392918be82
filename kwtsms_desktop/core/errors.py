"""The exception tree. Errors carry a Reason and its parameters; ``texts`` turns them into a sentence.

::

    KwtsmsDesktopError
    ├── UserError         the user can mend it: unreadable file, no phone column …
    ├── GatewayError      the service said no, or was not reached
    ├── StorageError      disk full, locked, read-only, file of a newer program
    └── CredentialsError  no keyring, locked, refused

Anything else that is raised is a bug of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from kwtsms_desktop.core.reasons import Reason

Parameter: TypeAlias = str | int | float


class KwtsmsDesktopError(Exception):
    """A known error: what happened as a code, and what the sentence about it needs.

    Attributes:
        reason: the code whose sentence and next step are shown.
        parameters: values for the sentence's placeholders (file name, row, count).
        code: the code as printed and stored; differs from ``reason`` only for unlisted gateway codes.
    """

    def __init__(self, reason: Reason, **parameters: Parameter) -> None:
        super().__init__(reason, parameters)
        self.reason = reason
        self.parameters: Mapping[str, Parameter] = MappingProxyType(dict(parameters))

    def __reduce__(self) -> tuple[object, ...]:
        """Errors travel between processes: a workbook is read in one of its own."""
        return _made_again, (type(self), self.reason, dict(self.parameters))

    @property
    def code(self) -> str:
        """The stable code for machine output."""
        return str(self.reason)

    def __str__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self.parameters.items())
        return f"{self.code}({values})" if values else self.code


class UserError(KwtsmsDesktopError):
    """The user can mend it."""


class GatewayError(KwtsmsDesktopError):
    """The gateway said no, or was not reached."""

    @property
    def code(self) -> str:
        """The gateway's own code where it gave one that is not listed (cases G8)."""
        if self.reason is Reason.GATEWAY_OTHER:
            return str(self.parameters.get("code", self.reason))
        return str(self.reason)


class StorageError(KwtsmsDesktopError):
    """The data folder cannot be read or written."""


class CredentialsError(KwtsmsDesktopError):
    """No keyring, a locked one, or one that refused."""


def _made_again(
    kind: type[KwtsmsDesktopError], reason: Reason, parameters: dict[str, Parameter]
) -> KwtsmsDesktopError:
    return kind(reason, **parameters)
