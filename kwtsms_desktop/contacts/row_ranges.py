"""Sets of row numbers that come in long runs, as hidden rows do."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator


class RowRanges:
    """Row numbers in ascending runs. Hiding a million rows costs as much as hiding one."""

    def __init__(self, numbers: Iterable[range] = ()) -> None:
        self._runs: list[range] = []
        for run in numbers:
            self.add(run)

    def add(self, run: range) -> None:
        """Add numbers, none of them smaller than one that is in already."""
        if self._runs and run.start <= self._runs[-1].stop:
            last = self._runs[-1]
            self._runs[-1] = range(last.start, max(last.stop, run.stop))
        elif run:
            self._runs.append(run)

    def __contains__(self, number: int) -> bool:
        index = bisect_right(self._runs, number, key=lambda run: run.start) - 1
        return index >= 0 and number in self._runs[index]

    def __bool__(self) -> bool:
        return bool(self._runs)

    def __iter__(self) -> Iterator[range]:
        return iter(self._runs)
