"""One service per stage of the line: import, check, compose, send, history. Plain Python, any thread.

A service reads and writes through adapters, decides with ``core`` and reports events to a mailbox.
"""
