"""When keys came from the terminal: a busy machine answers them later, and in bursts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

# Seconds after which a key that was never answered is taken for none: it went elsewhere.
_LOST = 1.0


class KeyTimes:
    """The times, by the monotonic clock, at which keys were read."""

    def __init__(self) -> None:
        self._newest = self._answered = self._now = 0.0

    def came(self, at: float) -> None:
        """A key was read; the thread that reads them says so."""
        self._newest = at

    @contextmanager
    def answering(self, at: float) -> Iterator[None]:
        """A block that answers the key that was read then."""
        self._now = self._answered = at
        try:
            yield
        finally:
            self._now = 0.0

    @property
    def now(self) -> float:
        """When the key came that is being answered; this moment where none is."""
        return self._now or time.monotonic()

    @property
    def waiting(self) -> bool:
        """Whether another key has come that is not yet answered."""
        return self._newest > self._answered and time.monotonic() - self._newest < _LOST
