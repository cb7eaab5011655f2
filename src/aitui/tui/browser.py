"""Hands an address to a browser: an argument list, never a shell."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

from aitui.errors import TerminalError

# Browsers that need the terminal for themselves.
_IN_TERMINAL = {"w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl"}


def needs_terminal(command: Sequence[str]) -> bool:
    """Tell whether a command draws on the terminal."""
    return Path(command[0]).name in _IN_TERMINAL


def start(command: Sequence[str]) -> None:
    """Start a command; one that needs the terminal has it until it ends, another one runs beside us.

    Raises:
        TerminalError: it cannot be started.
    """
    try:
        if needs_terminal(command):
            subprocess.run(command, check=False)
        else:
            beside = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            # Somebody has to ask how it ended, or it stays as a zombie.
            Thread(target=beside.wait, name="aitui-browser", daemon=True).start()
    except OSError as error:
        reason = error.strerror or str(error)
        raise TerminalError(f"{command[0]}: {reason}; see `browser` in config.toml") from None
