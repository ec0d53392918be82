"""What is said of a row of a contact list, and the next step."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.texts.language import N_

_CHECK_NUMBER = N_("Correct the number, or leave this row out.")

ROW_SENTENCES: Mapping[Reason, tuple[str, str]] = MappingProxyType(
    {
        # numbers
        Reason.NO_DIGITS: (N_("There is no number in this cell."), _CHECK_NUMBER),
        Reason.EMAIL: (N_("This is an e-mail address, not a phone number."), _CHECK_NUMBER),
        Reason.TOO_SHORT: (N_("Too short: {digits} digits."), _CHECK_NUMBER),
        Reason.TOO_LONG: (N_("Too long: {digits} digits."), _CHECK_NUMBER),
        Reason.WRONG_LENGTH: (
            N_("Numbers of +{country} have {expected} digits after the country code; this one has {digits}."),
            _CHECK_NUMBER,
        ),
        Reason.WRONG_PREFIX: (N_("Mobiles of +{country} do not begin with {prefix}."), _CHECK_NUMBER),
        Reason.LANDLINE: (N_("A landline (+{country}): it cannot receive SMS."), _CHECK_NUMBER),
        Reason.NOT_A_MOBILE: (N_("Not a mobile number of +{country}."), _CHECK_NUMBER),
        Reason.UNKNOWN_COUNTRY: (N_("No country has this code."), _CHECK_NUMBER),
        Reason.EXTRA_ZEROS: (N_("More than one zero after the country code."), _CHECK_NUMBER),
        Reason.LOST_DIGITS: (
            N_("Excel shortened this number and its last digits are lost."),
            N_("Get the number from its source; widening the column in Excel does not bring it back."),
        ),
        Reason.DATE: (N_("This is a date, not a phone number."), _CHECK_NUMBER),
        Reason.FORMULA_ERROR: (N_("The spreadsheet's formula gives an error here."), _CHECK_NUMBER),
        # to look at
        Reason.SEVERAL_NUMBERS: (
            N_("{count} numbers in one cell."),
            N_("Accept the row to send to all of them, or correct the cell."),
        ),
        Reason.EXTENSION: (
            N_("There is an extension or a second part behind the number."),
            N_("Accept the row if the number before it is right."),
        ),
        Reason.LETTERS: (
            N_("There are letters beside the number."),
            N_("Accept the row if the number is right."),
        ),
        Reason.LEADING_ZERO: (
            N_("A single zero before what looks like a foreign number."),
            N_("Accept the row if the number is right."),
        ),
        Reason.DECIMALS: (
            N_("There are decimals behind the number."),
            N_("Accept the row if the number before them is right."),
        ),
        # other verdicts
        Reason.EMPTY_CELL: (N_("The phone cell is empty."), ""),
        Reason.DUPLICATE: (N_("Same number as row {row}."), ""),
        Reason.BLOCKED: (N_("On your block list."), ""),
        Reason.NOT_COVERED: (
            N_("Your account cannot send to this country."),
            N_("kwtSMS can open the country for your account."),
        ),
        Reason.EXCLUDED: (N_("Left out by you."), ""),
        Reason.GATEWAY_SAYS_WRONG: (N_("kwtSMS says that this is no valid number."), ""),
        Reason.GATEWAY_NO_ROUTE: (
            N_("kwtSMS says that your account cannot send to this number."),
            N_("Ask kwtSMS to open this country for your account."),
        ),
        # warnings
        Reason.MAY_BE_REFUSED: (
            N_("An unusual number for +{country}: kwtSMS may refuse it."),
            "",
        ),
        Reason.UNUSUAL_RANGE: (N_("An unusual range for Kuwait: please look at it again."), ""),
    }
)
"""Sentence and next step for every reason of a verdict, and every warning."""
