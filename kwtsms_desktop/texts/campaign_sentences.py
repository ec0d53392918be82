"""What is said of campaigns, the data folder and the credentials, and the next step."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kwtsms_desktop.core.reasons import Reason
from kwtsms_desktop.texts.language import N_

_KWTSMS = N_("Ask kwtSMS support, then go on with the campaign.")

CAMPAIGN_SENTENCES: Mapping[Reason, tuple[str, str]] = MappingProxyType(
    {
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
            N_("This very text was sent to {count} of these people before, last on {when}."),
            N_("Make sure that this is not the same campaign twice."),
        ),
        Reason.QUIET_TIME_CHOSEN: (
            N_("At the time you chose operators want no promotion: it is between 21:00 and 09:00 in Kuwait."),
            N_("Choose another time, unless people expect it then."),
        ),
        Reason.SCHEDULE_PAST: (
            N_("This time has passed."),
            N_("Choose a time that is still to come, or send now."),
        ),
        Reason.SCHEDULE_MISSED: (
            N_("At the time it was to be sent the program was not running, or the computer slept."),
            N_("Send it now, choose another time, or cancel it."),
        ),
        Reason.CLOCK_CHANGED: (
            N_("The clock of this computer was set, so nobody knows whether it is time to send it."),
            N_("Send it now, choose another time, or cancel it."),
        ),
        Reason.NOT_SCHEDULED: (
            N_("Campaign {campaign} does not wait for this time any more."),
            N_("Look at the campaign to see what became of it."),
        ),
        Reason.DATA_COPIED: (
            N_("This data was copied from another computer, so nothing is sent from here."),
            N_(
                "If the other computer sends nothing with it any more, confirm that in the window, or with "
                "“campaign resume ID --this-computer”."
            ),
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
        Reason.SENT_BY_BALANCE: (N_("Its answer was lost; the balance shows that kwtSMS took it."), ""),
        Reason.SENT_BY_WORD: (N_("Its answer was lost; you said that it was sent."), ""),
        Reason.SENT_AGAIN_BY_WORD: (N_("Its answer was lost; you said that it is to be sent again."), ""),
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
"""Sentence and next step for planning, pauses, the data folder and credentials."""
