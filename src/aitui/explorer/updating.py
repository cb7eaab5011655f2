"""The feeds that the corpus follows: how each is, and fetching them from inside.

Another process fetches, so that no key waits and it goes on to its end when the explorer is left.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aitui.explorer.apart import python
from aitui.explorer.jobs import Jobs
from aitui.store import feeds
from aitui.store.database import Connection
from aitui.store.feeds import FeedRow
from aitui.store.runs import now

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

LANE = "feeds"

# What fetches: the corpus, the address of one feed or None for those that are due, and what hears how far
# it is; it returns what came of it.
Fetch = Callable[[Path, str | None, Callable[[str], None]], str]


def fetch(corpus: Path, address: str | None, tell: Callable[[str], None]) -> str:
    """Run `aitui update` on a corpus and return what it says came of it, in one line.

    Args:
        corpus: the file.
        address: of one feed; None for all that are due.
        tell: hears how far it is, in a few words, on the caller's thread.
    """
    import subprocess
    from threading import Thread

    command = python("from aitui.__main__ import main; sys.exit(main())")
    command += ["update", "--progress", "json", "--db", str(corpus)]
    said: list[str] = []
    with subprocess.Popen(
        [*command, *([] if address is None else ["--", address])],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        # Read beside the other one, which would fill up otherwise.
        reading = Thread(target=lambda: said.extend(process.stdout or ()), daemon=True)
        reading.start()
        for line in process.stderr or ():
            if (come := _come(line)) is not None:
                tell(come)
            else:
                said.insert(0, line)  # where nothing is said of what came in, this is what went wrong
        reading.join()
    told = "".join(said).strip().rpartition("\n")[2]
    return told.removeprefix(f"{corpus}: ").removeprefix("aitui: ")


def _come(line: str) -> str | None:
    """Return how far an update is, of a line that tells it to programs; None for any other."""
    try:
        told = json.loads(line)
        return f"{told['seen']:,} entries read, {told['added']:,} new" if isinstance(told, dict) else None
    except (ValueError, KeyError, TypeError):
        return None


class Updating:
    """The list of feeds, and the update that is under way.

    Args:
        explorer: whose status line tells of it.
        jobs: what waits for it.
        fetch: runs it; for tests.

    Attributes:
        rows: the feeds, those that fail first; None until they are read.
        come: how far the update is, empty while none runs.
    """

    def __init__(self, explorer: Explorer, jobs: Jobs, fetch: Fetch = fetch) -> None:
        self._explorer = explorer
        self._jobs = jobs
        self.fetch = fetch
        self.rows: list[FeedRow] | None = None
        self.come = ""
        self._shown = self._answer = ""

    def show(self) -> None:
        """Open the list."""
        self._explorer.go("feeds")
        self.read()

    def read(self) -> None:
        """Read how the feeds are now."""

        def done(rows: list[FeedRow]) -> None:
            self.rows = sorted(rows, key=lambda row: row.error is None)
            self._explorer.changed("feeds")

        self._jobs.submit("feed list", feeds.rows, done, self._explorer.failed)

    @property
    def running(self) -> bool:
        """Whether feeds are being fetched."""
        return any(lane == LANE for lane, _ in self._jobs.running())

    @property
    def speaks(self) -> bool:
        """Whether an update runs, or what came of it is still told."""
        return self.running or bool(self._answer and self._explorer.message == self._answer)

    def start(self, address: str | None = None) -> None:
        """Fetch what is due, or one feed whether it is due or not, unless feeds are being fetched."""
        explorer = self._explorer
        if self.running:
            explorer.say("The feeds are being fetched already.")
            return
        corpus = explorer.corpus

        def query(connection: Connection) -> str:
            if address is not None or feeds.due(connection, now()):
                told = self.fetch(corpus, address, self._hear)
                new = re.search(r"[1-9]\d* (added|updated)", told)
                return f"{told}. {explorer.key('reload')} shows what came in." if new else told
            rows = feeds.rows(connection)
            if not rows:
                return "No feed is followed; `aitui add ADDRESS` follows one."
            soonest = min(row.next_at or "" for row in rows)
            return f"No feed is due; the next is at {clock(soonest)}."

        def done(told: str) -> None:
            self.come = self._shown = ""
            self._answer = told
            explorer.say(told)
            self.read()

        self.come = ""
        self._shown = "Fetching the feeds that are due; what comes of it is told here."
        if address is not None:
            self._shown = "Fetching this feed; what comes of it is told here."
        explorer.say(self._shown)
        self._jobs.submit(LANE, query, done, explorer.failed)

    def _hear(self, come: str) -> None:
        # On the thread of the job: `look` tells it.
        self.come = come

    def look(self) -> None:
        """Tell how far the update is, unless something else is told by now."""
        explorer, told = self._explorer, f"Fetching the feeds: {self.come}."
        if self.come and told != self._shown:
            if explorer.message == self._shown:
                explorer.say(told)
            self._shown = told
            explorer.changed("feeds")


def clock(moment: str) -> str:
    """Return a time as the clock on the wall shows it, with its day where that is another."""
    when = datetime.fromisoformat(moment).astimezone()
    today = datetime.now().astimezone().date() == when.date()
    return when.strftime("%H:%M" if today else "%Y-%m-%d %H:%M")
