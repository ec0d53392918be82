"""The kwtSMS HTTP API: one request out, one answer back, told in the program's own words.

``client`` is the door; ``wire`` (pure) is the only home of kwtSMS field names; ``codes`` says what an
error code means for a campaign; ``transport`` moves bytes and tells "never left" from "answer lost".
"""
