"""How the tests run the program, and a tmux window to run it in."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

AITUI = [sys.executable, "-m", "aitui"]
SEEDS = Path(__file__).parents[2] / ".." / "shared" / "seeds"


# Modes that a terminal has on before anybody asks: wrapping of lines, the cursor.
_ON = {b"7", b"25"}


def modes_left(raw: bytes) -> list[str]:
    """Return the modes that what was written leaves otherwise than it found them, such as `1049`."""
    now: dict[bytes, bool] = {}
    for modes, how in re.findall(rb"\x1b\[\?([\d;]+)([hl])", raw):
        now |= dict.fromkeys(modes.split(b";"), how == b"h")
    kept = len(re.findall(rb"\x1b\[>\d*u", raw)) - len(re.findall(rb"\x1b\[<\d*u", raw))
    left = [mode.decode() for mode, on in now.items() if on != (mode in _ON)]
    return [*left, *["kitty"] * max(0, kept)]


class Tmux:
    """A tmux server of its own with one window.

    Args:
        command: run by a shell in the window.
    """

    def __init__(self, command: str, columns: int = 120, rows: int = 40) -> None:
        self._socket = f"aitui-test-{uuid.uuid4().hex[:8]}"
        self._run(
            "start-server", ";", "set", "-g", "default-terminal", "screen-256color", ";",
            "set", "-g", "remain-on-exit", "on", ";",
            "new-session", "-d", "-x", str(columns), "-y", str(rows), command,
        )  # fmt: skip

    def _run(self, *arguments: str) -> str:
        return subprocess.run(
            ["tmux", "-L", self._socket, "-f", "/dev/null", *arguments],
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def keys(self, *keys: str) -> None:
        for key in keys:
            self._run("send-keys", *(["-l", key] if len(key) == 1 else [key]))

    def screen(self, *, colours: bool = False) -> str:
        """Return the rows; with the sequences of their colours if wished."""
        return self._run("capture-pane", "-p", *(["-e", "-N"] if colours else []))

    def resize(self, columns: int, rows: int) -> None:
        self._run("resize-window", "-x", str(columns), "-y", str(rows))

    def wait(self, condition: str | Callable[[str], bool], limit: float = 20.0) -> str:
        """Wait until the screen holds a text or meets a condition."""
        end = time.monotonic() + limit
        while True:
            screen = self.screen()
            if condition in screen if isinstance(condition, str) else condition(screen):
                return screen
            assert time.monotonic() < end, f"waited for {condition!r}; the screen is\n{screen}"

    def marked(self, code: str = "48;5;215") -> list[str]:
        """Return the pieces of the screen that are drawn with a colour: what a person sees lit."""
        found = []
        for line in self._run("capture-pane", "-e", "-p").split("\n"):
            lit, piece = False, ""
            for part in [*re.split(r"(\x1b\[[0-9;]*m)", line), "\n"]:
                if part.startswith("\x1b["):
                    if code in part:
                        lit = True
                    elif re.search(r"\x1b\[(0|49)?m|48;|\[0;", part):
                        lit = False
                elif lit and part != "\n":
                    piece += part
                elif part:
                    if piece.strip():
                        found.append(piece.strip())
                    piece = ""
        return found

    def close(self) -> None:
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], capture_output=True, check=False)
