"""How many requests recipients will share, counted before anything is planned."""

from __future__ import annotations

from kwtsms_desktop.core.batch import OpenBatch


class RequestCount:
    """Counts the requests that recipients will share, by the rule that plans them (``core.batch``).

    Attributes:
        count: requests so far.
    """

    def __init__(self) -> None:
        self.count = 0
        self._open: dict[int, OpenBatch | str] = {}  # by text; a bare number where it is the only one

    @property
    def texts(self) -> int:
        """How many different texts there were."""
        return len(self._open)

    def add(self, text: int, phone: str) -> None:
        """One more recipient of a text, which is told by its hash."""
        present = self._open.get(text)
        if present is None:
            self._open[text] = phone
            self.count += 1
            return
        batch = _batch_with(present) if isinstance(present, str) else present
        if not batch.fits(phone):
            batch = OpenBatch()
            self.count += 1
        batch.add(phone)
        self._open[text] = batch


def _batch_with(phone: str) -> OpenBatch:
    batch = OpenBatch()
    batch.add(phone)
    return batch
