"""The table of sentences: what is said for every Reason, Repair and Removal, and the next step.

Placeholders are the parameters that come with the code (``core.reasons`` lists them).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kwtsms_desktop.core.reasons import Reason, Removal, Repair
from kwtsms_desktop.texts.language import N_

_TOP_UP = N_("Top up at kwtsms.com, then go on with the campaign: nobody is sent to twice.")
_KWTSMS = N_("Ask kwtSMS support, then go on with the campaign.")
_CHECK_NUMBER = N_("Correct the number, or leave this row out.")

HOLDERS: Mapping[str, str] = MappingProxyType(
    {"window": N_("this program's window"), "command line": N_("the command line")}
)
"""Who may hold the send lock, as ``Options.holder`` calls them."""

NO_SUGGESTION = N_("Insert a column of your list instead. For a literal brace write {{{{ or }}}}.")
"""The next step for an unknown placeholder that no column's name is near to."""

SENTENCES: Mapping[Reason, tuple[str, str]] = MappingProxyType(
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
            N_("Tick “Also send to the rows to look at” to send to all of them, or correct the cell."),
        ),
        Reason.EXTENSION: (
            N_("There is an extension or a second part behind the number."),
            N_("Tick “Also send to the rows to look at” if the number before it is right."),
        ),
        Reason.LETTERS: (
            N_("There are letters beside the number."),
            N_("Tick “Also send to the rows to look at” if the number is right."),
        ),
        Reason.LEADING_ZERO: (
            N_("A single zero before what looks like a foreign number."),
            N_("Tick “Also send to the rows to look at” if the number is right."),
        ),
        Reason.DECIMALS: (
            N_("There are decimals behind the number."),
            N_("Tick “Also send to the rows to look at” if the number before them is right."),
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
        # files
        Reason.FILE_MISSING: (
            N_("There is no file “{file}”."),
            N_("Check the name, or choose the file again."),
        ),
        Reason.FILE_IS_FOLDER: (N_("“{file}” is a folder."), N_("Choose a file in it.")),
        Reason.FILE_NOT_READABLE: (
            N_("“{file}” cannot be opened."),
            N_("Close it in other programs, or copy it to your own folder, and try again."),
        ),
        Reason.FILE_EMPTY: (N_("“{file}” is empty."), N_("Choose a file with people in it.")),
        Reason.FILE_KIND_UNKNOWN: (
            N_("“{file}” is not a kind of file this program reads."),
            N_("Save it as Excel (.xlsx) or CSV and choose that file."),
        ),
        Reason.FILE_NOT_WHAT_IT_SAYS: (
            N_("“{file}” is not a spreadsheet, whatever its name says."),
            N_("Open it in the program it came from and save it as Excel (.xlsx) or CSV."),
        ),
        Reason.FILE_ENCRYPTED: (
            N_("“{file}” is protected by a password."),
            N_("Open it in Excel, remove the password (File, Info, Protect Workbook) and save it."),
        ),
        Reason.FILE_DAMAGED: (
            N_("“{file}” is damaged and cannot be read."),
            N_("Open it in Excel and save it again as .xlsx or CSV."),
        ),
        Reason.FILE_TOO_BIG: (
            N_("“{file}” is too big to be a list of people."),
            N_("Delete the sheets and columns you do not need, save it and try again."),
        ),
        Reason.FILE_TOO_SLOW: (
            N_("“{file}” took too long to read."),
            N_("Delete the sheets you do not need, or save the list as CSV."),
        ),
        Reason.ENCODING_WRONG: (
            N_("“{file}” is not written in {encoding}."),
            N_("Choose another encoding and look at the sample."),
        ),
        Reason.ENCODING_UNKNOWN: (
            N_("No encoding is called “{encoding}”."),
            N_("Use utf-8, utf-16 or windows-1256, or leave it out to have it guessed."),
        ),
        Reason.DELIMITER_UNKNOWN: (
            N_("“{delimiter}” cannot separate columns."),
            N_("Use one character: comma, semicolon, tab or |."),
        ),
        Reason.NO_SUCH_SHEET: (
            N_("There is no sheet “{sheet}”."),
            N_("The file has these sheets: {sheets}."),
        ),
        Reason.NO_SUCH_COLUMN: (
            N_("There is no column “{column}”."),
            N_("The file has these columns: {columns}."),
        ),
        Reason.NO_SUCH_HEADER_ROW: (
            N_("The file has no row {row} for its headings."),
            N_("Choose the row that the headings are in, or 0 for none."),
        ),
        Reason.NO_PHONE_COLUMN: (
            N_("No column looks like phone numbers."),
            N_("Say which one it is. The file has these columns: {columns}."),
        ),
        Reason.NO_ROWS: (
            N_("“{file}” has headings but no rows under them."),
            N_("Choose the sheet that the people are in."),
        ),
        Reason.COUNTRY_CODE_UNKNOWN: (
            N_("No country has the code “{country}”."),
            N_("Use digits such as 965, or leave it empty to add no country code."),
        ),
        Reason.NO_SUCH_LIST: (N_("There is no contact list {list}."), N_("It may have been deleted.")),
        # texts
        Reason.TEXT_EMPTY: (
            N_("The message is empty, or nothing is left of it once emoji and hidden characters are out."),
            N_("Write a message."),
        ),
        Reason.TEXT_EMPTY_FOR_ROW: (
            N_("The message for row {row} is empty (rows with this problem: {count})."),
            N_("Write some text around the placeholder, or leave these rows out."),
        ),
        Reason.TEXT_TOO_LONG: (
            N_("The message for row {row} takes {segments} segments; {limit} is the most (rows: {count})."),
            N_("Shorten the text."),
        ),
        Reason.PLACEHOLDER_UNKNOWN: (
            N_("The list has no column “{name}”."),
            N_("Did you mean “{suggestion}”? For a literal brace write {{{{ or }}}}."),
        ),
        Reason.PLACEHOLDER_AMBIGUOUS: (
            N_("“{name}” fits more than one column: {columns}."),
            N_("Use the column's letter instead."),
        ),
        Reason.PLACEHOLDER_EMPTY: (
            N_("“{name}” is empty in row {row} (rows with this problem: {count})."),
            N_("Fill these cells, or say what to write instead: {{{name}|customer}}."),
        ),
        Reason.PLACEHOLDER_BROKEN: (
            N_("There is a brace at character {position} that does not belong to a placeholder."),
            N_("For a literal brace write {{{{ or }}}}."),
        ),
        Reason.TEXT_FILE_UNREADABLE: (
            N_("The text file “{file}” cannot be read."),
            N_("Save it as UTF-8 and check its name."),
        ),
        # campaigns
        Reason.NO_RECIPIENTS: (
            N_("There is nobody to send to."),
            N_("Look at the check: it says why each row is left out."),
        ),
        Reason.SENDER_MISSING: (
            N_("No sender ID was chosen."),
            N_("Choose one of your account's sender IDs."),
        ),
        Reason.SENDER_NOT_YOURS: (
            N_("Your account has no sender ID “{sender}”: kwtSMS would send it as KWT-SMS without a word."),
            N_("Spelling and case must match exactly. Your account has: {senders}."),
        ),
        Reason.YES_NEEDED: (
            N_("This sends for real and costs credits."),
            N_("Add --yes to confirm, or use “campaign plan” to see what would happen."),
        ),
        Reason.LIVE_NOT_ALLOWED: (
            N_("KWTSMS_TEST_MODE is set, so nothing is sent for real."),
            N_("Remove it or set it to 0, then use --live again."),
        ),
        Reason.NO_SUCH_CAMPAIGN: (
            N_("There is no campaign {campaign}."),
            N_("See “campaign list” for those there are."),
        ),
        Reason.CAMPAIGN_ENDED: (
            N_("Campaign {campaign} has ended ({state})."),
            N_("Make a new campaign to send again."),
        ),
        Reason.SENDING_ELSEWHERE: (
            N_("Another campaign is being sent from this computer: {holder} (process {process})."),
            N_("Wait until it has ended, or stop it there."),
        ),
        Reason.NOT_UNDERSTOOD: (N_("Not understood: {problem}"), N_("See --help.")),
        Reason.LEFT_OUT_ALREADY_SENT: (N_("This text was sent to this number already."), ""),
        Reason.CANCELLED_BY_USER: (N_("Cancelled by you."), ""),
        Reason.TOO_FEW_CREDITS: (
            N_("The balance is not enough for everyone."),
            N_("Top up first, or send to fewer people."),
        ),
        Reason.TEST_SENDER_LIVE: (
            N_("KWT-SMS is a sender for tests: slow, and some operators do not deliver it."),
            N_("Use your own sender ID for real messages."),
        ),
        Reason.LINK_ABROAD: (
            N_("The text has a link: operators outside Kuwait may block it and charge all the same."),
            N_("For people abroad, say it without a link."),
        ),
        Reason.CODE_WITHOUT_NAME: (
            N_("A message with a code must name the company that sends it, by the rules in Kuwait."),
            N_("Write the name of your company into the text."),
        ),
        Reason.QUIET_TIME: (
            N_("It is late in Kuwait: operators want no promotion between 21:00 and 09:00."),
            N_("Send it in the morning, unless people expect it now."),
        ),
        Reason.MIXED_DIRECTION: (
            N_("A line begins in one language and goes on in the other: phones may mix up its order."),
            N_("Begin the line with a word of its main language."),
        ),
        Reason.SAME_TEXT_SENT: (
            N_("{count} of these people were sent this very text before, the last time {when}."),
            N_("Make sure that this is not the same campaign twice."),
        ),
        # pauses and unclear answers
        Reason.NOT_CONNECTED: (
            N_("kwtSMS could not be reached."),
            N_(
                "Check the internet connection. kwtSMS also blocks addresses that ask too often and some "
                "foreign or VPN addresses. Then go on: nobody is sent to twice."
            ),
        ),
        Reason.TLS_FAILED: (
            N_("The connection to kwtSMS is not safe: its certificate was not accepted."),
            N_(
                "Check this computer's date and time, and ask your IT person about a proxy. Nothing was sent."
            ),
        ),
        Reason.ANSWER_LOST: (
            N_("The connection broke before kwtSMS answered: these messages may or may not have been taken."),
            N_("They are not sent again by themselves. Compare the balance before you decide."),
        ),
        Reason.ANSWER_UNREADABLE: (
            N_(
                "kwtSMS answered something that cannot be read: these messages may or may not "
                "have been taken."
            ),
            N_("They are not sent again by themselves. Compare the balance before you decide."),
        ),
        Reason.NO_ANSWER: (
            N_("kwtSMS did not answer in time."),
            N_("Try again in a minute. Asking sends nothing."),
        ),
        Reason.STRANGE_ANSWER: (
            N_("kwtSMS answered something that cannot be read."),
            N_(
                "Try again later. If it stays so, check the internet connection: a hotel or office page may "
                "be in the way."
            ),
        ),
        Reason.FEWER_THAN_SENT: (
            N_("kwtSMS took fewer numbers than were sent."),
            N_("Ask kwtSMS which of them it left out."),
        ),
        Reason.QUEUE_STAYED_FULL: (
            N_("kwtSMS's queue stayed full."),
            N_("Delete old test messages on kwtsms.com or wait, then go on."),
        ),
        Reason.MANY_REFUSED: (N_("{count} requests in a row were refused."), _KWTSMS),
        Reason.INTERRUPTED: (
            N_("The program ended while these messages were being submitted."),
            N_("They are not sent again by themselves. Compare the balance before you decide."),
        ),
        Reason.PAUSED_BY_USER: (N_("Paused by you."), N_("Go on whenever you like.")),
        Reason.GATEWAY_NOT_HTTPS: (
            N_("“{url}” is not a safe address for the gateway."),
            N_("Use an https:// address; http:// only for this computer itself."),
        ),
        Reason.GATEWAY_OTHER: (N_("kwtSMS said: {code} {description}"), _KWTSMS),
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
        # the data folder
        Reason.DISK_FULL: (
            N_("The disk is full or cannot be written."),
            N_("Make room, then go on: what was sent is written down."),
        ),
        Reason.DATA_READ_ONLY: (
            N_("The data folder cannot be written: {folder}"),
            N_("Choose another one with --data-dir, or ask your IT person."),
        ),
        Reason.DATA_LOCKED: (
            N_("Another program is keeping the data folder busy."),
            N_("Close other windows of this program and try again."),
        ),
        Reason.DATA_DAMAGED: (
            N_("The database is damaged: {file}"),
            N_("Put back a copy from the folder “backups” beside it."),
        ),
        Reason.DATA_NEWER: (
            N_("The data was written by a newer version of this program: {file}"),
            N_("Install the newest version."),
        ),
        Reason.DATA_ON_NETWORK: (
            N_("The data folder is on a network drive: {folder}"),
            N_("Use a folder on this computer: records of what was sent are only safe there."),
        ),
        Reason.FILE_NOT_WRITABLE: (
            N_("“{file}” cannot be written."),
            N_("Close it in other programs, or choose another name."),
        ),
        # credentials
        Reason.NO_CREDENTIALS: (
            N_("No kwtSMS account is set up."),
            N_(
                "Enter the API user name and password in Settings, or set KWTSMS_USERNAME and "
                "KWTSMS_PASSWORD."
            ),
        ),
        Reason.NO_KEYRING: (
            N_("This computer has no keyring."),
            N_("You will be asked for the password each time; nothing is written to disk."),
        ),
        Reason.KEYRING_LOCKED: (N_("The keyring is locked."), N_("Unlock it and try again.")),
        Reason.KEYRING_REFUSED: (
            N_("The keyring did not keep or give the password."),
            N_("The password is used until the program ends; nothing is written to disk."),
        ),
        Reason.QUOTE_NEEDED: (
            N_("{name} in “{file}” has a # in it and no quotes: is that a comment or part of it?"),
            N_("Put the value in quotes."),
        ),
        Reason.ACCOUNT_UNKNOWN: (
            N_("No account is called “{account}”."),
            N_("See Settings for the accounts there are."),
        ),
        Reason.ACCOUNT_DIFFERS: (
            N_("This campaign belongs to the account “{account}”, not to “{other}”."),
            N_("Choose that account and try again."),
        ),
        Reason.INTERNAL: (
            N_("Something unexpected happened in the program."),
            N_("Please report it with the log file; nothing is sent twice."),
        ),
    }
)

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
