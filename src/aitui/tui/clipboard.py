"""What is sent to a terminal so that it takes a text into its clipboard: OSC 52."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

# Bytes of UTF-8 that any terminal takes which takes any: 100,000 with what stands around them, in base64.
LIMIT = 74_994
# GNU screen hands on what stands in such a string, but none longer than 768 bytes.
_PIECE = 250


def sequence(text: str, environ: Mapping[str, str]) -> str:
    """Return the escape sequence for a text.

    Args:
        text: what is to be pasted.
        environ: the variables of the environment; GNU screen is known by them. (tmux takes the sequence as it
            is, where its settings let it through.)
    """
    data = f"\x1b]52;c;{b64encode(text.encode('utf-8', 'replace')).decode('ascii')}\a"
    if environ.get("STY") and not environ.get("TMUX"):
        pieces = (data[at : at + _PIECE] for at in range(0, len(data), _PIECE))
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return data


def refused(environ: Mapping[str, str], plain: str) -> str:
    """Return what to do where the terminal has not taken it, as far as the environment tells.

    Args:
        environ: the variables of the environment.
        plain: the key of the plain view.
    """
    if environ.get("TMUX") or environ.get("TERM", "").startswith("tmux"):
        return f"No paste? tmux set -g set-clipboard on; or {plain}"
    return f"No paste? {plain} shows it to select"
