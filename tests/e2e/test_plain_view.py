"""The plain view on a real terminal: out of the frame, cleaned, and back to the same place."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from pty_terminal import PtyTerminal
from terminals import AITUI


def start(corpus: Path, home: Path, **env: str) -> PtyTerminal:
    return PtyTerminal([*AITUI, str(corpus)], 80, 24, {"AITUI_HOME": str(home), **env})


def test_the_article_is_printed_and_enter_goes_back(small_corpus: Path, tmp_path: Path) -> None:
    terminal = start(small_corpus, tmp_path)
    try:
        terminal.wait_for("? help")
        terminal.send("<enter>j")
        before = terminal.wait_for(lambda text: "✓" in text and "▌ Le aziende" in text)
        terminal.raw = b""
        terminal.send("P")
        terminal.wait_for("[Enter goes back]")
        assert b"\x1b[?1049l" in terminal.raw
        printed = terminal.raw.partition(b"\x1b[?1049l")[2].decode()
        assert "Qwen" in printed
        assert "▌" not in printed
        terminal.send("<enter>")
        terminal.wait_for(lambda text: text.splitlines()[:20] == before.splitlines()[:20])
        # A signal ends the program from there too, with the terminal as it was found.
        terminal.send("P")
        terminal.wait_for("[Enter goes back]")
        terminal.signal(signal.SIGTERM)
        assert terminal.wait() == 0
        assert terminal.raw.rindex(b"\x1b[?1049l") > terminal.raw.rindex(b"\x1b[?1049h")
    finally:
        terminal.close()


@pytest.mark.parametrize("name", ["C", "ru_RU.KOI8-R"])
def test_a_locale_without_utf_8_is_refused_in_one_line(small_corpus: Path, tmp_path: Path, name: str) -> None:
    terminal = start(small_corpus, tmp_path, LC_ALL=name)
    try:
        assert terminal.wait() == 1
        lines = [line for line in terminal.text().splitlines() if line]
        told = "".join(lines)
        assert told.startswith(f"aitui: the locale LC_ALL={name}")
        assert "export LC_ALL=C.UTF-8" in told
        assert "Traceback" not in told
    finally:
        terminal.close()
