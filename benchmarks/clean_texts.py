"""How many texts a second are cleaned, against ``clean_message`` of the kwtSMS client.

Both in this process, in turns, on the same ordinary texts: Arabic and English, with names, digits, a link,
some with an emoji. The client is installed into a folder of its own for this. The best of several turns
counts, so that what else the machine does matters little. Also printed: how the time grows with the length
of a text, which must be in proportion. The exit status is 1 where a requirement is missed.

    .venv/bin/python benchmarks/clean_texts.py
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.import_lists import peer_folder
from kwtsms_desktop.core.message import clean_message, clean_text

TIMES_THE_CLIENT = 20.0
_TURNS = 5
_TEXTS_OF_A_KIND = 2_000
_LONG = 100_000

_KINDS: Mapping[str, str] = {
    "English": "Dear Sara {}, see you at Jasmine Salon on Sunday 29/11 at 15:30. Reply to change it.",
    "Arabic": "عزيزتنا نورة {}، موعدك في صالون الياسمين يوم الأحد الساعة 3:30 مساءً. للاستفسار 22223333",
    "Arabic digits": "عزيزنا خالد {}، رصيدك ٢٥٠ دينارًا حتى ٢٩/١١. شكرًا لك.",
    "emoji": "Sale {}! 20% off until Friday, more at https://example.com/sale 😀",
    "short": "Your code is 48{}",
}
_HOSTILE: Mapping[str, str] = {
    "letters": "a",
    "emoji": "😀",
    "tags": "<b>",
    "opening brackets": "<a",
    "nested tags": "<<b>i>",
    "zero-width": "ا\u200b",
}


def main() -> int:
    """Print the figures; 1 where one of them is not good enough."""
    sys.path.insert(0, str(peer_folder()))
    client: Callable[[str], str] = importlib.import_module("kwtsms").clean_message
    missed = 0
    print(f"{'ordinary texts':<18}{'ours µs':>10}{'client µs':>11}{'times':>8}")
    every: list[str] = []
    for kind, text in _KINDS.items():
        texts = [text.format(number) for number in range(_TEXTS_OF_A_KIND)]
        every += texts
        _compare(kind, texts, client)
    times = _compare("all", every, client)
    missed += times < TIMES_THE_CLIENT
    print(f"  → {times:.1f} >= {TIMES_THE_CLIENT:.0f}  {'met' if times >= TIMES_THE_CLIENT else 'MISSED'}\n")
    print(f"{'with a report, of':<18}{'50 k ms':>10}{'100 k ms':>11}{'growth':>8}")
    for kind, piece in _HOSTILE.items():
        half, whole = (_seconds(clean_message, [_long(piece, size)]) for size in (_LONG // 2, _LONG))
        print(f"{kind:<18}{1e3 * half:>10.1f}{1e3 * whole:>11.1f}{whole / half:>8.1f}")
    return 1 if missed else 0


def _compare(kind: str, texts: Sequence[str], client: Callable[[str], str]) -> float:
    ours, theirs = _seconds(clean_text, texts), _seconds(client, texts)
    print(
        f"{kind:<18}{1e6 * ours / len(texts):>10.2f}{1e6 * theirs / len(texts):>11.2f}{theirs / ours:>8.1f}"
    )
    return theirs / ours


def _seconds(clean: Callable[[str], object], texts: Sequence[str]) -> float:
    best = float("inf")
    for _turn in range(_TURNS):
        began = time.perf_counter()
        for text in texts:
            clean(text)
        best = min(best, time.perf_counter() - began)
    return best


def _long(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


if __name__ == "__main__":
    sys.exit(main())
