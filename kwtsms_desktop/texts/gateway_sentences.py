"""What is said for the gateway's own codes, and the next step."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.texts.language import N_

_CHECK_NUMBER = N_("Correct the number, or leave this row out.")
_TOP_UP = N_("Top up at kwtsms.com, then go on with the campaign: nobody is sent to twice.")
_KWTSMS = N_("Ask kwtSMS support, then go on with the campaign.")

GATEWAY_SENTENCES: Mapping[Reason, tuple[str, str]] = MappingProxyType(
    {
        # the gateway's codes
        Reason.ERR001: (
            N_("The API is switched off for your account."),
            N_("Switch it on at kwtsms.com (API)."),
        ),
        Reason.ERR002: (N_("kwtSMS says part of the request is missing."), _KWTSMS),
        Reason.ERR003: (
            N_("kwtSMS does not accept the API user name or password."),
            N_("Check both in Settings. They are not your kwtsms.com login or mobile number."),
        ),
        Reason.ERR004: (N_("Your account has no API access."), N_("Ask kwtSMS support to open it.")),
        Reason.ERR005: (N_("Your account is blocked."), N_("Ask kwtSMS support.")),
        Reason.ERR006: (N_("kwtSMS found no valid number."), _CHECK_NUMBER),
        Reason.ERR007: (N_("Too many numbers in one request."), _KWTSMS),
        Reason.ERR008: (
            N_("kwtSMS has banned this sender ID."),
            N_("Choose another sender ID, or ask kwtSMS support."),
        ),
        Reason.ERR009: (N_("kwtSMS received an empty message."), N_("Write a message.")),
        Reason.ERR010: (N_("Your balance is used up."), _TOP_UP),
        Reason.ERR011: (N_("Your balance is not enough."), _TOP_UP),
        Reason.ERR012: (N_("kwtSMS finds the message too long."), N_("Shorten the text.")),
        Reason.ERR013: (
            N_("kwtSMS's queue is full (1,000 messages)."),
            N_("The program waits and tries again by itself."),
        ),
        Reason.ERR019: (N_("There is no delivery report."), N_("There are none for Kuwait numbers.")),
        Reason.ERR020: (N_("kwtSMS does not know this message."), N_("Check the message ID.")),
        Reason.ERR021: (
            N_("This message has no delivery report."),
            N_("There are none for Kuwait numbers and for test messages."),
        ),
        Reason.ERR022: (N_("The delivery report is not ready yet."), N_("Ask again after 24 hours.")),
        Reason.ERR023: (N_("kwtSMS could not fetch the delivery report."), N_("Ask again later.")),
        Reason.ERR024: (
            N_("kwtSMS does not accept requests from this internet address."),
            N_("Add this office's address to the allowed ones at kwtsms.com (API, IP lockdown)."),
        ),
        Reason.ERR025: (N_("kwtSMS does not accept this number."), _CHECK_NUMBER),
        Reason.ERR026: (
            N_("Your account cannot send to this country."),
            N_("kwtSMS can open the country for your account."),
        ),
        Reason.ERR027: (N_("kwtSMS found HTML tags in the message."), N_("Remove the < > signs.")),
        Reason.ERR028: (
            N_("This number was sent to less than 15 seconds ago."),
            N_("Send to it again as a new campaign."),
        ),
        Reason.ERR029: (N_("kwtSMS does not know this message."), N_("Check the message ID.")),
        Reason.ERR030: (
            N_("The message is stuck in kwtSMS's queue."),
            N_("Delete it at kwtsms.com (Queue): the credits come back. Test messages always stay there."),
        ),
        Reason.ERR031: (N_("kwtSMS refused the message for bad language."), N_("Change the text.")),
        Reason.ERR032: (N_("kwtSMS takes the message for spam."), N_("Change the text.")),
        Reason.ERR033: (N_("Your account has no active country."), N_("Ask kwtSMS support to open Kuwait.")),
    }
)
"""Sentence and next step for every code of gateway-api.md §3."""
