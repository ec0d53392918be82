"""Every code a user can be shown. No wording: the sentences live in ``kwtsms_desktop.texts``.

A code is stable: it is stored in databases and printed by the command line. Gateway codes keep the
gateway's own spelling (``ERR003``); all others are snake_case words.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why something is not, or not quite, as the user wanted it."""

    # A number cannot be sent to (verdict ``invalid``).
    NO_DIGITS = "no_digits"
    EMAIL = "email"
    TOO_SHORT = "too_short"  # digits
    TOO_LONG = "too_long"  # digits
    WRONG_LENGTH = "wrong_length"  # country, digits, expected
    WRONG_PREFIX = "wrong_prefix"  # country, prefix
    LANDLINE = "landline"  # country
    NOT_A_MOBILE = "not_a_mobile"  # country
    UNKNOWN_COUNTRY = "unknown_country"
    EXTRA_ZEROS = "extra_zeros"  # country
    LOST_DIGITS = "lost_digits"
    DATE = "date"
    FORMULA_ERROR = "formula_error"

    # A number must be looked at (verdict ``needs_review``).
    SEVERAL_NUMBERS = "several_numbers"  # count
    EXTENSION = "extension"
    LETTERS = "letters"
    DECIMALS = "decimals"
    LEADING_ZERO = "leading_zero"  # one zero before what reads as a foreign number

    # Other verdicts.
    EMPTY_CELL = "empty_cell"
    DUPLICATE = "duplicate"  # row
    BLOCKED = "blocked"
    NOT_COVERED = "not_covered"
    EXCLUDED = "excluded"
    GATEWAY_SAYS_WRONG = "gateway_says_wrong"  # validate/ named the number as no valid one
    GATEWAY_NO_ROUTE = "gateway_no_route"  # validate/: no route for this account

    # Warnings on a valid number.
    MAY_BE_REFUSED = "may_be_refused"  # country
    UNUSUAL_RANGE = "unusual_range"

    # A contact list file cannot be used.
    FILE_MISSING = "file_missing"  # file
    FILE_IS_FOLDER = "file_is_folder"  # file
    FILE_NOT_READABLE = "file_not_readable"  # file
    FILE_EMPTY = "file_empty"  # file
    FILE_KIND_UNKNOWN = "file_kind_unknown"  # file
    FILE_NOT_WHAT_IT_SAYS = "file_not_what_it_says"  # file, kind
    FILE_ENCRYPTED = "file_encrypted"  # file
    FILE_DAMAGED = "file_damaged"  # file
    FILE_TOO_BIG = "file_too_big"  # file
    FILE_TOO_SLOW = "file_too_slow"  # file
    ENCODING_WRONG = "encoding_wrong"  # file, encoding
    ENCODING_UNKNOWN = "encoding_unknown"  # encoding
    DELIMITER_UNKNOWN = "delimiter_unknown"  # delimiter
    NO_SUCH_SHEET = "no_such_sheet"  # sheet, sheets
    NO_SUCH_COLUMN = "no_such_column"  # column, columns
    NO_SUCH_HEADER_ROW = "no_such_header_row"  # row
    NO_PHONE_COLUMN = "no_phone_column"  # columns
    NO_ROWS = "no_rows"  # file
    NO_SUCH_LIST = "no_such_list"  # list
    NO_ROOM_FOR_NUMBER = "no_room_for_number"  # row
    COUNTRY_CODE_UNKNOWN = "country_code_unknown"  # country

    # What cannot be done with lists.
    LIST_NAME_EMPTY = "list_name_empty"
    TOO_FEW_LISTS = "too_few_lists"
    TOO_MANY_VALUES = "too_many_values"  # column, limit
    ONE_VALUE_ONLY = "one_value_only"  # column
    NOT_FROM_THIS_LIST = "not_from_this_list"  # file, list
    PASTED_NOTHING = "pasted_nothing"
    PASTED_TOO_MUCH = "pasted_too_much"  # limit: megabytes

    # A text cannot be used.
    TEXT_EMPTY = "text_empty"
    TEXT_EMPTY_FOR_ROW = "text_empty_for_row"  # row, count
    TEXT_TOO_LONG = "text_too_long"  # row, segments, limit, count
    PLACEHOLDER_UNKNOWN = "placeholder_unknown"  # name, suggestion
    PLACEHOLDER_AMBIGUOUS = "placeholder_ambiguous"  # name, columns
    PLACEHOLDER_EMPTY = "placeholder_empty"  # name, row, count
    PLACEHOLDER_BROKEN = "placeholder_broken"  # position
    TEXT_FILE_UNREADABLE = "text_file_unreadable"  # file

    # A campaign cannot be planned, confirmed or moved on.
    NO_RECIPIENTS = "no_recipients"
    SENDER_MISSING = "sender_missing"
    SENDER_NOT_YOURS = "sender_not_yours"  # sender, senders
    YES_NEEDED = "yes_needed"
    LIVE_NOT_ALLOWED = "live_not_allowed"
    NO_SUCH_CAMPAIGN = "no_such_campaign"  # campaign
    CAMPAIGN_ENDED = "campaign_ended"  # campaign, state
    SENDING_ELSEWHERE = "sending_elsewhere"  # holder, process
    NOT_UNDERSTOOD = "not_understood"  # problem
    LEFT_OUT_ALREADY_SENT = "left_out_already_sent"
    CANCELLED_BY_USER = "cancelled_by_user"
    TOO_FEW_CREDITS = "too_few_credits"  # credits, balance
    TEST_SENDER_LIVE = "test_sender_live"
    LINK_ABROAD = "link_abroad"
    CODE_WITHOUT_NAME = "code_without_name"
    QUIET_TIME = "quiet_time"
    MIXED_DIRECTION = "mixed_direction"
    SAME_TEXT_SENT = "same_text_sent"  # count, when
    QUIET_TIME_CHOSEN = "quiet_time_chosen"
    SCHEDULE_PAST = "schedule_past"
    SCHEDULE_MISSED = "schedule_missed"
    CLOCK_CHANGED = "clock_changed"
    NOT_SCHEDULED = "not_scheduled"  # campaign
    DATA_COPIED = "data_copied"

    # Why a campaign paused or a request has no clear answer.
    NOT_CONNECTED = "not_connected"
    TLS_FAILED = "tls_failed"
    ANSWER_LOST = "answer_lost"
    ANSWER_UNREADABLE = "answer_unreadable"  # excerpt
    NO_ANSWER = "no_answer"  # to a question that changes nothing
    STRANGE_ANSWER = "strange_answer"  # excerpt, status
    FEWER_THAN_SENT = "fewer_than_sent"  # accepted, sent
    QUEUE_STAYED_FULL = "queue_stayed_full"
    MANY_REFUSED = "many_refused"  # count
    INTERRUPTED = "interrupted"
    PAUSED_BY_USER = "paused_by_user"
    SENT_BY_BALANCE = "sent_by_balance"
    SENT_BY_WORD = "sent_by_word"
    SENT_AGAIN_BY_WORD = "sent_again_by_word"
    GATEWAY_NOT_HTTPS = "gateway_not_https"  # url
    GATEWAY_OTHER = "gateway_other"  # code, description

    # The gateway's own answers (gateway-api.md §3: 001-013 and 019-033; 014-018 do not exist).
    ERR001 = "ERR001"
    ERR002 = "ERR002"
    ERR003 = "ERR003"
    ERR004 = "ERR004"
    ERR005 = "ERR005"
    ERR006 = "ERR006"
    ERR007 = "ERR007"
    ERR008 = "ERR008"
    ERR009 = "ERR009"
    ERR010 = "ERR010"
    ERR011 = "ERR011"
    ERR012 = "ERR012"
    ERR013 = "ERR013"
    ERR019 = "ERR019"
    ERR020 = "ERR020"
    ERR021 = "ERR021"
    ERR022 = "ERR022"
    ERR023 = "ERR023"
    ERR024 = "ERR024"
    ERR025 = "ERR025"
    ERR026 = "ERR026"
    ERR027 = "ERR027"
    ERR028 = "ERR028"
    ERR029 = "ERR029"
    ERR030 = "ERR030"
    ERR031 = "ERR031"
    ERR032 = "ERR032"
    ERR033 = "ERR033"

    # The data folder.
    DISK_FULL = "disk_full"
    DATA_READ_ONLY = "data_read_only"  # folder
    DATA_LOCKED = "data_locked"
    DATA_DAMAGED = "data_damaged"  # file
    DATA_NEWER = "data_newer"  # file
    DATA_ON_NETWORK = "data_on_network"  # folder
    FILE_NOT_WRITABLE = "file_not_writable"  # file

    # Credentials.
    NO_CREDENTIALS = "no_credentials"
    NO_KEYRING = "no_keyring"
    KEYRING_LOCKED = "keyring_locked"
    KEYRING_REFUSED = "keyring_refused"
    QUOTE_NEEDED = "quote_needed"  # name, file
    ACCOUNT_UNKNOWN = "account_unknown"  # account
    ACCOUNT_DIFFERS = "account_differs"  # account, other

    INTERNAL = "internal"


class Repair(StrEnum):
    """What was done to a number to make it sendable. Shown for every row it happened to."""

    ARABIC_DIGITS = "arabic_digits"
    PERSIAN_DIGITS = "persian_digits"
    OTHER_DIGITS = "other_digits"
    SEPARATORS_REMOVED = "separators_removed"  # spaces, dashes, brackets, dots, slashes
    HIDDEN_REMOVED = "hidden_removed"  # direction marks, zero-width and no-break spaces
    APOSTROPHE_REMOVED = "apostrophe_removed"
    PREFIX_REMOVED = "prefix_removed"  # a leading + or 00
    TRUNK_ZERO_REMOVED = "trunk_zero_removed"
    COUNTRY_CODE_ADDED = "country_code_added"
    DECIMAL_ZERO_REMOVED = "decimal_zero_removed"  # 96598765432.0
    E_NOTATION_EXPANDED = "e_notation_expanded"  # 9.6598765432E+10
    LABEL_REMOVED = "label_removed"  # tel:
    REPEAT_REMOVED = "repeat_removed"  # the same number twice in one cell


class Removal(StrEnum):
    """What was taken out of a message text, or changed in it, because the gateway chokes on it."""

    EMOJI = "emoji"
    HIDDEN = "hidden"
    CONTROL = "control"
    TAG = "tag"
    DIGIT = "digit"
    LINE_BREAK = "line_break"
    BROKEN = "broken"
