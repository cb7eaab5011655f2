"""A text for the clipboard, as it reaches the terminal: straight, or through GNU screen."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest

from aitui.tui import clipboard

TEXT = "“Китай и 中国” (Лента, 2025) " * 40


def taken(sent: str) -> str:
    """Return what the terminal puts into its clipboard."""
    found = re.fullmatch(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", sent)
    assert found is not None
    return b64decode(found[1]).decode("utf-8")


@pytest.mark.parametrize("environ", [{}, {"TMUX": "/tmp/tmux-0/default,1,0", "STY": "1.pts-0.host"}])
def test_a_terminal_and_tmux_are_told_straight(environ: dict[str, str]) -> None:
    assert taken(clipboard.sequence(TEXT, environ)) == TEXT


def test_screen_hands_it_on_in_pieces() -> None:
    sent = clipboard.sequence(TEXT, {"STY": "1.pts-0.host"})
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", sent, re.DOTALL)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == sent
    assert max(len(piece) for piece in pieces) < 768
    # What screen hands on is what stands between, without a break.
    assert taken("".join(pieces)) == TEXT


def test_a_surrogate_is_no_reason_to_fail() -> None:
    assert taken(clipboard.sequence("а\ud800б", {})) == "а?б"


@pytest.mark.parametrize("environ", [{"TMUX": "x"}, {"TERM": "tmux-256color"}])
def test_tmux_may_need_a_setting(environ: dict[str, str]) -> None:
    assert "set-clipboard on" in clipboard.refused(environ, "P")
    assert "set-clipboard" not in clipboard.refused({"TERM": "xterm-256color"}, "P")
