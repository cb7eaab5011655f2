"""Which colours are chosen without a wish."""

from __future__ import annotations

import pytest

from aitui.tui.shades import chosen


@pytest.mark.parametrize(
    ("told", "theme"),
    [
        ("", "dark"),
        ("15;0", "dark"),
        ("0;default;15", "light"),
        ("0;7", "light"),
        ("12;8", "dark"),
        ("x", "dark"),
    ],
)
def test_auto_is_what_the_terminal_tells(monkeypatch: pytest.MonkeyPatch, told: str, theme: str) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORFGBG", told)
    assert chosen("auto") == chosen(None) == theme
    assert chosen("ansi") == "ansi"
    monkeypatch.setenv("NO_COLOR", "1")
    assert chosen("light") == "ansi"
