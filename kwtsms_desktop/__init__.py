"""kwtSMS Desktop: from a spreadsheet of people to an SMS campaign, and the record of it."""

__version__ = "0.1.0"
