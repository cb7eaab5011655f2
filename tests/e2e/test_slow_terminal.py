"""A terminal that does not take what is written holds up no key, and sees the newest frame when it does."""

from __future__ import annotations

import json
import select
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from pty_terminal import PtyTerminal
from small_corpora import put
from terminals import AITUI

from aitui.model import Article
from aitui.store import articles, database

NUMBER = 120


def place(home: Path) -> str:
    """Return the article that the session is kept at."""
    with closing(sqlite3.connect(home / "workspace.db")) as conn:
        return str(json.loads(conn.execute("SELECT place FROM session").fetchone()[0]).get("article"))


def rest(pid: int) -> None:
    """Wait until the thread of the keys has worked off what there was to do, or waits for the terminal."""
    work, before = Path(f"/proc/{pid}/task/{pid}/schedstat"), ""
    while (now := work.read_text()) != before:
        before = now
        select.select([], [], [], 0.02)


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="work is read from /proc")
def test_keys_are_answered_while_nothing_is_read_and_frames_in_between_are_left_out(tmp_path: Path) -> None:
    texts = [
        Article(f"Китай и 中国 № {number}. " * 60, f"а:{number}", title=f"Статья {number}", lang="ru")
        for number in range(NUMBER)
    ]
    corpus = put(tmp_path / "корпус.db", texts)
    with database.reading(corpus) as conn:
        ids = articles.ids(conn)
        last = articles.rows(conn, ids)[ids[-1]].uid
    terminal = PtyTerminal([*AITUI, "open", str(corpus)], env={"AITUI_HOME": str(tmp_path)})
    try:
        terminal.wait_for("? help")
        terminal.read(quiet=1.0)
        before, end = len(terminal.raw), time.monotonic() + 60
        # Each opens an article, so each is a frame; together they are many times what a pty keeps.
        for _ in range(NUMBER - 1):
            terminal.send("J")
            rest(terminal.pid)
        while place(tmp_path) != last:
            assert time.monotonic() < end, "keys wait for the terminal"
        terminal.wait_for(f"1 Articles {NUMBER}/{NUMBER}")
        assert len(terminal.raw) - before < 60_000
        terminal.send("Q")
        assert terminal.wait() == 0
    finally:
        terminal.close()
