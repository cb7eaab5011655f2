"""The terminal under the program: is it fit, and how little can be sent to it."""

from __future__ import annotations

import os
import sys

from aitui.errors import TerminalError


def check() -> None:
    """Refuse a terminal that cannot show the explorer.

    Raises:
        TerminalError: with one line that says what to do.
    """
    if os.environ.get("TERM", "dumb") == "dumb":
        raise TerminalError(
            "TERM is dumb or not set; the explorer needs a terminal (try TERM=xterm-256color)"
        )
    if not (sys.stdin.isatty() and sys.__stderr__ is not None and sys.__stderr__.isatty()):
        raise TerminalError(
            "the explorer needs a terminal on stdin and stderr; `aitui search` and `aitui articles` do not"
        )


def prepare() -> None:
    """Set what Textual reads from the environment: no animation, no kitty keyboard, the real size."""
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    # Exported, these would freeze the size that the program started with.
    os.environ.pop("COLUMNS", None)
    os.environ.pop("LINES", None)
