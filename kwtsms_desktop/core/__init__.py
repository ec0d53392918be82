"""The rules: numbers, texts, segments, statuses, pacing. No I/O, no clock, no Qt.

Everything here can be computed from its arguments; time, limits and tables are passed in.
"""
