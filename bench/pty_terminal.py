"""A terminal in a box: runs a program on a pty, keeps every byte it wrote and the screen it drew.

Shared by the end-to-end tests, the byte counts and the screenshots.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence

import pyte

# Sequences that pyte does not know: kitty keyboard, synchronised output, queries.
_UNKNOWN = re.compile(rb"\x1b\[[<>=?][\d;]*[a-zA-Z$]*[upq]")
KEYS = {
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
    "s-tab": "\x1b[Z",
    "space": " ",
    "bs": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "pgdn": "\x1b[6~",
    "c-z": "\x1a",
    "c-c": "\x03",
    "c-l": "\x0c",
}


class _Screen(pyte.Screen):
    def report_device_status(self, *args: object, **kwargs: object) -> None:
        """The program asks; nobody answers."""

    def select_graphic_rendition(self, *attributes: int, **kwargs: object) -> None:
        kwargs.pop("private", None)
        super().select_graphic_rendition(*attributes, **kwargs)


class PtyTerminal:
    """A program and its terminal.

    Args:
        argv: the program and its arguments.
        columns, rows: size in cells.
        env: variables on top of the present ones; None takes one out.
    """

    def __init__(
        self,
        argv: Sequence[str],
        columns: int = 120,
        rows: int = 40,
        env: Mapping[str, str | None] | None = None,
    ) -> None:
        self.raw = b""
        self._screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        variables: dict[str, str | None] = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": None,
            "NO_COLOR": None,
            "LC_ALL": "C.UTF-8",
            **(env or {}),
        }
        clean = {name: value for name, value in variables.items() if value is not None}
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            # As a shell has it, even where this was started with nohup: a lost terminal ends a program.
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
            os.execvpe(argv[0], list(argv), clean)
        self.exit_code: int | None = None
        # As the program finds the terminal.
        self.found = self.settings()
        self.resize(columns, rows)

    def settings(self) -> list[object]:
        """Return the settings of the terminal, as `stty -a` tells them."""
        return list(termios.tcgetattr(self._fd))

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window; the program hears of it."""
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._screen.resize(rows, columns)

    def read(self, quiet: float = 0.25, limit: float = 10.0) -> bytes:
        """Return what the program writes until it is silent for `quiet` seconds."""
        out = b""
        last = time.monotonic()
        end = last + limit
        while time.monotonic() < end:
            ready, _, _ = select.select([self._fd], [], [], 0.02)
            if ready:
                try:
                    data = os.read(self._fd, 65536)
                except OSError:
                    break
                if not data:
                    break
                out += data
                last = time.monotonic()
            elif time.monotonic() - last > quiet:
                break
        self.raw += out
        self._stream.feed(_UNKNOWN.sub(b"", out))
        return out

    def wait_for(self, condition: str | Callable[[str], bool], limit: float = 15.0) -> str:
        """Read until the screen holds a text or meets a condition; return the screen.

        Raises:
            TimeoutError: with the screen as it is.
        """
        end = time.monotonic() + limit
        while True:
            self.read(quiet=0.03, limit=0.3)
            text = self.text()
            if condition in text if isinstance(condition, str) else condition(text):
                return text
            if time.monotonic() > end:
                raise TimeoutError(f"waited for {condition!r}; the screen is\n{text}")

    def send(self, keys: str) -> None:
        """Type: plain characters, and names such as <enter> <esc> <tab>."""
        for part in re.findall(r"<[a-z-]+>|.", keys, re.DOTALL):
            data = KEYS.get(part[1:-1], part) if len(part) > 1 else part
            os.write(self._fd, data.encode())
            if part == "<esc>":
                self.read(quiet=0.15, limit=1.0)

    def text(self) -> str:
        """Return the screen as text, lines joined by line feeds."""
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """Return the rows of the screen; the second cell of a wide character is left out."""
        buffer = self._screen.buffer
        return [
            "".join(buffer[y][x].data for x in range(self._screen.columns)).rstrip()
            for y in range(self._screen.lines)
        ]

    def cells(self) -> list[list[pyte.screens.Char]]:
        """Return every cell with its colours and attributes."""
        buffer = self._screen.buffer
        return [[buffer[y][x] for x in range(self._screen.columns)] for y in range(self._screen.lines)]

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def wait(self, limit: float = 10.0) -> int:
        """Wait for the program to end and return its exit code; kill it when it does not."""
        end = time.monotonic() + limit
        while self.exit_code is None and time.monotonic() < end:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.exit_code = os.waitstatus_to_exitcode(status)
                break
            self.read(quiet=0.05, limit=0.2)
        if self.exit_code is None:
            self.close()
            raise TimeoutError("the program did not end")
        return self.exit_code

    def close(self) -> None:
        """End the program whatever it does."""
        if self.exit_code is None:
            try:
                os.kill(self.pid, signal.SIGKILL)
                _, status = os.waitpid(self.pid, 0)
                self.exit_code = os.waitstatus_to_exitcode(status)
            except (ProcessLookupError, ChildProcessError):
                self.exit_code = -1
        with contextlib.suppress(OSError):
            os.close(self._fd)
