"""The terminal under the program: is it fit, and how little can be sent to it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from aitui.errors import TerminalError

# Terminals with 256 colours and more whose names do not say so.
_MANY = {"alacritty", "contour", "direct", "foot", "ghostty", "kitty", "konsole", "rio", "wezterm"}


def check() -> None:
    """Refuse a terminal that cannot show the explorer.

    Raises:
        TerminalError: with one line that says what to do.
    """
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise TerminalError(
            "TERM is dumb or not set; the explorer needs a terminal (try TERM=xterm-256color)"
        )
    if not (sys.stdin.isatty() and sys.__stderr__ is not None and sys.__stderr__.isatty()):
        raise TerminalError(
            "the explorer needs a terminal on stdin and stderr; `aitui search` and `aitui articles` do not"
        )
    name = foreign_locale(os.environ, coerced=sys.flags.utf8_mode == 1)
    if name is not None:
        raise TerminalError(
            f"the locale {name} has no letters of other languages; set one in UTF-8: export LC_ALL=C.UTF-8"
        )


def foreign_locale(environ: Mapping[str, str], *, coerced: bool) -> str | None:
    """Return the locale setting under which the terminal is not expected to speak UTF-8; None if it is.

    No setting at all is let pass: containers have none, and their terminals speak UTF-8.  So is one in UTF-8
    that is not installed on this machine, which comes along with SSH.

    Args:
        environ: the variables of the environment.
        coerced: whether Python itself took the locale C for UTF-8 and wrote so into `LC_CTYPE`.
    """
    names = ("LC_ALL", "LANG") if coerced else ("LC_ALL", "LC_CTYPE", "LANG")
    variable, name = next(((each, environ[each]) for each in names if environ.get(each)), ("", ""))
    if not name:
        return None
    codeset = name.partition(".")[2].partition("@")[0] or (name if name in ("C", "POSIX") else "")
    if not codeset:  # such as en_US: the system knows what it means
        import locale

        codeset = locale.getencoding()
    return None if codeset.replace("-", "").casefold() == "utf8" else f"{variable}={name}"


# By terminfo (`bce`).  The many terminals that call themselves xterm have it too.  `screen` has not, and a
# tmux that says so cannot be told from it.
_KEEP_GROUND = ("xterm", "linux", "rxvt", "tmux", "alacritty", "foot", "konsole", "gnome", "vte", "st-")


def keeps_ground(term: str) -> bool:
    """Tell whether what a terminal erases takes the colour that it writes on.

    Args:
        term: its name, as in `$TERM`.
    """
    return term.startswith(_KEEP_GROUND) and not term.startswith("xterm-kitty")


def many_colours(environ: Mapping[str, str]) -> bool:
    """Tell whether the terminal has the 256 colours that the themes dark and light are made of.

    Args:
        environ: the variables of the environment.
    """
    name = environ.get("TERM", "")
    told = environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit")
    return told or "256color" in name or not _MANY.isdisjoint(name.split("-"))


def prepare(*, kitty: bool = False) -> None:
    """Set what Textual reads from the environment: no animation, the real size.

    Args:
        kitty: whether to ask the terminal for the kitty keyboard protocol.
    """
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    if many_colours(os.environ) and not os.environ.get("COLORTERM"):
        os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", "256")
    if not kitty:
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    # Exported, these would freeze the size that the program started with.
    os.environ.pop("COLUMNS", None)
    os.environ.pop("LINES", None)
