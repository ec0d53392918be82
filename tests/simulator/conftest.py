"""Simulators that a test starts with the switches it wants; all are stopped after it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.simulator.client import Client, Clock, Starter


@pytest.fixture
def start() -> Iterator[Starter]:
    starter = Starter()
    yield starter
    starter.stop_all()


@pytest.fixture
def clock(start: Starter) -> Clock:
    return start.clock


@pytest.fixture
def client(start: Starter) -> Client:
    return start()


@pytest.fixture
def sharp_threads() -> Iterator[None]:
    """Threads take turns so often that a missing lock shows."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)
