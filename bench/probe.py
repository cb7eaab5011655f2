"""A terminal with a clock: when each byte came, and when the screen first showed something."""

from __future__ import annotations

import os
import re
import select
import time
from collections.abc import Callable, Mapping, Sequence

import pyte
from pty_terminal import _UNKNOWN, PtyTerminal, _Screen

_ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]")
# «Can you hold a frame back until it is whole?» Most terminals can, and frames then cost 16 bytes more.
_ASKS_SYNC, _CAN_SYNC = b"\x1b[?2026$p", b"\x1b[?2026;2$y"


class Probe(PtyTerminal):
    """Runs a program and keeps the time of every chunk it wrote, in seconds since it was started."""

    def __init__(
        self,
        argv: Sequence[str],
        columns: int = 120,
        rows: int = 40,
        env: Mapping[str, str | None] | None = None,
    ) -> None:
        self.began = time.perf_counter()
        self.chunks: list[tuple[float, bytes]] = []
        self._size = columns, rows
        self._answered = False
        super().__init__(argv, columns, rows, env)

    def now(self) -> float:
        return time.perf_counter() - self.began

    def _chunk(self, timeout: float) -> bytes | None:
        """Return what the program wrote next, empty when nothing came in time, None at its end."""
        ready, _, _ = select.select([self._fd], [], [], timeout)
        if not ready:
            return b""
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return None
        if data:
            self.chunks.append((self.now(), data))
            if not self._answered and _ASKS_SYNC in data:
                self._answered = True
                os.write(self._fd, _CAN_SYNC)
        return data or None

    def until(self, pattern: str, limit: float = 60.0) -> float:
        """Return when the bytes first held a pattern, colours and places left out.

        Raises:
            TimeoutError: they never did.
        """
        wanted, end, seen = re.compile(pattern.encode()), time.perf_counter() + limit, b""
        while time.perf_counter() < end:
            data = self._chunk(0.05)
            if data is None:
                break
            seen += data
            if data and wanted.search(_ESCAPES.sub(b"", seen)):
                return self.chunks[-1][0]
        raise TimeoutError(f"waited for {pattern!r}; it wrote {seen[-2000:]!r}")

    def settle(self, quiet: float = 0.2, limit: float = 20.0) -> int:
        """Read until nothing came for `quiet` seconds; return the number of bytes."""
        end, count = time.perf_counter() + limit, 0
        while time.perf_counter() < end:
            data = self._chunk(quiet)
            if not data:
                break
            count += len(data)
        return count

    def press(self, keys: str) -> int:
        """Type and return the number of bytes that the program wrote for it."""
        self.send(keys)
        return self.settle()

    def shown(self, condition: Callable[[list[str]], bool], since: float = 0.0) -> float:
        """Return when the screen first met a condition, by drawing the bytes again afterwards.

        Raises:
            TimeoutError: it never did.
        """
        columns, rows = self._size
        screen = _Screen(columns, rows)
        stream = pyte.ByteStream(screen)
        for when, data in self.chunks:
            stream.feed(_UNKNOWN.sub(b"", data))
            if when >= since:
                lines = ["".join(screen.buffer[y][x].data for x in range(columns)) for y in range(rows)]
                if condition(lines):
                    return when
        raise TimeoutError("the screen never showed it")

    def await_shown(
        self, condition: Callable[[list[str]], bool], since: float = 0.0, limit: float = 30.0
    ) -> float:
        """Read until the screen meets a condition; return when it first did.

        Raises:
            TimeoutError: it never did.
        """
        end = time.perf_counter() + limit
        while True:
            self.settle(quiet=0.4)
            try:
                return self.shown(condition, since)
            except TimeoutError:
                if time.perf_counter() > end:
                    raise

    def leave(self, key: str) -> float:
        """Press a key that ends the program; return the seconds until its process was gone."""
        began = time.perf_counter()
        self.send(key)
        while self._chunk(10.0):
            pass
        _, status = os.waitpid(self.pid, 0)
        self.exit_code = os.waitstatus_to_exitcode(status)
        self.close()
        return time.perf_counter() - began
