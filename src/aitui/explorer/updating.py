"""Fetching the feeds that are due, from inside: another process does it, so that no key waits."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aitui.explorer.jobs import Jobs
from aitui.store import feeds
from aitui.store.database import Connection
from aitui.store.runs import now

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

_LANE = "feeds"


def fetch(corpus: Path) -> str:
    """Run `aitui update` on a corpus and return what it says came of it, in one line.

    It is a program of its own: it goes on to its end when the explorer is left, and reading texts in this
    process would hold up the keys.
    """
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "aitui", "update", "--progress", "none", "--db", str(corpus)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
        check=False,
    )
    told = (done.stdout or done.stderr).strip().rpartition("\n")[2]
    return told.removeprefix(f"{corpus}: ").removeprefix("aitui: ")


class Updating:
    """The update that is under way.

    Args:
        explorer: whose status line tells of it.
        jobs: what waits for it.
        fetch: runs it; for tests.
    """

    def __init__(self, explorer: Explorer, jobs: Jobs, fetch: Callable[[Path], str] = fetch) -> None:
        self._explorer = explorer
        self._jobs = jobs
        self.fetch = fetch

    def start(self) -> None:
        """Fetch what is due, unless that is being done."""
        if any(lane == _LANE for lane, _ in self._jobs.running()):
            self._explorer.say("The feeds are being fetched already.")
            return
        corpus = self._explorer.corpus

        def query(connection: Connection) -> str:
            if feeds.due(connection, now()):
                told = self.fetch(corpus)
                key = self._explorer.key("reload")
                new = re.search(r"[1-9]\d* (added|updated)", told)
                return f"{told}. {key} shows what came in." if new else told
            rows = feeds.rows(connection)
            if not rows:
                return "No feed is followed; `aitui add ADDRESS` follows one."
            soonest = min(row.next_at or "" for row in rows)
            return f"No feed is due; the next is at {_clock(soonest)}."

        self._explorer.say("Fetching the feeds that are due; what comes of it is told here.")
        self._jobs.submit(_LANE, query, self._explorer.say, self._explorer.failed)


def _clock(moment: str) -> str:
    """Return a time as the clock on the wall shows it, with its day where that is another."""
    when = datetime.fromisoformat(moment).astimezone()
    today = datetime.now().astimezone().date() == when.date()
    return when.strftime("%H:%M" if today else "%Y-%m-%d %H:%M")
